"""Feeds, held to RFC 4287 (Atom) and to JSON Feed 1.1, and read by a reader that is not ours.

The rules are those that a validator tells errors of. feedparser then has to find in a feed as many
complete entries as it holds.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import feedparser
from lxml import etree, html

from audits.dates import instant
from audits.figures import Figure, Finding, faults
from audits.output import Output

ATOM = "{http://www.w3.org/2005/Atom}"
JSON_FEED = "https://jsonfeed.org/version/1.1"

_ONCE = ("id", "title", "updated")
_FEED_AT_MOST_ONCE = ("generator", "icon", "logo", "rights", "subtitle")
_ENTRY_AT_MOST_ONCE = ("content", "published", "rights", "source", "summary")
_TEXTS = ("title", "subtitle", "summary", "rights")
_TEXT_TYPES = {"text", "html", "xhtml"}
_REFERENCES = "//@href | //@src | //@poster"


def audit_feeds(output: Output) -> Figure:
    """Return how many rules the feeds of a site break."""
    findings: list[Finding] = []
    count = 0
    for address, path in output.files("feed.xml"):
        findings += check_atom(path.read_bytes(), output.label(address), output.url(address))
        count += 1
    for address, path in output.files("feed.json"):
        findings += check_json(path.read_bytes(), output.label(address), output.url(address))
        count += 1
    return faults("feeds", output.name, findings, f"{count} files")


def check_atom(content: bytes, name: str, url: str) -> Iterator[Finding]:
    """Check an Atom feed that is published at `url`."""
    try:
        feed = etree.fromstring(content)
    except etree.XMLSyntaxError as fault:
        yield Finding(name, "well-formed", str(fault))
        return
    if feed.tag != f"{ATOM}feed":
        yield Finding(name, "root", f"the root is {feed.tag}")
        return
    entries = feed.findall(f"{ATOM}entry")
    yield from _counted(feed, name, _FEED_AT_MOST_ONCE)
    yield from _linked(feed, name)
    if url not in [each.get("href") for each in feed.findall(f"{ATOM}link[@rel='self']")]:
        yield Finding(name, "self", "no link with rel=self tells where the feed is")
    if feed.find(f"{ATOM}author") is None:
        for entry in entries:
            if entry.find(f"{ATOM}author") is None:
                yield Finding(name, "author", f"neither the feed nor {_id(entry)} has an author")
    for twin, times in Counter(map(_id, entries)).items():
        if times > 1:
            yield Finding(name, "id-unique", f"{times} entries are {twin}")
    for entry in entries:
        yield from _check_entry(entry, name)
    yield from _check_shared(feed, name)
    yield from _check_read(content, len(entries), name)


def check_json(content: bytes, name: str, url: str) -> Iterator[Finding]:
    """Check a JSON feed that is published at `url`."""
    try:
        feed = json.loads(content)
    except ValueError as fault:
        yield Finding(name, "well-formed", str(fault))
        return
    if feed.get("version") != JSON_FEED:
        yield Finding(name, "version", f"the version is {feed.get('version')}")
    if not feed.get("title"):
        yield Finding(name, "title", "the feed has no title")
    if feed.get("feed_url") != url:
        yield Finding(name, "self", f"feed_url is {feed.get('feed_url')}")
    items = feed.get("items", [])
    for twin, times in Counter(item.get("id") for item in items).items():
        if times > 1:
            yield Finding(name, "id-unique", f"{times} items are {twin}")
    for item in items:
        yield from _check_item(item, name)


def _check_item(item: dict[str, Any], name: str) -> Iterator[Finding]:
    who = item.get("id")
    if not isinstance(who, str) or not who:
        yield Finding(name, "id", "an item has no id")
    if not (item.get("content_html") or item.get("content_text")):
        yield Finding(name, "content", f"{who} has no content")
    for field in ("url", "image", "external_url"):
        if field in item and not _absolute(item[field]):
            yield Finding(name, "absolute", f"{field} of {who} is {item[field]}")
    for field in ("date_published", "date_modified"):
        if field in item and instant(item[field]) is None:
            yield Finding(name, "date", f"{field} of {who} is {item[field]}")
    yield from _check_addresses(item.get("content_html", ""), name)


def _check_entry(entry: etree._Element, name: str) -> Iterator[Finding]:
    who = _id(entry)
    yield from _counted(entry, name, _ENTRY_AT_MOST_ONCE)
    yield from _linked(entry, name)
    content = entry.find(f"{ATOM}content")
    if content is None and entry.find(f"{ATOM}link[@rel='alternate']") is None:
        yield Finding(name, "alternate", f"{who} has neither content nor an alternate link")
    if content is not None:
        if content.get("src") and entry.find(f"{ATOM}summary") is None:
            yield Finding(name, "summary", f"{who} has its content elsewhere and no summary")
        if content.get("type") == "html":
            if len(content):
                yield Finding(name, "content-html", f"the HTML of {who} is not escaped")
            yield from _check_addresses(content.text or "", name)


def _check_shared(feed: etree._Element, name: str) -> Iterator[Finding]:
    """Check what holds for elements wherever they stand in a feed."""
    for text in feed.iter(*(f"{ATOM}{each}" for each in _TEXTS)):
        if text.get("type", "text") not in _TEXT_TYPES:
            yield Finding(name, "text-type", f"type {text.get('type')}")
        if text.get("type", "text") == "text" and len(text):
            yield Finding(name, "text-plain", "a plain text holds elements")
    for date in feed.iter(f"{ATOM}updated", f"{ATOM}published"):
        if instant(date.text or "") is None:
            yield Finding(name, "date", f"no RFC 3339 date: {date.text}")
    for identifier in feed.iter(f"{ATOM}id"):
        if not _absolute(identifier.text or ""):
            yield Finding(name, "id", f"no absolute IRI: {identifier.text}")
    for category in feed.iter(f"{ATOM}category"):
        if not category.get("term"):
            yield Finding(name, "category", "a category has no term")
    yield from _check_people(feed, name)


def _check_people(feed: etree._Element, name: str) -> Iterator[Finding]:
    for person in feed.iter(f"{ATOM}author", f"{ATOM}contributor"):
        if len(person.findall(f"{ATOM}name")) != 1:
            yield Finding(name, "person", "a person needs one name")
        if any(len(person.findall(f"{ATOM}{part}")) > 1 for part in ("uri", "email")):
            yield Finding(name, "person", "a person has at most one uri and one email")


def _check_read(content: bytes, entries: int, name: str) -> Iterator[Finding]:
    read = feedparser.parse(content)
    if read.bozo:
        yield Finding(name, "readable", str(read.bozo_exception))
    whole = [
        entry
        for entry in read.entries
        if entry.get("id") and entry.get("link") and entry.get("updated_parsed")
    ]
    if len(whole) != entries:
        yield Finding(name, "readable", f"a reader finds {len(whole)} entries of {entries}")


def _check_addresses(markup: str, name: str) -> Iterator[Finding]:
    if not markup.strip():
        return
    for address in html.fragment_fromstring(markup, create_parent="div").xpath(_REFERENCES):
        if not _absolute(address):
            yield Finding(name, "absolute", address)


def _counted(parent: etree._Element, name: str, at_most_once: tuple[str, ...]) -> Iterator[Finding]:
    for each in _ONCE:
        if len(parent.findall(f"{ATOM}{each}")) != 1:
            yield Finding(name, each, f"{_id(parent)} needs one {each}")
    for each in at_most_once:
        if len(parent.findall(f"{ATOM}{each}")) > 1:
            yield Finding(name, each, f"{_id(parent)} has more than one {each}")


def _linked(parent: etree._Element, name: str) -> Iterator[Finding]:
    links = parent.findall(f"{ATOM}link")
    for link in links:
        if not _absolute(link.get("href", "")):
            yield Finding(name, "link", f"a link leads to {link.get('href')}")
    alternates = Counter(
        (link.get("type"), link.get("hreflang"))
        for link in links
        if link.get("rel", "alternate") == "alternate"
    )
    if any(times > 1 for times in alternates.values()):
        yield Finding(name, "link", f"{_id(parent)} has two alternates of one type and language")


def _id(element: etree._Element) -> str:
    return element.findtext(f"{ATOM}id") or "?"


def _absolute(address: str) -> bool:
    return bool(urlsplit(address).scheme)
