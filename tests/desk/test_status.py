"""The state of every story: who sees its panels, what is missing, and what is behind."""

import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest

from diptych.desk.newsroom import open_newsroom
from diptych.desk.status import count_words, coverage, findings, stories

DESK = Path(__file__).parents[1] / "sites" / "desk"
CLOCK = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def told():
    newsroom, problems = open_newsroom(DESK, CLOCK)
    assert [problem for problem in problems if problem.severity == "error"] == []
    return {story.key: story for story in stories(newsroom)}


def states(story):
    return {panel.locale: panel.state for panel in story.panels}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("culture/lamp", {"fr": "public", "en": "public"}),
        ("culture/sketch", {"fr": "draft", "en": "missing"}),
        ("culture/eclipse", {"fr": "future", "en": "future"}),
        ("culture/play", {"fr": "together", "en": "draft"}),
        ("news/fair", {"fr": "expired", "en": "missing"}),
    ],
)
def test_each_language_of_a_story_has_a_state(told, key, expected):
    assert states(told[key]) == expected


def test_a_held_panel_tells_what_it_waits_for_and_a_scheduled_one_until_when(told):
    held, _ = told["culture/play"].panels
    assert held.waits_for == ("en",)
    scheduled, _ = told["culture/eclipse"].panels
    assert f"{scheduled.until:%Y-%m-%d %H:%M}" == "2026-06-10 08:00"
    assert scheduled.waits_for == ()


def test_translations_are_current_behind_or_unstamped_and_originals_neither(told):
    found = {
        (key, panel.locale): panel.translation
        for key, story in told.items()
        for panel in story.panels
        if panel.article and panel.article.translated_from
    }
    assert found == {
        ("culture/eclipse", "en"): "current",
        ("culture/lamp", "fr"): "current",
        ("culture/play", "en"): "current",
        ("news/bridge", "en"): "behind",
        ("news/call", "en"): "current",
        ("news/harbour", "en"): "unstamped",
        ("pages/about", "en"): "current",
    }
    _, behind = told["news/bridge"].panels
    assert (len(behind.drift.changes), behind.drift.blocks) == (2, 9)
    assert told["news/bridge"].panels[0].translation == "original"


def test_blocks_left_in_the_original_s_words_are_counted(told):
    assert {key: panel.untouched for key, story in told.items() for panel in story.panels} == {
        **dict.fromkeys(told, 0),
        "culture/play": 1,
    }


def test_only_public_stories_count_and_one_that_is_behind_is_not_complete(told):
    (covered,) = coverage(tuple(told.values()))
    assert (covered.stories, covered.complete, covered.behind) == (6, 4, 1)
    assert covered.percent == 66


def test_coverage_is_told_by_section_author_and_month(told):
    def shares(grouping):
        return {
            one.group: (one.complete, one.stories)
            for one in coverage(tuple(told.values()), grouping)
        }

    assert shares("category") == {"culture": (1, 1), "news": (2, 4), "pages": (1, 1)}
    assert shares("author") == {"": (2, 2), "lea": (0, 1), "omar": (2, 3)}
    assert shares("month")["2026-03"] == (0, 1)


def test_a_magazine_without_public_stories_lacks_nothing():
    (covered,) = coverage(())
    assert covered.percent == 100


def test_findings_stand_where_the_stamp_is_or_would_be(told):
    found = {problem.code: problem for problem in findings(told.values())}
    assert sorted(found) == ["translation-behind", "translation-unstamped"]
    assert found["translation-behind"].place.path == "content/news/bridge/index.en.md"
    assert found["translation-behind"].place.line == 5
    assert found["translation-unstamped"].place.line == 3


def test_a_panel_set_aside_for_an_error_is_not_told_as_missing(tmp_path):
    (tmp_path / "config.toml").write_bytes((DESK / "config.toml").read_bytes())
    folder = tmp_path / "content/news"
    folder.mkdir(parents=True)
    (folder / "a.fr.md").write_text("---\ntitle: A\ndate: 2026-01-01\n---\nA.\n")
    (folder / "a.en.md").write_text("---\ntitle: A\ndate: 2026-02-30\n---\nA.\n")
    newsroom, _ = open_newsroom(tmp_path, CLOCK)
    (story,) = stories(newsroom)
    assert states(story) == {"fr": "public", "en": "faulty"}
    assert not story.is_complete


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("One two, three.", 3),
        ("L'été aujourd’hui", 2),
        ("[a link](https://example.org/a/b/c) here", 3),
        ('{{< figure src="a.png" alt="b c" >}} after', 1),
        ("```\nnot counted\n```\ncounted", 1),
        ("a `b c` d", 2),
        ("10\u202f000 readers[^1]", 2),
    ],
)
def test_words_are_those_that_readers_read(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize("opening", ["{{< ", "<!-- ", "<a ", "{: ", "[", "[^a]: ", "](", "`"])
def test_words_are_counted_in_a_time_that_grows_with_the_text(opening):
    """A quadratic pattern would take minutes of processor time: the signal ends it."""
    before = signal.signal(signal.SIGPROF, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_PROF, 20)
    try:
        assert count_words(opening * 100_000) <= 100_000
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
