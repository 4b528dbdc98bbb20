import json
from datetime import datetime

import pytest
from lxml import html as reader
from msgspec.structs import replace

from diptych.model.article import Correction
from diptych.render.structured_data import structured_data
from diptych.site.answers import Link, Picture, Profile, Remark
from diptych.site.pages import Page
from tests.render.fake_view import AI, BASE, DETAILS, LEA, SITE, STARTUPS, FakeView, card, day

ID = "startups/ifrane.fr"
ARTICLE = Page(url="/fr/startups/ifrane/", kind="article", locale="fr", subject=ID)
HOME = Link(label="home", url="/mag/fr/", locale="fr")
TAGS = Link(label="tags", url="/mag/fr/tags/", locale="fr")
WORDS = {"home": "Accueil", "tags": "Étiquettes"}
ORGANIZATION = {
    "@type": "Organization",
    "name": "Passerelle Médias",
    "url": BASE,
    "logo": {
        "@type": "ImageObject",
        "url": "https://host.example/mag/assets/logo.png",
        "width": 600,
        "height": 60,
    },
}


def graph(page, view, *words):
    told = json.loads(structured_data(page, view, *words))
    assert told["@context"] == "https://schema.org"
    return told["@graph"]


def about_article(**answers):
    shown = answers.pop("card", card())
    return graph(ARTICLE, FakeView(shown, **answers))[0]


def crumbs(page, view, *words):
    lists = [node for node in graph(page, view, *words) if node["@type"] == "BreadcrumbList"]
    return [
        (step["position"], step["name"], step["item"])
        for found in lists
        for step in found["itemListElement"]
    ]


def test_a_news_article_says_what_search_engines_ask_of_it():
    told = about_article(card=card(updated=day(11)))
    here = "https://host.example/mag/fr/startups/ifrane/"
    assert told == {
        "@type": "NewsArticle",
        "url": here,
        "mainEntityOfPage": {"@type": "WebPage", "@id": here},
        "headline": "Ifrane : l’IA au sommet",
        "description": "Une description",
        "datePublished": "2026-03-10T09:30:00+01:00",
        "dateModified": "2026-03-11T09:30:00+01:00",
        "author": [
            {
                "@type": "Person",
                "name": "Léa Benali",
                "url": "https://host.example/mag/fr/auteurs/lea/",
            }
        ],
        "publisher": ORGANIZATION,
        "inLanguage": "fr",
        "articleSection": "Startups",
        "keywords": ["IA"],
        "wordCount": 460,
    }


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        ("news", "NewsArticle"),
        ("opinion", "OpinionNewsArticle"),
        ("interview", "NewsArticle"),
        ("guide", "BackgroundNewsArticle"),
        ("sponsored", "AdvertiserContentArticle"),
    ],
)
def test_each_kind_of_story_has_its_type(kind, schema):
    assert about_article(card=card(kind=kind))["@type"] == schema


def test_an_article_never_changed_was_modified_when_it_was_published():
    told = about_article()
    assert told["dateModified"] == told["datePublished"]
    assert datetime.fromisoformat(told["dateModified"]).utcoffset() is not None


def test_an_article_without_description_is_described_by_its_summary():
    assert about_article(card=card(description=""))["description"] == "Un résumé"


def test_the_picture_is_told_with_its_address_size_and_credit():
    picture = Picture(
        url="/mag/a.webp", alt="x", caption="Légende", credit="Léa", width=1600, height=1000
    )
    assert about_article(card=card(image=picture))["image"] == [
        {
            "@type": "ImageObject",
            "url": "https://host.example/mag/a.webp",
            "width": 1600,
            "height": 1000,
            "caption": "Légende",
            "creditText": "Léa",
        }
    ]
    remote = card(image=Picture(url="https://o.example/a.webp"))
    assert about_article(card=remote)["image"] == [
        {"@type": "ImageObject", "url": "https://o.example/a.webp"}
    ]


def test_a_desk_and_the_magazine_itself_are_no_persons():
    desk = Link(label="Bureau startups", url="/mag/fr/auteurs/bureau/")
    shown = card(authors=(LEA, desk, Link(label="Passerelle", url="")))
    told = about_article(card=shown, collectives={"fr": (desk.label,)})
    assert [author["@type"] for author in told["author"]] == [
        "Person",
        "Organization",
        "Organization",
    ]
    assert told["author"][2] == {"@type": "Organization", "name": "Passerelle"}


