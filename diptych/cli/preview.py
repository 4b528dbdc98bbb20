"""What the preview tells its author: where it is, how each build went, and errors as pages show.

Between the preview, which knows no terminal, and the terminal, which knows no preview.
"""

from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from diptych.cli.clock import read_clock
from diptych.cli.invocation import BuildFunction, Invocation
from diptych.cli.progress import Bar
from diptych.cli.summary import Outcome, numbers, summary_json
from diptych.cli.telling import Format, Paths, encoded, tell_problems, where
from diptych.cli.terminal import one_line
from diptych.engine.fault import Refused
from diptych.model.problem import Problem
from diptych.read.config import read_config
from diptych.refusals import problem_of
from diptych.request import Progress, Request
from diptych.serve.addresses import base_of
from diptych.serve.preview import Round, Wish, preview
from diptych.serve.showing import Overlay, Settings, Trouble, Wording

_MILLISECONDS = 1000


class Asked(Protocol):
    """The options that are for the preview."""

    @property
    def port(self) -> int:
        """The port to answer at."""

    @property
    def open(self) -> bool:
        """Whether to open a browser."""

    @property
    def editor(self) -> str:
        """The address that opens a source in an editor; empty if none is known."""

    @property
    def clock(self) -> str | None:
        """What time it is to be, as it was given."""

    @property
    def quiet(self) -> bool:
        """Whether to tell errors only."""

    @property
    def verbose(self) -> bool:
        """Whether to tell warnings too, each time."""

    @property
    def form(self) -> Format:
        """How problems are told."""


def show(call: Invocation, request: Request, asked: Asked) -> tuple[Problem, ...]:
    """Show a preview until a signal ends it; return why there can be none."""
    say = call.speaker.say
    wish = Wish(
        request=request,
        port=asked.port,
        clock=lambda: read_clock(asked.clock, call.environ).value or request.clock,
        settings=lambda: _settings(request.source),
        wording=Wording(
            lang=call.speaker.language,
            waiting=say("preview-waiting"),
            edit=say("edit-source"),
            copied=say("path-copied"),
        ),
        editor=lambda path, line: _opening(asked.editor, path, line),
    )
    try:
        preview(wish, _pipeline(call), _Author(call, request, asked))
    except Refused as fault:
        return (problem_of(fault.refusal),)


class _Author:
    """Tells one author, in the language of the call."""

    def __init__(self, call: Invocation, request: Request, asked: Asked) -> None:
        self._call = call
        self._asked = asked
        self._source = request.source
        self._shown = call.paths(request.source).shown(str(request.output))
        self._bar: Bar | None = None

    def opened(self, url: str, watched: tuple[Path, ...]) -> None:
        """Tell where the preview is, and open it if asked."""
        paths = [self._paths.shown(str(path)) for path in watched]
        if self._asked.form == "json":
            self._tell(encoded({"url": url, "watched": paths}))
        else:
            self._tell(self._say("preview-at", url=url))
            self._tell(self._say("preview-watches", paths=", ".join(map(one_line, paths))))
        self._call.terminal.flush()
        if self._asked.open:
            import webbrowser  # noqa: PLC0415 - only for who asks for it

            webbrowser.open(url)

    def progress(self) -> Progress:
        """Return a bar that is drawn when a build takes its time."""
        self._bar = Bar(self._call.terminal, self._call.speaker)
        return self._bar

    def paused(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()

    def ended(self, ended: Round) -> None:
        """Tell errors as a build does, and one line of how it went."""
        call, asked, problems = self._call, self._asked, ended.report.problems
        told = [p for p in problems if p.severity == "error" or asked.verbose]
        tell_problems(told, call.terminal, call.speaker, self._paths, asked.form)
        if asked.form == "json":
            outcome = Outcome(
                report=ended.report, seconds=ended.seconds, output=self._shown, paths=self._paths
            )
            self._tell(summary_json(outcome))
        else:
            self._tell(self._line(ended))
        call.terminal.flush()

    def overlay(self, problems: tuple[Problem, ...]) -> Overlay:
        """Return the errors as the page shows them."""
        errors = [problem for problem in problems if problem.severity == "error"]
        ordered = sorted(errors, key=lambda problem: (problem.place, problem.code))
        return Overlay(
            lang=self._call.speaker.language,
            heading=self._say("overlay-heading", count=len(errors)),
            note=self._say("overlay-note"),
            close=self._say("overlay-close"),
            problems=tuple(self._trouble(problem) for problem in ordered),
        )

    def _trouble(self, problem: Problem) -> Trouble:
        place, speaker = problem.place, self._call.speaker
        file = self._source / place.path
        is_file = place.path and file.is_file()
        return Trouble(
            place=one_line(where(place, self._paths)),
            code=problem.code,
            message=speaker.problem_message(problem),
            fix=speaker.problem_fix(problem),
            href=_opening(self._asked.editor, file, place.line or 1) if is_file else "",
        )

    def _line(self, ended: Round) -> str:
        counted = numbers(ended.report)
        phrases = {
            name: self._say(name, count=counted[name]) for name in ("written", "errors", "warnings")
        }
        phrases["rendered"] = self._say("rendered-pages", count=counted["rendered"])
        warned = self._say("preview-warned", **phrases) if counted["warnings"] else ""
        return self._say(
            "preview-failed" if ended.failed else "preview-built",
            changed=self._changed(ended.changed),
            milliseconds=round(ended.seconds * _MILLISECONDS),
            warned=warned,
            **phrases,
        )

    def _changed(self, paths: tuple[str, ...]) -> str:
        if not paths:
            return self._say("preview-whole")
        first = one_line(self._paths.shown(paths[0]))
        if len(paths) == 1:
            return first
        return self._say("preview-more", path=first, count=len(paths) - 1)

    def _tell(self, line: str) -> None:
        if not self._asked.quiet:
            self._call.terminal.tell(line)

    def _say(self, key: str, **values: object) -> str:
        return self._call.speaker.say(key, **values)

    @property
    def _paths(self) -> Paths:
        return self._call.paths(self._source)


def _settings(source: Path) -> Settings | None:
    """Return what the preview wants to know of a site; None if its settings are at fault."""
    config = read_config(source).value
    if config is None:
        return None
    tags = {name: language.tag for name, language in config.languages.items()}
    return Settings(base_of(config.base_url), tags)


def _opening(editor: str, path: Path, line: int) -> str:
    """Return the address that opens a file at a line."""
    if not editor:
        return ""
    return editor.replace("{path}", quote(str(path))).replace("{line}", str(line))


def _pipeline(call: Invocation) -> BuildFunction:
    if call.run_build is not None:
        return call.run_build
    from diptych.pipeline import build  # noqa: PLC0415 - a test may bring its own

    return build
