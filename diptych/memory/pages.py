"""Pages that an earlier build made and that stand as they are, and what each of them rests on.

Asked in two steps: the register tells at once of which pages nothing has changed; of the others,
the questions are asked again in order, so that an equal answer keeps its page. Knows no renderer
and no output.
"""

from collections.abc import Callable, Collection, Iterable

import msgspec

from diptych.engine.register import Register
from diptych.engine.store import Store
from diptych.engine.traces import Reason, reason_to_make
from diptych.memory.ledger import Hearing, Ledger
from diptych.memory.traces import Heard, Traces
from diptych.site.pages import Page

_KIND, _REGISTER, _KEY, _SINCE = "page", "register", b"pages", b"pages since"
_PAGE = msgspec.msgpack.Decoder(Page)
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
        before = store.recall_one(_REGISTER, _KEY) if store else None
        since = store.recall_one(_REGISTER, _SINCE) if store else None
        self._register = Register(before, fingerprint, since=since, suspects=suspects)

    def touched(self) -> tuple[Page, ...]:
        """Return the pages of the last build that rest on something that has changed."""
        entries = (self._register.entry(name) for name in self._register.touched())
        return tuple(_PAGE.decode(entry.subject) for entry in entries if entry)

    def reason(self, page: Page, recipe: bytes) -> Reason | None:
        """Return why a page must be rendered, or None when it stands."""
        subject = _write(page)
        if self._register.stands(page.url, subject, recipe):
            return None
        trace = self._traces[page.url]
        reason = reason_to_make(trace, subject, recipe, self._ledger.ask)
        if trace is not None and reason is None:
            grounds = self._ledger.grounds(trace.asked)
            self._register.enter(page.url, subject, recipe, trace.result, grounds)
        return reason

    def digest(self, page: Page) -> str:
        """Return the digest, in hexadecimal, of the bytes that the page had; empty if unknown."""
        entry = self._register.entry(page.url)
        return entry.result.hex() if entry else ""

    def keep(self, page: Page, recipe: bytes, heard: Hearing, result: bytes) -> None:
        """Remember what a page asked, and `result`, the digest of what it became."""
        subject = _write(page)
        self._traces.keep(page.url, Heard(subject, recipe, msgspec.Raw(heard.asked), result))
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
        self._store.save()

    def save_touched(self) -> None:
        """Write down what is new of pages that are all in the plan."""
        if self._store is not None:
            self._store.replace(_REGISTER, {_SINCE: self._register.written_since()})
            self._store.save()
