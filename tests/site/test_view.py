from datetime import timedelta

import pytest
from msgspec.structs import replace

from diptych.model.config import Menu, MenuEntry
from diptych.model.taxonomy import Author
from diptych.site.pages import Page
from diptych.site.states import Preview
from diptych.site.view import UnansweredError, View, question
from tests.magazine import NOW, article, config, day, edition, view

MADE_OF_THEM = {"listen", "once"}
"""Methods that answer nothing by themselves."""


def test_every_public_method_is_a_question_that_is_heard():
    asked = view(article())
    heard = asked.listen()
    asked.card("startups/a.fr")
    asked.latest("fr", 3)
    assert [told.name for told in heard] == ["card", "latest"]
    questions = [
        name for name in vars(View) if not name.startswith("_") and name not in MADE_OF_THEM
    ]
    assert all(hasattr(getattr(View, name), "__wrapped__") for name in questions)


def test_an_answer_kept_from_an_earlier_page_is_heard_as_whole_as_a_new_one():
    asked = view(article(tags=("ai",)), article("startups/b", tags=("ai",)))
    heard = []
    for _ in range(2):
        heard.append(asked.listen())
        asked.related("startups/a.fr")
        asked.menu("fr", "header")
        asked.trail(Page(url="/x/", kind="article", locale="fr", subject="startups/a.fr"))
    first, second = map(list, heard)
    assert [told.name for told in first] == ["related", "menu", "trail"]
    assert first == second


def test_what_is_made_once_is_heard_each_time_it_is_shown():
    asked, heard, made = view(article()), [], []
    for _ in range(2):
        heard.append(asked.listen())
        made.append(asked.once("title", lambda: asked.card("startups/a.fr").title))
    assert made == ["a fr", "a fr"]
    first, second = map(list, heard)
    assert [told.name for told in first] == ["card"]
    assert first == second


def test_what_fails_to_be_made_once_is_heard_as_little_as_a_question_that_fails():
    asked = view(article())
    heard = asked.listen()
    asked.site("fr")
    with pytest.raises(UnansweredError):
        asked.once("title", lambda: (asked.href("/x/"), asked.card("nothing.fr")))
    asked.href("/y/")
    assert [(told.name, *told.arguments) for told in heard] == [("site", "fr"), ("href", "/y/")]


def test_a_listing_links_its_neighbours_and_tells_titles_from_elsewhere_on_its_index():
    told = view(
        *(article(f"startups/s{number}", date=day(number)) for number in range(5)),
        article("startups/only-english", "en"),
    )
    index = told.listing("fr", "home", "", 0)
    assert [card.key for card in index.cards] == ["startups/s4", "startups/s3"]
    assert (index.older, index.newer) == ("/fr/page/2/", "")
    assert [link.locale for link in index.elsewhere] == ["en"]
    oldest = told.listing("fr", "home", "", 1)
    assert [card.key for card in oldest.cards] == ["startups/s1", "startups/s0"]
    assert (oldest.older, oldest.newer, oldest.elsewhere) == ("", "/fr/page/2/", ())


def test_a_series_is_read_from_its_first_part():
    told = view(
        article("startups/one", date=day(1), series=("tour",)),
        article("startups/two", date=day(2), series=("tour",)),
    )
    assert [card.key for card in told.listing("fr", "series", "tour", 0).cards] == [
        "startups/one",
        "startups/two",
    ]
    (box,) = told.details("startups/two.fr").series
    assert (box.number, [part.label for part in box.parts]) == (2, ["one fr", "two fr"])


def test_neighbours_are_those_of_the_same_language():
    told = view(
        article("startups/a", date=day(1)),
        article("startups/x", "en", date=day(2)),
        article("startups/b", date=day(3)),
    )
    older, newer = told.previous_and_next("startups/b.fr")
    assert (older.key, newer) == ("startups/a", None)


def test_an_untold_summary_is_the_first_paragraph_and_reading_takes_its_time():
    card = view(article()).card("startups/a.fr")
    assert (card.summary, card.description, card.minutes) == ("Text", "Text", 2)


def test_the_default_menu_holds_categories_and_pages_in_the_reader_s_language():
    told = view(article("pages/about", category=None, date=None, title="À propos"))
    assert [link.label for link in told.menu("en", "header")] == ["Young", "Shown", "Hidden"]
    (about,) = told.menu("en", "footer")
    assert (about.label, about.url, about.locale) == ("À propos", "/fr/about/", "fr")


