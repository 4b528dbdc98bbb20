"""The Nu Html Checker (vnu) on every page, style sheet and drawing, in one Java process.

It knows how the checker is started and what it answers, not what good HTML is.
"""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from audits.figures import Figure, Finding, faults
from audits.missing import MissingError
from audits.output import Output

JAR = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
_CHECKED = ("*.html", "*.css", "*.svg")
_ERRORS = {"error", "non-document-error"}
_UNKNOWN_TO_IT = ("CSS: Unrecognized at-rule “@view-transition”",)
"""Sound CSS that the checker has not learnt yet (CSS View Transitions 2, for this one)."""


def audit_markup(outputs: Sequence[Output]) -> Figure:
    """Return how many errors the checker finds in the sites together."""
    java = shutil.which("java")
    if java is None:
        raise MissingError("java", "the Nu checker")
    folders = {output.folder: output.name for output in outputs}
    command = [java, "-jar", str(JAR), "--format", "json", "--exit-zero-always", "--stdout"]
    # Files by name: of a folder the checker would read each file as HTML, pictures too.
    files = sorted(file for folder in folders for kind in _CHECKED for file in folder.rglob(kind))
    command += ["--also-check-css", "--also-check-svg", *map(str, files)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    return faults("Nu checker", "all sites", findings_of(told, folders), f"{len(files)} files")


def findings_of(told: str, folders: Mapping[Path, str]) -> list[Finding]:
    """Return the errors in the checker's JSON, with pages named by site and path; each once."""
    return sorted(
        {
            Finding(
                f"{_page(message.get('url', ''), folders)}:{message.get('lastLine', 0)}",
                "markup",
                f"{message['message']}  {message.get('extract', '').strip()!r}",
            )
            for message in json.loads(told)["messages"]
            if message["type"] in _ERRORS and not message["message"].startswith(_UNKNOWN_TO_IT)
        }
    )


def _page(url: str, folders: Mapping[Path, str]) -> str:
    path = Path(unquote(urlsplit(url).path))
    for folder, name in folders.items():
        if path.is_relative_to(folder):
            return f"{name}:/{path.relative_to(folder).as_posix()}"
    return url
