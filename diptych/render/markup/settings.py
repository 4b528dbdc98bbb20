"""What a renderer of bodies must be told: the language, and the theme's words in it.

Plain data, the same for all bodies of one language; it is part of the key under which a finished
body is kept. Knows neither Markdown nor catalogues.
"""

from msgspec import Struct


class BodyWords(Struct, frozen=True):
    """Words of the theme that bodies show, in the body's language and already typeset.

    `footnotes` names the list of notes, `back_to_text` the link from a note to its call,
    `permalink` the link of a heading to itself; readers' software speaks these three.
    """

    note: str
    tip: str
    warning: str
    watch_video: str
    footnotes: str
    back_to_text: str
    read_also: str
    permalink: str


class BodySettings(Struct, frozen=True):
    """How bodies of one language are set.

    `tag` is the BCP 47 tag that typography follows, `locale` the language's id; `toc_depth` is
    the deepest heading (2 to 6) kept for a table of contents; `base_path` is that of the site.
    """

    tag: str
    locale: str
    toc_depth: int
    words: BodyWords
    base_path: str
