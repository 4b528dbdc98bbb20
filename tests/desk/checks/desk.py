"""A small magazine in two languages, written by a test, and what checks find in it."""

from datetime import UTC, datetime

from diptych.desk.checks.matter import Matter
from diptych.desk.newsroom import open_newsroom

CLOCK = datetime(2026, 6, 1, 12, tzinfo=UTC)
CONFIG = """\
base_url = "https://example.org/"
default_language = "fr"
[languages.fr]
locale = "fr-FR"
title = "Le Pont"
[languages.en]
locale = "en-GB"
title = "The Bridge"
[categories.news]
fr = { title = "Actualités", slug = "actualites" }
en = { title = "News", slug = "news" }
"""
HEAD = "---\ntitle: Bridge\ndate: 2026-01-01\n---\n"


def write(root, **texts):
    """Write a site whose panels are named `bridge_fr`, without front matter unless they have it."""
    (root / "content/news").mkdir(parents=True, exist_ok=True)
    (root / "config.toml").write_text(CONFIG, encoding="utf-8")
    for name, text in texts.items():
        story, _, locale = name.rpartition("_")
        whole = text if text.startswith("---") else HEAD + text
        path = root / f"content/news/{story}.{locale}.md"
        path.write_text(whole, encoding="utf-8", newline="")
    return root


def matter(root, **texts):
    newsroom, problems = open_newsroom(write(root, **texts), CLOCK)
    assert [one for one in problems if one.severity == "error"] == []
    return Matter(newsroom, root / "output")


def told(problems):
    """Return each problem as `code file:line:column`."""
    return [
        f"{one.code} {one.place.path.rpartition('/')[2]}:{one.place.line}:{one.place.column}"
        for one in problems
    ]
