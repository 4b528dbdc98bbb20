"""Edits that leave everything in its place are amended; all others are not, nor what is wrong.

What comes of both is a clean build, to the byte. Whether a build amended is told by the parts that
only a whole production uses.
"""

import time

import pytest

from diptych import amending, production
from tests.incremental.building import (
    CLOCK,
    attempted,
    built,
    built_copy_of,
    clean,
    edit,
    errors,
    published,
)

STORIES = "content/startups"
SHORE, BRIDGE = f"{STORIES}/shore.en.md", f"{STORIES}/bridge/index.en.md"
TICK = 0.06
"""Seconds after which a file's stamp is settled."""


@pytest.fixture
def site(tmp_path):
    """A magazine whose last build is known to stand: what it wrote is old enough."""
    site = built_copy_of("bilingual", tmp_path)
    time.sleep(TICK)
    built(site)
    time.sleep(TICK)
    built(site)
    time.sleep(TICK)
    return site


@pytest.fixture
def produced(monkeypatch):
    """Hear of every whole production."""
    heard = []
    sound = production.produce

    def produce(*arguments):
        heard.append(arguments)
        return sound(*arguments)

    monkeypatch.setattr(production, "produce", produce)
    return heard


def replace(site, path, old, new):
    edit(site / path, old, new)
    time.sleep(TICK)


AMENDED = {
    "a sentence": (SHORE, "It is wide.", "It is very wide."),
    "a title": (SHORE, "The other shore", "That shore"),
    "a title that links tell": (BRIDGE, 'title: "', 'title: "Not only: '),
    "a summary where there was none": (SHORE, "---\n", "---\nsummary: A river, seen anew.\n"),
    "a page of its own": ("content/pages/about.en.md", "Who we are.", "Who we may be."),
    "nothing, but its stamp": (SHORE, "It is wide.", "It is wide."),
}


@pytest.mark.parametrize("change", AMENDED)
def test_words_and_texts_are_amended(site, produced, change):
    path, old, new = AMENDED[change]
    if old not in (site / path).read_text(encoding="utf-8"):
        pytest.fail(f"{path} does not say {old}")
    text = (site / path).read_text(encoding="utf-8").replace(old, new, 1)
    (site / path).write_text(text, encoding="utf-8")
    time.sleep(TICK)
    report = built(site)
    assert produced == []
    assert published(site / "output") == clean(site)
    again = built(site)
    assert (again.pages, again.rendered) == (report.pages, 0)


@pytest.mark.parametrize("change", [*AMENDED, "a date"])
def test_who_is_told_what_was_touched_builds_the_same(site, change):
    path, old, new = {**AMENDED, **PRODUCED}[change]
    replace(site, path, old, new)
    built(site, touched=(path,))
    assert published(site / "output") == clean(site)


def test_what_nobody_told_is_found_by_the_next_look(site, produced):
    replace(site, SHORE, "It is wide.", "It is very wide.")
    (site / "output/fr/index.html").write_text("tampered")
    replace(site, BRIDGE, 'title: "', 'title: "Not told: ')
    built(site, touched=(SHORE,))
    assert produced == []
    assert published(site / "output") != clean(site)
    built(site)
    assert published(site / "output") == clean(site)


def test_a_new_file_that_is_told_is_looked_for(site):
    new = f"{STORIES}/new.fr.md"
    (site / new).write_text("---\ntitle: Neuf\ndate: 2026-05-01\n---\nOui.\n")
    built(site, touched=(new,))
    assert published(site / "output") == clean(site)
    (site / new).unlink()
    built(site, touched=(new,))
    assert published(site / "output") == clean(site)


def test_edit_after_edit_is_amended(site, produced):
    for number in range(5):
        replace(site, SHORE, "It is wide.", f"It is {number} wide.\n\nIt is wide.")
        replace(site, BRIDGE, 'title: "', f'title: "{number} ')
        built(site)
        assert published(site / "output") == clean(site)
    assert len(produced) == 5  # the clean builds


PRODUCED = {
    "a date": (SHORE, "title:", "date: 2026-01-11\ntitle:"),
    "a tag": (BRIDGE, "translators: traduction", "translators: traduction\ntags: [villes, ponts]"),
    "a heading": (SHORE, "It is wide.", "It is wide.\n\n## A part\n\nMore."),
    "a link": (SHORE, "It is wide.", "It is [wide](/fr/)."),
    "a draft": (SHORE, "title:", "draft: true\ntitle:"),
    "a registry": ("content/tags.toml", 'en = "Cities"', 'en = "Towns"'),
    "the settings": ("config.toml", 'title = "The Bridge"', 'title = "The Span"'),
}


@pytest.mark.parametrize("change", PRODUCED)
def test_what_may_touch_more_is_produced(site, produced, change):
    replace(site, *PRODUCED[change])
    built(site)
    assert len(produced) == 1
    assert published(site / "output") == clean(site)


def test_so_is_a_new_story(site, produced):
    (site / STORIES / "new.fr.md").write_text("---\ntitle: Neuf\ndate: 2026-05-01\n---\nOui.\n")
    time.sleep(TICK)
    built(site)
    assert len(produced) == 1


def test_and_whatever_finds_its_output_touched(site, produced):
    replace(site, SHORE, "It is wide.", "It is very wide.")
    (site / "output/fr/index.html").write_text("tampered")
    built(site)
    assert len(produced) == 1
    assert published(site / "output") == clean(site)


def test_what_is_wrong_is_told_by_a_production(site, produced):
    replace(site, SHORE, "It is wide.", "It is [wide](nowhere.md).")
    before = published(site / "output")
    report = attempted(site)
    assert [problem.code for problem in errors(report)] == ["broken-link"]
    assert len(produced) == 1
    assert published(site / "output") == before


def test_a_failed_build_leaves_nothing_that_the_next_one_would_amend(site, produced):
    """It has remembered how the panel is now, though the edition is that of before."""
    replace(site, SHORE, "title:", "date: 2026-02-11\ntitle:")
    replace(site, BRIDGE, "translators: traduction", "translators: traduction\nkind: nonsense")
    assert errors(attempted(site))
    replace(site, BRIDGE, "kind: nonsense\n", "")
    built(site)
    assert len(produced) == 2
    assert published(site / "output") == clean(site)


def test_another_output_has_an_edition_of_its_own(site, tmp_path, produced):
    preview = {"output": tmp_path / "preview", "drafts": True}
    built(site, **preview)
    time.sleep(TICK)
    replace(site, SHORE, "It is wide.", "It is very wide.")
    built(site)
    assert len(produced) == 2
    assert published(site / "output") == clean(site)


def test_a_clock_that_moves_on_is_no_edit(site, produced):
    replace(site, SHORE, "It is wide.", "It is very wide.")
    built(site, clock=CLOCK.replace(hour=13))
    assert produced == []
    assert published(site / "output") == clean(site, clock=CLOCK.replace(hour=13))


def test_an_output_that_changes_before_it_is_locked_is_not_amended(site, produced, monkeypatch):
    """Another build commits between the look at the output and the lock on it."""
    replace(site, SHORE, "It is wide.", "It is very wide.")
    sound = amending.workspace

    def late(output, *arguments, **named):
        manifest = output / ".diptych"
        manifest.write_bytes(manifest.read_bytes())
        return sound(output, *arguments, **named)

    monkeypatch.setattr(amending, "workspace", late)
    built(site)
    assert len(produced) == 1
    assert published(site / "output") == clean(site)
