"""Every comment's file is seen, approved or not, and found by its name."""

from pathlib import Path

import pytest

from diptych.desk.moderation import all_comments, called

DESK = Path(__file__).parents[1] / "sites" / "desk"


@pytest.fixture(scope="module")
def comments():
    return all_comments(DESK, ("fr", "en"))


def test_those_to_be_decided_come_first(comments):
    assert [(one.name, one.state) for one in comments] == [
        ("culture/lamp/comments/sam", "pending"),
        ("news/bridge/comments/vera", "pending"),
        ("news/bridge/comments/sam", "refused"),
        ("news/bridge/comments/nour", "approved"),
    ]


def test_a_comment_shows_who_wrote_it_and_how_it_begins(comments):
    vera = comments[1]
    assert (vera.author, vera.date[:10], vera.text) == ("Vera", "2026-03-05", "Buy my umbrellas!")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("vera", ["news/bridge/comments/vera"]),
        ("vera.en", ["news/bridge/comments/vera"]),
        ("news/bridge/comments/vera", ["news/bridge/comments/vera"]),
        ("news/bridge/comments/vera.en", ["news/bridge/comments/vera"]),
        ("sam", ["culture/lamp/comments/sam", "news/bridge/comments/sam"]),
        ("nobody", []),
    ],
)
def test_a_name_means_the_comments_that_have_it(comments, name, expected):
    assert [one.name for one in called(comments, name, ())] == expected


def test_a_path_means_one_comment_whatever_its_name(comments):
    (found,) = called(comments, "sam.en.md", ["content/news/bridge/comments/sam.en.md"])
    assert found.story == "news/bridge"


def test_a_file_that_cannot_be_read_as_a_comment_is_seen_all_the_same(tmp_path):
    folder = tmp_path / "content/news/a/comments"
    folder.mkdir(parents=True)
    (folder / "x.fr.md").write_text("no front matter")
    (folder / "notes.txt").write_text("not a comment")
    (folder / "y.md").write_text("---\nauthor: Y\n---\nY.\n")
    assert [(one.id, one.state) for one in all_comments(tmp_path, ("fr",))] == [("x", "faulty")]
