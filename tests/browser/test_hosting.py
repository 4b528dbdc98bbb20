"""A magazine on a host: pages that are not there, redirections, and a site below a path."""

import pytest

from audits.building import build_site
from audits.serving import hosting


def test_what_is_not_there_is_answered_with_status_404_and_a_page_that_leads_home(host, page):
    answered = page.goto("/fr/nowhere/at/all/")
    assert answered.status == 404
    assert page.locator("h1").is_visible()
    page.locator("main a[href$='/fr/']").first.click()
    assert page.url == f"{host.origin}/fr/"


def test_an_old_address_leads_to_the_story(host, page):
    page.goto("/fr/2025/term-sheet/")
    page.wait_for_url(f"{host.origin}/fr/startups/lire-une-lettre-d-intention/")


@pytest.fixture(scope="module")
def below(tmp_path_factory):
    folder = tmp_path_factory.mktemp("below")
    with hosting(folder, "/mag/") as running:
        running.serve(build_site("subfolder", folder, running.base_url))
        yield running


def test_a_magazine_below_a_path_finds_its_pages_and_its_style(below, browser):
    page = browser.new_page()
    lost = []
    page.on("response", lambda response: response.ok or lost.append(response.url))
    page.goto(below.base_url)
    page.locator("main a[href$='/mag/en/']").click()
    assert page.url == f"{below.base_url}en/"
    page.locator("main h2 a, main h3 a").first.click()
    assert page.url.startswith(f"{below.base_url}en/cities/")
    page.locator("body > header a[hreflang='fr']").click()
    assert page.url.startswith(f"{below.base_url}fr/villes/")
    assert page.evaluate("document.styleSheets.length + document.querySelectorAll('style').length")
    assert lost == []
    page.close()
