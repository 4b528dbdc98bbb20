"""Social cards, painted with Pillow: a story's title beside the mosaic of its cover.

What comes out depends on the card, on this code, its font and Pillow's libraries: `recipe` tells
them all. Knows no page and no file but the font.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont, features

from diptych.model.palette import colours_of, contrast
from diptych.render import zellige
from diptych.render.zellige import Disc, Line, Mosaic, Point, Polygon, Shape
from diptych.site.social_cards import HEIGHT, WIDTH, SocialCard

FONT = "SourceSerifPro-Semibold.ttf"
"""Latin, Greek and Cyrillic letters; its licence (OFL 1.1) stands beside it."""

_MARGIN = 64
_PANEL = 400
"""Pixels of the mosaic's width, at the end of the card."""

_JOINT = 8
_BRAND, _SECTION = 34, 30
_STAR_OF_THE_BRAND = 40
_ASIDE = _STAR_OF_THE_BRAND + 12
_TITLES = range(96, 39, -2)
"""Sizes of a title in pixels, the one that fits is taken."""

_LEADING = 1.14
_ROOM = 366
"""Pixels of height that a title may take."""

_FINE = 3
"""How many times finer the mosaic is drawn than shown, since shapes have hard edges."""

_STAR = 0.5
"""How large the star over a mosaic is, beside a cover's."""

_LARGE_TEXT = 3.0
"""The least contrast of large text (WCAG 2.2, 1.4.3)."""

_COLOURS = 128
_NO_BREAK = "\N{NARROW NO-BREAK SPACE}"
_BREAK = re.compile("[^\\S\u00a0\u202f]+")
_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""They choose between two looks of the sign before them, such as an emoji's."""

_UNKNOWN = "\uffff"
"""No font has a letter for it: it shows what is drawn in place of one."""


def paint(card: SocialCard) -> bytes:
    """Return a card as PNG. Words that the font has not all letters for are left out."""
    colours = colours_of(card.palette)
    ground, *glazes, light = colours
    image = Image.new("RGB", (WIDTH, HEIGHT), ground)
    image.paste(_panel(zellige.mosaic(colours, card.number)), (WIDTH - _PANEL, 0))
    draw = ImageDraw.Draw(image)
    edge = WIDTH - _PANEL
    draw.rectangle((edge - _JOINT, 0, edge - 1, HEIGHT), fill=light)
    bright = max(glazes, key=lambda glaze: contrast(glaze, ground))
    if contrast(bright, ground) < _LARGE_TEXT:
        bright = light
    across = edge - _JOINT - 2 * _MARGIN
    _brand(image, _cut(_spelt(card.brand), _BRAND, across - _ASIDE), ground, bright, light)
    size, lines = fitted(card.title, across)
    top = HEIGHT - _MARGIN - round(len(lines) * size * _LEADING)
    for number, line in enumerate(lines):
        draw.text((_MARGIN, top + number * size * _LEADING), line, light, _font(size))
    if lines:
        above = top - round(_SECTION * 1.35)
        section = _cut(_spelt(card.section), _SECTION, across)
        draw.text((_MARGIN, above), section, bright, _font(_SECTION))
    return _png(image)


