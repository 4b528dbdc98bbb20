import pickle
import shutil
from pathlib import Path

import pytest
from jinja2 import Environment

from diptych.model.problem import Exit, Place
from diptych.paths import packaged_themes
from diptych.render.theme import load_theme
from diptych.render.theme_chain import find_chain
from tests.render.theme_folders import LANGUAGES, complete, load, told, write

PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def chain(tmp_path, name):
    packaged = tmp_path / "packaged"
    packaged.mkdir(exist_ok=True)
    found = find_chain(tmp_path / "site", name, packaged, Place("config.toml", 4))
    return [layer.folder.relative_to(tmp_path).as_posix() for layer in found.value], found.problems


def test_the_theme_of_this_checkout_has_no_problem_in_either_language():
    root = packaged_themes().parent
    assert load_theme(root, "zellige", LANGUAGES).problems == ()


def test_a_site_overrides_one_file_of_a_packaged_theme_without_a_theme_toml(tmp_path):
    complete(tmp_path / "packaged/plain", {"page.html": "theirs", "tag.html": "theirs"})
    write(tmp_path / "site/themes/plain", {"templates/page.html": "ours"})
    theme = load(tmp_path).value
    assert theme.templates["page.html"].text == "ours"
    assert theme.templates["page.html"].path == "themes/plain/templates/page.html"
    assert theme.templates["tag.html"].text == "theirs"


def test_files_are_looked_up_at_the_site_then_its_parents_then_the_packaged_theme(tmp_path):
    write(tmp_path / "site/themes/mine", {"theme.toml": 'parent = "base"'})
    write(tmp_path / "site/themes/base", {"theme.toml": 'name = "base"'})
    write(tmp_path / "packaged/base", {"theme.toml": 'parent = "root"'})
    write(tmp_path / "packaged/root", {"theme.toml": ""})
    write(tmp_path / "packaged/mine", {"theme.toml": ""})
    folders, problems = chain(tmp_path, "mine")
    assert folders == [
        "site/themes/mine",
        "site/themes/base",
        "packaged/base",
        "packaged/root",
        "packaged/mine",
    ]
    assert problems == ()


def test_a_checkout_whose_own_themes_are_the_packaged_ones_has_each_folder_once(tmp_path):
    write(tmp_path / "themes/plain", {"theme.toml": ""})
    found = find_chain(tmp_path, "plain", tmp_path / "themes", Place("config.toml"))
    assert [layer.shown for layer in found.value] == ["themes/plain"]


def test_parents_that_lead_back_are_told_where_the_circle_closes(tmp_path):
    write(tmp_path / "site/themes/a", {"theme.toml": 'name = "a"\nparent = "b"'})
    write(tmp_path / "site/themes/b", {"theme.toml": 'parent = "a"'})
    folders, (problem,) = chain(tmp_path, "a")
    assert folders == ["site/themes/a", "site/themes/b"]
    assert (problem.code, problem.place) == ("theme-cycle", Place("themes/b/theme.toml", 1, 1))
    assert dict(problem.values)["themes"] == "a > b > a"


def test_an_unknown_theme_is_told_where_it_is_named_with_those_there_are(tmp_path):
    write(tmp_path / "packaged/zellige", {"theme.toml": ""})
    write(tmp_path / "site/themes/other", {"theme.toml": ""})
    folders, (problem,) = chain(tmp_path, "zelige")
    assert folders == []
    assert (problem.code, problem.place.line, problem.exit) == ("unknown-theme", 4, Exit.USAGE)
    assert dict(problem.values)["known"] == "zellige, other"


@pytest.mark.parametrize("name", ["../plain", "/etc", ".", "..", ""])
def test_a_theme_is_a_name_and_never_a_path(tmp_path, name):
    write(tmp_path / "site/plain", {"theme.toml": ""})
    _, (problem,) = chain(tmp_path, name)
    assert problem.code == "unknown-theme"


def test_an_unknown_parent_is_told_at_its_line(tmp_path):
    complete(tmp_path / "site/themes/plain", **{"theme.toml": '\nparent = "zelige"'})
    assert told(load(tmp_path)) == [("unknown-parent-theme", "themes/plain/theme.toml", 2)]


def test_what_an_unknown_parent_would_have_brought_is_no_second_error(tmp_path):
    files = {"theme.toml": 'parent = "zelige"', "templates/tag.html": '{% extends "base.html" %}'}
    write(tmp_path / "site/themes/plain", files)
    assert told(load(tmp_path)) == [("unknown-parent-theme", "themes/plain/theme.toml", 1)]


