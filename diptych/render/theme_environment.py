"""The Jinja environment that a theme's templates run in: where they are, what they may use.

Autoescape and strict, sandboxed, its loader a dictionary; globals are pure functions. What varies
(page, view, words) comes in the render context alone, since Jinja caches compiled templates.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, pass_context
from jinja2.exceptions import FilterArgumentError
from jinja2.runtime import Context
from markupsafe import Markup

from diptych.render.i18n_words import Words
from diptych.render.theme_files import Template
from diptych.render.theme_sandbox import PURE, Sandbox

IMPURE_FILTERS = ("random", "pprint")
IMPURE_GLOBALS = ("lipsum",)


class TextLoader(BaseLoader):
    """Loads templates from memory; tracebacks name the files they were read from."""

    def __init__(self, templates: Mapping[str, Template]) -> None:
        self._templates = templates

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template's text and path."""
        del environment
        found = self._templates.get(template)
        if found is None:
            raise TemplateNotFound(template)
        return found.text, found.path, lambda: True


def make_environment(templates: Mapping[str, Template]) -> Environment:
    """Return the environment for a theme's templates."""
    environment = Sandbox(
        loader=TextLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        extensions=["jinja2.ext.i18n"],
    )
    environment.newstyle_gettext = True  # type: ignore[attr-defined] # the i18n extension's own
    environment.policies["ext.i18n.trimmed"] = True
    for name in IMPURE_FILTERS:
        del environment.filters[name]
    for name in IMPURE_GLOBALS:
        del environment.globals[name]
    environment.filters |= {
        "date": _date,
        "time": _time,
        "month": _month,
        "number": _number,
        "listed": _listed,
        "absolute": _absolute,
    }
    environment.globals |= {function.__name__: function for function in PURE}
    return environment


def _words(context: Context, tag: str | None) -> Words:
    words: Words = context["words"](context["site"].locale)
    return Words(words.catalogue, tag) if tag else words


@pass_context
def _date(context: Context, value: object, tag: str | None = None) -> Markup:
    if not isinstance(value, dt.date):
        raise FilterArgumentError(f"date wants a date, not {value!r}")
    return _words(context, tag).date(value)


@pass_context
def _time(context: Context, value: object, tag: str | None = None) -> str:
    if not isinstance(value, dt.datetime):
        raise FilterArgumentError(f"time wants a date and time, not {value!r}")
    return _words(context, tag).time(value)


@pass_context
def _month(context: Context, value: object, tag: str | None = None) -> str:
    if not isinstance(value, dt.date | str):
        raise FilterArgumentError(f"month wants a date or a period, not {value!r}")
    return _words(context, tag).month(value)


@pass_context
def _number(context: Context, value: object, tag: str | None = None) -> str:
    if not isinstance(value, int | float):
        raise FilterArgumentError(f"number wants a number, not {value!r}")
    return _words(context, tag).number(value)


@pass_context
def _listed(context: Context, items: Iterable[object], tag: str | None = None) -> Markup:
    return _words(context, tag).listed(items)


@pass_context
def _absolute(context: Context, href: str) -> str:
    address: str = context["view"].absolute(href)
    return address
