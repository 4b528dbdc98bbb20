"""The faster parser writes what a stock one writes, for every document here and any other."""

from pathlib import Path
from xml.etree.ElementTree import Comment, Element, QName, SubElement

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import Pattern, SimpleTagInlineProcessor
from markdown.serializers import to_html_string
from markdown.treeprocessors import InlineProcessor

from diptych.render.markup import dialect
from diptych.render.markup.acceleration import accelerate
from diptych.render.markup.acceleration.writing import Writer
from diptych.render.markup.dialect import ArticleMarkdown, CommentMarkdown, MarkdownFailedError
from diptych.render.markup.lists import reindented
from tests.render.markup.desk import WORDS
from tests.render.markup.test_laws import TEXTS

FILES = sorted((Path(__file__).parent / "documents").glob("*.md"))
DOCUMENTS = [
    pytest.param(text, id=f"{file.stem}-{number}")
    for file in FILES
    for number, text in enumerate(file.read_text(encoding="utf-8").split("\n%%%\n"), 1)
]
BLOCKS = [parameter.values[0] for parameter in DOCUMENTS]
EXAMPLES = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def parsers():
    """Pairs of parsers that differ in acceleration only."""
    fast = ArticleMarkdown(WORDS), CommentMarkdown()
    slow = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dialect, "accelerate", lambda markdown, _: slow.append(markdown))
        stock = ArticleMarkdown(WORDS), CommentMarkdown()
    for markdown in slow:
        assert type(markdown.treeprocessors["inline"]) is InlineProcessor
        assert markdown.serializer is to_html_string
    assert len(slow) == len(stock)
    return list(zip(fast, stock, strict=True))


def outcome(markdown, text):
    """Return all that a parser says of a text; two pieces of HTML are set aside before."""
    if isinstance(markdown, ArticleMarkdown):
        markdown.begin("token")
    else:
        markdown.begin()
    kept = [markdown.keep("<div class='kept'>*a*</div>"), markdown.keep("<b>inline</b>")]
    try:
        html = markdown.convert(text)
    except MarkdownFailedError as failure:
        return str(failure)
    if isinstance(markdown, CommentMarkdown):
        return html, kept
    notes = markdown.footnotes
    return html, kept, list(markdown.attributes), list(notes.undefined), notes.uncalled


def assert_same(parsers, text):
    for fast, stock in parsers:
        for version in {text, reindented(text)}:
            assert outcome(fast, version) == outcome(stock, version)


@pytest.mark.parametrize("text", DOCUMENTS)
def test_a_document_is_the_same(parsers, text):
    assert_same(parsers, text)


def test_there_are_documents_enough():
    assert len(set(BLOCKS)) >= 300


@EXAMPLES
@given(TEXTS)
@example("\x02wzxhzdk:0\x03\n\na \x02wzxhzdk:1\x03 *b*")
@example("&#2 a &copy 2020 R&D &amp; &nosuch b")
@example("\x02klzzwxh:0000\x03 *a* \x02klzzwxh:0001\x03")
def test_any_text_is_the_same(parsers, text):
    assert_same(parsers, text)


@EXAMPLES
@given(
    st.lists(st.sampled_from(BLOCKS) | TEXTS, min_size=2, max_size=5),
    st.sampled_from(["\n", "\n\n", " ", ""]),
)
def test_documents_one_after_the_other_are_the_same(parsers, texts, between):
    assert_same(parsers, between.join(texts))


@EXAMPLES
@given(st.sampled_from(BLOCKS), st.data())
def test_a_document_with_a_piece_cut_out_is_the_same(parsers, text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert_same(parsers, text[:start] + text[end:])


@EXAMPLES
@given(st.text(st.sampled_from("*_~`[]()!\\<>&;\n ab\u00e9.:#-"), max_size=60))
def test_signs_in_any_order_are_the_same(parsers, text):
    assert_same(parsers, text)


class Marks(Extension):
    """`==marked==`, by a pattern that acceleration does not know."""

    def __init__(self, excludes=(), *, old=False):
        super().__init__()
        self.excludes = excludes
        self.old = old

    def extendMarkdown(self, md):  # noqa: N802
        pattern = (
            OldMark("==(.+?)==") if self.old else SimpleTagInlineProcessor("()==(.+?)==", "mark")
        )
        pattern.ANCESTOR_EXCLUDES = self.excludes
        md.inlinePatterns.register(pattern, "mark", 75)


class OldMark(Pattern):
    def handleMatch(self, m):  # noqa: N802
        element = Element("mark")
        element.text = m[2]
        return element


@pytest.mark.parametrize(
    "marks", [{}, {"excludes": ("em",)}, {"old": True}], ids=["unknown", "excluding", "old"]
)
@pytest.mark.parametrize("text", ["a ==b== c", "*a ==b== c* ==d==", "==*a*== `==b==`", "a = b"])
def test_patterns_of_others_are_applied(text, marks):
    fast, stock = (Markdown(extensions=[Marks(**marks)], output_format="html") for _ in range(2))
    accelerate(fast, {})
    assert fast.convert(text) == stock.convert(text)


def odd_elements():
    root = Element("div")
    SubElement(root, "p", {"a": "a", "hidden": "hidden"}).text = "a < b & c &amp; d"
    yield root
    root = Element("div")
    SubElement(root, "p").set("a", None)
    yield root
    root = Element("div")
    SubElement(root, "script").text = "a < b"
    yield root
    root = Element("div")
    root.append(Comment("a < b"))
    root[0].tail = "tail"
    yield root
    yield Element(QName("{http://example.org/}a"), {QName("b"): QName("c")})
    root = inner = Element("div")
    for _ in range(5000):
        inner = SubElement(inner, "b")
    yield root


@pytest.mark.parametrize("root", [*odd_elements()])
def test_odd_elements_are_written_as_python_markdown_writes_them(root):
    assert Writer()(root) == to_html_string(root)
