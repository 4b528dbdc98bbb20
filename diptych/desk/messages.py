"""`python -m diptych.desk.messages`: the catalogues of the themes in this checkout, kept complete.

Extracts what the templates say and updates every `locale/*.po` in place: translations stay, new
messages come in untranslated, those no longer said are marked obsolete. The output depends on the
templates and the catalogue alone. With `--check` it writes nothing, and fails if it would.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from diptych.paths import packaged_themes
from diptych.render.theme_messages import sayings

HEADER = "# Messages of the theme {theme}. Edit the translations; `make messages` does the rest."


def main(arguments: Sequence[str] | None = None, themes: Path | None = None) -> int:
    """Update or check all catalogues; return 1 when a check finds one out of date."""
    parser = argparse.ArgumentParser(prog="python -m diptych.desk.messages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail if out of date")
    options = parser.parse_args(arguments)
    stale = [
        (path, text)
        for theme in _themes(themes or packaged_themes())
        for path, text in updated_catalogues(theme)
        if path.read_bytes() != text
    ]
    for path, text in stale:
        if options.check:
            sys.stderr.write(f"{path}: out of date (run make messages)\n")
        else:
            path.write_bytes(text)
    return 1 if options.check and stale else 0


def updated_catalogues(theme: Path) -> Iterable[tuple[Path, bytes]]:
    """Return each .po file of a theme with what it should hold."""
    template = extracted(theme)
    for path in sorted((theme / "locale").glob("*.po")):
        yield path, updated(path.read_bytes(), template, theme.name)


def extracted(theme: Path) -> Catalog:
    """Return what a theme's templates say, in the order of files and lines."""
    catalog = Catalog(fuzzy=False)
    templates = theme / "templates"
    for path in sorted(templates.rglob("*.html")):
        for saying in sayings(path.read_text(encoding="utf-8")):
            context, text = saying.key
            catalog.add(
                (text, saying.plural) if saying.plural else text,
                locations=[(path.relative_to(theme).as_posix(), saying.line)],
                auto_comments=[saying.note] if saying.note else (),
                context=context or None,
            )
    return catalog


def updated(data: bytes, template: Catalog, theme: str) -> bytes:
    """Return a .po file brought up to date with the messages of `template`.

    Lines are not kept as locations, so that moving a message within a template changes nothing.
    """
    old = read_po(BytesIO(data))
    header = old.mime_headers
    catalog = Catalog(locale=old.locale, fuzzy=False, header_comment=HEADER.format(theme=theme))
    catalog.mime_headers = [pair for pair in header if pair[0] in _KEPT]
    for message in (*old.obsolete.values(), *old):
        if message.id:
            message.locations = []
            catalog[message.id] = message
    catalog.update(template, no_fuzzy_matching=True)
    buffer = BytesIO()
    write_po(buffer, catalog, width=100, omit_header=True, include_lineno=False)
    fields = "".join(f'"{name}: {value}\\n"\n' for name, value in header if name in _KEPT)
    head = f'{HEADER.format(theme=theme)}\nmsgid ""\nmsgstr ""\n{fields}\n'
    return head.encode() + buffer.getvalue()


_KEPT = ("Language", "Plural-Forms", "Content-Type", "Content-Transfer-Encoding")


def _themes(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if (path / "templates").is_dir())


if __name__ == "__main__":
    raise SystemExit(main())
