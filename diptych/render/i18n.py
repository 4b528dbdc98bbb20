"""Dates, numbers and lists in the manner of a language, named by its BCP 47 tag.

Everything comes from Babel's CLDR data, never from the process's locale; "1er", which Babel does
not know, is added here. Knows no catalogue and no page.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global, parse_locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.localedata import exists
from babel.numbers import format_decimal
from markupsafe import Markup, escape

FALLBACK = "en"
"""The language whose manners an unknown tag follows."""

_FIRST_OF_MONTH = {"fr": "er"}
"""What stands behind the day in the first date of a month, by language."""

_DAY = re.compile(r"(?<![d'])d(?![d'])")
_PERIOD = re.compile(r"(\d{4})-(\d{2})")


def known_locale(tag: str) -> bool:
    """Tell whether a BCP 47 tag names a language, script and territory that CLDR knows.

    The pair need not be one CLDR has data for: `en-MA` is known, and follows `en`.
    """
    try:
        language, territory, script, *_ = parse_locale(tag, sep="-")
    except ValueError:
        return False
    names = Locale(FALLBACK)
    return (
        exists(language)
        and (territory is None or territory in names.territories)
        and (script is None or script in names.scripts)
    )


def long_date(value: date, tag: str) -> str:
    """Return a day in full: `3 mars 2026`, and `1er mars 2026` for the first of a French month."""
    return _date(value, tag, "")


def long_date_markup(value: date, tag: str) -> Markup:
    """Return a day in full for HTML, with the ordinal of the first raised."""
    return _day_markup(date(value.year, value.month, value.day), tag)


def clock_time(value: datetime, tag: str) -> str:
    """Return hours and minutes: `08:30`."""
    return format_time(value, format="short", locale=_locale(tag))


def month(value: date | str, tag: str) -> str:
    """Return a month with its year: `mars 2026`; also takes `2026-03`, and leaves a bare year."""
    if isinstance(value, str):
        period = _PERIOD.fullmatch(value)
        if period is None:
            return value
        value = date(int(period[1]), int(period[2]), 1)
    return format_skeleton("yMMMM", value, locale=_locale(tag))


@lru_cache(maxsize=4096)
def number(value: float, tag: str) -> str:
    """Return a number grouped and pointed by the language's rules."""
    return format_decimal(value, locale=_locale(tag))


def listed(items: Iterable[object], tag: str) -> Markup:
    """Return items as a list in running text: `A, B et C`; what is not markup is escaped."""
    parts = [escape(item) for item in items]
    return Markup(_list_pattern(len(parts), tag).format(*parts))  # noqa: S704 - CLDR's own words


def own_name(tag: str) -> str:
    """Return what a language calls itself, as it would stand in a menu: `Français`."""
    name = _locale(tag).get_language_name() or tag
    return name[:1].upper() + name[1:]


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """Return the direction in which a language is written, as `dir` names it."""
    return _direction(tag)


def og_locale(tag: str) -> str:
    """Return a tag as Open Graph writes it, language and territory: `fr_FR`.

    A tag without a territory gets the one where the language is most spoken (CLDR).
    """
    return _og_locale(tag)


@lru_cache(maxsize=64)
def _direction(tag: str) -> Literal["ltr", "rtl"]:
    return "rtl" if _locale(tag).text_direction == "rtl" else "ltr"


@lru_cache(maxsize=64)
def _og_locale(tag: str) -> str:
    language, territory, *_ = parse_locale(tag, sep="-")
    if territory is None:
        likely = get_global("likely_subtags").get(language, language)
        territory = parse_locale(likely)[1]
    return f"{language}_{territory}" if territory else language


@lru_cache(maxsize=256)
def _list_pattern(length: int, tag: str) -> str:
    """Return how so many items are listed, as a format with a place for each."""
    places = [f"{{{position}}}" for position in range(length)]
    return format_list(places, locale=_locale(tag))


@lru_cache(maxsize=4096)
def _day_markup(value: date, tag: str) -> Markup:
    """Format a day; listings show the same ones again and again.

    Never given a date-time: two that are one instant are equal, and may be two days.
    """
    mark = _FIRST_OF_MONTH.get(_locale(tag).language, "")
    text = escape(_date(value, tag, "\ufffc"))
    return text.replace("\ufffc", Markup("<sup>{}</sup>").format(mark))


def _date(value: date, tag: str, mark: str) -> str:
    """Format a day; `mark` stands for its ordinal, which is spelled out where it is empty."""
    locale = _locale(tag)
    ordinal = _FIRST_OF_MONTH.get(locale.language)
    if ordinal is None or value.day != 1:
        return format_date(value, format="long", locale=locale)
    pattern = _DAY.sub(f"d'{mark or ordinal}'", locale.date_formats["long"].pattern, count=1)
    return format_date(value, format=pattern, locale=locale)


@lru_cache(maxsize=64)
def _locale(tag: str) -> Locale:
    """Return Babel's locale for a tag, less exact where CLDR has no such pair."""
    shorter = tag
    while shorter:
        try:
            return Locale.parse(shorter, sep="-")
        except (UnknownLocaleError, ValueError):
            shorter = shorter.rpartition("-")[0]
    return Locale(FALLBACK)
