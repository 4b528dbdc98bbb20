"""Shortcodes: where they may stand, and what they become there."""

import pytest

from diptych.render.markup.highlight import read_info
from tests.render.markup.desk import html, render

FIGURE = '{{< figure src="a.webp" alt="a" >}}'


def test_a_shortcode_in_a_paragraph_divides_it():
    shown = html(f"Avant {FIGURE} après.")
    assert shown.startswith("<p>Avant </p>\n<figure>")
    assert shown.endswith("</figure>\n<p>après.</p>")


@pytest.mark.parametrize(
    ("text", "around"),
    [
        (f"> {FIGURE}\n", ("<blockquote>\n<figure>", "</figure>\n</blockquote>")),
        (f"- {FIGURE}\n- b\n", ("<ul>\n<li>\n<figure>", "</figure>\n</li>\n<li>\n<p>b</p>")),
        (f"- a\n\n  {FIGURE}\n", ("<li>\n<p>a</p>\n<figure>", "</figure>\n</li>\n</ul>")),
        (f"<div>\n{FIGURE}\n</div>", ("<div>\n\n<figure>", "</figure>\n\n</div>")),
    ],
    ids=["quotation", "item", "paragraph of an item", "raw HTML"],
)
def test_a_shortcode_stays_in_what_holds_it(text, around):
    shown = html(text)
    assert around[0] in shown
    assert around[1] in shown


def test_pairs_hold_other_shortcodes_and_each_other():
    shown = html(
        f"{{{{< callout >}}}}\na\n\n{{{{< pullquote >}}}}b{{{{< /pullquote >}}}}\n\n{FIGURE}\n"
        "{{< /callout >}}\n\nc"
    )
    assert '<figure class="pullquote"><blockquote>\n<p>b</p>\n</blockquote></figure>' in shown
    assert shown.endswith("</figure>\n</div>\n<p>c</p>")


def test_raw_divisions_in_a_pair_do_not_end_it():
    shown = html('{{< pullquote by="x" >}}\n<div>a</div>\n{{< /pullquote >}}')
    assert shown.endswith("<div>a</div>\n\n</blockquote><figcaption>x</figcaption></figure>")


def test_values_are_escaped_and_typeset():
    shown = html(
        '{{< figure src="a.webp" alt="a \\"b\\" <c>" caption="L\'un & <b>l\'autre</b> ?" >}}'
    )
    assert 'alt="a «\u00a0b\u00a0» &lt;c&gt;"' in shown
    assert "<figcaption>L’un &amp; &lt;b&gt;l’autre&lt;/b&gt;\u202f?</figcaption>" in shown


def test_values_may_stand_without_quotes_and_over_lines():
    assert html("{{< figure\n  src=a.webp\n  alt='a' />}}") == html(
        '{{< figure src="a.webp" alt="\'a\'" >}}'
    )


def test_a_video_asks_nothing_of_another_site():
    shown = html('{{< video url="https://v.example/1" >}}')
    assert "src=" not in shown
    assert "iframe" not in shown
    assert '<a class="video-link" href="https://v.example/1" rel="noopener">' in shown


def test_a_story_that_is_missing_leaves_nothing():
    body, _ = render('a\n\n{{< story key="missing" >}}\n\nb')
    assert body.html == "<p>a</p>\n<p>b</p>"


def test_a_text_cannot_forge_what_stands_for_a_shortcode():
    first, _ = render(FIGURE)
    forged, problems = render('<div class="d0123456789abcdef01234567-0"></div>')
    assert first.html.startswith("<figure>")
    assert forged.html == '<div class="d0123456789abcdef01234567-0"></div>'
    assert problems == ()


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ("", ("", (), "", ())),
        ("py", ("py", (), "", ())),
        (".py", ("py", (), "", ())),
        ("{.py .wide #a}", ("py", ("wide",), "a", ())),
        ("py {.wide id=a class='b c'}", ("py", ("wide", "b", "c"), "a", ())),
        ('{.py onclick="x" linenums}', ("py", (), "", ("onclick", "linenums"))),
        ("c++ title", ("c++", (), "", ())),
    ],
)
def test_the_line_that_opens_a_fence_is_read(info, expected):
    assert read_info(info) == expected
