"""Slips of the keyboard are told where they stand, and mended where there is no choice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.desk.checking import _ROUNDS
from diptych.desk.checks.typography import check_typing, slips
from diptych.desk.copies import Copy
from diptych.desk.mending import Edit, mended_text
from diptych.model.article import Article
from tests.desk.checks.desk import HEAD, matter, told


def findings(root, text, locale="fr"):
    return list(check_typing(matter(root, **{f"bridge_{locale}": text})))


def mended(root, text, locale="fr"):
    """Return the body with everything mended that can be."""
    found = findings(root, text, locale)
    whole = mended_text(HEAD + text, [edit for finding in found for edit in finding.edits])
    return whole.removeprefix(HEAD)


FRENCH = [
    ("Vraiment?", "Vraiment ?"),
    ("Vraiment?!", "Vraiment ?!"),
    ("Oui! Non; si: peut-être.", "Oui ! Non ; si : peut-être."),
    ("« Vraiment? »", "« Vraiment ? »"),
    ("(vraiment?)", "(vraiment ?)"),
    ("**Vraiment**?", "**Vraiment** ?"),
    ("**Vraiment?**", "**Vraiment ?**"),
    ("Un [pont](https://a.org)?", "Un [pont](https://a.org) ?"),
    ('Il dit "oui" et "non".', "Il dit «\u00a0oui\u00a0» et «\u00a0non\u00a0»."),
    ('« Il dit "oui" »', "« Il dit “oui” »"),
    ('Un écran de 15 " et "un', 'Un écran de 15 " et "un'),
    ("L'Etat, les Ecoles et l’Egypte.", "L'État, les Écoles et l’Égypte."),
    (
        "Les Etats-Unis. A la fin.\nA l'heure. Etre là.",
        "Les États-Unis. À la fin.\nÀ l'heure. Être là.",
    ),
    ("- A noter", "- À noter"),
    ("Un  pont, \u00a0un lac.", "Un pont,\u00a0un lac."),
    ("Un pont...", "Un pont…"),
    ("Un pont , un lac.", "Un pont, un lac."),
]
ENGLISH = [
    ("Really ?", "Really?"),
    ("Yes !  No\u00a0; if : maybe , so.", "Yes! No; if: maybe, so."),
    ('"Really ?"', '"Really?"'),
    ("Well...", "Well…"),
]
SOUND = {
    "fr": [
        "À 14:30, le 16:9 ; voir https://a.org/?a=b;c: oui ?",
        "Vraiment ?! (!) [?] !",
        '`a?` et ```b;``` <b title="c!">d</b> &nbsp;? &amp; {{< pullquote by="x" >}}',
        "Yahoo! et :smile: C:\\Temp, oui\\!",
        '[a](b "c") ![d](e "f") {: .x}',
        "| a  | b   |\n|:--|---:|\n| c... |  |".replace("...", "…"),
        "Mot\n:   Définition",
        "1.  Un\n2.  Deux",
        "Fin de ligne  \nsuite",
        '!!! note "Un titre"\n    Un texte',
        "Vitamine A le soir ; A mangé qui voulait. Education, Evolution, Etatisme.",
        "Attendre.... longtemps",
        '<i lang="en">Really? "Yes"</i>',
        '[a]: https://b.org "c?"',
        "*[Mot]: Une définition",
    ],
    "en": [
        'Really? Yes! No; if: "maybe"...'.replace("...", "…"),
        "A :) and .NET , : ".replace(" , : ", "."),
        "a | b ?  | c".replace(" ?", ""),
        "École, Etat",
    ],
}


@pytest.mark.parametrize(("typed", "meant"), FRENCH)
def test_french_is_mended_where_there_is_no_choice(tmp_path, typed, meant):
    assert mended(tmp_path, typed + "\n").removesuffix("\n") == meant
    assert findings(tmp_path, typed + "\n")


@pytest.mark.parametrize(("typed", "meant"), ENGLISH)
def test_english_is_mended_where_there_is_no_choice(tmp_path, typed, meant):
    assert mended(tmp_path, typed + "\n", "en").removesuffix("\n") == meant


@pytest.mark.parametrize(("locale", "text"), [(one, text) for one in SOUND for text in SOUND[one]])
def test_what_is_well_typed_is_left_alone(tmp_path, locale, text):
    assert told(one.problem for one in findings(tmp_path, text + "\n", locale)) == []


def test_each_slip_is_told_where_it_stands_with_what_is_wrong(tmp_path):
    found = findings(tmp_path, 'Un pont.\n\nL\'Etat  dit "oui"!\n')
    assert sorted(told(one.problem for one in found)) == [
        "typing-accent bridge.fr.md:7:3",
        "typing-double-space bridge.fr.md:7:7",
        "typing-quotes bridge.fr.md:7:13",
        "typing-space-missing bridge.fr.md:7:18",
    ]
    values = {one.problem.code: dict(one.problem.values) for one in found}
    assert values["typing-accent"] == {"seen": "Etat", "wanted": "État"}
    assert {one.problem.severity for one in found} == {"warning"}


def test_quotation_marks_that_do_not_pair_up_are_told_and_left(tmp_path):
    found = findings(tmp_path, 'Il dit "oui.\n\nElle dit "non".\n')
    assert told(one.problem for one in found) == [
        "typing-quotes bridge.fr.md:5:8",
        "typing-quotes bridge.fr.md:7:10",
    ]
    assert [bool(one.edits) for one in found] == [False, True]


def test_fields_that_readers_see_are_looked_at_and_keys_are_not():
    text = (
        "---\ntitle: 'L''Etat: quoi?'\ndate: 2026-01-01\ntags: [Etat]\nimage:\n"
        '  src: /x.png?a\n  alt: "Un \\"pont\\"!"\nextra:\n  a: Quoi?\n---\nx\n'
    )
    panel = Article(key="x", locale="fr", path="x.fr.md", slug="x", title="x")
    copy = Copy(panel, text.encode(), "fr")
    places = [copy.place(slip.position) for slip in slips(copy.prose, "fr-FR")]
    assert sorted((place.line, place.column) for place in places) == [
        (2, 12),
        (2, 16),
        (2, 22),
        (7, 20),
    ]


def test_in_canada_no_space_stands_before_a_question_mark():
    assert [slip.position for slip in slips("Quoi? Non: si!", "fr-CA")] == [9]


@given(st.text(st.sampled_from('aÉtaE A«»"?!;:. ,…\n*`()[]1\u00a0'), max_size=60), st.booleans())
def test_mending_leaves_nothing_to_mend(text, french):
    tag = "fr-FR" if french else "en-GB"
    for _ in range(_ROUNDS):
        edits = _free(edit for slip in slips(text, tag) for edit in slip.edits)
        if not edits:
            return
        text = mended_text(text, edits)
    raise AssertionError(text)


def _free(edits):
    """Return those edits that touch no earlier one, as mending does."""
    taken = []
    for start, end, new in edits:
        if all(end < one.start or one.end < start for one in taken):
            taken.append(Edit("", start, end, new))
    return taken
