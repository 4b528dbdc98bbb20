"""`make screenshots`: the pictures of the magazine that the README shows, taken anew.

Each shows one kind of page twice: wide, light and in French; as narrow as a telephone, dark and in
English. They are taken of the sample magazine as `content/` has it, at the sample's clock.
"""

import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Literal, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from audits import chromium
from audits.building import build_sample
from audits.missing import MissingError
from audits.sample import BELONGS_TO_NO_LANGUAGE, KINDS, TOP
from audits.serving import hosting

FOLDER = TOP / "docs" / "screenshots"
MOST_BYTES = 150_000
SHOWN = ("home", "article", "category", "tag", "author", "archives", "search", "chooser")
"""The kinds of page that have a picture."""

_SOUGHT: Mapping[str, str] = MappingProxyType({"fr": "exporter", "en": "export"})
"""What is looked for on the search page, by locale."""

_HEIGHT = 960
_GAP = 32
_GROUND = (128, 128, 128)
_QUALITY = 74


class _Reader(NamedTuple):
    """Who looks; `width` is that of the window, in CSS pixels."""

    locale: str
    scheme: Literal["light", "dark"]
    width: int


_AT_A_DESK = _Reader("fr", "light", 1280)
_ON_THE_MOVE = _Reader("en", "dark", 390)


def main() -> int:
    """Take every picture; returns 3 when there is no browser."""
    path = chromium.executable()
    if path is None:
        sys.stderr.write(f"{MissingError('Chromium', 'taking screenshots')}\n")
        return 3
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="diptych-screenshots-") as folder, hosting(Path(folder)) as host:
        host.serve(build_sample(Path(folder), host.base_url))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
            for kind in SHOWN:
                content = _picture(browser, host.origin, kind)
                (FOLDER / f"{kind}.webp").write_bytes(content)
                sys.stdout.write(f"{kind}.webp: {len(content):,} bytes\n")
            browser.close()
    return 0


def _picture(browser: Browser, origin: str, kind: str) -> bytes:
    """Return both views of a kind of page beside each other, as WebP."""
    size = (_AT_A_DESK.width + _GAP + _ON_THE_MOVE.width, _HEIGHT)
    both = Image.new("RGB", size, _GROUND)
    both.paste(_view(browser, origin, kind, _AT_A_DESK), (0, 0))
    both.paste(_view(browser, origin, kind, _ON_THE_MOVE), (_AT_A_DESK.width + _GAP, 0))
    buffer = BytesIO()
    both.save(buffer, "WEBP", quality=_QUALITY, method=6)
    return buffer.getvalue()


def _view(browser: Browser, origin: str, kind: str, reader: _Reader) -> Image.Image:
    at = KINDS[kind].at
    context = browser.new_context(
        viewport={"width": reader.width, "height": _HEIGHT},
        color_scheme=reader.scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    address = at.get(reader.locale, at.get(BELONGS_TO_NO_LANGUAGE, "/"))
    page.goto(origin + address, wait_until="networkidle")
    if kind == "search":
        _search(page, _SOUGHT[reader.locale])
    shot = page.screenshot()
    context.close()
    return Image.open(BytesIO(shot)).convert("RGB")


def _search(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")
    page.locator(".found li").first.wait_for()


if __name__ == "__main__":
    sys.exit(main())
