"""The registries say what tags, authors and series are called, in every language."""

import pytest

from tests.read.folder import codes, picture, read, story


def registry(root, **files):
    named = {f"content/{name}.toml": text for name, text in files.items()}
    result = read(root, named)
    assert result.problems == ()
    return result.value.registry


def test_values_are_one_for_all_or_one_per_language(tmp_path):
    text = """
        [ai]
        label = { fr = "IA", en = "AI" }
        slug = { fr = "ia" }
        aliases = ["A.I."]
        [x]
        label = "X"
    """
    tags = registry(tmp_path, tags=text).tags
    assert tags["ai"].labels == {"fr": "IA", "en": "AI"}
    assert tags["ai"].slugs == {"fr": "ia", "en": "ai"}
    assert tags["ai"].aliases == ("A.I.",)
    assert tags["x"].labels == {"fr": "X", "en": "X"}
    assert tags["x"].registered


def test_an_author_has_a_name_a_biography_links_and_a_portrait(tmp_path):
    result = read(
        tmp_path,
        {
            "content/authors.toml": """
                [lea]
                name = "Léa"
                bio = { fr = "Elle écrit." }
                links = { Site = "https://x.org", Courriel = "mailto:l@x.org" }
                avatar = "people/lea.jpg"
                [desk]
                collective = true
            """,
            "content/people/lea.jpg": picture(),
        },
    )
    assert result.problems == ()
    lea = result.value.registry.authors["lea"]
    assert (lea.label("fr"), lea.bios, lea.avatar) == (
        "Léa",
        {"fr": "Elle écrit."},
        "content/people/lea.jpg",
    )
    assert list(lea.links) == ["Site", "Courriel"]
    assert result.value.registry.authors["desk"].collective


def test_an_id_that_is_no_slug_is_made_one(tmp_path):
    assert registry(tmp_path, series='["Le Grand Tour"]\n').series["Le Grand Tour"].slugs == {
        "fr": "le-grand-tour",
        "en": "le-grand-tour",
    }


@pytest.mark.parametrize(
    ("file", "text", "code", "line"),
    [
        ("tags", "[ai]\nlabel = 3", "expects-text", 2),
        ("tags", 'ai = "x"', "expects-table", 1),
        ("tags", '[ai]\nlable = "x"', "misspelt-key", 2),
        ("tags", '[ai]\nlabel = { de = "KI" }', "unknown-term-language", 2),
        ("tags", '[ai]\nslug = "É"', "invalid-slug", 2),
        ("tags", '[ai]\nslug = { en = "con" }', "windows-slug", 2),
        ("tags", '[ai]\n[b]\nslug = "ai"', "duplicate-term-slug", 3),
        ("authors", '[a]\navatar = "no.jpg"', "missing-avatar", 2),
        ("authors", '[a]\navatar = "../no.jpg"', "missing-avatar", 2),
        ("authors", '[a]\nlinks = { x = "javascript:x" }', "unsafe-author-link", 2),
        ("series", "[a\n", "toml-syntax", 1),
    ],
)
def test_a_fault_is_one_problem_in_its_place(tmp_path, file, text, code, line):
    path = f"content/{file}.toml"
    (problem,) = read(tmp_path, {path: text}).problems
    assert (problem.code, problem.place.path, problem.place.line) == (code, path, line)


def test_a_faulty_registry_causes_no_second_fault_in_stories(tmp_path):
    files = {"content/startups/x.fr.md": story("tags: [ai]")}
    assert codes(read(tmp_path, {"content/tags.toml": "[ai", **files}).problems) == ["toml-syntax"]
    broken = {"content/tags.toml": '[ai]\nslug = "É"', **files}
    assert codes(read(tmp_path, broken).problems) == ["invalid-slug"]


def test_a_registry_that_cannot_be_opened_is_the_machine_s_fault(tmp_path):
    (tmp_path / "content/tags.toml").mkdir(parents=True)
    assert codes(read(tmp_path, {}).problems) == ["unreadable-file"]
