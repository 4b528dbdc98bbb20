"""Addresses, without the language of what they lead to.

Two panels link to the same thing when one says `story:a/b` and the other `b.md`, or when one leads
to the French and the other to the English page of the same site. A wiki names its pages in each
language anew: of those only the host is compared.
"""

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, unquote, urlsplit

from msgspec import Struct

_WIKIS = ("wikipedia.org", "wiktionary.org", "wikisource.org")
_LANGUAGE = re.compile(r"(?P<language>[a-z]{2})(?:[-_][a-zA-Z]{2})?")
_SPLIT = re.compile(r"[/.]")


class Address(Struct, frozen=True):
    """Where a link leads: a host (empty on the site itself) and what is left of the path.

    `spoken` tells that the address names a language; pages of one site may have other names in
    each language.
    """

    host: str
    path: str
    spoken: bool = False

    def agrees(self, other: "Address") -> bool:
        """Tell whether both may lead to the same thing in two languages."""
        if self.host != other.host:
            return False
        return self.path == other.path or bool(self.host and (self.spoken or other.spoken))


def external(target: str, languages: Sequence[str]) -> Address | None:
    """Return an address on the web; None for what is none. `languages` are primary subtags."""
    try:
        parts = urlsplit(target if not target.startswith("//") else f"https:{target}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    labels = host.split(".")
    spoken = len(labels) > 2 and _speaks(labels[0], languages)  # noqa: PLR2004 - fr.example.org
    if spoken:
        host = ".".join(labels[1:])
    if host.endswith(_WIKIS):
        return Address(host, "", spoken=True)
    named = (*_SPLIT.split(parts.path), *(value for _, value in parse_qsl(parts.query)))
    spoken = spoken or any(_speaks(part, languages) for part in named)
    path = unquote(parts.path).rstrip("/")
    return Address(host, f"{path}?{parts.query}" if parts.query else path, spoken)


def _speaks(part: str, languages: Sequence[str]) -> bool:
    found = _LANGUAGE.fullmatch(part)
    return found is not None and found["language"] in languages
