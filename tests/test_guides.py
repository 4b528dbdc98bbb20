"""The guides for authors are true: their commands exist, and both languages tell the same."""

import re
import shlex
from pathlib import Path

import pytest

from diptych.cli.program import run

DOCS = Path(__file__).parents[1] / "docs"
GUIDES = {locale: (DOCS / f"authors.{locale}.md").read_text("utf-8") for locale in ("fr", "en")}
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`(diptych [^`]+)`")
CONFIG = """\
base_url = "https://example.org/"
[languages.fr]
title = "Le Pont"
[languages.en]
title = "The Bridge"
[categories.startups]
fr = { title = "Startups", slug = "startups" }
en = { title = "Startups", slug = "startups" }
"""
WRITTEN_ELSEWHERE = {"serve", "check"}


def examples(locale):
    """Return the commands of a guide, each as its words."""
    blocks = (body for kind, body in FENCED.findall(GUIDES[locale]) if kind == "sh")
    lines = [line for block in blocks for line in block.splitlines()]
    return [shlex.split(line) for line in (*lines, *INLINE.findall(GUIDES[locale]))]


def shape(words):
    """Return what a command is in every language: its name and its options."""
    return [*words[:2], *(word for word in words if word.startswith("--"))]


@pytest.mark.parametrize("locale", GUIDES)
def test_every_command_and_option_of_a_guide_exists(locale, capsys):
    assert run(["--help"], environ={}) == 0
    listed = set(re.findall(r"^  ([a-z]+) ", capsys.readouterr().out, re.MULTILINE))
    for program, command, *rest in examples(locale):
        assert program == "diptych"
        assert command in listed | WRITTEN_ELSEWHERE
        if command not in listed:
            continue
        assert run([command, "--help"], environ={}) == 0
        told = capsys.readouterr().out
        for option in (word for word in rest if word.startswith("--")):
            assert re.search(rf"{option}\b", told), (command, option)


def test_the_guides_tell_the_same_in_the_same_order():
    levels = {
        locale: [line.split(" ")[0] for line in text.splitlines() if re.match("#+ ", line)]
        for locale, text in GUIDES.items()
    }
    assert levels["fr"] == levels["en"]
    kinds = {locale: [kind for kind, _ in FENCED.findall(text)] for locale, text in GUIDES.items()}
    assert kinds["fr"] == kinds["en"]
    assert list(map(shape, examples("fr"))) == list(map(shape, examples("en")))


@pytest.mark.parametrize("locale", GUIDES)
def test_the_problem_that_a_guide_shows_is_told_in_those_words(
    locale, tmp_path, monkeypatch, capsys
):
    shown = re.search(r"^(content/.*?\.md):4:1: (warning .*)$", GUIDES[locale], re.MULTILINE)
    (tmp_path / "config.toml").write_text(CONFIG)
    (tmp_path / shown[1]).parent.mkdir(parents=True)
    (tmp_path / shown[1]).write_text("---\ntitle: S\ndate: 2026-01-01\ntag: [a]\n---\nText.\n")
    monkeypatch.chdir(tmp_path)
    run(["build", "--lang", locale, "--clock", "2026-06-01"], environ={})
    assert shown[0] in capsys.readouterr().err.splitlines()


@pytest.mark.parametrize("locale", GUIDES)
def test_a_new_story_looks_as_the_guide_shows_it(locale, tmp_path, monkeypatch, capsys):
    (tmp_path / "config.toml").write_text(CONFIG)
    (tmp_path / "content").mkdir()
    (tmp_path / "content/authors.toml").write_text('[startup-desk]\nname = "Desk"\n')
    monkeypatch.chdir(tmp_path)
    new, translate = (words[1:] for words in examples(locale) if words[1] == "new")
    assert run([*new, "--clock", "2026-03-02T09:30Z"], environ={}) == 0
    created = capsys.readouterr().out.split(":")[0].strip()
    head = next(body for kind, body in FENCED.findall(GUIDES[locale]) if kind == "markdown")
    assert (tmp_path / created).read_text("utf-8") == f"{head}\n"
    assert f"`{Path(created).parent.as_posix()}/`" in GUIDES[locale]
    assert translate[2] == created
    assert run(translate, environ={}) == 0
