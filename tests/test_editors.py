"""What this checkout tells editors is true: the schemas are there, and every snippet builds."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from PIL import Image

from diptych.render.markup.shortcodes import SHAPES
from tests.incremental.building import attempted, copy_of

TOP = Path(__file__).parents[1]
SNIPPETS = json.loads((TOP / ".vscode/diptych.code-snippets").read_text(encoding="utf-8"))
HEADS = {"Story", "Translation"}
PARTS = sorted(SNIPPETS.keys() - HEADS - {"Cover"})

CLOCK_PARTS = {"YEAR": "2026", "MONTH": "03", "DATE": "02", "HOUR": "08", "MINUTE": "30"}


def typed(name):
    """Return what an editor writes for a snippet when its author changes nothing."""
    text = "\n".join(SNIPPETS[name]["body"])
    text = re.sub(r"\$CURRENT_([A-Z]+)", lambda found: CLOCK_PARTS[found[1]], text)
    text = re.sub(r"\$\{\d+\|([^,|}]*)[^}]*\|\}", r"\1", text)
    text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)
    return re.sub(r"\$\d+", "", text)


def test_the_settings_and_extensions_are_json():
    for name in ("settings.json", "extensions.json"):
        assert json.loads((TOP / ".vscode" / name).read_text(encoding="utf-8"))


def test_every_registry_and_the_settings_have_a_schema_that_is_there():
    rules = tomllib.loads((TOP / ".taplo.toml").read_text(encoding="utf-8"))["rule"]
    named = {path: rule["schema"]["path"] for rule in rules for path in rule["include"]}

    assert all((TOP / path).is_file() and (TOP / named[path]).is_file() for path in named)
    schemas = {Path(path).stem for path in named.values()}
    published = {path.stem for path in (TOP / "docs/schema").glob("*.json")}
    assert schemas == published - {"front-matter"}
    assert all(Path(path).stem == Path(named[path]).stem for path in named)


def test_snippets_are_offered_in_markdown_under_names_of_their_own():
    prefixes = [snippet["prefix"] for snippet in SNIPPETS.values()]
    assert len(set(prefixes)) == len(prefixes)
    assert {snippet["scope"] for snippet in SNIPPETS.values()} == {"markdown"}


def test_every_shortcode_has_a_snippet_with_parameters_that_it_knows():
    found = {}
    for name in PARTS:
        opening, *_ = re.findall(r"\{\{< (\w+) ([^>]*)>\}\}", typed(name))
        found[opening[0]] = set(re.findall(r'(\w+)="', opening[1]))
    assert found.keys() == SHAPES.keys()
    assert all(set(SHAPES[name].required) <= given for name, given in found.items())
    assert all(given <= set(SHAPES[name].parameters) for name, given in found.items())


@pytest.fixture
def site(tmp_path):
    site = copy_of("bilingual", tmp_path)
    folder = site / "content/startups/the-story"
    folder.mkdir()
    Image.new("RGB", (64, 36), "navy").save(folder / "picture.webp")
    return site


def test_a_story_and_its_translation_made_of_snippets_build_without_a_problem(site):
    folder = site / "content/startups/the-story"
    parts = "\n".join(map(typed, PARTS))
    head = typed("Story").replace("draft: true\n", f"draft: true\n{typed('Cover')}")
    (folder / "index.fr.md").write_text(f"{head}\n{parts}", encoding="utf-8")
    (folder / "index.en.md").write_text(f"{typed('Translation')}\n{parts}", encoding="utf-8")

    assert attempted(site, drafts=True).problems == ()

    page = (site / "output/en/startups/the-story/index.html").read_text(encoding="utf-8")
    for made in ("<figure", "story-card", "pullquote", "callout", "watch?v="):
        assert made in page, made
