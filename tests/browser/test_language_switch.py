"""The language switcher leads from each kind of page to its counterpart, scripts or not."""

import pytest

from audits.sample import KINDS

SWITCHED = [kind for kind, each in KINDS.items() if len(each.at) > 1]


@pytest.fixture(scope="module", params=[True, False], ids=["scripts", "no-scripts"])
def reader(request, browser):
    context = browser.new_context(java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def switch(page, locale):
    other = {"fr": "en", "en": "fr"}[locale]
    return page.locator(f"body > header a[hreflang='{other}']")


@pytest.mark.parametrize("kind", SWITCHED)
def test_switching_leads_to_the_counterpart(kind, reader, example, host):
    for locale in ("fr", "en"):
        reader.goto(host.origin + example(kind, locale))
        switch(reader, locale).click()
        assert reader.url == host.origin + KINDS[kind].counterpart(locale)


def test_the_switcher_can_be_used_by_keyboard(example, host, page):
    page.goto(example("article", "fr"))
    switch(page, "fr").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(host.origin + KINDS["article"].at["en"])


def test_the_chooser_leads_to_both_languages(host, page):
    for locale in ("fr", "en"):
        page.goto("/")
        page.locator(f"main a[href$='/{locale}/']").click()
        assert page.url == f"{host.origin}/{locale}/"
