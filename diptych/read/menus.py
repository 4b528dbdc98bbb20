"""Menu entries of the settings: what each leads to, and what it is called."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from diptych.model.config import Menu, MenuEntry
from diptych.model.problem import Problem, Result, config_error
from diptych.read.located import Table
from diptych.read.nearest import nearest
from diptych.read.settings import MenuEntrySettings, Settings

SECTIONS: Final = ("home", "tags", "authors", "series", "archives")
"""Pages of every language that a menu may name."""

_ADDRESS = re.compile(r"(https?://[^\s/]|mailto:[^\s]|/(?!/))")
_MENUS: Final = ("header", "footer")


def build_menu(settings: Settings, tree: Table, content: Path) -> Result[Menu]:
    """Return the menus of the settings and what is wrong with their entries.

    An entry may name a folder of `content` that no category declares.
    """
    problems: list[Problem] = []
    menus: dict[str, tuple[MenuEntry, ...] | None] = {}
    known = (*SECTIONS, *settings.categories)
    for name in _MENUS:
        written = getattr(settings.menu, name)
        if written is None:
            continue
        entries = tuple(_entry(one) for one in written)
        for number, entry in enumerate(entries):
            for problem in _faults(entry, tuple(settings.languages), known, content):
                place = tree.place_of("menu", name, number)
                problems.append(config_error(problem[0], place, **problem[1]))
        menus[name] = entries
    return Result(Menu(**menus), tuple(problems))


def _entry(written: str | MenuEntrySettings) -> MenuEntry:
    if isinstance(written, str):
        return MenuEntry(target=written)
    return MenuEntry(target=written.url, labels=written.labels)


def _faults(
    entry: MenuEntry, languages: tuple[str, ...], known: tuple[str, ...], content: Path
) -> Iterator[tuple[str, dict[str, str]]]:
    target = entry.target
    named = target in known or (target.startswith("story:") and target != "story:")
    if _ADDRESS.match(target):
        missing = [one for one in languages if not entry.labels.get(one)]
        if missing:
            yield "menu-without-label", {"target": target, "languages": ", ".join(missing)}
    elif not named and not _is_folder(content, target):
        near = nearest(target, known) or "home"
        yield "unknown-menu-target", {"target": target, "near": near}
    for language in entry.labels:
        if languages and language not in languages:
            near = nearest(language, languages) or languages[0]
            yield "unknown-language", {"language": language, "near": near}


def _is_folder(content: Path, name: str) -> bool:
    return bool(name) and "/" not in name and "\0" not in name and (content / name).is_dir()
