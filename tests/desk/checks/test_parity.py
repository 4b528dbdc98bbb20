"""The panels of a story state, link and show the same; where they do not, both places are told."""

import pytest
from PIL import Image

from diptych.desk.checks.parity import check_parity
from diptych.model.problem import Place
from tests.desk.checks.desk import matter, told

FR = "content/news/bridge.fr.md"
EN = "content/news/bridge.en.md"


def found(root, french, english, **others):
    return list(check_parity(matter(root, bridge_fr=french, bridge_en=english, **others)))


def test_a_figure_that_differs_is_told_once_with_both_places(tmp_path):
    (problem,) = found(
        tmp_path,
        "## Un\n\nIl y a 58 000 emplois.\n",
        "## One\n\nThere are 85,000 jobs.\n",
    )
    assert (problem.code, problem.severity) == ("fact-differs", "error")
    assert problem.place == Place(FR, 7, 8)
    assert problem.also == (Place(EN, 7, 11),)
    assert dict(problem.values) == {"text": "58 000", "other": "85,000", "locale": "en"}


def test_a_figure_that_is_lacking_is_told_with_the_paragraph_where_it_should_be(tmp_path):
    (problem,) = found(tmp_path, "Un.\n\nDeux, soit 12 %.\n", "One.\n\nTwo.\n")
    assert (problem.code, problem.place) == ("fact-missing", Place(FR, 7, 12))
    assert problem.also == (Place(EN, 7, 1),)


def test_a_figure_that_only_the_translation_has_is_told_there(tmp_path):
    (problem,) = found(tmp_path, "Un.\n", "One of 12.\n")
    assert (problem.code, problem.place, problem.also) == (
        "fact-missing",
        Place(EN, 5, 8),
        (Place(FR, 5, 1),),
    )


def test_a_figure_that_stands_elsewhere_in_the_text_hides_no_mistake(tmp_path):
    french = "Il a coûté 20 M€.\n\nIl mesure 300 mètres.\n\nSur 300 mètres, 5 grues.\n"
    english = "It cost €20m.\n\nIt is 300 metres long.\n\nAlong 20 metres, 5 cranes.\n"
    (problem,) = found(tmp_path, french, english)
    assert (problem.code, problem.severity) == ("fact-differs", "error")
    assert (problem.place.line, problem.also[0].line) == (9, 9)
    assert dict(problem.values) == {"text": "300", "other": "20", "locale": "en"}


def test_a_figure_that_gave_way_to_nothing_is_told_with_less_force(tmp_path):
    french = "Il mesure 300 mètres.\n\nSur 300 mètres, 5 grues.\n"
    english = "It is 300 metres long.\n\nAlong it, 5 cranes.\n"
    (problem,) = found(tmp_path, french, english)
    assert (problem.code, problem.severity) == ("fact-missing-here", "warning")


def test_a_figure_that_was_moved_to_another_paragraph_is_no_difference(tmp_path):
    french = "En 2026, il ouvre.\n\nIl mesure 300 mètres.\n"
    english = "Along 300 metres, it opens.\n\nThat is in 2026.\n"
    assert told(found(tmp_path, french, english)) == []


def test_bodies_with_other_blocks_are_compared_as_wholes(tmp_path):
    french = "Un.\n\nDeux : 20.\n\nTrois : 300.\n"
    assert found(tmp_path, french, "One.\n\nTwo: 300, three: 20.\n") == []


def test_figures_in_code_addresses_shortcodes_and_lists_are_not_compared(tmp_path):
    french = (
        "1. Un `12`, [lien](https://a.org/13) <b title='14'>x</b>[^15]\n\n"
        "```\n16\n```\n\n[^15]: Note.\n[z]: https://b.org/18\n<!-- 19 -->\n"
        '{{< callout type="tip" >}}\nx\n{{< /callout >}}\n'
    )
    english = "- One, [link](https://a.org/13)\n[z]: https://b.org/18\n"
    assert found(tmp_path, french, english) == []


def test_fields_of_the_front_matter_are_compared_where_both_have_them(tmp_path):
    head = "---\ndate: 2026-01-01\ntitle: {}\ndescription: {}\n---\n"
    french = head.format("Plus de 58 000 emplois", '"Soit 3 % de plus"') + "Un.\n"
    english = head.format("More than 85,000 jobs", "''")
    problems = found(tmp_path, french, english + "One.\n")
    assert told(problems) == ["fact-differs bridge.fr.md:3:16", "fact-missing bridge.fr.md:4:20"]


def test_a_title_may_leave_out_a_figure_of_the_text_but_not_change_it(tmp_path):
    head = "---\ntitle: {}\ndate: 2026-01-01\n---\n"
    french = head.format("58 000 emplois") + "Il y en a 58 000, pas 85 000.\n"
    english = "There are 58,000, not 85,000.\n"
    assert found(tmp_path, french, head.format("Jobs") + english) == []
    (problem,) = found(tmp_path, french, head.format("85,000 jobs") + english)
    assert (problem.code, problem.place.line) == ("fact-differs", 2)


