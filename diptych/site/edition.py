"""An edition: the site as it goes to press, everything that questions are answered from."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from diptych.model.asset import Asset
from diptych.model.body import Body
from diptych.site.answers import Card
from diptych.site.cards import Typeset
from diptych.site.index import Site
from diptych.site.pages import Page
from diptych.site.related import Kindred


class Edition(Struct, frozen=True, kw_only=True):
    """The index, the plan, the finished bodies and cards, and the theme's own files.

    `directory` is the index without the words of its articles, to be asked first of the two.
    `bodies` also holds the comments', by `Comment.body_id`; `theme` maps source paths of the
    theme's files (`theme/style.css`) to where they are published; `catalogues` has the digest
    of each language's. `neighbours` are the older and the newer article around each dated one in
    its language, empty where there is none; `kindred` is what the stories of each language are
    compared by. `calendar` holds what changes with the clock alone: `today` (ISO 8601), and
    `recent`, the ids of the latest news. `lately` names what was corrected and commented on last.
    """

    site: Site
    directory: Site
    plan: Sequence[Page]
    bodies: Mapping[str, Body]
    cards: Mapping[str, Card]
    theme: Mapping[str, Asset]
    catalogues: Mapping[str, str]
    neighbours: Mapping[str, tuple[str, str]]
    kindred: Mapping[str, Kindred]
    calendar: Mapping[str, tuple[str, ...]]
    lately: Mapping[str, tuple[str, ...]]
    typeset: Typeset

    def set(self, text: str, locale: str) -> str:
        """Return a plain text typeset in a language of the magazine."""
        return self.typeset(text, self.site.config.languages[locale].tag)
