"""hreflang, held to Google's rules for it: mutual, complete, and the same in heads and sitemap.

https://developers.google.com/search/docs/specialty/international/localized-versions

Knows addresses only; how they are read from a built site is told by `built`.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

Alternates = Mapping[str, str]
"""Addresses by hreflang."""

Rule = Literal[
    "hreflang-self",
    "hreflang-x-default",
    "hreflang-target",
    "hreflang-mutual",
    "hreflang-sitemap",
    "sitemap-target",
]


class Broken(Struct, frozen=True):
    """A rule that the page at an address breaks; `language` and `target` are the line's."""

    url: str
    rule: Rule
    language: str = ""
    target: str = ""


def check_heads(heads: Mapping[str, Alternates]) -> Iterator[Broken]:
    """Check the lines of each page, by its absolute address, against those of the others."""
    for url, lines in heads.items():
        if not lines:
            continue
        if url not in lines.values():
            yield Broken(url, "hreflang-self")
        if "x-default" not in lines:
            yield Broken(url, "hreflang-x-default")
        for language, target in lines.items():
            if target not in heads:
                yield Broken(url, "hreflang-target", language, target)
            elif language != "x-default" and heads[target] != lines:
                yield Broken(url, "hreflang-mutual", language, target)


def check_sitemap(
    heads: Mapping[str, Alternates], sitemap: Mapping[str, Alternates]
) -> Iterator[Broken]:
    """Check that the sitemap tells of each page that it lists what the page's head does."""
    for url, lines in sitemap.items():
        if url not in heads:
            yield Broken(url, "sitemap-target")
        elif heads[url] != lines:
            yield Broken(url, "hreflang-sitemap")
