import pickle

import pytest

from diptych.model.asset import Asset
from diptych.site.references import Illustration, Reference, Unresolved
from diptych.site.resolve import ArticleResolver, abridged
from tests.magazine import article, config, site

STORIES = (
    article("startups/here"),
    article("startups/both"),
    article("startups/both", "en"),
    article("shown/english", "en"),
    article("startups/draft", draft=True),
)
ASSETS = {
    "content/startups/map.webp": Asset(
        path="content/startups/map.webp", url="/assets/startups/map.webp", width=4, height=3
    ),
    "content/startups/deck.pdf": Asset(
        path="content/startups/deck.pdf", url="/assets/startups/deck.pdf"
    ),
}


def resolver(**more):
    found = site(*STORIES, assets=ASSETS, broken=frozenset({"startups/broken"}), **more)
    return ArticleResolver(found, STORIES[0].path, "fr", lambda text, _tag: text)


@pytest.mark.parametrize(
    "target", ["both.md", "./both.md", "../startups/both.md", "story:startups/both"]
)
def test_a_link_to_a_story_means_this_language_s_panel(target):
    assert resolver().link(target) == Reference(
        href="/fr/jeunes/both/", url="/fr/jeunes/both/", title="both fr"
    )


def test_a_link_with_a_language_means_exactly_that_panel():
    found = resolver().link("both.en.md")
    assert (found.url, found.locale) == ("/en/young/both/", "en")


def test_a_story_without_a_panel_here_is_linked_in_the_other_language():
    found = resolver().link("story:shown/english")
    assert (found.url, found.locale) == ("/en/shown/english/", "en")


@pytest.mark.parametrize("target", ["draft.md", "draft.fr.md", "story:startups/draft"])
def test_a_link_to_a_draft_names_it(target):
    found = resolver().link(target)
    assert found.code == "link-to-withheld"
    assert ("path", "content/startups/draft.fr.md") in found.values


def test_a_broken_link_suggests_the_nearest_story():
    found = resolver().link("bot.md")
    assert (found.code, found.severity) == ("misspelt-link", "error")
    assert dict(found.values)["near"] == "story:startups/both"


def test_a_story_in_the_same_folder_is_no_suggestion_for_that_alone():
    assert resolver().link("gone.md").code == "broken-link"
    assert resolver().link("story:startups/nowhere").code == "broken-link"


def test_a_story_that_stands_in_another_folder_is_suggested():
    found = resolver().link("story:startups/english")
    assert dict(found.values)["near"] == "story:shown/english"


def test_of_stories_with_one_name_that_in_the_same_folder_is_suggested():
    twins = (article("shown/twin"), article("startups/twin"))
    found = site(*STORIES, *twins)
    near = ArticleResolver(found, STORIES[0].path, "fr", lambda text, _tag: text).link("twine.md")
    assert dict(near.values)["near"] == "story:startups/twin"


def test_links_may_be_broken_in_an_archive_that_moved_in():
    lenient = config(build=type(config().build)(broken_links="warn"))
    assert resolver(settings=lenient).link("gone.md").severity == "warning"


def test_what_another_problem_explains_is_not_told_twice():
    assert resolver().link("broken.md") == Unresolved(code="")
    assert resolver().link("story:startups/broken") == Unresolved(code="")


def test_a_path_on_the_site_is_kept_to_be_checked_against_the_plan():
    mag = config(base_url="https://host/mag/")
    assert resolver(settings=mag).link("/fr/tags/") == Reference(
        href="/mag/fr/tags/", url="/fr/tags/"
    )


def test_a_file_beside_the_story_is_published_as_an_asset():
    found = resolver().link("deck.pdf")
    assert (found.href, found.asset) == ("/assets/startups/deck.pdf", "content/startups/deck.pdf")


def test_a_picture_beside_the_story_comes_with_its_size():
    found = resolver().image("map.webp")
    assert isinstance(found, Illustration)
    assert (found.picture.url, found.picture.width) == ("/assets/startups/map.webp", 4)


def test_a_document_is_no_picture_and_a_missing_one_is_told():
    assert resolver().image("deck.pdf").code == "image-format"
    assert resolver().image("portrait.webp").code == "missing-image"
    assert resolver().image("maps.webp").code == "misspelt-image"
    assert dict(resolver().image("maps.webp").values)["near"] == "content/startups/map.webp"


def test_a_picture_among_the_static_files_is_shown_by_its_address():
    logo = Asset(path="content/static/logo.png", url="/logo.png", width=9, height=9)
    found = site(*STORIES, assets={logo.path: logo})
    resolver = ArticleResolver(found, STORIES[0].path, "fr", lambda text, _tag: text)
    assert resolver.image("/logo.png").picture.url == "/logo.png"


def test_a_remote_picture_is_kept_as_it_is():
    assert resolver().image("https://e.org/x.png").picture.url == "https://e.org/x.png"


@pytest.mark.parametrize(
    "target",
    [
        "both.md",
        "both.en.md",
        "draft.md",
        "bot.md",
        "deck.pdf",
        "map.web",
        "/fr/jeunes/both/",
        "story:shown/english",
        "story:startups/broken",
        "nowhere.md",
    ],
)
def test_what_travels_of_a_site_is_all_that_resolvers_look_at(target):
    found = site(*STORIES, assets=ASSETS, broken=frozenset({"startups/broken"}))
    sent = pickle.loads(pickle.dumps(abridged(found)))  # noqa: S301 - just pickled
    here, there = (
        ArticleResolver(known, STORIES[0].path, "fr", lambda text, _tag: text)
        for known in (found, sent)
    )
    assert there.link(target) == here.link(target)
    assert there.image(target) == here.image(target)
