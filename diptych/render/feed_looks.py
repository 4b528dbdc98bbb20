"""What a feed looks like to somebody who opens it in a browser, and is not a feed reader.

The theme may bring a style sheet for feeds, and words that tell what one is for. Style sheets in
CSS, since browsers are giving up those in XSL.
"""

from msgspec import Struct

from diptych.render.theme import Theme
from diptych.site.pages import Page
from diptych.site.view import View

STYLE = "theme/feed.css"
"""The source path of the style sheet; a theme need not have one."""

CONTEXT = "feed"
MESSAGE = (
    "This is a web feed: give its address to a feed reader, and new stories will arrive there."
)
"""What a feed tells of itself, and the context of this message in catalogues."""


class Looks(Struct, frozen=True):
    """The address of a feed's style sheet, and what it tells those who read it by chance."""

    style: str
    about: str


def looks(page: Page, view: View, theme: Theme) -> Looks | None:
    """Return how a feed looks in a theme, None if that has no style for feeds."""
    if STYLE not in theme.sources:
        return None
    view.catalogue(page.locale)  # heard, so that the feed is known to speak this language
    about = theme.catalogues[page.locale].gettext(MESSAGE, CONTEXT)
    return Looks(view.asset(STYLE).url, about)
