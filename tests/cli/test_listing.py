"""`diptych list`: one line each, sorted as asked, as text, JSON or annotations."""

import json
import shutil
from pathlib import Path

import pytest

from diptych.cli.program import run
from diptych.model.problem import Exit

DESK = Path(__file__).parents[1] / "sites" / "desk"


@pytest.fixture
def told(capsys, monkeypatch):
    monkeypatch.chdir(DESK)

    def told(*arguments, code=Exit.OK):
        clock = ("--clock", "2026-06-01T12:00Z")
        assert run(["list", *arguments, *clock], environ={}) == code
        out, err = capsys.readouterr()
        return (out + err).splitlines()

    return told


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (
            "drafts",
            [
                "content/culture/play.en.md 2026-05-25 The play",
                "content/culture/sketch.fr.md 2026-05-30 Une esquisse",
            ],
        ),
        (
            "future",
            [
                "content/culture/eclipse.fr.md 2026-06-10 08:00 L'éclipse",
                "content/culture/eclipse.en.md 2026-06-10 08:00 The eclipse",
            ],
        ),
        ("expired", ["content/news/fair.fr.md 2026-05-20 La foire"]),
        ("untranslated", ["content/news/market.fr.md 2026-04-01 lacks en Le marché"]),
        (
            "tags",
            [
                "light fr 2 en 1 Lumière no label in en",
                "river fr 1 en 1 Fleuve",
                "unused fr 0 en 0 Unused unused",
            ],
        ),
    ],
)
def test_each_thing_has_a_line(told, what, expected):
    assert [" ".join(line.split()) for line in told(what)] == expected


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        (("drafts", "--sort", "title"), "content/culture/play.en.md"),
        (("future", "--sort", "title"), "content/culture/eclipse.fr.md"),
        (("drafts", "--sort", "date"), "content/culture/play.en.md"),
        (("tags", "--sort", "count"), "light"),
        (("tags", "--sort", "title"), "river"),
    ],
)
def test_lines_are_sorted_as_asked(told, arguments, first):
    assert told(*arguments)[0].split()[0] == first


@pytest.mark.parametrize("arguments", [("drafts", "--sort", "count"), ("tags", "--sort", "date")])
def test_an_order_that_means_nothing_is_refused(told, arguments):
    assert "error option-value-unknown" in told(*arguments, code=Exit.USAGE)[0]


@pytest.mark.parametrize(
    ("arguments", "code"), [((), "missing-argument"), (("draft",), "argument-unknown")]
)
def test_what_to_list_must_be_said(told, arguments, code):
    (line,) = told(*arguments, code=Exit.USAGE)
    assert f"error {code} " in line
    assert "drafts" in line


def test_programs_get_a_line_of_json_each(told):
    assert json.loads(told("untranslated", "--format", "json")[0]) == {
        "key": "news/market",
        "title": "Le marché",
        "path": "content/news/market.fr.md",
        "language": "fr",
        "date": "2026-04-01T00:00:00+01:00",
        "missing": ["en"],
    }
    assert json.loads(told("tags", "--format", "json")[0])["panels"] == {"fr": 2, "en": 1}


def test_github_gets_a_notice_for_each_and_of_tags_for_those_with_a_fault(told):
    assert told("untranslated", "--format", "github", "--lang", "fr") == [
        "::notice file=content/news/market.fr.md,title=untranslated::manque : en : Le marché"
    ]
    assert len(told("tags", "--format", "github")) == 2


def test_errors_of_the_magazine_are_told_beside_the_list(told, tmp_path, monkeypatch):
    site = tmp_path / "desk"
    shutil.copytree(DESK, site)
    (site / "content/news/fair.fr.md").write_text("---\ntitle: A\n---\n")
    monkeypatch.chdir(site)
    assert any("missing-date" in line for line in told("drafts", code=Exit.CONTENT))
