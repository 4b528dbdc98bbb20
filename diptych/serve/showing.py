"""What the preview shows at a moment, and the words it does so with: frozen data.

`Showing` is replaced whole when a build ends, so that whoever reads it reads one moment.
"""

from collections.abc import Mapping

from msgspec import Struct

from diptych.site.states import Withheld


class Trouble(Struct, frozen=True):
    """One error as the author reads it; `href` opens the place in an editor, if one is known."""

    place: str
    code: str
    message: str
    fix: str
    href: str = ""


class Overlay(Struct, frozen=True):
    """Everything that keeps a build from being shown, in the author's language."""

    lang: str
    heading: str
    note: str
    close: str
    problems: tuple[Trouble, ...]


class Wording(Struct, frozen=True, kw_only=True):
    """The author's words for what the preview adds, in the language `lang`."""

    lang: str
    waiting: str
    edit: str
    copied: str


class Settings(Struct, frozen=True):
    """What the preview wants to know of a site's settings.

    `base` is the path that the site stands below, `tags` are those of its languages (BCP 47).
    """

    base: str = "/"
    tags: Mapping[str, str] = {}


class Showing(Struct, frozen=True, kw_only=True):
    """What is on show.

    `edition` names what was built, and changes with it; empty until a first build has come to its
    end.
    """

    edition: str = ""
    settings: Settings = Settings()
    overlay: Overlay | None = None
    previewed: tuple[Withheld, ...] = ()
