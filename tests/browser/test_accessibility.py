"""WCAG 2.2 AA by axe, on each kind of page, in both languages and schemes, narrow and wide."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.examples import every_example

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WHOLE = {
    "runOnly": {"type": "tag", "values": WCAG},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
OPTIONS = {"light": WHOLE, "dark": COLOURS}  # a scheme changes colours, and nothing else
FOUND = """
async options => (await axe.run(document, options)).violations
  .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")}`))
"""
SCREENS = [(scheme, width) for scheme in ("light", "dark") for width in (320, 1280)]


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
@every_example
def test_axe_finds_nothing_against_wcag(place, scheme, width, show):
    page = show(place, color_scheme=scheme, width=width)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(FOUND, OPTIONS[scheme])
    assert found == []
