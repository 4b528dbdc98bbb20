"""hreflang, held to Google's rules for it: mutual, complete, and the same in heads and sitemap.

https://developers.google.com/search/docs/specialty/international/localized-versions
"""

from collections.abc import Iterator, Mapping

from lxml import html

from audits.figures import Figure, Finding, faults
from audits.output import Output
from audits.sitemaps import alternates_told

Alternates = Mapping[str, str]
"""Addresses by hreflang."""


def audit_translations(output: Output) -> Figure:
    """Return how many rules the hreflang of a site breaks."""
    heads = {output.url(address): _of_head(page) for address, page in output.pages.items()}
    sitemap = alternates_told(output)
    findings = [*check_heads(heads), *check_sitemap(heads, sitemap)]
    told = sum(1 for lines in heads.values() if lines)
    return faults("hreflang", output.name, findings, f"{told} pages that have it")


def check_heads(heads: Mapping[str, Alternates]) -> Iterator[Finding]:
    """Check the lines of each page, by its absolute address, against those of the others."""
    for url, lines in heads.items():
        if not lines:
            continue
        if url not in lines.values():
            yield Finding(url, "hreflang-self", "the page does not name itself")
        if "x-default" not in lines:
            yield Finding(url, "hreflang-x-default", "there is no x-default")
        for language, target in lines.items():
            if target not in heads:
                yield Finding(url, "hreflang-target", f"{language} leads to no page: {target}")
            elif language != "x-default" and heads[target] != lines:
                yield Finding(url, "hreflang-mutual", f"{target} tells other translations")


def check_sitemap(
    heads: Mapping[str, Alternates], sitemap: Mapping[str, Alternates]
) -> Iterator[Finding]:
    """Check that the sitemap tells of each page that it lists what the page's head does."""
    for url, lines in sitemap.items():
        if url not in heads:
            yield Finding(url, "sitemap-target", "the sitemap lists a page that is not there")
        elif heads[url] != lines:
            yield Finding(url, "hreflang-sitemap", "head and sitemap differ")


def _of_head(page: html.HtmlElement) -> Alternates:
    links = page.xpath("//head/link[@rel='alternate'][@hreflang]")
    return {link.get("hreflang"): link.get("href") for link in links}
