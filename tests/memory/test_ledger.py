import msgspec
import pytest

from diptych.engine.traces import Asked
from diptych.memory.ledger import Ledger, _array_header
from diptych.site.questions import written
from tests.magazine import article, day, edition

QUESTIONS = [
    ("card", "startups/b.fr"),
    ("related", "startups/a.fr"),
    ("previous_and_next", "startups/a.fr"),
    ("latest", "fr", 2),
    ("featured", "fr"),
    ("listing", "fr", "home", "", 0),
    ("feed_entries", "fr", "home", ""),
]
QUIET = [("href", "/x/"), ("listing", "fr", "tag", "ai", 0), ("translations", "startups/a.fr")]


def ledger(**fields):
    return Ledger(
        edition(
            article("startups/a", date=day(1), tags=("ai",)),
            article("startups/b", date=day(2), featured=True, **fields),
        )
    )


def answers(of, questions):
    return [of.ask(written(name, tuple(arguments))) for name, *arguments in questions]


def test_what_a_page_asked_is_written_as_a_list_in_the_order_first_asked():
    of = ledger()
    view, heard = of.listen()
    for name, *arguments in (*QUESTIONS, *QUIET, QUESTIONS[0]):
        getattr(view, name)(*arguments)
    asked = msgspec.msgpack.decode(heard().asked, type=list[Asked])
    wanted = [written(name, tuple(arguments)) for name, *arguments in (*QUESTIONS, *QUIET)]
    assert [one.question for one in asked] == wanted
    assert [one.answer for one in asked] == answers(ledger(), (*QUESTIONS, *QUIET))


@pytest.mark.parametrize("count", [0, 1, 15, 16, 65_535, 65_536])
def test_a_list_begins_as_messagepack_has_it(count):
    assert msgspec.msgpack.encode([None] * count) == _array_header(count) + b"\xc0" * count


def test_a_card_that_changes_changes_every_answer_made_of_it_and_no_other():
    before, after = ledger(), ledger(title="Another")
    for one, other in zip(answers(before, QUESTIONS), answers(after, QUESTIONS), strict=True):
        assert one is not None
        assert one != other
    assert answers(before, QUIET) == answers(after, QUIET)


def test_answers_of_other_forms_differ_though_they_are_made_of_the_same_cards():
    told = answers(ledger(), QUESTIONS)
    assert told[0] == told[4]  # one card, asked for in two ways
    assert told[3] == told[6]
    assert len(set(told)) == len(told) - 2


def test_a_question_that_has_no_answer_has_no_fingerprint():
    assert ledger().ask(written("card", ("startups/z.fr",))) is None
