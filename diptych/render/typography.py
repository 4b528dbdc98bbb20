"""The typographic rules of French and English, on plain text.

A rule reads text and returns edits, so that text cut up by tags is set as if it were whole
(diptych.render.typeset does that). Rules decide by what setting leaves alone, hence setting twice
changes nothing. This module refuses to know HTML, files and the locales of the site.
French follows the "Lexique des règles typographiques en usage à l'Imprimerie nationale"; fr-CA
the OQLF's Banque de dépannage linguistique ("Espacement avant et après les signes de ponctuation").
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Final, TypeAlias

Edit: TypeAlias = tuple[int, int, str]  # start and end (code points), and what to put there
Rule: TypeAlias = Callable[[str], Iterable[Edit]]

# What stands in the text for what is no text:
OBJECT: Final = "\ufffc"  # read but never set: inline code, a picture, a URL
RAISED: Final = "ᵉ"  # a superscript: a letter of its word, so "1ᵉ an" is set like "1er an"
LINE_BREAK: Final = "\u2028"  # a forced line break: a blank that no rule changes

_NO_BREAK: Final = "\u00a0"
_NARROW: Final = "\u202f"
_S: Final = "[ \t\n\r\f\u00a0\u2009\u202f]"
# A whole run, found from its first character only: a page of blanks or digits stays linear.
_RUN: Final = rf"{_S}(?<!{_S}{_S}){_S}*+"
_DIGITS: Final = r"[0-9](?<![0-9][0-9])[0-9]*+"
NUMERAL: Final = r"[0-9IVX](?<![0-9IVX][0-9IVX])[0-9IVX]*+"


def typeset_text(text: str, tag: str) -> str:
    """Set plain prose by the rules of `tag`, a BCP 47 tag ("fr", "fr-CA", "en-GB").

    The language chooses the rules, then the region; a language without rules keeps its text.
    URLs, e-mail addresses, attributes (a="b") and feet and inches (5'10") are left alone.
    Ordinals stay on the line ("1er"), but wrong ones are put right ("2ème" gives "2e").
    """
    masked, kept, _ = set_type(text, rules_for(tag))
    return unmask(masked, kept)


def rules_for(tag: str) -> Sequence[Rule]:
    """Return the rules for a BCP 47 tag, in order; none for a language we do not set."""
    language, *others = tag.lower().split("-")
    region = next((other for other in others if len(other) == 2), "")  # noqa: PLR2004
    return _RULES.get(f"{language}-{region}", _RULES.get(language, ()))


def set_type(text: str, rules: Sequence[Rule]) -> tuple[str, str, Sequence[Sequence[Edit]]]:
    """Return the text set, what the OBJECTs in it stand for, and the edits of each rule in turn."""
    masked, kept = _mask(text)
    history: list[list[Edit]] = []
    for rule in rules:
        # No two edits of a rule overlap: every blank has one owner.
        edits = sorted(edit for edit in rule(masked) if masked[edit[0] : edit[1]] != edit[2])
        if edits:
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


# --- Neighbours: "" is the edge of the text ---

_SHUTTING: Final = frozenset(".,;:!?…)]}-–—/")
_BRACKETS: Final = frozenset("([{")


def _before(text: str, at: int) -> str:
    return text[at - 1] if at else ""


def _after(text: str, at: int) -> str:
    char = text[at : at + 1]
    return "" if char == RAISED else char  # a note call ends the word


def _is_blank(char: str) -> bool:
    return not char or char.isspace()


def _is_word(char: str) -> bool:
    return char.isalnum() or char == OBJECT or bool(char and unicodedata.combining(char))


def stands_alone(text: str, start: int) -> bool:
    """Tell a number that begins at `start` from the tail of a word, a fraction or a decimal."""
    before = _before(text, start)
    if before in (".", ","):
        return not text[max(0, start - 2) : start - 1].isdecimal()
    return not (_is_word(before) or before in ("_", "/"))


# --- Both languages ---


def _each(text: str, pattern: re.Pattern[str], new: str) -> Iterator[Edit]:
    return ((*found.span(), new) for found in pattern.finditer(text))


_ELLIPSES: Final = partial(_each, pattern=re.compile(r"\.\.\.(?<!\.\.\.\.)(?!\.)"), new="…")


# --- English ---

_DASHES: Final = re.compile(rf"((?:{_RUN})?)(?<!-)--(?!-)({_S}*+)")
_QUOTES: Final = re.compile("[\"'“”‘’]")
_ELISION: Final = re.compile(
    r"'(?:[0-9]{2}s?(?!\w)|n(?=['’])|(?:tis|twas|twere|twill|em|til|till|cause|bout)(?![\w'’]))",
    re.IGNORECASE,
)


def _english_dashes(text: str) -> Iterator[Edit]:
    """Set "--" as an em dash, closed up; an arrow "-->" and an option " --name" are no dashes."""
    for found in _DASHES.finditer(text) if "--" in text else ():
        before, after = _before(text, found.start()), text[found.end() : found.end() + 1]
        starts, ends = before in ("", LINE_BREAK), after in ("", LINE_BREAK)
        spaced = bool(found[2] or ends)
        if {before, after} & {*"-—<>"} or text.endswith("<!", 0, found.start()):
            continue
        if spaced or not (found[1] or starts):
            yield found.end(1), found.start(2), "—"
            if found[1] and found[2] and not starts and not ends:
                yield *found.span(1), ""
                yield *found.span(2), ""


def _english_quotes(text: str) -> Iterator[Edit]:
    """Curl quotation marks and apostrophes; feet, inches and lone marks stay straight."""
    glyph, last, doubles, singles = "", -1, 0, 0
    for found in _QUOTES.finditer(text) if '"' in text or "'" in text else ():
        at = found.start()
        before = glyph if last == at - 1 else _before(text, at)
        glyph, last, after = found[0], at, _after(text, at + 1)
        if glyph == '"' and not _stays_straight(before, after, doubles):
            both = _is_word(before) and _is_word(after)
            glyph = glyph if both else "“" if _opens(before, after, doubles) else "”"
        elif glyph == "'" and not _stays_straight(before, after, singles):
            both = before.isdecimal() and after.isdecimal()
            opens = _opens(before, after, singles) and not _ELISION.match(text, at)
            glyph = glyph if both else "‘" if opens else "’"
        doubles = max(0, doubles + (glyph == "“") - (glyph == "”"))
        singles = max(0, singles + (glyph == "‘") - (glyph == "’" and not _is_word(after)))
        yield at, at + 1, glyph


def _stays_straight(before: str, after: str, pending: int) -> bool:
    """Tell a mark that quotes nothing: alone, after "=", or a prime with no quotation to close."""
    if _is_blank(before) or before in _BRACKETS:
        return _is_blank(after)
    return before == "=" or (before.isdecimal() and not _is_word(after) and not pending)


def _opens(before: str, after: str, pending: int) -> bool:
    if _is_blank(before) or before in _BRACKETS:
        return True
    if before in "-–—/“‘":
        return not (_is_blank(after) or after in _SHUTTING)
    return not _is_word(before) and _is_word(after) and not pending


# --- French: letters and quotation marks ---

_MISSPELT: Final = re.compile(
    rf"({NUMERAL})(?:(?P<e>i?(?:è|e\u0300?)me|è|e\u0300)|(?P<re>(?:è|e\u0300?)re))"
    r"(?=s?(?![\w\u0300-\u036f]))",
)
# Between two letters; an elision (l' d' qu') also before a quotation.
_APOSTROPHE: Final = re.compile(
    rf"'(?<=[^\W\d_]')(?=[^\W_]|{OBJECT}|(?:(?<=\b[cdjlmnstCDJLMNST]')|(?<=[qQ]u'))[\"«“])"
)
_APOSTROPHES: Final = partial(_each, pattern=_APOSTROPHE, new="’")
# Guillemets own the blanks inside them: a mark beside one sees past it, set or not.
_CLUSTER: Final = re.compile(rf"(?:[\"“”»]|«{_S}*+|{_RUN}»)+")
_INNER: Final = MappingProxyType({"": ("«", "»"), "«": ("“", "”"), "“": ("«", "»")})


def misspelt_ordinals(text: str) -> Iterator[Edit]:
    """Abbreviate as the Lexique does: 1re, 2e; not 1ère, 2ème, 2è."""
    for found in _MISSPELT.finditer(text):
        kind = "re" if found["re"] else "e"
        if (found[1] in ("1", "I")) == (kind == "re") and stands_alone(text, found.start()):
            yield *found.span(kind), kind


def _guillemets(text: str) -> Iterator[Edit]:
    """Set straight marks that pair up as « », inside those as “ ”; one without partner stays.

    What cannot be closed remains on the stack as a wall, so that no pair straddles another nor an
    odd mark. A pair leaves the stack as it was, hence pairs already set change nothing.
    """
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int, str]] = []
    for cluster in _CLUSTER.finditer(text) if '"' in text else ():
        opens, closes = _faces(text, *cluster.span())
        for at in range(*cluster.span()):
            char = text[at]
            top, start = stack[-1] if stack else ("", -1)
            if top + char in ("«»", "“”") or (top == char == '"' and closes):
                stack.pop()
                pairs.append((start, at, top))
            elif not char.isspace():
                stack.append(("wall" if char == '"' and not opens else char, at))
    around: list[tuple[int, str]] = []
    for start, end, kind in sorted(pairs):
        while around and around[-1][0] < start:
            around.pop()
        left, right = _INNER[around[-1][1] if around else ""]
        if kind == '"':
            yield start, start + 1, left
            yield end, end + 1, right
        around.append((end, left if kind == '"' else kind))


def _faces(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Tell whether straight marks between `start` and `end` may open, and whether close."""
    before, after = _before(text, start), _after(text, end)
    free = _is_blank(before) or before in _BRACKETS or before in "-–—/'’‘"
    shuts = _is_blank(after) or after in _SHUTTING
    said = text[max(0, start - 8) : start].rstrip()[-1:]
    measures = shuts and before.isspace() and said.isdecimal()  # 15 " closes, and never opens
    shut = _is_word(before) or before in {*".,;!?…)]}=%"} or measures
    open_ = _is_word(after) or after in _BRACKETS
    return not shut and (free or not shuts), not open_ and (shuts or not free)


# --- French: blanks ---

_UNITS: Final = (
    "ans? années? mois semaines? jours? heures? minutes? secondes? siècles? h min s ms milliers?"
    " millions? milliards? euros? centimes? dollars? dirhams? dinars? francs? livres? yens? yuans?"
    " nairas? rands? shillings? cedis? [KM]?MAD M*DH Dh dh EUR USD GBP CHF FCFA F XOF XAF TND DZD"
    " EGP NGN ZAR KES Mds? [kcmµn]?m[²³]? ha hectares? mètres? kilomètres? [kmµ]?g grammes? kilos?"
    " tonnes? t [cmdh]?[lL] litres? [KkMGTP][oB] octets? [kMG]b(?:it)?s? bits? [kMG]?Hz [kMGT]?Wh?"
    " [mk]?V m?Ah px pixels? pt dpi dB bars? watts? degrés? points? personnes?"
)
_UNIT: Final = (
    rf"(?:{'|'.join(_UNITS.split())})(?![^\W{RAISED}]|['’])"
    r"|[%‰°]|h(?=[0-9]{2})|(?:k|M|Mds?|G)?[€$£¥₦](?![0-9])"
)
_MEASURE: Final = re.compile(rf"[0-9]({_S}++)(?={_UNIT})")
_WITHIN: Final = re.compile(  # 8 h 30; 500 F CFA
    rf"[0-9]{_S}*+(?:(?:h|min)(?={_S}++[0-9]{{2}}(?![0-9]))|F(?={_S}++CFA))({_S}++)"
)
_LABELS: Final = (  # each before what it must not part from
    (r"n° nº N° Nº M\. MM\. Mmes? Mlles? Mgr Dre?s? Pre?s? art\.", rf"[\w{OBJECT}]"),
    (r"p\. pp\. fig\. chap\. vol\. §", "[0-9]"),
    ("millions? milliards? Mds?", "[€$£¥]"),
)
_LABEL: Final = re.compile(
    "|".join(f"{word}(?={_S}++{n})" for words, n in _LABELS for word in words.split())
)
_BLANKS: Final = re.compile(f"{_S}++")
_DIGIT: Final = re.compile("[0-9]")
_NUMBER: Final = re.compile(rf"{_DIGITS}(?:{_S}[0-9]++)+")
_YEAR: Final = re.compile("(?:1[5-9]|20)[0-9]{2}")
_GUILLEMET: Final = re.compile(rf"«({_S}*+)(?!\Z)|(»)(?<!{_S}»)(?<!«»)(?<!\A»)")
_BEFORE_SIGN: Final = re.compile(rf"{_RUN}(?=[»;:!?])")
# A face, an emoji's code or an operator: :-) :smile: :: := !=
_NO_SIGN: Final = re.compile(r"[:;][-'’^]?[()\[\]DPpOoSs|/\\*](?!\w)|:[\w+-]+:|:[:=]|!=", re.ASCII)
_ENDING: Final = re.compile(r"[;!?]++(?![\w/=])")


def _french_blanks(text: str, high: str) -> Iterator[Edit]:
    """Choose every blank; `high` is the one before ; ! ? (none at all in Canada)."""
    yield from _around_signs(text, high)
    if _DIGIT.search(text):
        yield from _in_numbers(text)
        for rule in (_MEASURE, _WITHIN):
            yield from ((*found.span(1), _NO_BREAK) for found in rule.finditer(text))
    for found in _LABEL.finditer(text):
        blanks = _BLANKS.match(text, found.end())
        if blanks and not _is_word(_before(text, found.start())):
            yield *blanks.span(), _NO_BREAK


def _around_signs(text: str, high: str) -> Iterator[Edit]:
    for found in _BEFORE_SIGN.finditer(text):
        (start, end), sign = found.span(), text[found.end()]
        if _before(text, start) in ("", LINE_BREAK, "«") or _NO_SIGN.match(text, end):
            continue
        if sign in "»:":
            yield start, end, _NO_BREAK
        elif high or _ENDING.match(text, end):
            yield start, end, high
    for found in _GUILLEMET.finditer(text):
        if found[1]:
            yield *found.span(1), _NO_BREAK
        else:
            yield *found.span(), f"{_NO_BREAK}»" if found[2] else f"«{_NO_BREAK}"


def _in_numbers(text: str) -> Iterator[Edit]:
    """Narrow the blanks between groups of three digits: 10 000, never a year or a telephone."""
    for found in _NUMBER.finditer(text):
        groups = re.split(_S, found[0])
        at = found.start()
        if len(groups) > 2 and _YEAR.fullmatch(groups[0]):  # noqa: PLR2004
            at += len(groups.pop(0)) + 1  # "en 2026 500 000 personnes"
        head, *tail = groups
        valid = len(head) <= 3 and head[0] != "0" and all(len(group) == 3 for group in tail)  # noqa: PLR2004
        telephone = _before(text, at) == "+" and len(tail) > 2  # noqa: PLR2004
        if valid and not telephone and stands_alone(text, at):
            for blank in range(at + len(head), found.end(), 4):
                yield blank, blank + 1, _NARROW


_FRENCH: Final = (_ELLIPSES, misspelt_ordinals, _APOSTROPHES, _guillemets)
_RULES: Final[Mapping[str, Sequence[Rule]]] = MappingProxyType(
    {
        "en": (_ELLIPSES, _english_dashes, _english_quotes),
        "fr": (*_FRENCH, partial(_french_blanks, high=_NARROW)),
        "fr-ca": (*_FRENCH, partial(_french_blanks, high="")),
    }
)
