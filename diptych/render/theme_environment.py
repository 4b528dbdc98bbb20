"""The Jinja environment that a theme's templates run in, and what it keeps out of their reach.

Autoescape and strict, sandboxed, its loader a dictionary; globals are pure functions. What varies
(page, view, words) comes in the render context alone, since Jinja caches compiled templates.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from types import FunctionType, MethodType
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, pass_context
from jinja2.environment import TemplateModule
from jinja2.exceptions import FilterArgumentError
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from msgspec import Struct

from diptych.render import i18n
from diptych.render.i18n_words import Words
from diptych.render.theme_files import Template
from diptych.site.view import View

IMPURE_FILTERS = ("random", "pprint")
IMPURE_GLOBALS = ("lipsum",)
CLOCK_METHODS = frozenset(
    {"now", "today", "utcnow", "fromtimestamp", "utcfromtimestamp", "strftime", "astimezone"}
)
"""Methods of dates that ask the clock, the machine's zone or its locale."""


_OPEN = (Struct, View, TemplateModule, LoopContext)
_CALLED = frozenset({View, Words})
_OURS = frozenset({"diptych.render.html", i18n.__name__})
"""The modules whose functions are there for templates to call."""
_PASSED_BY_JINJA = ("_block_vars", "_loop_vars")
"""Names of arguments that compiled templates add, for functions that want a context."""


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


class Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which dates tell no time but their own.

    Whether an attribute may be reached is a matter of its name and of the object's type alone, for
    all but texts (whose `format` is wrapped) and classes: so it is asked once for each pair. What
    the View and the words of a language offer may be called without asking further.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._reachable: set[tuple[type, str]] = set()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute, or an item, that a template names."""
        kind = type(obj)
        if (kind, attribute) in self._reachable:
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return super().getattr(obj, attribute)
        found = super().getattr(obj, attribute)
        if (
            issubclass(kind, _OPEN)
            and hasattr(obj, attribute)
            and self.is_safe_attribute(obj, attribute, found)
        ):
            self._reachable.add((kind, attribute))
        return found

    def call(self, context: Context, function: Any, *arguments: Any, **named: Any) -> Any:
        """Call what a template calls: at once what is there to be called, else with all checks."""
        kind = type(function)
        if (
            kind is Macro
            or (kind is MethodType and type(function.__self__) in _CALLED)
            or (kind is FunctionType and function.__module__ in _OURS)
        ):
            if named:
                for name in _PASSED_BY_JINJA:
                    named.pop(name, None)
            return function(*arguments, **named)
        return super().call(context, function, *arguments, **named)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may reach an attribute."""
        if isinstance(obj, dt.date | dt.time) and attr in CLOCK_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)


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
    environment.globals |= {"direction": i18n.direction, "og_locale": i18n.og_locale}
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
