"""The sample magazine as a reader meets it: one address of each kind of page, in each language.

It knows addresses of `content/` only. Who audits or tests "every kind of page" asks here, so a new
kind of page is added here once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

TOP = Path(__file__).resolve().parents[1]
CLOCK = datetime(2026, 11, 22, 12, tzinfo=UTC)
LOCALES = ("fr", "en")
BELONGS_TO_NO_LANGUAGE = ""


@dataclass(frozen=True)
class Kind:
    """A kind of page: where an example stands, and where its language switcher leads.

    `at` holds an address for each locale, or one for the empty locale. `switched` holds, for each
    locale, the address in the other language that its switcher leads to; by default that is the
    example of that language.
    """

    at: Mapping[str, str]
    switched: Mapping[str, str] | None = None
    plan: str = ""
    """What the plan calls it, where that is another name."""

    def counterpart(self, locale: str) -> str:
        """Return where the switcher of the example in that locale leads."""
        if self.switched is not None:
            return self.switched[locale]
        return next(address for other, address in self.at.items() if other != locale)


def _both(fr: str, en: str) -> Kind:
    return Kind({"fr": fr, "en": en})


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "chooser": Kind({BELONGS_TO_NO_LANGUAGE: "/"}),
        "home": _both("/fr/", "/en/"),
        "category": _both("/fr/startups/", "/en/startups/"),
        "numbered": Kind(
            {"fr": "/fr/startups/page/1/", "en": "/en/startups/page/1/"},
            {"fr": "/en/startups/", "en": "/fr/startups/"},
            plan="category",
        ),
        "article": _both(
            "/fr/startups/58-000-emplois-dans-la-tech/", "/en/startups/58-000-tech-jobs/"
        ),
        "untranslated": Kind(
            {"fr": "/fr/startups/lire-un-bilan/", "en": "/en/delegations/visa-questions/"},
            {"fr": "/en/startups/", "en": "/fr/delegations/"},
            plan="article",
        ),
        "tag": _both("/fr/tags/energie/", "/en/tags/energy/"),
        "tags": _both("/fr/tags/", "/en/tags/"),
        "author": _both("/fr/auteurs/bureau-startups/", "/en/authors/startup-desk/"),
        "authors": _both("/fr/auteurs/", "/en/authors/"),
        "series": _both("/fr/series/un-pole-a-ifrane/", "/en/series/a-hub-in-ifrane/"),
        "all-series": _both("/fr/series/", "/en/series/"),
        "year": Kind({"fr": "/fr/archives/2026/", "en": "/en/archives/2026/"}, plan="archive"),
        "month": Kind(
            {"fr": "/fr/archives/2026/03/", "en": "/en/archives/2026/03/"}, plan="archive"
        ),
        "archives": _both("/fr/archives/", "/en/archives/"),
        "page": _both("/fr/a-propos/", "/en/about/"),
        "search": _both("/fr/recherche/", "/en/search/"),
        "not-found": Kind(
            {"fr": "/fr/404.html", "en": "/en/404.html"}, {"fr": "/en/", "en": "/fr/"}
        ),
        "not-found-anywhere": Kind({BELONGS_TO_NO_LANGUAGE: "/404.html"}, plan="not-found"),
    }
)

WITH_COMMENTS = KINDS["article"].at


def output_path(address: str) -> str:
    """Return the output file, as a relative path, that an address of the site means."""
    path = address.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def examples(folder: Path) -> list[tuple[str, str, str]]:
    """Return kind, locale and address of each example that a built site has."""
    return [
        (name, locale, address)
        for name, kind in KINDS.items()
        for locale, address in kind.at.items()
        if (folder / output_path(address)).is_file()
    ]
