"""Code blocks: the info string of a fence, and its code as HTML with Pygments' classes.

Colours are the theme's affair: no inline style. Of the attributes in braces only classes and an
id are kept; what else an author wrote there is told, and what could run is an error. Pygments is
imported for the first block that names a language: most stories have none.
"""

import re
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexer import Lexer

_LANGUAGE = re.compile(r"\.?([\w#.+-]+)[ \t]*")
_BRACES = re.compile(r"\{([^}]*)\}")
_ATTRIBUTE = re.compile(
    r"""\.(?P<class>[^\s.#="']+)|\#(?P<id>[^\s.#="']+)"""
    r"""|(?P<name>[^\s="']+)(?:=(?P<value>"[^"]*"|'[^']*'|\S*))?"""
)


class CodeInfo(NamedTuple):
    """What the line that opens a fence says; `others` are names of attributes not kept."""

    language: str
    classes: tuple[str, ...]
    id: str
    others: tuple[str, ...]


def read_info(info: str) -> CodeInfo:
    """Read an info string: `py`, `{.py #main .wide}`, `py {.wide}`."""
    language = ""
    if (found := _LANGUAGE.match(info)) is not None:
        language = found[1]
    classes: list[str] = []
    anchor = ""
    others: list[str] = []
    for braces in _BRACES.finditer(info):
        for attribute in _ATTRIBUTE.finditer(braces[1]):
            value = (attribute["value"] or "").strip("\"'")
            match attribute["name"]:
                case None if attribute["id"]:
                    anchor = attribute["id"]
                case None:
                    classes.append(attribute["class"])
                case "class":
                    classes += value.split()
                case "id":
                    anchor = value
                case name:
                    others.append(name)
    if not language and classes:
        language = classes.pop(0)
    return CodeInfo(language, tuple(classes), "".join(anchor.split()), tuple(others))


class Highlighter:
    """Turns code into HTML; remembers the lexers it has used."""

    def __init__(self) -> None:
        self._lexers: dict[str, Lexer | None] = {"": None}

    def html(self, code: str, info: CodeInfo, anchor: str = "") -> str:
        """Return a code block; a language that Pygments does not know is left plain.

        It takes the keyboard's focus, so that long lines can be scrolled without a mouse.
        """
        lexer = self._lexer(info.language)
        inner = escape(code, quote=False) if lexer is None else self._coloured(code, lexer)
        language = f' class="language-{escape(info.language)}"' if info.language else ""
        classes = escape(" ".join(("highlight", *info.classes)))
        identity = f' id="{escape(anchor)}"' if anchor else ""
        return f'<pre class="{classes}"{identity} tabindex="0"><code{language}>{inner}</code></pre>'

    def _lexer(self, language: str) -> "Lexer | None":
        name = language.lower()
        if name not in self._lexers:
            from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - dear, and seldom needed
            from pygments.util import ClassNotFound  # noqa: PLC0415 - the same

            try:
                # Blank lines at either end are the author's.
                self._lexers[name] = get_lexer_by_name(name, stripnl=False)
            except ClassNotFound:
                self._lexers[name] = None
        return self._lexers[name]

    def _coloured(self, code: str, lexer: "Lexer") -> str:
        from pygments import highlight  # noqa: PLC0415 - dear, and seldom needed

        return highlight(code, lexer, self._formatter)

    @cached_property
    def _formatter(self) -> "HtmlFormatter[str]":
        from pygments.formatters.html import HtmlFormatter  # noqa: PLC0415 - dear, seldom needed

        return HtmlFormatter(nowrap=True)
