"""Parity: what one panel of a story states, links and shows, its other panels do too.

Compares each panel with the one it translates. Where both say something in the same place the two
are told together, else what one of them lacks. A panel much shorter than the other is a summary,
or not finished, and is left alone.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest

from diptych.desk.checks.matter import Matter
from diptych.desk.checks.targets import Targets
from diptych.desk.copies import BODY, Copy
from diptych.desk.facts.blocks import Blocks
from diptych.desk.facts.comparing import unanswered
from diptych.desk.facts.mentions import Mention
from diptych.desk.facts.outlines import Found, Outline, outline
from diptych.desk.facts.reading import mentions
from diptych.model.problem import Place, Problem, error, warning

_COMPARABLE = 0.4
"""How long the shorter of two panels must be, compared with the longer one."""


class _Panel:
    """One panel, read for comparison."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self.blocks = Blocks(copy.markup, copy.body_start)
        self.outline: Outline = outline(copy.markup)
        self.mentions: Sequence[Mention] = mentions(copy.prose, copy.language)
        self.size = sum(part.end - part.start for part in copy.parts if part.name == BODY)

    def where(self, position: int) -> tuple[str, ...]:
        """Return what the other panel has at the same place: a field, or a block of the body."""
        part = self.copy.part_at(position)
        return (part,) if part != BODY else (part, *self.blocks.name_at(position))

    def counterpart(self, other: "_Panel", position: int) -> Place:
        """Return the place in this panel of what stands at a position of the other."""
        part, *block = other.where(position)
        start = self.blocks.start(block) if block else self._start_of(part)
        return Place(self.copy.panel.path) if start is None else self.copy.place(start)

    def has(self, name: str) -> bool:
        """Tell whether it has a part of this name."""
        return any(part.name == name for part in self.copy.parts)

    def _start_of(self, name: str) -> int | None:
        return next((part.start for part in self.copy.parts if part.name == name), None)


def check_parity(matter: Matter) -> Iterator[Problem]:
    """Compare the panels of each story with the one they were translated from."""
    targets = Targets(matter)
    for story in matter.stories():
        panels = {copy.panel.locale: _Panel(copy) for copy in story}
        for copy in story:
            source = panels.get(copy.panel.translated_from or "") or panels[story[0].panel.locale]
            panel = panels[copy.panel.locale]
            if panel is not source and _comparable(source, panel):
                yield from _facts(source, panel)
                yield from _addresses(source, panel, targets)
                yield from _counts(source, panel)


def _comparable(one: _Panel, other: _Panel) -> bool:
    sizes = sorted((one.size, other.size))
    return sizes[0] >= _COMPARABLE * sizes[1]


def _facts(one: _Panel, other: _Panel) -> Iterator[Problem]:
    if not one.mentions and not other.mentions:
        return
    missing = [_lacking(one, other), _lacking(other, one)]
    here, there = (
        _by_block(panel, found) for panel, found in zip((one, other), missing, strict=True)
    )
    for name in dict.fromkeys((*here, *there)):
        for mine, its in zip_longest(here.get(name, ()), there.get(name, ())):
            if mine and its:
                yield error(
                    "fact-differs",
                    one.copy.place(mine.start),
                    other.copy.place(its.start),
                    text=_said(one, mine),
                    other=_said(other, its),
                    locale=other.copy.panel.locale,
                )
            elif mine:
                yield _missing(one, mine, other)
            elif its:
                yield _missing(other, its, one)


def _lacking(one: _Panel, other: _Panel) -> list[Mention]:
    """Return what a panel states and the other does not; fields that only one has do not count."""
    stated = (mention for mention in one.mentions if other.has(one.copy.part_at(mention.start)))
    return unanswered(stated, other.mentions)


def _by_block(panel: _Panel, found: Sequence[Mention]) -> Mapping[tuple[str, ...], list[Mention]]:
    blocks: dict[tuple[str, ...], list[Mention]] = {}
    for mention in found:
        blocks.setdefault(panel.where(mention.start), []).append(mention)
    return blocks


def _missing(panel: _Panel, mention: Mention, other: _Panel) -> Problem:
    return error(
        "fact-missing",
        panel.copy.place(mention.start),
        other.counterpart(panel, mention.start),
        text=_said(panel, mention),
        locale=other.copy.panel.locale,
    )


def _said(panel: _Panel, mention: Mention) -> str:
    return " ".join(panel.copy.text[mention.start : mention.end].split())


def _addresses(one: _Panel, other: _Panel, targets: Targets) -> Iterator[Problem]:
    """Tell links and pictures of which the other panel has no equal."""
    for panel, against in ((one, other), (other, one)):
        locale = against.copy.panel.locale
        yield from (
            _warned("link-only-here", panel, found, against)
            for found in targets.links_without_equal(
                (panel.copy.panel, panel.outline.links), (against.copy.panel, against.outline.links)
            )
            if targets.may_be_in(found, panel.copy.panel, locale)
        )
        yield from (
            _warned("image-only-here", panel, found, against)
            for found in targets.images_without_equal(
                (panel.copy.panel, panel.outline.images),
                (against.copy.panel, against.outline.images),
            )
        )


def _warned(code: str, panel: _Panel, found: Found, other: _Panel) -> Problem:
    return warning(
        code,
        panel.copy.place(found.position),
        other.counterpart(panel, found.position),
        target=found.word,
        locale=other.copy.panel.locale,
    )


_Counted = Callable[[Outline], Sequence[Found]]


def _counts(one: _Panel, other: _Panel) -> Iterator[Problem]:
    """Tell that headings of a level, or quotations, are not as many in both."""
    mine, its = (Counter(found.word for found in panel.outline.headings) for panel in (one, other))
    for level in sorted({*mine, *its}):
        if mine[level] != its[level]:
            yield warning(
                "headings-differ",
                _last(one, [found for found in one.outline.headings if found.word == level]),
                _last(other, [found for found in other.outline.headings if found.word == level]),
                level=level,
                count=mine[level],
                other=its[level],
                locale=other.copy.panel.locale,
            )
    quotations = (one.outline.quotations, other.outline.quotations)
    if len(quotations[0]) != len(quotations[1]):
        yield warning(
            "quotations-differ",
            _last(one, quotations[0]),
            _last(other, quotations[1]),
            count=len(quotations[0]),
            other=len(quotations[1]),
            locale=other.copy.panel.locale,
        )


def _last(panel: _Panel, found: Sequence[Found]) -> Place:
    """Return the place of the last of these, or of the file when there is none."""
    return panel.copy.place(found[-1].position) if found else Place(panel.copy.panel.path)
