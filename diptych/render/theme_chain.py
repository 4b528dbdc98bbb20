"""The chain of folders a theme is made of, nearest first.

For a name: the site's folder, the parent that its theme.toml names, the packaged folder, and that
one's parent. Knows nothing of what is in the folders beside theme.toml.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from diptych.model.problem import Exit, Place, Problem, Result, config_error, error, warning
from diptych.paths import UnsafePath, safe_join
from diptych.read.located import Scalar
from diptych.read.toml import read_toml

SETTINGS = "theme.toml"
KEYS = ("name", "parent")


class Layer(Struct, frozen=True):
    """One folder of a theme; `shown` is how problems name it, relative to the site it is in."""

    folder: Path
    shown: str

    def place(self, relative: str, line: int = 0, column: int = 0) -> Place:
        """Return where something stands in a file of the folder."""
        return Place(f"{self.shown}/{relative}", line, column)


def find_chain(root: Path, name: str, packaged: Path, place: Place) -> Result[tuple[Layer, ...]]:
    """Return the folders in which the files of theme `name` are looked up, nearest first.

    `place` is where the theme is named. Empty when the theme is unknown; a parent that is unknown
    or leads back is a problem, and the chain goes on without it.
    """
    shelves = [root / "themes"]
    if packaged.resolve() != shelves[0].resolve():
        shelves.append(packaged)
    walk = _Walk(root, tuple(shelves))
    walk.visit(name, place, ())
    return Result(tuple(walk.layers), tuple(walk.problems))


class _Walk:
    """The walk up from one theme: what it found and what is wrong so far."""

    def __init__(self, root: Path, shelves: tuple[Path, ...]) -> None:
        self.root = root
        self.shelves = shelves
        self.layers: list[Layer] = []
        self.problems: list[Problem] = []

    def visit(self, name: str, place: Place, below: tuple[str, ...]) -> None:
        if name in below:
            names = " > ".join((*below[below.index(name) :], name))
            self.problems.append(config_error("theme-cycle", place, themes=names))
            return
        folders = [folder for shelf in self.shelves if (folder := _folder(shelf, name))]
        if not folders:
            code = "unknown-parent-theme" if below else "unknown-theme"
            known = ", ".join(self._nearest(name)) or "-"
            self.problems.append(config_error(code, place, theme=name, known=known))
        for folder in folders:
            layer = Layer(folder, _shown(folder, self.root))
            if layer in self.layers:
                continue
            self.layers.append(layer)
            parent, parent_place = self._parent(layer)
            if parent:
                self.visit(parent, parent_place, (*below, name))

    def _parent(self, layer: Layer) -> tuple[str, Place]:
        """Return the name of a layer's parent, empty if it has none, and where it stands."""
        place = layer.place(SETTINGS)
        try:
            data = safe_join(layer.folder, SETTINGS).read_bytes()
        except FileNotFoundError:
            return "", place
        except UnsafePath:
            self.problems.append(error("theme-unsafe-file", place))
            return "", place
        table, faults = read_toml(data, place.path)
        self.problems += [replace(fault, exit=Exit.USAGE) for fault in faults]
        parent = ""
        for entry in table.entries if table else ():
            value = entry.value.value if isinstance(entry.value, Scalar) else None
            if entry.key not in KEYS:
                known = ", ".join(KEYS)
                self.problems.append(
                    warning("theme-unknown-key", entry.place, key=entry.key, known=known)
                )
            elif not isinstance(value, str):
                self.problems.append(config_error("theme-not-a-name", entry.place, key=entry.key))
            elif entry.key == "parent":
                parent, place = value, entry.place
        return parent, place

    def _nearest(self, name: str) -> Iterator[str]:
        """Yield the themes there are, those spelt like `name` first."""
        known = {
            folder.name
            for shelf in self.shelves
            if shelf.is_dir()
            for folder in shelf.iterdir()
            if folder.is_dir() and not folder.name.startswith(".")
        }
        alike = get_close_matches(name, sorted(known), n=3)
        yield from alike
        yield from sorted(known.difference(alike))


def _folder(shelf: Path, name: str) -> Path | None:
    if "/" in name or name.startswith("."):
        return None
    try:
        folder = safe_join(shelf, name)
    except UnsafePath:
        return None
    return folder if folder.is_dir() else None


def _shown(folder: Path, root: Path) -> str:
    base = root.resolve()
    return (folder.relative_to(base) if folder.is_relative_to(base) else folder).as_posix()
