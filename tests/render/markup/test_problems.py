"""Each fault an author can make in a text: its line, its gravity and its code."""

import string
import tomllib
from pathlib import Path

import pytest

import diptych
from tests.render.markup.desk import comment, faults, render

ERRORS = {
    "a capital in the scheme": ("[x](JavaScript:alert(1))", "unsafe-link"),
    "a line break in the scheme": ("<a href='java\nscript:x'>x</a>", "unsafe-link"),
    "an entity in the scheme": ("[x](&#106;avascript&colon;alert)", "unsafe-link"),
    "a blank before the scheme": ("<a href=' \tvbscript:x'>x</a>", "unsafe-link"),
    "a page in a link": ("[x](data:text/html,<b>)", "unsafe-link"),
    "a page in an image": ("![x](data:image/svg+xml,x)", "unsafe-link"),
    "a scheme in a reference": ("[x][r]\n\n[r]: javascript:x", "unsafe-link"),
    "an automatic link": ("<javascript://x>", "unsafe-link"),
    "a script": ("<script>alert(1)</script>", "unsafe-html"),
    "a script in capitals": ("<SCRIPT SRC=//x.y></SCRIPT>", "unsafe-html"),
    "a frame": ('<iframe src="https://x.y"></iframe>', "unsafe-html"),
    "a form": ("<form><b>x</b></form>", "unsafe-html"),
    "a handler": ('<b onclick="x()">x</b>', "unsafe-html"),
    "a handler behind a slash": ("<img/onerror=x src='a.webp' alt='a'>", "unsafe-html"),
    "a handler in a list of attributes": ("## T {onclick=x}", "unsafe-html"),
    "a handler in braces": ("x\n{: onclick='x' }", "unsafe-html"),
    "a handler on a fence": ('```{.py onclick="x"}\n```', "unsafe-html"),
    "an own anchor that is not there": ("[x](#nulle-part)", "broken-anchor"),
    "a story that is not there": ("[x](missing.md)", "broken-link"),
    "a card of a story that is not there": ('{{< story key="missing" >}}', "broken-link"),
    "an image that is not there": ("![x](missing.webp)", "missing-image"),
    "an unknown shortcode": ("{{< tweet id=1 >}}", "unknown-shortcode"),
    "a misspelt parameter": ('{{< figure src="a" alt="a" captoin="x" >}}', "shortcode-parameter"),
    "a parameter that is missing": ('{{< figure alt="a" >}}', "shortcode-missing"),
    "a value out of the list": ('{{< callout type="x" >}}a{{< /callout >}}', "shortcode-value"),
    "a video that is not on the web": ('{{< video url="javascript:x" >}}', "shortcode-value"),
    "a pair without end": ("{{< callout >}}a", "shortcode-unclosed"),
    "an end without pair": ("a {{< /callout >}}", "shortcode-unopened"),
    "an end for what has none": ("{{< /story >}}", "shortcode-unopened"),
    "curly quotation marks": ("{{< story key=“x y” >}}", "shortcode-syntax"),
    "a quotation mark too few": ('{{< story key="x >}}', "shortcode-syntax"),
    "a value without a name": ('{{< story "x" >}}', "shortcode-syntax"),
}
WARNINGS = {
    "an image without words": ("![](a.webp)", "image-without-alt"),
    "a figure without words": ('{{< figure src="a.webp" >}}', "image-without-alt"),
    "a second title": ("# Un", "heading-level"),
    "a skipped level": ("## Un\n\n#### Trois", "heading-skipped"),
    "a call without note": ("x[^1]", "undefined-footnote"),
    "a note without call": ("x\n\n[^1]: y", "unused-footnote"),
    "an override of direction": ("x \u202e y", "bidi-override"),
    "a control character": ("x \x0b y", "control-character"),
    "an element off the list": ("<font color=red>x</font>", "html-stripped"),
    "an attribute off the list": ('<p style="color: red">x</p>', "html-stripped"),
    "an attribute off the list in braces": ("## T {.a title=x}", "html-stripped"),
    "an id given twice": ("<b id=a>x</b> <b id=a>y</b>", "duplicate-id"),
    "a link to nothing": ("[x]()", "empty-link"),
    "another kind of address": ("[x](ftp://x.y)", "link-scheme"),
    "code without end": ("```\nx", "unclosed-code"),
}


