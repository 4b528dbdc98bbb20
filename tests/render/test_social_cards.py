"""Social cards: a title that can be read, whatever its length, beside the story's mosaic."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from diptych.model.palette import PALETTES, READABLE, contrast
from diptych.render.social_cards import fitted, paint
from diptych.render.zellige import FAMILIES
from diptych.site.social_cards import HEIGHT, WIDTH, SocialCard

ACROSS = 600
WORDS = st.text(st.sampled_from("aélmnorstW’-"), min_size=1, max_size=14)
TITLE = "Plus de 58\N{NARROW NO-BREAK SPACE}000 emplois\N{NO-BREAK SPACE}: « l’œuvre » de l’année"


def card(**changes):
    texts = {"brand": "Passerelle", "section": "Réussites", "title": TITLE}
    return SocialCard(**{**texts, "palette": "lagoon", "number": 9, **changes})


def opened(data):
    return Image.open(BytesIO(data)).convert("RGB")


def ink(image, colour):
    """Return how many pixels of the part with the words have nearly that colour."""
    wanted = tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))
    words = image.crop((0, 110, WIDTH - 420, HEIGHT))
    pixels = words.get_flattened_data()
    return sum(all(abs(a - b) < 16 for a, b in zip(p, wanted, strict=True)) for p in pixels)


@pytest.mark.parametrize("number", range(len(FAMILIES)))
def test_a_card_is_a_small_png_of_the_size_that_networks_show(number):
    data = paint(card(number=number))
    with Image.open(BytesIO(data)) as image:
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(data) < 80_000


def test_a_card_is_the_same_each_time():
    assert paint(card()) == paint(card())


def test_whatever_is_on_a_card_changes_it():
    others = [card(brand="Other"), card(section="Other"), card(title="Other"), card(number=10)]
    others.append(card(palette="rose"))
    assert len({paint(one) for one in (card(), *others)}) == 6


@pytest.mark.parametrize("palette", PALETTES)
def test_words_can_be_read_in_every_palette(palette):
    ground, *_, light = PALETTES[palette]
    assert contrast(ground, light) >= READABLE
    image = opened(paint(card(palette=palette)))
    assert ink(image, light) > 2_000


@given(st.lists(WORDS, min_size=1, max_size=12))
@settings(max_examples=40, deadline=None)
def test_a_title_with_room_keeps_its_words_in_their_order(words):
    size, lines = fitted(" ".join(words), ACROSS)
    assert " ".join(lines) == " ".join(words)
    assert len(lines) * size < HEIGHT


def test_a_short_title_is_larger_than_a_long_one():
    assert fitted("L’IA", ACROSS)[0] > fitted(TITLE * 3, ACROSS)[0]


def test_lines_are_even_rather_than_full():
    _, lines = fitted("Nanomatériaux, biotechnologie, TIC, énergie et deux champs", ACROSS)
    lengths = sorted(len(line) for line in lines)
    assert lengths[-1] < 3 * lengths[0]


def test_no_line_breaks_where_type_must_hold_together():
    _, lines = fitted(TITLE, ACROSS)
    assert any("58\N{NARROW NO-BREAK SPACE}000" in line for line in lines)
    assert not any(line.startswith(("000", ":")) for line in lines)


@pytest.mark.parametrize("title", ["mot " * 200, "W" * 300, f"court {'W' * 300}"])
def test_what_is_too_long_ends_in_an_ellipsis(title):
    size, lines = fitted(title, ACROSS)
    assert lines[-1].endswith("…")
    assert len(lines) * size < HEIGHT
    assert opened(paint(card(title=title))).size == (WIDTH, HEIGHT)


def test_a_title_that_the_font_cannot_write_is_left_out_rather_than_shown_as_boxes():
    ground, *_, light = PALETTES["lagoon"]
    image = opened(paint(card(title="مدينة إفران")))
    assert ink(image, light) == 0
    assert ink(image, ground) > 100_000


@pytest.mark.parametrize("text", ["brand", "section", "title"])
def test_no_text_reaches_the_mosaic_however_long(text):
    edge = (WIDTH - 430, 0, WIDTH, HEIGHT)
    long = opened(paint(card(**{text: "Le magazine de la construction " * 4}))).crop(edge)
    difference = ImageChops.difference(long, opened(paint(card())).crop(edge))
    assert max(high for _, high in difference.getextrema()) < 24  # as few colours are chosen anew


@pytest.mark.parametrize("text", ["brand", "section", "title"])
def test_a_text_of_several_lines_is_written_as_one(text):
    assert paint(card(**{text: " Une\n\tautre\u2028fois "})) == paint(
        card(**{text: "Une autre fois"})
    )


def test_signs_that_the_font_lacks_are_left_out_alone():
    assert paint(card(title="Cap\N{NO-BREAK SPACE}🚀\ufe0f sur 🎉 l’espace")) == paint(
        card(title="Cap\N{NO-BREAK SPACE} sur l’espace")
    )


def test_a_card_without_words_is_a_card_all_the_same():
    assert opened(paint(card(title="🚀", brand="", section=""))).size == (WIDTH, HEIGHT)
