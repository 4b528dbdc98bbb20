"""Questions written down: what a page asked of the View, so that it can be asked again.

Knows how a question is written and read back; what is done with the answers is not its affair.
"""

from typing import Any

import msgspec

from diptych.site.pages import Page
from diptych.site.view import View

_WRITER = msgspec.json.Encoder()
_READER = msgspec.json.Decoder(tuple[str, list[str | int | Page]])


def written(name: str, arguments: tuple[Any, ...]) -> bytes:
    """Return a question in writing; equal questions are written alike."""
    return _WRITER.encode((name, arguments))


def asked_again(view: View, question: bytes) -> Any:
    """Return the answer that a written question has now.

    Raises LookupError when what it is about is no more, and AttributeError for a question that
    the View does not know.
    """
    name, arguments = _READER.decode(question)
    return getattr(view, name)(*arguments)


def read(question: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the name of a written question and its arguments as people read them.

    A page stands by its address. Raises `msgspec.MsgspecError` for what is no question.
    """
    name, arguments = _READER.decode(question)
    return name, tuple(one.url if isinstance(one, Page) else str(one) for one in arguments)
