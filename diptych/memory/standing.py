"""Whether a whole build stands: nothing it read has changed, nor anything it wrote.

Told from stamps, and from the span of time in which the clock changes nothing. Knows no stage of a
build and imports none of the libraries that pages are made with.
"""

from datetime import datetime
from typing import NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from diptych.engine.digest import digest, digest_of_value
from diptych.engine.stamps import time_of
from diptych.engine.store import Store
from diptych.engine.trees import digest_of_trees
from diptych.engine.work import INSIDE, outer_work
from diptych.paths import packaged_themes
from diptych.request import Report, Request

_KIND = "standing"


class Span(NamedTuple):
    """From when (included) until when (excluded) a build's clock may stand with equal results."""

    since: datetime
    until: datetime


class Made(NamedTuple):
    """What a build did, and for how long that holds; None if it wrote no site."""

    report: Report
    span: Span | None = None


class _Kept(Struct, frozen=True):
    asked: bytes
    span: Span
    sources: bytes
    output: bytes
    report: Report


class Standing:
    """What stands of the site and the output that a request names."""

    def __init__(self, store: Store | None, request: Request) -> None:
        self._store = store
        self._request = request
        self._key = digest(str(request.output.resolve()).encode(errors="surrogateescape"))
        source = request.source
        inputs = (source / "config.toml", source / "content", source / "themes", packaged_themes())
        # Before anything is read: what is edited meanwhile must show the next time.
        self._sources = digest_of_trees(inputs, store.opened) if store else None

    def recall(self) -> Report | None:
        """Return the report of the build that made all this, doing nothing; None to build."""
        if self._store is None or self._sources is None or self._is_being_changed():
            return None
        found = self._store.recall_one(_KIND, self._key)
        if found is None:
            return None
        try:
            kept = msgspec.json.decode(found, type=_Kept)
        except msgspec.MsgspecError:
            return None
        stands = (
            kept.asked == _asked(self._request)
            and kept.sources == self._sources
            and kept.span.since <= self._request.clock < kept.span.until
            and kept.output == digest_of_trees([self._request.output], self._store.opened)
        )
        return replace(kept.report, rendered=0, written=0, removed=0) if stands else None

    def keep(self, made: Made) -> None:
        """Remember a build that has just been committed."""
        if self._store is None or self._sources is None or made.span is None:
            return
        try:
            now = time_of(self._store.folder)
        except OSError:
            return
        output = digest_of_trees([self._request.output], now)
        if output is None:
            return
        kept = _Kept(_asked(self._request), made.span, self._sources, output, made.report)
        self._store.replace(_KIND, {self._key: msgspec.json.encode(kept)})
        self._store.save()

    def _is_being_changed(self) -> bool:
        """Tell whether another build has the output, or was killed while it had."""
        output = self._request.output.resolve()
        return outer_work(output).exists() or (output / INSIDE).exists()


def _asked(request: Request) -> bytes:
    """Return the digest of all in a request that decides what is built."""
    return digest_of_value(
        (request.base_url, request.preview, request.noindex, request.strict),
    )
