"""Calendar files, as RFC 5545 has them: lines, folds, escapes, and times in UTC.

Knows the format and nothing of magazines.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from msgspec import Struct

LONGEST = 75
"""Octets that a line may have, its end not counted (RFC 5545, 3.1)."""

_FIRST_LINE = "BEGIN:VCALENDAR"
_PRODUCT = "-//Diptych//Calendar of a magazine//EN"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_UTC_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""Stands in a calendar without events: the norm wants one component at least (3.4, 3.6)."""


class IcsEvent(Struct, frozen=True, kw_only=True):
    """A moment in a calendar; `uid` stays the same for as long as it is the same event."""

    uid: str
    at: datetime
    summary: str
    description: str = ""
    is_sure: bool = True


def is_calendar(data: bytes) -> bool:
    """Tell a calendar file, from whatever program, by how it begins; an empty file is one too."""
    return not data or data.startswith(_FIRST_LINE.encode())


def calendar_file(name: str, events: Iterable[IcsEvent], now: datetime) -> bytes:
    """Return a calendar file; `now` is when it was made."""
    stamp = _utc(now)
    lines = [
        _FIRST_LINE,
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    told = [line for event in events for line in _event(event, stamp)]
    lines += told or _UTC_ZONE
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(event: IcsEvent, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART:{_utc(event.at)}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    yield f"STATUS:{'CONFIRMED' if event.is_sure else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """Return a value of type TEXT (3.3.11)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", lines).translate(_ESCAPED)


def _folded(line: str) -> bytes:
    """Return a line with its end, folded between characters where it is too long."""
    folded, room = bytearray(), LONGEST
    for character in line:
        octets = character.encode(errors="replace")
        if len(octets) > room:
            folded += b"\r\n "
            room = LONGEST - 1
        folded += octets
        room -= len(octets)
    return bytes(folded) + b"\r\n"
