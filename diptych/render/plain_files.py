"""Plain files at the top of the site: robots.txt, and `_redirects` and `_headers` for hosts.

Knows the formats; what redirects where, the View has decided.
"""

from urllib.parse import quote

from diptych.site.pages import Page
from diptych.site.view import View

_IN_OLD_PATH = "/%@!$&'()+,;=~-._"
"""What stays as it is in a path to match; `*` and `:` would be taken for patterns."""

_IN_TARGET = _IN_OLD_PATH + "*:?#"


def robots(_page: Page, view: View) -> bytes:
    """Return robots.txt (RFC 9309): everything may be read, and here are the sitemaps.

    A site kept out of search engines names no sitemap. It is not barred either: a crawler that
    may not read a page never learns that it is `noindex`, and lists its bare address.
    """
    lines = ["User-agent: *", "Allow: /"]
    if not view.site("").noindex:
        urls = ("/sitemap.xml", "/news-sitemap.xml")
        lines += ["", *(f"Sitemap: {view.absolute(view.href(url))}" for url in urls)]
    return _file(lines)


def redirects(_page: Page, view: View) -> bytes:
    """Return `_redirects` as Netlify and Cloudflare Pages read it: `old new 301`, a line each.

    The status is a bare 301, which both understand: Netlify's `301!` is a mistake to Cloudflare.
    Without it Netlify serves the page that stands at the old address, and that one redirects too.
    """
    return _file(
        [
            f"{quote(old, safe=_IN_OLD_PATH)} {quote(new, safe=_IN_TARGET)} 301"
            for old, new in view.redirects()
        ]
    )


def headers(_page: Page, view: View) -> bytes:
    """Return `_headers` as Netlify and Cloudflare Pages read it.

    Files named by what they hold may be kept for ever (RFC 8246).
    """
    return _file(
        [
            line
            for folder in ("/assets/theme/*", "/assets/img/*")
            for line in (
                view.href(folder),
                "  Cache-Control: public, max-age=31536000, immutable",
            )
        ]
    )


def _file(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
