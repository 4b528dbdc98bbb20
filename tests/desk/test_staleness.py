"""What an original's authors have changed since it was translated is told block by block."""

from hypothesis import given
from hypothesis import strategies as st

from diptych.desk.blocks import Block, text_blocks
from diptych.desk.staleness import (
    Change,
    counterparts,
    drift,
    read_stamp,
    stamp,
    untouched,
)

TEXTS = st.lists(st.integers(0, 10_000).map(lambda n: f"Paragraph {n}."), unique=True, max_size=12)
SOME = TEXTS.filter(lambda texts: len(texts) > 1)


def blocks(texts):
    return text_blocks("\n\n".join(texts))


def between(old, new):
    return drift(read_stamp(stamp(blocks(old))), blocks(new))


def told(old, new):
    return [(change.what, change.old, change.new) for change in between(old, new).changes]


@given(TEXTS)
def test_nothing_has_changed_in_a_text_that_was_just_stamped(texts):
    assert not between(texts, texts)
    assert between(texts, texts).blocks == len(texts)


@given(SOME, st.data())
def test_another_word_changes_one_block_and_no_other(texts, data):
    at = data.draw(st.integers(0, len(texts) - 1))
    edited = [*texts]
    edited[at] = edited[at].replace("Paragraph", "Passage")
    assert told(texts, edited) == [("changed", at, at)]


@given(TEXTS, st.data())
def test_a_new_block_is_told_as_added(texts, data):
    at = data.draw(st.integers(0, len(texts)))
    assert told(texts, [*texts[:at], "New.", *texts[at:]]) == [("added", None, at)]


@given(SOME, st.data())
def test_a_block_that_is_gone_is_told_as_removed(texts, data):
    at = data.draw(st.integers(0, len(texts) - 1))
    assert told(texts, texts[:at] + texts[at + 1 :]) == [("removed", at, None)]


@given(TEXTS.flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(texts))))
def test_blocks_in_another_order_have_moved_and_not_changed(pair):
    texts, shuffled = pair
    assert {change.what for change in between(texts, shuffled).changes} <= {"moved"}
    assert (shuffled == texts) == (not between(texts, shuffled))


@given(TEXTS, TEXTS)
def test_what_is_told_leads_from_the_old_text_to_the_new_one(old, new):
    changes = between(old, new).changes
    lost = {change.old for change in changes} - {None}
    gained = {change.new for change in changes} - {None}
    kept = [text for at, text in enumerate(old) if at not in lost]
    assert kept == [text for at, text in enumerate(new) if at not in gained]
    for change in changes:
        if change.what == "moved":
            assert old[change.old] == new[change.new]
        if change.what == "changed":
            assert old[change.old] != new[change.new]


def test_a_block_that_moved_among_others_that_changed_is_still_known():
    assert told(["a", "b", "c", "d"], ["d", "a", "B", "c"]) == [("moved", 3, 0), ("changed", 1, 2)]


def test_changes_are_told_in_the_order_of_the_original():
    changes = between(["a", "b", "c"], ["x", "y", "a", "c", "z"]).changes
    assert changes == (
        Change("added", None, 0),
        Change("added", None, 1),
        Change("removed", 1, None),
        Change("added", None, 4),
    )


def test_a_stamp_is_read_with_or_without_what_stands_between_its_digests():
    assert read_stamp("0123abcd 89abcdef") == ("0123abcd", "89abcdef")
    assert read_stamp("0123abcd,89abcdef") == read_stamp("0123abcd89abcdef")
    assert read_stamp("") == ()


def field(kind, text):
    return Block(kind, text, 2, f"{len(text):08x}")


def test_fields_are_counterparts_by_their_names_wherever_they_stand():
    source = (field("title", "Titre"), field("description", "Sujet"), *blocks(["Un."]))
    translation = (field("description", "Subject"), field("title", "Title"), *blocks(["One."]))
    assert counterparts(source, translation) == {0: 1, 1: 0, 2: 2}


def test_a_field_that_the_translation_lacks_has_no_counterpart():
    source = (field("title", "Titre"), field("summary", "En bref"), *blocks(["Un."]))
    translation = (field("title", "Title"), *blocks(["One."]))
    assert counterparts(source, translation) == {0: 0, 2: 1}


def test_blocks_of_a_kind_stay_together_where_the_translation_lacks_one():
    source = blocks(["# Titre", "Un long paragraphe de départ.", "- a\n- b", "Fin."])
    translation = blocks(["# Title", "- a\n- b", "The end."])
    assert counterparts(source, translation) == {0: 0, 2: 1, 3: 2}


@given(TEXTS, TEXTS)
def test_counterparts_are_in_order_and_each_block_is_one_s_only(ours, theirs):
    pairs = sorted(counterparts(blocks(ours), blocks(theirs)).items())
    assert [other for _, other in pairs] == sorted({other for _, other in pairs})


def test_only_prose_counts_as_not_translated_yet():
    alike = [
        "Un paragraphe de cinq mots.",
        "```\nthis is code in both languages\n```",
        "| a | b | c | d | e |\n|---|---|---|---|---|",
        "## Station F",
        '{{< figure src="a/b/c/d/e.png" class="wide" >}}',
        '{{< figure src="a.png" alt="Une image de cinq mots" >}}',
        '{{< callout type="tip" >}}\nIl faut encore traduire ceci.\n{{< /callout >}}',
    ]
    source = blocks([*alike, "Seulement ici, en toutes lettres."])
    assert untouched(source, blocks(alike)) == (0, 5, 6)
