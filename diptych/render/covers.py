"""Covers for stories without a picture: zellige, drawn as SVG from a palette and a number.

The number picks one of the families of tilings, its scale, its turn and the order of its colours;
the same number gives the same drawing for ever. A tile is drawn once and repeated by the reader's
browser, so a cover is small whatever it shows.
"""

from collections.abc import Callable, Iterable, Sequence
from math import cos, pi, sin, sqrt
from typing import NamedTuple

from diptych.site.covers import PALETTES, Cover, read_cover
from diptych.site.pages import Page
from diptych.site.view import View

WIDTH, HEIGHT = 1600, 900
"""The size of a cover, in its own units."""

Colours = Sequence[str]
"""Five of them: the ground, three glazes, and the light one of the joints."""


CORNERS = ((0, 0), (100, 0), (0, 100), (100, 100))
"""Those of a square tile: what is drawn around one goes on in the tiles beside it."""


class Tile(NamedTuple):
    """What is repeated: its size, and what is drawn in it."""

    width: float
    height: float
    drawing: str


def cover(page: Page, _view: View) -> bytes:
    """Return the SVG of a page of kind `cover`, whose subject says which one it is."""
    return draw(read_cover(page.subject)).encode()


def draw(chosen: Cover) -> str:
    """Return a cover."""
    family, rest = chosen.number % len(FAMILIES), chosen.number // len(FAMILIES)
    ground, *glazes, light = PALETTES[chosen.palette]
    turned = rest % len(glazes)
    colours = (ground, *glazes[turned:], *glazes[:turned], light)
    tile = FAMILIES[family](colours)
    scale = (2.4, 3.1, 2.7)[rest % 3]
    angle = (0, 45, 0, 30)[rest % 4] if tile.width == tile.height else 0
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}"><defs>'
        f'<pattern id="z" width="{_n(tile.width)}" height="{_n(tile.height)}"'
        f' patternUnits="userSpaceOnUse" patternTransform="translate(800 450) rotate({angle})'
        f' scale({scale})">{tile.drawing}</pattern></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#z)"/>'
        f"{_medallion(chosen, colours)}</svg>\n"
    )


def _stars_and_crosses(colours: Colours) -> Tile:
    ground, first, second, third, light = colours
    spots = [(x, y, first) for x, y in CORNERS]
    stars = "".join(
        _shape(_star(x, y, 8, 35.3), colour)
        + _shape(_star(x, y, 8, 20), light)
        + _shape(_star(x, y, 8, 12), third)
        for x, y, colour in (*spots, (50, 50, second))
    )
    crosses = "".join(
        _shape(_star(x, y, 4, 14, 5), third) for x, y in ((50, 0), (0, 50), (100, 50), (50, 100))
    )
    return Tile(100, 100, _ground(100, 100, ground) + stars + crosses)


def _rosettes(colours: Colours) -> Tile:
    ground, first, second, third, light = colours
    petals = "".join(
        _shape(_petal(50, 50, angle), first if angle % 90 else second)
        for angle in range(0, 360, 45)
    )
    corners = "".join(
        _shape(_star(x, y, 8, 24), third) + _shape(_star(x, y, 8, 11), light) for x, y in CORNERS
    )
    heart = _shape(_star(50, 50, 8, 17), light) + _shape(_star(50, 50, 8, 8), third)
    return Tile(100, 100, _ground(100, 100, ground) + petals + corners + heart)


def _hexagons(colours: Colours) -> Tile:
    ground, first, second, third, light = colours
    down = 100 * sqrt(3)
    spots = [(0, 0), (100, 0), (50, down / 2), (0, down), (100, down)]
    drawn = "".join(
        _shape(_star(x, y, 6, 50, 28.9), first)
        + _shape(_polygon(x, y, 6, 25, 30), second)
        + _shape(_star(x, y, 6, 20, 11.5), light)
        for x, y in spots
    )
    between = [(50, down / 6), (0, down / 3), (100, down / 3)]
    between += [(0, down * 2 / 3), (100, down * 2 / 3), (50, down * 5 / 6)]
    joints = "".join(
        _shape(_polygon(x, y, 3, 9, 30 if y < down / 2 else 90), third) for x, y in between
    )
    return Tile(100, down, _ground(100, down, ground) + drawn + joints)


def _straps(colours: Colours) -> Tile:
    ground, first, second, third, light = colours
    path = "M0 29 29 0H71L100 29V71L71 100H29L0 71ZM-10 50 50-10 110 50 50 110Z"
    stars = "".join(_shape(_star(x, y, 8, 15), first) for x, y in CORNERS)
    return Tile(
        100,
        100,
        _ground(100, 100, ground)
        + _shape(_star(50, 50, 8, 26), second)
        + _shape(_star(50, 50, 8, 13), third)
        + stars
        + f'<g fill="none" stroke-linejoin="round"><path d="{path}" stroke="{ground}"'
        f' stroke-width="11"/><path d="{path}" stroke="{light}" stroke-width="6"/></g>',
    )


