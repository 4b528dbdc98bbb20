"""One template and a context to bytes; what fails in a template is told at its line.

A fault of the code that templates call is no fault of theirs: it goes on as an exception. What they
ask the View must be something that it can be asked.
"""

from collections.abc import Collection, Mapping
from traceback import walk_tb
from types import TracebackType
from typing import Any

import jinja2
from jinja2 import Environment, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from diptych.model.problem import Place, Problem, Result, error
from diptych.render import theme_code, theme_environment, theme_sandbox
from diptych.site.pages import Page
from diptych.site.view import UnansweredError

_JINJA = (
    jinja2.__file__.removesuffix("__init__.py"),
    theme_environment.__file__,
    theme_sandbox.__file__,
    theme_code.__file__,
)


def render(
    environment: Environment,
    paths: Collection[str],
    name: str,
    context: Mapping[str, Any],
    page: Page,
) -> Result[bytes]:
    """Return the page that template `name` makes of a context; `paths` are the theme's files.

    Raises whatever the code behind the context raises.
    """
    try:
        text = environment.get_template(name).render(context)
    except Exception as fault:
        problem = _told(fault, paths, page)
        if problem is None:
            raise
        return Result(b"", (problem,))
    return Result(text.encode())


def _told(fault: Exception, paths: Collection[str], page: Page) -> Problem | None:
    """Return the problem that a failure is, None if the template is not to blame."""
    place = _line(fault.__traceback__, paths)
    if isinstance(fault, TemplateSyntaxError):
        place = Place(fault.filename or page.url, fault.lineno)
    is_theirs = isinstance(fault, TemplateError | UnansweredError) or _within(fault, paths)
    if place is None or not is_theirs:
        return None
    codes = {UndefinedError: "template-undefined", SecurityError: "template-forbidden"}
    code = next((codes[kind] for kind in codes if isinstance(fault, kind)), "template-failure")
    also = (Place(page.source),) if page.source else ()
    return error(code, place, *also, reason=fault, page=page.url)


def _line(traceback: TracebackType | None, paths: Collection[str]) -> Place | None:
    """Return the innermost line of a template in a traceback."""
    lines = [
        Place(frame.f_code.co_filename, line)
        for frame, line in walk_tb(traceback)
        if frame.f_code.co_filename in paths
    ]
    return lines[-1] if lines else None


def _within(fault: Exception, paths: Collection[str]) -> bool:
    """Tell whether an exception was raised by a template's own expression."""
    frames = [frame.f_code.co_filename for frame, _ in walk_tb(fault.__traceback__)]
    return bool(frames) and (frames[-1] in paths or frames[-1].startswith(_JINJA))
