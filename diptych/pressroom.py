"""The press room: every page of the plan rendered and staged, but for those that still stand.

Hands each page to its renderer with a view that is listened to, and each artifact to the engine's
workspace. Knows no order of stages beyond its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from diptych.engine.commit import Artifact, Workspace
from diptych.engine.digest import digest_of_value
from diptych.engine.executors import Executor, Lazily, Work, in_order
from diptych.engine.store import Store
from diptych.memory.ledger import fingerprints
from diptych.memory.pages import RememberedPages
from diptych.model.problem import Place, Problem
from diptych.printing import Printer, itself, source_of
from diptych.render.bodies import Tick
from diptych.render.html import template_closure
from diptych.render.theme import Theme
from diptych.site.edition import Edition
from diptych.site.pages import Page
from diptych.site.routes import output_path


class Pressed(Struct, frozen=True):
    """What came of the press: how many pages were rendered, and what was wrong."""

    rendered: int
    problems: tuple[Problem, ...]


class PressRoom:
    """Renders the pages of one edition with one theme; `source` is the site's folder.

    `bodies` has the fingerprint of each finished body.
    """

    def __init__(
        self,
        edition: Edition,
        theme: Theme,
        source: Path,
        store: Store | None,
        bodies: Mapping[str, bytes],
    ) -> None:
        self._edition = edition
        self._theme = theme
        self._source = source
        self._printer = Printer(edition, theme)
        self._remembered = RememberedPages(
            store, self._printer.ledger, fingerprints(edition, bodies)
        )
        self._problems: dict[tuple[str, Place], Problem] = {}
        self._recipes: dict[str, bytes] = {}

    def press(self, space: Workspace | None, executor: Executor, tick: Tick) -> Pressed:
        """Render and stage every page that does not stand, in the order of the plan.

        Without a space nothing is staged, since an error told before stops the build. A line of a
        template that fails on every page is told for the first one.
        """
        pages = self._edition.plan
        stale = [page for page in pages if page.kind != "asset" and not self._stands(page, space)]
        printed = self._printed(stale, executor)
        named = {page.url for page in stale}
        for done, page in enumerate(pages, start=1):
            if page.kind == "asset":
                if space is not None:
                    space.stage(Artifact(output_path(page.url), source=self._file(page)))
            elif page.url in named:
                data = next(printed)
                if space is not None:
                    space.stage(Artifact(output_path(page.url), data=data))
            tick(done, len(pages))
        return Pressed(len(stale), tuple(self._problems.values()))

    def save(self) -> None:
        """Remember what was made, for the next build."""
        self._remembered.save(page for page in self._edition.plan if page.kind != "asset")

    def _stands(self, page: Page, space: Workspace | None) -> bool:
        """Tell whether a page asks for nothing new, and is in the output as it was written."""
        if self._remembered.reason(page, self._recipe(page)) is not None:
            return False
        digest = self._remembered.digest(page)
        return space is None or space.keep(output_path(page.url), digest)

    def _printed(self, pages: Sequence[Page], executor: Executor) -> Iterator[bytes]:
        """Yield the bytes of pages, whoever prints them; remember what they asked."""
        printer = self._printer
        work = Work(itself, printer, Printer.print, name=source_of)
        sheets = Lazily(printer.sheet, pages)
        for page, sent in zip(pages, in_order(executor.run(work, sheets)), strict=True):
            printed = sent or printer.print(printer.sheet(page))
            if printed is None:
                raise LookupError(page.source or page.url)
            for problem in printed.problems:
                self._problems.setdefault((problem.code, problem.place), problem)
            if not printed.problems:
                self._remembered.keep(page, self._recipe(page), printed.heard, printed.data)
            yield printed.data

    def _recipe(self, page: Page) -> bytes:
        """Return the digest of what pages of a kind are made by, beside the answers given."""
        if page.kind not in self._recipes:
            self._recipes[page.kind] = digest_of_value(template_closure(page, self._theme))
        return self._recipes[page.kind]

    def _file(self, page: Page) -> Path:
        return self._theme.sources.get(page.subject, self._source / page.subject)
