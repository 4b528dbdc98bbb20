"""The sources of tests/sites/newsroom as an editor handles them: panels, registries, templates.

Every method leaves a site that can be built as well as it could be before, but for links to what
is no more. Whatever an edit needs and is not there is written first, so that each can always be
made.
"""

import json
import re
import tomllib

from tests.oddities import png

HOMES = {
    "bridge": "startups",
    "shore": "startups",
    "tide": "culture",
    "lamp": "culture",
    "eclipse": "culture",
}
"""The stories, and the folders that they are written in."""

NEW_TERM = {"tags": {"label": "Nouveau"}, "authors": {"name": "Nouveau"}}
NEW_PANEL = "---\ntitle: Nouveau\ndate: 2026-05-12\n---\nDu texte.\n"


class Sources:
    """The folder of one site."""

    def __init__(self, folder):
        self.folder = folder
        self.content = folder / "content"
        self.theme = folder / "themes/zellige"

    def panel(self, name):
        """Return the file of `STORY.LOCALE`, whatever it is called now; write it if need be."""
        story, locale = name.split(".")
        files = (f"*/{story}*/index.{locale}.md", f"*/{story}*.{locale}.md")
        found = [path for pattern in files for path in self.content.glob(pattern)]
        if found:
            return found[0]
        bundle = next(iter(sorted(self.content.glob(f"*/{story}*/"))), None)
        path = self.content / HOMES[story] / f"{story}.{locale}.md"
        if bundle and bundle.is_dir():
            path = bundle / f"index.{locale}.md"
        path.write_text(NEW_PANEL, encoding="utf-8")
        return path

    def front(self, path, field, value):
        """Set a field of a front matter to what it is in YAML; None takes it away."""
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        lines = [line for line in front.splitlines() if not line.startswith(f"{field}:")]
        if value is not None:
            lines.append(f"{field}: {value}")
        path.write_text("---\n" + "\n".join(lines) + f"\n---\n{body}", encoding="utf-8")

    def body(self, path, text):
        front = path.read_text(encoding="utf-8").rpartition("---\n")
        path.write_text(f"{front[0]}{front[1]}{text}\n", encoding="utf-8")

    def rename(self, panel):
        """Give a panel another name; one in a folder of its own takes the whole folder along."""
        path = self.panel(panel)
        story = panel.split(".")[0]
        is_bundle = path.name.startswith("index.")
        old = path.parent if is_bundle else path
        name = old.name
        new = name.replace("-two", "") if "-two" in name else name.replace(story, f"{story}-two")
        if not (old.parent / new).exists():
            old.rename(old.parent / new)

    def terms(self, kind):
        """Return a registry: `tags` or `authors`."""
        return tomllib.loads((self.content / f"{kind}.toml").read_text(encoding="utf-8"))

    def register(self, kind, term, **fields):
        """Declare a term, or change what is said of it."""
        terms = self.terms(kind)
        terms[term] = {**NEW_TERM[kind], **terms.get(term, {}), **fields}
        self._write_terms(kind, terms)

    def strike(self, kind, term):
        """Take a term out of its registry and out of every story."""
        terms = self.terms(kind)
        terms.pop(term, None)
        self._write_terms(kind, terms)
        for path in self.content.rglob("*.md"):
            text = path.read_text(encoding="utf-8")
            line = re.search(rf"^{kind}: \[(.*)\]$", text, re.MULTILINE)
            if line:
                kept = [name for name in line[1].split(", ") if name and name != term]
                self.front(path, kind, f"[{', '.join(kept)}]")

    def assign(self, path, kind, names):
        """Give a panel its tags or authors, declaring those that are not."""
        for name in names:
            if name not in self.terms(kind):
                self.register(kind, name)
        self.front(path, kind, f"[{', '.join(names)}]")

    def comments(self):
        """Return the folder of the comments on the bridge, and their files."""
        folder = self.panel("bridge.fr").parent / "comments"
        folder.mkdir(exist_ok=True)
        return folder, sorted(folder.iterdir())

    def pictures(self):
        """Return the pictures that stand beside the bridge."""
        return sorted(self.panel("bridge.fr").parent.glob("*.png"))

    def setting(self, table, key, value):
        """Set a line of a table of the configuration (empty: of none), if it has such a line."""
        file = self.folder / "config.toml"
        head, mark, rest = file.read_text(encoding="utf-8").partition(f"[{table}]\n")
        if not table:
            head, mark, rest = "", "", head
        rest = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", rest, count=1)
        file.write_text(head + mark + rest, encoding="utf-8")

    def _write_terms(self, kind, terms):
        text = "".join(f"[{term}]\n{_lines(terms[term])}" for term in terms)
        (self.content / f"{kind}.toml").write_text(text, encoding="utf-8")


def picture(width, height):
    """Return a grey PNG that is whole."""
    return png(width, height, (b"\0" + b"\x80" * width) * height)


def _lines(fields):
    return "".join(f"{key} = {_value(fields[key])}\n" for key in fields)


def _value(value):
    if isinstance(value, dict):
        inside = ", ".join(f"{key} = {_value(value[key])}" for key in value)
        return f"{{ {inside} }}"
    return json.dumps(value, ensure_ascii=False)
