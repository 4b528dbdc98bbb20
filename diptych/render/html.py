"""HTML pages: a page, the View and a theme to bytes.

Picks the template and hands it what it may ask: the page, the View, and the words of the page's
language. Pages of no single language get the default one's words, and `words` for the others. What
many pages show alike is a fragment: a template that knows no page, rendered once for all of them.
"""

from collections.abc import Mapping
from operator import itemgetter
from typing import Any

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

    def described(names: Mapping[str, Markup]) -> Markup:
        plain = {word: name.unescape() for word, name in names.items()}
        return Markup(structured_data(page, view, plain))  # noqa: S704 - it is safe in a script

    context = _context(view, site.locale, theme)
    context |= {"page": page, "structured_data": described}
    return theme.render(TEMPLATES[page.kind], context, page)


def _context(view: View, locale: str, theme: Theme) -> dict[str, Any]:
    """Return what any template may use, whatever the page."""

    def words(locale: str) -> Words:
        view.catalogue(locale)  # heard, so that a page is known to speak this language
        return Words(theme.catalogues[locale], view.site(locale).tag)

    def fragment(template: str, **given: Any) -> Markup:
        """Return the HTML of a template, made once for the same language and things given."""
        name = ("fragment", template, locale, *sorted(given.items(), key=itemgetter(0)))
        return view.once(name, lambda view: _fragment(template, view, locale, theme, given))

    spoken = words(locale)
    return {
        "view": view,
        "site": view.site(locale),
        "words": words,
        "fragment": fragment,
        "_": spoken.gettext,
        "gettext": spoken.gettext,
        "ngettext": spoken.ngettext,
        "pgettext": spoken.pgettext,
        "npgettext": spoken.npgettext,
    }


def _fragment(
    template: str, view: View, locale: str, theme: Theme, given: dict[str, Any]
) -> Markup:
    return theme.fragment(template, _context(view, locale, theme) | given)


def template_closure(page: Page, theme: Theme) -> Closure:
    """Return the templates that a page is made of, as names and digests; none for other kinds."""
    template = TEMPLATES.get(page.kind)
    return theme.closure(template) if template else ()
