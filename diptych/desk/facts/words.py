"""Numbers that words say: two, deux, vingt et un, three hundred thousand, a dozen, la moitié.

None of them is firm: a translation may well write the digit, or nothing at all. Knows how the
words of a number are added and multiplied; which words there are is told by `languages`.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from msgspec import Struct

from diptych.desk.facts.languages import BLANK, Language
from diptych.desk.facts.mentions import Mention, number, numbers, time

_GAP = re.compile(rf"(?:{BLANK}|-|\n)+")
_FOUR_TWENTIES = 4
_THOUSAND = Decimal(1000)
_NOON = 720
_FAR = 12
"""Code points before a word in which `half a` is looked for."""

Word = tuple[str, int, int]


class _Grammar(Struct, frozen=True, kw_only=True):
    """The patterns of one language; `links` are the words that a number may consist of."""

    word: re.Pattern[str]
    links: frozenset[str]
    currency: re.Pattern[str]
    percent: re.Pattern[str]
    half_of: re.Pattern[str]
    and_half: re.Pattern[str]
    noon: re.Pattern[str]
    midnight: re.Pattern[str]


def worded(text: str, language: Language) -> Iterator[Mention]:
    """Yield what the words of a text say that digits could say."""
    grammar = _grammar(language)
    run: list[Word] = []
    for found in grammar.word.finditer(text):
        word = found[0].lower()
        if run and not _GAP.fullmatch(text, run[-1][2], found.start()):
            yield from _said(text, run, language)
            run = []
        if word in grammar.links and (run or word not in language.joiners):
            run.append((word, found.start(), found.end()))
        if word in language.loose or word in language.shares:
            readings = numbers(language.loose.get(word, ()))
            if word in language.shares:
                readings |= numbers(language.shares[word], "%")
            yield Mention(found.start(), found.end(), readings, firm=False)
    yield from _said(text, run, language)
    for pattern, minutes in ((grammar.noon, _NOON), (grammar.midnight, 0)):
        for found in pattern.finditer(text):
            readings = frozenset({time(minutes), number(minutes // 60)})
            yield Mention(*found.span(), readings, firm=False)


def _said(text: str, run: Sequence[Word], language: Language) -> Iterator[Mention]:
    while run and run[-1][0] in language.joiners:
        run = run[:-1]
    if not run:
        return
    start, end = run[0][1], run[-1][2]
    values = [Decimal(language.words[word]) for word, _, _ in run if word in language.words]
    values.append(_value([word for word, _, _ in run], language))
    values += _halves(text, run, language)
    unit = _unit(text, end, language)
    yield Mention(start, end, numbers(values, unit) | numbers(values), firm=False)


def _halves(text: str, run: Sequence[Word], language: Language) -> Iterator[Decimal]:
    """Yield half a million, and a million and a half."""
    grammar = _grammar(language)
    for number_of, (word, start, end) in enumerate(run, start=1):
        if _is_big(word, language):
            half = language.magnitudes[word] / 2
            if grammar.half_of.search(text[max(0, start - _FAR) : start]):
                yield half
            if grammar.and_half.match(text, end):
                yield _value([one for one, _, _ in run[:number_of]], language) + half


def _is_big(word: str, language: Language) -> bool:
    return language.magnitudes.get(word, Decimal(0)) >= _THOUSAND


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
    grammar = _grammar(language)
    if grammar.percent.match(text, end):
        return "%"
    found = grammar.currency.match(text, end)
    return language.currencies[found["name"]] if found else ""


@cache
def _grammar(language: Language) -> _Grammar:
    bigs = {word for word in language.magnitudes if _is_big(word, language)}
    links = frozenset({*language.words, *language.hundred, *language.joiners, *bigs})
    words = sorted({*links, *language.loose, *language.shares}, key=len, reverse=True)
    names = sorted(language.currencies, key=len, reverse=True)
    return _Grammar(
        word=re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE),
        links=links,
        currency=re.compile(
            rf"{BLANK}(?:of{BLANK}|de{BLANK}|d['’])?(?P<name>{'|'.join(names)})(?!\w)"
        ),
        percent=re.compile(rf"{BLANK}(?:{language.percent})"),
        half_of=re.compile(language.half_of, re.IGNORECASE),
        and_half=re.compile(language.and_half, re.IGNORECASE),
        noon=re.compile(language.noon, re.IGNORECASE),
        midnight=re.compile(language.midnight, re.IGNORECASE),
    )
