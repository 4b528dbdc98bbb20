"""The preview as its author sees it: pages that load again, styles exchanged, errors, marks."""

import pytest

from tests.serve.serving import make_site, previewing, story, write

PONT = "content/news/pont.fr.md"
ADDRESS = "fr/actualites/pont/"
LOOKED = 2_500
"""Milliseconds after a build by which the preview has looked at all files."""


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    site = make_site(tmp_path_factory.mktemp("preview") / "site")
    write(site / "content/news/listed.fr.md", story("Une autre"))
    write(site / "themes/zellige/static/print.css", "p { color: rgb(0, 0, 1) !important }")
    write(site / "themes/zellige/templates/house.css", "h1 { color: rgb(0, 0, 1) }")
    write(site / "themes/zellige/templates/footer.html", '<link rel="stylesheet" href="/own.css">')
    write(site / "content/static/own.css", "")
    with previewing(site, "--editor", "vscode", LC_ALL="fr_FR.UTF-8") as running:
        running.next()
        yield running


@pytest.fixture
def page(browser, preview):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(preview.url + ADDRESS)
    page.locator("diptych-preview[data-hears]").wait_for(state="attached")
    yield page
    context.close()


def mark_page(page):
    """Leave in a page what is lost when it loads again."""
    page.evaluate("window.unchanged = true")


def is_marked(page):
    return page.evaluate("window.unchanged === true")


def test_the_page_loads_again_after_an_edit(page, preview):
    mark_page(page)
    preview.save(PONT, story("Un pont", "Des mots tout neufs."))
    page.get_by_text("Des mots tout neufs.").wait_for()
    assert not is_marked(page)


@pytest.mark.parametrize(
    ("file", "style"),
    [
        ("themes/zellige/static/print.css", "p { %s !important }"),
        ("themes/zellige/templates/house.css", "h1 { %s }"),
        ("content/static/own.css", "main { %s }"),
    ],
    ids=["named by what they hold", "in the page", "at one address for ever"],
)
def test_styles_are_exchanged_without_loading_the_page_again(page, preview, file, style):
    page.emulate_media(media="print" if "print" in file else "screen")
    page.wait_for_timeout(LOOKED)
    mark_page(page)
    assert page.locator("link[media=print]").count() == 1
    for number in (1, 2):
        # A style that the look at all files finds first makes pages load again, as anything may.
        page.wait_for_timeout(LOOKED)
        preview.save(file, style % f"color: rgb({number}, 2, 3)")
        element = style.partition(" ")[0]
        page.wait_for_function(
            "([name, color]) => getComputedStyle(document.querySelector(name)).color === color",
            arg=["main" if element == "main" else f"main {element}", f"rgb({number}, 2, 3)"],
        )
    assert is_marked(page)
    page.wait_for_function("document.querySelectorAll('link[media=print]').length === 1")


def test_errors_lie_over_the_page_until_they_are_mended(page, preview):
    good = (preview.site / PONT).read_text()
    mark_page(page)
    preview.save(PONT, story("Un pont", "[x](nulle-part.md)"))
    overlay = page.get_by_role("alert")
    overlay.wait_for()
    assert "1 erreur" in overlay.inner_text()
    place = overlay.get_by_role("link")
    assert place.inner_text() == f"{PONT}:6:4"
    assert place.get_attribute("href") == f"vscode://file{preview.site / PONT}:6"
    preview.save(PONT, good)
    overlay.wait_for(state="detached")
    assert is_marked(page)


def test_the_bar_names_the_source_and_opens_it(page, preview):
    edit = page.get_by_role("link", name="Modifier")
    edit.wait_for()
    assert edit.get_attribute("href") == f"vscode://file{preview.site / PONT}:1"
    assert page.get_by_text(PONT, exact=True).is_visible()
    assert page.locator(".bar .mark").count() == 0


def test_what_is_not_public_is_marked_on_its_page_and_in_listings(page, preview):
    page.goto(f"{preview.url}fr/actualites/brouillon/")
    mark = page.locator(".bar .mark")
    mark.wait_for()
    assert (mark.inner_text(), mark.get_attribute("lang")) == ("Brouillon", "fr")
    page.goto(f"{preview.url}en/news/avenir/")
    mark.wait_for()
    assert mark.inner_text() == "Scheduled for 1 March 2027, 08:30"
    assert mark.get_attribute("lang") == "en"
    page.goto(f"{preview.url}fr/actualites/")
    listed = page.locator("main article", has=page.get_by_text("Un essai"))
    listed.get_by_text("Brouillon", exact=True).wait_for()
    marks = page.locator("main .diptych-mark").all_inner_texts()
    assert marks == ["Brouillon", "Programmé pour le 1er mars 2027, 08:30"]


def test_a_policy_that_a_page_has_for_itself_leaves_the_preview_at_work(page, preview):
    policy = "default-src 'none'; connect-src 'self'; style-src 'none'"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    theme = preview.site / "themes/zellige/templates/footer.html"
    write(theme, f"{meta}<p>Un pied</p>")
    page.get_by_text("Un pied").wait_for()
    page.get_by_role("link", name="Modifier").wait_for()
    theme.unlink()
    page.get_by_text("Un pied").wait_for(state="detached")
