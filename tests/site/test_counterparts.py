from diptych.site.counterparts import alternates, switches
from diptych.site.pages import Page
from diptych.site.plan import plan
from diptych.site.states import Preview
from tests.magazine import article, site

BOTH = (article("startups/a", tags=("ai",)), article("startups/a", "en", tags=("ai",)))


def led_to(found, **page):
    (switch,) = switches(found, Page(url="/x/", locale="fr", **page))
    return switch.url, switch.exact


def hreflang(found, **page):
    return {line.hreflang: line.url for line in alternates(found, Page(url="/x/", **page))}


def test_an_article_leads_to_its_translation():
    assert led_to(site(*BOTH), kind="article", subject="startups/a.fr") == ("/en/young/a/", True)


def test_an_untranslated_article_leads_to_its_category():
    found = site(article("startups/a"))
    assert led_to(found, kind="article", subject="startups/a.fr") == ("/en/young/", False)
    assert hreflang(found, kind="article", locale="fr", subject="startups/a.fr") == {}


def test_a_tag_leads_to_the_same_tag_else_to_all_tags_else_home():
    here = article("startups/x", tags=("bio",))
    assert led_to(site(*BOTH, here), kind="tag", subject="ai") == ("/en/tags/ai/", True)
    assert led_to(site(*BOTH, here), kind="tag", subject="bio") == ("/en/tags/", False)
    assert led_to(site(here), kind="tag", subject="bio") == ("/en/", False)


def test_a_numbered_page_leads_to_the_other_index_and_has_no_hreflang():
    assert led_to(site(*BOTH), kind="home", number=1) == ("/en/", False)
    assert hreflang(site(*BOTH), kind="home", locale="fr", number=1) == {}


def test_the_default_language_is_x_default_and_homes_share_the_chooser():
    assert hreflang(site(*BOTH), kind="article", locale="en", subject="startups/a.en") == {
        "fr": "https://example.org/fr/jeunes/a/",
        "en": "https://example.org/en/young/a/",
        "x-default": "https://example.org/fr/jeunes/a/",
    }
    assert hreflang(site(*BOTH), kind="chooser")["x-default"] == "https://example.org/"


def test_a_panel_that_only_a_preview_shows_is_no_one_s_alternate():
    found = site(BOTH[0], article("startups/a", "en", draft=True), preview=Preview(drafts=True))
    assert led_to(found, kind="article", subject="startups/a.fr") == ("/en/young/a/", True)
    assert hreflang(found, kind="article", locale="fr", subject="startups/a.fr") == {}


def test_a_panel_kept_from_search_engines_is_no_one_s_alternate():
    found = site(BOTH[0], article("startups/a", "en", noindex=True))
    for locale in ("fr", "en"):
        assert hreflang(found, kind="article", locale=locale, subject=f"startups/a.{locale}") == {}


def test_every_switch_of_every_page_leads_to_a_planned_page():
    found = site(*BOTH, article("shown/only", tags=("bio",), authors=("lea",), series=("tour",)))
    pages = plan(found, ()).value
    planned = {page.url for page in pages}
    for page in pages:
        if page.locale:
            assert {switch.url for switch in switches(found, page)} <= planned
