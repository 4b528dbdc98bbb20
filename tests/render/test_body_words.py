from pathlib import Path

import pytest

from diptych.model.config import Locale
from diptych.render import feed_looks
from diptych.render.body_words import CONTEXT, MESSAGES, body_words
from diptych.render.i18n_catalogue import Catalogue
from diptych.render.theme import load_theme


@pytest.fixture(scope="module")
def catalogues():
    languages = {
        name: Locale(id=name, tag=name, label=name, title="Le Pont") for name in ("fr", "en")
    }
    return load_theme(Path(__file__).parent, "zellige", languages).value.catalogues


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_packaged_theme_has_every_word_of_bodies(catalogues, language):
    assert {(CONTEXT, message) for message in MESSAGES.values()} <= set(
        catalogues[language].entries
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_packaged_theme_has_the_words_of_feeds(catalogues, language):
    assert (feed_looks.CONTEXT, feed_looks.MESSAGE) in catalogues[language].entries


def test_bodies_speak_their_own_language(catalogues):
    assert body_words(catalogues["fr"]).tip == "Conseil"
    assert body_words(catalogues["en"]).tip == "Tip"


def test_a_theme_without_these_words_speaks_those_of_the_templates():
    assert body_words(Catalogue()).watch_video == "Watch the video"
