"""The theme's words that bodies show, and where they stand in its catalogues.

No page's template says them: a template of their own, `body-words.html`, tells translators.
"""

from collections.abc import Mapping
from types import MappingProxyType

from diptych.render.i18n_catalogue import Catalogue
from diptych.render.markup import BodyWords

CONTEXT = "body"
"""The message context of all of them."""

MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "note": "Note",
        "tip": "Tip",
        "warning": "Warning",
        "watch_video": "Watch the video",
        "footnotes": "Footnotes",
        "back_to_text": "Back to the text",
        "read_also": "Read also",
        "permalink": "Link to this section",
    }
)
"""Each of the words by its name in `BodyWords`."""


def body_words(catalogue: Catalogue) -> BodyWords:
    """Return the words of bodies in the language of a catalogue."""
    return BodyWords(
        **{name: catalogue.gettext(message, CONTEXT) for name, message in MESSAGES.items()}
    )
