"""A fact, without the language it was written in, and the mention of one in a text.

What is written can often be read in two ways (`14 h` is a time or a length of time), so a mention
has several readings, and agrees with another when one of them is the same.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from msgspec import Struct

FactKind = Literal["number", "time", "day", "phone", "version"]


class Fact(Struct, frozen=True):
    """One thing stated.

    `value` is a number, minutes since midnight, `month * 100 + day`, or digits; `unit` is `%`, the
    code of a currency (ISO 4217) or empty when none is told.
    """

    kind: FactKind
    value: Decimal | str
    unit: str = ""

    def agrees(self, other: "Fact") -> bool:
        """Tell whether both say the same; a unit that is not told stands for any."""
        return self.value == other.value and self.is_like(other)

    def is_like(self, other: "Fact") -> bool:
        """Tell whether both are of a kind, and one could stand for the other by mistake."""
        return self.kind == other.kind and (
            self.unit == other.unit or not self.unit or not other.unit
        )


class Mention(Struct, frozen=True):
    """Where a fact stands in a text (code points), and all that it may mean.

    One that is not `firm` need not be in the other language: `two`, `1er`, `Web3`. It is still an
    answer to one that is.
    """

    start: int
    end: int
    readings: frozenset[Fact]
    firm: bool = True

    def agrees(self, other: "Mention") -> bool:
        """Tell whether the two may mean the same; of two days, also the months must."""
        days = _days(self.readings), _days(other.readings)
        if all(days):
            return not days[0].isdisjoint(days[1])
        return any(mine.agrees(its) for mine in self.readings for its in other.readings)


def number(value: Decimal | int | str, unit: str = "") -> Fact:
    """Return a number as a fact: 2.50 is 2.5."""
    return Fact("number", Decimal(value).normalize(), unit)


def time(minutes: int) -> Fact:
    """Return a time of the day, given in minutes since midnight."""
    return Fact("time", Decimal(minutes))


def day(month: int, day_of_month: int) -> Fact:
    """Return a day of some year."""
    return Fact("day", Decimal(month * 100 + day_of_month))


def numbers(values: Iterable[Decimal | int], unit: str = "") -> frozenset[Fact]:
    """Return each of these numbers as a fact."""
    return frozenset(number(value, unit) for value in values)


def _days(readings: frozenset[Fact]) -> frozenset[Fact]:
    return frozenset(fact for fact in readings if fact.kind == "day")
