"""A magazine made in memory: just enough of a site for a test to say what it is about."""

from datetime import UTC, datetime

from diptych.model.article import Article
from diptych.model.body import Body
from diptych.model.config import Category, CategoryText, Config, Locale, Paths
from diptych.model.problem import Place
from diptych.model.taxonomy import Author, Registry, Series, Tag
from diptych.site.assembly import assemble
from diptych.site.edition import Edition
from diptych.site.index import Site, index
from diptych.site.plan import plan
from diptych.site.states import Preview
from diptych.site.view import View

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def category(name, fr, en, untranslated="link"):
    texts = {
        "fr": CategoryText(title=fr, slug=fr.lower()),
        "en": CategoryText(title=en, slug=en.lower()),
    }
    return Category(id=name, texts=texts, untranslated=untranslated)


def config(**changes):
    settings = {
        "base_url": "https://example.org/",
        "default_language": "fr",
        "page_size": 2,
        "languages": {
            "fr": Locale(id="fr", tag="fr-FR", label="Français", title="Passerelle"),
            "en": Locale(id="en", tag="en-GB", label="English", title="Passerelle"),
        },
        "paths": {"fr": Paths(authors="auteurs", search="recherche"), "en": Paths()},
        "categories": {
            "startups": category("startups", "Jeunes", "Young"),
            "shown": category("shown", "Montre", "Shown", "show"),
            "hidden": category("hidden", "Cache", "Hidden", "hide"),
        },
    }
    return Config(**{**settings, **changes})


REGISTRY = Registry(
    tags={name: Tag(id=name, labels={"fr": name.upper()}) for name in ("ai", "bio", "energy")},
    authors={"lea": Author(id="lea", labels={"fr": "Léa"}, bios={"fr": "Bio"})},
    series={"tour": Series(id="tour", labels={"fr": "Le tour", "en": "The tour"})},
)


def article(key="startups/a", locale="fr", **fields):
    category_id, _, name = key.rpartition("/")
    path = f"content/{key}.{locale}.md"
    dated = {
        "category": category_id,
        "date": datetime(2026, 1, 1, tzinfo=UTC),
        "slug": name,
        "title": f"{name} {locale}",
        "places": {"title": Place(path, 2, 8)},
    }
    chosen = {**dated, **fields}
    chosen.setdefault("publish_at", chosen["date"])
    return Article(key=key, locale=locale, path=path, **chosen)


def day(number):
    """Return noon of the day that many days after 1 January 2026."""
    return datetime.fromtimestamp(1_767_268_800 + 86_400 * number, tz=UTC)


def site(*articles, preview=None, settings=None, now=NOW, **more) -> Site:
    return index(
        settings or config(),
        REGISTRY,
        articles,
        now=now,
        preview=preview or Preview(),
        **more,
    )


def edition(*articles, bodies=None, **more) -> Edition:
    indexed = site(*articles, **more)
    finished = {
        name: Body(html="<p>Text</p>", excerpt="Text", words=460) for name in indexed.articles
    }
    finished |= bodies or {}
    return assemble(
        indexed,
        plan(indexed, ()).value,
        finished,
        gists=finished,
        catalogues={"fr": "fr", "en": "en"},
        typeset=lambda text, _tag: text,
    )


def view(*articles, **more) -> View:
    return View(edition(*articles, **more))
