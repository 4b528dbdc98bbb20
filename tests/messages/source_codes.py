"""Which codes of problems the source names, read from its syntax trees."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "diptych"
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+")

MAKERS = {"error", "warning", "config_error", "environment_error"}
"""The functions of the model that make problems, and methods that pass on to them."""

TELLERS = MAKERS | {
    "FrontMatterError",
    "Refusal",
    "Unresolved",
    "_RefusedError",
    "_missing",
    "_usage",
    "refuse",
    "report",
}
"""Whatever takes a code as its first argument."""


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in the source, with the file's name."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                yield str(path.relative_to(SOURCE)), node


def name_of(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def codes_in(node: ast.expr) -> set[str]:
    """Return the codes that an expression may be: a constant, or either side of a choice."""
    if isinstance(node, ast.IfExp):
        return codes_in(node.body) | codes_in(node.orelse)
    found = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
    return {found} if isinstance(found, str) and CODE.fullmatch(found) else set()


def told_codes() -> dict[str, str]:
    """Return each code that the source tells, with a file that tells it."""
    found = {}
    for file, call in calls():
        if name_of(call) in TELLERS and call.args:
            found |= dict.fromkeys(codes_in(call.args[0]), file)
        for keyword in call.keywords:
            if keyword.arg == "code":
                found |= dict.fromkeys(codes_in(keyword.value), file)
    return found


def named_texts() -> set[str]:
    """Return every text constant of the source."""
    return {
        node.value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
