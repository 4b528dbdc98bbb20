"""Typing: what an author mistyped and the build's typography leaves as it is, or must guess.

The build sets the spaces that are there and adds none, since it cannot know whether one was meant.
Each rule reads the prose of a text, and says what should stand in it where that is certain. Each
language has its own rules; those of French follow the "Lexique des règles typographiques en usage
à l'Imprimerie nationale".
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from diptych.desk.checks.capitals import bare_capitals
from diptych.desk.checks.matter import Matter, primary
from diptych.desk.checks.slips import Slip
from diptych.desk.copies import NOTHING, Copy
from diptych.desk.mending import Edit, Finding
from diptych.model.problem import warning

_BLANK = "[ \t\u00a0\u2009\u202f]"
_NO_BREAK = "\u00a0"
_CLOSING = ')]}»”"*_~'
_EMPHASIS = "*_~"
_NAMES = re.compile(r"\b(?:Yahoo|Jeopardy)$")
_EMOJI = re.compile(r":[\w+-]+$")
_LINE = 40
"""How far back a name or an emoji is looked for, in code points."""

_LOOSE = re.compile(rf"(?<=[\w)\]»”%])(?P<blanks>{_BLANK}+)(?P<mark>[,;:?!])(?=[\s»”\"*_~]|$)")
_DOUBLE = re.compile(rf"(?<=[^\s|{NOTHING}])(?P<blanks>[ \u00a0\u202f]{{2,}})(?=[^\s|{NOTHING}])")
_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_BLOCK = re.compile(r"(?:^(?![^\S\n]*$)[^\n]+\n?)+", re.MULTILINE)
_QUOTE = re.compile(r'(?<!\d)(?<!\d[ \u00a0\u202f])"')

Rule = Callable[[str], Iterator[Slip]]


def check_typing(matter: Matter) -> Iterator[Finding]:
    """Look for slips of the keyboard in every panel."""
    locales = matter.newsroom.site.config.languages
    for copy in (one for story in matter.stories() for one in story):
        for slip in slips(copy.prose, locales[copy.panel.locale].tag):
            yield _finding(copy, slip)


def slips(prose: str, tag: str) -> Iterator[Slip]:
    """Find the slips of a text by the rules of its locale (BCP 47), or of its language."""
    for rule in _RULES.get(tag) or _RULES.get(primary(tag), _EVERYWHERE):
        yield from rule(prose)


def _finding(copy: Copy, slip: Slip) -> Finding:
    place = copy.place(slip.position)
    problem = warning(slip.code, place, seen=slip.seen, wanted=slip.wanted)
    return Finding(problem, tuple(Edit(copy.panel.path, *edit) for edit in slip.edits))


def _double_spaces(prose: str) -> Iterator[Slip]:
    for found in _DOUBLE.finditer(prose):
        start, end = found.span("blanks")
        line = prose[prose.rfind("\n", 0, start) + 1 : start]
        rest = prose[end : prose.find("\n", end)]
        if "|" in line or "|" in rest or line == ":":  # a table, or a definition
            continue
        kept = next((blank for blank in found["blanks"] if blank != " "), " ")
        yield Slip("typing-double-space", start, ((start, end, kept),))


def _dots(prose: str) -> Iterator[Slip]:
    for found in _DOTS.finditer(prose):
        yield Slip("typing-dots", found.start(), ((*found.span(), "…"),))


def _loose(prose: str, marks: str) -> Iterator[Slip]:
    """Find a space before a mark that takes none."""
    for found in _LOOSE.finditer(prose):
        if found["mark"] in marks:
            start, end = found.span("blanks")
            yield Slip("typing-space-extra", start, ((start, end, ""),), found["mark"])


def _tight(prose: str, marks: str) -> Iterator[Slip]:
    """Find a mark without the space that French puts before it."""
    for found in re.finditer(r"[?!;:]+", prose):
        at, mark = found.start(), found[0][0]
        if mark in marks and _ends(prose, at, mark) and _closes(prose, found.end(), found[0]):
            yield Slip("typing-space-missing", at, ((at, at, " "),), mark)


def _ends(prose: str, at: int, mark: str) -> bool:
    """Tell whether a word ends right before a mark."""
    said = prose[max(0, at - _LINE) : at].rstrip(_EMPHASIS)
    before = said[-1:]
    if not (
        before.isalnum() or before in {NOTHING, ")", "]", "»", "”", '"', "%", "’", "'", "€", "$"}
    ):
        return False
    return not (mark == ":" and _EMOJI.search(said)) and not (mark == "!" and _NAMES.search(said))


def _closes(prose: str, end: int, marks: str) -> bool:
    """Tell whether something ends after marks; an address or a time goes on after a colon."""
    after = prose[end : end + 1]
    return not after.strip(NOTHING) or after.isspace() or (marks[-1] in "?!" and after in _CLOSING)


def _straight_quotes(prose: str) -> Iterator[Slip]:
    """Find straight quotation marks; those of a paragraph that pair up can be mended."""
    for block in _BLOCK.finditer(prose):
        marks = [found.start() for found in _QUOTE.finditer(prose, *block.span())]
        pairs = list(zip(marks[::2], marks[1::2], strict=False))
        sure = len(marks) % 2 == 0 and all(_is_pair(prose, *pair) for pair in pairs)
        for start, end in pairs:
            left, right = _guillemets(prose[block.start() : start])
            edits = ((start, start + 1, left), (end, end + 1, right)) if sure else ()
            yield Slip("typing-quotes", start, edits)
        if len(marks) % 2:
            yield Slip("typing-quotes", marks[-1])


def _is_pair(prose: str, start: int, end: int) -> bool:
    before, first = prose[start - 1 : start], prose[start + 1 : start + 2]
    last, after = prose[end - 1 : end], prose[end + 1 : end + 2]
    opens = (not before or not before.isalnum()) and not first.isspace()
    return opens and not last.isspace() and (not after or not after.isalnum())


def _guillemets(before: str) -> tuple[str, str]:
    """Return the marks of a quotation, which are others inside another one."""
    if before.count("«") > before.count("»"):
        return "“", "”"
    return f"«{_NO_BREAK}", f"{_NO_BREAK}»"


_EVERYWHERE: Sequence[Rule] = (_double_spaces,)
_FRENCH: Sequence[Rule] = (*_EVERYWHERE, _dots, bare_capitals, _straight_quotes)
_RULES: Mapping[str, Sequence[Rule]] = {
    "en": (*_EVERYWHERE, _dots, partial(_loose, marks=",;:?!")),
    "fr": (*_FRENCH, partial(_loose, marks=","), partial(_tight, marks="?!;:")),
    "fr-CA": (*_FRENCH, partial(_loose, marks=","), partial(_tight, marks=":")),
}
"""By the whole tag of a locale, else by its language."""
