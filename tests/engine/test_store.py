import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.engine.store import FILE, DamagedError, UnopenedError, open_store, store_to_read

PROGRAM = b"program"
VALUES = {b"one": b"1" * 100, b"two": b"2" * 5_000, b"three": b""}


def remember(folder, values=VALUES, program=PROGRAM, forgotten=()):
    with open_store(folder, program) as store:
        store.replace("page", values, forgotten)
        store.save()


def recalled(folder, kind="page", program=PROGRAM):
    with open_store(folder, program) as store:
        return {} if store is None else store.recall(kind)


def test_what_was_saved_is_recalled_by_kind(tmp_path):
    remember(tmp_path)
    assert recalled(tmp_path) == VALUES
    assert recalled(tmp_path, "body") == {}


def test_what_was_not_saved_is_not_recalled(tmp_path):
    remember(tmp_path)
    with open_store(tmp_path, PROGRAM) as store:
        store.replace("page", {b"four": b"4"}, [b"one"])
    assert recalled(tmp_path) == VALUES


def test_values_are_replaced_and_forgotten_one_by_one(tmp_path):
    remember(tmp_path)
    remember(tmp_path, {b"one": b"new"}, forgotten=[b"two"])
    assert recalled(tmp_path) == {b"one": b"new", b"three": b""}


def test_another_program_remembers_nothing(tmp_path):
    remember(tmp_path)
    assert recalled(tmp_path, program=b"newer") == {}
    assert recalled(tmp_path) == {}


def test_a_value_moved_under_another_key_is_not_vouched_for(tmp_path):
    remember(tmp_path)
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("DELETE FROM remembered WHERE key = ?", (b"one",))
        connection.execute("UPDATE remembered SET key = ? WHERE key = ?", (b"one", b"two"))
    connection.close()
    assert recalled(tmp_path) == {b"three": b""}


def test_a_folder_that_cannot_be_made_is_no_store_and_no_failure(tmp_path):
    (tmp_path / "cache").write_text("a file in the way")
    with open_store(tmp_path / "cache", PROGRAM) as store:
        assert store is None


def test_what_is_undone_was_never_done(tmp_path):
    remember(tmp_path)
    with open_store(tmp_path, PROGRAM) as store:
        store.replace("page", {b"four": b"4"}, [b"one"])
        store.undo()
        store.replace("page", {b"five": b"5"})
        store.save()
    assert recalled(tmp_path) == VALUES | {b"five": b"5"}


def test_a_store_that_is_only_read_stays_as_it_is(tmp_path):
    remember(tmp_path)
    before = (tmp_path / FILE).read_bytes()
    tmp_path.chmod(0o500)
    with store_to_read(tmp_path, PROGRAM) as store:
        assert store.recall("page") == VALUES
        store.replace("page", {b"four": b"4"})
    tmp_path.chmod(0o700)
    assert (tmp_path / FILE).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def refused(folder, program=PROGRAM):
    with pytest.raises(UnopenedError) as caught, store_to_read(folder, program):
        pass
    return caught.value.fault


def test_one_that_is_not_there_is_not_made(tmp_path):
    assert refused(tmp_path / "cache") == "absent"
    assert list(tmp_path.iterdir()) == []


def test_another_programs_is_not_read_and_not_dropped(tmp_path):
    remember(tmp_path)
    assert refused(tmp_path, b"newer") == "foreign"
    assert recalled(tmp_path) == VALUES


@pytest.mark.parametrize("data", [b"", b"no database at all" * 100])
def test_what_is_no_store_is_unreadable_and_stays(tmp_path, data):
    (tmp_path / FILE).write_bytes(data)
    assert refused(tmp_path) == "unreadable"
    assert (tmp_path / FILE).read_bytes() == data


