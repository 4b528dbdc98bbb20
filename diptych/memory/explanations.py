"""Explanations: what is remembered of one page, put together for people.

Reads what builds keep to tell what stands (plan, traces, recipes, causes), and computes nothing
from the sources. Knows no command and nobody's language.
"""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from diptych.engine.store import Store
from diptych.memory.causes import Cause, Why
from diptych.memory.editions import last_plan
from diptych.memory.pages import KIND
from diptych.memory.presses import LastPress, last_pressed
from diptych.memory.recipes import Ingredient, recalled
from diptych.memory.traces import Traces
from diptych.site.finding import Called, Home, find, source_of
from diptych.site.pages import AS_THEY_ARE, Page
from diptych.site.questions import read


class Question(Struct, frozen=True):
    """One question that a page asked; `answer` is the digest of what it was told."""

    name: str
    arguments: tuple[str, ...]
    answer: str = ""


class Rendering(Struct, frozen=True):
    """The last time that a page was rendered: why, when its build began, for which output.

    `at` is in nanoseconds since 1970; `since` is another output, for which it was rendered before.
    Outputs are relative to the site's folder if they are in it.
    """

    why: Why
    at: int
    output: Path | None
    since: Path | None


class Making(Struct, frozen=True):
    """What a page was made of; `digest` is that of its bytes."""

    templates: tuple[Ingredient, ...]
    questions: tuple[Question, ...]
    digest: str
    rendering: Rendering


class Explanation(Struct, frozen=True):
    """A page, the file it is made from, and what of; None for what is copied, or forgotten."""

    page: Page
    source: str
    making: Making | None


class Memory:
    """What is remembered of the last build of a site."""

    def __init__(self, store: Store, plan: Sequence[Page], last: LastPress) -> None:
        self._store = store
        self._traces = Traces(store, KIND)
        self._last = last
        self._home = Home(last.base_url, last.files)
        self.plan = plan

    @property
    def base_url(self) -> str:
        """The address that the site was built for."""
        return self._last.base_url

    @property
    def output(self) -> Path | None:
        """Where the last build went, relative to the site's folder if it is in it."""
        return self._last.folder(self._last.last)

    def find(self, called: Called) -> tuple[Page, ...]:
        """Return the pages that somebody means."""
        return find(self.plan, self._home, called)

    def names(self) -> list[str]:
        """Return everything that a page can be called by: addresses, and sources."""
        sources = (source_of(page, self._home) for page in self.plan)
        return [page.url for page in self.plan] + list(dict.fromkeys(sources))

    def explain(self, page: Page) -> Explanation:
        """Return what is remembered of a page."""
        making = None if page.kind in AS_THEY_ARE else self._making(page)
        return Explanation(page, source_of(page, self._home), making)

    def _making(self, page: Page) -> Making | None:
        trace = self._traces[page.url]
        if trace is None:
            return None
        return Making(
            templates=recalled(self._store, trace.recipe),
            questions=tuple(question(one.question, one.answer) for one in trace.asked),
            digest=trace.result.hex(),
            rendering=self._rendering(trace.cause),
        )

    def _rendering(self, cause: Cause) -> Rendering:
        since = None if cause.since is None else self._last.folder(cause.since)
        return Rendering(cause.why, cause.at, self._last.folder(cause.output), since)


def remembered(store: Store) -> Memory | None:
    """Return what is remembered of the last build; None if no build was ever finished."""
    plan, last = last_plan(store), last_pressed(store)
    return None if plan is None or last is None else Memory(store, plan, last)


def question(written: bytes, answer: bytes = b"") -> Question:
    """Return a written question for people."""
    name, arguments = read(written)
    return Question(name, arguments, answer.hex())
