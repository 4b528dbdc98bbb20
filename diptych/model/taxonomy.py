"""What stories are filed under: tags, authors and series, and their names in each language."""

from collections.abc import Mapping

from msgspec import Struct


class Term(Struct, frozen=True, kw_only=True):
    """One thing that stories are filed under.

    `labels` and `slugs` are keyed by language id and may lack some; `registered` is False for a
    term that only front matter knows.
    """

    id: str
    labels: Mapping[str, str] = {}
    slugs: Mapping[str, str] = {}
    registered: bool = True

    def label(self, locale: str) -> str:
        """Return the term's name in a language, else its first name, else its id."""
        return self.labels.get(locale) or next(iter(self.labels.values()), self.id)

    def slug(self, locale: str) -> str:
        """Return the term's part of the URL in a language, else its id."""
        return self.slugs.get(locale) or self.id


class Tag(Term, frozen=True, kw_only=True):
    """A subject; `aliases` are other spellings that mean it."""

    aliases: tuple[str, ...] = ()


class Author(Term, frozen=True, kw_only=True):
    """Someone who signs, or a desk that does (`collective`).

    `links` maps labels to addresses, `avatar` is a source path (`content/...`).
    """

    bios: Mapping[str, str] = {}
    links: Mapping[str, str] = {}
    avatar: str = ""
    collective: bool = False


class Series(Term, frozen=True, kw_only=True):
    """Stories to be read in order."""


class Registry(Struct, frozen=True, kw_only=True):
    """The terms that the magazine declares, by id."""

    tags: Mapping[str, Tag] = {}
    authors: Mapping[str, Author] = {}
    series: Mapping[str, Series] = {}