def test_one_that_is_being_written_is_waited_for_and_then_given_up(tmp_path, monkeypatch):
    remember(tmp_path)
    monkeypatch.setattr("diptych.engine.store._PATIENCE", 0.01)
    with closing(sqlite3.connect(tmp_path / FILE)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        assert refused(tmp_path) == "unreadable"


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    remember(folder)
    return (folder / FILE).read_bytes()


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 999_999), st.sampled_from(["cut", "flip", "zero"]), st.integers(0, 7))
def test_a_damaged_store_recalls_the_truth_or_nothing(
    saved, tmp_path_factory, millionth, harm, bit
):
    folder = tmp_path_factory.mktemp("damaged")
    at = len(saved) * millionth // 1_000_000
    damaged = bytearray(saved)
    if harm == "cut":
        del damaged[at:]
    elif harm == "flip":
        damaged[at] ^= 1 << bit
    else:
        damaged[at : at + 512] = bytes(len(damaged[at : at + 512]))
    (folder / FILE).write_bytes(damaged)
    found = recalled(folder)
    assert found.items() <= VALUES.items()
    remember(folder)
    assert recalled(folder).items() <= VALUES.items()


def test_what_is_sealed_is_known_by_what_it_is(tmp_path):
    with open_store(tmp_path, PROGRAM) as store:
        store.replace("kind", {b"a": b"one", b"b": b"one"})
        first = store.sealed("kind", b"a")
        assert first == store.sealed("kind", b"a") != store.sealed("kind", b"b")
        assert hash(first) == hash(store.sealed("kind", b"a"))
        assert store.sealed("kind", b"a").read() == b"one"
        store.replace("kind", {b"a": b"two"})
        assert store.sealed("kind", b"a") != first
        store.replace("kind", {b"a": b"one"})
        assert store.sealed("kind", b"a") == first
        assert store.sealed("kind", b"c") is None


def test_what_is_sealed_and_cannot_be_vouched_for_is_not_read(tmp_path):
    with open_store(tmp_path, PROGRAM) as store:
        store.replace("kind", {b"a": b"one"})
        store.save()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("UPDATE remembered SET value = substr(value, 1, 16) || 'two'")
        connection.commit()
    with open_store(tmp_path, PROGRAM) as store:
        assert store.sealed("kind", b"a").read() is None
    with open_store(tmp_path, PROGRAM) as store, pytest.raises(DamagedError):
        store.sealed_surely("kind", b"a").read()
    with open_store(tmp_path, PROGRAM) as store, pytest.raises(DamagedError):
        store.sealed_surely("kind", b"c")


KEYS = st.sampled_from([b"a", b"b", b"c"])
KINDS = st.sampled_from(["page", "body"])
TOLD = st.binary(max_size=3)
STEPS = st.one_of(
    st.tuples(st.just("put"), KINDS, KEYS, TOLD),
    st.tuples(st.just("replace"), KINDS, st.dictionaries(KEYS, TOLD), st.lists(KEYS)),
    st.tuples(st.just("hold"), KINDS, st.dictionaries(KEYS, TOLD)),
    st.tuples(st.just("recall_one"), KINDS, KEYS),
    st.tuples(st.just("recall"), KINDS),
    st.tuples(st.just("sealed"), KINDS, KEYS),
    st.tuples(st.sampled_from(["save", "undo"])),
)


@given(st.lists(STEPS, max_size=30), st.integers(1, 4))
@settings(max_examples=60)
def test_values_that_wait_to_be_written_are_remembered_like_all_others(
    tmp_path_factory, steps, waiting
):
    saved, now = {}, {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("diptych.engine.store._WAITING", waiting)
        with open_store(tmp_path_factory.mktemp("store"), PROGRAM) as store:
            for name, *arguments in steps:
                told = getattr(store, name)(*arguments)
                match name, arguments:
                    case "put", (kind, key, value):
                        now[kind, key] = value
                    case "replace", (kind, changed, forgotten):
                        now = {
                            at: now[at] for at in now if at not in {(kind, k) for k in forgotten}
                        }
                        now |= {(kind, key): value for key, value in changed.items()}
                    case "hold", (kind, values):
                        now = {at: now[at] for at in now if at[0] != kind}
                        now |= {(kind, key): value for key, value in values.items()}
                    case "recall_one", (kind, key):
                        assert told == now.get((kind, key))
                    case "recall", (kind,):
                        assert told == {key: now[k, key] for k, key in now if k == kind}
                    case "sealed", (kind, key):
                        assert (told and told.read()) == now.get((kind, key))
                    case "save", _:
                        saved = dict(now)
                    case "undo", _:
                        now = dict(saved)
