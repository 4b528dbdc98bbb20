"""How French and English write numbers, magnitudes, currencies, hours and months: tables.

A language that is not here has no facts to compare but those that look alike everywhere. Knows
words and signs only; how they combine is told by the modules that read them.
"""

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

BLANK = "[ \u00a0\u2009\u202f]"
"""A blank that may stand inside a number or before its unit."""


class Language(Struct, frozen=True, kw_only=True, eq=False):
    """What a language calls things.

    `group` and `decimal` are patterns of the signs inside a number. `magnitudes` are words and
    signs after one; those of `glued` count only beside a currency or at the number itself. `words`
    are the numbers that words say, `hundred` multiplies what precedes it, `loose` are words that
    imply a number (`dozen`), `shares` those that imply a percentage. `suffix` ends an ordinal;
    `month_first` allows `March 12`; `between` joins the ends of a range.
    `half_of` stands before a word that it halves, `and_half` after one; `decade` finds the digits
    of the 80s.
    """

    group: str
    decimal: str
    magnitudes: Mapping[str, Decimal]
    glued: Mapping[str, Decimal]
    currencies: Mapping[str, str]
    percent: str
    suffix: str
    words: Mapping[str, int]
    hundred: frozenset[str]
    joiners: frozenset[str]
    loose: Mapping[str, tuple[int, ...]]
    shares: Mapping[str, tuple[int, ...]]
    months: Mapping[str, int]
    hours: str
    month_first: bool
    half_of: str
    and_half: str
    decade: str
    noon: str
    midnight: str
    between: str


_TENS_EN = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_TENS_FR = {
    "vingt": 20,
    "vingts": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "nonante": 90,
}


def _numbered(names: str, first: int = 0) -> dict[str, int]:
    """Return words by their place in a row that begins with a number."""
    return {name: number for number, name in enumerate(names.split(), start=first)}


