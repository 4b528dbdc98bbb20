"""The packaged theme on a small magazine: what every kind of page must hold."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html
from msgspec.structs import replace

from diptych.model.article import Correction, Image
from diptych.model.body import Body, Heading
from diptych.model.comment import Comment
from diptych.model.config import CommentSettings, Menu, MenuEntry
from diptych.render.html import render_html, template_closure
from diptych.render.theme import TEMPLATES, load_theme
from diptych.site.pages import Page
from diptych.site.states import Preview
from diptych.site.view import View
from tests.magazine import NOW, article, config, day, edition

ROOT = Path(__file__).parents[2]
SETTINGS = config(
    menu=Menu(header=(MenuEntry(target="home"), MenuEntry(target="startups")), footer=())
)
THEME = load_theme(ROOT, "zellige", SETTINGS.languages).value

HEADINGS = tuple(Heading(level, f"h{level}{n}", f"Part {n}") for n, level in enumerate((2, 3, 2)))
ARTICLES = (
    article(
        title="L'<i>essai</i> & co",
        authors=("lea",),
        translators=("lea",),
        tags=("ai", "bio"),
        series=("tour",),
        translated_from="en",
        updated=day(3),
        kind="opinion",
        image=Image(src="https://elsewhere.example/a.jpg", alt='A "b"', caption="C", credit="D"),
        corrections=(Correction(day(2), "It was <wrong>"),),
    ),
    article(locale="en", title="The trial"),
    article("startups/b", date=day(1), series=("tour",), aliases=("/vieux/",)),
    article("startups/c", date=day(2), noindex=True),
    article("shown/d", "en", date=day(4), title="Shown in both"),
    article("startups/e", "en", date=day(5), title="Only in English"),
    article("startups/f", date=NOW + timedelta(days=9), title="Later"),
    article("pages/about", category=None, date=None),
)
BODIES = {
    "startups/a.fr": Body(html="<p>Hello</p>", headings=HEADINGS, excerpt="Hello", words=700),
    "startups/a#one.en": Body(html="<p>First</p>", excerpt="First"),
    "startups/a#two.fr": Body(html="<p>Second</p>", excerpt="Second"),
}
COMMENTS = (
    Comment(
        id="one",
        story="startups/a",
        locale="en",
        path="content/startups/a/comments/one.en.md",
        author="Ann <b>",
        date=day(3),
        url="https://ann.example/",
    ),
    Comment(
        id="two",
        story="startups/a",
        locale="fr",
        path="content/startups/a/comments/two.fr.md",
        author="Bob",
        date=day(4),
        reply_to="one",
    ),
)


def magazine():
    made = edition(
        *ARTICLES,
        bodies=BODIES,
        settings=SETTINGS,
        preview=Preview(future=True),
        comments=COMMENTS,
    )
    return replace(made, theme={asset.path: asset for asset in THEME.statics})


EDITION = magazine()
VIEW = View(EDITION)
PAGES = {page.url: page for page in EDITION.plan if page.kind in TEMPLATES}


def rendered(url):
    data, problems = render_html(PAGES[url], VIEW, THEME)
    assert problems == ()
    return data


def tree(url):
    return html.document_fromstring(rendered(url))


def text(found):
    return " ".join(" ".join(found.itertext()).split())


def one(url, path):
    (found,) = tree(url).xpath(path)
    return found if isinstance(found, str) else text(found)


def test_every_kind_of_page_that_has_a_template_is_in_this_magazine():
    assert {page.kind for page in PAGES.values()} == set(TEMPLATES)


@pytest.mark.parametrize("url", PAGES)
def test_every_page_has_one_h1_one_main_its_language_and_unique_ids(url):
    page = tree(url)
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//main")) == 1
    assert page.get("lang") == (PAGES[url].locale or "fr")
    assert page.get("dir") == "ltr"
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert page.xpath("string(//title)").strip()


@pytest.mark.parametrize("url", [url for url, page in PAGES.items() if page.kind != "redirect"])
def test_every_page_has_a_way_to_skip_to_its_content_and_asks_nothing_of_other_sites(url):
    page = tree(url)
    assert page.xpath("//body/a[1]/@href") == ["#main"]
    assert page.xpath("//main/@id") == ["main"]
    loaded = page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src")
    assert all(address.startswith("/assets/") for address in loaded)


@pytest.mark.parametrize("url", PAGES)
def test_headings_skip_no_level(url):
    levels = [int(heading.tag[1]) for heading in tree(url).xpath("//h1|//h2|//h3|//h4")]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


@pytest.mark.parametrize("url", PAGES)
def test_addresses_of_the_head_are_absolute(url):
    page = tree(url)
    told = page.xpath(
        "//link[@rel='canonical' or @hreflang]/@href"
        " | //meta[@property='og:url' or @property='og:image']/@content"
    )
    assert all(address.startswith("https://") for address in told)


def test_the_head_of_an_article_says_what_it_is_in_which_language():
    page = tree("/fr/jeunes/a/")
    meta = {tag.get("property"): tag.get("content") for tag in page.xpath("//meta[@property]")}
    assert page.xpath("string(//title)") == "L'<i>essai</i> & co · Passerelle"
    assert meta["og:type"] == "article"
    assert (meta["og:locale"], meta["og:locale:alternate"]) == ("fr_FR", "en_GB")
    assert meta["article:published_time"] == "2026-01-01T00:00:00+00:00"
    assert meta["article:modified_time"] == "2026-01-04T12:00:00+00:00"
    assert meta["article:section"] == "Jeunes"
    assert meta["og:image"] == "https://elsewhere.example/a.jpg"
    alternates = page.xpath("//link[@hreflang]/@hreflang")
    assert alternates == ["fr", "en", "x-default"]
    assert page.xpath("//link[@type='application/atom+xml']")
    assert page.xpath("//meta[@name='generator']/@content") == ["Diptych"]
    assert '"OpinionNewsArticle"' in page.xpath("string(//script[@type])")
    assert page.xpath("//meta[@name='robots']/@content") == ["max-image-preview:large"]


@pytest.mark.parametrize("url", ["/fr/jeunes/c/", "/fr/jeunes/f/", "/fr/404.html", "/404.html"])
def test_what_search_engines_should_not_list_says_so_and_names_no_canonical(url):
    page = tree(url)
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//link[@rel='canonical']") == []


def test_an_article_tells_its_kind_its_dates_its_length_and_who_made_it():
    assert one("/fr/jeunes/a/", "//*[contains(@class, 'story-head')]//*[@class='kicker']") == (
        "Opinion Jeunes"
    )
    byline = one("/fr/jeunes/a/", "//*[@class='byline']")
    assert "Par Léa" in byline
    assert "1 er janvier 2026 · mis à jour le 4 janvier 2026 · 3 min de lecture" in byline
    assert "Traduction\u00a0: Léa" in byline.replace("Traduction :", "Traduction\u00a0:")
    original = tree("/fr/jeunes/a/").xpath("//*[@class='translation']//a[@hreflang='en']")
    assert [(link.get("lang"), text(link)) for link in original] == [("en", "The trial")]


def test_a_title_is_text_wherever_it_stands():
    data = rendered("/fr/jeunes/a/").decode() + rendered("/fr/").decode()
    assert "<i>essai" not in data
    assert "L&#39;&lt;i&gt;essai&lt;/i&gt; &amp; co" in data


def test_an_article_shows_contents_corrections_tags_and_its_series():
    page = tree("/fr/jeunes/a/")
    assert page.xpath("//nav[@class='toc']//a/@href") == ["#h20", "#h31", "#h22"]
    assert "3 janvier 2026 : It was <wrong>" in text(page.xpath("//*[@class='corrections']")[0])
    assert page.xpath("//nav[@class='tags']//a/@href") == ["/fr/tags/ai/", "/fr/tags/bio/"]
    box = page.xpath("//*[@class='series-box']")[0]
    assert "Volet 1 sur 2 Le tour" in text(box)
    assert len(box.xpath(".//*[@aria-current]")) == 1
    assert tree("/fr/jeunes/b/").xpath("//nav[@class='toc']") == []


def test_a_cover_keeps_its_alternative_text_caption_and_credit():
    page = tree("/fr/jeunes/a/")
    (figure,) = page.xpath("//figure[@class='cover']")
    assert figure.xpath(".//img/@alt") == ['A "b"']
    assert text(figure) == "C D"


def commented(**settings):
    made = edition(*ARTICLES, bodies=BODIES, settings=config(comments=CommentSettings(**settings)))
    made = replace(made, theme={asset.path: asset for asset in THEME.statics})
    page = next(page for page in made.plan if page.subject == "startups/a.fr")
    return html.document_fromstring(render_html(page, View(made), THEME).value)


def test_a_comment_is_sent_by_a_plain_form_that_asks_for_no_address():
    (form,) = commented(endpoint="https://forms.example/post").xpath("//form")
    assert (form.get("method"), form.get("action")) == ("post", "https://forms.example/post")
    hidden = {one.get("name"): one.get("value") for one in form.xpath(".//input[@type='hidden']")}
    assert hidden == {
        "story": "startups/a",
        "locale": "fr",
        "page": "https://example.org/fr/jeunes/a/",
    }
    assert form.xpath(".//label//*[@required]/@name") == ["author", "text"]
    assert not form.xpath(".//*[@type='email']")


def test_without_a_form_readers_are_invited_to_write():
    page = commented(email="lecteurs@example.org")
    assert not page.xpath("//form")
    (address,) = page.xpath("//a[starts-with(@href, 'mailto:')]/@href")
    assert address.startswith("mailto:lecteurs@example.org?subject=L%27")
    assert not commented().xpath("//section[@id='comments']")


def test_the_front_page_tells_what_readers_said_and_what_was_put_right():
    front = tree("/fr/")
    quoted = front.xpath("//*[@class='quoted']")
    assert [one.xpath("string(.//blockquote)") for one in quoted] == ["Second", "First"]
    assert quoted[1].xpath(".//blockquote/@lang") == ["en"]
    assert front.xpath("string(//*[@class='corrected'])").split()[:3] == ["It", "was", "<wrong>"]


def test_comments_are_a_thread_in_their_own_languages_on_every_panel():
    french, english = tree("/fr/jeunes/a/"), tree("/en/young/a/")
    for page, foreign in ((french, "en"), (english, "fr")):
        assert page.xpath("//article[@id='comment-one']/../ol//article/@id") == ["comment-two"]
        assert page.xpath("//article[@class='remark']/div/@lang") == [foreign]
    link = french.xpath("//article[@id='comment-one']//a[@rel]")[0]
    assert (link.get("rel"), text(link)) == ("nofollow ugc noopener", "Ann <b>")


def test_a_preview_says_why_readers_do_not_see_it():
    assert "Programmé" in one("/fr/jeunes/f/", "//*[@class='state']")


def test_the_first_paragraph_is_not_read_twice():
    assert tree("/fr/jeunes/b/").xpath("//*[@class='lede']") == []


def test_menus_and_breadcrumbs_name_sections_in_the_language_of_the_page():
    page = tree("/fr/tags/ai/")
    assert [text(link) for link in page.xpath("//nav[@class='menu']//a")] == ["Accueil", "Jeunes"]
    crumbs = page.xpath("//nav[@class='breadcrumbs']//a")
    assert [text(link) for link in crumbs] == ["Accueil", "Thèmes"]


def test_the_switcher_names_languages_in_their_own_and_speaks_the_page_s():
    page = tree("/fr/jeunes/b/")
    (link,) = page.xpath("//nav[@class='switcher']//a")
    assert (link.get("href"), link.get("hreflang"), link.get("rel")) == ("/en/young/", "en", None)
    assert link.xpath("./span[@lang='en']/text()") == ["English"]
    assert "cette page n’est pas traduite" in text(link)
    (link,) = tree("/fr/jeunes/a/").xpath("//nav[@class='switcher']//a")
    assert (link.get("href"), link.get("rel"), text(link)) == (
        "/en/young/a/",
        "alternate",
        "English",
    )


def test_the_menu_marks_where_the_reader_is():
    assert one("/fr/jeunes/", "//nav[@class='menu']//*[@aria-current='page']") == "Jeunes"
    assert one("/fr/", "//h1") == "Passerelle"


def test_a_listing_marks_what_is_in_another_language():
    page = tree("/fr/montre/")
    (card,) = page.xpath("//article[@lang='en']")
    assert "Shown in both" in text(card)
    assert text(card.xpath(".//*[@class='language']")[0]) == "English"
    assert "5 janvier 2026" in text(card.xpath(".//*[@lang='fr']")[0])
    (section,) = tree("/fr/jeunes/").xpath("//section[@class='elsewhere']")
    assert section.get("lang") == "en"
    assert "In English Only in English" in text(section)
    (section,) = tree("/en/young/").xpath("//section[@class='elsewhere']")
    assert text(section.xpath("./h2")[0]) == "En français"


def test_the_front_page_leads_with_a_story_and_shows_none_twice():
    page = tree("/fr/")
    links = page.xpath("//*[contains(@class, 'teaser-title')]/a/@href")
    assert len(links) == len(set(links))
    assert page.xpath("//*[contains(@class, 'teaser-lead')]//h2")


def test_a_numbered_page_is_a_plain_listing_with_ways_on():
    page = tree("/fr/page/1/")
    assert text(page.xpath("//h1")[0]) == "Tous les articles"
    assert "Page 1" in text(page.xpath("//main")[0])
    assert page.xpath("//nav[@class='pager']//a/@rel") == ["prev"]
    assert page.xpath("//link[@hreflang]") == []


def test_archives_name_months():
    links = tree("/fr/archives/").xpath("//section[@class='year']//li/a")
    assert "janvier 2026" in [text(link) for link in links]
    assert one("/fr/archives/2026/01/", "//h1") == "janvier 2026"
    assert one("/fr/archives/2026/", "//h1") == "2026"


def test_an_overview_counts_stories():
    assert one("/fr/tags/", "//ul[contains(@class, 'terms')]/li[1]") == "AI 1 article"


def test_the_front_door_and_the_root_404_speak_every_language_and_send_nobody_away():
    for url in ("/", "/404.html"):
        page = tree(url)
        assert page.xpath("//section[@class='panel']/@lang") == ["fr", "en"]
        assert page.xpath("//meta[@http-equiv]") == []
        assert page.xpath("//script[@src]") == []
    assert [text(a) for a in tree("/").xpath("//a[@class='button']")] == [
        "Lire en français",
        "Read in English",
    ]
    assert one("/404.html", "//h1") == "Page introuvable / Page not found"
    assert one("/fr/404.html", "//h1") == "Page introuvable"


def test_a_redirect_leads_on_and_says_where():
    page = tree("/vieux/")
    assert page.xpath("//meta[@http-equiv]/@content") == ["0; url=/fr/jeunes/b/"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://example.org/fr/jeunes/b/"]
    assert page.xpath("//main//a/@href") == ["/fr/jeunes/b/"]


def test_all_links_within_the_site_lead_to_pages_it_has():
    known = {page.url for page in EDITION.plan} | {asset.url for asset in THEME.statics}
    for url in PAGES:
        for href in tree(url).xpath("//a/@href | //link[@rel='stylesheet']/@href"):
            if href.startswith("/"):
                assert href.partition("#")[0] in known, url


def test_what_a_page_is_made_of_is_its_templates_and_the_languages_it_speaks():
    page = Page(url="/fr/", kind="home", locale="fr")
    assert "home.html" in dict(template_closure(page, THEME))
    assert template_closure(Page(url="/robots.txt", kind="robots"), THEME) == ()
    asked = View(EDITION)
    heard = asked.listen()
    render_html(page, asked, THEME)
    assert ("catalogue", "fr") in {(told.name, *told.arguments) for told in heard}
    heard = asked.listen()
    render_html(PAGES["/"], asked, THEME)
    speaking = {told.arguments for told in heard if told.name == "catalogue"}
    assert speaking == {("fr",), ("en",)}


def test_a_magazine_under_a_path_links_within_it():
    settings = config(base_url="https://example.org/mag/")
    made = edition(*ARTICLES, bodies=BODIES, settings=settings)
    made = replace(made, theme={asset.path: asset for asset in THEME.statics})
    for page in made.plan:
        if page.kind in TEMPLATES:
            found = html.document_fromstring(render_html(page, View(made), THEME).value)
            local = found.xpath("//a/@href | //link[@rel='stylesheet' or @rel='icon']/@href")
            assert all(not href.startswith("/") or href.startswith("/mag/") for href in local)


def test_a_right_to_left_language_turns_its_pages_and_its_fragments():
    languages = dict(SETTINGS.languages)
    languages["en"] = replace(languages["en"], tag="ar-MA", label="العربية")
    settings = config(languages=languages)
    made = edition(*ARTICLES, bodies=BODIES, settings=settings)
    theme = load_theme(ROOT, "zellige", languages).value
    made = replace(made, theme={asset.path: asset for asset in theme.statics})
    pages = {page.url: page for page in made.plan}
    turned = html.document_fromstring(render_html(pages["/en/"], View(made), theme).value)
    assert turned.get("dir") == "rtl"
    listing = html.document_fromstring(render_html(pages["/fr/montre/"], View(made), theme).value)
    assert listing.xpath("//article/@dir") == ["rtl"]
