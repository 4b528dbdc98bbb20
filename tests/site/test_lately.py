"""What happened lately, for front pages."""

from msgspec.structs import replace

from diptych.model.article import Correction
from diptych.model.body import Body
from diptych.model.comment import Comment
from diptych.model.config import CommentSettings
from tests.magazine import article, config, day, view


def corrected(key, *days, locale="fr", **fields):
    notes = tuple(Correction(day(number), f"{key} {number}") for number in days)
    return article(key, locale, corrections=notes, **fields)


def comment(name, number, story="startups/a", locale="fr", text="Said"):
    made = Comment(
        id=name, story=story, locale=locale, path=f"{name}.md", author=name, date=day(number)
    )
    return made, {made.body_id: Body(html=f"<p>{text}</p>", excerpt=text)}


def talk(*remarks, articles=(), **more):
    bodies = {name: body for _, told in remarks for name, body in told.items()}
    comments = [made for made, _ in remarks]
    return view(*(articles or [article()]), comments=comments, bodies=bodies, **more)


def test_the_newest_corrections_of_a_language_come_first():
    asked = view(
        corrected("startups/a", 1, 5),
        corrected("startups/b", 3),
        corrected("startups/c", 9, locale="en"),
    )
    told = asked.latest_corrections("fr", 2)
    assert [one.text for one in told] == ["startups/a 5", "startups/b 3"]
    assert told[0].story.label == "a fr"
    assert [one.text for one in asked.latest_corrections("en", 2)] == ["startups/c 9"]


def test_nobody_learns_of_corrections_to_what_is_not_public():
    assert view(corrected("startups/a", 1, draft=True)).latest_corrections("fr", 2) == ()


def test_the_newest_comments_come_first_whatever_they_are_written_in():
    asked = talk(comment("one", 1), comment("two", 3, locale="en"), comment("three", 2))
    told = asked.latest_comments("fr", 2)
    assert [(one.author, one.locale) for one in told] == [("two", "en"), ("three", "fr")]
    assert told[0].url == "/fr/jeunes/a/#comment-two"


def test_a_comment_leads_to_its_story_in_the_language_of_the_reader_if_there_is_one():
    both = [article(), article(locale="en"), article("startups/b")]
    asked = talk(comment("one", 1), comment("two", 2, "startups/b"), articles=both)
    assert [one.story.locale for one in asked.latest_comments("en", 9)] == ["fr", "en"]


def test_a_long_comment_is_cut_at_a_word():
    (told,) = talk(comment("one", 1, text="word " * 99)).latest_comments("fr", 9)
    assert told.text.endswith("word…")
    assert len(told.text) <= 160


def test_comments_that_are_not_published_are_not_quoted():
    hidden = config(comments=CommentSettings(show=False))
    assert talk(comment("one", 1), settings=hidden).latest_comments("fr", 9) == ()
    without_body = talk((comment("one", 1)[0], {}))
    assert without_body.latest_comments("fr", 9) == ()
    assert talk(comment("one", 1, "startups/gone")).latest_comments("fr", 9) == ()


def test_how_readers_may_comment_is_what_the_settings_say():
    settings = CommentSettings(endpoint="https://host/post", email="a@example.org")
    assert view(settings=config(comments=settings)).commenting().endpoint == "https://host/post"
    closed = view(settings=config(comments=replace(settings, show=False))).commenting()
    assert (closed.endpoint, closed.email) == ("", "")
