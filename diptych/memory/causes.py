"""Causes: why a page was last rendered, in a form that is kept in its trace.

A build decides by digests alone; a cause says in a few dozen bytes what it was that differed. Pure
data and pure comparisons. Knows neither the store nor anybody's language.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict

from diptych.memory.recipes import Ingredient
from diptych.site.pages import Page

TOLD = 8
"""How many templates a cause names; an edited theme may have changed them all."""

Change = Literal["changed", "added", "removed"]


class New(Struct, frozen=True, array_like=True, tag="new"):
    """No page of this address was known; nor was any other, where the memory began with it."""

    to_a_memory: bool


class OtherPage(Struct, frozen=True, array_like=True, tag="page"):
    """What stands at the address is another thing: its fields that differ, as they were."""

    before: Mapping[str, str]


class OtherTemplate(Struct, frozen=True, array_like=True):
    """One template that is not what it was."""

    name: str
    change: Change


class OtherTemplates(Struct, frozen=True, array_like=True, tag="templates"):
    """Some of its templates, and how many `more`, are not what they were."""

    templates: tuple[OtherTemplate, ...]
    more: int = 0


class OtherAnswer(Struct, frozen=True, array_like=True, tag="answer"):
    """A question, as it was written down, has another answer: the first of all it asked."""

    question: bytes


class OtherFile(Struct, frozen=True, array_like=True, tag="output"):
    """Its file was not in the output, or had other bytes than it was given."""

    is_absent: bool


Why = New | OtherPage | OtherTemplates | OtherAnswer | OtherFile


class Cause(Struct, frozen=True, array_like=True):
    """Why a page was rendered; `at` is when its build began, in nanoseconds since 1970.

    `output` is the number of the output that it was rendered for; `since`, that of another one, if
    the page was rendered for that before.
    """

    why: Why
    at: int
    output: int
    since: int | None = None


def other_page(before: Page, now: Page) -> OtherPage:
    """Return what two pages of one address differ in."""
    was, is_now = asdict(before), asdict(now)
    return OtherPage({name: str(was[name]) for name in was if was[name] != is_now[name]})


def other_templates(before: Iterable[Ingredient], now: Iterable[Ingredient]) -> OtherTemplates:
    """Return what two closures differ in, by name.

    A template that is referred to and absent is in a closure too, without a digest.
    """
    was = {one.name: one.digest for one in before}
    is_now = {one.name: one.digest for one in now}
    found = [
        OtherTemplate(name, _change(was.get(name), is_now.get(name)))
        for name in sorted(was.keys() | is_now.keys())
        if (was.get(name) or "") != (is_now.get(name) or "")
    ]
    return OtherTemplates(tuple(found[:TOLD]), len(found[TOLD:]))


def _change(before: str | None, now: str | None) -> Change:
    if not before:
        return "added"
    return "changed" if now else "removed"
