"""Problems as lines."""

import io
import json
from pathlib import Path

import pytest

from diptych.cli.telling import Paths, tell_problems
from diptych.cli.terminal import Terminal
from diptych.messages import Speaker
from diptych.model.problem import Place, Problem, error, warning

SITE = Paths(Path("/home/lea/site"), Path("/home/lea"))
PLACE = Place("content/a.fr.md", 3, 8)


def told(*problems, form="text", paths=SITE, language="en", stream=None):
    stream = stream or io.StringIO()
    tell_problems(problems, Terminal(None, stream), Speaker(language), paths, form)
    return stream.getvalue().splitlines()


class Screen(io.StringIO):
    def isatty(self):
        return True


def test_a_problem_is_one_line_with_its_place_its_code_and_how_to_mend_it():
    (line,) = told(error("broken-link", PLACE, target="b.md"))
    assert line == (
        "site/content/a.fr.md:3:8: error broken-link the link b.md leads to nothing "
        "(correct the path, or write story: and the story's key)"
    )


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place("content/a.md", 3, 0), "site/content/a.md:3: error"),
        (Place("content/a.md"), "site/content/a.md: error"),
        (Place("content/a.md", 0, 4), "site/content/a.md: error"),
        (Place("/home/lea/out"), "out: error"),
        (Place("/mnt/disk"), "/mnt/disk: error"),
        (Place(""), "diptych: error"),
    ],
)
def test_a_place_is_told_as_far_as_it_is_known(place, expected):
    assert told(Problem(code="a-code", place=place))[0].startswith(f"{expected} a-code")


def test_paths_are_relative_to_the_current_folder_wherever_that_is():
    line = told(error("a-code", PLACE), paths=Paths(Path("/site"), Path("/site/content")))
    assert line == ["a.fr.md:3:8: error a-code a-code"]
    line = told(error("a-code", PLACE), paths=Paths(Path("/site"), Path("/tmp/x")))  # noqa: S108
    assert line == ["../../site/content/a.fr.md:3:8: error a-code a-code"]


def test_problems_are_sorted_by_place_then_code():
    problems = [
        warning("b", Place("b.md", 1, 1)),
        error("c", Place("a.md", 10, 1)),
        error("b", Place("a.md", 2, 9)),
        warning("a", Place("a.md", 2, 9)),
        error("d", Place("a.md", 2, 1)),
    ]
    assert [line.split()[2] for line in told(*problems)] == ["d", "a", "b", "c", "b"]


def test_the_other_places_are_told_on_the_same_line():
    problem = error("a-code", PLACE, Place("content/b.md", 2, 1), Place("content/c.md"))
    (line,) = told(problem)
    assert line.endswith("; see also site/content/b.md:2:1, site/content/c.md")
    (line,) = told(problem, language="fr")
    assert " ; voir aussi site/content/b.md" in line


def test_nothing_in_a_value_breaks_the_line_or_commands_the_terminal():
    problem = error("a-code", PLACE, title="one\ntwo\r\x1b[31m\u202e\u2028\udcff")
    (line,) = told(problem)
    assert line.endswith("title: one two\\u000d\\u001b[31m\\u202e\\u2028\udcff")


def test_a_long_line_is_never_wrapped_not_even_on_a_narrow_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    screen = Screen()
    assert len(told(error("a-code", PLACE, title="word " * 100), stream=screen)) == 1


def test_there_is_colour_on_a_terminal_only(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in told(error("a-code", PLACE), stream=Screen())[0]
    assert "\x1b[" not in told(error("a-code", PLACE))[0]


def test_square_brackets_are_not_markup_on_a_terminal(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert (
        "[bold]x[/bold] :smile:"
        in told(error("a-code", PLACE, title="[bold]x[/bold] :smile:"), stream=Screen())[0]
    )


def test_problems_can_be_lines_of_json():
    problem = warning("broken-link", PLACE, Place("b.md", 1), target="é\udcff")
    (line,) = told(problem, form="json", language="fr")
    assert json.loads(line) == {
        "path": "site/content/a.fr.md",
        "line": 3,
        "column": 8,
        "severity": "warning",
        "code": "broken-link",
        "message": "le lien é? ne mène à rien",
        "fix": "corrigez le chemin, ou écrivez story: suivi de la clé de l'article",
        "also": [{"path": "site/b.md", "line": 1, "column": 0}],
    }


def test_problems_can_be_annotations_of_github():
    problem = error("a-code", Place("content/a,b: 100%.md", 3, 8), title="100%\nsure: yes, really")
    (line,) = told(problem, form="github", paths=Paths(Path("/s"), Path("/s")))
    assert line == (
        "::error file=content/a%2Cb%3A 100%25.md,line=3,col=8,title=a-code"
        "::title: 100%25%0Asure: yes, really"
    )


def test_an_annotation_without_a_line_names_the_file_alone():
    problem = warning("a-code", Place("config.toml"))
    assert told(problem, form="github", paths=Paths(Path("/s"), Path("/s"))) == [
        "::warning file=config.toml,title=a-code::a-code"
    ]


def test_streams_that_are_closed_or_missing_swallow_what_is_said():
    closed = io.StringIO()
    closed.close()
    for stream in (closed, None):
        terminal = Terminal(stream, stream)
        terminal.tell("x")
        tell_problems([error("a-code", PLACE)], terminal, Speaker("en"), SITE)
        assert not terminal.is_watched
