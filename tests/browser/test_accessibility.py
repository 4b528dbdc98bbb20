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
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block", "target-size"]},
    "resultTypes": ["violations"],
}
OPTIONS = {"light": WHOLE, "dark": COLOURS}  # a scheme changes colours, and nothing else
SCREENS = [(scheme, width) for scheme in ("light", "dark") for width in (320, 1280)]


@pytest.mark.parametrize(("scheme", "width"), SCREENS)
@every_example
def test_axe_finds_nothing_against_wcag(place, scheme, width, show):
    page = show(place, color_scheme=scheme, width=width)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(document, options)", OPTIONS[scheme])
    violations = [
        f"{rule['id']}: {' '.join(map(str, node['target']))}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    assert violations == []
