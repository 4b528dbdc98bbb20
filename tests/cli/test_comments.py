"""`diptych comments`: listed, approved and rejected, each file changed by one field at most."""

import json
import shutil
from pathlib import Path

import pytest

from diptych.cli.program import run
from diptych.model.problem import Exit

DESK = Path(__file__).parents[1] / "sites" / "desk"
FOLDER = "content/news/bridge/comments"


@pytest.fixture
def site(tmp_path, monkeypatch):
    folder = tmp_path / "desk"
    shutil.copytree(DESK, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def told(capsys, site):
    """Return what the command tells, and which files it changed."""

    def told(*arguments, code=Exit.OK):
        before = contents(site)
        assert run(["comments", *arguments], environ={}) == code
        after = contents(site)
        out, err = capsys.readouterr()
        changed = sorted(path for path in before if after.get(path) != before[path])
        return (out + err).splitlines(), changed

    return told


def contents(site):
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def names(lines):
    return [line.split()[0] for line in lines[1:]]


def test_what_is_not_published_is_listed_first_what_waits_for_a_decision(told):
    lines, changed = told()
    assert names(lines) == [
        "culture/lamp/comments/sam.en",
        "news/bridge/comments/vera.en",
        "news/bridge/comments/sam.en",
    ]
    assert lines[2].split() == [
        *("news/bridge/comments/vera.en", "pending", "2026-03-05", "Vera"),
        *("Buy", "my", "umbrellas!"),
    ]
    assert changed == []


def test_all_are_listed_when_asked(told):
    assert names(told("list", "--all", "--lang", "fr")[0])[-1] == "news/bridge/comments/nour.fr"


def test_programs_get_a_line_of_json_each(told):
    (line, *_), _ = told("list", "--format", "json")
    assert json.loads(line) == {
        "name": "culture/lamp/comments/sam",
        "language": "en",
        "path": "content/culture/lamp/comments/sam.en.md",
        "state": "pending",
        "author": "Sam",
        "date": "2026-04-05T10:00:00+00:00",
        "text": "A fine lamp.",
    }


def test_approving_changes_one_value_and_keeps_the_remark_behind_it(told, site):
    before = (site / FOLDER / "sam.en.md").read_text()
    lines, changed = told("approve", "news/bridge/comments/sam")
    assert changed == [f"{FOLDER}/sam.en.md"]
    assert lines == [f"{FOLDER}/sam.en.md: approved, published by the next build."]
    after = (site / FOLDER / "sam.en.md").read_text()
    assert after == before.replace("approved: false  ", "approved: true  ")
    assert told("approve", "news/bridge/comments/sam")[1] == []


def test_approving_adds_the_field_where_there_is_none(told, site):
    told("approve", "vera")
    assert "+00:00\napproved: true\n---\n" in (site / FOLDER / "vera.en.md").read_text()


def test_rejecting_takes_a_comment_off_the_site_and_keeps_its_file(told, site):
    _, changed = told("reject", "nour", "vera.en")
    assert changed == [f"{FOLDER}/nour.fr.md", f"{FOLDER}/vera.en.md"]
    assert "approved: false\n" in (site / FOLDER / "nour.fr.md").read_text()


def test_rejecting_removes_the_file_only_when_asked(told, site):
    told("reject", "vera", "--delete")
    assert not (site / FOLDER / "vera.en.md").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["approve", "sam"], "comment-ambiguous", "news/bridge/comments/sam.en"),
        (["approve", "vera", "sam"], "comment-ambiguous", "culture/lamp/comments/sam.en"),
        (["approve", "nuor"], "misspelt-comment", "nour"),
        (["approve", "zzzzzz"], "unknown-comment", "--all"),
        (["approve"], "comment-unnamed", "approve"),
        (["list", "vera"], "unexpected-argument", "vera"),
        (["approve", "vera", "--delete"], "option-without-other", "reject"),
        (["approve", "vera", "--all"], "option-without-other", "list"),
        (["aprove", "vera"], "argument-unknown", "approve"),
    ],
)
def test_what_is_not_clear_changes_nothing(told, arguments, code, word):
    lines, changed = told(*arguments, code=Exit.USAGE)
    assert f"error {code} " in lines[0]
    assert word in lines[0]
    assert changed == []


def test_a_comment_is_named_by_its_file_from_where_one_is(told, site, monkeypatch):
    monkeypatch.chdir(site / FOLDER)
    assert told("approve", "sam.en.md", "-s", "../../../..")[1] == [f"{FOLDER}/sam.en.md"]


def test_a_comment_whose_front_matter_is_faulty_is_left_to_its_author(told, site):
    (site / FOLDER / "vera.en.md").write_text("Buy!")
    lines, changed = told("approve", "vera", code=Exit.CONTENT)
    assert "error field-uneditable" in lines[0]
    assert changed == []


def test_without_comments_that_is_said(told, site):
    for folder in site.rglob("comments"):
        shutil.rmtree(folder)
    assert told()[0] == ["No comment waits for a decision."]
    assert told("list", "--all")[0] == ["There are no comments."]