def test_a_packaged_theme_without_a_language_asks_the_site_for_its_catalogue(tmp_path):
    complete(tmp_path / "packaged/plain", {"page.html": '{{ _("Home") }}'})
    assert told(load(tmp_path)) == [
        ("missing-catalogue", "themes/plain/locale/fr.po", 0),
        ("missing-catalogue", "themes/plain/locale/en.po", 0),
    ]


@pytest.mark.parametrize(
    ("toml", "code", "line"),
    [
        ('name = "x"\nparent = ', "toml-syntax", 2),
        ("parent = 3", "theme-not-a-name", 1),
        ('name = "x"\nparnt = "y"', "theme-unknown-key", 2),
    ],
)
def test_a_faulty_theme_toml_is_told_at_its_line(tmp_path, toml, code, line):
    complete(tmp_path / "site/themes/plain", **{"theme.toml": toml})
    assert told(load(tmp_path)) == [(code, "themes/plain/theme.toml", line)]


def test_a_symbolic_link_out_of_the_theme_is_refused(tmp_path):
    complete(tmp_path / "site/themes/plain")
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    static = tmp_path / "site/themes/plain/static"
    static.mkdir()
    (static / "notes.txt").symlink_to(secret)
    result = load(tmp_path)
    assert result.value is None
    assert told(result) == [("theme-unsafe-file", "themes/plain/static/notes.txt", 0)]


def test_settings_that_are_a_link_out_of_the_theme_are_refused(tmp_path):
    complete(tmp_path / "site/themes/plain")
    (tmp_path / "elsewhere.toml").write_text('parent = "other"')
    (tmp_path / "site/themes/plain/theme.toml").symlink_to(tmp_path / "elsewhere.toml")
    assert told(load(tmp_path)) == [("theme-unsafe-file", "themes/plain/theme.toml", 0)]


def test_an_unknown_theme_cannot_be_loaded(tmp_path):
    result = load(tmp_path, name="none")
    assert result.value is None
    assert told(result) == [("unknown-theme", "config.toml", 0)]


def test_parents_that_share_an_ancestor_have_it_once(tmp_path):
    write(tmp_path / "site/themes/mine", {"theme.toml": 'parent = "base"'})
    write(tmp_path / "packaged/mine", {"theme.toml": 'parent = "base"'})
    write(tmp_path / "packaged/base", {"theme.toml": ""})
    folders, problems = chain(tmp_path, "mine")
    assert folders == ["site/themes/mine", "packaged/base", "packaged/mine"]
    assert problems == ()


def test_a_template_that_is_not_utf_8_is_told(tmp_path):
    complete(tmp_path / "site/themes/plain", **{"templates/x.html": b"\nd\xe9j\xe0"})
    assert told(load(tmp_path)) == [("not-utf-8", "themes/plain/templates/x.html", 2)]


def test_a_theme_that_lacks_a_template_names_it(tmp_path):
    complete(tmp_path / "site/themes/plain")
    (tmp_path / "site/themes/plain/templates/tag.html").unlink()
    assert told(load(tmp_path)) == [("template-absent", "themes/plain/templates/tag.html", 0)]


def test_static_files_are_published_under_assets_and_backups_are_not(tmp_path):
    files = {"static/style.css": "", "static/img/a.svg": "", "static/style.css~": "x"}
    complete(tmp_path / "packaged/plain", **files, **{"static/.hidden": "x"})
    write(tmp_path / "site/themes/plain", {"static/style.css": "ours"})
    theme = load(tmp_path).value
    assert [(one.path, one.media_type) for one in theme.statics] == [
        ("theme/img/a.svg", "image/svg+xml"),
        ("theme/style.css", "text/css"),
    ]
    assert all(one.url.startswith("/assets/theme/") for one in theme.statics)
    assert theme.sources["theme/style.css"].read_text() == "ours"


def test_catalogues_are_overlaid_entry_by_entry_along_the_chain(tmp_path):
    home = 'msgid "Home"\nmsgstr "{}"\n\n'
    tags = 'msgid "Tags"\nmsgstr "{}"\n'
    complete(
        tmp_path / "packaged/plain",
        {"page.html": '{{ _("Home") }} {{ _("Tags") }}'},
        **{"locale/fr.po": PO + home.format("Accueil") + tags.format("Mots-clés")},
    )
    write(tmp_path / "site/themes/plain", {"locale/fr.po": PO + tags.format("Thèmes")})
    theme = load(tmp_path, languages={"fr": LANGUAGES["fr"]}).value
    catalogue = theme.catalogues["fr"]
    assert (catalogue.gettext("Home"), catalogue.gettext("Tags")) == ("Accueil", "Thèmes")


