"""A translation starts from its original's words, takes along what is not inherited, and builds."""

import re
import shutil
from datetime import UTC, datetime

import pytest

from diptych.desk.blocks import blocks_of
from diptych.desk.new_translation import Order, find_original, new_translation
from diptych.desk.newsroom import open_newsroom
from diptych.desk.source_files import create
from diptych.desk.staleness import drift, read_stamp
from diptych.model.problem import Exit
from tests.incremental.building import attempted, copy_of

CLOCK = datetime(2026, 6, 1, 12, tzinfo=UTC)
STAMP = re.compile(r'source_blocks: "[0-9a-f ]+"\n')
BRIDGE = "content/startups/bridge/index.fr.md"


@pytest.fixture
def site(tmp_path):
    """Return a magazine of which nothing is translated."""
    site = copy_of("bilingual", tmp_path)
    for path in (site / "content").rglob("*.en.md"):
        path.unlink()
    return site


def translated(site, name, **asked):
    newsroom, _ = open_newsroom(site, CLOCK)
    original, problems = find_original(newsroom, name, [name])
    if original is None:
        return None, problems
    return new_translation(newsroom, original, Order(**asked))


def made(site, name, **asked):
    file, problems = translated(site, name, **asked)
    assert problems == ()
    return file


def unstamped(text):
    """Return a text without the digests of its original's blocks."""
    return STAMP.sub("", text)


def refused(site, name, **asked):
    file, (problem,) = translated(site, name, **asked)
    assert file is None
    return problem.code, problem.exit, dict(problem.values)


def edit(site, path, text):
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text, encoding="utf-8")


def test_the_words_are_the_original_s_and_what_is_inherited_is_left_out(site):
    file = made(site, BRIDGE)

    source = (site / BRIDGE).read_text(encoding="utf-8")
    _, _, body = source.partition('1 200 m."\n---\n')
    assert file.path == "content/startups/bridge/index.en.md"
    assert unstamped(file.text) == (
        "---\n"
        'title: "Le pont : et après ?"\n'
        "description: Deux rives, une seule histoire.\n"
        "translated_from: fr\n"
        "image:\n"
        '  alt: "Un pont vu de loin"\n'
        '  caption: "Le pont, \\"vu\\" du nord"\n'
        '  credit: "Atelier"\n'
        "featured: true\n"
        "updated: 2026-02-03\n"
        "corrections:\n"
        "  - date: 2026-02-03\n"
        '    text: "La longueur était fausse : 1 200 m."\n'
        "draft: true\n"
        "---\n" + body
    )


def test_every_story_s_translation_builds_and_inherits(site):
    newsroom, _ = open_newsroom(site, CLOCK)
    for panel in newsroom.panels():
        file = made(site, panel.path)
        create(site / file.path, file.text.encode())

    report = attempted(site, drafts=True)

    assert report.problems == ()
    newsroom, _ = open_newsroom(site, CLOCK)
    original, panel = newsroom.site.panels("startups/bridge")
    assert panel.translated_from == "fr"
    for field in ("date", "category", "tags", "authors", "image", "updated", "corrections"):
        assert getattr(panel, field) == getattr(original, field)
    assert (site / "output/en/startups/bridge/index.html").is_file()


def test_a_translation_is_behind_its_original_once_that_changes(site):
    file = made(site, BRIDGE)
    create(site / file.path, file.text.encode())

    def changes():
        newsroom, _ = open_newsroom(site, CLOCK)
        original, panel = newsroom.site.panels("startups/bridge")
        blocks = blocks_of(original, newsroom.manuscripts[original.id])
        return [one.what for one in drift(read_stamp(panel.source_blocks), blocks).changes]

    assert changes() == []
    text = (site / BRIDGE).read_text(encoding="utf-8")
    edit(site, BRIDGE, text.replace("mesure 1 200 m", "mesure 1 300 m"))
    assert changes() == ["changed"]


def test_a_file_beside_others_gets_its_translation_beside_it(site):
    assert made(site, "startups/shore").path == "content/startups/shore.en.md"
    assert made(site, "pages/about").path == "content/pages/about.en.md"


def test_a_translated_title_makes_a_slug_of_its_own(site):
    text = made(site, BRIDGE, title="The bridge: what next?").text

    assert text.startswith('---\ntitle: "The bridge: what next?"\nslug: the-bridge-what-next\n')
    assert "Le pont : et" not in text.partition("\n---\n")[0]
    assert "slug" not in made(site, BRIDGE, title="Bridge").text.partition("\n---\n")[0]
    assert "slug: span\n" in made(site, BRIDGE, title="Bridge", slug="span").text
    assert refused(site, BRIDGE, slug="A Span")[:2] == ("invalid-slug", Exit.USAGE)
    assert refused(site, BRIDGE, title=" ")[:2] == ("unusable-title", Exit.USAGE)


def test_a_file_whose_name_makes_no_slug_lends_its_original_s(site):
    head = "---\ntitle: Hub\nslug: hub\ndate: 2026-01-01\n---\nTexte.\n"
    edit(site, "content/startups/مقال.fr.md", head)

    file = made(site, "content/startups/مقال.fr.md")

    assert "slug: hub\n" in file.text
    create(site / file.path, file.text.encode())
    assert attempted(site, drafts=True).problems == ()


