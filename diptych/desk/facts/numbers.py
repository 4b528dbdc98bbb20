"""Numerals with what belongs to them: 58 000, 12,5 M€, $3bn, 25 per cent, 3.11.2.

A magnitude multiplies, also for the first end of a range; a currency or a percentage is the unit.
Ordinals, and numerals glued to letters as in Web3, are read but need not be in the other language.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from diptych.desk.facts.currencies import SIGNS
from diptych.desk.facts.languages import BLANK, Language
from diptych.desk.facts.mentions import Fact, Mention, number

_PHONE = re.compile(
    r"(?<![\w.,])(?<!\d[ \u00a0\u2009\u202f])(?:\+|0(?=[1-9]))\d{0,3}"
    r"(?:[ \u00a0\u202f.-]?\(?\d{1,4}\)?){3,7}(?!\w)"
)
_PHONE_DIGITS = range(9, 16)
_LOCAL_DIGITS = 8
_VERSION = re.compile(r"(?<![\d.])(?!\d{1,3}(?:\.\d{3})+(?!\.?\d))\d+(?:\.\d+){2,}")
_CENTURY = re.compile(r"(?P<first>\d\d)\d\d[-–/]$")
_LETTER = re.compile(r"[^\W\d_]")
_GLUED = re.compile(r"[^\W\d_](?<!s)")
_LONGEST = 40
"""Characters of a numeral; what is longer is no quantity, and dear to calculate with."""

_CENTURIES = Decimal(1900)
_NO_SCALE = Decimal(1)


class _Numeral(Struct, frozen=True, kw_only=True):
    """A numeral as it is written; `start` and `end` take in its unit and magnitude.

    `perhaps` is a magnitude that it may have or not: the `m` of 12m.
    """

    start: int
    end: int
    values: tuple[Decimal, ...]
    scale: Decimal = _NO_SCALE
    perhaps: Decimal = _NO_SCALE
    unit: str = ""
    firm: bool = True

    def mention(self) -> Mention:
        readings = frozenset(
            number(value * scale, self.unit)
            for value in self.values
            for scale in (self.scale, self.scale * self.perhaps)
        )
        return Mention(self.start, self.end, readings, self.firm)


class _Grammar(Struct, frozen=True, kw_only=True):
    """The patterns of one language."""

    numeral: re.Pattern[str]
    decade: re.Pattern[str]
    suffix: re.Pattern[str]
    magnitude: re.Pattern[str]
    glued: re.Pattern[str]
    prefix: re.Pattern[str]
    currency: re.Pattern[str]
    percent: re.Pattern[str]
    between: re.Pattern[str]


def phones_and_versions(text: str, _language: Language) -> Iterator[Mention]:
    """Yield what is written in digits and is no number; the national digits of a phone count."""
    for found in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if len(digits) in _PHONE_DIGITS:
            yield Mention(*found.span(), frozenset({Fact("phone", digits[-_LOCAL_DIGITS:])}))
    for found in _VERSION.finditer(text):
        yield Mention(*found.span(), frozenset({Fact("version", found[0])}))


def numerals(text: str, language: Language) -> Iterator[Mention]:
    """Yield the numbers that a text has in digits, in order."""
    grammar = _grammar(language)
    found = [
        _read(text, one, grammar, language)
        for one in grammar.numeral.finditer(text)
        if one.end() - one.start() <= _LONGEST
    ]
    for numeral in _shared(text, found, grammar):
        yield numeral.mention()


def _read(text: str, found: re.Match[str], grammar: _Grammar, language: Language) -> _Numeral:
    start, end = found.span()
    prefix = grammar.prefix.search(text, max(0, start - 6), start)
    firm = bool(prefix) or not _LETTER.match(text[max(0, start - 1) : start])
    values = tuple(_values(found))
    short = _CENTURY.search(text, max(0, start - 5), start)
    if short and end - start == 2:  # noqa: PLR2004 - two digits: the second year of 2019-20
        values = (*values, Decimal(f"{short['first']}{found[0]}"))
    if grammar.decade.match(text, start):
        values = (*values, _CENTURIES + values[0])
    numeral = _Numeral(start=start, end=end, values=values, firm=firm)
    if grammar.suffix.match(text, end):
        return replace(numeral, firm=False)
    if prefix:
        numeral = replace(numeral, start=prefix.start(), unit=SIGNS[prefix["sign"]])
    numeral = _scaled(text, numeral, grammar, language)
    if not prefix:
        numeral = _measured(text, numeral, grammar, language)
    is_name = numeral.end == end and _GLUED.match(text, end)
    return replace(numeral, firm=False) if is_name else numeral


def _scaled(text: str, numeral: _Numeral, grammar: _Grammar, language: Language) -> _Numeral:
    word = grammar.magnitude.match(text, numeral.end)
    if word:
        scale = language.magnitudes[word["name"].lower()]
        return replace(numeral, end=word.end(), scale=scale)
    sign = grammar.glued.match(text, numeral.end)
    if sign is None:
        return numeral
    scale = language.glued[sign["name"]]
    if numeral.unit or grammar.currency.match(text, sign.end()):
        return replace(numeral, end=sign.end(), scale=scale)
    if sign.start("name") == numeral.end:  # 12m may be metres
        return replace(numeral, end=sign.end(), perhaps=scale)
    return numeral


def _measured(text: str, numeral: _Numeral, grammar: _Grammar, language: Language) -> _Numeral:
    percent = grammar.percent.match(text, numeral.end)
    if percent:
        return replace(numeral, end=percent.end(), unit="%")
    money = grammar.currency.match(text, numeral.end)
    if money:
        name = money["name"]
        unit = SIGNS.get(name) or language.currencies[name]
        return replace(numeral, end=money.end(), unit=unit)
    return numeral


def _values(found: re.Match[str]) -> Iterator[Decimal]:
    """Yield what digits may mean: `58.000` is a number of thousands, or has three decimals."""
    whole = re.sub(r"\D", "", found["whole"])
    decimals = re.sub(r"\D", "", found["decimals"] or "")
    yield Decimal(f"{whole}.{decimals or 0}")
    if not decimals and re.fullmatch(r"\d{1,3}\.\d{3}", found["whole"]):
        yield Decimal(found["whole"])


def _shared(text: str, found: Sequence[_Numeral], grammar: _Grammar) -> list[_Numeral]:
    """Give the first end of a range the magnitude of the other: 2 to 3 million may be 2,000,000.

    Units need no such care, since one that is not told stands for any.
    """
    shared = list(found)
    for at in reversed(range(len(shared) - 1)):
        left, right = shared[at], shared[at + 1]
        scale = right.scale * right.perhaps
        if left.scale == _NO_SCALE and grammar.between.fullmatch(text, left.end, right.start):
            shared[at] = replace(left, perhaps=left.perhaps * scale)
    return shared


@cache
def _grammar(language: Language) -> _Grammar:
    whole = rf"\d{{1,3}}(?:{language.group}\d{{3}})+(?![\d])|\d+"
    signs, words = _any_of(map(re.escape, SIGNS)), _any_of(language.currencies)
    ends = r"(?![^\W\d_])"
    return _Grammar(
        numeral=re.compile(rf"(?<!\d)(?P<whole>{whole})(?:{language.decimal}(?P<decimals>\d+))?"),
        decade=re.compile(language.decade, re.IGNORECASE),
        suffix=re.compile(rf"{language.suffix}(?!\w)"),
        magnitude=re.compile(
            rf"(?:{BLANK}|-)?(?P<name>{_any_of(language.magnitudes)}){ends}",
            re.IGNORECASE,
        ),
        glued=re.compile(
            rf"{BLANK}?(?P<name>{_any_of(language.glued)})"
            rf"(?={BLANK}?(?:{signs})|{ends})"
        ),
        prefix=re.compile(rf"(?<![A-Za-z])(?P<sign>{signs}){BLANK}?$"),
        currency=re.compile(
            rf"{BLANK}?(?:of{BLANK}|de{BLANK}|d['’])?(?P<name>{signs}|{words}){ends}"
        ),
        percent=re.compile(rf"{BLANK}?(?:{language.percent})"),
        between=re.compile(rf"{BLANK}?(?:[-–—/,]|,?{BLANK}?{language.between}){BLANK}?"),
    )


def _any_of(names: Iterable[str]) -> str:
    """Return a pattern of any of these, the longest first."""
    return "|".join(sorted(names, key=len, reverse=True))
