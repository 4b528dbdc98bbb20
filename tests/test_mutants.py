"""Tests of the tests: a tracking that is broken on purpose must make the laws fail."""

from collections import defaultdict

from msgspec.structs import replace

from diptych.memory.bodies import RememberedBodies
from diptych.render.theme import Theme
from diptych.site import questions
from tests import test_incremental
from tests.incremental import test_edits
from tests.incremental.building import built, copy_of

TAMPERING = test_incremental.test_a_file_tampered_with_is_made_again
LABEL = test_edits.test_a_renamed_tag_renders_its_stories_and_pages_in_its_language_alone
TEMPLATE = test_edits.test_a_comment_in_the_base_template_renders_all_html_and_writes_nothing
DELETION = test_edits.test_a_deleted_panel_renders_what_listed_it_and_its_counterpart


def breaks(law, folder):
    """Tell whether a law does not hold of a site, built before by the same program."""
    site = copy_of("bilingual", folder)
    built(site)
    try:
        law(site)
    except AssertionError:
        return True
    return False


def test_an_output_that_is_not_looked_at_is_noticed(tmp_path, monkeypatch):
    def trusting(_root, listing, *_):
        return listing

    monkeypatch.setattr("diptych.engine.commit.settled", trusting)
    monkeypatch.setattr("diptych.memory.outputs.settled", trusting)
    assert breaks(TAMPERING, tmp_path)


def test_templates_known_only_to_the_first_page_that_draws_on_them_are_noticed(
    tmp_path, monkeypatch
):
    """Jinja compiles a template once, so that a trace in its loader hears it once."""
    sound = Theme.closure
    heard = defaultdict(set)
    themes = []  # as long as they are here, no two have one identity

    def closure(theme, name):
        themes.append(theme)
        drawn = heard[id(theme)]
        fresh = tuple(one for one in sound(theme, name) if one not in drawn)
        drawn.update(fresh)
        return fresh

    monkeypatch.setattr(Theme, "closure", closure)
    assert breaks(TEMPLATE, tmp_path)


def test_a_question_without_its_locale_is_noticed(tmp_path, monkeypatch):
    written = questions.written

    def without_locale(name, arguments):
        kept = ("fr" if argument == "en" else argument for argument in arguments)
        return written(name, tuple(kept))

    monkeypatch.setattr("diptych.memory.ledger.written", without_locale)
    assert breaks(LABEL, tmp_path)


def test_a_body_whose_links_are_not_looked_up_again_is_noticed(tmp_path, monkeypatch):
    sound = RememberedBodies.keep

    def keep(self, task, settings, made):
        sound(self, task, settings, replace(made, meanings=()))

    monkeypatch.setattr(RememberedBodies, "keep", keep)
    assert breaks(DELETION, tmp_path)