def test_an_address_that_another_story_has_is_refused(site):
    edit(site, "content/startups/span.en.md", "---\ntitle: Span\ndate: 2026-01-01\n---\nText.\n")

    assert refused(site, BRIDGE, title="Span") == ("slug-taken", Exit.CONTENT, {"slug": "span"})
    assert "slug: long-span\n" in made(site, BRIDGE, title="Span", slug="long-span").text


def test_who_translates_goes_by_id_or_by_name(site):
    assert "translators: [traduction]\n" in made(site, BRIDGE, translator="The translators").text
    code, _, values = refused(site, BRIDGE, translator="traducteur")
    assert (code, values["nearest"]) == ("misspelt-option-value", "traduction")


def test_fields_are_taken_along_as_they_were_written(site):
    edit(
        site,
        "content/startups/hub.fr.md",
        "\ufeff---\r\n"
        "date: 2026-01-01\r\n"
        "excerpt: >-\r\n"
        "  Un hub,\r\n"
        "\r\n"
        "  des idées.\r\n"
        "\r\n"
        "# about the title\r\n"
        "title: 'Le hub' # short\r\n"
        "publishDate: 2026-03-01\r\n"
        "tags:\r\n"
        "- villes\r\n"
        "params: {layout: wide,\r\n"
        "  count: 3}\r\n"
        "---\r\n"
        "Texte.\r\n",
    )

    assert unstamped(made(site, "startups/hub").text) == (
        "---\n"
        "title: 'Le hub' # short\n"
        "excerpt: >-\n  Un hub,\n\n  des idées.\n"
        "translated_from: fr\n"
        "publishDate: 2026-03-01\n"
        "params: {layout: wide,\n  count: 3}\n"
        "draft: true\n"
        "---\n"
        "Texte.\n"
    )


def test_fields_that_share_a_line_cannot_be_taken_apart(site):
    edit(site, "content/startups/hub.fr.md", "---\n{title: Hub, date: 2026-01-01}\n---\nTexte.\n")

    assert refused(site, "startups/hub")[0] == "front-matter-in-braces"


def test_a_story_goes_by_its_file_its_key_or_its_panel(site):
    names = [BRIDGE, "startups/bridge", "startups/bridge/", "startups/bridge.fr"]
    assert len({made(site, name).text for name in names}) == 1


def test_of_a_story_in_several_languages_the_original_is_meant(site):
    config = (site / "config.toml").read_text(encoding="utf-8")
    spanish = '\n[languages.es]\nlabel = "Español"\ntitle = "El Puente"\n'
    edit(site, "config.toml", config + spanish)
    assert refused(site, BRIDGE)[2] == {"option": "--to", "choices": "en, es"}
    file = made(site, BRIDGE, locale="en")
    create(site / file.path, file.text.encode())

    assert "translated_from: fr\n" in made(site, "startups/bridge").text
    assert made(site, "startups/bridge").path == "content/startups/bridge/index.es.md"
    assert "translated_from: en\n" in made(site, file.path, locale="es").text


def test_what_is_there_is_left_as_it_is(site):
    file = made(site, BRIDGE)
    create(site / file.path, file.text.encode())

    assert refused(site, BRIDGE, locale="en")[0] == "panel-exists"
    assert refused(site, BRIDGE)[0] == "story-whole"
    edit(site, file.path, "not even front matter")
    assert refused(site, BRIDGE)[0] == "panel-exists"
    assert (site / file.path).read_text(encoding="utf-8") == "not even front matter"


def test_a_panel_elsewhere_counts_when_a_key_links_it(site):
    path = "content/startups/elsewhere.en.md"
    head = "---\ntitle: Shore\ndate: 2026-01-01\ntranslation_key: startups/shore\n---\n"
    edit(site, path, head)

    assert refused(site, "content/startups/shore.fr.md", locale="en")[0] == "panel-exists"


def test_languages_that_make_no_sense_are_refused(site):
    assert refused(site, BRIDGE, locale="fr")[:2] == ("translation-into-itself", Exit.USAGE)
    assert refused(site, BRIDGE, locale="EN") == (
        "misspelt-option-value",
        Exit.USAGE,
        {"option": "--to", "value": "EN", "nearest": "en"},
    )


def test_a_story_that_is_not_there_is_told_with_what_was_meant(site):
    assert refused(site, "startups/brigde")[2]["nearest"] == "startups/bridge"
    assert refused(site, "content/startups/bridge/index.en.md")[2]["nearest"] == BRIDGE
    assert refused(site, "xyz")[0] == "unknown-story"


def test_a_story_with_errors_is_no_original(site):
    edit(site, "content/startups/hub.fr.md", "---\ntitle: A: b\n---\n")

    assert refused(site, "startups/hub")[0] == "story-at-fault"
    assert refused(site, "content/startups/hub.fr.md")[0] == "story-at-fault"


def test_a_picture_without_words_is_inherited_without_more(site):
    shutil.copy(site / "content/startups/bridge/bridge.png", site / "content/startups/p.png")
    head = "---\ntitle: Hub\ndate: 2026-01-01\nimage: p.png\nimage-alt: ''\n---\nTexte.\n"
    edit(site, "content/startups/hub.fr.md", head)

    file = made(site, "startups/hub")

    assert "image" not in file.text
    create(site / file.path, file.text.encode())
    newsroom, problems = open_newsroom(site, CLOCK)
    assert problems == ()
    assert len({panel.image for panel in newsroom.site.panels("startups/hub")}) == 1
