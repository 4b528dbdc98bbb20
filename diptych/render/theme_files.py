"""The files of a theme, found through its chain: for each name, the nearest one.

Reads templates and catalogues as bytes and text, and only lists static files. Knows nothing of
what they mean; a symbolic link that leaves its folder is refused, a hidden or backup file ignored.
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from diptych.model.problem import Problem, Result, error
from diptych.paths import UnsafePath, safe_join
from diptych.render.i18n_catalogue import CatalogueFile
from diptych.render.theme_chain import Layer
from diptych.render.theme_statics import STATIC_PREFIX, Source, minified


class Template(Struct, frozen=True):
    """A template's text; `path` is how problems name it.

    A style sheet or script among templates is there to be included in pages, and is minified.
    """

    path: str
    text: str
    digest: str


class ThemeFiles(Struct, frozen=True, kw_only=True):
    """What the chain holds: templates by name, catalogues by stem, `statics` by source path.

    A stem's catalogues stand farthest ancestor first, ready to be overlaid.
    """

    templates: Mapping[str, Template]
    catalogues: Mapping[str, tuple[CatalogueFile, ...]]
    statics: Mapping[str, Source]


def read_files(chain: tuple[Layer, ...]) -> Result[ThemeFiles]:
    """Read what a theme's chain holds."""
    problems: list[Problem] = []
    templates: dict[str, Template] = {}
    catalogues: dict[str, tuple[CatalogueFile, ...]] = {}
    statics: dict[str, Source] = {}
    for layer in chain:
        for relative, path in _inside(layer, "templates", problems):
            name = relative.removeprefix("templates/")
            if name in templates:
                continue
            data = path.read_bytes()
            try:
                text = data.decode("utf-8-sig")
            except UnicodeDecodeError as fault:
                place = layer.place(relative, data.count(b"\n", 0, fault.start) + 1)
                byte = f"0x{data[fault.start]:02X}"
                problems.append(error("not-utf-8", place, byte=byte))
                continue
            digest = hashlib.blake2b(data, digest_size=16).hexdigest()
            templates[name] = Template(layer.place(relative).path, minified(name, text), digest)
        for relative, path in _inside(layer, "locale", problems):
            if path.suffix == ".po":
                file = CatalogueFile(layer.place(relative).path, path.read_bytes())
                stem = path.stem.replace("_", "-").lower()
                catalogues[stem] = (file, *catalogues.get(stem, ()))
        for relative, path in _inside(layer, "static", problems):
            name = f"{STATIC_PREFIX}/{relative.removeprefix('static/')}"
            statics.setdefault(name, Source(path, layer.place(relative).path))
    return Result(
        ThemeFiles(
            templates=templates,
            catalogues=catalogues,
            statics=statics,
        ),
        tuple(problems),
    )


def _inside(layer: Layer, folder: str, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    """Yield the files below a folder of the layer, by name, each with its path to read."""
    top = layer.folder / folder
    for found in sorted(top.rglob("*")):
        relative = found.relative_to(layer.folder).as_posix()
        if _ignored(found.relative_to(top)):
            continue
        try:
            path = safe_join(layer.folder, relative)
        except UnsafePath:
            problems.append(error("theme-unsafe-file", layer.place(relative)))
            continue
        if path.is_file():
            yield relative, path


def _ignored(relative: Path) -> bool:
    return any(part.startswith((".", "#")) or part.endswith("~") for part in relative.parts)
