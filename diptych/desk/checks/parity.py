"""Parity: what one panel of a story states, links and shows, its other panels do too.

Compares each panel with the one it translates. Where both say something at the same place the two
are told together, else what one of them lacks. A panel much shorter than the other is a summary,
or not finished, and is left alone.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from diptych.desk.checks.counterparts import Spot, counterpart, spot_at
from diptych.desk.checks.matter import Matter, pairs
from diptych.desk.checks.targets import Targets
from diptych.desk.copies import BODY, Copy
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


class _Lack(NamedTuple):
    """A fact that is not at the same place of the other panel, or even `nowhere` in it."""

    mention: Mention
    nowhere: bool


def _facts(one: _Panel, other: _Panel) -> Iterator[Problem]:
    """Tell what one panel states and the other does not.

    Bodies that have the same blocks are compared block by block: a figure that differs is then
    found even if it stands elsewhere in the text. One that was moved is no difference.
    """
    if not one.mentions and not other.mentions:
        return
    alike = one.copy.blocks.names == other.copy.blocks.names
    here, there = _lacking(one, other, alike=alike), _lacking(other, one, alike=alike)
    for name in dict.fromkeys((*here, *there)):
        its = list(there.get(name, ()))
        for mine in here.get(name, ()):
            partner = next((lack for lack in its if _may_be_meant(mine, lack)), None)
            if partner is not None:
                its.remove(partner)
                yield _differing(one, mine.mention, other, partner.mention)
            elif _counts_alone(mine, name):
                yield _missing(one, mine, other)
        yield from (_missing(other, lack, one) for lack in its if _counts_alone(lack, name))


def _counts_alone(lack: _Lack, spot: Spot) -> bool:
    """Tell whether a fact without a partner is missed: a title may leave out what the text says."""
    return lack.nowhere or spot[0] == BODY


def _lacking(one: _Panel, other: _Panel, *, alike: bool) -> Mapping[Spot, list[_Lack]]:
    """Return what a panel states and the other does not, by place.

    Fields that only one of them has do not count, nor does what was moved.
    """
    nowhere = unanswered(one.mentions, other.mentions)
    here, there = _by_spot(one), _by_spot(other)
    lacking: dict[Spot, list[_Lack]] = {}
    for spot, stated in here.items():
        if not spot or other.copy.part_start(spot[0]) is None:
            continue
        is_local = alike or spot[0] != BODY
        found = unanswered(stated, there.get(spot, ()) if is_local else other.mentions)
        lacking[spot] = [
            _Lack(
                mention,
                nowhere=any(mention.readings == lost.readings for lost in nowhere),
            )
            for mention in found
            if not _is_moved(mention, here, there)
        ]
    return lacking


def _is_moved(
    mention: Mention,
    here: Mapping[Spot, Sequence[Mention]],
    there: Mapping[Spot, Sequence[Mention]],
) -> bool:
    """Tell whether the other panel states a fact at a place where this one does not."""
    return any(
        _states(found, mention) and not _states(here.get(spot, ()), mention)
        for spot, found in there.items()
    )


def _states(found: Sequence[Mention], mention: Mention) -> bool:
    return any(mention.agrees(one) for one in found)


def _may_be_meant(mine: _Lack, its: _Lack) -> bool:
    """Tell whether two facts at one place may be the same one, of which one is wrong."""
    if mine.nowhere and its.nowhere:
        return True
    pairs = ((one, other) for one in mine.mention.readings for other in its.mention.readings)
    return any(one.is_like(other) for one, other in pairs)


def _by_spot(panel: _Panel) -> Mapping[Spot, list[Mention]]:
    spots: dict[Spot, list[Mention]] = {}
    for mention in panel.mentions:
        spots.setdefault(spot_at(panel.copy, mention.start), []).append(mention)
    return spots


def _differing(one: _Panel, mine: Mention, other: _Panel, its: Mention) -> Problem:
    return error(
        "fact-differs",
        one.copy.place(mine.start),
        other.copy.place(its.start),
        text=_said(one, mine),
        other=_said(other, its),
        locale=other.copy.panel.locale,
    )


def _missing(panel: _Panel, lack: _Lack, other: _Panel) -> Problem:
    start = lack.mention.start
    place, also = panel.copy.place(start), counterpart(panel.copy, start, other.copy)
    text, locale = _said(panel, lack.mention), other.copy.panel.locale
    if lack.nowhere:
        return error("fact-missing", place, also, text=text, locale=locale)
    return warning("fact-missing-here", place, also, text=text, locale=locale)


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