@pytest.mark.parametrize(("text", "code"), ERRORS.values(), ids=ERRORS)
def test_an_error_is_told_where_it_stands(text, code):
    lines = len(text.split("\n"))
    for line, severity, found in (told := faults(f"Début.\n\n`code`\n\n{text}\n\nFin.\n", 10)):
        assert 14 <= line < 14 + lines
        assert severity == "error"
        assert found == code
    assert len(told) == 1


@pytest.mark.parametrize(("text", "code"), WARNINGS.values(), ids=WARNINGS)
def test_a_warning_is_told_where_it_stands(text, code):
    lines = len(text.split("\n"))
    told = faults(f"Début.\n\n`code`\n\n{text}\n", 10)
    assert [(severity, found) for _, severity, found in told] == [("warning", code)]
    assert 14 <= told[0][0] < 14 + lines


def test_the_same_fault_is_told_at_each_of_its_places():
    text = (
        "`onclick`\n<b onclick=x>a</b>\n\n```\nonclick\n```\n\n"
        "<b onclick=x>a</b> [x](#a)\n\n[x](#a)\n"
    )
    assert [(line, code) for line, _, code in faults(text)] == [
        (2, "unsafe-html"), (8, "unsafe-html"), (8, "broken-anchor"), (10, "broken-anchor"),
    ]  # fmt: skip


def test_a_handler_on_an_element_that_parsers_drop_is_found_all_the_same():
    assert (1, "error", "unsafe-html") in faults("<body onload=x>")
    assert (1, "error", "unsafe-html") in faults("<tr onclick=x>")


def test_columns_count_from_one():
    _, problems = render("Un [lien](missing.md).")
    assert problems[0].place.column == 10


@pytest.mark.parametrize(
    "text",
    [
        "`<script>` et `{{< nope >}}` et `[x](javascript:x)`",
        "```html\n<iframe onload=x></iframe>\n![](x)\n# T\n[^1]\n```",
        "    <script>\n    {{< nope >}}",
        "- a\n\n  ```\n  <script>{{< nope >}}\n  ```\n",
        "> ```\n> <script>\n> ```\n",
        "<!-- <script> {{< nope >}} [x](missing.md) -->",
        "1 < 2 et a<b>c</b>",
        "Un titre javascript: [x](https://a.b/?javascript:x 'data: x')",
        "{{</* nope */>}}",
        '{{< figure src="a.webp" alt="" >}}',
    ],
)
def test_what_is_only_shown_is_no_fault(text):
    assert faults(text) == []


def test_all_that_was_stripped_is_named_in_one_warning():
    _, problems = render("<font>a</font> <blink>b</blink> <b style=x data-y=z>c</b>")
    assert [dict(problem.values)["names"] for problem in problems] == [
        "<font>, <blink>, style, data-y"
    ]


def test_a_misspelt_shortcode_is_answered_with_the_right_one():
    _, problems = render("{{< calout >}}")
    assert dict(problems[0].values) == {"name": "calout", "known": "callout"}


def test_a_text_with_errors_still_has_a_body():
    body, _ = render("Avant. <script>x</script>\n\n{{< nope >}}\n\nAprès [x](javascript:y).")
    assert body.html == "<p>Avant. </p>\n<p>Après <a>x</a>.</p>"


def test_pairs_that_cross_are_told():
    text = "{{< callout >}}a{{< pullquote >}}b{{< /callout >}}c{{< /pullquote >}}"
    assert [code for _, _, code in faults(text)] == ["shortcode-crossed"]


def test_every_code_has_its_words_and_every_word_its_value():
    table = Path(diptych.__file__).parent / "messages" / "markup.toml"
    messages = tomllib.loads(table.read_text(encoding="utf-8"))
    for text, code in (*ERRORS.values(), *WARNINGS.values(), ("[" * 99, "too-complex")):
        _, problems = render(text)
        for problem in problems:
            if problem.code in ("broken-link", "missing-image"):
                continue
            entry = messages[problem.code]
            assert problem.code == code
            assert set(entry) == {"en", "fr", "fix_en", "fix_fr", "why"}
            for words in entry.values():
                names = {name for _, name, _, _ in string.Formatter().parse(words) if name}
                assert words == entry["why"] or names <= dict(problem.values).keys()


def test_the_faults_of_comments_are_warnings():
    _, problems = comment("<script>x</script> [x](javascript:y) [z](/admin) \u202e")
    assert {problem.severity for problem in problems} == {"warning"}
    assert {problem.code for problem in problems} == {
        "unsafe-html", "unsafe-link", "comment-link", "bidi-override",
    }  # fmt: skip
