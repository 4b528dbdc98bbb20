"""The glossary: `content/glossary.toml`, where a magazine says which words it uses.

Knows the file's form and what is wrong with it. Looks into no text: that is the check's affair.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from diptych.model.problem import Place, Problem, Result, environment_error, error, warning
from diptych.read.decode import decode
from diptych.read.located import Table
from diptych.read.naming import CONTENT
from diptych.read.nearest import nearest
from diptych.read.toml import LARGEST, read_toml

PATH = f"{CONTENT}/glossary.toml"
"""The glossary's file, relative to the site."""

_BLANKS = re.compile(r"\s+")

Forms = str | tuple[str, ...]


class GlossaryFields(Struct, frozen=True, kw_only=True):
    """The file as it is written."""

    terms: Annotated[
        Mapping[str, Mapping[str, Forms]],
        Meta(
            description="Pairs: by any id, what a thing is called in each language; of several"
            " forms, the first is preferred and any will do."
        ),
    ] = {}
    forbidden: Annotated[
        Mapping[str, Mapping[str, str]],
        Meta(description="Words that are not used, by language, with what is said instead."),
    ] = {}
    brands: Annotated[
        tuple[str, ...], Meta(description="Names that are written in one way: GitHub.")
    ] = ()


class Term(Struct, frozen=True):
    """What one thing is called: the accepted forms by locale, the preferred one first."""

    name: str
    forms: Mapping[str, tuple[str, ...]]


class Glossary(Struct, frozen=True, kw_only=True):
    """The words of a magazine: pairs, words not used (by locale) and the spelling of names."""

    terms: tuple[Term, ...] = ()
    forbidden: Mapping[str, Mapping[str, str]] = {}
    brands: tuple[str, ...] = ()


def read_glossary(root: Path, locales: Collection[str]) -> Result[Glossary]:
    """Return the glossary of the site in a folder, an empty one when it has none."""
    try:
        with (root / PATH).open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return Result(Glossary())
    except OSError as failure:
        reason = failure.strerror or type(failure).__name__
        problem = environment_error("unreadable-file", Place(PATH), reason=reason)
        return Result(Glossary(), (problem,))
    tree, problems = read_toml(data, PATH)
    if tree is None:
        return Result(Glossary(), problems)
    fields, found, _ = decode(tree, GlossaryFields)
    problems += found
    if not isinstance(fields, GlossaryFields):
        return Result(Glossary(), problems)
    glossary = Glossary(
        terms=tuple(
            Term(name, {locale: _forms(forms) for locale, forms in by_locale.items()})
            for name, by_locale in fields.terms.items()
        ),
        forbidden=fields.forbidden,
        brands=fields.brands,
    )
    return Result(glossary, (*problems, *_faults(fields, tree, tuple(locales))))


def pattern_of(form: str, *, exact: bool = False) -> re.Pattern[str]:
    """Return what finds a form in a text: whole words, in the plural too, whatever their case.

    An `exact` one is found in no plural.
    """
    plural = "" if exact else "(?:s|es|x)?"
    words = (f"{re.escape(word)}{plural}" for word in _BLANKS.split(form.strip()))
    text = r"\s+".join(words).replace("'", "['’]").replace("’]", "’]")
    return re.compile(rf"(?<![\w-])(?:{text})(?!\w)", re.IGNORECASE)


def _forms(forms: Forms) -> tuple[str, ...]:
    return (forms,) if isinstance(forms, str) else forms


def _faults(fields: GlossaryFields, tree: Table, locales: tuple[str, ...]) -> Iterator[Problem]:
    yield from _faults_of_terms(fields, tree, locales)
    yield from _unknown(fields.forbidden, ("forbidden",), tree, locales)
    for locale, words in fields.forbidden.items():
        for word, instead in words.items():
            place = tree.place_of("forbidden", locale, word)
            if not word.strip() or not instead.strip():
                yield error("glossary-word-empty", place)
            elif pattern_of(word).search(instead):
                yield error("glossary-word-in-its-place", place, word=word, instead=instead)
    for number, brand in enumerate(fields.brands):
        if not brand.strip():
            yield error("glossary-word-empty", tree.place_of("brands", number))


def _faults_of_terms(
    fields: GlossaryFields, tree: Table, locales: tuple[str, ...]
) -> Iterator[Problem]:
    for name, by_locale in fields.terms.items():
        yield from _unknown(by_locale, ("terms", name), tree, locales)
        if len(by_locale) < 2:  # noqa: PLR2004 - a pair
            yield error("glossary-term-alone", tree.place_of("terms", name), name=name)
        for locale, forms in by_locale.items():
            if not all(form.strip() for form in _forms(forms)):
                yield error("glossary-word-empty", tree.place_of("terms", name, locale))


def _unknown(
    found: Collection[str], steps: tuple[str, ...], tree: Table, locales: tuple[str, ...]
) -> Iterator[Problem]:
    for locale in found:
        if locale not in locales:
            near = nearest(locale, locales) or locales[0]
            place = tree.place_of(*steps, locale)
            yield warning("unknown-term-language", place, language=locale, near=near)
