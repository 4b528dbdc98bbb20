"""Texts that no author writes: a named problem, soon, and never a traceback."""

import signal
import threading
import time

import pytest

from diptych.model.article import Manuscript
from diptych.render.markup import BodyRenderer, limits
from tests.render.markup.desk import FRENCH, PATH, FewThings, comment, faults, render

TANGLES = {
    "brackets": "[" * 20_000,
    "brackets with words": "[a" * 20_000,
    "brackets that close": "[" * 4_000 + "]" * 4_000,
    "links in links": "[a](b " * 5_000,
    "nested lists": "\n".join(f"{' ' * 4 * level}- x" for level in range(300)),
    "lists nested by tabs": "\n".join("\t" * level + "- x" for level in range(800)),
    "lists in one line": "- " * 800 + "x",
    "quotations": ">" * 800 + "x",
    "quotations with blanks": "> " * 5_000 + "x",
    "divisions": "<div>" * 20_000,
    "bold in bold": "x <b>" * 10_000,
    "half a tag": "<a " * 20_000,
    "shortcodes": "{{<" * 20_000,
    "pairs in pairs": "{{< callout >}}\n" * 3_000 + "{{< /callout >}}\n" * 3_000,
    "definitions": "\n".join(f"{' ' * 4 * n}a\n{' ' * 4 * n}:   b" for n in range(300)),
    "abbreviations": "\n".join(f"*[A{n}]: x" for n in range(6_000)) + "\n\n" + "A1 " * 6_000,
}


@pytest.mark.parametrize("text", TANGLES.values(), ids=TANGLES)
def test_a_tangle_is_refused_within_two_seconds_of_processor_time(text):
    start = time.process_time()
    body, problems = render(text)
    assert time.process_time() - start < 2
    assert body is None
    assert [problem.code for problem in problems] == ["too-complex"]


def test_eight_hundred_levels_are_refused_however_they_are_indented():
    for step in (2, 4):
        text = "\n".join(f"{' ' * step * level}- x" for level in range(800))
        assert [code for _, _, code in faults(text)] == ["body-too-long"]
        assert comment(text).value is None


def test_ten_megabytes_are_refused_at_once():
    start = time.process_time()
    assert faults("mot " * 2_500_000) == [(0, "error", "body-too-long")]
    assert time.process_time() - start < 0.1


def test_a_comment_has_a_smaller_limit_and_is_only_warned_about():
    body, problems = comment("mot " * 6_000)
    assert body is None
    assert [(problem.severity, problem.code) for problem in problems] == [
        ("warning", "body-too-long")
    ]


def test_the_place_of_a_tangle_is_told():
    assert faults("a\n\nb\n\n" + "[" * 99, 10) == [(14, "error", "too-complex")]


def test_a_very_long_article_is_no_tangle():
    text = "## T\n\nL'été [a](a.md), *b* et `c`.\n\n- d\n- e\n\n" * 1_000
    body, problems = render(text)
    assert body is not None
    assert problems == ()


def test_comments_that_never_end_are_text():
    body, problems = render("<!--" * 20_000)
    assert problems == ()
    assert body.html.count("&lt;!--") == 20_000


def test_brackets_in_code_are_no_tangle():
    assert faults("```\n" + "[" * 9_000 + "\n```\n") == []


@pytest.mark.parametrize(
    "line", [" " * 60_000 + "x", "\t" * 60_000, "-  " * 300 + "-", "1.\t" * 39 + " " * 60_000]
)
def test_blanks_cost_no_more_than_there_are_of_them(line):
    with limits.limited_time():
        limits.refuse_tangles(line)


def test_a_renderer_that_was_stopped_goes_on_with_the_next_text():
    renderer = BodyRenderer(FRENCH)
    for text in ("[a](b " * 5_000, "- " * 39 + "x"):
        renderer.render(Manuscript(PATH, text), FewThings())
        body, problems = renderer.render(Manuscript(PATH, "Un *mot*."), FewThings())
        assert problems == ()
        assert body.html == "<p>Un <em>mot</em>.</p>"


def test_a_limit_of_time_puts_back_the_handler_it_found():
    def handler(_signal, _frame):
        pass

    before = signal.signal(signal.SIGPROF, handler)
    try:
        with limits.limited_time():
            assert signal.getsignal(signal.SIGPROF) is not handler
        assert signal.getsignal(signal.SIGPROF) is handler
        assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
    finally:
        signal.signal(signal.SIGPROF, before)


def test_in_another_thread_there_is_no_limit_of_time_and_no_signal():
    found = []

    def work():
        before = signal.getsignal(signal.SIGPROF)
        with limits.limited_time():
            found.append(signal.getsignal(signal.SIGPROF) is before)
        found.append(render("Un *mot*.").value.html)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [True, "<p>Un <em>mot</em>.</p>"]


def test_an_error_of_the_library_is_a_problem(monkeypatch):
    def stumble(_self, _text):
        raise KeyError("x")

    monkeypatch.setattr("markdown.Markdown.convert", stumble)
    assert faults("x") == [(0, "error", "markdown-failed")]
    assert [problem.code for problem in comment("x").problems] == ["markdown-failed"]


def test_running_out_of_stack_is_a_problem(monkeypatch):
    def recurse(_self, _text):
        raise RecursionError

    monkeypatch.setattr("markdown.Markdown.convert", recurse)
    assert faults("x") == [(0, "error", "too-complex")]
    assert [problem.code for problem in comment("x").problems] == ["too-complex"]
