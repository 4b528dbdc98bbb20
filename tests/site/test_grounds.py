"""Answers tell what they were made from, so that whatever changes them is known by name."""

from hypothesis import given
from hypothesis import strategies as st

from diptych.engine.digest import digest_of_value
from diptych.model.body import Body
from diptych.site.grounds import BEDROCK, grounds_of
from diptych.site.view import View
from tests.magazine import article, config, edition, view

ASKED = [
    lambda told: told.site("fr"),
    lambda told: told.card("startups/a.fr"),
    lambda told: told.details("startups/a.fr"),
    lambda told: told.body("startups/a.fr"),
    lambda told: told.comments("startups/a.fr"),
    lambda told: told.translations("startups/a.fr"),
    lambda told: told.previous_and_next("startups/a.fr"),
    lambda told: told.related("startups/a.fr"),
    lambda told: told.latest("fr", 3),
    lambda told: told.featured("fr"),
    lambda told: told.listing("fr", "tag", "ai", 0),
    lambda told: told.listing("fr", "home", "", 0),
    lambda told: told.terms("fr", "tag"),
    lambda told: told.terms("fr", "author"),
    lambda told: told.archive("fr"),
    lambda told: told.categories("fr"),
    lambda told: told.menu("fr", "footer"),
    lambda told: told.collectives("fr"),
    lambda told: told.sitemap(0),
    lambda told: told.recent_news(),
    lambda told: told.redirects(),
]
CHANGES = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["One", "Two"]),
        "tags": st.sampled_from([(), ("ai",), ("ai", "bio")]),
        "authors": st.sampled_from([(), ("lea",)]),
        "featured": st.booleans(),
        "aliases": st.sampled_from([(), ("/old/",)]),
    }
)


def made(fields, *, with_other, words):
    others = [article("startups/b", tags=("ai",)), article("startups/b", "en")]
    return edition(
        article("startups/a", **fields),
        *(others if with_other else []),
        bodies={"startups/a.fr": Body(html=f"<p>{words}</p>", excerpt=words, words=len(words))},
    )


def heard(of, question):
    asked = View(of)
    told = asked.listen()
    question(asked)
    return next(iter(told))


@given(CHANGES, CHANGES, st.booleans(), st.booleans(), st.sampled_from(["x", "y"]))
def test_an_answer_changes_only_when_something_it_names_has(before, after, one, two, words):
    first = made(before, with_other=one, words="x")
    second = made(after, with_other=two, words=words)
    pieces, later = grounds_of(first), grounds_of(second)
    for question in ASKED:
        told = heard(first, question)
        if told.answer != heard(second, question).answer:
            assert any(
                digest_of_value(pieces.piece(name)) != digest_of_value(later.piece(name))
                for name in told.grounds
            ), told.name


def test_every_answer_rests_on_the_settings():
    told = heard(edition(article()), lambda view: view.href("/x/"))
    assert told.grounds == {BEDROCK}


def test_what_is_not_there_is_a_ground_too():
    told = heard(edition(article("startups/a")), lambda view: view.comments("startups/a.fr"))
    assert "comments:startups/a" in told.grounds


def test_an_answer_kept_from_an_earlier_page_names_the_same_grounds():
    asked = view(article("startups/a"), article("startups/b"))
    told = []
    for _ in range(2):
        told.append(asked.listen())
        asked.related("startups/a.fr")
        asked.menu("fr", "footer")
    first, second = ([(one.name, one.grounds) for one in heard] for heard in told)
    assert first == second


def test_one_story_rests_on_no_other_that_it_does_not_show():
    stories = [article(f"startups/s{number}", tags=("ai",)) for number in range(30)]
    told = heard(edition(*stories), lambda view: view.details("startups/s1.fr"))
    assert "articles:startups/s2.fr" not in told.grounds
    assert not any(name.endswith("*") for name in told.grounds)


def test_another_setting_is_another_bedrock():
    pieces = grounds_of(edition(article()))
    later = grounds_of(edition(article(), settings=config(page_size=9)))
    assert pieces.piece(BEDROCK) != later.piece(BEDROCK)
