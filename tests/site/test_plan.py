from collections import Counter

from diptych.model.asset import Asset
from diptych.model.problem import Place
from diptych.site.plan import is_indexable, plan
from diptych.site.routes import output_path
from diptych.site.states import Preview
from tests.magazine import article, config, day, site


def urls(*articles, **more):
    return [page.url for page in plan(site(*articles, **more), ()).value]


def problems(*articles, assets=(), **more):
    return [
        (problem.code, problem.place.path, [place.path for place in problem.also])
        for problem in plan(site(*articles, **more), assets).problems
    ]


def test_an_empty_magazine_has_a_chooser_homes_categories_and_404s():
    planned = urls()
    assert {"/", "/fr/", "/en/young/", "/404.html", "/fr/404.html", "/robots.txt"} <= set(planned)
    assert "/fr/tags/" not in planned


def test_each_planned_page_has_a_file_of_its_own():
    planned = urls(
        *(
            article(f"startups/s{number}", locale, date=day(number), tags=("ai",), authors=("lea",))
            for number in range(7)
            for locale in ("fr", "en")
        )
    )
    assert max(Counter(map(output_path, planned)).values()) == 1
    assert {"/fr/page/1/", "/fr/page/2/", "/fr/page/3/", "/fr/tags/ai/page/3/"} <= set(planned)
    assert "/fr/page/4/" not in planned


def test_what_only_a_preview_shows_is_planned_but_not_for_search_engines():
    found = site(article("startups/a", draft=True), preview=Preview(drafts=True))
    pages = {page.subject: page for page in plan(found, ()).value if page.kind == "article"}
    assert not is_indexable(found, pages["startups/a.fr"])


def test_a_term_has_feeds_only_where_stories_are_written():
    planned = urls(article("shown/x", tags=("ai",)))
    assert "/fr/tags/ai/feed.xml" in planned
    assert "/en/tags/ai/" in planned
    assert "/en/tags/ai/feed.xml" not in planned


def test_an_alias_is_planned_as_a_redirect():
    pages = plan(site(article(aliases=("/old/", "/older.html"))), ()).value
    redirects = {page.url: page.subject for page in pages if page.kind == "redirect"}
    assert redirects == {"/old/": "/fr/jeunes/a/", "/older.html": "/fr/jeunes/a/"}


def test_two_articles_at_one_address_name_each_other():
    found = problems(article("startups/a"), article("startups/b", slug="a"))
    assert found == [("output-collision", "content/startups/a.fr.md", ["content/startups/b.fr.md"])]


def test_an_alias_equal_to_a_page_collides_at_its_own_line():
    place = Place("content/startups/a.fr.md", 5, 3)
    panel = article(aliases=("/fr/",), places={"aliases": place})
    (problem,) = plan(site(panel), ()).problems
    assert place in (problem.place, *problem.also)


def test_a_collision_is_told_at_what_its_author_can_change():
    place = Place("content/startups/a.fr.md", 5, 3)
    panel = article("startups/a", aliases=("/fr/jeunes/b/",), places={"aliases": place})
    (problem,) = plan(site(panel, article("startups/b")), ()).problems
    assert (problem.place, [one.path for one in problem.also]) == (
        place,
        ["content/startups/b.fr.md"],
    )
    files = [Asset(path="content/static/fr/index.html", url="/fr/index.html")]
    assert problems(assets=files) == [
        ("output-collision", "content/static/fr/index.html", ["config.toml"])
    ]


def test_a_reserved_slug_is_told_once_though_it_collides_too():
    page = article("pages/tags", category=None, date=None, aliases=("/fr/",))
    found = problems(page, article("startups/a", tags=("ai",)))
    assert [code for code, *_ in found] == ["reserved-slug", "output-collision"]
    assert found[1] == ("output-collision", "content/pages/tags.fr.md", ["config.toml"])


def test_names_that_differ_in_case_or_unicode_form_collide():
    twins = [Asset(path=name, url=f"/{name}") for name in ("caf\u00e9", "cafe\u0301", "CAFÉ")]
    ((code, first, others),) = problems(assets=twins)
    assert (code, {first, *others}) == ("output-collision", {asset.path for asset in twins})


def test_a_file_cannot_stand_where_a_folder_must_be():
    assert [code for code, *_ in problems(article(aliases=("/fr",)))] == ["output-collision"]


def test_slugs_that_sections_need_are_reserved():
    pages = {"category": None, "date": None}
    found = problems(
        article("startups/a", slug="page"),
        article("startups/b", slug="tags"),
        article("pages/c", slug="auteurs", **pages),
    )
    assert [code for code, *_ in found] == ["reserved-slug", "reserved-slug"]


def test_sitemaps_are_numbered_only_when_one_cannot_hold_all(monkeypatch):
    monkeypatch.setattr("diptych.site.plan.SITEMAP_LIMIT", 3)
    assert {"/sitemap.xml", "/sitemap-1.xml", "/sitemap-2.xml"} <= set(urls())
    monkeypatch.undo()
    assert "/sitemap-1.xml" not in urls()


def test_a_second_language_is_not_required():
    single = config(languages={"fr": config().languages["fr"]})
    assert "/en/" not in urls(article(), settings=single)