def test_a_menu_of_one_s_own_leaves_out_what_leads_nowhere():
    entries = (
        MenuEntry(target="tags"),
        MenuEntry(target="archives"),
        MenuEntry(target="story:startups/gone"),
        MenuEntry(target="https://e.org/", labels={"fr": "Ailleurs"}),
    )
    told = view(article(), settings=config(menu=Menu(header=entries)))
    assert [(link.label, link.url) for link in told.menu("fr", "header")] == [
        ("archives", "/fr/archives/"),
        ("Ailleurs", "https://e.org/"),
    ]


def test_news_are_two_days_old_at_most():
    fresh, old = NOW - timedelta(hours=47), NOW - timedelta(hours=49)
    told = view(article("startups/new", date=fresh), article("startups/old", date=old))
    assert [card.key for card in told.recent_news()] == ["startups/new"]


def test_the_sitemap_lists_what_search_engines_may_see_with_its_true_change():
    told = view(
        article("startups/a", updated=day(50)),
        article("startups/b", noindex=True),
    )
    entries = {entry.url: entry.modified for entry in told.sitemap(0)}
    assert entries["https://example.org/fr/jeunes/a/"] == day(50)
    assert "https://example.org/fr/jeunes/b/" not in entries
    assert not any("404" in url for url in entries)


def test_what_only_a_preview_shows_is_no_news():
    told = view(article("startups/new", date=NOW, draft=True), preview=Preview(drafts=True))
    assert told.recent_news() == ()


def test_a_desk_that_only_translates_is_known_as_a_desk_too():
    desk = Author(id="desk", labels={"fr": "Bureau", "en": "Desk"}, collective=True)
    made = edition(article("startups/a", "en", translators=("desk",)))
    registry = replace(made.site.registry, authors={"desk": desk})
    told = View(replace(made, site=replace(made.site, registry=registry)))
    (translator,) = told.details("startups/a.en").translators
    assert (translator.label, translator.url) == ("Desk", "")
    assert told.collectives("en") == ("Desk",)


def test_the_publisher_s_name_is_set_like_every_text():
    made = replace(edition(), typeset=lambda text, _tag: text.upper())
    assert View(made).site("fr").publisher == "PASSERELLE"


def test_feeds_hold_stories_of_their_own_language_only():
    told = view(article("shown/x", tags=("ai",)), article("shown/y", "en", tags=("ai",)))
    assert [card.id for card in told.feed_entries("fr", "tag", "ai")] == ["shown/x.fr"]


def test_answers_do_not_depend_on_what_was_asked_before():
    made = edition(article(tags=("ai",)))
    fresh, warm = View(made), View(made)
    warm.latest("fr", 9)
    warm.archive("fr")
    assert fresh.terms("fr", "tag") == warm.terms("fr", "tag")


@pytest.mark.parametrize(
    ("name", "arguments", "reason"),
    [
        ("card", ("startups/nothing.fr",), "knows no 'startups/nothing.fr'"),
        ("asset", ("theme/stlye.css",), "knows no 'theme/stlye.css'"),
        ("section", ("fr", "tagz"), "knows no 'tagz'"),
        ("menu", ("fr", "side"), "knows no 'side'"),
        ("site", ("de",), "knows no 'de'"),
        ("latest", ("fr",), "cannot be asked so: missing a required argument: 'count'"),
        ("card", (["startups/a.fr"],), "cannot be asked so: unhashable type: 'list'"),
    ],
)
def test_a_question_that_has_no_answer_says_why(name, arguments, reason):
    asked = view(article("startups/a"))
    with pytest.raises(UnansweredError, match=r"view\.") as refusal:
        getattr(asked, name)(*arguments)
    assert str(refusal.value) == f"view.{name} {reason}"


def test_questions_take_their_arguments_by_position():
    with pytest.raises(UnansweredError, match=r"view\.today takes its arguments by position"):
        view().today(locale="fr")


@pytest.mark.parametrize("fault", [KeyError("ours"), TypeError("ours"), AttributeError("ours")])
def test_a_fault_of_an_answer_stays_what_it_is(fault):
    def broken(_view, _subject):
        raise fault

    with pytest.raises(type(fault)) as raised:
        question(broken)(view(), "theirs")
    assert raised.value is fault


def test_what_is_made_once_and_goes_on_asking_is_heard_by_whoever_listens_then():
    asked = view(article())
    first = asked.listen()
    ask = asked.once("asker", lambda: lambda: asked.card("startups/a.fr").title)
    second = asked.listen()
    assert ask() == "a fr"
    assert [told.name for told in second] == ["card"]
    assert list(first) == []