def test_the_publisher_answers_for_an_unsigned_article():
    assert about_article(card=card(authors=()))["author"] == ORGANIZATION


def test_a_translation_names_its_original_and_who_translated_it():
    original = Link(label="Ifrane", url="/mag/en/startups/ifrane/", locale="en")
    details = replace(DETAILS, original=original, translators=(LEA,))
    told = about_article(details={ID: details})
    assert told["translationOfWork"] == {
        "@type": "CreativeWork",
        "name": "Ifrane",
        "url": "https://host.example/mag/en/startups/ifrane/",
        "inLanguage": "en",
    }
    assert [translator["name"] for translator in told["translator"]] == ["Léa Benali"]
    assert "workTranslation" not in told


def test_an_original_names_its_translations():
    translation = Link(label="Ifrane", url="/mag/en/startups/ifrane/", locale="en")
    told = about_article(translations={ID: (translation,)})
    assert [work["inLanguage"] for work in told["workTranslation"]] == ["en"]
    assert "translationOfWork" not in told


def test_corrections_are_owned_up_to():
    details = replace(DETAILS, corrections=(Correction(day(12), "Il s’agit de Fès."),))
    assert about_article(details={ID: details})["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "Il s’agit de Fès.",
            "datePublished": "2026-03-12T09:30:00+01:00",
        }
    ]


def test_comments_are_counted_with_their_replies():
    def remark(name, *replies):
        return Remark(
            id=name, author="A", url="", date=day(1), locale="fr", html="", replies=replies
        )

    threads = (remark("a", remark("b", remark("c"))), remark("d"))
    assert about_article(comments={ID: threads})["commentCount"] == 4


def test_nothing_written_by_an_author_ends_the_script():
    title = "</script><!-- <b> & \u2028 \u2029 'é'"
    text = structured_data(ARTICLE, FakeView(card(title=title)))
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text)["@graph"][0]["headline"] == title
    page = reader.fromstring(f'<div><script type="application/ld+json">{text}</script></div>')
    (script,) = page.iter("script")
    assert json.loads(script.text)["@graph"][0]["headline"] == title


def test_home_is_the_web_site_in_its_language_and_has_no_breadcrumbs():
    page = Page(url="/fr/", kind="home", locale="fr")
    assert graph(page, FakeView(), WORDS) == [
        {
            "@type": "WebSite",
            "name": "Passerelle",
            "url": "https://host.example/mag/fr/",
            "description": "Le magazine des technologies",
            "inLanguage": ["fr"],
            "publisher": ORGANIZATION,
        }
    ]


def test_the_chooser_is_the_web_site_in_all_languages():
    (told,) = graph(Page(url="/", kind="chooser"), FakeView())
    assert (told["@type"], told["url"]) == ("WebSite", BASE)
    assert told["inLanguage"] == ["fr", "en"]


@pytest.mark.parametrize("kind", ["not-found", "redirect", "atom", "robots", "asset"])
def test_what_is_no_page_says_nothing(kind):
    assert structured_data(Page(url="/404.html", kind=kind), FakeView()) == ""


@pytest.mark.parametrize("kind", ["category", "tag", "series", "archive"])
def test_a_listing_is_a_collection(kind):
    page = Page(url="/fr/ia/", kind=kind, locale="fr", subject="ia")
    profile = Profile(label="L’IA", url="/mag/fr/ia/", description="Tout")
    view = FakeView(profile={(kind, "ia"): profile}, trail={"/fr/ia/": (HOME,)})
    collection, trail = graph(page, view, WORDS)
    assert collection == {
        "@type": "CollectionPage",
        "url": "https://host.example/mag/fr/ia/",
        "name": "L’IA",
        "description": "Tout",
        "inLanguage": "fr",
        "isPartOf": {
            "@type": "WebSite",
            "name": "Passerelle",
            "url": "https://host.example/mag/fr/",
        },
    }
    assert trail["@type"] == "BreadcrumbList"


@pytest.mark.parametrize("kind", ["home", "author", "category"])
def test_a_numbered_page_is_a_collection_whose_trail_ends_at_its_listing(kind):
    page = Page(url="/fr/x/page/2/", kind=kind, locale="fr", subject="x", number=2)
    view = FakeView(trail={page.url: (HOME, STARTUPS)})
    assert graph(page, view)[0]["@type"] == "CollectionPage"
    assert graph(page, view)[0]["url"] == "https://host.example/mag/fr/x/page/2/"
    assert [name for _, name, _ in crumbs(page, view, WORDS)] == ["Accueil", "Startups"]


