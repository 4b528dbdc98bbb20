"""Sentences, titles and bodies made from the word lists.

The same number gives the same text, on every machine and in every process. A body is Markdown that
every generator reads: headings, paragraphs, a list, a quotation, strong text, links. The address of
its link to another story is left to the caller.
"""

import re
from collections.abc import Sequence
from random import Random

from benchmarks.words import HEADINGS, LEXICONS, READ_ALSO, SENTENCES, TITLES

SECTIONS = 4
"""Sections of a body, each with a heading of level two."""

_PLACE = re.compile(r"\{(\w+)\}")


def title(number: int, locale: str) -> str:
    """Return the title of a story."""
    rng = Random(f"title {number} {locale}")
    return _capital(_filled(rng, rng.choice(TITLES[locale]), locale))


def description(number: int, locale: str) -> str:
    """Return the sentence that presents a story in listings and to search engines."""
    rng = Random(f"description {number} {locale}")
    return _capital(_filled(rng, SENTENCES[locale][0], locale))


def body(number: int, locale: str, link: str | None) -> str:
    """Return a story's Markdown, of about 580 words; `link` is the address of an earlier story."""
    rng = Random(f"body {number} {locale}")
    blocks = [_paragraph(rng, locale, 2)]
    for section in range(SECTIONS):
        blocks += [f"## {_heading(rng, locale)}", _paragraph(rng, locale, 3)]
        if section == 0:
            blocks += [f"### {_heading(rng, locale)}", _paragraph(rng, locale, 3)]
        elif section == 1:
            blocks.append("\n".join(f"- {_sentence(rng, locale)}" for _ in range(3)))
        elif section == 2:  # noqa: PLR2004 - the third section
            blocks.append(f"> {_sentence(rng, locale)}")
        blocks.append(_paragraph(rng, locale, 2))
    if link is not None:
        theme = rng.choice(LEXICONS[locale]["theme"])
        blocks.append(READ_ALSO[locale].format(link=link, theme=theme))
    return "\n\n".join(blocks) + "\n"


def _paragraph(rng: Random, locale: str, sentences: int) -> str:
    return " ".join(_sentence(rng, locale) for _ in range(sentences))


def _sentence(rng: Random, locale: str) -> str:
    return _capital(_filled(rng, rng.choice(SENTENCES[locale]), locale))


def _heading(rng: Random, locale: str) -> str:
    return _capital(_filled(rng, rng.choice(HEADINGS[locale]), locale))


def _filled(rng: Random, template: str, locale: str) -> str:
    words = LEXICONS[locale]

    def choose(place: re.Match[str]) -> str:
        choices: Sequence[str] = words[place[1]]
        return rng.choice(choices)

    return _PLACE.sub(choose, template)


def _capital(text: str) -> str:
    """Return a sentence with its first letter a capital, whatever stands before it."""
    first = next((at for at, char in enumerate(text) if char.isalpha()), 0)
    return text[:first] + text[first].upper() + text[first + 1 :]