def fitted(title: str, across: float) -> tuple[int, tuple[str, ...]]:
    """Return the largest size, in pixels, at which a title has room, and its lines at that size.

    Lines are as even as can be. What is too long for the smallest size ends in an ellipsis.
    """
    words = _spelt(title).split(" ")
    size, lines = _TITLES[0], tuple[str, ...]()
    for size in _TITLES:
        lines = _lines(words, size, across)
        fits = len(lines) * size * _LEADING <= _ROOM
        if fits and all(_width(line, size) <= across for line in lines):
            return size, _even(words, size, across)
    most = int(_ROOM / (size * _LEADING))
    kept = [_cut(line, size, across) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = _cut(f"{kept[-1]} {lines[most]}", size, across)
    return size, tuple(kept)


@cache
def recipe() -> tuple[bytes, ...]:
    """Return what, beside a card, decides its bytes."""
    libraries = ("pil", "freetype2", "raqm", "fribidi", "harfbuzz", "zlib")
    versions = " ".join(f"{name}={features.version(name)}" for name in libraries)
    package = files("diptych.render")
    code = (package.joinpath(name).read_bytes() for name in ("social_cards.py", "zellige.py"))
    return (*code, _font_file(), versions.encode())


def _brand(image: Image.Image, brand: str, ground: str, bright: str, light: str) -> None:
    """Write the magazine's name behind a star."""
    size = _STAR_OF_THE_BRAND * _FINE
    star = Image.new("RGB", (size, size), ground)
    rings = ((0.5, bright), (0.2, light))
    _star(star, [Polygon(zellige.star(0, 0, 8, part), colour) for part, colour in rings], size)
    image.paste(star.reduce(_FINE), (_MARGIN, _MARGIN + 3))
    ImageDraw.Draw(image).text((_MARGIN + _ASIDE, _MARGIN), brand, light, _font(_BRAND))


def _lines(words: list[str], size: int, across: float) -> tuple[str, ...]:
    """Return words in as few lines as they need."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else ""
        if longer and _width(longer, size) <= across:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _even(words: list[str], size: int, across: float) -> tuple[str, ...]:
    """Return words in as few lines, the longest of which is as short as can be."""
    lines = _lines(words, size, across)
    low, high = across / 2, across
    while high - low > 1:
        middle = (low + high) / 2
        tried = _lines(words, size, middle)
        narrow = len(tried) == len(lines) and all(_width(line, size) <= middle for line in tried)
        low, high = (low, middle) if narrow else (middle, high)
        lines = tried if narrow else lines
    return lines


def _cut(line: str, size: int, across: float) -> str:
    """Return as much of a line as there is room for, with an ellipsis if that is not all."""
    if _width(line, size) <= across:
        return line
    while line and _width(f"{line}…", size) > across:
        line = line[:-1].rstrip()
    return f"{line}…"


def _width(line: str, size: int) -> float:
    return _font(size).getlength(line)


def _spelt(text: str) -> str:
    """Return a text on one line, with what the font has; nothing if it lacks some of the letters.

    Other signs that it lacks, such as emoji, are left out alone. Spaces that hold words together
    stay.
    """
    if not features.check("raqm"):  # what shapes letters there knows no narrow spaces
        text = text.replace(_NO_BREAK, "\N{NO-BREAK SPACE}")
    unknown = {sign for sign in set(text) if not sign.isspace() and not _has(sign)}
    if any(unicodedata.category(sign)[0] in "LM" for sign in unknown - _SELECTORS):
        return ""
    known = "".join(sign for sign in text if sign not in unknown)
    return _BREAK.sub(" ", known).strip(" ")


@cache
def _has(letter: str) -> bool:
    font = _font(_SECTION)
    return bytes(font.getmask(letter)) != bytes(font.getmask(_UNKNOWN))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """Return the font at a size in pixels; pairs of letters are set closer where that is known."""
    layout = ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC
    return ImageFont.truetype(BytesIO(_font_file()), size, layout_engine=layout)


@cache
def _font_file() -> bytes:
    return files("diptych.render").joinpath("fonts", FONT).read_bytes()


def _panel(drawn: Mosaic) -> Image.Image:
    """Return the middle of a mosaic, as high as a card and as wide as its panel."""
    scale = HEIGHT / zellige.HEIGHT * _FINE
    size = (_PANEL * _FINE, HEIGHT * _FINE)
    panel = _tiled(drawn, scale, size)
    _star(panel, drawn.over, scale * _STAR)
    return panel.reduce(_FINE)


def _star(image: Image.Image, rings: Sequence[Shape], scale: float) -> None:
    """Draw the large star of a mosaic, wherever it stands there, in the middle of an image."""
    surfaces = [ring for ring in rings if isinstance(ring, Polygon)]
    outline = [point for ring in surfaces[:1] for point in ring.points]
    draw = ImageDraw.Draw(image)
    for ring in surfaces:
        x = sum(x for x, _ in outline) / len(outline)
        y = sum(y for _, y in outline) / len(outline)
        placed = [
            ((across - x) * scale + image.width / 2, (down - y) * scale + image.height / 2)
            for across, down in ring.points
        ]
        draw.polygon(placed, fill=ring.colour)


def _tiled(drawn: Mosaic, scale: float, size: tuple[int, int]) -> Image.Image:
    """Return tiles around the middle of an image of some size."""
    tile = _tile(drawn, scale)
    across, down = size
    # Turned, its corners reach as far as the diagonal.
    side = int((across**2 + down**2) ** 0.5) + 2 if drawn.angle else 0
    wide, high = max(side, across), max(side, down)
    laid = Image.new("RGB", (wide, high))
    for x in _starts(wide, tile.width):
        for y in _starts(high, tile.height):
            laid.paste(tile, (x, y))
    if drawn.angle:
        laid = laid.rotate(-drawn.angle)
    left, upper = (wide - across) // 2, (high - down) // 2
    return laid.crop((left, upper, left + across, upper + down))


def _starts(length: int, step: int) -> range:
    """Return where tiles begin, one of them in the middle."""
    return range(length // 2 % step - step, length, step)


def _tile(drawn: Mosaic, scale: float) -> Image.Image:
    width = round(drawn.tile.width * drawn.scale * scale)
    height = round(drawn.tile.height * drawn.scale * scale)
    across, down = width / drawn.tile.width, height / drawn.tile.height
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    for shape in drawn.tile.shapes:
        _paint(draw, shape, across, down)
    return image


def _paint(draw: ImageDraw.ImageDraw, shape: Shape, across: float, down: float) -> None:
    def placed(points: tuple[Point, ...]) -> list[Point]:
        return [(x * across, y * down) for x, y in points]

    match shape:
        case Polygon(points, colour):
            draw.polygon(placed(points), fill=colour)
        case Line(points, colour, width, closed):
            ends = points[:2] if closed else ()
            thick = round(width * across)
            draw.line(placed((*points, *ends)), fill=colour, width=thick, joint="curve")
        case Disc((x, y), radius, colour, edge, width):
            for far, ink in _rings(radius, colour, edge, width):
                box = placed(((x - far, y - far), (x + far, y + far)))
                draw.ellipse([*box[0], *box[1]], fill=ink)


def _rings(radius: float, colour: str, edge: str, width: float) -> Iterator[tuple[float, str]]:
    if edge:
        yield radius + width / 2, edge
    yield (radius - width / 2 if edge else radius), colour


def _png(image: Image.Image) -> bytes:
    """Return an image in few colours, which is all that flat ones need."""
    written = BytesIO()
    few = image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(written, "PNG", compress_level=6)
    return written.getvalue()
