from datetime import UTC, datetime

import pytest

from diptych.render.i18n_catalogue import Catalogue
from diptych.render.i18n_words import Words
from diptych.site.answers import SiteInfo
from diptych.site.pages import Page
from tests.render.theme_folders import complete, load

PAGE = Page(url="/fr/x/", kind="page", locale="fr", source="content/pages/x.fr.md")
SITE = SiteInfo(
    locale="fr",
    tag="fr-FR",
    label="Français",
    title="Passerelle",
    description="",
    home="/fr/",
    base_url="https://example.org/",
    languages=("fr",),
    default_language="fr",
    publisher="",
    logo=None,
    noindex=False,
)
DAY = datetime(2026, 1, 1, 8, 30, tzinfo=UTC)


class FakeView:
    def absolute(self, href):
        return f"https://example.org{href}"

    def broken(self):
        raise KeyError("a fault of ours")


def render(tmp_path, text, files=None, **context):
    complete(tmp_path / "site/themes/plain", {"page.html": text, **(files or {})})
    theme = load(tmp_path).value
    words = Words(Catalogue(), "fr-FR")
    known = {
        "page": PAGE,
        "site": SITE,
        "view": FakeView(),
        "words": lambda _locale: words,
        "_": words.gettext,
        "gettext": words.gettext,
        "ngettext": words.ngettext,
    }
    return theme.render("page.html", known | context, PAGE)


def shown(tmp_path, text, **context):
    value, problems = render(tmp_path, text, **context)
    assert problems == ()
    return value.decode()


def test_an_undefined_variable_is_told_at_its_line_with_the_page(tmp_path):
    value, (problem,) = render(tmp_path, "a\n{{ page.url }}\n{{ titel }}")
    assert value == b""
    assert problem.code == "template-undefined"
    assert (problem.place.path, problem.place.line) == ("themes/plain/templates/page.html", 3)
    assert dict(problem.values) == {"reason": "'titel' is undefined", "page": "/fr/x/"}
    assert [place.path for place in problem.also] == ["content/pages/x.fr.md"]


def test_a_fault_in_an_included_template_is_told_there(tmp_path):
    files = {"part.html": "\n\n{{ page.tilte }}"}
    _, (problem,) = render(tmp_path, "{% include 'part.html' %}", files)
    assert (problem.place.path, problem.place.line) == ("themes/plain/templates/part.html", 3)


@pytest.mark.parametrize(
    "expression",
    ["1 / 0", "'a' + 1", "[][3].x", "page.url()", "'x'|date", "3|month", "'x'|time", "'x'|number"],
)
def test_an_expression_that_fails_is_told_at_its_line(tmp_path, expression):
    _, (problem,) = render(tmp_path, f"\n{{{{ {expression} }}}}")
    assert problem.code in {"template-failure", "template-undefined"}
    assert problem.place.line == 2


def test_a_macro_without_end_is_told(tmp_path):
    _, (problem,) = render(tmp_path, "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")
    assert problem.code == "template-failure"


def test_a_fault_of_the_code_behind_a_template_is_no_fault_of_the_template(tmp_path):
    with pytest.raises(KeyError, match="a fault of ours"):
        render(tmp_path, "{{ view.broken() }}")


def test_everything_is_escaped_but_what_is_marked(tmp_path):
    text = '<a title="{{ t }}">{{ t }}</a>'
    assert shown(tmp_path, text, t='<b>"') == '<a title="&lt;b&gt;&#34;">&lt;b&gt;&#34;</a>'


def test_included_and_imported_templates_escape_too(tmp_path):
    files = {"m.html": "{% macro m(x) %}{{ x }}{% endmacro %}", "part.html": "{{ t }}"}
    text = "{% from 'm.html' import m %}{{ m(t) }}{% include 'part.html' %}"
    value, _ = render(tmp_path, text, files, t="<b>")
    assert value == b"&lt;b&gt;&lt;b&gt;"


@pytest.mark.parametrize(
    "expression",
    [
        "day.now()",
        "day.today()",
        "day.strftime('%B')",
        "day.astimezone()",
        "page.__class__.__mro__",
        "_.__self__",
        "''.__class__",
        "view.absolute.__globals__",
        "'{0.__class__}'.format(page)",
        "[].append(1)",
    ],
)
def test_templates_reach_no_clock_and_no_internals(tmp_path, expression):
    _, problems = render(tmp_path, f"{{{{ {expression} }}}}", day=DAY)
    assert [problem.code for problem in problems] == ["template-forbidden"]


@pytest.mark.parametrize("name", ["open", "lipsum", "self.environment", "__import__", "env"])
def test_templates_have_no_names_beyond_their_context(tmp_path, name):
    _, (problem,) = render(tmp_path, f"{{{{ {name} }}}}")
    assert problem.code in {"template-undefined", "template-forbidden"}


def test_filters_speak_the_language_of_the_page_or_a_given_one(tmp_path):
    text = "{{ d|date }}, {{ d|date('en-GB') }}, {{ d|time }}, {{ d|month }}, {{ 1000|number }}"
    assert shown(tmp_path, text, d=DAY) == (
        "1<sup>er</sup> janvier 2026, 1 January 2026, 08:30, janvier 2026, 1\u202f000"
    )


def test_lists_and_addresses(tmp_path):
    text = (
        "{{ ['a', '<'] |listed }} {{ '/fr/'|absolute }} {{ direction('ar') }} {{ og_locale('fr') }}"
    )
    assert shown(tmp_path, text) == "a et &lt; https://example.org/fr/ rtl fr_FR"


def test_messages_take_values_by_name_and_escape_them(tmp_path):
    text = '{{ _("By %(n)s", n=t) }} {% trans n=t %}Of {{ n }} at 100 %{% endtrans %}'
    assert shown(tmp_path, text, t="<i>") == "By &lt;i&gt; Of &lt;i&gt; at 100 %"
