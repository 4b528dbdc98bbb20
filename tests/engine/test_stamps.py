"""Stamps tell when a file has changed, and when they cannot tell."""

import os
from pathlib import Path

from diptych.engine.stamps import Stamp, stamp_of

NOON = 1_800_000_000_123_456_789
SECOND = 1_000_000_000


def test_a_file_that_nobody_touches_keeps_its_stamp(tmp_path: Path) -> None:
    file = tmp_path / "story.md"
    file.write_text("one")
    assert stamp_of(file.stat()) == stamp_of(file.stat())


def test_a_file_replaced_by_one_of_equal_size_and_time_has_another_stamp(tmp_path: Path) -> None:
    file = tmp_path / "story.md"
    file.write_text("one")
    before = file.stat()
    other = tmp_path / "other.md"
    other.write_text("two")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)
    assert stamp_of(file.stat()) != stamp_of(before)


def test_a_stamp_taken_right_after_a_change_is_not_settled() -> None:
    assert not Stamp(3, NOON, NOON, 1).is_settled(NOON + 1)
    assert Stamp(3, NOON, NOON, 1).is_settled(NOON + SECOND)


def test_the_time_of_the_change_of_its_name_counts_too() -> None:
    assert not Stamp(3, NOON - SECOND, NOON, 1).is_settled(NOON + 1)


def test_a_time_in_the_future_is_never_settled() -> None:
    assert not Stamp(3, NOON + SECOND, NOON, 1).is_settled(NOON)


def test_times_without_fractions_need_longer_to_settle() -> None:
    whole = 1_800_000_000 * SECOND
    assert not Stamp(3, whole, whole, 1).is_settled(whole + SECOND)
    assert Stamp(3, whole, whole, 1).is_settled(whole + 3 * SECOND)
