"""Bodies: every manuscript of the site, rendered exactly once.

Goes through articles, then comments, and gives each the renderer of its language and a resolver
of its own. Knows the order of the work; Markdown is `markup`'s affair, links are the resolver's.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain

from diptych.model.article import Manuscript
from diptych.model.body import Body
from diptych.model.config import Config
from diptych.model.problem import Problem, Result
from diptych.render.body_words import body_words
from diptych.render.i18n_catalogue import Catalogue
from diptych.render.markup import BodyRenderer, BodySettings, CommentRenderer
from diptych.site.cards import Typeset
from diptych.site.index import Site
from diptych.site.resolve import ArticleResolver

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


def render_bodies(
    site: Site,
    manuscripts: Mapping[str, Manuscript],
    settings: Mapping[str, BodySettings],
    typeset: Typeset,
    tick: Tick,
) -> Result[dict[str, Body]]:
    """Return the finished bodies of all shown articles and approved comments, by their names.

    One that cannot be rendered is missing from the result; the problems say why.
    """
    articles = {name: BodyRenderer(settings[name]) for name in settings}
    comments = {name: CommentRenderer(settings[name]) for name in settings}
    shown = [
        comment
        for key in sorted(site.comments)
        if key in site.stories
        for comment in site.comments[key]
    ]
    total = len(site.articles) + len(shown)
    rendered: Iterable[tuple[str, Result[Body | None]]] = chain(
        (
            (
                name,
                articles[article.locale].render(
                    manuscripts[name], ArticleResolver(site, article, typeset)
                ),
            )
            for name, article in sorted(site.articles.items())
        ),
        (
            (
                comment.body_id,
                comments[comment.locale].render(manuscripts[comment.body_id]),
            )
            for comment in shown
        ),
    )
    bodies: dict[str, Body] = {}
    problems: list[Problem] = []
    for done, (name, (body, found)) in enumerate(rendered, start=1):
        problems += found
        if body is not None:
            bodies[name] = body
        tick(done, total)
    return Result(bodies, tuple(problems))
