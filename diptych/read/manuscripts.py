"""Manuscripts: the texts of stories and comments, taken from their files when they are wanted.

Indexing and planning need no text, and most texts are not rendered again. Knows where each begins
and what its digest was when its front matter was read; refuses a text that has changed since.
"""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from diptych.model.article import Manuscript, SourceText

DIGEST_BYTES = 16


class SourceChangedError(Exception):
    """A file was edited while the magazine was read: what was read before is no longer true."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Manuscripts(Mapping[str, Manuscript]):
    """The texts of a site, by article id and by comment body id; each is read when asked for."""

    def __init__(self, root: Path, texts: Mapping[str, SourceText]) -> None:
        self._root = root
        self.texts = texts

    def __getitem__(self, name: str) -> Manuscript:
        return manuscript(self._root, self.texts[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


def source_text(manuscript: Manuscript) -> SourceText:
    """Return where a text stands, so that it can be read again."""
    return SourceText(manuscript.path, manuscript.first_line, _digest(manuscript.text))


def manuscript(root: Path, source: SourceText) -> Manuscript:
    """Read a text; raises `SourceChangedError` if it is not the one it was, or gone."""
    try:
        with open(f"{root}/{source.path}", "rb") as file:  # noqa: PTH123 - as quick as can be
            text = file.read().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise SourceChangedError(source.path) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    *_, body = ("\n" + text).split("\n", source.first_line)
    if _digest(body) != source.digest:
        raise SourceChangedError(source.path)
    return Manuscript(source.path, body, source.first_line)


def _digest(text: str) -> str:
    return blake2b(text.encode(errors="surrogatepass"), digest_size=DIGEST_BYTES).hexdigest()
