"""Bodies: a manuscript as HTML, with what pages and checks need to know of it."""

from msgspec import Struct


class Heading(Struct, frozen=True, array_like=True):
    """One heading of a body; `text` is plain and typeset, `id` is unique in the body."""

    level: int
    id: str
    text: str


class LinkOut(Struct, frozen=True, array_like=True):
    """A link within the site that a body holds, kept to be checked once every page is known.

    `url` is the path on the site without its base path (`/fr/startups/x/`), `fragment` the part
    behind `#`, `line` the file's line it stands on. `url` is empty for a link into the body itself.
    """

    url: str
    fragment: str
    line: int


class Gist(Struct, frozen=True, kw_only=True, array_like=True):
    """What the rest of the magazine needs to know of a body.

    `excerpt` is the plain text of the first paragraph; `words` counts words of prose, code left
    out; `anchors` are all ids in its HTML. `assets` are the site's own files that it links, or
    shows as they are; `pictures` those that it shows in other sizes. Both are source paths.
    """

    excerpt: str = ""
    words: int = 0
    links: tuple[LinkOut, ...] = ()
    anchors: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


class Body(Gist, frozen=True, kw_only=True, array_like=True):
    """What a manuscript becomes.

    `html` is sanitised and typeset; its addresses start with the site's base path.
    """

    html: str
    headings: tuple[Heading, ...] = ()

    @property
    def gist(self) -> Gist:
        """All of it but what only its own page shows."""
        return Gist(
            excerpt=self.excerpt,
            words=self.words,
            links=self.links,
            anchors=self.anchors,
            assets=self.assets,
            pictures=self.pictures,
        )
