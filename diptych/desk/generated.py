"""The pages of docs/ that are made from the program's own data, so that they cannot be wrong.

`python -m diptych.desk.generated` writes docs/errors.md (every problem, from the tables of
messages), docs/questions.md (what templates may ask) and docs/schema/ (front matter and settings,
as JSON Schema for editors). With `--check` it changes nothing, names what is out of date and exits
1.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from diptych.desk.glossary import GlossaryFields
from diptych.desk.questions import questions_page
from diptych.messages import FALLBACK, languages, problem_tables, read_table
from diptych.read.schema import json_schema, json_schemas

DOCS = Path(__file__).parents[2] / "docs"

_HEAD = """\
# Problems, and how to mend them

<!-- Made by `make docs` from diptych/messages/: change the tables there, not this page. -->

Diptych tells every problem it finds in one run, each on one line of standard error:

    path:line:column: error|warning CODE what is wrong (how to mend it)

The code never changes; it is explained below. An error stops the build and leaves the output as it
was; a warning does not, unless the build is `--strict`.
"""
_MARKUP = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>"})


def pages() -> dict[str, str]:
    """Return every generated page by its path under docs/."""
    made = {"errors.md": errors_page(), "questions.md": questions_page()}
    glossary = json_schema(GlossaryFields, "Diptych glossary.toml")
    for name, schema in (*json_schemas().items(), ("glossary", glossary)):
        made[f"schema/{name}.json"] = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    return made


def errors_page() -> str:
    """Return the page of all problems, sorted by code."""
    entries = {code: entry for name in problem_tables() for code, entry in read_table(name).items()}
    sections = ("\n".join(_section(code, entries[code])) for code in sorted(entries))
    return "\n".join((_HEAD, *sections))


def _section(code: str, entry: Mapping[str, str]) -> Iterator[str]:
    yield f"## {code}\n"
    yield f"{entry['why']}\n"
    for language in (FALLBACK, *(each for each in languages() if each != FALLBACK)):
        message, fix = _shown(entry[language]), _shown(entry[f"fix_{language}"])
        yield f"- *{language}*: {message} ({fix})"
    yield ""


def _shown(text: str) -> str:
    """Return a message as Markdown that shows it: doubled braces stand for single ones."""
    return text.replace("{{", "{").replace("}}", "}").translate(_MARKUP)


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with `--check` only compare them; return the exit code."""
    made = pages()
    stale = [name for name, text in made.items() if _read(DOCS / name) != text]
    if "--check" in arguments:
        for name in stale:
            sys.stderr.write(f"docs/{name} is out of date: run `make docs`\n")
        return 1 if stale else 0
    for name in stale:
        (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
        (DOCS / name).write_text(made[name], encoding="utf-8")
        sys.stdout.write(f"docs/{name}\n")
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
