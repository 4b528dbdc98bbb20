"""What checks look at: the newsroom, and each panel's file as it was written.

Reads every panel's file once, and keeps it. Knows no check.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from diptych.desk.copies import Copy
from diptych.desk.newsroom import Newsroom
from diptych.desk.web.asking import Answer
from diptych.model.article import Article
from diptych.model.problem import Problem
from diptych.read.manuscripts import SourceChangedError


class Matter:
    """All that a check may look at.

    `output` is the folder of the built site, whether it is there or not. `rehearsed` are the
    problems that a build would tell. `base_url` is that of the built site, the setting if empty.
    `answers` are what the web said of addresses, if it was asked.
    """

    def __init__(
        self,
        newsroom: Newsroom,
        output: Path,
        rehearsed: tuple[Problem, ...] = (),
        base_url: str = "",
        answers: Mapping[str, Answer] | None = None,
    ) -> None:
        self.newsroom = newsroom
        self.output = output
        self.rehearsed = rehearsed
        self.answers = answers or {}
        self.base_url = f"{base_url.rstrip('/')}/" if base_url else newsroom.site.config.base_url

    @property
    def root(self) -> Path:
        """The site's folder."""
        return self.newsroom.root

    @cached_property
    def copies(self) -> Mapping[str, Copy]:
        """Each panel's file, by the panel's id; raises `SourceChangedError` for one gone since."""
        return {panel.id: self._copy(panel) for panel in self.newsroom.panels()}

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """The primary subtag of each locale: `fr` for fr-MA."""
        locales = self.newsroom.site.config.languages
        return {name: primary(locales[name].tag) for name in locales}

    def stories(self) -> Iterator[tuple[Copy, ...]]:
        """Yield the panels of each story, by its key, in the order of the menu's languages."""
        site = self.newsroom.site
        for key in sorted(site.stories):
            yield tuple(self.copies[name] for name in site.stories[key])

    def _copy(self, panel: Article) -> Copy:
        try:
            data = (self.root / panel.path).read_bytes()
        except OSError:
            raise SourceChangedError(panel.path) from None
        return Copy(panel, data, self.languages[panel.locale])


def primary(tag: str) -> str:
    """Return the language of a BCP 47 tag."""
    return tag.replace("_", "-").partition("-")[0].lower()


def pairs(panels: Sequence[Article]) -> Iterator[tuple[str, str]]:
    """Yield the locales to compare: each with the one it translates, or with the original."""
    locales = {panel.locale for panel in panels}
    originals = [panel for panel in panels if panel.translated_from not in locales]
    original = (*originals, *panels)[0].locale
    done: set[frozenset[str]] = set()
    for panel in panels:
        named = panel.translated_from
        source = named if named in locales and named is not None else original
        pair = frozenset({source, panel.locale})
        if source != panel.locale and pair not in done:
            done.add(pair)
            yield source, panel.locale