def test_an_author_page_is_the_profile_of_who_signs():
    page = Page(url="/fr/auteurs/lea/", kind="author", locale="fr", subject="lea")
    profile = Profile(
        label="Léa Benali",
        url="/mag/fr/auteurs/lea/",
        description="Journaliste",
        links=(
            Link(label="Site", url="https://lea.example/"),
            Link(label="E-mail", url="mailto:lea@lea.example"),
        ),
        picture=Picture(url="/mag/lea.webp", width=200, height=200),
    )
    answers = {"profile": {("author", "lea"): profile}}
    told = graph(page, FakeView(**answers))[0]
    assert told["@type"] == "ProfilePage"
    assert told["mainEntity"] == {
        "@type": "Person",
        "name": "Léa Benali",
        "url": "https://host.example/mag/fr/auteurs/lea/",
        "description": "Journaliste",
        "image": {
            "@type": "ImageObject",
            "url": "https://host.example/mag/lea.webp",
            "width": 200,
            "height": 200,
        },
        "sameAs": ["https://lea.example/"],
    }
    desk = graph(page, FakeView(**answers, collectives={"fr": (profile.label,)}))[0]
    assert desk["mainEntity"]["@type"] == "Organization"


def test_an_undated_page_is_a_web_page():
    about = card("pages/about", category=None, date=None, authors=(), url="/mag/fr/a-propos/")
    page = Page(url="/fr/a-propos/", kind="page", locale="fr", subject=about.id)
    told, trail = graph(page, FakeView(about, trail={page.url: (HOME,)}))
    assert told["@type"] == "WebPage"
    assert told["url"] == "https://host.example/mag/fr/a-propos/"
    assert "dateModified" not in told
    assert [step["name"] for step in trail["itemListElement"]] == ["Passerelle", about.title]


def test_breadcrumbs_lead_from_home_to_the_page_itself():
    view = FakeView(card(), trail={ARTICLE.url: (HOME, STARTUPS)})
    assert crumbs(ARTICLE, view, WORDS) == [
        (1, "Accueil", "https://host.example/mag/fr/"),
        (2, "Startups", "https://host.example/mag/fr/startups/"),
        (3, "Ifrane : l’IA au sommet", "https://host.example/mag/fr/startups/ifrane/"),
    ]


def test_without_the_theme_s_words_home_goes_by_the_title_and_other_sections_are_left_out():
    page = Page(url="/fr/tags/ia/", kind="tag", locale="fr", subject="ia")
    view = FakeView(
        profile={("tag", "ia"): Profile(label="IA", url=AI.url)}, trail={page.url: (HOME, TAGS)}
    )
    assert [name for _, name, _ in crumbs(page, view)] == ["Passerelle", "IA"]
    assert [name for _, name, _ in crumbs(page, view, WORDS)] == ["Accueil", "Étiquettes", "IA"]


def test_a_tag_called_by_a_section_s_word_keeps_its_name():
    page = Page(url="/fr/tags/tags/", kind="tag", locale="fr", subject="tags")
    profile = Profile(label="tags", url="/mag/fr/tags/tags/")
    view = FakeView(profile={("tag", "tags"): profile}, trail={page.url: (HOME,)})
    assert [name for _, name, _ in crumbs(page, view, WORDS)] == ["Accueil", "tags"]


@pytest.mark.parametrize("kind", ["tags", "authors", "all-series", "archives"])
def test_an_overview_is_a_collection_named_as_the_theme_names_it(kind):
    page = Page(url="/fr/x/", kind=kind, locale="fr")
    view = FakeView(trail={page.url: (HOME,)})
    words = {"tags": "T", "authors": "T", "series": "T", "archives": "T"}
    collection, trail = graph(page, view, words)
    assert (collection["@type"], collection["name"]) == ("CollectionPage", "T")
    assert [step["name"] for step in trail["itemListElement"]] == ["Passerelle", "T"]
    (unnamed,) = graph(page, view)
    assert "name" not in unnamed


def test_a_magazine_without_a_logo_has_none():
    view = FakeView(card(), site=replace(SITE, logo=None))
    assert "logo" not in graph(ARTICLE, view)[0]["publisher"]
