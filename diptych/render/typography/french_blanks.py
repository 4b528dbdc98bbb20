"""The blanks of French: before signs, inside guillemets, in numbers and beside units.

After the "Lexique des règles typographiques en usage à l'Imprimerie nationale"; in Canada after
the OQLF's Banque de dépannage linguistique ("Espacement avant et après les signes de ponctuation").
"""

import re
from collections.abc import Iterator
from typing import Final

from diptych.render.typography.text import (
    BLANK,
    BLANKS,
    LINE_BREAK,
    NARROW,
    NO_BREAK,
    OBJECT,
    RAISED,
    Edit,
    char_before,
    is_word,
    stands_alone,
)

_DIGITS: Final = r"[0-9](?<![0-9][0-9])[0-9]*+"
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
_MEASURE: Final = re.compile(rf"[0-9]({BLANK}++)(?={_UNIT})")
_WITHIN: Final = re.compile(  # 8 h 30; 500 F CFA
    rf"[0-9]{BLANK}*+(?:(?:h|min)(?={BLANK}++[0-9]{{2}}(?![0-9]))|F(?={BLANK}++CFA))({BLANK}++)"
)
_LABELS: Final = (  # each before what it must not part from
    (r"n° nº N° Nº M\. MM\. Mmes? Mlles? Mgr Dre?s? Pre?s? art\.", rf"[\w{OBJECT}]"),
    (r"p\. pp\. fig\. chap\. vol\. §", "[0-9]"),
    ("millions? milliards? Mds?", "[€$£¥]"),
)
_LABEL: Final = re.compile(
    "|".join(f"{word}(?={BLANK}++{n})" for words, n in _LABELS for word in words.split())
)
# One of these is in each label; most texts have none, and need not be searched.
LABEL_SIGNS: Final = (
    *("°", "º", "M.", "Mme", "Mlle", "Mgr", "Dr", "Pr", "art.", "p.", "fig.", "vol.", "§"),
    *"€$£¥",
)
_BLANKS: Final = re.compile(f"{BLANK}++")
_DIGIT: Final = re.compile("[0-9]")
_NUMBER: Final = re.compile(rf"{_DIGITS}(?:{BLANK}[0-9]++)+")
_YEAR: Final = re.compile("(?:1[5-9]|20)[0-9]{2}")
_GUILLEMET: Final = re.compile(rf"«({BLANK}*+)(?!\Z)|(»)(?<!{BLANK}»)(?<!«»)(?<!\A»)")
_SIGN: Final = re.compile("[»;:!?]")
# A face, an emoji's code or an operator: :-) :smile: :: := !=
_NO_SIGN: Final = re.compile(r"[:;][-'’^]?[()\[\]DPpOoSs|/\\*](?!\w)|:[\w+-]+:|:[:=]|!=", re.ASCII)
_ENDING: Final = re.compile(r"[;!?]++(?![\w/=])")


def french_blanks(text: str, high: str) -> Iterator[Edit]:
    """Choose every blank; `high` is the one before ; ! ? (none at all in Canada)."""
    yield from _around_signs(text, high)
    if _DIGIT.search(text):
        yield from _in_numbers(text)
        for rule in (_MEASURE, _WITHIN):
            yield from ((*found.span(1), NO_BREAK) for found in rule.finditer(text))
    for found in _LABEL.finditer(text) if any(sign in text for sign in LABEL_SIGNS) else ():
        blanks = _BLANKS.match(text, found.end())
        if blanks and not is_word(char_before(text, found.start())):
            yield *blanks.span(), NO_BREAK


def _around_signs(text: str, high: str) -> Iterator[Edit]:
    for found in _SIGN.finditer(text):
        start = end = found.start()
        while start and text[start - 1] in BLANKS:
            start -= 1
        if start == end:
            continue
        sign = found[0]
        if char_before(text, start) in ("", LINE_BREAK, "«") or _NO_SIGN.match(text, end):
            continue
        if sign in "»:":
            yield start, end, NO_BREAK
        elif high or _ENDING.match(text, end):
            yield start, end, high
    for found in _GUILLEMET.finditer(text) if "«" in text or "»" in text else ():
        if found[1]:
            yield *found.span(1), NO_BREAK
        else:
            yield *found.span(), f"{NO_BREAK}»" if found[2] else f"«{NO_BREAK}"


def _in_numbers(text: str) -> Iterator[Edit]:
    """Narrow the blanks between groups of three digits: 10 000, never a year or a telephone."""
    for found in _NUMBER.finditer(text):
        groups = re.split(BLANK, found[0])
        at = found.start()
        if len(groups) > 2 and _YEAR.fullmatch(groups[0]):  # noqa: PLR2004
            at += len(groups.pop(0)) + 1  # "en 2026 500 000 personnes"
        head, *tail = groups
        valid = len(head) <= 3 and head[0] != "0" and all(len(group) == 3 for group in tail)  # noqa: PLR2004
        telephone = char_before(text, at) == "+" and len(tail) > 2  # noqa: PLR2004
        if valid and not telephone and stands_alone(text, at):
            for blank in range(at + len(head), found.end(), 4):
                yield blank, blank + 1, NARROW