def test_a_region_says_some_things_its_own_way(tmp_path):
    entries = 'msgid "Home"\nmsgstr "{}"\n'
    complete(
        tmp_path / "site/themes/plain",
        {"page.html": '{{ _("Home") }}'},
        **{
            "locale/fr.po": PO + entries.format("Accueil"),
            "locale/fr_FR.po": PO + entries.format("La une"),
        },
    )
    theme = load(tmp_path, languages={"fr": LANGUAGES["fr"]}).value
    assert theme.catalogues["fr"].gettext("Home") == "La une"


def test_a_message_that_a_language_lacks_warns_at_the_line_that_says_it(tmp_path):
    complete(
        tmp_path / "site/themes/plain",
        {"page.html": 'x\n{{ _("Home") }}\n{{ ngettext("a", "b", 2) }}'},
        **{"locale/fr.po": PO + 'msgid "Home"\nmsgstr "Accueil"\n'},
    )
    result = load(tmp_path)
    assert result.value is not None
    assert told(result) == [
        ("missing-message", "themes/plain/templates/page.html", 3),
        ("missing-catalogue", "themes/plain/locale/en.po", 0),
    ]
    assert {problem.severity for problem in result.problems} == {"warning"}


def test_all_faults_of_a_theme_are_told_at_once(tmp_path):
    complete(
        tmp_path / "site/themes/plain",
        {"page.html": "{% if %}", "tag.html": "\n{% include 'none.html' %}"},
    )
    assert [code for code, _, _ in told(load(tmp_path))] == ["template-syntax", "template-missing"]


def test_a_closure_holds_all_that_a_template_may_draw_on_and_absences_too(tmp_path):
    complete(
        tmp_path / "site/themes/plain",
        {
            "page.html": "{% extends 'base.html' %}",
            "base.html": "{% include ['mine.html', 'head.html'] %}{% include 'x' ignore missing %}",
            "head.html": "head",
        },
    )
    theme = load(tmp_path).value
    closure = dict(theme.closure("page.html"))
    assert list(closure) == ["base.html", "head.html", "mine.html", "page.html", "x"]
    assert closure["mine.html"] == closure["x"] == ""
    assert all(closure[name] for name in ("base.html", "head.html", "page.html"))
    write(tmp_path / "site/themes/plain", {"templates/x": "now there"})
    assert load(tmp_path).value.closure("page.html") != theme.closure("page.html")
    assert load(tmp_path).value.closure("tag.html") == theme.closure("tag.html")


def test_templates_are_compiled_once_for_one_text_and_anew_for_another(tmp_path, monkeypatch):
    compiled = []
    sound = Environment.compile

    def compile_it(self, source, name=None, *arguments, **named):
        compiled.append(name)
        return sound(self, source, name, *arguments, **named)

    monkeypatch.setattr(Environment, "compile", compile_it)
    complete(tmp_path / "packaged/plain", {"page.html": "before"})
    first, again = load(tmp_path).value, load(tmp_path).value
    compiled.clear()
    assert [theme.fragment("page.html", {}) for theme in (first, again)] == ["before"] * 2
    assert compiled == ["page.html"]
    write(tmp_path / "packaged/plain", {"templates/page.html": "after"})
    assert load(tmp_path).value.fragment("page.html", {}) == "after"
    assert first.fragment("page.html", {}) == "before"


def test_a_theme_travels_to_workers(tmp_path):
    complete(tmp_path / "site/themes/plain")
    theme = load(tmp_path).value
    assert pickle.loads(pickle.dumps(theme)) == theme  # noqa: S301 - our own bytes


def test_a_wheel_carries_its_themes_inside_the_package(tmp_path, monkeypatch):
    package = tmp_path / "diptych"
    shutil.copytree(packaged_themes() / "zellige", package / "themes/zellige")
    monkeypatch.setattr("diptych.paths.__file__", str(package / "paths.py"))
    assert packaged_themes() == package / "themes"
    shutil.rmtree(package / "themes")
    assert packaged_themes() == Path(tmp_path / "themes")
