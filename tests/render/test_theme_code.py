"""What is reached without the sandbox is what the sandbox lets everybody reach."""

import datetime as dt
from collections import deque

import pytest
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from diptych.render.i18n_catalogue import Catalogue
from diptych.render.i18n_words import Words
from diptych.render.theme_code import is_harmless, shown
from diptych.render.theme_environment import make_environment
from diptych.render.theme_files import Template
from tests.magazine import article, view
from tests.render.test_theme_rendering import DAY, render


def running():
    yield running


OBJECTS = [
    "text",
    Markup("<b>"),
    b"bytes",
    7,
    1.5,
    None,
    True,
    [1],
    (1,),
    {"a": 1},
    {1},
    deque([1]),
    range(3),
    DAY,
    DAY.date(),
    DAY.time(),
    dt.timedelta(1),
    dt.datetime,
    str,
    type,
    running,
    running(),
    running.__code__,
    "".join,
    view,
    view(article()),
    view(article()).card("startups/a.fr"),
    Words(Catalogue(), "fr"),
    Words.gettext,
    LoopContext([1], None),
]


def test_a_name_that_is_harmless_is_open_to_all_that_the_sandbox_knows():
    sandbox = make_environment({})
    plain = ImmutableSandboxedEnvironment()
    for value in OBJECTS:
        for name in filter(is_harmless, dir(value)):
            found = getattr(value, name, None)
            assert plain.is_safe_attribute(value, name, found) or value is running.__code__, name
            assert sandbox.is_safe_attribute(value, name, found) or value is running.__code__, name
            assert plain.wrap_str_format(found) is None


def test_code_frames_and_what_runs_them_have_no_harmless_name_that_leads_there():
    async def waiting():
        yield

    task = waiting()
    for value in (running.__code__, running(), task):
        inner = [name for name in dir(value) if name[2:3] == "_" and name[:2] != "__"]
        assert inner
        assert not any(map(is_harmless, inner))


@pytest.mark.parametrize(
    "name",
    [
        "__class__",
        "_edition",
        "mro",
        "format",
        "format_map",
        "now",
        "today",
        "strftime",
        "append",
        "update",
        "pop",
        "gi_frame",
        "f_globals",
        "tb_frame",
        "co_consts",
        "class",
        "ﬁeld",
        "𝓰i_frame",
        "naïve",
        "a b",
        "a\n",
        "",
    ],
)
def test_names_that_are_guarded_misread_or_no_names_are_not_reached_directly(name):
    assert not is_harmless(name)


@pytest.mark.parametrize("name", ["title", "url", "items", "get", "date", "isoformat", "t2", "all"])
def test_the_names_that_templates_live_by_are_reached_directly(name):
    assert is_harmless(name)


@pytest.mark.parametrize(
    "expression",
    [
        "running.gi_frame.f_globals",
        "running['gi_frame']",
        "(running|attr('gi_frame'))",
        "[page]|map(attribute='__class__')|first",
        "page.__init__.__globals__",
        "page['__class__']",
        "page|attr('__class__')",
        "words.__func__",
        "words.__self__",
        "f._view",
        "view._edition",
        "view['_edition']",
        "view.card.__wrapped__",
        "'%s'.format.__self__.__class__",
        "'{0._edition}'.format(view)",
        "'{a._edition}'.format_map({'a': view})",
        "'{0.__class__}'['format'](page)",
        "('{0.__class__}'|safe).format(page)",
        "[1].clear()",
        "[1]['clear']()",
        "{}.update(a=1)",
        "{}.setdefault('a', 1)",
        "day.replace(year=1)['now']()",
        "day.date()['today']()",
        "(day|attr('astimezone'))()",
        "caller.__globals__",
        "_.__func__.__globals__",
        "direction.__globals__",
        "cycle.mro()",
        "day.ｎow()",
    ],
)
def test_no_way_around_leads_to_what_is_guarded(tmp_path, expression):
    text = (
        "{% macro m() %}{{ caller }}{{ X }}{% endmacro %}{% call m() %}{% endcall %}"
        if "caller" in expression
        else "{{ X }}"
    ).replace("X", expression)
    told = view(article())
    value, problems = render(tmp_path, text, view=told, day=DAY, running=running(), cycle=str)
    assert value == b""
    assert {problem.code for problem in problems} <= {"template-forbidden", "template-undefined"}
    assert problems


