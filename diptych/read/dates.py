"""Dates as authors write them: ISO 8601 dates and date-times, in the magazine's time zone.

Knows the forms accepted and the hours that daylight saving skips. Refuses any other form: a date
that two readers would read differently must not be guessed.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"(?:(?:[Tt]|[ ]+)(?P<hour>\d\d):(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?[ ]*(?P<offset>[Zz]|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
_NUMBERS = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_MINUTE = timedelta(minutes=1)
EXAMPLE = "2026-03-01"


class Moment(NamedTuple):
    """A date-time with a fixed offset; `skipped` when the zone's clocks never showed it."""

    date: datetime
    skipped: bool = False


def read_date(text: str, zone: ZoneInfo) -> Moment | None:
    """Return the moment that a text means, in the zone; None when it is no date.

    A date alone is its midnight; without an offset the zone's own holds. An hour that the zone
    skips is read with the offset of before the change, an hour that comes twice as the first.
    """
    match = _ISO.fullmatch(text.strip())
    if match is None:
        return None
    try:
        written = _as_written(match)
        if match["offset"]:
            return Moment(in_zone(written.replace(tzinfo=_offset(match["offset"])), zone))
        local = written.replace(tzinfo=zone)
        moment = in_zone(local, zone)
    except (ValueError, OverflowError):
        return None
    return Moment(moment, skipped=_is_skipped(written, zone))


def in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the same moment in the zone, with a fixed offset of whole minutes.

    A fixed offset can be compared and pickled, and every format can write it.
    """
    offset = moment.astimezone(zone).utcoffset() or timedelta()
    return moment.astimezone(timezone(round(offset / _MINUTE) * _MINUTE))


def nearest_form(text: str) -> str:
    """Return how a text that is no date may have been meant (`2026-1-5`), or an example."""
    match = _NUMBERS.match(text.strip())
    if match is not None:
        form = "{:0>4}-{:0>2}-{:0>2}".format(*match.groups()[:3])
        if _exists(form):
            return form
    return EXAMPLE


def _exists(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def _as_written(match: re.Match[str]) -> datetime:
    return datetime(  # noqa: DTZ001 - its zone is not known yet
        int(match["year"]),
        int(match["month"]),
        int(match["day"]),
        int(match["hour"] or 0),
        int(match["minute"] or 0),
        int(match["second"] or 0),
        int((match["fraction"] or "0")[:6].ljust(6, "0")),
    )


def _is_skipped(written: datetime, zone: ZoneInfo) -> bool:
    shown = written.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return shown.replace(tzinfo=None) != written


def _offset(text: str) -> timezone:
    if text in "Zz":
        return timezone(timedelta())
    digits = text[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if minutes > 59:  # noqa: PLR2004 - minutes of an hour
        raise ValueError(text)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)
