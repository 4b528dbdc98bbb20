"""A view that answers from what a test has put into it, on a site below `/mag/`."""

from datetime import datetime, timedelta, timezone

from msgspec.structs import replace

from diptych.model.body import Body
from diptych.site.answers import Card, Details, Link, Picture, Profile, SiteInfo

BASE = "https://host.example/mag/"
CASABLANCA = timezone(timedelta(hours=1))

SITE = SiteInfo(
    locale="fr",
    tag="fr-FR",
    label="Français",
    title="Passerelle",
    description="Le magazine des technologies",
    home="/mag/fr/",
    base_url=BASE,
    languages=("fr", "en"),
    default_language="fr",
    publisher="Passerelle Médias",
    logo=Picture(url="/mag/assets/logo.png", width=600, height=60, media_type="image/png"),
    noindex=False,
)

LEA = Link(label="Léa Benali", url="/mag/fr/auteurs/lea/", locale="fr")
STARTUPS = Link(label="Startups", url="/mag/fr/startups/", locale="fr")
AI = Link(label="IA", url="/mag/fr/tags/ia/", locale="fr")

DETAILS = Details(
    tags=(AI,),
    profiles=(),
    translators=(),
    series=(),
    corrections=(),
    original=None,
    state="",
    extra={},
)


def day(number, hour=9):
    return datetime(2026, 3, number, hour, 30, tzinfo=CASABLANCA)


def card(key="startups/ifrane", locale="fr", **changes):
    name = key.rpartition("/")[2]
    made = Card(
        id=f"{key}.{locale}",
        key=key,
        locale=locale,
        url=f"/mag/{locale}/startups/{name}/",
        title="Ifrane : l’IA au sommet",
        description="Une description",
        summary="Un résumé",
        date=day(10),
        updated=None,
        category=STARTUPS,
        authors=(LEA,),
        image=None,
        cover="",
        kind="news",
        featured=False,
        noindex=False,
        minutes=2,
    )
    return replace(made, **changes)


class FakeView:
    """Every question answers with what was given, else with nothing."""

    def __init__(self, *cards, site=SITE, **answers):
        self._cards = {card.id: card for card in cards}
        self._site = site
        self._answers = answers

    def _answer(self, question, name, nothing):
        return self._answers.get(question, {}).get(name, nothing)

    def once(self, _name, make, **_how):
        return make()

    def site(self, locale):
        name = locale or self._site.default_language
        return replace(
            self._site, locale=name, tag={"fr": "fr-FR"}.get(name, name), home=f"/mag/{name}/"
        )

    def card(self, article):
        return self._cards[article]

    def feed_entries(self, locale, _kind, _subject):
        return tuple(card for card in self._cards.values() if card.locale == locale)

    def details(self, article):
        return self._answer("details", article, DETAILS)

    def body(self, article):
        return self._answer("body", article, Body(html="<p>Texte</p>", words=460))

    def profile(self, locale, kind, subject):
        if kind == "home":
            return Profile(label="Passerelle", url=f"/mag/{locale}/", description="Tout")
        nothing = Profile(label=subject.capitalize(), url=f"/mag/{locale}/{subject}/")
        return self._answer("profile", (kind, subject), nothing)

    def comments(self, article):
        return self._answer("comments", article, ())

    def translations(self, article):
        return self._answer("translations", article, ())

    def collectives(self, locale):
        return self._answer("collectives", locale, ())

    def trail(self, page):
        return self._answer("trail", page.url, ())

    def section(self, locale, word):
        return Link(label=word, url=f"/mag/{locale}/" + (f"{word}/" if word != "home" else ""))

    def sitemap(self, number):
        return self._answer("sitemap", number, ())

    def sitemap_count(self):
        return max(self._answers.get("sitemap", {}), default=0)

    def recent_news(self):
        return tuple(self._cards.values())

    def redirects(self):
        return self._answers.get("redirects", ())

    def href(self, url):
        return "/mag" + url

    def absolute(self, address):
        return "https://host.example" + address
