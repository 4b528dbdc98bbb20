"""`diptych calendar`: what readers will see appear or disappear, and what is held back.

With `--ics` it writes a calendar file, which a newsroom's calendars can follow.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from diptych.cli.desk import Desk, clock_option, format_option, guarded, open_desk, source_option
from diptych.cli.grammar import SpokenCommand
from diptych.cli.invocation import Invocation
from diptych.cli.telling import FORMATS, Format, annotation, encoded
from diptych.cli.terminal import one_line
from diptych.model.problem import Place, Problem, error, exit_code

if TYPE_CHECKING:
    from diptych.desk.agenda import Event

_STDOUT = "-"


class _Asked(Struct, frozen=True, kw_only=True):
    """The command's options."""

    source: str | None
    ics: str | None
    clock: str | None
    form: Format


def calendar_command(call: Invocation) -> SpokenCommand:
    """Return the command, ready to be called."""
    speaker = call.speaker
    say = speaker.say
    return SpokenCommand(
        "calendar",
        speaker=speaker,
        terminal=call.terminal,
        callback=guarded(call, _calendar),
        params=[
            source_option(speaker),
            click.Option(["--ics"], metavar=say("file-metavar"), help=say("ics-option")),
            clock_option(speaker),
            format_option(speaker, *FORMATS),
        ],
    )


def _calendar(call: Invocation, **options: Any) -> int:
    asked = _Asked(**options)
    desk = open_desk(call, asked.source, asked.clock, asked.form)
    if not isinstance(desk, Desk):
        return desk
    from diptych.desk.agenda import agenda  # noqa: PLC0415 - help and usage errors do without it

    events = agenda(desk.newsroom)
    if asked.ics is not None:
        problem = _write(desk, events, asked.ics)
        if problem is not None:
            return desk.warn(problem)
    elif asked.form == "json":
        desk.tell(encoded(_json(event, desk)) for event in events)
    elif asked.form == "github":
        desk.tell(_notice(event, desk) for event in events)
    elif events:
        desk.tell(_lines(desk, events))
    else:
        desk.tell([desk.speaker.say("nothing-to-come")])
    return exit_code(desk.faults)


def _lines(desk: Desk, events: Sequence["Event"]) -> Iterator[str]:
    from diptych.cli.status_report import moment_text  # noqa: PLC0415 - as above
    from diptych.cli.tables import Column, table_lines  # noqa: PLC0415 - the same

    say = desk.speaker.say
    columns = [
        Column(say("heading-date")),
        Column(say("heading-event")),
        Column(say("heading-panel")),
        Column(say("heading-title"), is_spare=True),
    ]
    rows = [
        [
            moment_text(event.at) if event.at else "-",
            _told(event, desk),
            event.panel.id,
            event.panel.title,
        ]
        for event in events
    ]
    return table_lines(columns, rows, desk.call.terminal.columns)


def _notice(event: "Event", desk: Desk) -> str:
    from diptych.cli.status_report import moment_text  # noqa: PLC0415 - help does without it

    place = Place(desk.paths.shown(event.panel.path))
    when = f"{moment_text(event.at)}, " if event.at else ""
    return annotation("notice", place, "calendar", f"{when}{_summary(event, desk)}")


def _told(event: "Event", desk: Desk) -> str:
    """Return what will happen, and what it still depends on."""
    say = desk.speaker.say
    parts = [] if event.what == "held" else [say(f"event-{event.what}")]
    if event.is_draft:
        parts.append(say("event-draft"))
    if event.waits_for:
        parts.append(say("state-together", locales=", ".join(event.waits_for)))
    return ", ".join(parts)


def _summary(event: "Event", desk: Desk) -> str:
    panel = event.panel
    return f"{_told(event, desk)}{desk.speaker.say('colon')} {panel.title} ({panel.locale})"


def _write(desk: Desk, events: Sequence["Event"], where: str) -> Problem | None:
    """Write the calendar over an earlier one or over nothing, never over a file of another kind."""
    from diptych.desk.agenda import event_id  # noqa: PLC0415 - as above
    from diptych.desk.ics import IcsEvent, calendar_file, is_calendar  # noqa: PLC0415 - the same
    from diptych.desk.source_files import put  # noqa: PLC0415 - the same

    config = desk.newsroom.site.config
    dated = [
        IcsEvent(
            uid=event_id(event, config.base_url),
            at=event.at,
            summary=_summary(event, desk),
            description=event.panel.path,
            is_sure=event.is_sure,
        )
        for event in events
        if event.at is not None
    ]
    name = config.languages[config.default_language].title
    data = calendar_file(name, dated, desk.clock)
    if where == _STDOUT:
        desk.call.terminal.tell_bytes(data)
        return None
    target = desk.call.current / where
    if target.is_file() and not is_calendar(target.read_bytes()):
        return error("not-a-calendar", Place(str(target)))
    put(target, data)
    if desk.form == "json":
        desk.tell([encoded({"path": where, "events": len(dated)})])
    else:
        desk.tell([desk.speaker.say("calendar-written", path=one_line(where), count=len(dated))])
    return None


def _json(event: "Event", desk: Desk) -> dict[str, Any]:
    return {
        "event": event.what,
        "at": event.at.isoformat() if event.at else None,
        "key": event.panel.key,
        "language": event.panel.locale,
        "title": event.panel.title,
        "path": desk.paths.shown(event.panel.path),
        "draft": event.is_draft,
        "waits_for": event.waits_for,
    }
