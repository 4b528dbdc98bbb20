"""Lists as CommonMark means them, indented as Python-Markdown reads them.

Most authors indent what belongs to a list item by the width of its marker, and begin a list right
below a line of text; Python-Markdown wants steps of four and a blank line, and joins or flattens
the rest without a word. Lists in quotations stay as they are. Knows nothing of code fences, which
are out of the text by then, and leaves indented code alone.
"""

import re

_ITEM = re.compile(r"(?P<marker>[*+-]|(?P<number>[0-9]{1,9})[.)])(?P<gap> +)(?P<rest>\S.*)")
_ANY_ITEM = re.compile(r"^[ \t]*(?:[*+-]|[0-9]+[.)])[ \t]", re.MULTILINE)
_RULE = re.compile(r"([*-])(?: *\1){2,} *")
_HOLDER = re.compile(r"\[\^[^\]]*\]:|: |!!!")
_STEP = 4


def reindented(text: str) -> str:
    """Return the text with its lists indented in steps of four."""
    if not _ANY_ITEM.search(text):
        return text
    reader = _Reader()
    return "\n".join([reader.line(line) for line in text.expandtabs(_STEP).split("\n")])


class _Reader:
    """Reads line after line.

    `_open` holds the columns where the insides of open items begin, and `_kinds` whether the last
    item at each depth had a number.
    """

    def __init__(self) -> None:
        self._open: list[int] = []
        self._kinds: dict[int, bool] = {}
        self._is_new = False  # nothing has shown yet how the inside of the last item is indented
        self._after_blank = True
        self._after_item = False  # the lines since the last blank one began with an item
        self._in_code = False

    def line(self, line: str) -> str:
        text = line.lstrip(" ")
        if not text:
            self._after_blank = True
            return ""
        indent = len(line) - len(text)
        after_blank, self._after_blank = self._after_blank, False
        item = None if _RULE.fullmatch(text) else _ITEM.fullmatch(text)
        if (
            item is not None
            and not (self._open or after_blank)
            and item["number"] not in (None, "1")
        ):
            item = None  # a year, say, at the beginning of a line
        if after_blank:
            self._after_item = item is not None
        if self._open and item is None and not after_blank and indent < self._open[-1]:
            return text  # goes on with the paragraph, however it is indented
        while self._open and indent < self._open[-1]:
            self._open.pop()
            self._is_new = self._in_code = False
        if not self._open and (item is None or indent >= _STEP):
            if _HOLDER.match(text) and indent < _STEP:
                self._enter(_STEP)
            return line
        return self._inside(text, indent, item, after_blank=after_blank)

    def _inside(
        self, text: str, indent: int, item: re.Match[str] | None, *, after_blank: bool
    ) -> str:
        depth = len(self._open)
        inside = self._open[-1] if depth else 0
        if self._is_new and item is None and indent - inside < _STEP:
            self._open[-1] = inside = indent
        self._is_new = False
        margin, deeper = " " * (depth * _STEP), indent - inside
        if depth and deeper >= _STEP and (after_blank or self._in_code):
            self._in_code = True
            return f"{margin}{' ' * deeper}{text}"
        self._in_code = False
        if item is None:
            return margin + text
        has_number = item["number"] is not None
        changes = self._kinds.get(depth, has_number) != has_number
        apart = not after_blank and (changes or not self._after_item)
        self._after_item = True
        self._kinds = {
            **{at: kind for at, kind in self._kinds.items() if at < depth},
            depth: has_number,
        }
        gap = len(item["gap"])
        self._enter(indent + len(item["marker"]) + (gap if gap <= _STEP else 1))
        return f"{chr(10) * apart}{margin}{item['marker'].replace(')', '.')} {item['rest']}"

    def _enter(self, inside: int) -> None:
        self._open.append(inside)
        self._is_new = True
        self._in_code = False
