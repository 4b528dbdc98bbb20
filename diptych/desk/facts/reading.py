"""Reading the facts of a text: everything that it mentions, once each, in its order."""

from diptych.desk.facts.languages import LANGUAGES
from diptych.desk.facts.mentions import Mention
from diptych.desk.facts.moments import moments
from diptych.desk.facts.numbers import numerals, phones_and_versions
from diptych.desk.facts.words import worded

_TAKEN = "\ufffc"


def mentions(prose: str, language: str) -> tuple[Mention, ...]:
    """Return the facts that a text mentions; none in a language whose numbers are not known.

    What was read as a time or a phone number is not read again as numbers. `language` is a primary
    subtag (`fr`); what is no prose stands in the text as U+FFFC.
    """
    known = LANGUAGES.get(language)
    if known is None:
        return ()
    found: list[Mention] = []
    rest = prose
    for reader in (phones_and_versions, moments, numerals):
        found += reader(rest, known)
        rest = _without(rest, found)
    found += worded(prose, known)
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end)))


def _without(text: str, found: list[Mention]) -> str:
    chars = list(text)
    for mention in found:
        width = mention.end - mention.start
        chars[mention.start : mention.end] = _TAKEN * width
    return "".join(chars)
