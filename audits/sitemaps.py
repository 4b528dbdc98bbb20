"""Sitemaps, held to the protocol of sitemaps.org and to Google's rules for news sitemaps.

Sizes are those of the protocol: 50,000 addresses and 50 MiB a file; 1,000 addresses and two days
for news.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from lxml import etree

from audits.dates import instant
from audits.figures import Figure, Finding, faults
from audits.output import Output

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"

URLS = 50_000
BYTES = 50 * 1024 * 1024
NEWS_URLS = 1_000
NEWS_AGE = timedelta(days=2)


def audit_sitemaps(output: Output, clock: datetime) -> Figure:
    """Return how many rules the sitemaps of a site break."""
    findings: list[Finding] = []
    files = [path for _, path in output.files("*sitemap*.xml")]
    for path in files:
        name = output.label(output.address(path))
        findings += check_sitemap(path.read_bytes(), name, clock)
        findings += _targets(output, path, name)
    if not files:
        findings.append(Finding(output.name, "sitemap-missing", "there is no sitemap"))
    return faults("sitemaps", output.name, findings, f"{len(files)} files")


def check_sitemap(content: bytes, name: str, clock: datetime) -> Iterator[Finding]:
    """Check one sitemap, or an index of sitemaps, by itself."""
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError as fault:
        yield Finding(name, "well-formed", str(fault))
        return
    if root.tag not in {f"{SITEMAP}urlset", f"{SITEMAP}sitemapindex"}:
        yield Finding(name, "root", f"the root is {root.tag}")
    locations = [line.text or "" for line in root.iter(f"{SITEMAP}loc")]
    if len(locations) > URLS or len(content) > BYTES:
        yield Finding(name, "size", f"{len(locations)} addresses, {len(content)} bytes")
    for location, times in Counter(locations).items():
        if times > 1:
            yield Finding(name, "twice", location)
    for line in root.iter(f"{SITEMAP}lastmod"):
        if not _dated(line.text or ""):
            yield Finding(name, "lastmod", f"no W3C date: {line.text}")
    yield from _check_news(root, name, clock)


def _check_news(root: etree._Element, name: str, clock: datetime) -> Iterator[Finding]:
    stories = list(root.iter(f"{NEWS}news"))
    if len(stories) > NEWS_URLS:
        yield Finding(name, "news-size", f"{len(stories)} stories")
    for story in stories:
        for part in (
            f"{NEWS}title",
            f"{NEWS}publication_date",
            f"{NEWS}publication/{NEWS}name",
            f"{NEWS}publication/{NEWS}language",
        ):
            if not (story.findtext(part) or "").strip():
                yield Finding(name, "news-part", f"a story has no {part.rpartition('}')[2]}")
        date = story.findtext(f"{NEWS}publication_date") or ""
        published = instant(date)
        if published is None or not clock - NEWS_AGE <= published <= clock:
            yield Finding(name, "news-age", f"published {date}")


def _targets(output: Output, path: Path, name: str) -> Iterator[Finding]:
    try:
        root = etree.parse(path)
    except etree.XMLSyntaxError:
        return  # told already
    for line in root.iter(f"{SITEMAP}loc"):
        target = output.file(line.text or "")
        if target is None or not target.is_file():
            yield Finding(name, "target", f"there is no {line.text}")


def _dated(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y-%m-%d")  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return instant(text) is not None
    return True
