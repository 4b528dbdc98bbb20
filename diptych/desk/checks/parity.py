"""Parity: what one panel of a story states, links and shows, its other panels do too.

Compares each panel with the one it translates. Where both say something in the same place the two
are told together, else what one of them lacks. A panel much shorter than the other is a summary,
or not finished, and is left alone.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest

from diptych.desk.checks.counterparts import counterpart, spot
from diptych.desk.checks.matter import Matter, pairs
from diptych.desk.checks.targets import Targets
from diptych.desk.copies import Copy
from diptych.desk.facts.comparing import unanswered
from diptych.desk.facts.mentions import Mention
from diptych.desk.facts.outlines import Found, Outline, outline
from diptych.desk.facts.reading import mentions
from diptych.model.problem import Place, Problem, error, warning

_COMPARABLE = 0.4
"""How long the shorter of two panels must be, compared with the longer one."""

_SHORT = 100
"""Words below which lengths tell nothing."""

_WORD = re.compile(r"[^\W_]+")


class _Panel:
    """One panel, read for comparison."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self.outline: Outline = outline(copy.markup)
        self.mentions: Sequence[Mention] = mentions(copy.prose, copy.language)
        self.words = len(_WORD.findall(copy.prose, copy.body_start))

    def has(self, name: str) -> bool:
        """Tell whether it has a part of this name."""
        return self.copy.part_start(name) is not None


def check_parity(matter: Matter) -> Iterator[Problem]:
    """Compare the panels of each story with the one they were translated from."""
    targets = Targets(matter)
    for story in matter.stories():
        panels = {copy.panel.locale: _Panel(copy) for copy in story}
        for source, translation in pairs([copy.panel for copy in story]):
            one, other = panels[source], panels[translation]
            if _comparable(one, other):
                yield from _facts(one, other)
                yield from _addresses(one, other, targets)
                yield from _counts(one, other)


def _comparable(one: _Panel, other: _Panel) -> bool:
    shorter, longer = sorted((one.words, other.words))
    return longer < _SHORT or shorter >= _COMPARABLE * longer


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
        blocks.setdefault(spot(panel.copy, mention.start), []).append(mention)
    return blocks


def _missing(panel: _Panel, mention: Mention, other: _Panel) -> Problem:
    return error(
        "fact-missing",
        panel.copy.place(mention.start),
        counterpart(panel.copy, mention.start, other.copy),
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
        counterpart(panel.copy, found.position, other.copy),
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
