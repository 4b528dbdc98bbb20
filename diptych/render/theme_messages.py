"""What a theme's templates say, as its translators need it: each message with where and why.

Comments for translators are template comments that begin with `NOTE:`.
"""

from collections.abc import Iterator
from io import BytesIO

from jinja2.ext import babel_extract
from msgspec import Struct

from diptych.render.i18n_catalogue import Key
from diptych.render.theme_inspection import GETTEXT, as_message

NOTE = "NOTE:"

_OPTIONS = {
    "newstyle_gettext": "true",
    "trimmed": "true",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "silent": "false",
}


class Saying(Struct, frozen=True):
    """One place where a template says a message; `note` is for its translators."""

    key: Key
    plural: str
    line: int
    note: str


def sayings(text: str) -> Iterator[Saying]:
    """Yield the messages of a template in the order of its lines.

    Raises jinja2.TemplateSyntaxError, a ValueError of Jinja's, for one that cannot be parsed.
    """
    found = babel_extract(BytesIO(text.encode()), GETTEXT, (NOTE,), _OPTIONS)
    for line, function, strings, notes in found:
        message = as_message(line, function, strings)
        if message is not None:
            yield Saying(message.key, message.plural, line, " ".join(" ".join(notes).split()))
