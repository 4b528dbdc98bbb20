"""Bodies: every manuscript of the site, each to be rendered exactly once.

Lists articles, then comments, and gives each the renderer of its language and a resolver of its
own. A task is plain data in, a body is plain data out, so that any process can do it. Markdown is
`markup`'s affair, links are the resolver's.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from msgspec import Struct

from diptych.model.article import Manuscript
from diptych.model.body import Body
from diptych.model.config import Config
from diptych.model.problem import Problem
from diptych.render.body_words import body_words
from diptych.render.i18n_catalogue import Catalogue
from diptych.render.markup import BodyRenderer, BodySettings, CommentRenderer
from diptych.site.cards import Typeset
from diptych.site.index import Site
from diptych.site.references import Illustration, Reference, Resolver, Unresolved
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


Role = Literal["article", "comment", "set-aside"]
"""Whose a body is; one that was set aside is rendered for its problems alone."""

Meaning = tuple[str, str, Reference | Illustration | Unresolved]
"""What a link or an image (`link`, `image`) turned out to be: its kind, its target, the answer."""


class BodyTask(Struct, frozen=True):
    """One manuscript to render; `name` is that of the body, of whatever role."""

    name: str
    locale: str
    manuscript: Manuscript
    role: Role = "article"


class Composed(Struct, frozen=True):
    """A finished body, None if it cannot be rendered, as the problems say.

    `meanings` is all that its text asked a resolver, in the order first asked.
    """

    body: Body | None
    problems: tuple[Problem, ...] = ()
    meanings: tuple[Meaning, ...] = ()


class BodyDesk(Struct, frozen=True):
    """What all bodies are rendered with; `settings` by language. It may travel, as plain data."""

    site: Site
    settings: Mapping[str, BodySettings]
    typeset: Typeset

    def resolver(self, task: BodyTask) -> Resolver:
        """Return what the links and images of a text are looked up with."""
        path = task.manuscript.path
        return ArticleResolver(self.site, path, task.locale, self.typeset)


class BodyRoom:
    """Renders bodies one after the other; makes the renderers of each language once."""

    def __init__(self, desk: BodyDesk) -> None:
        self._desk = desk
        self._articles = {name: BodyRenderer(own) for name, own in desk.settings.items()}
        self._comments = {name: CommentRenderer(own) for name, own in desk.settings.items()}

    def render(self, task: BodyTask) -> Composed:
        """Return what becomes of a manuscript."""
        if task.role == "comment":
            return Composed(*self._comments[task.locale].render(task.manuscript))
        resolver = _Listening(self._desk.resolver(task))
        body, problems = self._articles[task.locale].render(task.manuscript, resolver)
        return Composed(body, problems, resolver.meanings)


class _Listening:
    """A resolver that notes what it was asked and what it answered."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._heard: dict[tuple[str, str], Meaning] = {}

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        return tuple(self._heard.values())

    def link(self, target: str) -> Reference | Unresolved:
        answer = self._resolver.link(target)
        self._heard.setdefault(("link", target), ("link", target, answer))
        return answer

    def image(self, source: str) -> Illustration | Unresolved:
        answer = self._resolver.image(source)
        self._heard.setdefault(("image", source), ("image", source, answer))
        return answer


def body_desk(site: Site, settings: Mapping[str, BodySettings], typeset: Typeset) -> BodyDesk:
    """Return what the bodies of a site are rendered with."""
    return BodyDesk(abridged(site), settings, typeset)


def body_tasks(
    site: Site, manuscripts: Mapping[str, Manuscript], set_aside: Iterable[tuple[str, Manuscript]]
) -> tuple[BodyTask, ...]:
    """Return the bodies of all shown articles, of the comments on them, and of what was set aside.

    `set_aside` pairs the texts of faulty panels with their languages.
    """
    articles = (
        BodyTask(name, article.locale, manuscripts[name])
        for name, article in sorted(site.articles.items())
    )
    comments = (
        BodyTask(comment.body_id, comment.locale, manuscripts[comment.body_id], "comment")
        for key in sorted(site.comments)
        if key in site.stories
        for comment in site.comments[key]
    )
    others = (
        BodyTask(manuscript.path, locale, manuscript, "set-aside")
        for locale, manuscript in set_aside
    )
    return (*articles, *comments, *others)
