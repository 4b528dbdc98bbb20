"""Base addresses: what is wrong with one, and how it is written."""

import re
from urllib.parse import SplitResult, urlsplit

from diptych.paths import UnsafePath, check_relative


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return None
    return parts


def url_fault(url: str) -> str:
    """Return the code of what is wrong with a base address, or nothing."""
    parts = _split(url)
    if parts is None or (parts.scheme in {"http", "https"} and not parts.hostname):
        return "base-url-without-host"
    if parts.scheme not in {"http", "https"}:
        return "base-url-without-scheme"
    if parts.query or parts.fragment or parts.username is not None or re.search(r"\s", url.strip()):
        return "base-url-with-more"
    path = parts.path.strip("/")
    try:
        if path:
            check_relative(path)
    except UnsafePath:
        return "base-url-with-more"
    return ""


def normal_url(url: str) -> str:
    """Return a sound base address as the site has it: with a slash at its end."""
    parts = urlsplit(url.strip())
    path = f"/{parts.path.strip('/')}/".replace("//", "/")
    return f"{parts.scheme}://{parts.netloc.lower()}{path}"
