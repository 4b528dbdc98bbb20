"""Categories that stories name: those of config.toml, and those that only folders know."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from diptych.model.config import Category, CategoryText, Config
from diptych.model.problem import Problem, error, warning
from diptych.model.slug import slugify
from diptych.read.nearest import nearest
from diptych.read.scalars import Text


class Categories(NamedTuple):
    """The settings with every category in use, and the id that each way to name one means."""

    config: Config
    ids: Mapping[str, str]
    problems: tuple[Problem, ...]


def gather_categories(config: Config, uses: Sequence[Text]) -> Categories:
    """Return the settings completed by the categories that stories use.

    A use is a folder's name or a `category` field; it means a declared category by its id, one of
    its titles or slugs. Any other is a category named after itself, with one warning.
    """
    known: dict[str, str] = {}
    for name, category in config.categories.items():
        for text in category.texts.values():
            known.setdefault(slugify(text.title), name)
            known.setdefault(text.slug, name)
    known |= {slugify(name): name for name in config.categories}
    ids: dict[str, str] = {}
    added: dict[str, Category] = {}
    problems: list[Problem] = []
    for use in uses:
        if use.value in ids:
            continue
        slug = slugify(use.value)
        name = use.value if use.value in config.categories else known.get(slug, "")
        if not name and not slug:
            problems.append(error("category-without-slug", use.place, name=use.value))
            continue
        if not name:
            name = use.value
            added[name] = _named_after_itself(name, config)
            known[slug] = name
            near = nearest(name, tuple(config.categories))
            values = {"name": name, "near": near} if near else {"name": name}
            code = "misspelt-category" if near else "undeclared-category"
            problems.append(warning(code, use.place, **values))
        ids[use.value] = name
    if added:
        config = replace(config, categories={**config.categories, **added})
    return Categories(config, ids, tuple(problems))


def _named_after_itself(name: str, config: Config) -> Category:
    text = CategoryText(title=name, slug=slugify(name))
    return Category(id=name, texts=dict.fromkeys(config.languages, text))
