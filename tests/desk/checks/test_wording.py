"""The glossary says which words a magazine uses; texts are held to it, and so is the file."""

import pytest

from diptych.desk.checks.wording import check_wording
from diptych.desk.glossary import read_glossary
from tests.desk.checks.desk import matter, told, write

GLOSSARY = """\
brands = ["GitHub", "L'Oréal"]

[terms.sheet]
fr = ["lettre d'intention", "term sheet"]
en = "term sheet"

[forbidden.fr]
email = "courriel"
"en termes de" = "quant à"

[forbidden.en]
utilize = "use"
"""


def found(root, glossary=GLOSSARY, **texts):
    site = matter(root, **texts)
    (root / "content/glossary.toml").write_text(glossary, encoding="utf-8")
    return [finding.problem for finding in check_wording(site)]


def test_a_forbidden_word_is_told_wherever_it_stands_with_what_to_say_instead(tmp_path):
    problems = found(tmp_path, bridge_fr="Un email, deux Emails.\nEn termes\nde prix.\n")
    assert told(problems) == [
        "glossary-forbidden bridge.fr.md:5:4",
        "glossary-forbidden bridge.fr.md:5:16",
        "glossary-forbidden bridge.fr.md:6:1",
    ]
    assert dict(problems[1].values) == {"word": "Emails", "instead": "courriel"}


def test_a_word_is_forbidden_in_its_own_language_only(tmp_path):
    assert found(tmp_path, bridge_en="An email.\n") == []


def test_parts_of_words_code_addresses_and_keys_are_no_words(tmp_path):
    text = (
        "---\ntitle: x\ndate: 2026-01-01\nextra: {email: email}\n---\n"
        'Un demi-email, emailing, `email`, [x](https://email.org/email "y"), a@email.org.\n\n'
        "```\nemail\n```\n<b class='email'>x</b> {{< callout type=\"tip\" >}}\nx\n"
        "{{< /callout >}} <!-- email -->\n"
    )
    assert found(tmp_path, bridge_fr=text) == []


def test_fields_that_are_read_are_looked_at(tmp_path):
    text = '---\ntitle: "Mon email"\ndate: 2026-01-01\ndescription: >\n  Un\n  email\n---\nx\n'
    problems = found(tmp_path, bridge_fr=text)
    assert told(problems) == [
        "glossary-forbidden bridge.fr.md:2:13",
        "glossary-forbidden bridge.fr.md:6:3",
    ]


def test_a_name_has_one_spelling_with_either_apostrophe(tmp_path):
    problems = found(
        tmp_path, bridge_en="Github, GitHub, L’Oréal, L'Oréal, l'oréal, https://github.com\n"
    )
    assert told(problems) == [
        "glossary-spelling bridge.en.md:5:1",
        "glossary-spelling bridge.en.md:5:35",
    ]


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        ("Deux lettres d'intention.", "Two term sheets.", []),
        ("Deux lettres d’intention.", "Two term\nsheets.", []),
        ("Un term sheet.", "A term sheet.", []),
        ("Une lettre.", "A term sheet.", []),
        ("Une lettre\nd'intention.", "A letter.", ["glossary-term-missing bridge.fr.md:5:5"]),
    ],
)
def test_a_term_of_the_original_is_translated_by_its_partner(tmp_path, french, english, expected):
    assert told(found(tmp_path, bridge_fr=french, bridge_en=english)) == expected


def test_the_place_in_the_translation_is_told_too(tmp_path):
    french, english = "Un.\n\nUne lettre d'intention.\n", "One.\n\nA letter.\n"
    (problem,) = found(tmp_path, bridge_fr=french, bridge_en=english)
    assert [(place.path, place.line) for place in problem.also] == [
        ("content/news/bridge.en.md", 7)
    ]
    assert dict(problem.values)["expected"] == "term sheet"


def test_a_magazine_without_a_glossary_forbids_nothing(tmp_path):
    assert list(check_wording(matter(tmp_path, bridge_fr="Un email.\n"))) == []


@pytest.mark.parametrize(
    ("glossary", "expected"),
    [
        ("brands = [", ["toml-syntax glossary.toml:1:0"]),
        ("brand = []", ["misspelt-key glossary.toml:1:1"]),
        ("brands = 'x'", []),
        ("brands = ['a', ' ']", ["glossary-word-empty glossary.toml:1:16"]),
        ("[terms.a]\nfr = 'x'", ["glossary-term-alone glossary.toml:1:2"]),
        ("[terms.a]\nfr = 'x'\nen = ['']", ["empty-item glossary.toml:3:7"]),
        ("[terms.a]\nfr = 'x'\nen = ''", ["glossary-word-empty glossary.toml:3:1"]),
        (
            "[terms.a]\nfr = 'x'\nde = 'y'",
            ["unknown-term-language glossary.toml:3:1"],
        ),
        ("[forbidden.fr]\na = ''", ["glossary-word-empty glossary.toml:2:1"]),
        ("[forbidden.fr]\na = 3", ["expects-text glossary.toml:2:5"]),
        ("[forbidden.fr]\nmail = 'e mail'", ["glossary-word-in-its-place glossary.toml:2:1"]),
        ("forbidden = 3", ["expects-table glossary.toml:1:13"]),
    ],
)
def test_what_is_wrong_with_the_glossary_is_told_where_it_stands(tmp_path, glossary, expected):
    write(tmp_path, bridge_fr="x\n")
    (tmp_path / "content/glossary.toml").write_text(glossary, encoding="utf-8")
    _, problems = read_glossary(tmp_path, ("fr", "en"))
    assert told(problems) == expected
