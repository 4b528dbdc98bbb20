"""Outputs are numbered once and for all; the last press is known."""

from pathlib import Path

import pytest

from diptych.engine.store import open_store
from diptych.memory.presses import Press, RememberedPresses, last_pressed


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path, b"program") as store:
        yield store


def press(store, output, base_url="https://example.org/"):
    remembered = RememberedPresses(store, Press(Path(output), base_url, {}))
    remembered.keep()
    return remembered.number


def test_an_output_keeps_its_number_whatever_is_built_in_between(store):
    assert [press(store, name) for name in ("output", "/pre", "output", "/pre")] == [0, 1, 0, 1]
    last = last_pressed(store)
    assert (last.last, last.folder(0), last.folder(1)) == (1, Path("output"), Path("/pre"))
    assert last.folder(2) is None


def test_the_address_is_the_one_of_the_last_press(store):
    press(store, "output")
    press(store, "output", "https://preview.example/")
    assert last_pressed(store).base_url == "https://preview.example/"


def test_what_cannot_be_read_is_as_if_nothing_were_known(store):
    press(store, "output")
    store.replace("register", {b"press": b"?"})
    assert last_pressed(store) is None
    assert press(store, "other") == 0


def test_without_a_store_an_output_has_a_number_all_the_same():
    assert press(None, "output") == 0
    assert last_pressed(None) is None