def test_a_blocked_function_is_not_called_by_the_quick_way_either(tmp_path):
    def delete():
        raise AssertionError

    delete.alters_data = True
    _, (problem,) = render(tmp_path, "{{ delete() }}", delete=delete)
    assert problem.code == "template-forbidden"


def test_an_item_is_found_by_the_name_of_an_attribute_that_is_not_there(tmp_path):
    value, problems = render(tmp_path, "{{ d.a }} {{ d.keys()|list }}", d={"a": 1, "keys": 2})
    assert (value, problems) == (b"1 [&#39;a&#39;, &#39;keys&#39;]", ())


@pytest.mark.parametrize(
    "value", ["a<b&c>\"d'e", Markup("<b>"), 3, None, DAY, ["<"], Words(Catalogue(), "fr").gettext]
)
def test_values_are_shown_as_they_are_escaped(value):
    assert shown(value) == escape(value)


def rendered(text, **context):
    files = {"x.html": Template(path="x.html", text=text, digest="")}
    return make_environment(files).get_template("x.html").render(context)


CALLS = [
    ("{{ f(1, b=2) }}", "1 2"),
    ("{{ f(*[1, 2]) }}", "1 2"),
    ("{{ f(1, **{'b': 2}) }}", "1 2"),
    ("{% for x in [1, 2] %}{{ f(x, b=loop.index) }};{% endfor %}", "1 1;2 2;"),
    ("{% block a %}{% set y = 5 %}{{ f(y, 6) }}{% endblock %}", "5 6"),
    ("{% macro m(a, b=2) %}{{ a }}-{{ b }}{% endmacro %}{{ m(1) }} {{ m(1, b=3) }}", "1-2 1-3"),
    (
        "{% macro m() %}[{{ caller('x') }}]{% endmacro %}{% call(y) m() %}{{ y }}{% endcall %}",
        "[x]",
    ),
    ("{% macro m() %}{{ varargs|length }}{{ kwargs.c }}{% endmacro %}{{ m(1, 2, c=3) }}", "23"),
    ("{% filter upper %}a{{ 'b' }}{% endfilter %}", "AB"),
    (
        "{% for x in [[1, [2]]] recursive %}{{ x[0] }}{{ loop(x[1:]) if x[1:] }}{% endfor %}",
        "12",
    ),
    ("{% set x %}<{{ '<' }}{% endset %}{{ x }}", "<&lt;"),
    (
        "{% set n = namespace(s=0) %}{% for x in [1, 2] %}{% set n.s = x %}{% endfor %}{{ n.s }}",
        "2",
    ),
    ("{{ context_of(context=1, function=2) }}", "12"),
]


@pytest.mark.parametrize(("text", "expected"), CALLS)
def test_calls_and_blocks_do_what_they_do_in_jinja(text, expected):
    def f(a, b):
        return f"{a} {b}"

    def context_of(context, function):
        return f"{context}{function}"

    assert rendered(text, f=f, context_of=context_of) == expected


def test_a_child_fills_the_blocks_of_its_parent_and_of_its_parent_s_parent():
    texts = {
        "a.html": "<{% block x %}a{% endblock %}|{% block y %}b{% endblock %}>",
        "b.html": "{% extends 'a.html' %}{% block x %}[{{ super() }}{{ self.y() }}]{% endblock %}",
        "c.html": "{% extends 'b.html' %}no{% block y %}{{ super() }}!{% endblock %}",
    }
    files = {name: Template(path=name, text=text, digest="") for name, text in texts.items()}
    assert make_environment(files).get_template("c.html").render() == "<[ab!]|b!>"
