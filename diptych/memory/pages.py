"""Pages that an earlier build made and that stand as they are, and what each of them rests on.

Asked in two steps: the register tells at once of which pages nothing has changed; of the others,
the questions are asked again in order, so that an equal answer keeps its page. Knows no renderer
and no output.
"""

from collections.abc import Callable, Collection, Iterable

import msgspec
from msgspec import Struct

from diptych.engine.digest import digest_of_value
from diptych.engine.register import Register
from diptych.engine.store import Store
from diptych.engine.traces import Asked, Reason, reason_to_make
from diptych.memory.ledger import Hearing, Ledger
from diptych.memory.recipes import Recipe, RememberedRecipes, changed_templates
from diptych.memory.traces import Heard, Traces
from diptych.site.pages import Page

_KIND, _REGISTER, _KEY, _SINCE = "page", "register", b"pages", b"pages since"
_PAGE = msgspec.msgpack.Decoder(Page)
_NEW = Reason("new")
_write = msgspec.msgpack.Encoder().encode


class RememberedPages:
    """Pages that need no rendering because everything they asked for is as it was.

    `suspects` are the pieces of the edition that may have changed, where all others have not.
    """

    def __init__(
        self,
        store: Store | None,
        ledger: Ledger,
        fingerprint: Callable[[str], bytes],
        suspects: Collection[str] | None = None,
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._traces = Traces(store, _KIND)
        self._recipes = RememberedRecipes(store)
        self._why: dict[str, Reason] = {}
        before = store.recall_one(_REGISTER, _KEY) if store else None
        since = store.recall_one(_REGISTER, _SINCE) if store else None
        self._register = Register(before, fingerprint, since=since, suspects=suspects)

    def touched(self) -> tuple[Page, ...]:
        """Return the pages of the last build that rest on something that has changed."""
        entries = (self._register.entry(name) for name in self._register.touched())
        return tuple(_PAGE.decode(entry.subject) for entry in entries if entry)

    def recipe(self, templates: Recipe) -> bytes:
        """Return the digest that stands for the templates of a page, remembered by it."""
        digest = digest_of_value(templates)
        self._recipes.keep(digest, templates)
        return digest

    def reason(self, page: Page, recipe: bytes) -> Reason | None:
        """Return why a page must be rendered, or None when it stands."""
        reason = self._reason(page, recipe)
        if reason is not None:
            self._why[page.url] = reason
        return reason

    def miss(self, page: Page) -> None:
        """Hear that the file of a page that stands is not there, or is another one."""
        self._why[page.url] = Reason("result")

    def _reason(self, page: Page, recipe: bytes) -> Reason | None:
        subject = _write(page)
        if self._register.stands(page.url, subject, recipe):
            return None
        trace = self._traces[page.url]
        reason = reason_to_make(trace, subject, recipe, self._ledger.ask)
        if trace is not None and reason is None:
            grounds = self._ledger.grounds(trace.asked)
            self._register.enter(page.url, subject, recipe, trace.result, grounds)
        if trace is not None and reason is not None and reason.kind == "recipe":
            before, after = map(self._recipes.recall, (trace.recipe, recipe))
            return Reason("recipe", ", ".join(changed_templates(before, after)))
        return reason

    def digest(self, page: Page) -> str:
        """Return the digest, in hexadecimal, of the bytes that the page had; empty if unknown."""
        entry = self._register.entry(page.url)
        return entry.result.hex() if entry else ""

    def keep(self, page: Page, recipe: bytes, heard: Hearing, result: bytes) -> None:
        """Remember what a page asked, and `result`, the digest of what it became."""
        subject = _write(page)
        why = self._why.get(page.url, _NEW)
        self._traces.keep(page.url, Heard(subject, recipe, msgspec.Raw(heard.asked), result, why))
        self._register.enter(page.url, subject, recipe, result, heard.grounds)

    def save(self, pages: Iterable[Page]) -> None:
        """Write down what is new; what is no more in the plan is forgotten."""
        if self._store is None:
            return
        urls = {page.url for page in pages}
        gone = self._register.names() - urls
        self._traces.forget(gone)
        register = self._register.written(urls)
        if register is not None:
            self._store.replace(_REGISTER, {_KEY: register}, (_SINCE,))
        self._recipes.save()
        self._store.save()

    def save_touched(self) -> None:
        """Write down what is new of pages that are all in the plan."""
        if self._store is not None:
            self._store.replace(_REGISTER, {_SINCE: self._register.written_since()})
            self._store.save()


class Explained(Struct, frozen=True):
    """A page as it was made last: by which templates, what it asked and was answered, and why."""

    page: Page
    templates: Recipe
    asked: tuple[Asked, ...]
    why: Reason


def explained(store: Store, url: str) -> Explained | None:
    """Return what is remembered of how the page at an address was made."""
    told = Traces(store, _KIND).told(url)
    if told is None:
        return None
    templates = RememberedRecipes(store).recall(told.recipe)
    return Explained(_PAGE.decode(told.subject), templates, told.asked, told.why)
