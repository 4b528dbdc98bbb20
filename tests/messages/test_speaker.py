"""What the command line says, and in which language."""

import pytest

from diptych.messages import Speaker, choose_language, languages
from diptych.model.problem import Place, Problem, config_error


def test_french_and_english_are_spoken():
    assert set(languages()) == {"fr", "en"}


@pytest.mark.parametrize(
    ("option", "environ", "expected"),
    [
        (None, {}, "en"),
        (None, {"LANG": "fr_FR.UTF-8"}, "fr"),
        (None, {"LANG": "fr"}, "fr"),
        (None, {"LANG": "fr@euro"}, "fr"),
        (None, {"LANG": "FR_ca"}, "fr"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
        (None, {"LC_ALL": "", "LANG": "fr_FR.UTF-8"}, "fr"),
        (None, {"LC_MESSAGES": "fr_MA", "LANG": "en_GB"}, "fr"),
        ("fr", {"LC_ALL": "en_GB"}, "fr"),
        ("en", {"LC_ALL": "fr_FR"}, "en"),
        ("de", {"LC_ALL": "fr_FR"}, "fr"),
    ],
)
def test_the_language_is_that_of_the_option_else_of_the_environment(option, environ, expected):
    assert choose_language(option, environ) == expected


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("en", 0, "0 pages"),
        ("en", 1, "1 page"),
        ("en", 2, "2 pages"),
        ("fr", 0, "0 page"),
        ("fr", 1, "1 page"),
        ("fr", 2, "2 pages"),
    ],
)
def test_numbers_agree_as_the_language_has_it(language, count, expected):
    assert Speaker(language).say("pages", count=count) == expected


def test_a_problem_is_told_with_its_values_and_how_to_mend_it():
    problem = config_error("misspelt-option", Place(""), option="--outptu", nearest="--output")
    assert Speaker("fr").problem_text(problem) == (
        "il n'y a pas d'option --outptu (vouliez-vous dire --output ?)"
    )


def test_braces_in_a_value_are_only_text():
    problem = config_error("misspelt-option", Place(""), option="{0.x}", nearest="{")
    assert "{0.x}" in Speaker("en").problem_text(problem)


def test_an_unknown_code_is_told_with_what_it_holds():
    problem = Problem(code="from-a-plug-in", place=Place("a"), values=(("name", "x"),))
    assert Speaker("en").problem_text(problem) == "name: x"
    assert Speaker("fr").problem_text(Problem(code="bare", place=Place("a"))) == "bare"


def test_a_value_that_is_missing_leaves_its_place():
    problem = config_error("misspelt-option", Place(""), option="--x")
    assert "{nearest}" in Speaker("en").problem_text(problem)


def test_an_unknown_language_or_sentence_does_not_stop_the_program():
    assert Speaker("de").language == "en"
    assert Speaker("en").say("no-such-sentence") == "no-such-sentence"
