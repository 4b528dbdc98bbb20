"""The corpus's sections, tags and authors, by name in each language.

Tags and authors are all pairings of two short lists. Nothing here knows which story has which.
"""

from collections.abc import Mapping, Sequence

CATEGORIES: Sequence[tuple[str, Mapping[str, str]]] = [
    ("startups", {"fr": "Jeunes pousses", "en": "Startups"}),
    ("delegations", {"fr": "Délégations", "en": "Missions"}),
    ("stories", {"fr": "Réussites", "en": "Success stories"}),
]

TAG_WORDS: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "fr": (
        [
            "Eau",
            "Énergie",
            "Santé",
            "École",
            "Transport",
            "Banque",
            "Récolte",
            "Logiciel",
            "Textile",
            "Pêche",
        ],
        ["et villes", "et droit", "et emploi", "et climat", "et export", "et données"],
    ),
    "en": (
        [
            "Water",
            "Energy",
            "Health",
            "School",
            "Transport",
            "Banking",
            "Harvest",
            "Software",
            "Textile",
            "Fishing",
        ],
        ["and towns", "and law", "and jobs", "and climate", "and exports", "and data"],
    ),
}
"""Ten subjects and six angles of each: sixty tags."""

FIRST_NAMES: Sequence[str] = ["Salma", "Omar", "Aminata", "Youssef", "Claire"]
LAST_NAMES: Sequence[str] = ["Benkirane", "Diallo", "Haddad", "Moreau", "Okafor"]
