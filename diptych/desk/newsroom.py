"""The newsroom: a magazine as its authors see it, with every panel, public or not.

Reads the sources as a build does, and indexes them as if all was to be shown: `site.previewed`
then says what readers do not see yet, or no longer, and why. Renders nothing, writes nothing, and
remembers nothing from one time to the next.
"""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from diptych.model.article import Article
from diptych.model.problem import Result
from diptych.read.config import read_config
from diptych.read.dates import in_zone
from diptych.read.manuscripts import Manuscripts
from diptych.read.naming import CONTENT
from diptych.read.sources import read_sources
from diptych.read.zones import load_zone
from diptych.site.index import Site, index
from diptych.site.states import Preview, Withheld, unready

_ALL = Preview(drafts=True, future=True, expired=True)


class Newsroom(Struct, frozen=True, kw_only=True):
    """A magazine's panels, their texts and its settings; `site.now` is in its own time zone.

    What has an error is not among them: it stands in the problems that came beside this.
    """

    root: Path
    site: Site
    manuscripts: Manuscripts

    def panels(self) -> tuple[Article, ...]:
        """Return every panel, by story key and then in the order of the menu's languages."""
        return tuple(panel for key in sorted(self.site.stories) for panel in self.site.panels(key))

    def withheld(self, panel: Article) -> Withheld | None:
        """Return why readers do not see a panel, or None when they do."""
        return self.site.previewed.get(panel.id)

    def text(self, panel: Article) -> str:
        """Return a panel's Markdown, read from its file; raises `SourceChangedError`."""
        return self.manuscripts[panel.id].text

    def source(self, panel: Article) -> Article | None:
        """Return the panel that one was translated from; None for an original."""
        origin = panel.translated_from
        return self.site.panel(panel.key, origin) if origin is not None else None

    def waits_for(self, panel: Article) -> tuple[str, ...]:
        """Return the languages that `release: together` has a panel wait for, none without it."""
        if panel.release != "together" or "publish_date" in panel.places:
            return ()
        return unready(self.site.panels(panel.key), self.site.config.languages)

    def story(self, name: str, *paths: str) -> str | None:
        """Return the key of a story named by its key, one of its panels, a file or its folder.

        `paths` are what the name may be as a path, relative to the site's folder.
        """
        site = self.site
        bare = name.strip("/")
        if bare in site.stories or bare in site.articles:
            return site.articles[bare].key if bare in site.articles else bare
        for path in paths:
            if path in site.sources:
                return site.articles[site.sources[path]].key
            key = path.removeprefix(f"{CONTENT}/")
            if key != path and key in site.stories:
                return key
        return None


def open_newsroom(root: Path, clock: datetime) -> Result[Newsroom | None]:
    """Read the magazine in a folder as it stands at `clock`; None when its settings have errors."""
    config, problems = read_config(root)
    zone = load_zone(config.timezone) if config else None
    if config is None or zone is None:
        return Result(None, problems)
    now = in_zone(clock, zone)
    sources, found = read_sources(root, config, now)
    site = index(
        sources.config,
        sources.registry,
        sources.articles,
        comments=sources.comments,
        assets={**sources.assets, **{asset.path: asset for asset in sources.statics}},
        broken=sources.broken,
        now=now,
        preview=_ALL,
    )
    newsroom = Newsroom(root=root, site=site, manuscripts=sources.manuscripts)
    return Result(newsroom, (*problems, *found))
