"""The sandbox that templates run in: what they may reach and call, and what they need not ask for.

Jinja's own, in which dates tell no time but their own, and quicker where nothing is at stake: names
and calls that are harmless are not looked at, and what an included template knows is gathered in
one step. Knows no theme and no page.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from functools import cached_property, partial
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from jinja2 import Template
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from msgspec import Struct

from diptych.render import i18n
from diptych.render.i18n_words import Words
from diptych.render.theme_code import CLOCK_METHODS, FastCode, Macro, getter
from diptych.site.view import View


class Offered:
    """What has methods for templates alone, which want nothing of the context they are called in.

    Not all of it is theirs: names that begin with an underscore are out of their reach.
    """


_CALLED = (View, Words, Offered)
PURE = frozenset({i18n.direction, i18n.og_locale})
"""What may be called without asking further: methods of these, and these functions."""


class Known(Context):
    """What a template knows: the same as Jinja's, put together quicker."""

    def get_all(self) -> dict[str, Any]:
        """Return everything by name; not to be changed."""
        return self.parent | self.vars if self.vars else self.parent


class Piece(Template):
    """A template of an environment whose globals never change once it is made."""

    @cached_property
    def _globals(self) -> dict[str, Any]:
        return dict(self.globals)  # Jinja's own are a chain, slow to go through

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 - Jinja's own
        shared: bool = False,  # noqa: FBT001, FBT002 - the same
        locals: Mapping[str, Any] | None = None,  # noqa: A002 - the same
    ) -> Context:
        """Return what the template knows when it is rendered with these variables."""
        if shared or locals:
            return super().new_context(vars, shared, locals)
        known = self._globals | vars if vars else self._globals
        return self.environment.context_class(
            self.environment, known, self.name, self.blocks, globals=self._globals
        )


class Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox; the code that `FastCode` writes calls its methods.

    Templates are looked up by their names alone: there is one loader, and it never changes.
    """

    code_generator_class = FastCode
    context_class = Known
    template_class = Piece

    def __init__(self, **options: Any) -> None:
        self._loaded: dict[str, Template] = {}
        super().__init__(**options)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's own
    ) -> Template:
        """Return a template, compiled when it is first asked for."""
        if globals is not None or isinstance(name, Template):
            return super().get_template(name, parent, globals)
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = super().get_template(name, parent)
        return found

    def getter(self, name: str) -> Callable[[Any], Any]:
        """Return what reaches an attribute, or an item, whose name is harmless."""
        return getter(name, self.getattr)

    def callee(
        self,
        context: Context,
        function: Any,
        loop_vars: dict[str, Any] | None = None,
        block_vars: dict[str, Any] | None = None,
    ) -> Callable[..., Any]:
        """Return what to call in place of something that a template calls."""
        kind = type(function)
        if kind is MethodType:
            is_ours = isinstance(function.__self__, _CALLED)
        elif kind is FunctionType:
            is_ours = function in PURE
        else:
            # Methods of texts and dates: that they may be reached was found before.
            is_ours = kind is Macro or kind is BuiltinMethodType
        if is_ours:
            called: Callable[..., Any] = function
            return called
        return partial(self.call, context, function, _loop_vars=loop_vars, _block_vars=block_vars)

    def included(
        self, context: Context, name: str, parent: str, given: Mapping[str, Any]
    ) -> Iterator[str]:
        """Return what a template shows in the middle of another, whose own names are `given`."""
        template = self.get_template(name, parent)
        known = _known(context, given)
        return template.root_render_func(
            self.context_class(self, known, template.name, template.blocks)
        )

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item, or an attribute of what has no items."""
        if isinstance(obj, Struct) and isinstance(argument, str):
            return self.getattr(obj, str(argument))
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may reach an attribute."""
        if isinstance(obj, dt.date | dt.time) and attr in CLOCK_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)


def _known(context: Context, given: Mapping[str, Any]) -> dict[str, Any]:
    known = context.parent | context.vars
    for name, value in given.items():
        if value is not missing:
            known[name] = value
    return known
