"""Did you mean: the known name that an unknown one most resembles."""

from collections.abc import Sequence
from difflib import get_close_matches


def nearest(name: str, known: Sequence[str]) -> str:
    """Return the closest of the known names, the case aside; empty when none is close."""
    by_lower = {one.lower(): one for one in reversed(known)}
    found = get_close_matches(name.lower()[:100], by_lower, n=1)
    return by_lower[found[0]] if found else ""
