"""Numbers that words say: two, deux, vingt et un, three hundred thousand, a dozen, la moitié.

None of them is firm: a translation may well write the digit, or nothing at all. Knows how the
words of a number are added and multiplied; which words there are is told by `languages`.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from diptych.desk.facts.languages import BLANK, Language
from diptych.desk.facts.mentions import Fact, Mention, number, numbers, time

_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(rf"(?:{BLANK}|-|\n)+")
_FOUR_TWENTIES = 4
_THOUSAND = Decimal(1000)

Word = tuple[str, int, int]


def worded(text: str, language: Language) -> Iterator[Mention]:
    """Yield what the words of a text say that digits could say."""
    run: list[Word] = []
    for found in _WORD.finditer(text):
        word = found[0].lower()
        joined = run and _GAP.fullmatch(text, run[-1][2], found.start())
        if run and not (joined and _continues(word, language)):
            yield from _said(text, run, language)
            run = []
        if _continues(word, language) and (run or word not in language.joiners):
            run.append((word, found.start(), found.end()))
        if word in language.loose or word in language.shares:
            readings = numbers(language.loose.get(word, ()))
            if word in language.shares:
                readings |= {number(language.shares[word], "%")}
            yield Mention(found.start(), found.end(), readings, firm=False)
    yield from _said(text, run, language)
    for pattern, minutes in ((language.noon, 720), (language.midnight, 0)):
        for found in re.finditer(pattern, text, re.IGNORECASE):
            yield Mention(
                *found.span(), frozenset({time(minutes), number(minutes // 60)}), firm=False
            )


def _continues(word: str, language: Language) -> bool:
    return (
        word in language.words
        or word in language.hundred
        or word in language.joiners
        or _is_big(word, language)
    )


def _is_big(word: str, language: Language) -> bool:
    return language.magnitudes.get(word, Decimal(0)) >= _THOUSAND


def _said(text: str, run: Sequence[Word], language: Language) -> Iterator[Mention]:
    while run and run[-1][0] in language.joiners:
        run = run[:-1]
    if not run:
        return
    start, end = run[0][1], run[-1][2]
    values = [Decimal(language.words[word]) for word, _, _ in run if word in language.words]
    values.append(_value([word for word, _, _ in run], language))
    readings: frozenset[Fact] = numbers(values)
    unit = _unit(text, end, language)
    if unit:
        readings |= {number(values[-1], unit)}
    yield Mention(start, end, readings, firm=False)


def _value(words: Sequence[str], language: Language) -> Decimal:
    """Add and multiply: quatre-vingt-dix is 4 * 20 + 10."""
    total = below = Decimal(0)
    for word in words:
        if word in language.hundred:
            below = max(below, Decimal(1)) * 100
        elif _is_big(word, language):
            total += max(below, Decimal(1)) * language.magnitudes[word]
            below = Decimal(0)
        elif word in language.words:
            value = Decimal(language.words[word])
            fours = word.startswith("vingt") and below % 100 == _FOUR_TWENTIES
            below += 76 if fours else value
    return total + below


def _unit(text: str, end: int, language: Language) -> str:
    """Return the currency or the percentage that follows a number in words."""
    if re.compile(rf"{BLANK}(?:{language.percent})").match(text, end):
        return "%"
    for name, code in language.currencies.items():
        if re.compile(rf"{BLANK}(?:of{BLANK}|de{BLANK}|d['’])?{name}\b").match(text, end):
            return code
    return ""
