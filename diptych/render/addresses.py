"""Addresses made absolute: single ones, and those in the tags of a finished body.

A body is read far from its page in a feed, where `/fr/x/` and `#note` lead nowhere. Knows the
attributes of HTML that hold addresses; never touches text, even text that looks like a tag, since
a body escapes every `<` that is not one. Knows nothing of the site.
"""

import re
from functools import lru_cache
from html import escape, unescape
from urllib.parse import urljoin

_COMMENT_OR_TAG = re.compile(r"""<!--.*?-->|<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*+>""", re.DOTALL)
_ATTRIBUTE = re.compile(r"""(\s)([^\s"'=<>/]+)(\s*=\s*)("[^"]*"|'[^']*')""")
_CANDIDATE = re.compile(r"([^\s,]\S*)((?<!,)\s[^,]*)?")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_PLAIN_PATH = re.compile(r"/(?:[a-z0-9_~%-][a-z0-9._~%-]*/)*(?:[a-z0-9_~%-][a-z0-9._~%-]*)?")
_ORIGIN = re.compile(r"(https?://[a-z0-9.:-]+)(?:/[a-z0-9/._-]*)?")
"""Nearly every address of a site and where it stands: the general rules lead to the same."""

_HOLD_ONE_ADDRESS = frozenset({"href", "src", "poster", "cite"})
_HOLD_CANDIDATES = "srcset"


def absolute_address(base: str, address: str) -> str:
    """Return an address as seen from anywhere, `base` being where it stands (RFC 3986, 5.2).

    One that has a scheme is returned as it is, and so is one that no host can be read from.
    """
    if _PLAIN_PATH.fullmatch(address):
        origin = _origin(base)
        if origin:
            return origin + address
    bare = address.strip()
    if _SCHEME.match(bare):
        return address
    try:
        return urljoin(base, bare)
    except ValueError:
        return address


@lru_cache(maxsize=64)
def _origin(base: str) -> str:
    """Return what a path follows in addresses on the same host; empty if there is none."""
    found = _ORIGIN.fullmatch(base)
    return found[1] if found else ""


def absolute_html(html: str, base: str) -> str:
    """Return a body with absolute addresses, `base` being its page's own.

    Changes `href`, `src`, `srcset`, `poster` and `cite` of tags, whose values are quoted; all
    else is returned byte for byte. Doing it twice changes nothing more.
    """

    def in_attribute(found: re.Match[str]) -> str:
        space, name, equals, quoted = found.groups()
        quote, value = quoted[0], quoted[1:-1]
        if name.lower() in _HOLD_ONE_ADDRESS:
            value = _absolute_value(base, value)
        elif name.lower() == _HOLD_CANDIDATES:
            value = _absolute_candidates(base, value)
        return f"{space}{name}{equals}{quote}{value}{quote}"

    def in_tag(found: re.Match[str]) -> str:
        tag = found[0]
        bare = "=" not in tag or tag.startswith("<!")
        return tag if bare else _ATTRIBUTE.sub(in_attribute, tag)

    return _COMMENT_OR_TAG.sub(in_tag, html)


def _absolute_value(base: str, value: str) -> str:
    address = unescape(value)
    absolute = absolute_address(base, address)
    return value if absolute == address else escape(absolute)


def _absolute_candidates(base: str, value: str) -> str:
    """Return a `srcset` value with absolute addresses.

    Follows HTML's "parse a srcset attribute": an address ends at white space, and commas at its
    end part it from the next one; those within it are its own.
    """

    def candidate(found: re.Match[str]) -> str:
        address = found[1].rstrip(",")
        commas = found[1][len(address) :]
        return _absolute_value(base, address) + commas + (found[2] or "")

    return _CANDIDATE.sub(candidate, value)
