"""`diptych new` begins stories and translations that build, and never writes over a file."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from diptych.cli.program import run
from diptych.model.problem import Exit
from diptych.pipeline import build
from diptych.request import Request

SITES = Path(__file__).parents[1] / "sites"
CLOCK = "2026-06-01T12:00Z"

RICH = """---
title: "Le phare : un guide"
date: 2026-05-01
kind: guide
description: "Tout sur le phare."
image: {src: phare.png, alt: "Un phare", caption: "Au nord."}
corrections:
  - {date: 2026-05-02, text: "Il a 30 mètres."}
---

Le phare est là[^1], comme [le pont](../bridge/index.md), voir [plus bas](#lumiere).

![Un phare, de nuit](phare.png "Vu du port.")

## Lumière

{{< callout type="tip" title="À retenir" >}}
Il s'allume à 20 heures.
{{< /callout >}}

| Mois | Heure |
|------|------:|
| Mai  | 20    |

[^1]: Depuis 1912.
"""


class Silent:
    def step(self, name, done, total):
        pass


@pytest.fixture
def site(tmp_path, monkeypatch):
    folder = tmp_path / "desk"
    shutil.copytree(SITES / "desk", folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def told(capsys, site):
    """Return what the command tells, and what it created; the files of others stay as they are."""

    def told(*arguments, code=Exit.OK, **environ):
        before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
        assert run(["new", "--clock", CLOCK, *arguments], environ=environ) == code
        after = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
        assert {path: after.get(path) for path in before} == before
        out, err = capsys.readouterr()
        new = sorted(path.relative_to(site).as_posix() for path in after.keys() - before.keys())
        return (out + err).splitlines(), new

    return told


def test_a_story_is_begun_and_the_next_step_is_told(told, site):
    lines, new = told("L'IA : x", "--category", "news", "--lang", "fr")
    assert new == ["content/news/l-ia-x/index.fr.md"]
    assert lines[0] == f"{new[0]} : créé, en brouillon."
    assert lines[1].startswith("Ensuite :")
    assert (site / new[0]).read_text() == (
        "---\n"
        'title: "L\'IA : x"\n'
        "date: 2026-06-01 13:00\n"
        'description: ""\n'
        "tags: []\n"
        "authors: [lea]\n"
        "draft: true\n"
        "---\n\n"
    )


def test_language_name_and_authors_can_be_chosen(told, site):
    _, new = told(
        "The tower", "--category", "culture", "--locale", "en", "--slug", "tall", "--author", "Omar"
    )
    assert new == ["content/culture/tall/index.en.md"]
    assert "authors: [omar]" in (site / new[0]).read_text()


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (["Le pont", "--category", "news", "--slug", "bridge"], "content/news/bridge/index.en.md"),
        (["Harbour", "--category", "news", "--locale", "en"], "content/news/harbour.en.md"),
        (["Market", "--category", "news", "--locale", "en"], "content/news/market.fr.md"),
        (["--translate", "news/harbour", "--to", "en"], "content/news/harbour.en.md"),
    ],
)
def test_a_name_that_a_story_has_is_refused_and_its_file_named(told, arguments, path):
    lines, new = told(*arguments, code=Exit.CONTENT)
    assert lines[0].startswith(f"{path}: error story-exists")
    assert new == []


def test_an_address_that_a_story_has_is_refused(told, site):
    (site / "content/news/old.fr.md").write_text(
        "---\ntitle: A\ndate: 2026-01-01\nslug: tower\n---\nA.\n"
    )
    lines, _ = told("Tower", "--category", "news", code=Exit.CONTENT)
    assert lines[0].startswith("content/news/old.fr.md: error story-exists")


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        ([], "title-missing", ""),
        (["A"], "choice-missing", "news, culture, pages"),
        (["A", "--category", "nws"], "option-value-misspelt", "news"),
        (["A", "--category", "sport"], "option-value-unknown", "news, culture, pages"),
        (["A", "--category", "news", "--locale", "frr"], "option-value-misspelt", "fr"),
        (["A", "--category", "news", "--author", "omra"], "option-value-misspelt", "omar"),
        (["  ", "--category", "news"], "title-blank", ""),
        (["日本", "--category", "news"], "title-without-slug", "--slug"),
        (["A", "--category", "news", "--slug", "../x"], "slug-refused", "x"),
        (["Con", "--category", "news"], "slug-refused", "con-1"),
        (["A", "--to", "en"], "option-without-other", "--translate"),
        (["A", "--translate", "news/bridge"], "title-of-translation", ""),
        (["--translate", "news/market", "--category", "news"], "option-of-new-story", "--to"),
        (["--translate", "news/makret"], "misspelt-story", "news/market"),
        (["--translate", "news/bridge"], "choice-missing", "--to"),
        (["--translate", "news/market", "--to", "enn"], "option-value-misspelt", "en"),
    ],
)
def test_what_the_magazine_does_not_have_is_told_with_what_it_has(told, arguments, code, word):
    lines, new = told(*arguments, code=Exit.USAGE)
    assert f"error {code} " in lines[0]
    assert word in lines[0]
    assert new == []


def test_what_is_begun_builds_without_a_problem_and_is_told_as_to_be_translated(
    told, site, tmp_path, capsys
):
    lighthouse = site / "content/news/phare"
    lighthouse.mkdir()
    shutil.copy(SITES / "newsroom/content/lea.png", lighthouse / "phare.png")
    (lighthouse / "index.fr.md").write_text(RICH)
    told("L'IA : x", "--category", "news")
    told("À lire", "--category", "pages")
    _, new = told("--translate", "content/news/phare/index.fr.md", "--to", "en")
    assert new == ["content/news/phare/index.en.md"]
    assert told("--translate", "content/news/market.fr.md")[1] == ["content/news/market.en.md"]

    report = build(
        Request(
            source=site,
            output=tmp_path / "output",
            clock=datetime(2026, 6, 1, 12, tzinfo=UTC),
            drafts=True,
        ),
        Silent(),
    )
    assert list(report.problems) == []
    page = (tmp_path / "output/en/news/phare/index.html").read_text()
    assert "Un phare, de nuit" in page
    run(["status", "--clock", CLOCK, "news/phare"], environ={})
    assert "true to fr, 3 blocks still to be translated" in capsys.readouterr().out


@pytest.mark.parametrize("variable", ["VISUAL", "EDITOR"])
def test_the_new_file_is_opened_in_the_editor(told, site, tmp_path, variable):
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\necho "$1" > ' + str(tmp_path / "called") + '\nshift\necho "Text." >> "$1"\n'
    )
    editor.chmod(0o755)
    _, new = told("A", "--category", "news", "--edit", **{variable: f"'{editor}' --wait"})
    assert (tmp_path / "called").read_text() == "--wait\n"
    assert (site / new[0]).read_text().endswith("---\n\nText.\n")


def test_without_an_editor_nothing_is_written(told):
    lines, new = told("A", "--category", "news", "--edit", code=Exit.ENVIRONMENT)
    assert "error editor-unnamed" in lines[0]
    assert new == []


@pytest.mark.parametrize("editor", ["/no/such/editor", "false"])
def test_an_editor_that_fails_is_told_and_the_file_stays(told, editor):
    lines, new = told("A", "--category", "news", "--edit", code=Exit.ENVIRONMENT, EDITOR=editor)
    assert f"the editor {editor} failed" in lines[-1]
    assert new == ["content/news/a/index.fr.md"]
