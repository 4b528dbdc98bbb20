"""The engine's fingerprint: what, beside its inputs, decides the bytes that come out.

A digest of a package's own source, of Python, and of the libraries that shape what it makes. Two
machines with equal fingerprints make equal bytes, wherever the package is installed.
"""

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from diptych.engine.digest import DIGEST_BYTES

_SUFFIXES = (".py", ".toml", ".ttf")


@cache
def fingerprint(package: str, libraries: tuple[str, ...]) -> str:
    """Return the fingerprint of a package, by its top-level name, in hexadecimal.

    `libraries` names distributions; one that is not installed counts as such. Raises
    `ModuleNotFoundError` where the package is not installed.
    """
    hasher = hashlib.blake2b(digest_size=DIGEST_BYTES)
    python = ".".join(str(number) for number in sys.version_info[:3])
    hasher.update(f"{sys.implementation.name} {python}\n".encode())
    for name in libraries:
        hasher.update(f"{name} {_version(name)}\n".encode())
    _add(hasher, files(package), "")
    return hasher.hexdigest()


def _add(hasher: "hashlib.blake2b", folder: Traversable, prefix: str) -> None:
    """Take in every source file under a folder, by its path in it."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{prefix}{entry.name}"
        if entry.is_dir():
            _add(hasher, entry, f"{path}/")
        elif entry.name.endswith(_SUFFIXES):
            data = entry.read_bytes()
            hasher.update(f"{path} {len(data)}\n".encode() + data)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
