"""What a body tells beside its HTML, and how one renderer serves many texts."""

import pytest

from diptych.model.article import Manuscript
from diptych.model.body import Heading, LinkOut
from diptych.render.markup import BodyRenderer
from tests.render.markup.desk import FRENCH, PATH, FewThings, faults, html, render


def test_headings_are_listed_down_to_the_depth_asked_for_with_typeset_text():
    body, _ = render("## L'été : *enfin* !\n\n### `code` & co\n\n#### Trop bas\n")
    assert body.headings == (
        Heading(2, "l-ete-enfin", "L’été\u00a0: enfin\u202f!"),
        Heading(3, "code-co", "code & co"),
    )


def test_ids_of_headings_are_unique_and_keep_clear_of_the_authors_own():
    body, problems = render("## Bilan\n\n## Bilan\n\n## Fin {#bilan-2}\n\n## 日本\n\n## Bilan\n")
    assert [heading.id for heading in body.headings] == [
        "bilan", "bilan-3", "bilan-2", "section-4", "bilan-4",
    ]  # fmt: skip
    assert problems == ()


def test_a_heading_in_a_callout_or_a_quotation_is_in_no_table_of_contents():
    body, _ = render(
        "## Un\n\n> ## Cité\n\n{{< callout >}}\n## Encadré\n{{< /callout >}}\n\n## Deux\n"
    )
    assert [heading.text for heading in body.headings] == ["Un", "Deux"]


def test_the_excerpt_is_the_first_paragraph_of_the_story_without_notes():
    text = (
        "{{< callout >}}Pas moi.{{< /callout >}}\n\n![x](x.webp)\n\n> Ni moi.\n\n"
        "Voici  l'*essentiel*[^1] : `code`,\n10 000 &amp; le 1er.\n\nLa suite.\n\n[^1]: Note.\n"
    )
    body, _ = render(text)
    assert body.excerpt == "Voici l’essentiel\u00a0: code, 10\u202f000 & le 1er."


def test_a_text_without_a_paragraph_has_no_excerpt():
    body, _ = render("- rien\n- que des points\n")
    assert body.excerpt == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("L'été s'achève, aujourd'hui même.", 4),
        ("Compte-t-il 10 000 euros ?", 3),
        ("Un `bout de code` et\n\n    du code\n\n```\nencore du code\n```\n", 2),
        ("## Titre\n\nUn[^1] mot.\n\n[^1]: Deux mots.\n", 5),
        ("| a | b |\n|---|---|\n| c | d |\n", 4),
    ],
)
def test_words_are_those_of_prose(text, words):
    assert render(text)[0].words == words


def test_links_within_the_site_are_kept_with_their_line_for_a_later_check():
    text = "Un [a](a.md), un [b](../b.en.md#bas)\net [a](a.md#c).\n\n<a href='c.md'>c</a> {#ici}\n"
    body, _ = render(text, first_line=12)
    assert body.links == (
        LinkOut("/fr/a/", "", 12),
        LinkOut("/en/b/", "bas", 12),
        LinkOut("/fr/a/", "c", 13),
        LinkOut("/fr/c/", "", 15),
    )


def test_a_link_is_not_mistaken_for_a_longer_one_or_for_a_word():
    text = "Un contact. [1](contact.md#x)\n[2](contact.md-b)\n[3](contact.md)\n[4](contact)\n"
    assert [link.line for link in render(text)[0].links] == [1, 2, 3, 4]


def test_files_that_are_shown_or_linked_are_assets():
    text = '![a](a.webp) [b](b.pdf)\n\n{{< figure src="c.webp" alt="c" >}}\n\n![d](https://x.org/d.png)\n'
    assert set(render(text)[0].assets) == {
        "content/startups/a.webp", "content/startups/b.pdf", "content/startups/c.webp",
    }  # fmt: skip


def test_anchors_are_all_the_ids_there_are():
    text = (
        "## Un\n\n<p id='deux'>x</p>\n\nTexte[^n]\n{: #trois }\n\n"
        "``` {.py #quatre}\n```\n\n[^n]: Note.\n"
    )
    body, problems = render(text)
    assert set(body.anchors) == {"un", "deux", "trois", "quatre", "fnref-1", "fn-1"}
    assert problems == ()


def test_a_table_is_named_after_its_section_and_can_be_reached_by_keyboard():
    table = "| a |\n|---|\n| b |\n"
    assert '<div class="table" tabindex="0"><table>' in html(table)
    named = '<div class="table" tabindex="0" role="group" aria-labelledby="un"><table>'
    assert named in html(f"## Un\n\n{table}")


def test_a_remote_image_without_known_size_keeps_the_authors_size():
    shown = html('<img src="https://x.org/a.png" alt="a" width="10" height="20">')
    assert 'width="10" height="20"' in shown
    assert "loading" in shown


def test_links_to_other_sites_do_not_hand_over_the_window():
    shown = html("[a](https://a.org) [b](//b.org/x) <c@d.org> [e](tel:+212600)")
    assert shown.count('rel="noopener"') == 2
    assert "target" not in shown
    assert 'href="mailto:c@d.org"' in shown


def test_the_title_shown_for_a_story_is_not_typeset_again():
    shown = html('{{< story key="startups/deal.en" >}}')
    assert '<a href="/mag/en/deal/" hreflang="en" lang="en">“deal” ?</a>' in shown


def test_windows_line_ends_change_nothing():
    text = "## Un\n\n- a\n  - b\n\n```\nx\n```\n"
    assert html(text.replace("\n", "\r\n")) == html(text)


def test_one_renderer_gives_the_same_bytes_whatever_it_rendered_before():
    renderer = BodyRenderer(FRENCH)
    texts = ["a[^1]\n\n[^1]: n\n\n*[A]: B\n\nA", "A [x][r]\n\n[r]: a.md", "A [r] [^1]", "[" * 9000]
    first = [renderer.render(Manuscript(PATH, text), FewThings()) for text in texts]
    again = [renderer.render(Manuscript(PATH, text), FewThings()) for text in reversed(texts)]
    fresh = [render(text) for text in texts]
    assert first == again[::-1] == fresh


def test_an_image_that_is_missing_leaves_its_words():
    body, problems = render("Avant ![le lac](missing.webp) après.")
    assert body.html == "<p>Avant le lac après.</p>"
    assert [problem.code for problem in problems] == ["missing-image"]


def test_what_was_told_elsewhere_is_not_told_again():
    body, problems = render("Un [lien](broken.md).")
    assert body.html == "<p>Un <a>lien</a>.</p>"
    assert problems == ()


def test_notes_call_notes_and_are_numbered_as_readers_meet_them():
    text = (
        "- un[^b]\n\nPuis[^a b].\n\n[^c]: Troisième.\n[^a b]: Deuxième[^c].\n"
        "[^b]: Première.\n\n    Avec une suite.\n"
    )
    shown = html(text)
    assert [f'id="fn-{number}"' in shown for number in (1, 2, 3, 4)] == [True] * 3 + [False]
    assert shown.index("Première") < shown.index("Deuxième") < shown.index("Troisième")


def test_a_link_to_an_own_anchor_may_stand_before_it_and_be_encoded():
    assert faults("[a](#été) [b](#%C3%A9t%C3%A9) [c](#top) [d](#)\n\n<p id='été'>x</p>\n") == []
