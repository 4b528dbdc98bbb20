"""Catalogues: a theme's messages in one language, read from .po files by Babel.

Files are overlaid entry by entry, the farthest ancestor first, and typeset as they are read. What
cannot be used is told at its line: a template must never fail over a translator's slip.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from gettext import c2py

from babel.messages import Catalog, Message
from babel.messages.pofile import PoFileError, read_po
from msgspec import Struct, json
from msgspec.structs import replace

from diptych.model.problem import Place, Problem, Result, error
from diptych.render.typography import typeset_text

Key = tuple[str, str]
"""A message's context (empty for none) and its id, the singular where there are two."""

_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
_LINE = re.compile(r'(#.*|((msg(id|id_plural|str|ctxt)(\[\d+\])?\s+)?"([^"\\]|\\.)*"))?')
"""A line of a .po file; Babel reads on over a quote that is not closed, and loses entries."""


class Entry(Struct, frozen=True):
    """A translation: one text, or one for each plural form that the rule `plural` tells apart."""

    forms: tuple[str, ...]
    plural: str = ""


class CatalogueFile(Struct, frozen=True):
    """A .po file as it was read; `path` is how problems name it."""

    path: str
    data: bytes


class Catalogue(Struct, frozen=True):
    """A theme's messages in one language.

    A message that it lacks is answered in the words of the template. `digest` changes with any
    entry.
    """

    entries: Mapping[Key, Entry] = {}
    digest: str = ""

    def __contains__(self, key: Key) -> bool:
        return key in self.entries

    def gettext(self, message: str, context: str = "") -> str:
        """Return a message's translation."""
        entry = self.entries.get((context, message))
        return entry.forms[0] if entry else message

    def ngettext(self, singular: str, plural: str, number: int, context: str = "") -> str:
        """Return the form of a message that goes with a number."""
        entry = self.entries.get((context, singular))
        if entry is None:
            return singular if number == 1 else plural
        chosen = _plural_rule(entry.plural)(number) if entry.plural else 0
        return entry.forms[min(chosen, len(entry.forms) - 1)]


def read_catalogue(files: Iterable[CatalogueFile], tag: str) -> Result[Catalogue]:
    """Return the catalogue that .po files make together, later ones over earlier, set for `tag`.

    Fuzzy and empty translations count as missing, like those with a fault.
    """
    return _catalogue(tuple(files), tag)


@lru_cache(maxsize=16)
def _catalogue(files: tuple[CatalogueFile, ...], tag: str) -> Result[Catalogue]:
    """Return the catalogue, made once for the same files: previews ask for it at every build."""
    entries: dict[Key, Entry] = {}
    problems: list[Problem] = []
    for file in files:
        catalog = _parse(file)
        if isinstance(catalog, Problem):
            problems.append(catalog)
            continue
        for key, entry, message in _entries(catalog):
            fault = _fault(entry, message)
            if fault:
                place = Place(file.path, message.lineno or 0)
                problems.append(error("catalogue-placeholder", place, message=key[1], fault=fault))
            else:
                entries[key] = _typeset(entry, tag)
    whole = Catalogue(entries, _digest(entries))
    return Result(whole, tuple(problems))


def _parse(file: CatalogueFile) -> Catalog | Problem:
    try:
        lines = file.data.decode("utf-8-sig").splitlines()
        for number, line in enumerate(lines, start=1):
            if not _LINE.fullmatch(line.strip()):
                place = Place(file.path, number)
                return error("catalogue-syntax", place, reason=line.strip())
        catalog = read_po(iter(lines), abort_invalid=True)
        c2py(catalog.plural_expr)
    except UnicodeDecodeError as fault:
        place = Place(file.path, file.data.count(b"\n", 0, fault.start) + 1)
        return error("not-utf-8", place, byte=f"0x{file.data[fault.start]:02X}")
    except PoFileError as fault:
        return error("catalogue-syntax", Place(file.path, fault.lineno + 1), reason=fault)
    except (ValueError, LookupError) as fault:
        return error("catalogue-syntax", Place(file.path), reason=fault)
    return catalog


def _entries(catalog: Catalog) -> Iterator[tuple[Key, Entry, Message]]:
    for message in catalog:
        if not message.id or message.fuzzy:
            continue
        forms = _texts(message.string)
        if all(forms):
            plural = catalog.plural_expr if message.pluralizable else ""
            yield (message.context or "", _texts(message.id)[0]), Entry(forms, plural), message


def _fault(entry: Entry, message: Message) -> str:
    """Return what would fail when the message is filled in; empty if nothing would."""
    known = {mark for text in _texts(message.id) for mark in _PLACEHOLDER.findall(text)}
    for form in entry.forms:
        bare = form.replace("%%", "")
        for mark in _PLACEHOLDER.findall(bare):
            if mark not in known:
                return str(mark)
        if "%" in _PLACEHOLDER.sub("", bare):
            return "%"
    return ""


def _texts(value: object) -> tuple[str, ...]:
    """Return a message's texts, one or one for each plural form; an absent one is empty."""
    forms = value if isinstance(value, tuple | list) else (value,)
    return tuple(str(form or "") for form in forms)


def _typeset(entry: Entry, tag: str) -> Entry:
    return replace(entry, forms=tuple(typeset_text(form, tag) for form in entry.forms))


def _digest(entries: Mapping[Key, Entry]) -> str:
    listed = [(key, entry.forms, entry.plural) for key, entry in sorted(entries.items())]
    return hashlib.blake2b(json.encode(listed), digest_size=16).hexdigest()


@lru_cache(maxsize=64)
def _plural_rule(expression: str) -> Callable[[int], int]:
    return c2py(expression)
