"""The manifest: path, size and digest of every file that Diptych wrote in an output folder.

It marks the folder as ours, says which files may be deleted once they are no longer planned, and
tells a deployment what it holds. It carries no times, so that equal outputs have equal manifests.
Whatever is wrong with it, nothing is known: Diptych never deletes what it cannot prove its own.
"""

import hashlib
from collections.abc import Iterable, Mapping
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from diptych.paths import UnsafePath, check_relative

MANIFEST = ".diptych"
"""Its name, at the top of the output folder."""

VERSION = 1
DIGEST_BYTES = 16


class Entry(Struct, frozen=True, gc=False):
    """One file: its path under the output, with `/`, its digest (hexadecimal), size in bytes."""

    path: str
    digest: str
    size: int


class _Header(Struct, frozen=True):
    diptych: int
    files: int
    digest: str


_READER = msgspec.json.Decoder(Entry)
_WRITER = msgspec.json.Encoder()


def digest_of(data: bytes) -> str:
    """Return the BLAKE2b digest of these bytes: 128 bits, in hexadecimal."""
    return hashlib.blake2b(data, digest_size=DIGEST_BYTES).hexdigest()


def digest_of_file(file: BinaryIO) -> str:
    """Return the digest of what is left to read of a file, without holding it in memory."""
    return hashlib.file_digest(file, _hasher).hexdigest()  # type: ignore[arg-type]


def encode(entries: Iterable[Entry]) -> bytes:
    """Return the manifest's bytes: a header, then one line a file, sorted by path."""
    ordered = sorted(entries, key=attrgetter("path"))
    body = _WRITER.encode_lines(ordered)
    header = _Header(VERSION, len(ordered), digest_of(body))
    return msgspec.json.encode(header) + b"\n" + body


def decode(data: bytes) -> dict[str, Entry]:
    """Return the entries by path; none when the manifest is damaged, of another version or unsafe.

    A path that would leave the output makes the whole manifest untrue.
    """
    first, _, body = data.partition(b"\n")
    try:
        header = msgspec.json.decode(first, type=_Header)
        if header.diptych != VERSION or header.digest != digest_of(body):
            return {}
        entries = _READER.decode_lines(body)
        for entry in entries:
            check_relative(entry.path)
    except (msgspec.DecodeError, UnsafePath):
        return {}
    return {entry.path: entry for entry in entries}


def read_manifest(output: Path) -> Mapping[str, Entry]:
    """Return what Diptych wrote in this folder before; empty when nothing is known."""
    try:
        data = (output / MANIFEST).read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return {}
    return decode(data)


def holds(output: Path, known: Mapping[str, Entry], path: str) -> bool:
    """Tell whether a file of an output has the bytes that were written; one not ours does.

    Raises `OSError` when it cannot be read.
    """
    entry = known.get(path)
    if entry is None:
        return True
    with (output / path).open("rb") as file:
        return digest_of_file(file) == entry.digest


def _hasher() -> "hashlib.blake2b":
    return hashlib.blake2b(digest_size=DIGEST_BYTES)
