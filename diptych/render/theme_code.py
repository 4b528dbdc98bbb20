"""How templates become Python: what their text alone proves harmless is not asked again.

Jinja's sandbox looks at every attribute and every call each time. But the name of nearly every
attribute stands in the template's text, and for nearly every name the sandbox has one answer,
whatever the object: such names are reached directly. All others (private names, those that change
a list or tell the time, `format`) and those made up while a page renders (`x[name]`, `|attr`) go to
the sandbox as ever. Knows names and the code for them; the sandbox decides about objects.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable
from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.runtime import Macro as JinjaMacro
from jinja2.sandbox import modifies_known_mutable
from jinja2.utils import missing
from markupsafe import Markup, escape

CLOCK_METHODS = frozenset(
    {"now", "today", "utcnow", "fromtimestamp", "utcfromtimestamp", "strftime", "astimezone"}
)
"""Methods of dates that ask the clock, the machine's zone or its locale."""

_FORMATTING = frozenset({"format", "format_map"})
"""Methods of texts that reach attributes by names of their own."""

_MUTATING = frozenset(
    name
    for kind in (list, dict, set, deque)
    for name in dir(kind)
    if modifies_known_mutable(kind(), name)
)

_GUARDED = CLOCK_METHODS | _FORMATTING | _MUTATING | {"mro"}
_PLAIN = re.compile(r"(?!_|ag_|co_|cr_|f_|func_|gi_|im_|tb_)\w+", re.ASCII)
"""Names outside ASCII are none: Python would read some of them as others. The prefixes are those
of frames, code and what runs it."""

_GETTER = """\
def get(value):
    try:
        return value.{0}
    except AttributeError:
        return slowly(value, "{0}")
"""

_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""The part of `escape` that is done in C, without wrapping the result."""


def is_harmless(name: str) -> bool:
    """Tell whether a sandbox lets templates reach an attribute of this name on any object."""
    return bool(_PLAIN.fullmatch(name)) and name not in _GUARDED and not iskeyword(name)


def getter(name: str, slowly: Callable[[Any, str], Any]) -> Callable[[Any], Any]:
    """Return what reaches an attribute whose name is harmless; `slowly`, where there is none.

    Pages reach hundreds of attributes each: Python finds one that stands in the code a third
    quicker than one whose name is a value.
    """
    if not is_harmless(name):
        raise ValueError(name)
    known: dict[str, Any] = {"slowly": slowly}
    exec(compile(_GETTER.format(name), __file__, "exec"), known)  # noqa: S102 - a plain name, looked at above
    made: Callable[[Any], Any] = known["get"]
    return made


def marked(text: str) -> Markup:
    """Return HTML as such, without the questions that `Markup` asks of anything."""
    return str.__new__(Markup, text)


def shown(value: object) -> str:
    """Return a value as HTML, to be joined with other HTML at once."""
    if type(value) is str:
        return _escape_text(value)
    return value if type(value) is Markup else escape(value)


class Macro(JinjaMacro):
    """A macro, quicker to call where no argument is named.

    Escaping is never off, so that no call needs to tell a macro whether it is on.
    """

    def __init__(self, *options: Any, **named: Any) -> None:
        super().__init__(*options, **named)
        is_plain = not (self.caller or self.catch_kwargs or self.catch_varargs)
        self._most = len(self.arguments) if is_plain else -1
        self._absent = (missing,) * len(self.arguments)

    def __call__(self, *arguments: Any, **named: Any) -> str:
        """Return what the macro prints."""
        if named or len(arguments) > self._most:
            return super().__call__(*arguments, **named)
        return marked(self._func(*arguments, *self._absent[len(arguments) :]))


class FastCode(CodeGenerator):
    """Writes the code of templates.

    A template's root and its blocks are made whole and yielded at once, so that a piece of text
    does not pass through every template around it by itself.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        """Write a whole module; what it reaches attributes with stands at its end."""
        self._reached: dict[str, None] = {}
        self._is_child = node.find(nodes.Extends) is not None
        super().visit_Template(node, frame)
        self.writeline(f"from {__name__} import Macro, shown")
        for name in self._reached:
            self.writeline(f"get_{name} = environment.getter({name!r})")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write a body; outermost ones collect what they print."""
        is_outermost = frame.buffer is None and (
            frame.block_frame or (frame.rootlevel and not self._is_child)
        )
        if is_outermost:
            self.buffer(frame)
        super().blockvisit(nodes, frame)
        if is_outermost:
            self.writeline(f"yield concat({frame.buffer})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("shown(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write an include."""
        is_plain = isinstance(node.template, nodes.Const) and isinstance(node.template.value, str)
        if not is_plain or node.ignore_missing or not node.with_context:
            super().visit_Include(node, frame)
            return
        before, after = (
            ("yield from ", "") if frame.buffer is None else (f"{frame.buffer}.extend(", ")")
        )
        self.writeline(f"{before}environment.included(", node)
        self.write("context, ")
        self.visit(node.template, frame)
        self.write(f", {self.name!r}, {self.dump_local_context(frame)}){after}")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write the reaching of an attribute."""
        if is_harmless(node.attr):
            self._reached[node.attr] = None
            self.write(f"get_{node.attr}(")
            self.visit(node.node, frame)
            self.write(")")
        else:
            self.write("environment.getattr(")
            self.visit(node.node, frame)
            self.write(f", {node.attr!r})")

    @optimizeconst
    def visit_Call(  # noqa: N802 - Jinja's name
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002 - Jinja's own
    ) -> None:
        """Write a call of whatever the sandbox lets be called."""
        is_special = node.dyn_args or node.dyn_kwargs or any(iskeyword(a.key) for a in node.kwargs)
        if forward_caller or is_special:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("environment.callee(context, ")
        self.visit(node.node, frame)
        if frame.loop_frame:
            self.write(", loop_vars=_loop_vars")
        if frame.block_frame:
            self.write(", block_vars=_block_vars")
        self.write(")(")
        for number, argument in enumerate((*node.args, *node.kwargs)):
            if number:
                self.write(", ")
            self.visit(argument, frame)
        self.write(")")
