"""Cost against size, drawn as an SVG: one panel a scenario, one line a generator.

Both axes are logarithmic, so that a cost that grows with the number of articles is a straight line,
and a generator that is twice as fast lies the same distance below at every size. No library.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from math import ceil, floor, log10
from statistics import median

from benchmarks.edits import SCENARIOS
from benchmarks.results import Result

WIDTH, HEIGHT = 340, 300
LEFT, RIGHT, TOP, BOTTOM = 48, 72, 34, 44
LINE = 13
"""Pixels between two lines of text."""

COLOURS: Mapping[str, str] = {"hugo": "#b5306b", "diptych": "#00617f", "pelican": "#8a6d00"}

Point = tuple[float, float]


class _Scale:
    """Whole powers of ten around some values, spread over a length in pixels."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self.first = floor(log10(min(values)))
        self.last = max(ceil(log10(max(values))), self.first + 1)
        self._start, self._end = start, end

    def at(self, value: float) -> float:
        share = (log10(value) - self.first) / (self.last - self.first)
        return self._start + share * (self._end - self._start)

    def ticks(self) -> Iterator[float]:
        return (10.0**power for power in range(self.first, self.last + 1))


def draw(results: Sequence[Result]) -> str:
    """Return the picture, as SVG."""
    scenarios = list(dict.fromkeys(result.scenario for result in results))
    width = WIDTH * len(scenarios)
    costs = [result.measured.seconds for result in results]
    sizes = [result.articles for result in results]
    panels = []
    for place, scenario in enumerate(scenarios):
        own = [result for result in results if result.scenario == scenario]
        left = place * WIDTH
        across = _Scale(sizes, left + LEFT, left + WIDTH - RIGHT)
        up = _Scale(costs, HEIGHT - BOTTOM, TOP)
        panels += [*_frame(SCENARIOS[scenario], across, up), *_lines(own, across, up)]
    body = "\n".join(panels)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" '
        f'width="{width}" height="{HEIGHT}" font-family="sans-serif" font-size="11">\n'
        "<title>Wall seconds against the number of articles</title>\n"
        f'<rect width="{width}" height="{HEIGHT}" fill="#fff"/>\n{body}\n</svg>\n'
    )


def _frame(title: str, across: _Scale, up: _Scale) -> Iterator[str]:
    """Draw a panel's title, its axes and their marks."""
    left, right = across.at(10.0**across.first), across.at(10.0**across.last)
    low, high = up.at(10.0**up.first), up.at(10.0**up.last)
    yield f'<text x="{left:.0f}" y="18" font-size="13" font-weight="bold">{escape(title)}</text>'
    for value in up.ticks():
        y = up.at(value)
        yield f'<path d="M{left:.0f} {y:.1f}H{right:.0f}" stroke="#ddd"/>'
        yield f'<text x="{left - 6:.0f}" y="{y + 4:.1f}" text-anchor="end">{value:g} s</text>'
    for value in across.ticks():
        x = across.at(value)
        yield f'<path d="M{x:.1f} {low:.0f}V{high:.0f}" stroke="#ddd"/>'
        yield f'<text x="{x:.1f}" y="{low + 16:.0f}" text-anchor="middle">{value:,.0f}</text>'
    middle = (left + right) / 2
    yield f'<text x="{middle:.0f}" y="{low + 34:.0f}" text-anchor="middle">articles</text>'


def _lines(results: Sequence[Result], across: _Scale, up: _Scale) -> Iterator[str]:
    """Draw a line through the medians of each generator, and its name at the end."""
    ends: list[tuple[float, float, str]] = []
    for name in dict.fromkeys(result.generator for result in results):
        colour = COLOURS[name]
        points = [(across.at(size), up.at(cost)) for size, cost in _medians(results, name)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for x, y in points:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'
        ends.append((points[-1][1], points[-1][0], name))
    lowest = 0.0
    for y, x, name in sorted(ends):
        lowest = max(y, lowest + LINE)  # names of lines that end together stand below each other
        place = f'x="{x + 7:.1f}" y="{lowest + 4:.1f}"'
        yield f'<text {place} fill="{COLOURS[name]}">{escape(name)}</text>'


def _medians(results: Sequence[Result], name: str) -> Iterator[Point]:
    own = [result for result in results if result.generator == name]
    for size in sorted({result.articles for result in own}):
        costs = [result.measured.seconds for result in own if result.articles == size]
        yield size, median(costs)
