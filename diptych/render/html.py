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
from diptych.site.answers import Card
from diptych.site.pages import Page
from diptych.site.view import View


def render_html(page: Page, view: View, theme: Theme) -> Result[bytes]:
    """Return a page's HTML in UTF-8, empty beside an error that names the template's line."""
    locale = view.site(page.locale).locale
    own = {"page": page, "structured_data": Description(page, view).structured_data}
    return theme.render(TEMPLATES[page.kind], {**_context(view, locale, theme), **own}, page)


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
        return self._view.once(("words", locale), partial(_words, self._view, locale, self._theme))

    def fragment(self, template: str, **given: Any) -> Markup:
        """Return the HTML of a template, made once for the same language and things given."""
        known = (_known(value) for value in given.values())
        name = ("fragment", template, self._locale, *given, *known)
        html = self._view.once(name, partial(self._fragment, template, given))
        return Markup(html.decode())  # noqa: S704 - a template has made it

    def macros(self, template: str) -> Any:
        """Return the macros of a template, and what else it sets, made once for a language."""
        name = ("macros", template, self._locale)
        return self._view.once(name, partial(self._macros, template))

    def _fragment(self, template: str, given: dict[str, Any]) -> bytes:
        return self._theme.fragment(template, {**self._shared(), **given}).encode()

    def _macros(self, template: str) -> Any:
        return self._theme.macros(template, self._shared())

    def _shared(self) -> Mapping[str, Any]:
        return _context(self._view, self._locale, self._theme)


def _known(value: object) -> object:
    """Return what a thing given is known by: a card, of which there are thousands, by its id."""
    return (Card, value.id) if isinstance(value, Card) else value


def _context(view: View, locale: str, theme: Theme) -> Mapping[str, Any]:
    """Return what any template may use, whatever the page: made once for each language."""
    return view.once(("context", locale), partial(_context_of, view, locale, theme))


def _context_of(view: View, locale: str, theme: Theme) -> Mapping[str, Any]:
    speech = Speech(view, locale, theme)
    spoken = speech.words(locale)
    return {
        "view": view,
        "site": view.site(locale),
        "words": speech.words,
        "fragment": speech.fragment,
        "macros": speech.macros,
        "_": spoken.gettext,
        "gettext": spoken.gettext,
        "ngettext": spoken.ngettext,
        "pgettext": spoken.pgettext,
        "npgettext": spoken.npgettext,
    }


def _words(view: View, locale: str, theme: Theme) -> Words:
    view.catalogue(locale)  # heard, so that a page is known to speak this language
    return Words(theme.catalogues[locale], view.site(locale).tag)


def template_closure(page: Page, theme: Theme) -> Closure:
    """Return the templates that a page is made of, as names and digests; none for other kinds."""
    template = TEMPLATES.get(page.kind)
    return theme.closure(template) if template else ()
