"""How a build ended, in a few lines: what it made, where to look, and what is not public."""

from collections.abc import Iterator
from shlex import quote
from typing import TYPE_CHECKING

from msgspec import Struct

from diptych.cli.telling import Paths, encoded
from diptych.cli.terminal import one_line
from diptych.messages import Speaker
from diptych.model.problem import exit_code

if TYPE_CHECKING:
    from diptych.request import Report
    from diptych.site.states import Withheld

_SHOWN = 10
"""How many withheld panels are told when not all are asked for."""


class Outcome(Struct, frozen=True, kw_only=True):
    """A build that has ended; `output` is its folder as the user would write it."""

    report: "Report"
    seconds: float
    output: str
    paths: Paths


def numbers(report: "Report") -> dict[str, int]:
    """Return what a report counts, by name."""
    errors = sum(problem.severity == "error" for problem in report.problems)
    return {
        "stories": report.stories,
        "panels": report.panels,
        "pages": report.pages,
        "rendered": report.rendered,
        "encoded": report.encoded,
        "written": report.written,
        "removed": report.removed,
        "errors": errors,
        "warnings": len(report.problems) - errors,
    }


def summary_lines(outcome: Outcome, speaker: Speaker, *, all_of_it: bool) -> Iterator[str]:
    """Tell how a build went, for people; `all_of_it` names every withheld panel."""
    report = outcome.report
    counted = numbers(report)
    phrases = {name: speaker.say(name, count=count) for name, count in counted.items()}
    if counted["errors"]:
        yield speaker.say("not-indexed" if report.committed else "not-built", **phrases)
        return
    took = f"{outcome.seconds:.1f}".replace(".", speaker.say("decimal-mark"))
    yield speaker.say("built", seconds=took, **phrases)
    yield speaker.say("changes", **phrases)
    yield speaker.say("look", path=quote(outcome.output))
    if report.withheld:
        yield speaker.say("withheld", count=len(report.withheld))
        told = report.withheld if all_of_it else report.withheld[:_SHOWN]
        yield from (_withheld_line(panel, speaker, outcome.paths) for panel in told)
        if len(told) < len(report.withheld):
            more = speaker.say("withheld-more", count=len(report.withheld) - len(told))
            yield f"  {more}"


def summary_json(outcome: Outcome) -> str:
    """Tell how a build went, for programs: one line of JSON."""
    report = outcome.report
    counted = numbers(report)
    return encoded(
        {
            "built": not counted["errors"],
            "exit": int(exit_code(tuple(report.problems))),
            **counted,
            "seconds": round(outcome.seconds, 3),
            "output": outcome.output,
            "withheld": [
                {
                    "article": panel.article,
                    "path": outcome.paths.shown(panel.path),
                    "reason": panel.reason,
                    "until": panel.until,
                }
                for panel in report.withheld
            ],
        }
    )


def _withheld_line(panel: "Withheld", speaker: Speaker, paths: Paths) -> str:
    until = f"{panel.until:%Y-%m-%d %H:%M}" if panel.until else ""
    reason = speaker.say(f"withheld-{panel.reason}", until=until)
    return f"  {one_line(paths.shown(panel.path))}{speaker.say('colon')} {reason}"
