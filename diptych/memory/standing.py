"""Whether a whole build stands: nothing it read has changed, nor anything it wrote.

Told from stamps, and from the span of time in which the clock changes nothing. Also tells when
nothing but some panels has changed. Knows no stage of a build and imports none of the libraries
that pages are made with.
"""

import os
from datetime import datetime
from functools import cached_property, partial
from secrets import token_bytes
from typing import NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from diptych.engine.annex import mark_of
from diptych.engine.digest import DIGEST_BYTES, digest, digest_of_value
from diptych.engine.listing import Listing
from diptych.engine.stamps import Stamp
from diptych.engine.store import Store
from diptych.engine.trees import Trees, stamped_trees
from diptych.engine.work import INSIDE, outer_work
from diptych.memory.outputs import RememberedOutput
from diptych.paths import packaged_themes
from diptych.request import Report, Request

_KIND = "standing"


class Span(NamedTuple):
    """From when (included) until when (excluded) a build's clock may stand with equal results."""

    since: datetime
    until: datetime


class Made(NamedTuple):
    """What a build did.

    If it left a site: for how long that holds, and the stamp of its manifest; and what its search
    index was made from, None if nobody asked for one.
    """

    report: Report
    span: Span | None = None
    manifest: Stamp | None = None
    indexed: str | None = None


class _Kept(Struct, frozen=True):
    asked: bytes
    span: Span
    sources: Trees
    manifest: Stamp
    report: Report
    edition: bytes
    indexed: str | None


class Edited(Struct, frozen=True):
    """Panels that were edited since a build, by path in the site, and what is known of that build.

    `edition` names the one that it made; `output` is what it left, looked at just now.
    """

    panels: tuple[str, ...]
    report: Report
    span: Span
    edition: bytes
    output: Listing


_READER = msgspec.json.Decoder(_Kept)


class Standing:
    """What stands of the site and the output that a request names.

    `edition` is the name to remember the edition by that this build makes, if it makes one.
    """

    def __init__(self, store: Store | None, request: Request) -> None:
        self.edition = token_bytes(DIGEST_BYTES)
        self._store = store
        self._request = request
        self._key = digest(str(request.output.resolve()).encode(errors="surrogateescape"))
        source = request.source
        inputs = (source / "config.toml", source / "content", source / "themes", packaged_themes())
        self._prefix = f"{source}/"
        self._kept = self._read()
        # Before any source is read: what is edited meanwhile must show the next time.
        self._sources = self._watched() or (
            stamped_trees(inputs, store.opened, partial(_may_be_panel, self._prefix), _passed_over)
            if store
            else None
        )
        self._edited = self._compared()

    def recall(self) -> Report | None:
        """Return the report of the build that made all this, doing nothing; None to build."""
        if self._kept is None or self._edited != () or self._output is None:
            return None
        if self._request.search and not self._is_indexed(self._kept):
            return None
        return replace(self._kept.report, rendered=0, encoded=0, written=0, removed=0)

    def edited(self) -> Edited | None:
        """Return which panels were edited since the last build, when nothing else was touched."""
        if self._kept is None or not self._edited or self._output is None:
            return None
        paths = tuple(path.removeprefix(self._prefix) for path in self._edited)
        kept = self._kept
        return Edited(paths, kept.report, kept.span, kept.edition, self._output)

    def keep(self, made: Made) -> None:
        """Remember a build that has just been committed."""
        if self._store is None or self._sources is None or not (made.span and made.manifest):
            return
        kept = _Kept(
            asked=_asked(self._request),
            span=made.span,
            sources=self._sources,
            manifest=made.manifest,
            report=made.report,
            edition=self.edition,
            indexed=made.indexed,
        )
        self._store.replace(_KIND, {self._key: msgspec.json.encode(kept)})
        self._store.save()

    def _read(self) -> _Kept | None:
        """Return what was kept of a build that was asked for in the same way, at such a time."""
        found = self._store.recall_one(_KIND, self._key) if self._store else None
        if found is None or self._is_being_changed():
            return None
        try:
            kept = _READER.decode(found)
        except msgspec.MsgspecError:
            return None
        same = kept.asked == _asked(self._request)
        return kept if same and kept.span.since <= self._request.clock < kept.span.until else None

    def _watched(self) -> Trees | None:
        """Return the sources as somebody who watches has them; None if that does not suffice."""
        touched = self._request.touched
        if touched is None or self._kept is None or self._store is None:
            return None
        paths = [f"{self._prefix}{path}" for path in touched]
        return self._kept.sources.touched(paths, self._store.opened)

    def _compared(self) -> tuple[str, ...] | None:
        if self._kept is None or self._sources is None:
            return None
        return self._sources.edited(self._kept.sources)

    @cached_property
    def _output(self) -> Listing | None:
        """The output, if it is as the last build left it."""
        if self._kept is None or self._edited is None:
            return None
        output = RememberedOutput(self._store, self._request.output)
        return output.seen(self._kept.manifest, closely=self._request.touched is None)

    def _is_indexed(self, kept: _Kept) -> bool:
        """Tell whether the output has the search index of that build, or rightly none."""
        return kept.indexed is not None and kept.indexed == (mark_of(self._request.output) or "")

    def _is_being_changed(self) -> bool:
        """Tell whether another build has the output, or was killed while it had."""
        output = self._request.output.resolve()
        return outer_work(output).exists() or (output / INSIDE).exists()


def _asked(request: Request) -> bytes:
    """Return the digest of all in a request that decides what is built."""
    return digest_of_value(
        (request.base_url, request.preview, request.noindex, request.strict),
    )


def is_litter(name: str) -> bool:
    """Tell whether a file, by its name, is read nowhere: hidden, or an editor's copy."""
    return (
        (name.startswith(".") and name != ".well-known")
        or name.endswith("~")
        or (name.startswith("#") and name.endswith("#"))
    )


def _passed_over(entry: os.DirEntry[str]) -> bool:
    """Tell whether a file or folder is read nowhere.

    What editors keep beside a text while it is open must not make every build a whole one.
    """
    name = entry.name
    return is_litter(name) and (name.startswith(".") or not entry.is_dir(follow_symlinks=False))


def _may_be_panel(prefix: str, path: str) -> bool:
    """Tell whether a file, by its path, may be a panel: something that authors edit."""
    return path.endswith(".md") and path.startswith(f"{prefix}content/")
