"""The agenda tells what readers will see appear or disappear, and what is held back, and why."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from diptych.desk.agenda import Event, agenda, event_id
from diptych.desk.newsroom import open_newsroom

SITES = Path(__file__).parents[1] / "sites"
CLOCK = datetime(2026, 6, 1, 12, tzinfo=UTC)


def told(root, clock=CLOCK):
    return [
        (one.what, f"{one.at:%m-%d}" if one.at else None, one.panel.id, one.waits_for, one.is_draft)
        for one in agenda(open_newsroom(root, clock).value)
    ]


def test_what_is_to_come_is_told_by_date_and_what_has_none_comes_last():
    assert told(SITES / "desk") == [
        ("release", "06-10", "culture/eclipse.en", (), False),
        ("release", "06-10", "culture/eclipse.fr", (), False),
        ("expiry", "07-01", "news/call.en", (), False),
        ("expiry", "07-01", "news/call.fr", (), False),
        ("held", None, "culture/play.fr", ("en",), False),
    ]


def test_after_everything_has_happened_only_what_is_held_is_left():
    assert [one[0] for one in told(SITES / "desk", datetime(2027, 1, 1, tzinfo=UTC))] == ["held"]


@pytest.fixture
def site(tmp_path):
    (tmp_path / "config.toml").write_bytes((SITES / "desk/config.toml").read_bytes())
    (tmp_path / "content/news").mkdir(parents=True)

    def write(name, *fields):
        head = "\n".join(("title: A", *fields))
        (tmp_path / "content/news" / name).write_text(f"---\n{head}\n---\nA.\n")
        return tmp_path

    return write


def test_a_scheduled_panel_that_would_still_be_held_says_what_for(site):
    root = site("a.fr.md", "date: 2026-06-05", "release: together")
    assert told(root) == [("release", "06-05", "news/a.fr", ("en",), False)]
    assert not agenda(open_newsroom(root, CLOCK).value)[0].is_sure


def test_a_publish_date_of_its_own_waits_for_nobody(site):
    root = site("a.fr.md", "date: 2026-05-05", "publish_date: 2026-06-05", "release: together")
    assert told(root) == [("release", "06-05", "news/a.fr", (), False)]


def test_a_draft_with_a_date_is_told_as_one(site):
    root = site("a.fr.md", "date: 2026-06-05", "expiry_date: 2026-07-05", "draft: true")
    assert told(root) == [("release", "06-05", "news/a.fr", (), True)]


def test_held_panels_are_released_when_the_last_language_is_no_draft(site):
    root = site("a.fr.md", "date: 2026-05-05", "release: together")
    site("a.en.md", "translated_from: fr", "release: together", "draft: true")
    assert told(root) == [("held", None, "news/a.fr", ("en",), False)]
    site("a.en.md", "translated_from: fr", "release: together")
    assert told(root) == []


def test_an_event_keeps_its_name_when_its_date_changes(site):
    def named(date):
        root = site("a.fr.md", f"date: {date}", "expiry_date: 2027-01-01")
        return [event_id(one, "https://a.org/") for one in agenda(open_newsroom(root, CLOCK).value)]

    release, expiry = named("2026-06-05")
    assert named("2026-06-09") == [release, expiry]
    assert release != expiry


def test_an_event_of_another_magazine_has_another_name():
    panel = open_newsroom(SITES / "desk", CLOCK).value.panels()[0]
    event = Event(what="release", at=CLOCK, panel=panel)
    assert event_id(event, "https://a.org/") != event_id(event, "https://b.org/")