def test_a_field_that_only_one_panel_has_asks_nothing_of_the_other(tmp_path):
    french = "---\ntitle: Pont\ndate: 2026-01-01\nsummary: En 3 points\n---\nUn.\n"
    assert found(tmp_path, french, "One.\n") == []


def test_a_panel_much_shorter_than_the_other_is_not_compared(tmp_path):
    assert found(tmp_path, "Un pont de 300 mètres. " * 30, "Soon: a bridge.\n") == []


def test_text_in_another_language_is_not_read_as_the_panel_s(tmp_path):
    french = 'Le <i lang="en">1,250-page report</i>.\n'
    assert found(tmp_path, french, "The 1,250-page report.\n") != []
    assert found(tmp_path, french, "The report, of many pages.\n") == []


LINKS_ALIKE = [
    ("[a](https://fr.wikipedia.org/wiki/Pont)", "[a](https://en.wikipedia.org/wiki/Bridge)"),
    ("[a](https://who.int/fr/sante)", "[a](https://www.who.int/en/health/)"),
    ("[a](https://a.org/p?lang=fr)", "[a](https://a.org/p?lang=en)"),
    ("[a](https://a.org/by/4.0/deed.fr)", "[a](https://a.org/by/4.0/)"),
    ("[a](http://a.org/p/)", "<https://a.org/p>"),
    ("[a][x]\n\n[x]: https://a.org/p", "[a](https://a.org/p)"),
    ("[a](other.md#un)", "[a](story:news/other#one)"),
    ("[a](other.fr.md)", "[a](other.en.md)"),
    ("[a](/fr/actualites/autre/)", "[a](/en/news/other/)"),
    ("[a](/fr/actualites/)", "[a](https://example.org/en/news/)"),
    ("[a](/fr/)", "[a](/en/)"),
    ("[a](#un)", "[a](#one)"),
    ("[a](mailto:a@b.org)", "x"),
    ("[a](alone.md)", "x"),
    ("[in English](bridge.en.md)", "x"),
    ("x", "`[a](https://a.org/)`"),
]


@pytest.mark.parametrize(("french", "english"), LINKS_ALIKE)
def test_links_to_the_same_thing_are_alike_in_two_languages(tmp_path, french, english):
    other = "---\ntitle: {}\nslug: {}\ndate: 2026-01-01\n---\nx\n"
    problems = found(
        tmp_path,
        french + "\n",
        english + "\n",
        other_fr=other.format("Autre", "autre"),
        other_en=other.format("Other", "other"),
        alone_fr=other.format("Seul", "seul"),
    )
    assert problems == []


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        ("[a](https://a.org/p)", "x", ["link-only-here bridge.fr.md:5:1"]),
        (
            "[a](https://a.org/p)",
            "an [a](https://a.org/q)",
            ["link-only-here bridge.fr.md:5:1", "link-only-here bridge.en.md:5:4"],
        ),
        ("x", "[a](https://fr.wikipedia.org/wiki/Pont)", ["link-only-here bridge.en.md:5:1"]),
        ("![x](a.fr.png)", "![x](a.en.png)", []),
        ("![x](a.fr.png)", "![x](a.en.png) ![y](b.png)", ["image-only-here bridge.en.md:5:16"]),
        ("## A\n\n## B\n\n### C", "## A\n\n### C", ["headings-differ bridge.fr.md:7:1"]),
        ("A\n-\n\nB\n=\n\nx", "## A\n\n# B\n\nx", []),
        ("> un\n> deux\n\nx\n\n> trois", "> one\n\nx", ["quotations-differ bridge.fr.md:10:1"]),
        (
            "{{< pullquote >}}\nun\n{{< /pullquote >}}",
            "one, one, one, one, one",
            ["quotations-differ bridge.fr.md:5:1"],
        ),
    ],
)
def test_what_one_panel_has_and_the_other_has_not_is_told(tmp_path, french, english, expected):
    content = tmp_path / "content/news"
    content.mkdir(parents=True)
    for name in ("a.fr.png", "a.en.png", "b.png"):
        Image.new("RGB", (1, 1)).save(content / name)
    assert told(found(tmp_path, french + "\n", english + "\n")) == expected


def test_a_panel_is_compared_with_the_one_it_translates(tmp_path):
    english = "---\ntitle: x\ndate: 2026-01-01\n---\nIt was in 2025.\n"
    french = "---\ntitle: x\ntranslated_from: en\n---\nC'était en 2026.\n"
    (problem,) = found(tmp_path, french, english)
    assert problem.place.path == EN
    assert dict(problem.values)["locale"] == "fr"
