"""The magazine by keyboard alone: everything is reached, in order, and its focus is seen."""

import pytest

from audits.sample import KINDS
from tests.browser.examples import each_kind

FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex='0'], video, audio"
TAB_STOPS = f"""
() => [...document.querySelectorAll("{FOCUSABLE}")]
  .filter(element => element.checkVisibility({{visibilityProperty: true}}) && !element.disabled)
  .map((element, number) => (element.dataset.stop = number))
"""
LOOK = """
const look = element => {
  const parts = [];
  for (let each = element; each && each !== document.body; each = each.parentElement) {
    const style = getComputedStyle(each);
    parts.push(style.outlineStyle === "none" ? "" : style.outlineWidth + style.outlineColor,
      style.boxShadow, style.backgroundColor, style.borderColor, style.textDecorationLine);
  }
  return parts.join("|");
};
"""
FOCUSED = f"""
() => {{
  {LOOK}
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const boxes = [...element.getClientRects()];
  const met = boxes.some(box => [0.1, 0.5, 0.9].some(part => {{
    const found = document.elementFromPoint(box.left + box.width * part, box.top + box.height / 2);
    return found && (element.contains(found) || found.contains(element));
  }}));
  const focused = look(element);
  element.blur();
  const blurred = look(element);
  element.focus({{focusVisible: true, preventScroll: true}});
  return {{
    stop: element.dataset.stop ?? "",
    told: element.outerHTML.slice(0, 90),
    obscured: !met,
    unseen: focused === blurred,
  }};
}}
"""
JOURNEYS = [
    (kind, width) for kind in ("home", "article", "category", "tags") for width in (320, 1280)
]


def walk(page):
    """Press Tab until focus leaves the page; return each stop."""
    stops = []
    while len(stops) < 500:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (stops and stop["stop"] == stops[0]["stop"]):
            return stops
        stops.append(stop)
    raise AssertionError(stops[-5:])


@pytest.mark.parametrize(("kind", "width"), JOURNEYS)
def test_all_that_can_be_used_is_reached_and_seen(kind, width, example, page):
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(example(kind, "fr"))
    present = {str(number) for number in page.evaluate(TAB_STOPS)}
    stops = walk(page)
    assert present - {stop["stop"] for stop in stops} == set()
    assert [stop["told"] for stop in stops if stop["unseen"]] == []
    assert [stop["told"] for stop in stops if stop["obscured"]] == []


@each_kind
def test_the_first_stop_skips_to_the_content(place, show):
    page = show(place)
    page.reload()  # nothing has the focus
    page.keyboard.press("Tab")
    first = page.locator(":focus")
    assert first.get_attribute("href").startswith("#")
    assert first.is_visible()
    box = first.bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.querySelector('main').contains(document.activeElement)"
        " || !document.querySelector('main').querySelector('a, button, input')"
    )


def test_the_menu_leads_to_a_section(host, page):
    page.goto("/fr/")
    section = KINDS["category"].at["fr"]
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == section:
            break
    page.keyboard.press("Enter")
    page.wait_for_url(host.origin + section)
