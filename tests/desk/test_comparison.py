"""What changed in an original is shown beside the block of the translation that stands for it."""

from diptych.desk.blocks import text_blocks
from diptych.desk.comparison import differences
from diptych.desk.staleness import drift

SOURCE = ["# Un", "Deux est là.", "Trois est là.", "Quatre."]
TRANSLATION = ["# One", "Two is there.", "Three is there.", "Four."]


def blocks(texts):
    return text_blocks("\n\n".join(texts))


def told(source, translation=TRANSLATION):
    old = [block.digest for block in blocks(SOURCE)]
    found = differences(drift(old, blocks(source)), len(old), blocks(source), blocks(translation))
    return [
        (
            one.what,
            *(block.text if block else None for block in (one.source, one.translation, one.after)),
        )
        for one in found
    ]


def test_a_changed_block_is_beside_the_one_that_translates_it():
    source = [*SOURCE[:2], "Trois est ailleurs.", SOURCE[3]]
    assert told(source) == [("changed", "Trois est ailleurs.", "Three is there.", None)]


def test_an_added_block_is_told_with_what_it_belongs_behind():
    assert told([*SOURCE[:2], "Neuf.", *SOURCE[2:]]) == [("added", "Neuf.", None, "Two is there.")]
    assert told(["Neuf.", *SOURCE]) == [("added", "Neuf.", None, None)]


def test_a_removed_block_is_told_by_what_is_left_of_it_in_the_translation():
    assert told([SOURCE[0], *SOURCE[2:]]) == [("removed", None, "Two is there.", None)]


def test_a_moved_block_is_beside_its_translation_where_that_still_stands():
    assert told([SOURCE[3], *SOURCE[:3]]) == [("moved", "Quatre.", "Four.", None)]


def test_a_translation_of_other_blocks_than_its_original_is_aligned_by_their_kinds():
    source = ["# Un", "Deux est ailleurs.", "Trois est là.", "Quatre."]
    shorter = ["# One", "Two is elsewhere.", "Three and four."]
    assert told(source, shorter)[0] == ("changed", "Deux est ailleurs.", shorter[1], None)


def test_a_block_removed_from_the_original_is_not_guessed_in_a_translation_of_other_blocks():
    assert told([SOURCE[0], *SOURCE[2:]], TRANSLATION[:3]) == [("removed", None, None, None)]
