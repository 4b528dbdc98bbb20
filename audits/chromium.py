"""Debian's Chromium, or another that is installed: where it is, and how it is started quietly.

A browser is never downloaded. The flags keep it from asking its maker's hosts for anything, and
from resolving any name: what it shows are pages of ours, from the loopback interface. So it does
without its sandbox, which refuses to work for root and in many containers.
"""

import shutil
from collections.abc import Sequence

NAMES = ("chromium", "chromium-browser", "google-chrome")

FLAGS: Sequence[str] = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-sandbox",
)


def executable() -> str | None:
    """Return the path of an installed Chromium."""
    return next(filter(None, map(shutil.which, NAMES)), None)
