"""Times of the day and days of the year: 14 h 30 and 2.30pm, le 1er mars and 1 March.

A bare number of hours may be a length of time as well, and is read both ways. Days are found where
a month is named; a year beside them is a number like others.
"""

import re
from collections.abc import Iterator

from diptych.desk.facts.languages import BLANK, Language
from diptych.desk.facts.mentions import Fact, Mention, day, number, time

_CLOCK = re.compile(
    r"(?<![\d:.,])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
)
_HALVES = re.compile(
    rf"(?<![\d:.,])(?P<hour>1[0-2]|0?[1-9])(?:[.:](?P<minute>[0-5]\d))?{BLANK}?"
    r"(?P<half>[ap])\.?m\b\.?",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<![\d-])(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?![\d-])")
_SLASHED = re.compile(
    r"(?<![\d/.])(?P<one>[0-3]?\d)[/.](?P<two>[0-3]?\d)[/.](?P<year>\d{4})(?![\d/])"
)
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])"
_MONTHS = 12
_NOON = 12
_DAYS = 31


def moments(text: str, language: Language) -> Iterator[Mention]:
    """Yield the times and days of a text; none of them stands in another."""
    yield from _days(text, language)
    for found in _HALVES.finditer(text):
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        of_day = hour % 12 + (12 if found["half"] in "pP" else 0)
        readings = {time(of_day * 60 + minute), *_lengths(hour, minute), *_lengths(of_day, minute)}
        yield Mention(*found.span(), frozenset(readings))
    for found in _CLOCK.finditer(text):
        if not _HALVES.match(text, found.start()):
            yield _clock(found)
    for found in _hours(language).finditer(text):
        yield _clock(found)


def _hours(language: Language) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\d:.,])(?P<hour>[01]?\d|2[0-4]){BLANK}?{language.hours}"
        rf"(?:{BLANK}?(?P<minute>[0-5]\d)(?!\d))?(?![^\W_])"
    )


def _clock(found: re.Match[str]) -> Mention:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    at = {time(hour * 60 + minute)} | ({time((hour + 12) * 60 + minute)} if hour < _NOON else set())
    return Mention(*found.span(), frozenset({*at, *_lengths(hour, minute)}))


def _lengths(hour: int, minute: int) -> Iterator[Fact]:
    """Yield what hours and minutes are as a number: 7 h 30 is seven and a half hours."""
    if not minute:
        yield number(hour)
        if hour > _NOON:
            yield number(hour - _NOON)  # from 9 to 5
    elif minute % 15 == 0:
        yield number(f"{hour + minute / 60:.2f}")


def _days(text: str, language: Language) -> Iterator[Mention]:
    names = "|".join(sorted(map(re.escape, language.months), key=len, reverse=True))
    month = rf"(?P<month>{names})(?![^\W\d_])\.?"
    before = re.compile(
        rf"(?<![\d.,]){_DAY}{language.suffix}?{BLANK}(?:of{BLANK})?{month}", re.IGNORECASE
    )
    after = re.compile(
        rf"\b{month}{BLANK}{_DAY}{language.suffix}?(?![\d.,:%]\d|\d|%)", re.IGNORECASE
    )
    for pattern in (before, after) if language.month_first else (before,):
        for found in pattern.finditer(text):
            of_month = int(found["day"])
            fact = day(language.months[found["month"].lower()], of_month)
            yield Mention(*found.span(), frozenset({fact, number(of_month)}))
    for found in _ISO.finditer(text):
        yield Mention(found.start("month"), found.end(), _either(found["month"], found["day"]))
    for found in _SLASHED.finditer(text):
        readings = _either(found["one"], found["two"]) | _either(found["two"], found["one"])
        yield Mention(found.start(), found.start("year"), readings)


def _either(month: str, of_month: str) -> frozenset[Fact]:
    sound = 1 <= int(month) <= _MONTHS and 1 <= int(of_month) <= _DAYS
    return frozenset({day(int(month), int(of_month)), number(int(of_month))} if sound else ())
