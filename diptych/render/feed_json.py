"""JSON Feed: a feed written after JSON Feed 1.1 (https://jsonfeed.org/version/1.1).

Knows the members of that format and nothing of where entries come from.
"""

from typing import Any

from diptych.render.feeds import Entry, Feed, feed
from diptych.render.json_text import filled, json_file
from diptych.site.answers import Link
from diptych.site.pages import Page
from diptych.site.view import View


def json_feed(page: Page, view: View) -> bytes:
    """Return the JSON Feed 1.1 of a page of kind `json-feed`."""
    return json_file(_feed(feed(page, view)))


def _feed(told: Feed) -> dict[str, Any]:
    members = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": told.title,
        "home_page_url": told.home,
        "feed_url": told.url,
        "description": told.description,
        "icon": told.logo.url if told.logo else "",
        "authors": [_author(told.publisher)],
        "language": told.locale,
    }
    # `items` is required even when there are none.
    return filled(members) | {"items": [_item(entry) for entry in told.entries]}


def _item(entry: Entry) -> dict[str, Any]:
    members = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "image": entry.image.url if entry.image else "",
        "date_published": entry.published and entry.published.isoformat(timespec="seconds"),
        "date_modified": entry.updated.isoformat(timespec="seconds"),
        "authors": [_author(author) for author in entry.authors],
        "tags": entry.subjects,
    }
    # `content_html` is required too: an item has a text, be it empty.
    return filled(members) | {"content_html": entry.html}


def _author(author: Link) -> dict[str, Any]:
    return filled({"name": author.label, "url": author.url})
