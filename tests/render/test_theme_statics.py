"""Static files of a theme, as they are published."""

import re

import pytest

from diptych.render.theme_statics import Source, minified, publish


@pytest.fixture
def static(tmp_path):
    def publish_files(**files):
        sources = {}
        for name, text in files.items():
            path = name.replace("__", "/").replace("_", ".")
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
            sources[f"theme/{path}"] = Source(file, f"themes/mine/static/{path}")
        (statics, problems) = publish(sources)
        urls = {asset.path: asset.url for asset in statics.assets}
        return urls, statics.made, problems

    return publish_files


def test_a_name_tells_what_its_file_holds(static):
    first, _, _ = static(style_css="a { color: red }", icon_svg="<svg/>")
    again, _, _ = static(style_css="a { color: red }", icon_svg="<svg/>")
    other, _, _ = static(style_css="a { color: blue }", icon_svg="<svg/>")
    assert first == again
    assert re.fullmatch(r"/assets/theme/style\.[0-9a-f]{8}\.css", first["theme/style.css"])
    assert first["theme/style.css"] != other["theme/style.css"]
    assert first["theme/icon.svg"] == other["theme/icon.svg"]


def test_style_sheets_and_scripts_are_minified_and_nothing_else_is(static):
    _, made, _ = static(
        style_css="/* tiles */\na  {\n  color: red;\n}\n",
        search_js="// finds\nexport const a = 1;\n\n\nexport const b = 2;\n",
        icon_svg="<svg>\n  <!-- kept -->\n</svg>",
    )
    assert made == {
        "theme/style.css": b"a{color:red}",
        "theme/search.js": b"export const a=1;export const b=2;",
    }


def test_a_style_sheet_leads_to_published_names(static):
    urls, made, problems = static(
        css__style_css='a{background:url("../img/tile.svg#dark")} b{background:url(own.png)}',
        img__tile_svg="<svg/>",
        css__own_png=b"png",
    )
    assert problems == ()
    tile = urls["theme/img/tile.svg"].removeprefix("/assets/theme/")
    own = urls["theme/css/own.png"].removeprefix("/assets/theme/css/")
    text = made["theme/css/style.css"].decode()
    assert f'url("../{tile}#dark")' in text
    assert f'url("{own}")' in text


def test_the_name_of_a_style_sheet_changes_with_what_it_leads_to(static):
    before, _, _ = static(style_css="a{background:url(tile.svg)}", tile_svg="<svg/>")
    after, _, _ = static(style_css="a{background:url(tile.svg)}", tile_svg="<svg></svg>")
    assert before["theme/style.css"] != after["theme/style.css"]


def test_addresses_that_are_no_files_of_the_theme_stay(static):
    text = (
        'a{b:url("data:image/png;base64,aa")}c{d:url(https://host/x.png)}e{f:url(#g)}h{i:url(/j)}'
    )
    _, made, problems = static(style_css=text)
    assert problems == ()
    assert made["theme/style.css"].decode() == text


def test_every_file_that_is_missing_is_told_with_its_line(static):
    _, _, problems = static(
        style_css='/* url(none.png) */\na{b:url("img/x.png")}\n\n@import "other.css";\n',
        other_css="",
    )
    assert [(problem.code, problem.place.path, problem.place.line) for problem in problems] == [
        ("theme-missing-file", "themes/mine/static/style.css", 2),
        ("theme-css-import", "themes/mine/static/style.css", 4),
    ]


def test_a_style_sheet_that_is_no_text_is_told(static):
    _, _, problems = static(style_css=b"a{}\nb{content:'\xe9'}")
    assert [(problem.code, problem.place.line) for problem in problems] == [("not-utf-8", 2)]


def test_minifying_knows_files_by_their_names():
    assert minified("critical.css", "a { b: c }") == "a{b:c}"
    assert minified("base.html", "<p> a </p>") == "<p> a </p>"
