"""Readers find stories: by words in any of their forms, in the language of the page."""

import pytest

ADDRESSES = {"fr": "fr/recherche/", "en": "en/search/"}


@pytest.fixture
def page(browser):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.told = []
    page.on("console", lambda message: page.told.append(message.text))
    page.on("pageerror", lambda fault: page.told.append(str(fault)))
    yield page
    context.close()


def found(page):
    page.wait_for_function("!/…$/.test(document.querySelector('.status').textContent)")
    return page.locator(".found h2 a").evaluate_all("links => links.map(link => link.pathname)")


@pytest.mark.parametrize(
    ("locale", "words", "part"),
    [
        ("fr", "universite", "ifrane-trois-universites"),
        ("fr", "entrepreneur", "/fr/"),
        ("en", "universities", "ifrane-fes-meknes-hub"),
        ("en", "export", "exporting-food"),
    ],
)
def test_a_word_finds_its_other_forms_in_the_language_of_the_page(page, host, locale, words, part):
    page.goto(host.base_url + ADDRESSES[locale])
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_selector(".found li")
    addresses = found(page)
    assert any(part in address for address in addresses)
    assert all(f"/{locale}/" in address for address in addresses)
    assert page.told == []


def test_what_was_asked_stands_in_the_address_and_comes_back_with_it(page, host):
    page.goto(f"{host.base_url}{ADDRESSES['fr']}?q=startup")
    page.wait_for_selector(".found li")
    everything = found(page)
    page.get_by_label("Année").select_option("2025")
    page.wait_for_url("**q=startup*year=2025")
    assert len(found(page)) < len(everything)
    page.go_back()
    page.wait_for_url("**?q=startup")
    page.wait_for_function(f"document.querySelectorAll('.found li').length === {len(everything)}")
    assert page.get_by_role("searchbox").input_value() == "startup"


def test_how_many_were_found_is_announced(page, host):
    page.goto(f"{host.base_url}{ADDRESSES['en']}?q=zzzzqqqq")
    page.wait_for_function("document.querySelector('.status').textContent.startsWith('No story')")
    assert page.get_by_role("status").inner_text() == "No story has these words."


def test_nothing_is_loaded_before_somebody_wants_it(page, host):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(host.base_url + ADDRESSES["fr"])
    page.wait_for_load_state("networkidle")
    assert not any("pagefind" in url for url in asked)
    with page.expect_request("**/pagefind/pagefind.js"):
        page.get_by_role("searchbox").focus()
