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
    locale = view.site(page.locale).locale

    def described(names: Mapping[str, Markup]) -> Markup:
        plain = {word: name.unescape() for word, name in names.items()}
        return Markup(structured_data(page, view, plain))  # noqa: S704 - it is safe in a script

    context = _context(view, locale, theme)
    return theme.render(
        TEMPLATES[page.kind], {**context, "page": page, "structured_data": described}, page
    )


def _context(view: View, locale: str, theme: Theme) -> Mapping[str, Any]:
    """Return what any template may use, whatever the page: made once for each language."""
    return view.once(("context", locale), lambda: _made_context(view, locale, theme))


def _made_context(view: View, locale: str, theme: Theme) -> Mapping[str, Any]:

    def words(locale: str) -> Words:
        view.catalogue(locale)  # heard, so that a page is known to speak this language
        return Words(theme.catalogues[locale], view.site(locale).tag)

    def fragment(template: str, **given: Any) -> Markup:
        """Return the HTML of a template, made once for the same language and things given."""
        name = ("fragment", template, locale, *sorted(given.items(), key=itemgetter(0)))
        return view.once(name, lambda: theme.fragment(template, {**shared, **given}))

    def macros(template: str) -> Any:
        """Return the macros of a template, and what else it sets, made once for a language."""
        return view.once(("macros", template, locale), lambda: theme.macros(template, shared))

    spoken = words(locale)
    shared: dict[str, Any] = {
        "view": view,
        "site": view.site(locale),
        "words": words,
        "fragment": fragment,
        "macros": macros,
        "_": spoken.gettext,
        "gettext": spoken.gettext,
        "ngettext": spoken.ngettext,
        "pgettext": spoken.pgettext,
        "npgettext": spoken.npgettext,
    }
    return shared


def template_closure(page: Page, theme: Theme) -> Closure:
    """Return the templates that a page is made of, as names and digests; none for other kinds."""
    template = TEMPLATES.get(page.kind)
    return theme.closure(template) if template else ()