_WORDS_EN = _numbered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_WORDS_FR = _numbered(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
_MONTHS_EN = _numbered(
    "january february march april may june july august september october november december", 1
)
_SHORT_EN = _numbered("jan feb mar apr may jun jul aug sep oct nov dec", 1)
_MONTHS_FR = _numbered(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre", 1
)
_SHORT_FR = _numbered("janv févr mars avr mai juin juil aout sept oct nov déc", 1)


_ENGLISH = Language(
    group="[,\u00a0\u2009\u202f'’]",
    decimal=r"\.",
    magnitudes={
        "hundred": Decimal(100),
        "thousand": Decimal(1000),
        "million": Decimal(10**6),
        "millions": Decimal(10**6),
        "billion": Decimal(10**9),
        "billions": Decimal(10**9),
        "trillion": Decimal(10**12),
    },
    glued={
        "k": Decimal(1000),
        "K": Decimal(1000),
        "m": Decimal(10**6),
        "M": Decimal(10**6),
        "mn": Decimal(10**6),
        "bn": Decimal(10**9),
        "B": Decimal(10**9),
        "b": Decimal(10**9),
        "tn": Decimal(10**12),
    },
    currencies={
        "euros": "EUR",
        "euro": "EUR",
        "US dollars": "USD",
        "dollars": "USD",
        "dollar": "USD",
        "pounds sterling": "GBP",
        "pounds": "GBP",
        "dirhams": "MAD",
        "dirham": "MAD",
        "yen": "JPY",
        "CFA francs": "XOF",
        "Swiss francs": "CHF",
        "rand": "ZAR",
        "naira": "NGN",
        "shillings": "KES",
    },
    percent=r"%|per ?cent\b|pc\b",
    suffix="(?:st|nd|rd|th)",
    words=_WORDS_EN | _TENS_EN | {"a": 1, "an": 1},
    hundred=frozenset({"hundred", "hundreds"}),
    joiners=frozenset({"and"}),
    loose={
        "once": (1,),
        "single": (1,),
        "twice": (2,),
        "both": (2,),
        "double": (2,),
        "doubled": (2,),
        "pair": (2,),
        "couple": (2,),
        "triple": (3,),
        "tripled": (3,),
        "quarter": (3, 15),
        "half": (30, 6),
        "semester": (6,),
        "dozen": (12,),
        "dozens": (12,),
        "fortnight": (14, 15),
        "decade": (10,),
        "decades": (10,),
        "century": (100,),
        "year": (12,),
        "hour": (60,),
        "day": (24,),
        "week": (7,),
        "none": (0,),
        "no": (0,),
    },
    shares={
        "all": (100,),
        "half": (50,),
        "third": (33,),
        "thirds": (66, 67),
        "quarter": (25,),
        "quarters": (75,),
        "fifth": (20,),
        "tenth": (10,),
    },
    months=_MONTHS_EN | _SHORT_EN | {"sept": 9},
    hours="(?:hours?|hrs?|h)",
    month_first=True,
    half_of=r"half[ -]an?[ ]$",
    and_half=r"[ ]and[ ]a[ ]half\b",
    decade=r"(?P<digits>(?<!\d)\d0(?=s\b))",
    noon=r"\b(?:noon|midday)\b",
    midnight=r"\bmidnight\b",
    between=r"(?:to|and|or)",
)

_FRENCH = Language(
    group="[ .\u00a0\u2009\u202f'’]",
    decimal="[,.]",
    magnitudes={
        "cents": Decimal(100),
        "mille": Decimal(1000),
        "milliers": Decimal(1000),
        "million": Decimal(10**6),
        "millions": Decimal(10**6),
        "milliard": Decimal(10**9),
        "milliards": Decimal(10**9),
        "billion": Decimal(10**12),
        "billions": Decimal(10**12),
    },
    glued={
        "k": Decimal(1000),
        "K": Decimal(1000),
        "M": Decimal(10**6),
        "Md": Decimal(10**9),
        "Mds": Decimal(10**9),
        "Mrd": Decimal(10**9),
    },
    currencies={
        "euros": "EUR",
        "euro": "EUR",
        "dollars canadiens": "CAD",
        "dollars américains": "USD",
        "dollars": "USD",
        "dollar": "USD",
        "livres sterling": "GBP",
        "livres": "GBP",
        "dirhams": "MAD",
        "dirham": "MAD",
        "yens": "JPY",
        "francs CFA": "XOF",
        "francs suisses": "CHF",
        "rands": "ZAR",
        "nairas": "NGN",
        "shillings": "KES",
    },
    percent=r"%|pour[ \u00a0]cent\b|p\.[ \u00a0]?100\b",
    suffix="(?:ers?|res?|ère|èmes?|es?|ndes?|nds?|ᵉʳ?)",
    words=_WORDS_FR | _TENS_FR | {"une": 1},
    hundred=frozenset({"cent", "cents"}),
    joiners=frozenset({"et"}),
    loose={
        "seul": (1,),
        "seule": (1,),
        "double": (2,),
        "doublé": (2,),
        "paire": (2,),
        "couple": (2,),
        "triple": (3,),
        "triplé": (3,),
        "quart": (15,),
        "demi": (30, 6),
        "demie": (30,),
        "trimestre": (3,),
        "semestre": (6,),
        "dizaine": (10,),
        "dizaines": (10,),
        "décennie": (10,),
        "douzaine": (12,),
        "quinzaine": (14, 15),
        "vingtaine": (20,),
        "trentaine": (30,),
        "quarantaine": (40,),
        "cinquantaine": (50,),
        "soixantaine": (60,),
        "centaine": (100,),
        "centaines": (100,),
        "millier": (1000,),
        "siècle": (100,),
        "an": (12,),
        "heure": (60,),
        "jour": (24,),
        "semaine": (7,),
        "aucun": (0,),
        "aucune": (0,),
    },
    shares={
        "totalité": (100,),
        "moitié": (50,),
        "demi": (50,),
        "tiers": (33, 66, 67),
        "quart": (25,),
        "quarts": (75,),
        "cinquième": (20,),
        "dixième": (10,),
    },
    months=_MONTHS_FR | _SHORT_FR,
    hours="(?:heures?|h)",
    month_first=False,
    half_of=r"demi[- ]$",
    and_half=r"[ ]et[ ]demie?\b",
    decade=r"(?<=\bannées[ \u00a0])(?P<digits>\d0)(?!\d)",
    noon=r"\bmidi\b",
    midnight=r"\bminuit\b",
    between=r"(?:à|et|ou)",
)

LANGUAGES: Mapping[str, Language] = {"en": _ENGLISH, "fr": _FRENCH}
"""By the primary subtag of BCP 47."""
