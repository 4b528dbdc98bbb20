from hypothesis import given
from hypothesis import strategies as st

from diptych.model.body import Body
from diptych.model.comment import Comment
from diptych.site.threads import thread
from tests.magazine import NOW


def comment(name, reply_to=""):
    return Comment(
        id=name, story="s", locale="fr", path=name, author=name, date=NOW, reply_to=reply_to
    )


def bodies(*comments):
    return {remark.body_id: Body(html=f"<p>{remark.id}</p>") for remark in comments}


def outline(remarks):
    return {remark.id: outline(remark.replies) for remark in remarks}


def test_replies_stand_below_what_they_answer():
    told = [comment("a"), comment("b", "a"), comment("c", "b"), comment("d")]
    assert outline(thread(told, bodies(*told))) == {"a": {"b": {"c": {}}}, "d": {}}


def test_a_reply_to_nothing_stands_on_its_own():
    told = [comment("a", "gone")]
    assert outline(thread(told, bodies(*told))) == {"a": {}}


def test_a_comment_without_a_body_is_left_out_and_its_replies_kept():
    told = [comment("a"), comment("b", "a")]
    assert outline(thread(told, bodies(told[1]))) == {"b": {}}


@given(st.lists(st.sampled_from(["", "0", "1", "2", "3", "4", "gone"]), max_size=5))
def test_no_comment_is_ever_lost_or_told_twice(parents):
    told = [comment(str(number), parent) for number, parent in enumerate(parents)]

    def names(remarks):
        return [name for remark in remarks for name in (remark.id, *names(remark.replies))]

    assert sorted(names(thread(told, bodies(*told)))) == sorted(remark.id for remark in told)
