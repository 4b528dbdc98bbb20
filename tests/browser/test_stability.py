"""Nothing that a reader sees moves while a page arrives, however late its style sheets are."""

import time

import pytest

from tests.browser.examples import each_kind

LATE = 0.15
"""Seconds that a style sheet takes: long enough for all that does not wait for it to be painted."""

OBSERVE = """
window.shifts = [];
new PerformanceObserver(list => list.getEntries().forEach(shift => shifts.push([
  shift.value,
  ...shift.sources.map(({node}) => (node?.outerHTML ?? node?.textContent ?? "").slice(0, 60)),
]))).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture(scope="module", params=[(412, 823), (1280, 800)], ids=["phone", "desk"])
def watched(request, browser):
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    context.add_init_script(OBSERVE)

    def late(route):
        time.sleep(LATE)
        route.continue_()

    context.route("**/*.css", late)
    yield context.new_page()
    context.close()


@each_kind
def test_a_late_style_sheet_moves_nothing(place, watched, example, host):
    watched.goto(host.origin + example(*place))
    watched.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 20)))")
    assert watched.evaluate("shifts") == []
