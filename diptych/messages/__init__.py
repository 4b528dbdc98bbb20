"""What the command line says, in each language it speaks.

The words are data: TOML tables beside this module, one a room of the package for its problems
(`[code]` with `en`, `fr`, `fix_en`, `fix_fr`, `why`), and cli.toml for the command line's own
sentences, with tables such as cli-desk.toml for those of seldom used commands. A table is read when
something of it must be told. A new language is a new column.
Imports no library, so that it can still speak when one is missing.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diptych.model.problem import Problem

__all__ = [
    "FALLBACK",
    "Speaker",
    "choose_language",
    "languages",
    "problem_tables",
    "read_table",
    "sentence_tables",
]

FALLBACK = "en"
"""Spoken when no other language is asked for, or one that the tables do not have."""

_FOLDER = Path(__file__).parent
_SENTENCES = "cli"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_ONE_BELOW = {"fr": 2}
"""Languages whose singular is for every number below this one; in the others it is for 1."""

Table = Mapping[str, Mapping[str, Any]]


class Speaker:
    """Speaks one language of the command line."""

    def __init__(self, language: str) -> None:
        self.language = language if language in languages() else FALLBACK

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the command line.

        One that has variants, `one` and `many`, takes the number in `count` to choose by. A key
        that no table has is said as it is.
        """
        entry = _entry(key, _SENTENCES) or _entry(key, *sentence_tables())
        if entry is None:
            return key
        chosen = entry.get(self.language, entry[FALLBACK])
        if not isinstance(chosen, str):
            chosen = chosen["one" if self._is_one(values.get("count")) else "many"]
        return _filled(chosen, values)

    def problem_message(self, problem: "Problem") -> str:
        """Return what is wrong; a problem that no table explains says what it holds."""
        entry = _entry(problem.code, *problem_tables())
        if entry is None:
            return ", ".join(f"{name}: {value}" for name, value in problem.values) or problem.code
        return _filled(entry.get(self.language, entry[FALLBACK]), dict(problem.values))

    def problem_fix(self, problem: "Problem") -> str:
        """Return how to mend a problem, or nothing when no table tells."""
        entry = _entry(problem.code, *problem_tables())
        if entry is None:
            return ""
        fix = entry.get(f"fix_{self.language}", entry[f"fix_{FALLBACK}"])
        return _filled(fix, dict(problem.values))

    def problem_text(self, problem: "Problem") -> str:
        """Return what is wrong, and how to mend it in brackets."""
        message, fix = self.problem_message(problem), self.problem_fix(problem)
        return f"{message} ({fix})" if fix else message

    def _is_one(self, count: object) -> bool:
        if not isinstance(count, int):
            return False
        below = _ONE_BELOW.get(self.language)
        return count == 1 if below is None else count < below


def choose_language(option: str | None, environ: Mapping[str, str]) -> str:
    """Return the language to speak: the option's, else the environment's, else the fallback.

    As POSIX has it, the first variable that is set decides, even when it names a language that
    is not spoken here (or none: `C`).
    """
    if option in languages():
        return str(option)
    named = next((environ[name] for name in _VARIABLES if environ.get(name)), "")
    language = named.partition(".")[0].partition("@")[0].partition("_")[0].lower()
    return language if language in languages() else FALLBACK


def languages() -> tuple[str, ...]:
    """Return the languages that the command line speaks: the columns of its sentences."""
    return tuple(next(iter(read_table(_SENTENCES).values())))


@cache
def problem_tables() -> tuple[str, ...]:
    """Return the names of the tables that explain problems."""
    return tuple(name for name in _tables() if name not in sentence_tables())


@cache
def sentence_tables() -> tuple[str, ...]:
    """Return the names of the tables of sentences, the one that every command needs first."""
    return tuple(name for name in _tables() if name.partition("-")[0] == _SENTENCES)


@cache
def read_table(name: str) -> Table:
    """Return a table of messages by its name; empty when the room has none."""
    file = _FOLDER / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _tables() -> list[str]:
    return sorted(file.stem for file in _FOLDER.glob("*.toml"))


def _entry(key: str, *names: str) -> Mapping[str, Any] | None:
    """Return an entry of the first of these tables that has it."""
    tables = (read_table(name) for name in names)
    return next((table[key] for table in tables if key in table), None)


class _Values(dict[str, object]):
    """The values of placeholders; one that is missing stands as it is written."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _filled(text: str, values: Mapping[str, object]) -> str:
    return text.format_map(_Values(values))
