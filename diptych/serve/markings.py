"""What the preview knows of a page: the source it is made from, and what of it is not public.

Looked up in the memory of the last build when a page asks, and kept until the next build. Marks
speak the language of the page, the tool beside them that of the author.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote, unquote

from msgspec import Struct

from diptych.engine.store import UnopenedError
from diptych.memory.explanations import remembered
from diptych.memory.program import recalling
from diptych.messages import Speaker
from diptych.render.i18n import clock_time, long_date
from diptych.serve.showing import Showing, Wording
from diptych.site.pages import Page
from diptych.site.states import Withheld

_OF_A_PANEL = frozenset({"article", "page"})


class Mark(Struct, frozen=True):
    """Why a text is not public, in a language; `href` is the page of the text."""

    href: str
    text: str
    lang: str


class Marked(Struct, frozen=True, kw_only=True):
    """What is known of one page: its source, how to edit it, and the marks that belong on it."""

    source: str = ""
    path: str = ""
    href: str = ""
    edit: str = ""
    copied: str = ""
    lang: str = ""
    marks: tuple[Mark, ...] = ()


class _Looked(Struct, frozen=True):
    """The plan of a build: pages by address, and the addresses of panels by id."""

    edition: str
    pages: Mapping[str, Page]
    panels: Mapping[str, str]


class Markings:
    """The marks of a site; `memory` is where its builds are remembered.

    `editor` makes the address that opens a file of the site at a line.
    """

    def __init__(
        self, source: Path, memory: Path, wording: Wording, editor: Callable[[Path, int], str]
    ) -> None:
        self._source = source
        self._memory = memory
        self._wording = wording
        self._editor = editor
        self._looked = _Looked("", {}, {})

    async def of(self, path: str, showing: Showing) -> Marked:
        """Return what is known of the page at a path."""
        if self._looked.edition != showing.edition:
            # In a thread: the store may be busy with a build for a while.
            self._looked = await asyncio.to_thread(self._look, showing.edition)
        address = f"/{unquote(path).removeprefix(showing.settings.base)}"
        page = self._looked.pages.get(address)
        if page is None:
            return Marked()
        full = self._source / page.source
        return Marked(
            source=page.source,
            path=str(full),
            href=self._editor(full, 1) if page.source else "",
            edit=self._wording.edit,
            copied=self._wording.copied,
            lang=self._wording.lang,
            marks=tuple(self._marks(page, showing)),
        )

    def _look(self, edition: str) -> _Looked:
        plan: Sequence[Page] = ()
        try:
            with recalling(self._memory) as store:
                memory = remembered(store)
                plan = memory.plan if memory else ()
                pages = {page.url: page for page in plan}
        except UnopenedError:
            return _Looked("", {}, {})
        panels = {page.subject: page.url for page in plan if page.kind in _OF_A_PANEL}
        return _Looked(edition, pages, panels)

    def _marks(self, page: Page, showing: Showing) -> list[Mark]:
        marks = []
        for panel in showing.previewed:
            url = self._looked.panels.get(panel.article, "")
            if not url:
                continue
            speaker = Speaker(page.locale or self._wording.lang)
            tag = showing.settings.tags.get(page.locale, "")
            text = reason_told(panel, speaker, tag if _is_of(tag, speaker) else speaker.language)
            href = quote(f"{showing.settings.base}{url[1:]}")
            marks.append(Mark(href, text, speaker.language))
        return marks


def _is_of(tag: str, speaker: Speaker) -> bool:
    return tag.lower().partition("-")[0] == speaker.language


def reason_told(panel: Withheld, speaker: Speaker, tag: str) -> str:
    """Return why a panel is not public, in a few words, with dates in the manner of a tag."""
    if panel.until is None:
        return speaker.say(f"mark-{panel.reason}")
    when = {"date": long_date(panel.until, tag), "time": clock_time(panel.until, tag)}
    return speaker.say(f"mark-{panel.reason}", **when)
