"""What the theme makes of a magazine that has little to show yet."""

from datetime import UTC, datetime

import pytest
from lxml import html

from diptych.pipeline import Request, build

CLOCK = datetime(2026, 6, 1, 12, tzinfo=UTC)
CONFIG = """\
base_url = "https://example.org/"
[languages.fr]
title = "Passerelle"
[languages.en]
title = "Gangway"
[categories.news]
fr = { title = "Actualités" }
en = { title = "News" }
"""
STORY = """\
---
title: Un pont
date: 2026-01-05
authors: [Amina]
---
Du texte.
"""
FILLED = (
    "ul",
    "ol",
    "li",
    "p",
    "section",
    "nav",
    "article",
    "header",
    "footer",
    "figure",
    "h1",
    "h2",
)


class Silent:
    def step(self, name, done, total):
        pass


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    source = tmp_path_factory.mktemp("site")
    (source / "content/news").mkdir(parents=True)
    (source / "config.toml").write_text(CONFIG, encoding="utf-8")
    (source / "content/news/pont.fr.md").write_text(STORY, encoding="utf-8")
    output = source / "output"
    report = build(Request(source=source, output=output, clock=CLOCK), Silent())
    assert list(report.problems) == []
    return {
        path.relative_to(output).as_posix(): html.document_fromstring(path.read_bytes())
        for path in sorted(output.rglob("*.html"))
    }


def test_nothing_stands_empty_on_a_page(pages):
    empty = [
        (name, element.tag, element.get("class"))
        for name, page in pages.items()
        for element in page.iter(*FILLED)
        if element.get("hidden") is None
        and element.get("role") != "status"  # to be filled by a script
        if not element.text_content().strip() and not element.xpath(".//img")
    ]
    assert empty == []
