"""Bodies: every manuscript of the site, each to be rendered exactly once.

Lists articles, then comments, and gives each the renderer of its language and a resolver of its
own. A task is plain data in, a body is plain data out, so that any process can do it. Markdown is
`markup`'s affair, links are the resolver's.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from msgspec import Struct

from diptych.model.article import Manuscript, SourceText
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


class BodyOrder(Struct, frozen=True):
    """One body to be had, of whatever role, by its name; its text is fetched if it is wanted."""

    name: str
    locale: str
    text: SourceText
    role: Role = "article"

    def task(self, manuscript: Manuscript) -> "BodyTask":
        """Return what is to be done once the text is here."""
        return BodyTask(self.name, self.locale, manuscript, self.role)


class BodyTask(Struct, frozen=True):
    """One manuscript to render; `name` is that of the body."""

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

    def resolver(self, path: str, locale: str) -> Resolver:
        """Return what the links and images of the text at a path are looked up with."""
        return ArticleResolver(self.site, path, locale, self.typeset)


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
        resolver = _Listening(self._desk.resolver(task.manuscript.path, task.locale))
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


def body_orders(
    site: Site, texts: Mapping[str, SourceText], set_aside: Iterable[tuple[str, SourceText]]
) -> tuple[BodyOrder, ...]:
    """Return the bodies of all shown articles, of the comments on them, and of what was set aside.

    `set_aside` pairs the texts of faulty panels with their languages.
    """
    articles = (
        BodyOrder(name, article.locale, texts[name])
        for name, article in sorted(site.articles.items())
    )
    comments = (
        BodyOrder(comment.body_id, comment.locale, texts[comment.body_id], "comment")
        for key in sorted(site.comments)
        if key in site.stories
        for comment in site.comments[key]
    )
    others = (BodyOrder(text.path, locale, text, "set-aside") for locale, text in set_aside)
    return (*articles, *comments, *others)
