"""Visits remembered: which addresses answered well, and when, in the site's cache.

A good answer holds for a day; others are asked again each time. Whatever is wrong with the file,
nothing is remembered; where it cannot be written, nothing is kept.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import Struct

from diptych.desk.web.asking import Answer

_HOLDS = timedelta(hours=24)
_GOOD = range(200, 300)


class Visit(Struct, frozen=True):
    """One good answer, and the moment it came."""

    at: datetime
    answer: Answer


_READER = msgspec.json.Decoder(dict[str, Visit])


def recalled(file: Path, urls: Iterable[str], now: datetime) -> Mapping[str, Answer]:
    """Return the answers that still hold for some of these addresses."""
    visits = _read(file)
    return {
        url: visits[url].answer
        for url in urls
        if url in visits and timedelta() <= now - visits[url].at < _HOLDS
    }


def keep(file: Path, answers: Mapping[str, Answer], now: datetime) -> None:
    """Remember the good ones among some answers, beside what is remembered and still holds."""
    visits = {url: visit for url, visit in _read(file).items() if now - visit.at < _HOLDS}
    visits |= {url: Visit(now, answer) for url, answer in answers.items() if answer.status in _GOOD}
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_name(f"{file.name}.new")
        fresh.write_bytes(msgspec.json.encode(visits, order="sorted"))
        fresh.replace(file)


def _read(file: Path) -> dict[str, Visit]:
    try:
        visits = _READER.decode(file.read_bytes())
    except (OSError, msgspec.MsgspecError, ValueError):
        return {}
    return {url: visit for url, visit in visits.items() if visit.at.tzinfo is not None}
