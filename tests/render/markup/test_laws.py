"""What holds for any text at all."""

import html as entities
import re

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import html as parser

from diptych.model.article import Manuscript
from diptych.render.markup import BodyRenderer, CommentRenderer
from diptych.render.markup.lists import reindented
from diptych.render.markup.verbatim import set_apart
from tests.render.markup.desk import FRENCH, PATH, FewThings

PIECES = [
    *"*_`~[]()!#>-+|:;?\"'{}<&=\\ \n\t.1aé\x00\x02\x03\u00a0\u202e", "    ", "\n\n", "```", "~~~",
    "- ", "1. ", "> ", "## ", "# ", "[^1]", "[^1]: ", "[x](a.md)", "[x](#a)", "](", "![",
    "{: #a .b}",
    " {.py onclick=x}", "{{< ", " >}}", "{{< /callout >}}", "{{< callout >}}", "{{</* x */>}}",
    '{{< figure src="a.webp" alt="x" >}}', '{{< story key="a" >}}', "<script>", "</script>", "<b ",
    'onclick="x" ', "<img src=x onerror=y>", "<div>", "</div>", "<!--", "-->", "data:",
    "javascript:",
    "&#106;", "&lt;", "&#2;", "<svg/onload=x>", "<iframe ", "<p id=a>", "<h2>", "</h2>", "<td>",
    "- [x] ", "!!! note\n    ", ": ", "| a |\n|---|\n", "klzzwxh:0001", "wzxhzdk:0", "<style>",
    "<table>", "<li>", "<label>", "*[a]: b\n", "<a href='", "</a>", "]]>", "<![CDATA[", "<?",
    "<math>",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=80)

RENDERER = BodyRenderer(FRENCH)
COMMENTS = CommentRenderer(FRENCH)
EXAMPLES = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def body_of(text, renderer=RENDERER):
    return renderer.render(Manuscript(PATH, text), FewThings())


def tags(html):
    return "".join(re.findall(r"<[a-zA-Z/!](?:\"[^\"]*\"|[^\">])*>", html))


@EXAMPLES
@given(TEXTS)
def test_nothing_that_could_run_is_ever_published(text):
    for body in (body_of(text).value, COMMENTS.render(Manuscript(PATH, text)).value):
        if body is None:
            continue
        for element in parser.fragment_fromstring(body.html, create_parent="div").iter():
            assert element.tag not in (
                "script",
                "iframe",
                "object",
                "embed",
                "form",
                "svg",
                "style",
            )
            for name, value in element.attrib.items():
                assert not name.lower().startswith("on")
                if name in ("href", "src", "cite"):
                    squeezed = re.sub(r"[\x00-\x20]", "", value).lower()
                    assert not squeezed.startswith(("javascript:", "data:", "vbscript:"))
        assert not re.search(r"<!--|<script|<iframe", tags(body.html), re.IGNORECASE)


@EXAMPLES
@given(TEXTS)
@example("<style>\n```{: #a}")  # the code goes with the element that it stands in
def test_ids_are_unique_and_all_of_them_are_known(text):
    body = body_of(text).value
    if body is not None:
        tree = parser.fragment_fromstring(body.html, create_parent="div")
        ids = [element.get("id") for element in tree.iter() if element.get("id") is not None]
        assert len(ids) == len(set(ids))
        assert set(ids) == set(body.anchors)
        assert {heading.id for heading in body.headings} <= set(ids)


@EXAMPLES
@given(TEXTS, TEXTS)
def test_a_renderer_remembers_nothing(text, other):
    first = body_of(text)
    body_of(other)
    assert body_of(text) == first


@EXAMPLES
@given(TEXTS)
def test_no_mark_of_ours_or_of_markdowns_is_left(text):
    body, problems = body_of(text)
    # After one of these, what follows may be no longer HTML; it is never published.
    if body is not None and "unsafe-html" not in {problem.code for problem in problems}:
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]|data-excerpt|\bd[0-9a-f]{24}", body.html)
        assert "\n" not in body.excerpt
    assert all(problem.place.path == PATH for problem in problems)


@EXAMPLES
@given(st.text(st.sampled_from("\"'«» :;!?.-0123456789aéx<>&`~{}[]()*_\n "), max_size=60))
def test_code_is_published_as_it_was_written(code):
    fence = "`" * (max(map(len, re.findall("`+", code)), default=0) + 3)
    body = body_of(f"Avant.\n\n{fence}\n{code}\n{fence}\n\nAprès.\n").value
    found = re.search(r"<pre[^>]*><code>(.*)</code></pre>", body.html, re.DOTALL)
    assert entities.unescape(found[1]) == f"{code}\n"


@EXAMPLES
@given(TEXTS)
def test_prose_has_the_length_and_the_lines_of_its_text(text):
    prose, fences, _ = set_apart(text)
    assert len(prose) == len(text)
    assert [at for at, sign in enumerate(text) if sign == "\n"] == [
        at for at, sign in enumerate(prose) if sign == "\n"
    ]
    assert all(text[fence.start] != "\n" or fence.start == fence.end for fence in fences)


@EXAMPLES
@given(TEXTS)
def test_lists_once_indented_stay_as_they_are(text):
    once = reindented(text)
    assert re.sub(r"[ \n\t]+|(?<=[0-9])[.)]", "", once) == re.sub(
        r"[ \n\t]+|(?<=[0-9])[.)]", "", text
    )
