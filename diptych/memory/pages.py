"""Pages that an earlier build made and that stand as they are, and what each of them rests on.

Asked in two steps: the register tells at once of which pages nothing has changed; of the others,
the questions are asked again in order, so that an equal answer keeps its page. Why a page does not
stand is kept in its trace. Knows no renderer, and of outputs only which one pages are for.
"""

from collections.abc import Callable, Collection, Iterable

import msgspec

from diptych.engine.register import Register
from diptych.engine.store import Store
from diptych.engine.traces import Reason, reason_to_make
from diptych.memory.causes import (
    Cause,
    New,
    OtherAnswer,
    OtherFile,
    Why,
    other_page,
    other_templates,
)
from diptych.memory.ledger import Hearing, Ledger
from diptych.memory.presses import Press, RememberedPresses
from diptych.memory.recipes import Recipe, hold, recalled
from diptych.memory.traces import Caused, Heard, Traces
from diptych.site.pages import Page

KIND = "page"
_REGISTER, _KEY, _SINCE = "register", b"pages", b"pages since"
_PAGE = msgspec.msgpack.Decoder(Page)
_write = msgspec.msgpack.Encoder().encode


class RememberedPages:
    """Pages that need no rendering because everything they asked for is as it was.

    `press` is what they would be rendered for. `suspects` are the pieces of the edition that may
    have changed, where all others have not.
    """

    def __init__(
        self,
        store: Store | None,
        ledger: Ledger,
        fingerprint: Callable[[str], bytes],
        *,
        press: Press,
        suspects: Collection[str] | None = None,
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._presses = RememberedPresses(store, press)
        self._recipes: dict[bytes, Recipe] = {}
        self._causes: dict[str, Cause] = {}
        self._traces = Traces(store, KIND)
        before = store.sealed(_REGISTER, _KEY) if store else None
        since = store.recall_one(_REGISTER, _SINCE) if store else None
        self._register = Register(before, fingerprint, since=since, suspects=suspects)
        self._knows_any = before is not None

    def touched(self) -> tuple[Page, ...]:
        """Return the pages of the last build that rest on something that has changed."""
        entries = (self._register.entry(name) for name in self._register.touched())
        return tuple(_PAGE.decode(entry.subject) for entry in entries if entry)

    def reason(self, page: Page, recipe: Recipe) -> Reason | None:
        """Return why a page must be rendered, or None when it stands."""
        subject = _write(page)
        self._recipes[recipe.digest] = recipe
        if self._register.stands(page.url, subject, recipe.digest):
            return None
        trace = self._traces[page.url]
        reason = reason_to_make(trace, subject, recipe.digest, self._ledger.ask)
        if reason is not None:
            why = self._why(reason, trace, page, recipe)
            self._causes[page.url] = self._cause(why, trace)
        elif trace is not None:
            grounds = self._ledger.grounds(trace.asked)
            self._register.enter(page.url, subject, recipe.digest, trace.result, grounds)
        return reason

    def digest(self, page: Page) -> str:
        """Return the digest, in hexadecimal, of the bytes that the page had; empty if unknown."""
        entry = self._register.entry(page.url)
        return entry.result.hex() if entry else ""

    def keep(
        self, page: Page, recipe: Recipe, heard: Hearing, result: bytes, *, was_there: bool
    ) -> None:
        """Remember what a page asked, and `result`, the digest of what it became.

        A page that stands was rendered for its file's sake: `was_there` tells whether it had one.
        """
        subject, asked = _write(page), msgspec.Raw(heard.asked)
        cause = self._causes.pop(page.url, None) or self._cause(OtherFile(not was_there))
        self._traces.keep(page.url, Heard(subject, recipe.digest, asked, result, cause))
        self._register.enter(page.url, subject, recipe.digest, result, heard.grounds)

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
        hold(self._store, self._recipes.values())
        self._presses.keep()
        self._store.save()

    def save_touched(self) -> None:
        """Write down what is new of pages that are all in the plan."""
        if self._store is not None:
            self._store.replace(_REGISTER, {_SINCE: self._register.written_since()})
            self._presses.keep()
            self._store.save()

    def _why(self, reason: Reason, trace: Caused | None, page: Page, recipe: Recipe) -> Why:
        """Return what it is that a reason found to differ."""
        if trace is None:
            lost = not self._knows_any or self._register.entry(page.url) is not None
            return New(to_a_memory=not lost)
        if reason.kind == "subject":
            return other_page(_PAGE.decode(trace.subject), page)
        if reason.kind == "recipe":
            return other_templates(recalled(self._store, trace.recipe), recipe.ingredients)
        return OtherAnswer(reason.question)

    def _cause(self, why: Why, trace: Caused | None = None) -> Cause:
        here = self._presses.number
        before = trace.cause.output if trace else here
        at = self._store.opened if self._store else 0
        return Cause(why, at, here, None if before == here else before)
