"""Asking one address on the web whether something is there.

Sends HEAD, and GET where a server does not take that; follows redirections itself, so that it
knows whether they are permanent, and never from a public address into a private network. Reads
no content, sends no cookie, knows no proxy. Units: seconds.
"""

import ipaddress
import socket
import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Literal
from urllib.parse import quote, urljoin, urlsplit

from msgspec import Struct

from diptych import __version__

Fault = Literal["", "timeout", "unreachable", "certificate", "redirections", "private", "malformed"]

_HOPS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_NOT_BY_HEAD = frozenset({403, 405, 501})
_SAFE = "/%:@!$&'()*+,;=~-._?"
_HEADERS = {
    "User-Agent": f"Diptych/{__version__} (link check)",
    "Accept": "*/*",
    "Connection": "close",
}


class Answer(Struct, frozen=True):
    """What came back: an HTTP status (0 for none), or the reason that nothing did.

    `moved` is the new address when the first redirections are permanent (301, 308).
    """

    status: int = 0
    fault: Fault = ""
    moved: str = ""


def ask(url: str, timeout: float) -> Answer:
    """Return what the web answers for an absolute address; a `#fragment` is not sent."""
    at, moved, for_good = url, "", True
    from_private = is_private(url)
    for _ in range(_HOPS + 1):
        answer, location = _once(at, timeout)
        if answer.status not in _MOVED or not location:
            return Answer(answer.status, answer.fault, moved)
        at = urljoin(at, location)
        for_good = for_good and answer.status in _FOR_GOOD
        if for_good:
            moved = at
        if not from_private and is_private(at):
            return Answer(answer.status, "private", moved)
    return Answer(0, "redirections", moved)


def _once(url: str, timeout: float) -> tuple[Answer, str]:
    """Send one request, or a second one where HEAD is not taken; return where it redirects to."""
    try:
        answer, location = _request("HEAD", url, timeout)
        if answer.status in _NOT_BY_HEAD:
            answer, location = _request("GET", url, timeout)
    except TimeoutError:
        return Answer(fault="timeout"), ""
    except ssl.SSLError:
        return Answer(fault="certificate"), ""
    except (OSError, HTTPException):
        return Answer(fault="unreachable"), ""
    except ValueError:
        return Answer(fault="malformed"), ""
    return answer, location


def _request(method: str, url: str, timeout: float) -> tuple[Answer, str]:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return Answer(fault="malformed"), ""
    host = parts.hostname.encode("idna").decode()
    connects = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = connects(host, parts.port, timeout=timeout)
    target = quote(parts.path or "/", safe=_SAFE)
    if parts.query:
        target += f"?{quote(parts.query, safe=_SAFE)}"
    try:
        connection.request(method, target, headers=_HEADERS)
        response = connection.getresponse()
        return Answer(response.status), response.getheader("Location") or ""
    finally:
        connection.close()


def is_private(url: str) -> bool:
    """Tell whether an address leads into a network that is not the public one."""
    try:
        host = urlsplit(url).hostname or ""
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, ValueError):
        return False
    return any(not ipaddress.ip_address(str(one[4][0])).is_global for one in found)
