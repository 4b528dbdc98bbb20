"""Traces: what something was made of, so that it need not be made again.

A verifying trace remembers the fingerprint of each answer that was given while a thing was made,
in the order asked; the thing stands while they all agree. A constructive trace also remembers the
thing itself. Whether one is stale is a pure function that returns a *reason*. After Mokhov,
Mitchell and Peyton Jones, "Build Systems à la Carte" (2018), 4.2.
"""

from collections.abc import Callable

from msgspec import Struct

Ask = Callable[[bytes], bytes | None]
"""Answers a question, as it was written down, with a fingerprint; None if it has no answer now."""


class Asked(Struct, frozen=True, array_like=True):
    """One question, written down by whoever asked it, and the fingerprint of its answer."""

    question: bytes
    answer: bytes


class Trace(Struct, frozen=True, array_like=True):
    """What one thing was made of.

    `subject` is the fingerprint of what it is, `recipe` of how it is made (a template's closure,
    settings); `asked` are the questions in order; `result` is the thing, or its digest.
    """

    subject: bytes
    recipe: bytes
    asked: tuple[Asked, ...]
    result: bytes


class Reason(Struct, frozen=True):
    """Why something must be made: `new`, `subject`, `recipe`, or the `answer` to `question`."""

    kind: str
    question: bytes = b""


def reason_to_make(trace: Trace | None, subject: bytes, recipe: bytes, ask: Ask) -> Reason | None:
    """Return the first reason why a thing must be made again, or None when it stands.

    Questions are asked in the order recorded and no further than the first that disagrees: a
    later one may make no sense any more.
    """
    if trace is None:
        return Reason("new")
    if trace.subject != subject:
        return Reason("subject")
    if trace.recipe != recipe:
        return Reason("recipe")
    for asked in trace.asked:
        if ask(asked.question) != asked.answer:
            return Reason("answer", asked.question)
    return None
