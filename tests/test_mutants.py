"""Tests of the tests: a tracking that is broken on purpose must make the laws fail."""

import shutil

from diptych.engine.commit import Workspace
from diptych.site import questions
from tests import test_incremental
from tests.test_sites import SITES

LAWS = (
    "test_a_file_tampered_with_is_made_again",
    "test_an_edited_sentence_renders_its_page_and_the_feeds_that_carry_it",
    "test_an_edited_label_renders_the_pages_that_tell_it_in_its_language",
    "test_an_edited_template_renders_the_pages_that_draw_on_it_alone",
    "test_nothing_changed_renders_nothing",
)


def broken_laws(folder):
    """Return the names of the laws that do not hold, each tried on a site of its own."""
    broken = set()
    for law in LAWS:
        site = folder / law
        shutil.copytree(
            SITES / "bilingual", site, ignore=shutil.ignore_patterns("expected", ".cache")
        )
        test_incremental.built(site)
        try:
            getattr(test_incremental, law)(site)
        except AssertionError:
            broken.add(law)
    return broken


def test_all_laws_hold_for_the_program_as_it_is(tmp_path):
    assert broken_laws(tmp_path) == set()


def test_an_output_that_is_not_looked_at_is_noticed(tmp_path, monkeypatch):
    def keep(self, path, digest):
        entry = self._known.get(path)
        if entry is None or entry.digest != digest:
            return False
        self._entries[path] = entry
        return True

    monkeypatch.setattr(Workspace, "keep", keep)
    assert "test_a_file_tampered_with_is_made_again" in broken_laws(tmp_path)


def test_templates_known_only_by_the_first_page_that_draws_on_them_are_noticed(
    tmp_path, monkeypatch
):
    """Jinja compiles a template once, so that a trace in its loader hears it once."""
    drawn = set()

    def closure(page, theme):
        found = theme.closure(f"{page.kind}.html") if page.kind == "chooser" else ()
        fresh = tuple(one for one in found if one not in drawn and one[0] != "chooser.html")
        drawn.update(found)
        return fresh

    monkeypatch.setattr("diptych.pressroom.template_closure", closure)
    law = "test_an_edited_template_renders_the_pages_that_draw_on_it_alone"
    assert law in broken_laws(tmp_path)


def test_a_question_without_its_locale_is_noticed(tmp_path, monkeypatch):
    written = questions.written

    def without_locale(name, arguments):
        kept = ("fr" if argument == "en" else argument for argument in arguments)
        return written(name, tuple(kept))

    monkeypatch.setattr("diptych.memory.ledger.written", without_locale)
    assert "test_an_edited_label_renders_the_pages_that_tell_it_in_its_language" in broken_laws(
        tmp_path
    )
