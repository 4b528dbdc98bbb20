"""A site folder made of texts, and short names for what reading it tells."""

from datetime import UTC, datetime
from io import BytesIO

from PIL import Image

from diptych.read.config import read_config
from diptych.read.sources import read_sources

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)

CONFIG = """
base_url = "https://example.org/"
timezone = "Africa/Casablanca"
[languages.fr]
title = "Passerelle"
[languages.en]
title = "Passerelle"
[categories.startups]
fr = { title = "Jeunes pousses" }
en = { title = "Startups" }
"""


def write(root, files):
    """Write texts and bytes by path, and return the folder."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def story(fields="", body="Text.\n"):
    return f"---\ntitle: Title\ndate: 2026-03-01\n{fields}\n---\n\n{body}"


def read(root, files, config=CONFIG):
    """Write a site and read it."""
    write(root, {"config.toml": config, **files})
    settings = read_config(root)
    assert settings.value is not None, settings.problems
    return read_sources(root, settings.value, NOW)


def codes(problems):
    return [problem.code for problem in problems]


def article(result, name):
    return next(one for one in result.value.articles if one.id == name)


def picture(kind="JPEG", size=(64, 48), **options):
    file = BytesIO()
    Image.new("RGB", size, "teal").save(file, kind, **options)
    return file.getvalue()
