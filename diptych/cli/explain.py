"""`diptych explain`: how a page was made, and why it was made last."""

import json
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from diptych.cli.grammar import SpokenCommand
from diptych.cli.invocation import Invocation
from diptych.cli.options import folders, telling
from diptych.cli.telling import Format, Paths, encoded, tell_problems
from diptych.messages import Speaker
from diptych.model.problem import exit_code

if TYPE_CHECKING:
    from diptych.engine.traces import Asked, Reason
    from diptych.memory.explanations import Explanation

_SHOWN = 12
"""How many questions are told when not all are asked for."""


class _Asked(Struct, frozen=True, kw_only=True):
    """The command's argument and options."""

    page: str
    source: str | None
    output: str | None
    quiet: bool
    verbose: bool
    form: Format


def explain_command(call: Invocation) -> SpokenCommand:
    """Return the command, ready to be called."""
    return SpokenCommand(
        "explain",
        speaker=call.speaker,
        terminal=call.terminal,
        callback=partial(_explain, call),
        params=[
            click.Argument(["page"], metavar=call.speaker.say("page-metavar")),
            *folders(call.speaker),
            *telling(call.speaker),
        ],
    )


def _explain(call: Invocation, **options: Any) -> int:
    asked = _Asked(**options)
    source = call.folder(asked.source, call.source)
    output = call.folder(asked.output, source / "output")

    from diptych.memory.explanations import explanations  # noqa: PLC0415 - help does without it

    found, problems = explanations(source, output, asked.page, call.current)
    paths = call.paths(source)
    tell_problems(problems, call.terminal, call.speaker, paths, asked.form)
    if asked.quiet:
        return exit_code(problems)
    for one in found:
        if asked.form == "json":
            call.terminal.tell(encoded(_plain(one, paths)))
        else:
            for line in _lines(one, call.speaker, paths, all_of_it=asked.verbose):
                call.terminal.tell(line)
    return exit_code(problems)


def _lines(
    explanation: "Explanation", speaker: Speaker, paths: Paths, *, all_of_it: bool
) -> Iterator[str]:
    """Tell how a page was made, for people; `all_of_it` tells every question and its answer."""
    page, made = explanation.page, explanation.made
    yield page.url
    kind = f"{page.kind} ({page.locale})" if page.locale else page.kind
    yield from _row(speaker, "kind", kind)
    if page.source:
        yield from _row(speaker, "source", paths.shown(page.source))
    if made is None:
        key = "why-copied" if page.kind == "asset" else "why-unknown"
        yield from _row(speaker, "why", speaker.say(key))
        return
    yield from _row(speaker, "why", reason_text(made.why, speaker))
    if made.templates:
        yield from _row(speaker, "templates", ", ".join(name for name, _ in made.templates))
    yield from _row(speaker, "asked", speaker.say("questions", count=len(made.asked)))
    told = made.asked if all_of_it else made.asked[:_SHOWN]
    for asked in told:
        digest = f"  {asked.answer.hex()[:12]}" if all_of_it else ""
        yield f"  {'':{_width(speaker)}}{question_text(asked.question)}{digest}"
    if len(told) < len(made.asked):
        more = speaker.say("questions-more", count=len(made.asked) - len(told))
        yield f"  {'':{_width(speaker)}}{more}"


_ROWS = ("kind", "source", "why", "templates", "asked")


def _row(speaker: Speaker, key: str, text: str) -> Iterator[str]:
    yield f"  {speaker.say(f'explain-{key}'):{_width(speaker)}}{text}"


def _width(speaker: Speaker) -> int:
    return 2 + max(len(speaker.say(f"explain-{key}")) for key in _ROWS)


def reason_text(why: "Reason", speaker: Speaker) -> str:
    """Return in words why a page was made."""
    detail = question_text(why.detail.encode()) if why.kind == "answer" else why.detail
    return speaker.say(f"why-{why.kind}", detail=detail)


def question_text(question: bytes) -> str:
    """Return a written question as a template would ask it: `latest(fr, 10)`."""
    name, arguments = json.loads(question)
    return f"{name}({', '.join(map(_argument, arguments))})"


def _argument(value: object) -> str:
    if isinstance(value, dict):  # a page, which is known by its address
        return str(value.get("url", value))
    return '""' if value == "" else str(value)


def _plain(explanation: "Explanation", paths: Paths) -> dict[str, Any]:
    """Return an explanation for programs."""
    page, made = explanation.page, explanation.made
    plain: dict[str, Any] = {
        "url": page.url,
        "kind": page.kind,
        "locale": page.locale,
        "source": paths.shown(page.source) if page.source else "",
    }
    if made is None:
        return plain
    detail = made.why.detail
    return plain | {
        "why": {
            "kind": made.why.kind,
            "detail": question_text(detail.encode()) if made.why.kind == "answer" else detail,
        },
        "templates": [name for name, _ in made.templates],
        "asked": [_question(asked) for asked in made.asked],
    }


def _question(asked: "Asked") -> dict[str, str]:
    return {"question": question_text(asked.question), "answer": asked.answer.hex()}
