"""A remembered edition answers as the one that was kept, entry by entry."""

import pytest
from msgspec.structs import replace

from diptych.memory.bodies import BodyShelf
from diptych.memory.editions import RememberedEdition, amended
from diptych.memory.ledger import fingerprints
from diptych.memory.program import remembering
from diptych.render.typography import typeset_text
from diptych.site.grounds import ALL, BODIES, grounds_of
from diptych.site.view import View
from tests.incremental.building import built, copy_of

NAME = b"an edition"


@pytest.fixture(params=["bilingual", "newsroom", "comments", "taxonomy", "scheduled"])
def site(request, tmp_path):
    return copy_of(request.param, tmp_path)


@pytest.fixture
def kept(site, monkeypatch):
    """The edition that a build made, and the site whose memory has it under NAME."""
    heard = []
    sound = RememberedEdition.keep

    def keep(self, _name, edition, leading):
        heard.append(edition)
        sound(self, NAME, edition, leading)

    monkeypatch.setattr(RememberedEdition, "keep", keep)
    built(site)
    return heard[0]


def taken(store, name=NAME):
    return RememberedEdition(store).take(name, BodyShelf(store).written, typeset_text)


def pieces(edition):
    """Name every piece of an edition, and every table as a whole; bodies have traces instead."""
    grounds = grounds_of(edition)
    for name, table in grounds.tables.items():
        for key in (*table, ALL) if name != BODIES else ():
            yield f"{name}:{'/'.join(key) if isinstance(key, tuple) else key}"
    yield from ("bedrock", f"plan:{ALL}")


def test_every_piece_has_the_fingerprint_it_had(site, kept):
    with remembering(site / ".cache") as store:
        found = taken(store)
        names = list(pieces(kept))
        assert list(pieces(found)) == names
        before, after = fingerprints(kept, {}), fingerprints(found, {})
        assert [name for name in names if before(name) != after(name)] == []


def test_questions_have_the_answers_they_had(site, kept):
    with remembering(site / ".cache") as store:
        before, after = View(kept), View(taken(store))
        for page in kept.plan:
            if page.locale:
                assert after.alternates(page) == before.alternates(page)
                assert after.trail(page) == before.trail(page)
        for name in kept.cards:
            assert after.card(name) == before.card(name)
            assert after.details(name) == before.details(name)
            assert after.body(name).html
        assert after.sitemap(0) == before.sitemap(0)


def test_it_can_be_taken_once_and_by_its_name_only(site, kept):
    assert kept
    with remembering(site / ".cache") as store:
        assert taken(store, b"another") is None
        assert taken(store) is not None
        assert taken(store) is None


def test_other_words_lie_over_what_was_kept(site, kept):
    name, card = next(iter(kept.cards.items()))
    other = {name: replace(card, title="Autrement")}
    with remembering(site / ".cache") as store:
        found = amended(taken(store), {}, other)
        assert found.cards[name] == other[name]
        assert list(found.cards) == list(kept.cards)
        RememberedEdition(store).amend(NAME, {}, other)
        assert taken(store).cards[name] == other[name]
