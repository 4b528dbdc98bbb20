"""The memory of earlier builds by this very program, opened; another program's is forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from diptych.engine.digest import digest_of_value
from diptych.engine.fingerprint import fingerprint
from diptych.engine.store import Store, open_store

LIBRARIES = (
    "babel",
    "jinja2",
    "markdown",
    "markupsafe",
    "msgspec",
    "nh3",
    "pillow",
    "pygments",
    "python-frontmatter",
    "pyyaml",
    "tzdata",
)
"""The libraries that shape what is written."""


def program() -> bytes:
    """Return the fingerprint of this program."""
    return digest_of_value(fingerprint("diptych", LIBRARIES))


@contextmanager
def remembering(cache: Path) -> Iterator[Store | None]:
    """Open the memory of earlier builds; None where none can be kept."""
    with open_store(cache, program()) as store:
        yield store
