import pytest

from diptych.engine.annex import ANNEX, Annex, mark_of


@pytest.fixture
def annex(tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / "work").mkdir()
    return Annex(tmp_path / "output", tmp_path / "work")


def put(annex, text):
    made = annex.make()
    (made / "index").write_text(text)
    annex.replace(made, text)


def test_an_annex_is_replaced_whole(annex, tmp_path):
    put(annex, "one")
    put(annex, "two")
    assert annex.mark == mark_of(tmp_path / "output") == "two"
    assert (tmp_path / "output" / ANNEX / "index").read_text() == "two"
    assert list((tmp_path / "work").iterdir()) == []


@pytest.mark.parametrize("old_is_away", [False, True])
def test_a_crash_between_the_renames_is_finished_by_the_next(annex, tmp_path, old_is_away):
    put(annex, "old")
    made = annex.make()
    (made / ".diptych").write_text("new")
    made.rename(tmp_path / "work" / "annex.new")
    if old_is_away:
        (tmp_path / "output" / ANNEX).rename(tmp_path / "work" / "annex.old")
    annex.recover()
    assert annex.mark == "new"
    assert list((tmp_path / "work").iterdir()) == []


def test_what_was_not_finished_is_dropped(annex, tmp_path):
    put(annex, "old")
    annex.make()
    annex.recover()
    assert annex.mark == "old"
    assert list((tmp_path / "work").iterdir()) == []
