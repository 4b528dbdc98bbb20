import pytest

from diptych.model.asset import Asset
from diptych.model.body import Body, LinkOut
from diptych.site.links import broken_links, set_aside
from diptych.site.plan import plan
from tests.magazine import article, config, site

HERE, THERE = article("startups/here"), article("startups/there", tags=("ai",))


def told(url, fragment="", anchors=("section",), **more):
    """Return what a link from one article tells, in a site with one other."""
    found = site(HERE, THERE, **more)
    bodies = {
        HERE.id: Body(html="", links=(LinkOut(url, fragment, 7),)),
        THERE.id: Body(html="", anchors=anchors),
    }
    statics = [Asset(path="content/static/cv.pdf", url="/cv.pdf")]
    return [
        (problem.code, problem.severity, problem.place.path, problem.place.line)
        for problem in broken_links(found, plan(found, statics).value, bodies)
    ]


def code(*arguments, **more):
    return [found[0] for found in told(*arguments, **more)]


@pytest.mark.parametrize("url", ["/fr/jeunes/there/", "/", "/fr/tags/ai/", "/cv.pdf"])
def test_what_is_planned_can_be_linked(url):
    assert told(url) == []


def test_a_link_to_nothing_is_told_at_its_line():
    assert told("/fr/nowhere/") == [("broken-link", "error", "content/startups/here.fr.md", 7)]


def test_a_link_without_its_slash_is_misspelt():
    assert code("/fr/jeunes/there") == ["misspelt-link"]


def test_an_anchor_must_be_in_the_article_it_is_sought_in():
    assert code("/fr/jeunes/there/", "section") == []
    assert code("/fr/jeunes/there/", "nowhere") == ["broken-link-anchor"]


def test_anchors_of_pages_that_a_theme_makes_are_its_own_affair():
    assert code("/fr/", "anything") == []


def test_links_of_an_archive_that_moved_in_may_be_broken():
    lenient = config(build=type(config().build)(broken_links="warn"))
    assert [found[1] for found in told("/fr/nowhere/", settings=lenient)] == ["warning"]


@pytest.mark.parametrize("name", ["content/startups/L'été.fr.md", "content/x/l-ete/index.fr.md"])
def test_an_article_that_could_not_be_read_explains_links_to_where_it_would_stand(name):
    assert code("/fr/jeunes/l-ete/") == ["broken-link"]
    assert code("/fr/jeunes/l-ete/", broken=frozenset({name})) == []
    assert code("/en/young/l-ete/", broken=frozenset({name})) == ["broken-link"]


def test_the_only_article_of_a_folder_explains_links_to_its_listing():
    assert code("/fr/reports/") == ["broken-link"]
    assert code("/fr/reports/", broken=frozenset({"content/reports/x.fr.md"})) == []


@pytest.mark.parametrize("url", ["/fr/tags/bio/", "/fr/auteurs/lea/", "/fr/jeunes/page/3/"])
def test_an_article_that_could_not_be_read_explains_listings_that_may_have_held_it(url):
    assert code(url) == ["broken-link"]
    assert code(url, broken=frozenset({"content/startups/x.fr.md"})) == []


def test_files_set_aside_that_are_no_articles_explain_no_missing_page():
    broken = frozenset({"content/startups/x.fr.jpg", "startups/x"})
    assert code("/fr/tags/bio/", broken=broken) == ["broken-link"]


def test_an_article_without_a_body_explains_links_to_its_address_and_its_aliases():
    lost = article("startups/x", slug="other", aliases=("/old/",))
    broken = frozenset(set_aside(config(), lost))
    assert broken >= {"content/startups/x.fr.md", "startups/x"}
    for url in ("/fr/jeunes/other/", "/fr/jeunes/other", "/old/"):
        assert code(url, broken=broken) == []
