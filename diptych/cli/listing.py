"""`diptych list`: one line for each draft, each scheduled or expired panel, each gap, each tag."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from diptych.cli.desk import Desk, clock_option, format_option, guarded, open_desk, source_option
from diptych.cli.grammar import CommandFault, SpokenCommand, word_argument, word_option
from diptych.cli.invocation import Invocation
from diptych.cli.telling import FORMATS, Format, annotation, encoded
from diptych.cli.terminal import one_line
from diptych.model.problem import Place, config_error, exit_code

if TYPE_CHECKING:
    from diptych.desk.lists import Entry, TagUse, What

_WHAT = ("drafts", "future", "expired", "untranslated", "tags")
_SORTS = ("key", "title", "date", "count")
_NOT_OF = {"tags": "date"}
"""The order that a list cannot have; those of panels count nothing."""


class _Asked(Struct, frozen=True, kw_only=True):
    """The command's argument and options."""

    what: "What"
    source: str | None
    sort: str
    clock: str | None
    form: Format


def list_command(call: Invocation) -> SpokenCommand:
    """Return the command, ready to be called."""
    speaker = call.speaker
    return SpokenCommand(
        "list",
        speaker=speaker,
        terminal=call.terminal,
        callback=guarded(call, _list),
        params=[
            word_argument("what", _WHAT),
            source_option(speaker),
            word_option(["--sort"], _SORTS, default=_SORTS[0], help=speaker.say("sort-option")),
            clock_option(speaker),
            format_option(speaker, *FORMATS),
        ],
    )


def _list(call: Invocation, **options: Any) -> int:
    asked = _Asked(**options)
    if asked.sort == _NOT_OF.get(asked.what, "count"):
        choices = ", ".join(one for one in _SORTS if one != asked.sort)
        raise CommandFault(
            config_error(
                "option-value-unknown",
                Place(""),
                option="--sort",
                value=asked.sort,
                choices=choices,
            )
        )
    desk = open_desk(call, asked.source, asked.clock, asked.form)
    if not isinstance(desk, Desk):
        return desk
    desk.tell(_tags(desk, asked) if asked.what == "tags" else _entries(desk, asked))
    return exit_code(desk.faults)


def _entries(desk: Desk, asked: _Asked) -> Iterator[str]:
    from diptych.cli.status_report import moment_text  # noqa: PLC0415 - help does without it
    from diptych.cli.tables import Column, table_lines  # noqa: PLC0415 - the same
    from diptych.desk.lists import by_title, entries  # noqa: PLC0415 - the same
    from diptych.desk.status import stories  # noqa: PLC0415 - the same

    found = list(entries(stories(desk.newsroom), asked.what))
    if asked.sort == "title":
        found.sort(key=lambda one: by_title(one.title))
    elif asked.sort == "date":
        found.sort(key=lambda one: one.date.timestamp() if one.date else 0.0)
    if asked.form == "json":
        yield from (encoded(_entry_json(one, desk)) for one in found)
    elif asked.form == "github":
        for one in found:
            place = Place(desk.paths.shown(one.path))
            yield annotation("notice", place, asked.what, _remark(one, desk, asked.what))
    else:
        rows = [
            [
                desk.paths.shown(one.path),
                moment_text(one.date) if one.date else "-",
                *([_missing(one, desk)] if asked.what == "untranslated" else []),
                one.title,
            ]
            for one in found
        ]
        columns = [Column("")] * (4 if asked.what == "untranslated" else 3)
        yield from table_lines(columns, rows, desk.call.terminal.columns, headed=False)


def _tags(desk: Desk, asked: _Asked) -> Iterator[str]:
    from diptych.cli.tables import Column, table_lines  # noqa: PLC0415 - help does without it
    from diptych.desk.lists import by_title, tag_uses  # noqa: PLC0415 - the same

    found = list(tag_uses(desk.newsroom))
    if asked.sort == "title":
        found.sort(key=lambda one: by_title(one.label))
    elif asked.sort == "count":
        found.sort(key=lambda one: -one.total)
    if asked.form == "json":
        yield from (encoded(_tag_json(one)) for one in found)
    elif asked.form == "github":
        place = Place(desk.paths.shown("content/tags.toml"))
        for one in found:
            if remarks := _remarks(one, desk):
                message = f"{one.id}{desk.speaker.say('colon')} {remarks}"
                yield annotation("notice", place, asked.what, message)
    else:
        languages = desk.newsroom.site.config.languages
        columns = [Column(""), *(Column("") for _ in languages), Column(""), Column("")]
        rows = [
            [
                one.id,
                *(f"{locale} {count}" for locale, count in one.counts.items()),
                one.label,
                _remarks(one, desk),
            ]
            for one in found
        ]
        yield from table_lines(columns, rows, desk.call.terminal.columns, headed=False)


def _remark(one: "Entry", desk: Desk, what: str) -> str:
    """Return what is said of a panel where its file is named beside it."""
    text = _missing(one, desk) if what == "untranslated" else desk.speaker.say(f"listed-{what}")
    return one_line(f"{text}{desk.speaker.say('colon')} {one.title}")


def _missing(one: "Entry", desk: Desk) -> str:
    return desk.speaker.say("listed-missing", locales=", ".join(one.missing))


def _remarks(one: "TagUse", desk: Desk) -> str:
    say = desk.speaker.say
    told: Sequence[str] = (
        *(() if one.is_registered else (say("tag-unregistered"),)),
        *((say("tag-unlabelled", locales=", ".join(one.unlabelled)),) if one.unlabelled else ()),
        *(() if one.total else (say("tag-unused"),)),
    )
    return ", ".join(told)


def _entry_json(one: "Entry", desk: Desk) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "path": desk.paths.shown(one.path),
        "language": one.locale,
        "date": one.date.isoformat() if one.date else None,
        "missing": one.missing,
    }


def _tag_json(one: "TagUse") -> dict[str, Any]:
    return {
        "id": one.id,
        "label": one.label,
        "panels": one.counts,
        "unlabelled": one.unlabelled,
        "registered": one.is_registered,
    }
