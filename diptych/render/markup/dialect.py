"""The Markdown of articles and of comments: which extensions, and the small ones that are ours.

A parser is made once and used for many texts, one after the other; what it notes about a text is
forgotten at the next. Python-Markdown's attribute lists are cut down to classes and ids, its
admonitions speak the body's language, and lists may hold tasks.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor

from diptych.render.markup.acceleration import accelerate
from diptych.render.markup.footnotes import CALL, Footnotes
from diptych.render.markup.parts import callout_title
from diptych.render.markup.settings import BodyWords

TASKS = ("todo", "done")
"""The classes of an open and a finished task."""

_TASK = re.compile(r"\[([ xX])\][ \t]+")
_DELETED = r"(?<!~)(~~)(?=[^\s~])(.+?)(?<=[^\s~])~~(?!~)"
_NO_ATTRIBUTE = re.compile(r"[.#=]")


class MarkdownFailedError(Exception):
    """Python-Markdown stumbled over a text; the parser is not to be used again."""


class ArticleMarkdown:
    """The parser of articles; `attributes` are the names of attributes it did not set."""

    def __init__(self, words: BodyWords) -> None:
        self.footnotes = Footnotes(words)
        self._attributes = _Attributes()
        self._tasks = _Tasks()
        self._markdown = _parser(
            TableExtension(use_align_attribute=True),
            DefListExtension(),
            AbbrExtension(),
            _Admonitions(words),
            self.footnotes,
            self._attributes,
            self._tasks,
            _Deletions(),
        )

    @property
    def attributes(self) -> dict[str, None]:
        """The names of attributes in attribute lists that are no class and no id."""
        return self._attributes.refused

    def begin(self, token: str) -> None:
        """Forget the last text. `token` begins the classes of what is expanded after nh3."""
        self._markdown.reset()
        self._tasks.token = token

    def keep(self, html: str) -> str:
        """Set HTML aside and return what stands for it in the text, out of Markdown's reach."""
        return self._markdown.htmlStash.store(html)

    def convert(self, text: str) -> str:
        """Return the text as HTML, not yet sanitised."""
        return _convert(self._markdown, text)


class CommentMarkdown:
    """The parser of comments: paragraphs, emphasis, links, lists, quotations and code."""

    def __init__(self) -> None:
        self._markdown = _parser()
        for name in ("hashheader", "setextheader", "hr"):
            self._markdown.parser.blockprocessors.deregister(name)

    def begin(self) -> None:
        """Forget the last text."""
        self._markdown.reset()

    def keep(self, html: str) -> str:
        """Set HTML aside and return what stands for it in the text, out of Markdown's reach."""
        return self._markdown.htmlStash.store(html)

    def convert(self, text: str) -> str:
        """Return the text as HTML, not yet sanitised."""
        return _convert(self._markdown, text)


def _parser(*extensions: Extension) -> Markdown:
    # Sane lists: a numbered list does not go on a bulleted one, and keeps its first number.
    markdown = Markdown(extensions=[SaneListExtension(), *extensions], output_format="html")
    # The source is normal already, and holds marks that this would take out.
    markdown.preprocessors.deregister("normalize_whitespace")
    accelerate(markdown, {_DELETED: "~", CALL: "[^]"})
    return markdown


_BLANK_LINE = re.compile(r"(?<=\n) +\n")


def _convert(markdown: Markdown, text: str) -> str:
    text = f"{text}\n\n".expandtabs(markdown.tab_length)
    if "\n " in text:
        text = _BLANK_LINE.sub("\n", text)
    try:
        html = markdown.convert(text)
    except RecursionError:
        raise
    except Exception as failure:
        raise MarkdownFailedError(f"{type(failure).__name__}: {failure}") from failure
    # Where Python-Markdown loses a mark of its own, what is left of it must not reach the reader.
    return html.replace("\x02", "").replace("\x03", "") if "\x02" in html else html


class _Attributes(Extension):
    """Attribute lists, for classes and ids only."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: dict[str, None] = {}

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- Python-Markdown's name
        md.registerExtension(self)
        md.treeprocessors.register(_AttributeReader(md, self), "attr_list", 8)

    def reset(self) -> None:
        self.refused = {}


class _AttributeReader(AttrListTreeprocessor):
    def __init__(self, md: Markdown, extension: _Attributes) -> None:
        super().__init__(md)
        self._extension = extension

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        """Set classes and ids, and note other names; words in braces that are no list stay."""
        if not _NO_ATTRIBUTE.search(attrs_string):
            return f"{{{attrs_string}}}"
        attributes, remainder = get_attrs_and_remainder(attrs_string)
        if strict and remainder:
            return remainder
        for name, value in attributes:
            match name:
                case "." | "class":
                    elem.set("class", f"{elem.get('class', '')} {value or ''}".strip())
                case "id":
                    elem.set("id", value or "")
                case _:
                    self._extension.refused[name] = None
        return remainder


class _Admonitions(Extension):
    """`!!! note "Title"`, with titles in the body's language."""

    def __init__(self, words: BodyWords) -> None:
        super().__init__()
        self._words = words

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- Python-Markdown's name
        processor = _AdmonitionReader(md.parser, self._words)
        md.parser.blockprocessors.register(processor, "admonition", 105)


class _AdmonitionReader(AdmonitionProcessor):
    def __init__(self, parser: BlockParser, words: BodyWords) -> None:
        super().__init__(parser)
        self._words = words

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        classes, title = super().get_class_and_title(match)
        if match[2] is None:
            title = callout_title(classes.split(" ", 1)[0], self._words)
        return classes, title


class _Tasks(Extension):
    """List items that begin with `[ ]` or `[x]`, marked by a class that no text can hold."""

    def __init__(self) -> None:
        super().__init__()
        self.token = ""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- Python-Markdown's name
        md.treeprocessors.register(_TaskReader(md, self), "tasks", 25)


class _TaskReader(Treeprocessor):
    def __init__(self, md: Markdown, extension: _Tasks) -> None:
        super().__init__(md)
        self._extension = extension

    def run(self, root: Element) -> None:
        for item in root.iter("li"):
            is_loose = not (item.text or "").strip() and len(item) and item[0].tag == "p"
            bearer = item[0] if is_loose else item
            text = (bearer.text or "").lstrip()
            if (found := _TASK.match(text)) is not None:
                bearer.text = text[found.end() :]
                bearer.set("class", f"{self._extension.token}-{TASKS[found[1] != ' ']}")
                if is_loose:
                    item.set("class", "task")


class _Deletions(Extension):
    """`~~struck~~`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- Python-Markdown's name
        md.inlinePatterns.register(SimpleTagInlineProcessor(_DELETED, "del"), "del", 65)
