"""What a body's links and images turn out to be, and the one who can tell.

A resolver answers for one article: relative paths start at its file, and `story:key` means the
panel in its language, or the one that exists.
"""

from typing import Protocol

from msgspec import Struct

from diptych.model.problem import Severity
from diptych.site.answers import Picture


class Reference(Struct, frozen=True, kw_only=True):
    """Where a link leads.

    `href` is ready for the attribute. `url` is the site path to be checked against the plan, empty
    for other sites and for files. `locale` is set when the target is in another language than the
    body. `title` is that of the story it leads to, `asset` the source path of a file.
    """

    href: str
    url: str = ""
    locale: str = ""
    title: str = ""
    asset: str = ""


class Illustration(Struct, frozen=True, kw_only=True):
    """The picture that an image turns out to be; `asset` is its source path, empty if remote."""

    picture: Picture
    asset: str = ""


class Unresolved(Struct, frozen=True, kw_only=True):
    """Why a link or an image leads nowhere: the problem's code, gravity and values.

    An empty `code` says that another problem already tells the cause, so none is to be added.
    """

    code: str
    severity: Severity = "error"
    values: tuple[tuple[str, str], ...] = ()


class Resolver(Protocol):
    """Answers for the links and images of one body; targets come as the author wrote them."""

    def link(self, target: str) -> Reference | Unresolved:
        """Resolve the address of a link, its `#fragment` cut off; never empty, never external."""

    def image(self, source: str) -> Illustration | Unresolved:
        """Resolve the address of an image, local or remote."""
