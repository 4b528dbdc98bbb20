"""Where the keys and values of a TOML text start.

A scanner over text that tomllib has accepted: it follows headers, dotted keys, inline tables and
arrays, skips strings and comments, and never judges. Grammar: TOML 1.0.0.
"""

import json
import re
from typing import Final, TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BASIC = re.compile(r'"(?:[^"\\]|\\.)*"')
_LITERAL = re.compile(r"'[^']*'")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}' + r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"' + r"|'[^'\n]*'",
    re.DOTALL,
)
_OTHER = re.compile(r"[^,\]}\n#]+")
_UNICODE: Final = re.compile(r"\\U([0-9A-Fa-f]{8})")


def scan(text: str) -> dict[KeyPath, tuple[int, int]]:
    """Return, for each path of keys and item numbers, the offsets of its key and its value."""
    scanner = _Scanner(text)
    scanner.document()
    return scanner.starts


class _Scanner:
    def __init__(self, text: str) -> None:
        self.starts: dict[KeyPath, tuple[int, int]] = {}
        self._text = text
        self._at = 0
        self._counts: dict[KeyPath, int] = {}

    def document(self) -> None:
        table: KeyPath = ()
        while self._skip(_SPACE) < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> KeyPath:
        start = self._at
        array = self._text.startswith("[[", start)
        self._at += 2 if array else 1
        self._skip(_BLANK)
        first = self._at
        path: KeyPath = ()
        keys = self._keys()
        for number, key in enumerate(keys):
            path = (*path, key)
            if number == len(keys) - 1 and array:
                self._counts[path] = self._counts.get(path, 0) + 1
            self.starts.setdefault(path, (first, start))
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
                self.starts.setdefault(path, (first, start))
        self._skip(_BLANK)
        self._at += 2 if array else 1
        return path

    def _pair(self, table: KeyPath) -> None:
        start = self._at
        path = table
        keys = self._keys()
        self._skip(_BLANK)
        self._at += 1
        self._skip(_BLANK)
        for key in keys:
            path = (*path, key)
            self.starts.setdefault(path, (start, self._at))
        self._value(path)

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._skip(_BLANK)
            keys.append(self._key())
            self._skip(_BLANK)
            if not self._text.startswith(".", self._at):
                return keys
            self._at += 1

    def _key(self) -> str:
        for form in (_BARE, _LITERAL, _BASIC):
            found = form.match(self._text, self._at)
            if found is not None:
                self._at = found.end()
                return _unquoted(found[0])
        self._at += 1
        return ""

    def _value(self, path: KeyPath) -> None:
        opening = self._text[self._at : self._at + 1]
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline(path)
        else:
            found = _STRING.match(self._text, self._at) or _OTHER.match(self._text, self._at)
            self._at = found.end() if found else self._at + 1

    def _array(self, path: KeyPath) -> None:
        self._at += 1
        number = 0
        while self._skip(_SPACE) < len(self._text) and self._text[self._at] != "]":
            item = (*path, number)
            self.starts[item] = (self._at, self._at)
            self._value(item)
            number += 1
            if self._text.startswith(",", self._skip(_SPACE)):
                self._at += 1
        self._at += 1

    def _inline(self, path: KeyPath) -> None:
        self._at += 1
        while self._skip(_SPACE) < len(self._text) and self._text[self._at] != "}":
            self._pair(path)
            if self._text.startswith(",", self._skip(_SPACE)):
                self._at += 1
        self._at += 1

    def _skip(self, blanks: re.Pattern[str]) -> int:
        found = blanks.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at


def _unquoted(key: str) -> str:
    if key.startswith("'"):
        return key[1:-1]
    if not key.startswith('"'):
        return key
    wide = _UNICODE.sub(lambda found: chr(int(found[1], 16)), key)
    try:
        return str(json.loads(wide, strict=False))
    except ValueError:
        return key
