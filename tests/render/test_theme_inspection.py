import pytest

from tests.render.theme_folders import complete, load, told

PAGE = "themes/plain/templates/page.html"


def problems(tmp_path, text, **more):
    complete(tmp_path / "site/themes/plain", {"page.html": text, **more})
    return told(load(tmp_path))


def test_a_syntax_error_is_told_at_its_line(tmp_path):
    assert problems(tmp_path, "a\n{% for %}\n") == [("template-syntax", PAGE, 2)]


def test_an_unknown_filter_is_a_syntax_error_before_any_page_is_rendered(tmp_path):
    assert problems(tmp_path, "a\nb {{ page.url|datte }}") == [("template-syntax", PAGE, 2)]


@pytest.mark.parametrize(
    "tag",
    [
        "{% include name %}",
        "{% extends 'a.html' if page else 'b.html' %}",
        "{% import page.kind ~ '.html' as x %}",
        "{% from page.kind import x %}",
        "{% include ['a.html', page.kind] ignore missing %}",
    ],
)
def test_a_dynamic_reference_is_refused(tmp_path, tag):
    assert problems(tmp_path, f"\n{tag}") == [("template-dynamic", PAGE, 2)]


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/../../x", "a\\\\b"])
def test_a_reference_out_of_the_templates_is_refused(tmp_path, name):
    assert problems(tmp_path, f"\n{{% include '{name}' %}}") == [("template-path", PAGE, 2)]


def test_a_reference_to_no_template_is_told_with_those_spelt_like_it(tmp_path):
    complete(tmp_path / "site/themes/plain", {"page.html": "{% include 'tagg.html' %}"})
    (problem,) = load(tmp_path).problems
    assert problem.code == "template-missing"
    assert dict(problem.values)["known"].startswith("tag.html")


def test_a_template_that_includes_itself_is_told(tmp_path):
    assert problems(tmp_path, "\n{% include 'page.html' %}") == [("template-cycle", PAGE, 2)]


def test_templates_that_include_each_other_are_told_once(tmp_path):
    found = problems(
        tmp_path,
        "{% include 'a.html' %}",
        **{"a.html": "{% include 'b.html' %}", "b.html": "\n{% include 'a.html' %}"},
    )
    assert found == [("template-cycle", "themes/plain/templates/b.html", 2)]


@pytest.mark.parametrize("value", ["card.title", "details.extra.html_note", "view.card(x).summary"])
def test_safe_on_what_is_not_finished_html_warns(tmp_path, value):
    assert problems(tmp_path, f"\n{{{{ {value}|safe }}}}") == [("template-safe", PAGE, 2)]


def test_safe_on_the_html_of_bodies_and_remarks_is_fine(tmp_path):
    assert problems(tmp_path, "{{ body.html|safe }}{{ remark.html|safe }}") == []


def test_escaping_cannot_be_switched_off(tmp_path):
    found = problems(tmp_path, "\n{% autoescape false %}{{ page.url }}{% endautoescape %}")
    assert found == [("template-autoescape", PAGE, 2)]


@pytest.mark.parametrize(
    "tag",
    [
        "<a href={{ page.url }}>",
        "<a class='x' href={{ page.url }}>",
        "<a href=/x/{{ page.url }}>",
        "<a {% if page %}class={{ page.kind }}{% endif %}>",
        '<a title="a > b"\n   href={{ page.url }}>',
    ],
)
def test_an_attribute_without_quotes_warns(tmp_path, tag):
    line = 2 + tag.count("\n")
    assert problems(tmp_path, f"\n{tag}") == [("template-unquoted-attribute", PAGE, line)]


@pytest.mark.parametrize(
    "tag",
    [
        '<a href="{{ page.url }}">',
        "<a href='{{ page.url }}'>",
        '<a {% if page %}class="{{ page.kind }}"{% endif %}>',
        "<p>x={{ page.url }}</p>",
        "<a{{ page.kind }} hidden>",
        "{# <a href={{ page.url }}> #}",
        '{% set x = "<a href=" %}{{ x }}',
    ],
)
def test_quoted_attributes_and_text_do_not_warn(tmp_path, tag):
    assert problems(tmp_path, tag) == []


def test_lines_are_right_behind_tags_that_strip_space(tmp_path):
    text = "a\n\n{%- if page -%}\n\n<b>\n{%- endif %}\n<a href={{ page.url }}>"
    assert problems(tmp_path, text) == [("template-unquoted-attribute", PAGE, 7)]


def test_messages_are_found_in_calls_blocks_and_contexts(tmp_path):
    text = (
        '{{ _("A") }}\n{% trans %}B\n{% endtrans %}\n{{ pgettext("in", "C") }}\n'
        "{% trans n=2 %}{{ n }} D{% pluralize %}{{ n }} Ds{% endtrans %}"
    )
    complete(
        tmp_path / "site/themes/plain",
        {"page.html": text},
        **{"locale/fr.po": 'msgid "x"\nmsgstr "y"\n', "locale/en.po": 'msgid "x"\nmsgstr "y"\n'},
    )
    missing = [dict(one.values) for one in load(tmp_path).problems]
    french = [one["message"] for one in missing if one["language"] == "fr"]
    assert french == ["A", "B", "C", "%(n)s D"]
