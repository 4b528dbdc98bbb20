"""What editors are given is true: snippets build, and schemas stand where they are said to."""

import json
import re
import shutil
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from diptych.pipeline import build
from diptych.render.markup.shortcodes import SHAPES
from diptych.request import Request

TOP = Path(__file__).parents[1]
SNIPPETS = json.loads((TOP / ".vscode/diptych.code-snippets").read_text(encoding="utf-8"))
TODAY = {"CURRENT_YEAR": "2026", "CURRENT_MONTH": "06", "CURRENT_DATE": "01"}
TABSTOP = re.compile(r"\$\{\d+:([^}]*)\}|\$\{\d+\|(\w+)[^}]*\|\}|\$\{([A-Z_]+)\}|\$\{?\d+\}?")


class Silent:
    def step(self, name, done, total):
        pass


def expanded(name):
    """Return a snippet as it is before its author types anything."""
    text = "\n".join(SNIPPETS[name]["body"])
    return TABSTOP.sub(lambda found: found[1] or found[2] or TODAY.get(found[3] or "", ""), text)


def test_every_snippet_is_for_markdown_and_has_a_prefix_of_its_own():
    assert {snippet["scope"] for snippet in SNIPPETS.values()} == {"markdown"}
    assert len({snippet["prefix"] for snippet in SNIPPETS.values()}) == len(SNIPPETS)


def test_there_is_a_snippet_for_every_shortcode():
    written = "\n".join(line for snippet in SNIPPETS.values() for line in snippet["body"])
    assert {name for name in SHAPES if f"{{{{< {name}" in written} == set(SHAPES)


def test_a_story_and_its_translation_made_of_snippets_build_without_a_problem(tmp_path):
    site = tmp_path / "site"
    folder = site / "content/startups/souk"
    folder.mkdir(parents=True)
    shutil.copy(TOP / "config.toml", site)
    (site / "content/static").mkdir()
    shutil.copy(TOP / "content/static/logo.png", site / "content/static")
    (site / "content/startups/online-marketplaces.fr.md").write_text(
        "---\ntitle: Souk\ndate: 2026-01-01\n---\nText.\n", encoding="utf-8"
    )
    for name in ("cover.webp", "shop.webp"):
        Image.new("RGB", (64, 36)).save(folder / name)
    heads = {"fr": "Story", "en": "Translation"}
    fields = [expanded("Picture of the story"), expanded("Correction")]
    others = SNIPPETS.keys() - {*heads.values(), "Picture of the story", "Correction"}
    body = "\n\n".join(["Text.", *(expanded(name) for name in sorted(others))])
    for locale, name in heads.items():
        head = expanded(name).replace("draft: true", "\n".join(fields))
        (folder / f"index.{locale}.md").write_text(f"{head}\n{body}\n", encoding="utf-8")
    request = Request(
        source=site, output=tmp_path / "output", clock=datetime(2026, 6, 2, tzinfo=UTC)
    )
    assert list(build(request, Silent()).problems) == []
    page = (tmp_path / "output/en/startups/souk/index.html").read_text(encoding="utf-8")
    assert "{{" not in page.partition("<main")[2]


def test_toml_files_are_held_to_schemas_that_are_there():
    rules = tomllib.loads((TOP / ".taplo.toml").read_text(encoding="utf-8"))["rule"]
    for rule in rules:
        (source,) = rule["include"]
        assert (TOP / source).is_file()
        assert (TOP / rule["schema"]["path"]).is_file()
    assert {rule["include"][0] for rule in rules} >= {"config.toml", "content/tags.toml"}