def _zigzags(colours: Colours) -> Tile:
    ground, first, second, third, light = colours
    bands = "".join(
        f'<path d="M-10 {y + 10} 0 {y} 25 {y + 25} 50 {y} 75 {y + 25} 100 {y} 110 {y + 10}"'
        f' fill="none" stroke="{colour}" stroke-width="{width}"/>'
        for y, colour, width in (
            (-40, first, 13),
            (-15, light, 5),
            (5, second, 13),
            (30, third, 7),
            (60, first, 13),
            (85, light, 5),
            (105, second, 13),
        )
    )
    return Tile(100, 100, _ground(100, 100, ground) + bands)


def _lozenges(colours: Colours) -> Tile:
    ground, first, second, third, light = colours
    quarters = "".join(
        f'<path d="{path}" fill="{colour}"/>'
        for path, colour in (
            ("M0 0H50L0 50Z", first),
            ("M100 0V50L50 0Z", second),
            ("M100 100H50L100 50Z", first),
            ("M0 100V50L50 100Z", second),
        )
    )
    middle = (
        _shape(_polygon(50, 50, 4, 50, 0), light)
        + _shape(_polygon(50, 50, 4, 42, 0), ground)
        + _shape(_star(50, 50, 8, 29), third)
        + _shape(_polygon(50, 50, 4, 11, 0), light)
    )
    return Tile(100, 100, quarters + middle)


def _suns(colours: Colours) -> Tile:
    ground, first, second, third, light = colours
    suns = "".join(
        _shape(_star(x, y, 12, 49, 33), first)
        + _shape(_star(x, y, 12, 30, 19), light)
        + _shape(_star(x, y, 12, 17, 9), second)
        for x, y in CORNERS
    )
    middle = _shape(_star(50, 50, 8, 24), third) + _shape(_star(50, 50, 4, 22, 7), light)
    return Tile(100, 100, _ground(100, 100, ground) + suns + middle)


def _scales(colours: Colours) -> Tile:
    _, first, second, third, light = colours
    rows = [(0, 0, first), (-25, 25, second), (0, 50, third), (-25, 75, second), (0, 100, first)]
    scales = "".join(
        f'<circle cx="{x + 25 + step}" cy="{y - 25}" r="25" fill="{colour}" stroke="{light}"'
        f' stroke-width="2.5"/><circle cx="{x + 25 + step}" cy="{y - 21}" r="9" fill="{light}"/>'
        for x, y, colour in reversed([*rows, (-25, 125, second)])
        for step in (0, 50, 100)
    )
    return Tile(100, 100, scales)


FAMILIES: tuple[Callable[[Colours], Tile], ...] = (
    _stars_and_crosses,
    _rosettes,
    _hexagons,
    _straps,
    _zigzags,
    _lozenges,
    _suns,
    _scales,
)


def _medallion(chosen: Cover, colours: Colours) -> str:
    """Return one large star over the tiles, where the number wants it."""
    across = (1180, 420, 800, 0, 0)[chosen.number % 5]
    if not across:
        return ""
    ground, first, second, third, light = colours
    return "".join(
        _shape(_star(across, HEIGHT / 2, 8, radius), colour)
        for radius, colour in (
            (330, light),
            (312, ground),
            (268, first),
            (214, light),
            (202, second),
            (130, ground),
            (96, light),
            (60, third),
        )
    )


def _ground(width: float, height: float, colour: str) -> str:
    return f'<rect width="{_n(width)}" height="{_n(height)}" fill="{colour}"/>'


def _shape(points: str, colour: str) -> str:
    return f'<path d="{points}" fill="{colour}"/>'


def _star(x: float, y: float, points: int, outer: float, inner: float = 0) -> str:
    """Return a star; by default its edges are those of regular polygons laid over each other."""
    inner = inner or outer * cos(2 * pi / points) / cos(pi / points)
    return _path(
        (x + radius * sin(turn * pi / points), y - radius * cos(turn * pi / points))
        for turn in range(2 * points)
        for radius in ((inner if turn % 2 else outer),)
    )


def _polygon(x: float, y: float, corners: int, radius: float, angle: float) -> str:
    return _path(
        (x + radius * sin(turn), y - radius * cos(turn))
        for turn in (2 * pi * corner / corners + angle * pi / 180 for corner in range(corners))
    )


def _petal(x: float, y: float, angle: float) -> str:
    """Return one petal of the rosette around a point, a kite that points away from it."""
    along, across = sin(angle * pi / 180), cos(angle * pi / 180)
    return _path(
        (x + far * along + side * across, y - far * across + side * along)
        for far, side in ((16, 0), (33, 9.5), (47, 0), (33, -9.5))
    )


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + " ".join(f"{_n(x)} {_n(y)}" for x, y in points) + "Z"


def _n(value: float) -> str:
    """Return a measure to a tenth: no eye sees more, and every digit is sent to every reader."""
    return f"{round(value, 1) + 0:g}"
