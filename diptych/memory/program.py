"""The memory of earlier builds by this very program, opened.

A build forgets what another program remembered; whoever only looks leaves it as it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from diptych.engine.digest import digest_of_value
from diptych.engine.fingerprint import fingerprint
from diptych.engine.store import Store, open_store, store_to_read

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
    "rcssmin",
    "rjsmin",
    "tzdata",
)
"""The libraries that shape what is written."""


@contextmanager
def remembering(cache: Path) -> Iterator[Store | None]:
    """Open the memory of earlier builds; None where none can be kept."""
    with open_store(cache, _program()) as store:
        yield store


@contextmanager
def recalling(cache: Path) -> Iterator[Store]:
    """Open the memory of earlier builds to look at it; raises `UnopenedError` if there is none."""
    with store_to_read(cache, _program()) as store:
        yield store


def _program() -> bytes:
    return digest_of_value(fingerprint("diptych", LIBRARIES))
