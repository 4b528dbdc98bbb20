"""The newsroom holds every panel of a magazine, and says which of them readers do not see."""

from datetime import UTC, datetime
from pathlib import Path

from diptych.desk.newsroom import open_newsroom

SITES = Path(__file__).parents[1] / "sites"
CLOCK = datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_a_newsroom_holds_panels_that_readers_do_not_see_and_says_why():
    newsroom, problems = open_newsroom(SITES / "scheduled", CLOCK)

    assert [problem for problem in problems if problem.severity == "error"] == []
    reasons = {
        newsroom.withheld(panel).reason for panel in newsroom.panels() if newsroom.withheld(panel)
    }
    assert reasons == {"draft", "future", "expired", "together"}


def test_panels_of_one_story_stand_together_in_the_order_of_the_languages():
    newsroom, _ = open_newsroom(SITES / "bilingual", CLOCK)

    ids = [panel.id for panel in newsroom.panels()]
    pairs = [name for name in ids if name.endswith(".fr") and f"{name[:-3]}.en" in ids]
    assert pairs
    assert all(ids.index(f"{name[:-3]}.en") == ids.index(name) + 1 for name in pairs)


def test_a_panel_s_text_is_read_from_its_file():
    newsroom, _ = open_newsroom(SITES / "minimal", CLOCK)

    panel = newsroom.panels()[0]
    source = (SITES / "minimal" / panel.path).read_text(encoding="utf-8")
    assert newsroom.text(panel)
    assert source.endswith(newsroom.text(panel))


def test_settings_with_errors_open_no_newsroom(tmp_path):
    (tmp_path / "config.toml").write_text("base_url = 3\n")

    newsroom, problems = open_newsroom(tmp_path, CLOCK)

    assert newsroom is None
    assert [problem.severity for problem in problems].count("error") > 0
