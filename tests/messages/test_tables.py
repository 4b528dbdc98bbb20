"""The tables say everything that the source tells, in every language, and nothing else."""

import re
import string

import pytest

from diptych.messages import languages, problem_tables, read_table, sentence_tables
from diptych.site.pages import Page
from tests.messages.source_codes import MAKERS, calls, codes_in, name_of, named_texts, told_codes

PROBLEMS = {
    code: (table, entry) for table in problem_tables() for code, entry in read_table(table).items()
}
SENTENCES = {key: entry for table in sentence_tables() for key, entry in read_table(table).items()}

NAMED_BY_WHAT_IS_TOLD = (
    "comment",
    "decided",
    "diff",
    "event",
    "heading",
    "listed",
    "mark",
    "new",
    "state",
    "translation",
)
"""Beginnings of keys that end with a word of the data."""


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def variants(entry, language):
    told = entry[language]
    return [told] if isinstance(told, str) else [told["one"], told["many"]]


def test_every_code_that_the_source_tells_is_explained():
    missing = {code: file for code, file in told_codes().items() if code not in PROBLEMS}
    assert missing == {}


def test_every_explained_code_is_told_by_the_source():
    assert sorted(PROBLEMS.keys() - named_texts()) == []


def test_no_sentence_stands_in_two_tables():
    assert len(SENTENCES) == sum(len(read_table(table)) for table in sentence_tables())


def test_no_code_is_explained_twice():
    tables = [code for table in problem_tables() for code in read_table(table)]
    assert sorted({code for code in tables if tables.count(code) > 1}) == []


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_a_problem_is_told_and_mended_in_every_language_with_the_same_values(code):
    _, entry = PROBLEMS[code]
    expected = {name for language in languages() for name in (language, f"fix_{language}")}
    assert entry.keys() == expected | {"why"}
    assert all(text.strip() for text in entry.values())
    assert placeholders(entry["en"]) == placeholders(entry["fr"])
    assert placeholders(entry["fix_en"]) == placeholders(entry["fix_fr"])
    assert entry["en"] != entry["fr"]
    assert entry["fix_en"] != entry["fix_fr"]
    assert placeholders(entry["why"]) == set()


def test_no_problem_sends_anyone_to_a_command_that_is_not_there():
    commands = {key.removesuffix("-help") for key in SENTENCES if key.endswith("-help")}
    named = {
        (code, command)
        for code, (_, entry) in PROBLEMS.items()
        for text in entry.values()
        for command in re.findall(r"\bdiptych ([a-z][a-z-]+)", text)
    }
    assert {(code, command) for code, command in named if command not in commands} == set()


def test_problems_bring_the_values_that_their_messages_need():
    lacking = {}
    for file, call in calls():
        if name_of(call) not in MAKERS or not call.args:
            continue
        given = {keyword.arg for keyword in call.keywords}
        for code in codes_in(call.args[0]) & PROBLEMS.keys():
            entry = PROBLEMS[code][1]
            needed = placeholders(entry["en"]) | placeholders(entry["fix_en"])
            if None not in given and needed - given:
                lacking[f"{file}: {code}"] = sorted(needed - given)
    assert lacking == {}


@pytest.mark.parametrize("key", sorted(SENTENCES))
def test_a_sentence_is_there_in_every_language_with_the_same_values(key):
    entry = SENTENCES[key]
    assert tuple(entry) == languages()
    needed = {
        tuple(sorted(placeholders(text)))
        for language in languages()
        for text in variants(entry, language)
    }
    assert len(needed) == 1


def test_every_sentence_is_said_somewhere():
    texts = named_texts()
    said = {f"{name}-{kind}" for name in texts for kind in ("help", "option", "metavar")}
    said |= {f"{option[2:]}-option" for option in texts if option.startswith("--")}
    said |= {f"withheld-{reason}" for reason in texts} | {f"step-{name}" for name in texts}
    said |= {f"kind-{kind}" for kind in texts} | {f"template-{change}" for change in texts}
    said |= {f"{what}-{text}" for what in NAMED_BY_WHAT_IS_TOLD for text in texts}
    said |= {f"decided-{text}-before" for text in texts}
    said |= {f"was-{field}" for field in Page.__struct_fields__}
    assert sorted(SENTENCES.keys() - texts - said) == []
