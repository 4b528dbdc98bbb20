from diptych.engine.traces import Asked, Reason, Trace, reason_to_make

TRACE = Trace(b"subject", b"recipe", (Asked(b"q1", b"a1"), Asked(b"q2", b"a2")), b"result")


def answers(**changed):
    given = {b"q1": b"a1", b"q2": b"a2"} | {name.encode(): value for name, value in changed.items()}
    return given.get


def test_what_was_never_made_is_new():
    assert reason_to_make(None, b"subject", b"recipe", answers()) == Reason("new")


def test_what_asks_for_the_same_and_is_told_the_same_stands():
    assert reason_to_make(TRACE, b"subject", b"recipe", answers()) is None


def test_another_subject_or_recipe_comes_before_any_answer():
    unasked = {}.__getitem__
    assert reason_to_make(TRACE, b"other", b"recipe", unasked) == Reason("subject")
    assert reason_to_make(TRACE, b"subject", b"other", unasked) == Reason("recipe")


def test_the_first_answer_that_differs_is_the_reason_and_the_last_asked():
    asked = []

    def ask(question):
        asked.append(question)
        return b"other"

    assert reason_to_make(TRACE, b"subject", b"recipe", ask) == Reason("answer", b"q1")
    assert asked == [b"q1"]


def test_a_question_without_an_answer_now_is_a_reason():
    assert reason_to_make(TRACE, b"subject", b"recipe", answers(q2=None)) == Reason("answer", b"q2")
