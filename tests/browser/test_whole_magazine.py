"""Every page of the magazine, opened once on a narrow screen: quiet, at home, and no wider."""

import re

import pytest

from audits.output import Output
from tests.browser.looking import overflow


@pytest.fixture(scope="module")
def visits(browser, host, built):
    """Return, for each page, what it told the console, asked of others, and how wide it became."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    told = {}
    page = context.new_page()
    heard, asked = [], []
    page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda fault: heard.append(str(fault)))
    page.on("request", lambda request: asked.append(request.url))
    context.route(re.compile(f"^(?!{re.escape(host.origin)})"), lambda route: route.abort())
    for address in Output("sample", built, host.base_url).pages:
        page.goto(host.origin + address)
        outside = [url for url in asked if not url.startswith((host.origin, "data:"))]
        told[address] = {"heard": list(heard), "outside": outside, "wide": overflow(page)}
        heard.clear()
        asked.clear()
    context.close()
    assert len(told) > 100
    return told


def having(visits, what):
    return {address: visit[what] for address, visit in visits.items() if visit[what]}


def test_no_page_says_anything_to_the_console(visits):
    assert having(visits, "heard") == {}


def test_no_page_asks_anything_of_another_site(visits):
    assert having(visits, "outside") == {}


def test_no_page_scrolls_sideways_at_320_pixels(visits):
    assert having(visits, "wide") == {}
