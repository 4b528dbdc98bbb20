"""The page of docs/ that lists what templates may ask, made from the View and its answers."""

import re
from collections.abc import Iterator
from inspect import getdoc, isfunction, signature
from typing import Any

from msgspec.structs import fields

from diptych.model.article import Correction
from diptych.model.body import Body, Heading
from diptych.site import answers
from diptych.site.pages import Page
from diptych.site.view import View

_HEAD = """\
# What templates may ask

<!-- Made by `make docs` from diptych/site/: change the docstrings there, not this page. -->

A template asks the site by `view`: each method below is a question. Arguments are plain values,
given by position; answers are small, frozen data. How themes are made stands in
[themes](themes.md).

## Questions
"""


def questions_page() -> str:
    """Return the page of all questions, in the order of the View, then of all answers."""
    asked = [method for method in vars(View).values() if _is_question(method)]
    told = sorted(name for name in vars(answers) if _is_answer(vars(answers)[name]))
    return "\n".join(
        [
            _HEAD,
            *("\n".join(_question(method)) for method in asked),
            "## Answers\n",
            *("\n".join(_answer(vars(answers)[name])) for name in told),
            *("\n".join(_answer(kind)) for kind in (Body, Heading, Correction, Page)),
        ]
    )


def _is_question(method: Any) -> bool:
    return isfunction(method) and hasattr(method, "__wrapped__")


def _is_answer(kind: Any) -> bool:
    return isinstance(kind, type) and kind.__module__ == answers.__name__


def _question(method: Any) -> Iterator[str]:
    told = signature(method)
    given = [
        _spelled(one.name if one.default is one.empty else f"{one.name}={one.default!r}")
        for one in list(told.parameters.values())[1:]
    ]
    yield f"### `view.{method.__name__}({', '.join(given)})`\n"
    yield f"{getdoc(method)}\n"
    yield f"Answer: `{_kind(told.return_annotation)}`\n"


def _answer(kind: Any) -> Iterator[str]:
    yield f"### {kind.__name__}\n"
    yield f"{getdoc(kind)}\n"
    yield "| field | holds |"
    yield "|---|---|"
    for field in fields(kind):
        yield f"| `{field.name}` | `{_kind(field.type)}` |"
    yield ""


def _spelled(text: str) -> str:
    return text.replace("'", '"')


def _kind(annotation: Any) -> str:
    """Return a type as people read it, without the modules it comes from."""
    text = annotation.__name__ if isinstance(annotation, type) else str(annotation)
    text = str(annotation) if getattr(annotation, "__args__", ()) else text
    text = re.sub(r"ForwardRef\('(\w+)'[^)]*\)", r"\1", text)
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Za-z])", "", text).replace("|", "or")
