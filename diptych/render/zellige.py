"""Zellige: mosaics made of shapes, from five colours and a number.

The number picks one of the families of tilings, its scale, its turn and the order of its colours;
the same number gives the same drawing for ever. Measures are in the units of a canvas of WIDTH by
HEIGHT. Knows no format: covers write shapes down as SVG, social cards paint them.
"""

from collections.abc import Callable
from math import cos, pi, sin, sqrt
from typing import NamedTuple

from diptych.model.palette import Colours

WIDTH, HEIGHT = 1600, 900
"""The size of a canvas."""

Point = tuple[float, float]

CORNERS = ((0, 0), (100, 0), (0, 100), (100, 100))
"""Those of a square tile: what is drawn around one goes on in the tiles beside it."""


class Polygon(NamedTuple):
    """A surface with straight edges."""

    points: tuple[Point, ...]
    colour: str


class Line(NamedTuple):
    """A line of some width from point to point, and back to the first one if it is closed."""

    points: tuple[Point, ...]
    colour: str
    width: float
    closed: bool = False


class Disc(NamedTuple):
    """A round surface with an edge, which lies half within the radius."""

    centre: Point
    radius: float
    colour: str
    edge: str = ""
    width: float = 0


Shape = Polygon | Line | Disc


class Tile(NamedTuple):
    """What is repeated: its size, and what is drawn in it, cut off at its edges."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


class Mosaic(NamedTuple):
    """A drawing: a tile, repeated around the middle of the canvas, and shapes over all of them.

    Tiles are `scale` times as large on the canvas, and turned by `angle`, in degrees clockwise.
    """

    tile: Tile
    scale: float
    angle: float
    over: tuple[Shape, ...]


def mosaic(colours: Colours, number: int) -> Mosaic:
    """Return a drawing."""
    family, rest = number % len(FAMILIES), number // len(FAMILIES)
    ground, *glazes, light = colours
    turned = rest % len(glazes)
    first, second, third = (*glazes[turned:], *glazes[:turned])
    shown = (ground, first, second, third, light)
    tile = FAMILIES[family](shown)
    angle = (0, 45, 0, 30)[rest % 4] if tile.width == tile.height else 0
    return Mosaic(tile, (2.4, 3.1, 2.7)[rest % 3], angle, _medallion(number, shown))


def star(x: float, y: float, points: int, outer: float, inner: float = 0) -> tuple[Point, ...]:
    """Return a star; by default its edges are those of regular polygons laid over each other."""
    inner = inner or outer * cos(2 * pi / points) / cos(pi / points)
    return tuple(
        (x + radius * sin(turn * pi / points), y - radius * cos(turn * pi / points))
        for turn in range(2 * points)
        for radius in ((inner if turn % 2 else outer),)
    )


def _stars_and_crosses(colours: Colours) -> Tile:
    ground, first, second, third, light = colours
    shapes: list[Shape] = [_ground(100, 100, ground)]
    for x, y, colour in (*((x, y, first) for x, y in CORNERS), (50, 50, second)):
        shapes += [
            Polygon(star(x, y, 8, 35.3), colour),
            Polygon(star(x, y, 8, 20), light),
            Polygon(star(x, y, 8, 12), third),
        ]
    middles = ((50, 0), (0, 50), (100, 50), (50, 100))
    shapes += [Polygon(star(x, y, 4, 14, 5), third) for x, y in middles]
    return Tile(100, 100, tuple(shapes))


def _rosettes(colours: Colours) -> Tile:
    ground, first, second, third, light = colours
    shapes: list[Shape] = [
        _ground(100, 100, ground),
        *(
            Polygon(_petal(50, 50, angle), first if angle % 90 else second)
            for angle in range(0, 360, 45)
        ),
    ]
    for x, y in CORNERS:
        shapes += [Polygon(star(x, y, 8, 24), third), Polygon(star(x, y, 8, 11), light)]
    shapes += [Polygon(star(50, 50, 8, 17), light), Polygon(star(50, 50, 8, 8), third)]
    return Tile(100, 100, tuple(shapes))


def _hexagons(colours: Colours) -> Tile:
    ground, first, second, third, light = colours
    down = 100 * sqrt(3)
    shapes: list[Shape] = [_ground(100, down, ground)]
    for x, y in [(0.0, 0.0), (100, 0), (50, down / 2), (0, down), (100, down)]:
        shapes += [
            Polygon(star(x, y, 6, 50, 28.9), first),
            Polygon(_polygon(x, y, 6, 25, 30), second),
            Polygon(star(x, y, 6, 20, 11.5), light),
        ]
    between = [(50, down / 6), (0, down / 3), (100, down / 3)]
    between += [(0, down * 2 / 3), (100, down * 2 / 3), (50, down * 5 / 6)]
    shapes += [Polygon(_polygon(x, y, 3, 9, 30 if y < down / 2 else 90), third) for x, y in between]
    return Tile(100, down, tuple(shapes))


def _straps(colours: Colours) -> Tile:
    ground, first, second, third, light = colours
    straps = (
        ((0, 29), (29, 0), (71, 0), (100, 29), (100, 71), (71, 100), (29, 100), (0, 71)),
        ((-10, 50), (50, -10), (110, 50), (50, 110)),
    )
    shapes: list[Shape] = [
        _ground(100, 100, ground),
        Polygon(star(50, 50, 8, 26), second),
        Polygon(star(50, 50, 8, 13), third),
        *(Polygon(star(x, y, 8, 15), first) for x, y in CORNERS),
        *(Line(strap, ground, 11, closed=True) for strap in straps),
        *(Line(strap, light, 6, closed=True) for strap in straps),
    ]
    return Tile(100, 100, tuple(shapes))


def _zigzags(colours: Colours) -> Tile:
    ground, first, second, third, light = colours
    shapes: list[Shape] = [_ground(100, 100, ground)]
    for y, colour, width in (
        (-40, first, 13),
        (-15, light, 5),
        (5, second, 13),
        (30, third, 7),
        (60, first, 13),
        (85, light, 5),
        (105, second, 13),
    ):
        high, low = (0, 50, 100), (25, 75)
        turns = sorted([*((x, y) for x in high), *((x, y + 25) for x in low)])
        shapes.append(Line(((-10, y + 10), *turns, (110, y + 10)), colour, width))
    return Tile(100, 100, tuple(shapes))


def _lozenges(colours: Colours) -> Tile:
    ground, first, second, third, light = colours
    return Tile(
        100,
        100,
        (
            Polygon(((0, 0), (50, 0), (0, 50)), first),
            Polygon(((100, 0), (100, 50), (50, 0)), second),
            Polygon(((100, 100), (50, 100), (100, 50)), first),
            Polygon(((0, 100), (0, 50), (50, 100)), second),
            Polygon(_polygon(50, 50, 4, 50, 0), light),
            Polygon(_polygon(50, 50, 4, 42, 0), ground),
            Polygon(star(50, 50, 8, 29), third),
            Polygon(_polygon(50, 50, 4, 11, 0), light),
        ),
    )


def _suns(colours: Colours) -> Tile:
    ground, first, second, third, light = colours
    shapes: list[Shape] = [_ground(100, 100, ground)]
    for x, y in CORNERS:
        shapes += [
            Polygon(star(x, y, 12, 49, 33), first),
            Polygon(star(x, y, 12, 30, 19), light),
            Polygon(star(x, y, 12, 17, 9), second),
        ]
    shapes += [Polygon(star(50, 50, 8, 24), third), Polygon(star(50, 50, 4, 22, 7), light)]
    return Tile(100, 100, tuple(shapes))


def _scales(colours: Colours) -> Tile:
    _, first, second, third, light = colours
    rows = [(0, 0, first), (-25, 25, second), (0, 50, third), (-25, 75, second), (0, 100, first)]
    shapes: list[Shape] = []
    for x, y, colour in reversed([*rows, (-25, 125, second)]):
        for step in (0, 50, 100):
            shapes += [
                Disc((x + 25 + step, y - 25), 25, colour, light, 2.5),
                Disc((x + 25 + step, y - 21), 9, light),
            ]
    return Tile(100, 100, tuple(shapes))


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


def _medallion(number: int, colours: Colours) -> tuple[Shape, ...]:
    """Return one large star over the tiles, where the number wants it."""
    across = (1180, 420, 800, 0, 0)[number % 5]
    ground, first, second, third, light = colours
    rings = (
        (330, light),
        (312, ground),
        (268, first),
        (214, light),
        (202, second),
        (130, ground),
        (96, light),
        (60, third),
    )
    return tuple(
        Polygon(star(across, HEIGHT / 2, 8, radius), colour) for radius, colour in rings if across
    )


def _ground(width: float, height: float, colour: str) -> Polygon:
    return Polygon(((0, 0), (width, 0), (width, height), (0, height)), colour)


def _polygon(x: float, y: float, corners: int, radius: float, angle: float) -> tuple[Point, ...]:
    return tuple(
        (x + radius * sin(turn), y - radius * cos(turn))
        for turn in (2 * pi * corner / corners + angle * pi / 180 for corner in range(corners))
    )


def _petal(x: float, y: float, angle: float) -> tuple[Point, ...]:
    """Return one petal of the rosette around a point, a kite that points away from it."""
    along, across = sin(angle * pi / 180), cos(angle * pi / 180)
    return tuple(
        (x + far * along + side * across, y - far * across + side * along)
        for far, side in ((16, 0), (33, 9.5), (47, 0), (33, -9.5))
    )
