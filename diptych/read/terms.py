"""Terms: the tags, authors and series that stories name, each under one id.

Knows how spellings meet: by the registry's ids, aliases, names and slugs, else by their own slug.
Terms that no registry declares are made here, named as the oldest story spells them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from diptych.model.problem import Place, Problem, error, warning
from diptych.model.slug import slugify
from diptych.model.taxonomy import Author, Registry, Series, Tag, Term
from diptych.read.registries import KINDS, Registries
from diptych.read.scalars import Text

_TYPES: Final[Mapping[str, type[Term]]] = {"tags": Tag, "authors": Author, "series": Series}
_UNREGISTERED: Final = {
    "tags": "unregistered-tag",
    "authors": "unregistered-author",
    "series": "unregistered-series",
}


class Mention(NamedTuple):
    """One naming of a term by a panel; `date` and `panel` tell which story is the oldest."""

    kind: str
    text: Text
    locale: str
    date: datetime
    panel: str


class Terms(NamedTuple):
    """All terms, declared and not, and the id that each spelling means.

    `ids` is keyed by kind and spelling; a spelling without an id has no letter to make one from.
    """

    registry: Registry
    ids: Mapping[tuple[str, str], str]
    problems: tuple[Problem, ...]

    def resolve(self, kind: str, texts: Iterable[Text]) -> tuple[str, ...]:
        """Return the ids that these spellings mean, each once, in their order."""
        found = (self.ids.get((kind, text.value)) for text in texts)
        return tuple(dict.fromkeys(name for name in found if name))


def gather_terms(registries: Registries, mentions: Sequence[Mention]) -> Terms:
    """Return the terms that the registries declare and those that only stories name.

    A kind without a registry file is quiet about unknown terms: a new site has none.
    """
    ids: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    registry: dict[str, Mapping[str, Any]] = {}
    for kind in KINDS:
        declared: Mapping[str, Term] = getattr(registries.registry, kind)
        known = _known(declared)
        strangers: dict[str, list[Mention]] = {}
        slugs: dict[str, str] = {}
        for mention in mentions:
            if mention.kind != kind:
                continue
            spelling = mention.text.value
            slug = slugs.get(spelling)
            if slug is None:
                slug = slugs[spelling] = slugify(spelling)
            name = declared[spelling].id if spelling in declared else known.get(slug, slug)
            ids[kind, spelling] = name
            if not slug:
                place = mention.text.place
                problems.append(error("term-without-slug", place, kind=kind, name=spelling))
            elif name not in declared:
                strangers.setdefault(name, []).append(mention)
        quiet = kind not in registries.present
        found = {name: _stranger(kind, name, uses) for name, uses in strangers.items()}
        for name, uses in strangers.items():
            problems.extend(_warnings(kind, name, uses, quiet=quiet))
        registry[kind] = {**declared, **found}
    return Terms(Registry(**registry), ids, tuple(problems))


def _known(declared: Mapping[str, Term]) -> dict[str, str]:
    known: dict[str, str] = {}
    for name, term in declared.items():
        aliases = term.aliases if isinstance(term, Tag) else ()
        for spelling in (*aliases, *term.labels.values(), *term.slugs.values()):
            known.setdefault(slugify(spelling), name)
    return known | {slugify(name): name for name in declared}


def _stranger(kind: str, name: str, uses: Sequence[Mention]) -> Term:
    oldest = min(uses, key=_age)
    labels = {oldest.locale: oldest.text.value.strip()}
    return _TYPES[kind](id=name, labels=labels, registered=False)


def _warnings(kind: str, name: str, uses: Sequence[Mention], *, quiet: bool) -> Iterable[Problem]:
    oldest = min(uses, key=_age)
    first: dict[str, Place] = {}
    for mention in sorted(uses, key=_age):
        first.setdefault(mention.text.value.strip(), mention.text.place)
    label = oldest.text.value.strip()
    if len(first) > 1:
        kept, *others = first
        places = tuple(first[one] for one in others)
        listed = ", ".join(others)
        yield warning(
            "merged-spellings", places[0], first[kept], *places[1:], kept=kept, others=listed
        )
    if not quiet:
        yield warning(_UNREGISTERED[kind], oldest.text.place, name=label, id=name)


def _age(mention: Mention) -> tuple[datetime, str]:
    return mention.date, mention.panel
