"""HTML pages: a page, the View and a theme to bytes.

Picks the template and hands it what it may ask: the page, the View, and the words of the page's
language. Pages of no single language get the default one's words, and `words` for the others.
"""

from collections.abc import Mapping

from markupsafe import Markup

from diptych.model.problem import Result
from diptych.render.i18n_words import Words
from diptych.render.structured_data import structured_data
from diptych.render.theme import TEMPLATES, Theme
from diptych.render.theme_closures import Closure
from diptych.site.pages import Page
from diptych.site.view import View


def render_html(page: Page, view: View, theme: Theme) -> Result[bytes]:
    """Return a page's HTML in UTF-8, empty beside an error that names the template's line."""
    site = view.site(page.locale)

    def words(locale: str) -> Words:
        view.catalogue(locale)  # heard, so that a page is known to speak this language
        return Words(theme.catalogues[locale], view.site(locale).tag)

    def described(names: Mapping[str, Markup]) -> Markup:
        plain = {word: name.unescape() for word, name in names.items()}
        return Markup(structured_data(page, view, plain))  # noqa: S704 - it is safe in a script

    spoken = words(site.locale)
    context = {
        "page": page,
        "view": view,
        "site": site,
        "words": words,
        "structured_data": described,
        "_": spoken.gettext,
        "gettext": spoken.gettext,
        "ngettext": spoken.ngettext,
        "pgettext": spoken.pgettext,
        "npgettext": spoken.npgettext,
    }
    return theme.render(TEMPLATES[page.kind], context, page)


def template_closure(page: Page, theme: Theme) -> Closure:
    """Return the templates that a page is made of, as names and digests; none for other kinds."""
    template = TEMPLATES.get(page.kind)
    return theme.closure(template) if template else ()
