"""The registries: tags.toml, authors.toml and series.toml under `content/`.

Knows their tables and completes names and slugs for every language of the magazine. Knows no
story: which terms are used is told by `terms`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple

from msgspec import Meta, Struct

from diptych.model.config import Config
from diptych.model.problem import Place, Problem, environment_error, error, warning
from diptych.model.slug import slugify
from diptych.model.taxonomy import Author, Registry, Series, Tag, Term
from diptych.paths import UnsafePath, safe_join
from diptych.read.decode import decode
from diptych.read.located import Table
from diptych.read.naming import CONTENT
from diptych.read.nearest import nearest
from diptych.read.slugs import slug_problem
from diptych.read.toml import LARGEST, read_toml

KINDS: Final = ("tags", "authors", "series")
"""The registries, named as their files and their fields of `Registry`."""

ByLocale = str | Mapping[str, str]


class TagFields(Struct, frozen=True, kw_only=True):
    """One tag."""

    label: Annotated[ByLocale, Meta(description="Its name, or one per language.")] = ""
    slug: Annotated[ByLocale, Meta(description="Its part of the URL; the id otherwise.")] = ""
    aliases: Annotated[tuple[str, ...], Meta(description="Other spellings: IA, A.I.")] = ()


class AuthorFields(Struct, frozen=True, kw_only=True):
    """One author."""

    name: Annotated[ByLocale, Meta(description="The name, or one per language.")] = ""
    slug: Annotated[ByLocale, Meta(description="The part of the URL; the id otherwise.")] = ""
    bio: Annotated[ByLocale, Meta(description="A few words, in each language.")] = ""
    links: Annotated[Mapping[str, str], Meta(description="Addresses by label.")] = {}
    avatar: Annotated[str, Meta(description="Path of a portrait under content/.")] = ""
    collective: Annotated[bool, Meta(description="A desk or a team, not a person.")] = False


class SeriesFields(Struct, frozen=True, kw_only=True):
    """One series."""

    label: Annotated[ByLocale, Meta(description="Its name, or one per language.")] = ""
    slug: Annotated[ByLocale, Meta(description="Its part of the URL; the id otherwise.")] = ""


SCHEMAS: Final[Mapping[str, type[Struct]]] = {
    "tags": TagFields,
    "authors": AuthorFields,
    "series": SeriesFields,
}


class Registries(NamedTuple):
    """The terms declared, faulty ones too; `present` are the kinds whose file could be read."""

    registry: Registry
    problems: tuple[Problem, ...]
    present: frozenset[str]


def read_registries(root: Path, config: Config) -> Registries:
    """Return the terms that the registries under `root` declare, and what is wrong with them."""
    read = {kind: _Reader(root, config, kind) for kind in KINDS}
    terms = {kind: reader.terms() for kind, reader in read.items()}
    return Registries(
        registry=Registry(**terms),
        problems=tuple(problem for reader in read.values() for problem in reader.problems),
        present=frozenset(kind for kind, reader in read.items() if reader.present),
    )


class _Reader:
    """Reads one registry."""

    def __init__(self, root: Path, config: Config, kind: str) -> None:
        self.problems: list[Problem] = []
        self.present = False
        self._content = root / CONTENT
        self._languages = tuple(config.languages)
        self._kind = kind
        self._path = f"{CONTENT}/{kind}.toml"
        self._schema: Any = Mapping[str, SCHEMAS[kind]]  # type: ignore[valid-type]

    def terms(self) -> dict[str, Any]:
        tree = self._tree()
        terms: dict[str, Any] = {}
        taken: dict[tuple[str, str], str] = {}
        for entry in tree.entries if tree else ():
            decoded = decode(Table((entry,), entry.place), self._schema)
            fields = (decoded.value or {}).get(entry.key)
            found = list(decoded.problems)
            if fields is not None:
                term = self._make(entry.key, fields)
                found += self._faults(term, fields, tree or Table((), entry.place), taken)
                terms[entry.key] = term
            self.problems += found
        return terms

    def _tree(self) -> Table | None:
        try:
            with (self._content / f"{self._kind}.toml").open("rb") as file:
                data = file.read(LARGEST + 1)
        except FileNotFoundError:
            return None
        except OSError as failure:
            reason = failure.strerror or type(failure).__name__
            self.problems.append(
                environment_error("unreadable-file", Place(self._path), reason=reason)
            )
            return None
        tree, problems = read_toml(data, self._path)
        self.present = tree is not None
        self.problems += problems
        return tree

    def _make(self, name: str, fields: Any) -> Term:
        if isinstance(fields, AuthorFields):
            return self._author(name, fields)
        labels, slugs = self._each(fields.label), self._slugs(name, fields.slug)
        if isinstance(fields, TagFields):
            return Tag(id=name, labels=labels, slugs=slugs, aliases=fields.aliases)
        return Series(id=name, labels=labels, slugs=slugs)

    def _author(self, name: str, fields: AuthorFields) -> Author:
        return Author(
            id=name,
            labels=self._each(fields.name),
            slugs=self._slugs(name, fields.slug),
            bios=self._each(fields.bio),
            links=fields.links,
            avatar=f"{CONTENT}/{fields.avatar}" if fields.avatar else "",
            collective=fields.collective,
        )

    def _each(self, value: str | Mapping[str, str]) -> dict[str, str]:
        """Return a text for each language that has one; a lone one is for all."""
        if isinstance(value, str):
            return dict.fromkeys(self._languages, value) if value else {}
        return {one: value[one] for one in self._languages if value.get(one)}

    def _slugs(self, name: str, value: str | Mapping[str, str]) -> dict[str, str]:
        return dict.fromkeys(self._languages, slugify(name)) | self._each(value)

    def _faults(
        self, term: Term, fields: Any, tree: Table, taken: dict[tuple[str, str], str]
    ) -> Iterator[Problem]:
        for field in fields.__struct_fields__:
            value = getattr(fields, field)
            if isinstance(value, Mapping) and field != "links":
                yield from self._language_faults(term.id, field, value, tree)
        slugs: dict[str, None] = {}
        for language, slug in term.slugs.items():
            at = tree.place_of(term.id, "slug", language)
            if slug not in slugs:
                problem = slug_problem(slug, at, term.label(language))
                if problem is not None:
                    yield problem
            slugs[slug] = None
            other = taken.setdefault((language, slug), term.id)
            if other != term.id:
                also = tree.place_of(other, "slug", language)
                yield error("duplicate-term-slug", at, also, slug=slug, name=term.id, other=other)
                break
        if isinstance(term, Author):
            yield from self._author_faults(term, tree)

    def _author_faults(self, term: Author, tree: Table) -> Iterator[Problem]:
        for label, address in term.links.items():
            if not address.startswith(("https://", "http://", "mailto:")):
                at = tree.place_of(term.id, "links", label)
                yield error("unsafe-author-link", at, address=address)
        if term.avatar and not self._has(term.avatar):
            at = tree.place_of(term.id, "avatar")
            path = term.avatar.removeprefix(f"{CONTENT}/")
            yield error("missing-avatar", at, path=path)

    def _language_faults(
        self, name: str, field: str, value: Mapping[str, str], tree: Table
    ) -> Iterator[Problem]:
        for language in value:
            if language not in self._languages:
                at = tree.place_of(name, field, language)
                near = nearest(language, self._languages) or self._languages[0]
                yield warning("unknown-term-language", at, language=language, near=near)

    def _has(self, path: str) -> bool:
        try:
            return safe_join(self._content, path.removeprefix(f"{CONTENT}/")).is_file()
        except (UnsafePath, OSError):
            return False
