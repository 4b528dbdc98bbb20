"""Setting: the rules of a language applied in turn, around what is never set.

A rule reads text and returns edits, so that text cut up by tags is set as if it were whole
(diptych.render.typeset does that). Rules decide by what setting leaves alone, hence setting twice
changes nothing. Refuses to know HTML, files and the locales of the site.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from diptych.render.typography import english, french
from diptych.render.typography.text import OBJECT, Edit, Rule


@lru_cache(maxsize=4096)
def typeset_text(text: str, tag: str) -> str:
    """Set plain prose by the rules of `tag`, a BCP 47 tag ("fr", "fr-CA", "en-GB").

    The language chooses the rules, then the region; a language without rules keeps its text.
    URLs, e-mail addresses, attributes (a="b") and feet and inches (5'10") are left alone.
    Ordinals stay on the line ("1er"), but wrong ones are put right ("2ème" gives "2e").
    """
    rules = rules_for(tag)
    if not may_change(text, rules):
        return text
    masked, kept, _ = set_type(text, rules)
    return unmask(masked, kept)


def rules_for(tag: str) -> Sequence[Rule]:
    """Return the rules for a BCP 47 tag, in order; none for a language we do not set."""
    language, *others = tag.lower().split("-")
    region = next((other for other in others if len(other) == 2), "")  # noqa: PLR2004
    return _RULES.get(f"{language}-{region}", _RULES.get(language, ()))


def may_change(text: str, rules: Sequence[Rule]) -> bool:
    """Tell whether rules have anything to look at in a text; most headings hold nothing."""
    trigger = _TRIGGERS.get(rules)
    return trigger is None or trigger.search(text) is not None


def set_type(text: str, rules: Sequence[Rule]) -> tuple[str, str, Sequence[Sequence[Edit]]]:
    """Return the text set, what the OBJECTs in it stand for, and the edits of each rule in turn."""
    masked, kept = _mask(text)
    history: list[list[Edit]] = []
    for rule in rules:
        # No two edits of a rule overlap: every blank has one owner.
        edits = [edit for edit in rule(masked) if masked[edit[0] : edit[1]] != edit[2]]
        if edits:
            edits.sort()
            history.append(edits)
            pieces: list[str] = []
            done = 0
            for start, end, new in edits:
                pieces += masked[done:start], new
                done = end
            masked = "".join(pieces) + masked[done:]
    return masked, kept, history


# --- What is never set ---

_STOP: Final = r"\s<>\"«»“”…—"
_URL: Final = rf"[^{_STOP}]*[^{_STOP}.,;:!?)\]'’]"
_PROTECTED: Final = (  # a sign that is cheap to look for, and what it may be part of
    ("://", re.compile(rf"(?:https?|ftp)://{_URL}")),
    ("www.", re.compile(rf"www\.{_URL}")),
    ("@", re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+")),
    ('="', re.compile(r"=\"[^\"]*\"")),
    ('"', re.compile(r"[0-9]'[0-9]+\"")),
)


def _mask(text: str) -> tuple[str, str]:
    masked = text
    for sign, pattern in _PROTECTED:
        if sign in masked:
            masked = pattern.sub(lambda found: OBJECT * len(found[0]), masked)
    if OBJECT not in masked:
        return text, ""
    return masked, "".join(old for old, new in zip(text, masked, strict=True) if new == OBJECT)


def unmask(masked: str, kept: str) -> str:
    """Put back what the OBJECTs stand for: no rule adds, drops or reorders them."""
    first, *others = masked.split(OBJECT)
    return first + "".join(map("".join, zip(kept, others, strict=True)))


_RULES: Final[Mapping[str, Sequence[Rule]]] = MappingProxyType(
    {"en": english.RULES, "fr": french.RULES, "fr-ca": french.CANADIAN}
)

_TRIGGERS: Final[Mapping[Sequence[Rule], re.Pattern[str]]] = MappingProxyType(
    {
        english.RULES: english.TRIGGER,
        french.RULES: french.TRIGGER,
        french.CANADIAN: french.TRIGGER,
    }
)
