"""A visit to each kind of page with a browser: what it asks for, and which pictures it waits with.

Only what a reader gets without doing anything is looked at: the page as it stands once it is
loaded, on a telephone and on a desk.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from playwright.sync_api import Page, Response, sync_playwright

from audits import chromium
from audits.figures import Figure, Finding, faults
from audits.missing import MissingError
from audits.output import Output
from audits.sample import examples
from audits.weights import SCRIPT_BYTES, compressed, inline_script_bytes

SCREENS = ((390, 844), (1280, 800))
"""Width and height in CSS pixels."""

_EAGER_BELOW = """
() => [...document.images]
  .filter(image => image.loading !== "lazy" && image.checkVisibility())
  .filter(image => image.getBoundingClientRect().top + scrollY >= innerHeight)
  .map(image => image.getAttribute("src"))
"""


@dataclass(frozen=True)
class Visit:
    """What a browser did on one page: script bytes compressed, requests elsewhere, early images."""

    address: str
    script_bytes: int
    elsewhere: tuple[str, ...]
    early: tuple[str, ...]


def audit_visits(output: Output, origin: str) -> Iterator[Figure]:
    """Visit the sample magazine, served at `origin`, and judge what was asked for."""
    visits = list(_visits(output, origin))
    pages = f"{len(visits)} pages"
    most = max(visits, key=lambda visit: visit.script_bytes)
    heavy = [
        Finding(output.label(visit.address), "script-weight", f"{visit.script_bytes:,} bytes")
        for visit in visits
        if visit.script_bytes > SCRIPT_BYTES
    ]
    yield Figure(
        "JavaScript of a page",
        most.address,
        most.script_bytes,
        SCRIPT_BYTES,
        unit="bytes",
        spread=f"the most of {pages}",
        findings=tuple(heavy),
    )
    yield faults("requests to other sites", output.name, _all(output, visits, "elsewhere"), pages)
    yield faults("early images below", output.name, _all(output, visits, "early"), pages)


def _all(output: Output, visits: Sequence[Visit], what: str) -> list[Finding]:
    return [
        Finding(output.label(visit.address), what, told)
        for visit in visits
        for told in getattr(visit, what)
    ]


def _visits(output: Output, origin: str) -> Iterator[Visit]:
    browser_path = chromium.executable()
    if browser_path is None:
        raise MissingError("chromium", "a visit to the pages")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=chromium.FLAGS)
        for _, _, address in examples(output.folder):
            with browser.new_page() as page:
                yield _visit(page, output, origin, address)
        browser.close()


def _visit(page: Page, output: Output, origin: str, address: str) -> Visit:
    heard: list[Response] = []
    asked: list[str] = []
    early: set[str] = set()
    page.on("response", lambda response: heard.append(response))  # noqa: PLW0108 - it is marked
    page.on("request", lambda request: asked.append(request.url))
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(origin + address, wait_until="load")
        early |= set(page.evaluate(_EAGER_BELOW))
    scripts = {each.url: each for each in heard if each.request.resource_type == "script"}
    outside = {url for url in asked if not url.startswith((origin, "data:", "blob:"))}
    return Visit(
        address=address,
        script_bytes=inline_script_bytes(output.pages[address])
        + sum(compressed(each.body()) for each in scripts.values()),
        elsewhere=tuple(sorted(outside)),
        early=tuple(sorted(early)),
    )
