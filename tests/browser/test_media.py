"""What readers prefer, and what they print on: scheme, motion, paper."""

import pytest

from audits.sample import KINDS
from tests.browser.examples import each_kind

SWITCH = "body > header button[aria-pressed]"
BACKGROUND = """
() => {
  for (const element of [document.body, document.documentElement]) {
    const colour = getComputedStyle(element).backgroundColor;
    if (!/, 0\\)$|transparent/.test(colour)) {
      const canvas = new OffscreenCanvas(1, 1).getContext("2d");
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
      return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    }
  }
  return 1;
}
"""
MOVING = """
() => [...document.querySelectorAll("*")]
  .filter(element => {
    const style = getComputedStyle(element);
    const seconds = value => Math.max(...value.split(", ").map(parseFloat));
    return seconds(style.transitionDuration) > 0.01
      || style.animationName !== "none" && seconds(style.animationDuration) > 0.01
      || style.scrollBehavior === "smooth";
  })
  .map(element => `${element.tagName.toLowerCase()}.${element.className}`)
"""
ADDRESSES = """
() => [...document.querySelectorAll("main a[href^='http']")]
  .filter(link => link.origin !== location.origin)
  .map(link => [link.href, getComputedStyle(link, "::after").content])
"""


@each_kind
def test_a_dark_scheme_is_shown_to_those_who_prefer_it(place, show):
    assert show(place, color_scheme="dark").evaluate(BACKGROUND) < 0.2
    assert show(place, color_scheme="light").evaluate(BACKGROUND) > 0.8


@pytest.mark.parametrize("preferred", ["light", "dark"])
def test_a_scheme_that_is_chosen_is_kept_on_the_next_page(preferred, page):
    page.emulate_media(color_scheme=preferred)
    page.goto("/fr/")
    before = page.evaluate(BACKGROUND)
    page.locator(SWITCH).click()
    chosen = page.evaluate(BACKGROUND)
    assert (chosen < 0.5) != (before < 0.5)
    assert page.evaluate("document.documentElement.dataset.scheme") in {"light", "dark"}
    page.goto(KINDS["article"].at["en"])
    assert page.evaluate(BACKGROUND) == pytest.approx(chosen, abs=0.05)
    page.locator(SWITCH).click()
    assert (page.evaluate(BACKGROUND) < 0.5) == (before < 0.5)


@each_kind
def test_nothing_moves_for_those_who_prefer_that(place, show):
    assert show(place, reduced_motion="reduce").evaluate(MOVING) == []


@each_kind
def test_no_navigation_is_printed(place, show):
    page = show(place, media="print")
    shown = page.locator("nav:visible, body > header a[hreflang]:visible, form:visible")
    assert [each.evaluate("each => each.outerHTML.slice(0, 80)") for each in shown.all()] == []
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("address", ["/fr/mentions-legales/", "/en/legal/"])
def test_the_addresses_of_links_to_other_sites_are_printed(address, page):
    page.goto(address)
    page.emulate_media(media="print")
    links = page.evaluate(ADDRESSES)
    assert links
    for url, printed in links:
        assert url in printed
