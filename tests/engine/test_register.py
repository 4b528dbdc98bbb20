"""The register tells what stands because nothing that it rests on has changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.engine.digest import digest
from diptych.engine.register import Register
from diptych.engine.store import Sealed

NAMES = st.sampled_from(["a", "b", "c", "d", "e"])
PIECES = st.dictionaries(NAMES, st.binary(min_size=1, max_size=1))
THINGS = st.dictionaries(st.sampled_from(["x", "y", "z"]), st.frozensets(NAMES))


def opened(kept, pieces):
    return Register(kept, lambda name: pieces.get(name, b""))


def entered(things, pieces, kept=None):
    register = opened(kept, pieces)
    for name, grounds in things.items():
        register.enter(name, b"subject", b"recipe", b"result", grounds)
    return register.written(things)


@given(THINGS, PIECES, PIECES)
def test_a_thing_stands_exactly_while_all_its_pieces_are_as_they_were(things, before, after):
    register = opened(entered(things, before), after)
    for name, grounds in things.items():
        same = all(before.get(piece) == after.get(piece) for piece in grounds)
        assert register.stands(name, b"subject", b"recipe") == same


@given(THINGS, PIECES)
def test_another_subject_or_recipe_never_stands(things, pieces):
    register = opened(entered(things, pieces), pieces)
    for name in things:
        assert not register.stands(name, b"other", b"recipe")
        assert not register.stands(name, b"subject", b"other")
    assert not register.stands("unheard of", b"subject", b"recipe")


@given(THINGS, THINGS, PIECES, PIECES)
def test_what_is_entered_again_rests_on_what_it_was_made_of_last(first, second, before, after):
    kept = entered(second, after, entered(first, before))
    register = opened(kept, after)
    assert register.names() == set(second)
    assert all(register.stands(name, b"subject", b"recipe") for name in second)


def test_nothing_new_needs_no_writing():
    pieces = {"a": b"1"}
    kept = entered({"x": {"a"}}, pieces)
    assert opened(kept, pieces).written(["x"]) is None
    assert opened(kept, pieces).written([]) is not None
    assert opened(kept, {"a": b"2"}).written(["x"]) is not None


def test_pieces_that_nothing_rests_on_any_more_are_sorted_out():
    pieces = {f"piece {number}": b"1" for number in range(100)}
    kept = entered({"x": set(pieces), "y": {"piece 7"}}, pieces)
    fewer = opened(kept, pieces).written(["y"])
    assert b"piece 7" in fewer
    assert b"piece 8" not in fewer
    assert opened(fewer, pieces).stands("y", b"subject", b"recipe")
    assert not opened(fewer, {**pieces, "piece 7": b"2"}).stands("y", b"subject", b"recipe")


@pytest.mark.parametrize("kept", [b"", b"\xc1", b"\x93\x91\xa1a\x90\x80"])
def test_what_cannot_be_read_is_as_if_there_were_nothing(kept):
    assert opened(kept, {}).names() == set()


@given(THINGS, THINGS, PIECES, PIECES)
def test_what_is_written_since_makes_a_register_what_it_would_be_written_whole(
    things, others, before, after
):
    whole = entered({"w": ["a"], **things}, before)
    register = opened(whole, after)
    for name, grounds in others.items():
        register.enter(name, b"subject", b"recipe", b"other", grounds)
    again = Register(whole, lambda name: after.get(name, b""), since=register.written_since())
    for name in things | others:
        assert again.entry(name).result == register.entry(name).result
        untouched = again.stands(name, b"subject", b"recipe")
        assert untouched or (name in things and name not in others)


@given(THINGS, PIECES, PIECES)
def test_touched_is_whatever_does_not_stand(things, before, after):
    register = opened(entered(things, before), after)
    standing = {name for name in things if register.stands(name, b"subject", b"recipe")}
    assert set(register.touched()) == things.keys() - standing


@given(THINGS, PIECES, PIECES)
def test_only_suspects_are_looked_at(things, before, after):
    changed = {name for name in "abcde" if before.get(name) != after.get(name)}
    asked = []

    def fingerprint(name):
        asked.append(name)
        return after.get(name, b"")

    kept = entered(things, before)
    register = Register(kept, fingerprint, suspects=changed)
    assert set(asked) <= changed
    assert set(register.touched()) == set(opened(kept, after).touched())


@given(THINGS, THINGS, PIECES, PIECES)
def test_a_register_that_is_read_once_is_the_same_for_all_who_read_it(
    things, others, before, after
):
    kept = entered(things, before) or b""
    seal = digest(kept)
    for fetched in (kept, None):  # the second time nobody reads it
        sealed = Sealed(seal, lambda fetched=fetched: fetched)
        register = Register(sealed, lambda name: after.get(name, b""))
        expected = opened(kept, after)
        assert register.names() == expected.names()
        assert set(register.touched()) == set(expected.touched())
        for one in (register, expected):
            for name, grounds in others.items():
                one.enter(name, b"subject", b"recipe", b"other", grounds)
        everything = list(things | others)
        assert register.written(everything) == expected.written(everything)


def test_a_register_that_could_not_be_read_is_read_again():
    kept = entered({"x": ["a"]}, {"a": b"1"})
    seal = digest(b"of one that was damaged for a while")
    for fetched, names in ((None, set()), (kept, {"x"})):
        register = Register(Sealed(seal, lambda fetched=fetched: fetched), lambda _name: b"1")
        assert register.names() == names
