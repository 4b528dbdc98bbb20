"""Words: a catalogue and a language's manners together, as templates speak them.

The functions are called as Jinja's new-style gettext calls them: values come by name and fill the
message's placeholders. Messages are the theme's and may hold markup; values are escaped.
"""

import datetime as dt
import re
from collections.abc import Iterable
from functools import partial

from markupsafe import Markup, escape
from msgspec import Struct, field

from diptych.render import i18n
from diptych.render.i18n_catalogue import Catalogue
from diptych.site.kept import Kept

SAID_KEPT = 512
"""How many messages as they were said are at hand: most are said on every page."""

_OTHER_THAN_TEXT = re.compile(r"%(?!%|\(\w+\)s)")
"""A placeholder that wants more than a text, such as `%(count)d`: nearly no message has one."""


class Words(Struct, frozen=True):
    """What is said in one language: its messages, and its way with dates, numbers and lists."""

    catalogue: Catalogue
    tag: str
    _said: Kept[Markup] = field(default_factory=partial(Kept, SAID_KEPT))

    def gettext(self, message: str, /, **values: object) -> Markup:
        """Return a message with its values filled in."""
        if values:
            return _filled(self.catalogue.gettext(message), values)
        said = self._said.get(message)
        if said is None:
            said = _filled(self.catalogue.gettext(message), values)
            self._said.put(message, said)
        return said

    def ngettext(self, singular: str, plural: str, number: int, /, **values: object) -> Markup:
        """Return the form that goes with a number; `%(num)s` is the number itself."""
        name = (singular, plural, number, *values.items())
        # Equal values of other types (markup among texts, 1.0 among numbers) may be said otherwise.
        is_plain = type(number) is int and all(type(value) is str for value in values.values())
        said = self._said.get(name) if is_plain else None
        if said is None:
            values = {"num": self.number(number), **values}
            said = _filled(self.catalogue.ngettext(singular, plural, number), values)
            if is_plain:
                self._said.put(name, said)
        return said

    def pgettext(self, context: str, message: str, /, **values: object) -> Markup:
        """Return a message as it is said in a context."""
        return _filled(self.catalogue.gettext(message, context), values)

    def npgettext(
        self, context: str, singular: str, plural: str, number: int, /, **values: object
    ) -> Markup:
        """Return the form that goes with a number, as it is said in a context."""
        values = {"num": self.number(number), **values}
        return _filled(self.catalogue.ngettext(singular, plural, number, context), values)

    def date(self, value: dt.date) -> Markup:
        """Return a day in full."""
        return i18n.long_date_markup(value, self.tag)

    def time(self, value: dt.datetime) -> str:
        """Return hours and minutes."""
        return i18n.clock_time(value, self.tag)

    def month(self, value: dt.date | str) -> str:
        """Return a month with its year."""
        return i18n.month(value, self.tag)

    def number(self, value: float) -> str:
        """Return a number as the language groups it."""
        return i18n.number(value, self.tag)

    def listed(self, items: Iterable[object]) -> Markup:
        """Return items as a list in running text."""
        return i18n.listed(items, self.tag)


def _filled(message: str, values: dict[str, object]) -> Markup:
    if "%" not in message:
        return Markup(message)  # noqa: S704 - catalogues are the theme's own markup
    if _OTHER_THAN_TEXT.search(message):
        return Markup(message) % values  # noqa: S704 - the same
    escaped = {name: escape(value) for name, value in values.items()}
    return Markup(message % escaped)  # noqa: S704 - the same
