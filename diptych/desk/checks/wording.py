"""Wording: the words of the glossary in the texts, and what a translation calls the same thing.

Looks at prose only: neither code nor addresses nor keys of the front matter. A name in a wrong
spelling can be mended; what to say instead of a word depends on its sentence, and is only told.
"""

import re
from collections.abc import Iterator, Sequence

from diptych.desk.checks.counterparts import counterpart
from diptych.desk.checks.matter import Matter, pairs
from diptych.desk.copies import Copy
from diptych.desk.glossary import Glossary, Term, pattern_of, read_glossary
from diptych.desk.mending import Edit, Finding
from diptych.model.problem import error, warning


def check_wording(matter: Matter) -> Iterator[Finding]:
    """Hold every panel to the glossary; what is wrong with the glossary itself is told too."""
    glossary, problems = read_glossary(matter.root, matter.newsroom.site.config.languages)
    yield from map(Finding, problems)
    for story in matter.stories():
        for copy in story:
            yield from _forbidden(copy, glossary)
            yield from _brands(copy, glossary.brands)
        copies = {copy.panel.locale: copy for copy in story}
        for source, translation in pairs([copy.panel for copy in story]):
            for term in glossary.terms:
                yield from _untranslated(term, copies[source], copies[translation])


def _forbidden(copy: Copy, glossary: Glossary) -> Iterator[Finding]:
    for word, instead in glossary.forbidden.get(copy.panel.locale, {}).items():
        for found in _found(word, copy):
            place = copy.place(found.start())
            text = copy.text[slice(*found.span())]
            yield Finding(error("glossary-forbidden", place, word=text, instead=instead))


def _brands(copy: Copy, brands: Sequence[str]) -> Iterator[Finding]:
    for brand in brands:
        for found in pattern_of(brand, exact=True).finditer(copy.prose):
            word = " ".join(found[0].split())
            if word == brand.replace("'", "’" if "’" in word else "'"):
                continue
            problem = warning(
                "glossary-spelling", copy.place(found.start()), word=word, brand=brand
            )
            edit = Edit(copy.panel.path, found.start(), found.end(), brand)
            yield Finding(problem, () if "\n" in found[0] else (edit,))


def _untranslated(term: Term, source: Copy, translation: Copy) -> Iterator[Finding]:
    """Tell a term that the source has, and the translation has in none of its forms."""
    here = term.forms.get(source.panel.locale, ())
    there = term.forms.get(translation.panel.locale, ())
    said = (found for form in here for found in _found(form, source))
    first = min(said, key=re.Match.start, default=None)
    if first is None or not there or any(True for form in there for _ in _found(form, translation)):
        return
    yield Finding(
        warning(
            "glossary-term-missing",
            source.place(first.start()),
            counterpart(source, first.start(), translation),
            term=" ".join(first[0].split()),
            expected=there[0],
            locale=translation.panel.locale,
        )
    )


def _found(word: str, copy: Copy) -> Iterator[re.Match[str]]:
    return pattern_of(word).finditer(copy.prose)
