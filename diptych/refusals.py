"""What the engine refuses, in the magazine's words: a problem with the exit code of its kind."""

from diptych.engine.fault import Refusal
from diptych.model.problem import Exit, Place, Problem


def problem_of(refusal: Refusal) -> Problem:
    """Return the engine's refusal as a problem."""
    codes = {"usage": Exit.USAGE, "environment": Exit.ENVIRONMENT, "locked": Exit.LOCKED}
    return Problem(
        code=refusal.code,
        place=Place(refusal.path),
        exit=codes[refusal.kind],
        values=refusal.values,
    )
