"""The press room: every page of the plan rendered and staged, but for those that still stand.

Hands each page to its renderer with a view that is listened to, and each artifact to the engine's
workspace. Knows no order of stages beyond its own.
"""

from pathlib import Path

from msgspec import Struct

from diptych.engine.commit import Artifact, Workspace
from diptych.engine.digest import digest_of_value
from diptych.incremental import Ledger, RememberedPages, Traces
from diptych.model.problem import Place, Problem
from diptych.render.bodies import Tick
from diptych.render.html import template_closure
from diptych.render.press import render
from diptych.render.theme import Theme
from diptych.site.edition import Edition
from diptych.site.pages import Page
from diptych.site.routes import output_path
from diptych.site.view import View


class Pressed(Struct, frozen=True):
    """What came of the press: how many pages were rendered, and what was wrong."""

    rendered: int
    problems: tuple[Problem, ...]


class PressRoom:
    """Renders the pages of one edition with one theme; `source` is the site's folder."""

    def __init__(self, edition: Edition, theme: Theme, source: Path, traces: Traces) -> None:
        self._edition = edition
        self._theme = theme
        self._source = source
        self._ledger = Ledger(View(edition))
        self._remembered = RememberedPages(traces, self._ledger)
        self._problems: dict[tuple[str, Place], Problem] = {}

    def press(self, space: Workspace | None, tick: Tick) -> Pressed:
        """Render and stage every page that does not stand.

        Without a space nothing is staged, since an error told before stops the build. A line of a
        template that fails on every page is told for the first one.
        """
        rendered = 0
        pages = self._edition.plan
        for done, page in enumerate(pages, start=1):
            path = output_path(page.url)
            if page.kind == "asset":
                if space is not None:
                    space.stage(Artifact(path, source=self._file(page)))
            elif not self._stands(page, path, space):
                data = self._rendered(page)
                rendered += 1
                if space is not None:
                    space.stage(Artifact(path, data=data))
            tick(done, len(pages))
        return Pressed(rendered, tuple(self._problems.values()))

    def _stands(self, page: Page, path: str, space: Workspace | None) -> bool:
        """Tell whether a page asks for nothing new, and is in the output as it was written."""
        if self._remembered.reason(page, self._recipe(page)) is not None:
            return False
        return space is None or space.keep(path, self._remembered.digest(page))

    def _rendered(self, page: Page) -> bytes:
        with self._ledger.listening() as (view, told):
            data, problems = render(page, view, self._theme)
            for problem in problems:
                self._problems.setdefault((problem.code, problem.place), problem)
            if not problems:
                self._remembered.keep(page, self._recipe(page), told(), data)
        return data

    def _recipe(self, page: Page) -> bytes:
        """Return the digest of what a page is made by, beside the answers it is given."""
        return digest_of_value(template_closure(page, self._theme))

    def _file(self, page: Page) -> Path:
        return self._theme.sources.get(page.subject, self._source / page.subject)
