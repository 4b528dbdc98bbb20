"""What stands around a corpus's articles: a generator's settings and templates, kept as files.

The title of the magazine and the revision of its base template are filled in; all else is copied.
"""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import Corpus


def frames(folder: Path, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Return the path and the text of each file of a generator's folder."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            text = file.read_text(encoding="utf-8")
            text = text.replace("@TITLE@", corpus.title)
            text = text.replace("@REVISION@", str(corpus.revision))
            yield file.relative_to(folder).as_posix(), text
