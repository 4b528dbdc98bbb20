"""Time zones, from the pinned tzdata package and never from the system, so that builds agree.

Knows names and rules of zones; reads them once each.
"""

import re
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

_NAME = re.compile(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")


@cache
def load_zone(name: str) -> ZoneInfo | None:
    """Return the zone of an IANA name (`Africa/Casablanca`), None when there is no such zone."""
    if not _NAME.fullmatch(name):
        return None
    resource = files("tzdata").joinpath("zoneinfo", *name.split("/"))
    try:
        with resource.open("rb") as file:
            return ZoneInfo.from_file(file, key=name)
    except (OSError, ValueError):
        return None


@cache
def zone_names() -> tuple[str, ...]:
    """Return the names of all zones, sorted."""
    return tuple(sorted(files("tzdata").joinpath("zones").read_text("utf-8").split()))
