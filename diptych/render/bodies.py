"""Bodies: every manuscript of the site, each to be rendered exactly once.

Lists articles, then comments, and gives each the renderer of its language and a resolver of its
own. A task is plain data in, a body is plain data out, so that any process can do it. Markdown is
`markup`'s affair, links are the resolver's.
"""

from collections.abc import Callable, Mapping

from msgspec import Struct

from diptych.model.article import Manuscript
from diptych.model.body import Body
from diptych.model.config import Config
from diptych.model.problem import Result
from diptych.render.body_words import body_words
from diptych.render.i18n_catalogue import Catalogue
from diptych.render.markup import BodyRenderer, BodySettings, CommentRenderer
from diptych.site.cards import Typeset
from diptych.site.index import Site
from diptych.site.references import Resolver
from diptych.site.resolve import ArticleResolver, abridged

Tick = Callable[[int, int], None]
"""Hears how many of how many are done."""


def body_settings(config: Config, locale: str, catalogue: Catalogue) -> BodySettings:
    """Return how the bodies of one language are set, in the words of the theme's catalogue."""
    return BodySettings(
        tag=config.languages[locale].tag,
        locale=locale,
        toc_depth=config.markdown.toc_depth,
        base_path=config.base_path,
        words=body_words(catalogue),
    )


class BodyTask(Struct, frozen=True):
    """One manuscript to render: an article's, or a comment's; `name` is that of the body."""

    name: str
    locale: str
    manuscript: Manuscript
    is_comment: bool = False


class BodyDesk(Struct, frozen=True):
    """What all bodies are rendered with; `settings` by language. It may travel, as plain data."""

    site: Site
    settings: Mapping[str, BodySettings]
    typeset: Typeset


class BodyRoom:
    """Renders bodies one after the other; makes the renderers of each language once."""

    def __init__(self, desk: BodyDesk) -> None:
        self._desk = desk
        self._articles = {name: BodyRenderer(own) for name, own in desk.settings.items()}
        self._comments = {name: CommentRenderer(own) for name, own in desk.settings.items()}

    def render(self, task: BodyTask) -> Result[Body | None]:
        """Return a finished body; None when it cannot be rendered, as the problems say."""
        if task.is_comment:
            return self._comments[task.locale].render(task.manuscript)
        return self._articles[task.locale].render(task.manuscript, self.resolver(task))

    def resolver(self, task: BodyTask) -> Resolver:
        """Return what an article's links and images are looked up with."""
        site = self._desk.site
        return ArticleResolver(site, site.articles[task.name], self._desk.typeset)


def body_desk(site: Site, settings: Mapping[str, BodySettings], typeset: Typeset) -> BodyDesk:
    """Return what the bodies of a site are rendered with."""
    return BodyDesk(abridged(site), settings, typeset)


def body_tasks(site: Site, manuscripts: Mapping[str, Manuscript]) -> tuple[BodyTask, ...]:
    """Return the bodies of all shown articles, then those of the comments on them."""
    articles = (
        BodyTask(name, article.locale, manuscripts[name])
        for name, article in sorted(site.articles.items())
    )
    comments = (
        BodyTask(comment.body_id, comment.locale, manuscripts[comment.body_id], is_comment=True)
        for key in sorted(site.comments)
        if key in site.stories
        for comment in site.comments[key]
    )
    return (*articles, *comments)
