"""Covers for stories without a picture: a mosaic as SVG.

A tile is drawn once and repeated by the reader's browser, so a cover is small whatever it shows.
"""

from diptych.model.palette import colours_of
from diptych.render.zellige import HEIGHT, WIDTH, Disc, Line, Point, Polygon, Shape, mosaic
from diptych.site.covers import Cover, read_cover
from diptych.site.pages import Page
from diptych.site.view import View


def cover(page: Page, _view: View) -> bytes:
    """Return the SVG of a page of kind `cover`, whose subject says which one it is."""
    return draw(read_cover(page.subject)).encode()


def draw(chosen: Cover) -> str:
    """Return a cover."""
    colours = colours_of(chosen.palette)
    drawn = mosaic(colours, chosen.number)
    tile = drawn.tile
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}"><defs>'
        f'<pattern id="z" width="{_n(tile.width)}" height="{_n(tile.height)}"'
        f' patternUnits="userSpaceOnUse"'
        f' patternTransform="translate({WIDTH // 2} {HEIGHT // 2}) rotate({drawn.angle})'
        f' scale({drawn.scale})">{"".join(map(_element, tile.shapes))}</pattern></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colours[0]}"/>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#z)"/>'
        f"{''.join(map(_element, drawn.over))}</svg>\n"
    )


def _element(shape: Shape) -> str:
    match shape:
        case Polygon(points, colour):
            return f'<path d="{_path(points)}Z" fill="{colour}"/>'
        case Line(points, colour, width, closed):
            return (
                f'<path d="{_path(points)}{"Z" if closed else ""}" fill="none" stroke="{colour}"'
                f' stroke-width="{_n(width)}" stroke-linejoin="round"/>'
            )
        case Disc((x, y), radius, colour, edge, width):
            stroke = f' stroke="{edge}" stroke-width="{_n(width)}"' if edge else ""
            return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{colour}"{stroke}/>'


def _path(points: tuple[Point, ...]) -> str:
    return "M" + " ".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _n(value: float) -> str:
    """Return a measure to a tenth: no eye sees more, and every digit is sent to every reader."""
    return f"{round(value, 1) + 0:g}"
