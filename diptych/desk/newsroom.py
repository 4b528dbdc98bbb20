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
from diptych.read.sources import read_sources
from diptych.read.zones import load_zone
from diptych.site.index import Site, index
from diptych.site.states import Preview, Withheld

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
