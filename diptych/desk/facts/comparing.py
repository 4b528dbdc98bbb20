"""Comparing two texts: the facts that one states and the other does not.

A fact is looked for anywhere in the other text and any number of times, since translators move and
repeat what they say; only that it is nowhere is a difference.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from diptych.desk.facts.mentions import Mention


def unanswered(stated: Iterable[Mention], other: Sequence[Mention]) -> list[Mention]:
    """Return the firm mentions of a text that no mention of the other agrees with.

    A fact that is stated several times is returned where it stands first.
    """
    by_value = defaultdict(list)
    for mention in other:
        for fact in mention.readings:
            by_value[fact.kind, fact.value].append(mention)
    lacking: list[Mention] = []
    for mention in stated:
        if not mention.firm or not mention.readings:
            continue
        near = (one for fact in mention.readings for one in by_value[fact.kind, fact.value])
        if any(mention.agrees(one) for one in near):
            continue
        if not any(mention.readings == one.readings for one in lacking):
            lacking.append(mention)
    return lacking
