"""The sample magazine in a browser: built once, served once, one Chromium for all tests.

Playwright leaves an event loop in the thread that it runs in, so these tests come last.
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from audits import chromium
from audits.building import build_sample
from audits.sample import examples
from audits.serving import hosting

HERE = Path(__file__).parent
DESK = {"width": 1280, "height": 800}


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: HERE in item.path.parents)


@pytest.fixture(scope="session")
def browser():
    path = chromium.executable()
    if path is None:
        told = f"no Chromium is installed (looked for {', '.join(chromium.NAMES)})"
        if os.environ.get("CI") == "true":
            pytest.fail(told)
        pytest.skip(f"{told}: what readers see is not tested")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def host(tmp_path_factory):
    folder = tmp_path_factory.mktemp("host")
    with hosting(folder) as running:
        running.serve(build_sample(folder, running.base_url))
        yield running


@pytest.fixture(scope="session")
def built(host):
    return host.handler.folder


@pytest.fixture(scope="session")
def magazine(built):
    """Return the addresses of the built magazine's examples, by kind and locale."""
    return {(kind, locale): address for kind, locale, address in examples(built)}


@pytest.fixture
def example(magazine):
    def find(kind, locale):
        if (kind, locale) not in magazine:
            pytest.skip(f"the magazine has no page of the kind {kind}")
        return magazine[kind, locale]

    return find


@pytest.fixture(scope="session")
def show(browser, host, magazine):
    """Return a function that shows an example, in one page for all tests that only look.

    Tests in a row that look at one example load it once. `css` is laid over it until the next
    look; `media` is what Playwright emulates.
    """
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    sheet = "css => { window.sheet ??= new CSSStyleSheet(); window.sheet.replaceSync(css);"
    sheet += " document.adoptedStyleSheets = [window.sheet]; }"

    def shown(place, *, width=1280, css="", **media):
        if place not in magazine:
            pytest.skip(f"the magazine has no page of the kind {place[0]}")
        page.emulate_media(**{"media": "screen", "color_scheme": "light", **media})
        page.set_viewport_size({"width": width, "height": 800})
        url = host.origin + magazine[place]
        if page.url != url:
            page.goto(url)
        page.evaluate(sheet, css)
        return page

    yield shown
    context.close()


@pytest.fixture
def new_page(browser, host):
    """Open pages in contexts of their own, which cannot reach anything but the magazine."""
    contexts = []

    def opened(**options):
        context = browser.new_context(**{"base_url": host.origin, "viewport": DESK, **options})
        contexts.append(context)
        context.route(re.compile(f"^(?!{re.escape(host.origin)})"), lambda route: route.abort())
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page):
    return new_page()
