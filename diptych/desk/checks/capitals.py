"""French capitals keep their accents: words that are typed without, told with certainty only.

The words listed have no homograph without the accent, neither in French nor in English, whose
names stand in many a text. A lone `A` that begins a sentence is the preposition when one of a few
words follows it; else it may be a verb or a letter.
"""

import re
from collections.abc import Iterator

from diptych.desk.checks.slips import Slip
from diptych.desk.copies import NOTHING

_ACUTE = (
    "Etat Etats Ecole Ecoles Ecolier Ecoliers Etude Etudes Etudiant Etudiante Etudiants Etudiantes"
    " Etudier Egalement Egal Electricité Electrique Electriques Electronique Electroniques Elève"
    " Elèves Elément Eléments Energie Energies Energétique Energétiques Equipe Equipes Equipement"
    " Equipements Equilibre Equité Epoque Epargne Etablissement Etablissements Etape Etapes"
    " Etranger Etrangers Etrangère Etrangères Evénement Evénements Evènement Evènements Evidemment"
    " Editeur Editeurs Editrice Editrices Economie Economies Economique Economiques Ecologie"
    " Ecologique Ecologiques Ecosystème Ecosystèmes Ecran Ecrans Ecriture Ecrivain Ecrivains"
    " Ecouter Ecrire Egypte Ethiopie Erythrée Elysée Eglise Eglises Equateur Etoile Etoiles Eviter"
)
_OTHERS = {"Etre": "Être", "Etes": "Êtes", "Ile": "Île", "Iles": "Îles"}
_SPELT = {word: f"É{word[1:]}" for word in _ACUTE.split()} | _OTHERS
_LISTED = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(_SPELT, key=len, reverse=True))})(?!\w)")

_FOLLOWING = (
    "la ce cet cette ces son sa ses leur leurs notre nos votre vos chaque partir travers propos"
    " noter savoir défaut moins mesure côté nouveau peine quoi qui suivre voir vrai"
    " terme long court"
)
_PREPOSITION = re.compile(
    rf"(?:^|[.!?…][ \u00a0\n])[ \t{NOTHING}*_«\u00a0\u202f]*(?P<a>A)"
    rf"(?=[ \u00a0](?:l['’]|(?:{'|'.join(_FOLLOWING.split())})\b))",
    re.MULTILINE,
)


def bare_capitals(prose: str) -> Iterator[Slip]:
    """Find capitals without their accent in a French text."""
    for found in _LISTED.finditer(prose):
        yield _slip(*found.span(), found[0], _SPELT[found[0]])
    for found in _PREPOSITION.finditer(prose):
        yield _slip(*found.span("a"), "A", "À")


def _slip(start: int, end: int, seen: str, wanted: str) -> Slip:
    return Slip("typing-accent", start, ((start, end, wanted),), seen, wanted)
