"""The press room: every page of the plan rendered and staged, but for those that still stand.

Hands each page to its renderer with a view that is listened to, and each artifact to the engine's
workspace. Knows no order of stages beyond its own.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from diptych.engine.commit import Artifact, Workspace
from diptych.engine.digest import digest_of_value
from diptych.engine.executors import Executor, Lazily, Work, in_order
from diptych.engine.store import Store
from diptych.engine.traces import Reason
from diptych.gallery import Gallery
from diptych.memory.ledger import fingerprints
from diptych.memory.pages import RememberedPages
from diptych.memory.presses import Press
from diptych.memory.recipes import Ingredient, Recipe
from diptych.model.problem import Place, Problem
from diptych.printing import Printed, Printer, Sheet, itself, source_of
from diptych.render.bodies import Tick
from diptych.render.html import template_closure
from diptych.render.theme import Theme
from diptych.request import CACHE
from diptych.site.edition import Edition
from diptych.site.pages import AS_THEY_ARE, CARDS, Page, PageKind
from diptych.site.routes import output_path
from diptych.site.social_cards import social_card

LONGEST: frozenset[PageKind] = frozenset({"sitemap", "sitemap-index"})
"""Pages of all that there is. They are begun first, since whoever came to one at the end would be
at it when all others have nothing to do; they are put into place last, as the plan has it."""


class Pressed(Struct, frozen=True):
    """What came of the press: how many pages were rendered, and what was wrong."""

    rendered: int
    problems: tuple[Problem, ...]


class PressRoom:
    """Renders the pages of one edition with one theme; `source` is the site's folder.

    `bodies` has the fingerprint of each finished body, `fetch` gets one in writing. `output` is
    where the pages will go. `suspects` are the pieces of the edition that may have changed, where
    all others are known to be as they were.
    """

    def __init__(  # noqa: PLR0913 - what is printed, with what, and what is known of it
        self,
        edition: Edition,
        theme: Theme,
        source: Path,
        store: Store | None,
        bodies: Mapping[str, bytes],
        *,
        fetch: Callable[[str], bytes],
        output: Path,
        suspects: Collection[str] | None = None,
    ) -> None:
        self._edition = edition
        self._theme = theme
        self._source = source
        self._cards = source / CACHE / "cards"
        self._printer = Printer(edition, theme, fetch=fetch)
        self._remembered = RememberedPages(
            store,
            self._printer.ledger,
            fingerprints(edition, bodies),
            press=self._for(output),
            suspects=suspects,
        )
        self._has_painted = False
        self._problems: dict[tuple[str, Place], Problem] = {}
        self._recipes: dict[str, Recipe] = {}

    def press(
        self, space: Workspace | None, executor: Executor, watch: Callable[[str], Tick]
    ) -> Pressed:
        """Render and stage every page that does not stand, in the order of the plan; then cards.

        Without a space nothing is staged, since an error told before stops the build, and nothing
        is painted. A line of a template that fails on every page is told for the first one.
        """
        pages = self._edition.plan
        for page in pages:
            if page.kind == "asset" and space is not None:
                space.stage(self._asset(page))
        stale = [
            page
            for page in pages
            if page.kind not in AS_THEY_ARE | CARDS and not self._stands(page, space)
        ]
        cards = [page for page in pages if page.kind in CARDS and space is not None]
        unpainted = [page for page in cards if not self._stands(page, space)]
        pressed = self._press(stale, len(pages) - len(cards), space, executor, watch("pages"))
        self._has_painted = bool(unpainted)
        painted = self._press(unpainted, len(cards), space, executor, watch("cards"))
        return Pressed(pressed.rendered + painted.rendered, painted.problems)

    def press_touched(self, space: Workspace, executor: Executor) -> Pressed:
        """Render and stage only pages of what has changed: everything else is known to stand."""
        space.stand()
        stale = [page for page in self._remembered.touched() if self._reason(page)]
        return self._press(stale, len(stale), space, executor, lambda _done, _total: None)

    def save(self) -> None:
        """Remember what was made, for the next build; pages that are not planned are forgotten."""
        self._remembered.save(page for page in self._edition.plan if page.kind not in AS_THEY_ARE)
        cards = (page for page in self._edition.plan if page.kind in CARDS)
        if self._has_painted:
            shown = [social_card(self._edition, page.subject) for page in cards]
            Gallery(self._cards).tidy(shown)

    def save_touched(self) -> None:
        """Remember what was made of what has changed."""
        self._remembered.save_touched()

    def _press(
        self,
        stale: Sequence[Page],
        total: int,
        space: Workspace | None,
        executor: Executor,
        tick: Tick,
    ) -> Pressed:
        standing = total - len(stale)
        longest = [page for page in stale if page.kind in LONGEST]
        pages = [*longest, *(page for page in stale if page.kind not in LONGEST)]
        early: list[Printed] = []
        for done, sheet in enumerate(self._printed(pages, space, executor), start=standing + 1):
            if len(early) < len(longest):
                early.append(sheet)
            else:
                _take(space, sheet)
            tick(done, total)
        for sheet in early:
            _take(space, sheet)
        return Pressed(len(stale), tuple(self._problems.values()))

    def _reason(self, page: Page) -> Reason | None:
        return self._remembered.reason(page, self._recipe(page))

    def _stands(self, page: Page, space: Workspace | None) -> bool:
        """Tell whether a page asks for nothing new, and is in the output as it was written."""
        if self._reason(page) is not None:
            return False
        digest = self._remembered.digest(page)
        return space is None or space.keep(output_path(page.url), digest)

    def _printed(
        self, pages: Sequence[Page], space: Workspace | None, executor: Executor
    ) -> Iterator[Printed]:
        """Yield the printed pages, whoever prints them; remember what they asked."""
        printer = self._printer
        seen = space if executor.shares_disk else None
        printer.staging = seen.staging if seen else None
        printer.gallery = Gallery(self._cards if seen else None)
        standing: deque[str] = deque()  # in the order of the pages, as the outcomes are

        def sheet(page: Page) -> Sheet:
            standing.append(space.expect(output_path(page.url)) if space else "")
            return printer.sheet(page, standing[-1])

        work = Work(itself, printer, Printer.print, name=source_of)
        outcomes = in_order(executor.run(work, Lazily(sheet, pages)))
        for page, sent in zip(pages, outcomes, strict=True):
            expected = standing.popleft()
            printed = sent or self._printed_here(page, expected)
            for problem in printed.problems:
                self._problems.setdefault((problem.code, problem.place), problem)
            if not printed.problems:
                result = bytes.fromhex(printed.entry.digest)
                self._remembered.keep(
                    page, self._recipe(page), printed.heard, result, was_there=bool(expected)
                )
            yield printed

    def _printed_here(self, page: Page, standing: str) -> Printed:
        """Print a page that asks for more than a printer elsewhere has."""
        printed = self._printer.print(self._printer.sheet(page, standing))
        if printed is None:
            raise LookupError(page.source or page.url)
        return printed

    def _recipe(self, page: Page) -> Recipe:
        """Return what pages of a kind are made by, beside the answers given."""
        if page.kind not in self._recipes:
            closure = template_closure(page, self._theme)
            templates = self._theme.templates
            self._recipes[page.kind] = Recipe(
                digest_of_value(closure),
                tuple(
                    Ingredient(name, digest, templates[name].path if name in templates else "")
                    for name, digest in closure
                ),
            )
        return self._recipes[page.kind]

    def _for(self, output: Path) -> Press:
        """Return what pages are rendered for, told from the site's folder."""
        root = self._source.resolve()

        def told(path: Path) -> Path:
            return path.relative_to(root) if path.is_relative_to(root) else path

        files = {name: told(path).as_posix() for name, path in self._theme.sources.items()}
        return Press(told(output.resolve()), self._edition.site.config.base_url, files)

    def _asset(self, page: Page) -> Artifact:
        path = output_path(page.url)
        made = self._theme.made.get(page.subject)
        if made is not None:
            return Artifact(path, made)
        file = self._theme.sources.get(page.subject, self._source / page.subject)
        return Artifact(path, source=file)


def _take(space: Workspace | None, sheet: Printed) -> None:
    if space is not None:
        space.take(sheet.entry, sheet.data, changed=sheet.changed)
