"""Small themes on disk: all the templates a theme must have, empty but for those a test writes."""

from diptych.model.config import Locale
from diptych.render.theme import TEMPLATES, load_theme

LANGUAGES = {
    "fr": Locale(id="fr", tag="fr-FR", label="Français", title="Passerelle"),
    "en": Locale(id="en", tag="en-GB", label="English", title="Passerelle"),
}


def write(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, encoding="utf-8")


def complete(folder, templates=None, **files):
    """Write a theme that has all its templates."""
    written = dict.fromkeys(TEMPLATES.values(), "") | (templates or {})
    write(folder, {f"templates/{name}": text for name, text in written.items()} | files)


def load(tmp_path, name="plain", languages=None):
    packaged = tmp_path / "packaged"
    packaged.mkdir(exist_ok=True)
    return load_theme(tmp_path / "site", name, languages or LANGUAGES, packaged=packaged)


def told(result):
    """Return code, path and line of each problem."""
    return [(one.code, one.place.path, one.place.line) for one in result.problems]
