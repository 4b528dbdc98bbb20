"""What the preview adds to a page as it goes out: one script, by its address.

It stands first in the head, where no policy that the page declares for itself has begun to hold.
The files of the site stay as they were built.
"""

import re
from html import escape

from diptych.serve.addresses import OWN

CLIENT = f"{OWN}client.js"
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_WAITING = (
    ":root{color-scheme:light dark}body{min-height:90vh;margin:0;display:grid;place-content:center}"
    "h1{font:500 1.4rem/1.4 system-ui,sans-serif}"
)
_DOCTYPE = re.compile(rb"\s*<!doctype[^>]*>", re.IGNORECASE)


def with_client(html: bytes, edition: str) -> bytes:
    """Return a page that hears of later builds; `edition` is the one that it is of."""
    script = f'<script src="{CLIENT}" data-edition="{escape(edition)}" defer></script>'.encode()
    start = _HEAD.search(html) or _DOCTYPE.match(html)
    place = start.end() if start else 0
    return html[:place] + script + html[place:]


def waiting_page(lang: str, words: str) -> bytes:
    """Return what is shown until there is a site."""
    said = escape(words)
    return (
        f'<!doctype html><html lang="{escape(lang)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{said}</title><style>{_WAITING}</style></head>"
        f"<body><main><h1>{said}</h1></main></body></html>"
    ).encode()
