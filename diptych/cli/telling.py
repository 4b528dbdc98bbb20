"""Problems as lines: for people, for programs (JSON), and for GitHub's annotations.

One problem is one line, in the order of paths, lines and columns. Paths are shown relative to the
current folder.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from diptych.cli.terminal import Span, Terminal, one_line
from diptych.messages import Speaker
from diptych.model.problem import Place, Problem

Format = Literal["text", "json", "github"]
FORMATS: tuple[Format, ...] = ("text", "json", "github")

_STYLES = {"error": "bold red", "warning": "yellow"}


class Paths(Struct, frozen=True):
    """How a path is shown: `source` is the site's folder, `current` the user's; both absolute."""

    source: Path
    current: Path

    def shown(self, path: str) -> str:
        """Return a path of a problem as the user would write it."""
        full = self.source / path
        if Path(path).is_absolute() and not full.is_relative_to(self.current):
            return path
        return os.path.relpath(full, self.current)


class _Told(Struct, frozen=True):
    """A place in JSON."""

    path: str
    line: int
    column: int


class _Object(Struct, frozen=True):
    """A problem in JSON."""

    path: str
    line: int
    column: int
    severity: str
    code: str
    message: str
    fix: str
    also: tuple[_Told, ...]


def tell_problems(
    problems: Iterable[Problem],
    terminal: Terminal,
    speaker: Speaker,
    paths: Paths,
    form: Format = "text",
) -> None:
    """Write problems to standard error, sorted, a line each."""
    ordered = sorted(problems, key=lambda problem: (problem.place, problem.code))
    terminal.warn(_LINES[form](problem, speaker, paths) for problem in ordered)


def _text(problem: Problem, speaker: Speaker, paths: Paths) -> tuple[Span, ...]:
    return (
        Span(one_line(where(problem.place, paths)), "bold"),
        Span(": "),
        Span(problem.severity, _STYLES[problem.severity]),
        Span(f" {problem.code}", "dim"),
        Span(f" {one_line(_sentence(problem, speaker, paths))}"),
    )


def _json(problem: Problem, speaker: Speaker, paths: Paths) -> tuple[Span, ...]:
    told = _Object(
        path=paths.shown(problem.place.path),
        line=problem.place.line,
        column=problem.place.column,
        severity=problem.severity,
        code=problem.code,
        message=speaker.problem_message(problem),
        fix=speaker.problem_fix(problem),
        also=tuple(
            _Told(paths.shown(place.path), place.line, place.column) for place in problem.also
        ),
    )
    return (Span(encoded(told)),)


def _github(problem: Problem, speaker: Speaker, paths: Paths) -> tuple[Span, ...]:
    place = Place(paths.shown(problem.place.path), problem.place.line, problem.place.column)
    sentence = _sentence(problem, speaker, paths)
    return (Span(annotation(problem.severity, place, problem.code, sentence)),)


def annotation(kind: str, place: Place, title: str, message: str) -> str:
    """Return an annotation as GitHub's runner reads it; the place's path is as it is shown."""
    properties: Sequence[tuple[str, object]] = (
        ("file", place.path),
        ("line", place.line),
        ("col", place.column),
        ("title", title),
    )
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties if value)
    return f"::{kind} {listed}::{_data(message)}"


_LINES = {"text": _text, "json": _json, "github": _github}


def encoded(told: object) -> str:
    """Return data as one line of JSON; what cannot be written in UTF-8 is replaced."""
    return msgspec.json.encode(_sound(msgspec.to_builtins(told))).decode()


def _sound(value: object) -> object:
    """Return data without lone surrogates, which file names may hold."""
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    if isinstance(value, dict):
        return {name: _sound(item) for name, item in value.items()}
    return [_sound(item) for item in value] if isinstance(value, list | tuple) else value


def _sentence(problem: Problem, speaker: Speaker, paths: Paths) -> str:
    text = speaker.problem_text(problem)
    if not problem.also:
        return text
    places = ", ".join(where(place, paths) for place in problem.also)
    return f"{text}{speaker.say('semicolon')} {speaker.say('see-also', places=places)}"


def where(place: Place, paths: Paths) -> str:
    """Return `path:line:column`, as far as they are known; a command's fault is at its program."""
    path = paths.shown(place.path) if place.path else "diptych"
    numbers = (place.line, place.column) if place.line else ()
    return ":".join([path, *(str(number) for number in numbers if number)])


def _data(text: str) -> str:
    """Escape the message of an annotation, as GitHub's runner reads it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
