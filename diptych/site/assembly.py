"""Assembly: everything that questions are answered from, put together once all bodies are known.

What follows from the index alone is worked out here: cards, neighbours, what stories are compared
by, what the clock decides. Knows no theme beyond the files and words it is handed.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from diptych.model.article import Article
from diptych.model.asset import Asset
from diptych.model.body import Body, Gist
from diptych.site.answers import Card
from diptych.site.cards import Typeset, make_cards
from diptych.site.directory import directory
from diptych.site.edition import Edition
from diptych.site.facts import calendar
from diptych.site.index import Site
from diptych.site.lately import lately
from diptych.site.listings import neighbours
from diptych.site.packed import packed
from diptych.site.pages import Page
from diptych.site.related import kindred


def assemble(  # noqa: PLR0913 - the pieces of an edition, each of another kind
    site: Site,
    plan: Sequence[Page],
    bodies: Mapping[str, Body],
    *,
    theme: Iterable[Asset] = (),
    catalogues: Mapping[str, str],
    typeset: Typeset,
    gists: Mapping[str, Gist],
) -> Edition:
    """Return the edition of a site whose bodies are finished.

    `theme` are the theme's own files, `catalogues` the digests of its words by language. Nobody
    asks any more where in its file something of an article stands.
    """
    cards = packed(Card, make_cards(site, gists, typeset))
    articles = ((name, replace(article, places={})) for name, article in site.articles.items())
    published = replace(
        site, articles=packed(Article, articles, lambda article: bool(article.extra))
    )
    return Edition(
        site=published,
        directory=directory(published),
        plan=plan,
        bodies=bodies,
        cards=cards,
        theme={asset.path: asset for asset in theme},
        catalogues=catalogues,
        neighbours=neighbours(site),
        kindred={locale: kindred(site, locale) for locale in site.config.languages},
        calendar=calendar(site),
        lately=lately(site),
        typeset=typeset,
    )
