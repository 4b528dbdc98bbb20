"""Social cards are painted once for all builds, and only those again on which something changed."""

import shutil

import pytest

from diptych.cli.summary import numbers
from diptych.pipeline import build
from diptych.render import social_cards
from tests.incremental.building import built, clean, copy_of, edit, published, request

CARDS = "assets/cards/"
BODY, TITLE = "shore.fr.md", "title: "


@pytest.fixture
def site(tmp_path):
    made = copy_of("bilingual", tmp_path)
    settings = made / "config.toml"
    settings.write_text(f"{settings.read_text()}\n[images]\ncards = true\n", encoding="utf-8")
    return made


@pytest.fixture
def painted(monkeypatch):
    """Return the titles that are painted, as this process paints them."""
    titles, paint = [], social_cards.paint

    def heard(card):
        titles.append(card.title)
        return paint(card)

    monkeypatch.setattr(social_cards, "paint", heard)
    return titles


def cards(site):
    return {path: data for path, data in published(site / "output").items() if CARDS in path}


def shore(site):
    return site / "content/startups/shore.fr.md"


def title_of(file):
    line = next(line for line in file.read_text(encoding="utf-8").splitlines() if TITLE in line)
    return line.removeprefix(TITLE).strip('"')


def test_pages_name_the_card_and_its_size(site):
    built(site)
    page = (site / "output/fr/jeunes-pousses/shore/index.html").read_text(encoding="utf-8")
    assert 'property="og:image" content="https://example.org/assets/cards/fr/' in page
    assert 'property="og:image:width" content="1200"' in page
    assert 'name="twitter:card" content="summary_large_image"' in page
    assert cards(site)


def test_another_body_paints_nothing_and_another_title_one_card(site, painted):
    built(site)
    before = cards(site)
    painted.clear()
    shore(site).write_text(f"{shore(site).read_text(encoding='utf-8')}\nEncore.\n", "utf-8")
    built(site)
    assert painted == []
    edit(shore(site), title_of(shore(site)), "Un autre titre")
    report = built(site)
    assert painted == ["Un autre titre"]
    assert {path for path in before if cards(site)[path] != before[path]} == {
        "assets/cards/fr/jeunes-pousses/shore.png"
    }
    assert numbers(report)["written"] > 1
    assert published(site / "output") == clean(site)


def test_an_output_that_is_lost_is_filled_from_the_cache(site, painted):
    built(site)
    before = cards(site)
    painted.clear()
    shutil.rmtree(site / "output")
    built(site)
    assert painted == []
    assert cards(site) == before


def test_a_damaged_file_of_the_cache_is_painted_again(site, painted):
    built(site)
    before = cards(site)
    painted.clear()
    shutil.rmtree(site / "output")
    for file in (site / ".cache/cards").iterdir():
        file.write_bytes(file.read_bytes()[:-9])
    built(site)
    assert len(painted) == len(before)
    assert cards(site) == before


def test_several_processes_paint_the_same_bytes(site):
    built(site)
    serial = cards(site)
    shutil.rmtree(site / "output")
    shutil.rmtree(site / ".cache")
    built(site, executor="pool", jobs=2)
    assert cards(site) == serial


def test_cards_that_nothing_shows_are_forgotten_once_they_are_many(site):
    built(site)
    shown = len(cards(site))
    for number in range(3 * shown):
        edit(shore(site), title_of(shore(site)), f"Titre {number}")
        built(site)
        # A build that reads everything tidies up; one that amends words leaves that to it.
        (site / "config.toml").touch()
    assert len(list((site / ".cache/cards").iterdir())) <= 2 * shown + 1


def test_whoever_watches_hears_how_many_cards_are_still_to_be_painted(site):
    steps = []

    class Watching:
        def step(self, name, done, total):
            steps.append((name, done, total))

    build(request(site), Watching())
    told = [(done, total) for name, done, total in steps if name == "cards"]
    assert told == [(done, len(cards(site))) for done in range(1, len(cards(site)) + 1)]


def test_without_the_setting_there_are_none(tmp_path):
    made = copy_of("bilingual", tmp_path)
    built(made)
    assert cards(made) == {}
    assert not (made / ".cache/cards").exists()
