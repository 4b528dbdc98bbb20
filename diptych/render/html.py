"""HTML pages: a page, the View and a theme to bytes.

Picks the template and hands it what it may ask: the page, the View, and the words of the page's
language. Pages of no single language get the default one's words, and `words` for the others. What
many pages show alike is a fragment: a template that knows no page, rendered once for all of them.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from markupsafe import Markup

from diptych.model.problem import Result
from diptych.render.i18n_words import Words
from diptych.render.structured_data import structured_data
from diptych.render.theme import TEMPLATES, Theme
from diptych.render.theme_closures import Closure
from diptych.render.theme_sandbox import Offered
from diptych.site.pages import Page
from diptych.site.view import View


def render_html(page: Page, view: View, theme: Theme) -> Result[bytes]:
    """Return a page's HTML in UTF-8, empty beside an error that names the template's line."""
    site = view.site(page.locale)

    own = {"page": page, "structured_data": Description(page, view).structured_data}
    return theme.render(TEMPLATES[page.kind], _context(view, site.locale, theme) | own, page)


class Description(Offered):
    """What templates may use of one page."""

    def __init__(self, page: Page, view: View) -> None:
        self._page = page
        self._view = view

    def structured_data(self, names: Mapping[str, Markup]) -> Markup:
        """Return what the page tells search engines; `names` are those of sections."""
        plain = {word: name.unescape() for word, name in names.items()}
        return Markup(structured_data(self._page, self._view, plain))  # noqa: S704 - it is safe in a script


class Speech(Offered):
    """What templates may use of one language: its words, and what is made once in it."""

    def __init__(self, view: View, locale: str, theme: Theme) -> None:
        self._view = view
        self._locale = locale
        self._theme = theme

    def words(self, locale: str) -> Words:
        """Return the words of a language, this one or another."""
        return self._view.once(("words", locale), partial(_words, locale, self._theme))

    def fragment(self, template: str, **given: Any) -> Markup:
        """Return the HTML of a template, made once for the same language and things given."""
        name = ("fragment", template, self._locale, *given, *given.values())
        return self._view.once(name, partial(self._fragment, template, given))

    def _fragment(self, template: str, given: dict[str, Any], view: View) -> Markup:
        return self._theme.fragment(template, _context(view, self._locale, self._theme) | given)


def _context(view: View, locale: str, theme: Theme) -> dict[str, Any]:
    """Return what any template may use, whatever the page; it is not to be changed."""
    return view.once(("context", locale), partial(_context_of, locale, theme))


def _context_of(locale: str, theme: Theme, view: View) -> dict[str, Any]:
    speech = Speech(view, locale, theme)
    spoken = speech.words(locale)
    return {
        "view": view,
        "site": view.site(locale),
        "words": speech.words,
        "fragment": speech.fragment,
        "_": spoken.gettext,
        "gettext": spoken.gettext,
        "ngettext": spoken.ngettext,
        "pgettext": spoken.pgettext,
        "npgettext": spoken.npgettext,
    }


def _words(locale: str, theme: Theme, view: View) -> Words:
    view.catalogue(locale)  # heard, so that a page is known to speak this language
    return Words(theme.catalogues[locale], view.site(locale).tag)


def template_closure(page: Page, theme: Theme) -> Closure:
    """Return the templates that a page is made of, as names and digests; none for other kinds."""
    template = TEMPLATES.get(page.kind)
    return theme.closure(template) if template else ()
