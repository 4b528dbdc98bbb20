"""What a template's source tells before any page is rendered.

Which templates it refers to, which messages it says, and what is wrong with it: syntax, dynamic
references, values that would escape escaping. Pure: text in, findings out.
"""

import re
from collections.abc import Callable, Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.ext import extract_from_ast
from msgspec import Struct

from diptych.model.problem import Place, Problem, error, warning
from diptych.render.i18n_catalogue import Key
from diptych.render.theme_files import Template

DRAWING = ("fragment", "macros")
"""The functions that draw on a template by its name: to render it, to have its macros."""

GETTEXT = ("_", "gettext", "ngettext", "pgettext", "npgettext")

_TAG = re.compile(r"<[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_VALUE = "\ue000"
_UNQUOTED = re.compile(rf"(?<=\s)[\w:@.-]+\s*=\s*(?![\"'\s])[^\s\"'>{_VALUE}]*{_VALUE}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


class Reference(Struct, frozen=True):
    """A template named by another one: in an extends, include or import, or by a function."""

    name: str
    line: int
    optional: bool


class Message(Struct, frozen=True):
    """A message that a template says; `plural` is empty where it has one form."""

    key: Key
    line: int
    plural: str = ""


class Inspection(Struct, frozen=True, kw_only=True):
    """What was found in one template."""

    references: tuple[Reference, ...] = ()
    messages: tuple[Message, ...] = ()
    problems: tuple[Problem, ...] = ()


Recall = Callable[[Template, Callable[[], Inspection]], Inspection]
"""Knows what was found in a template before, or has it inspected."""


def inspect(environment: Environment, template: Template) -> Inspection:
    """Return what a template's source tells; of one that cannot be parsed, only its fault."""
    try:
        environment.compile(template.text, filename=template.path, raw=True)
    except TemplateSyntaxError as fault:
        place = Place(template.path, fault.lineno)
        return Inspection(problems=(error("template-syntax", place, reason=fault.message),))
    tree = environment.parse(template.text, filename=template.path)
    problems = [
        *_dynamic_references(tree, template),
        *_unescaped(tree, template),
        *_unquoted_attributes(environment, template),
    ]
    references = tuple(_references(tree))
    problems += [
        error("template-path", Place(template.path, reference.line), template=reference.name)
        for reference in references
        if _leaves(reference.name)
    ]
    return Inspection(
        references=tuple(r for r in references if not _leaves(r.name)),
        messages=tuple(_messages(tree)),
        problems=tuple(problems),
    )


def _references(tree: nodes.Template) -> Iterator[Reference]:
    for node, named in _referring(tree):
        names = _constant_names(named)
        lenient = isinstance(node, nodes.Include) and node.ignore_missing
        for name in names or ():
            yield Reference(name, node.lineno, lenient or len(names or ()) > 1)


def _referring(tree: nodes.Template) -> Iterator[tuple[nodes.Node, nodes.Expr]]:
    """Yield all that refers to templates, with what names them."""
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        yield node, node.template  # type: ignore[attr-defined] # all of them have one
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in DRAWING:
            yield call, call.args[0] if call.args else call.node


def _constant_names(node: nodes.Expr) -> list[str] | None:
    """Return the names written in a reference, None if one is only known when a page renders."""
    try:
        value = node.as_const()
    except nodes.Impossible:
        return None
    names = list(value) if isinstance(value, list | tuple) else [value]
    return names if all(isinstance(name, str) for name in names) else None


def _dynamic_references(tree: nodes.Template, template: Template) -> Iterator[Problem]:
    for node, named in _referring(tree):
        if _constant_names(named) is None:
            yield error("template-dynamic", Place(template.path, node.lineno))


def _leaves(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _unescaped(tree: nodes.Template, template: Template) -> Iterator[Problem]:
    """Find what switches escaping off, for good or for a value that is not finished HTML."""
    for modifier in tree.find_all(nodes.ScopedEvalContextModifier):
        for option in modifier.options:
            if option.key == "autoescape":
                yield error("template-autoescape", Place(template.path, modifier.lineno))
    for node in tree.find_all(nodes.Filter):
        if node.name == "safe" and not _is_html(node.node):
            yield warning("template-safe", Place(template.path, node.lineno))


def _is_html(node: nodes.Expr | None) -> bool:
    """Tell whether an expression is the HTML of a body or a remark, which is sanitised."""
    return isinstance(node, nodes.Getattr) and node.attr == "html"


def _unquoted_attributes(environment: Environment, template: Template) -> Iterator[Problem]:
    """Find attributes such as `class={{ kind }}`, where a blank in the value opens another one."""
    markup = _outline(environment, template.text)
    for tag in _TAG.finditer(markup):
        bare = _QUOTED.sub(lambda quoted: '""' + "\n" * quoted[0].count("\n"), tag[0])
        for found in _UNQUOTED.finditer(bare):
            line = markup.count("\n", 0, tag.start()) + bare.count("\n", 0, found.start()) + 1
            yield warning("template-unquoted-attribute", Place(template.path, line))


def _outline(environment: Environment, text: str) -> str:
    """Return a template's markup: each printed value one mark, its logic left out, lines kept."""
    parts: list[str] = []
    line = 1
    for number, token, value in environment.lex(text):
        parts.append("\n" * (number - line))
        if token == "data":  # noqa: S105 - the name of a token
            parts.append(value)
        elif token == "variable_begin":  # noqa: S105 - the same
            parts.append(_VALUE)
        line = number + (value.count("\n") if token == "data" else 0)  # noqa: S105 - the same
    return "".join(parts)


def as_message(
    line: int, function: str, strings: str | tuple[str | None, ...] | None
) -> Message | None:
    """Return the message that a call of a gettext function says, None for one that says none."""
    texts = [text for text in (strings if isinstance(strings, tuple) else (strings,)) if text]
    context = texts.pop(0) if function in {"pgettext", "npgettext"} and texts else ""
    if not texts:
        return None
    plural = texts[1] if function in {"ngettext", "npgettext"} and len(texts) > 1 else ""
    return Message((context, texts[0]), line, plural)


def _messages(tree: nodes.Template) -> Iterator[Message]:
    for line, function, strings in extract_from_ast(tree, GETTEXT):
        message = as_message(line, function, strings)
        if message is not None:
            yield message
