"""What an audit says: figures, each with the bar it must meet, and findings that tell why not.

Pure data and arithmetic; it knows no tool and no page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Sense = Literal["at least", "at most"]


@dataclass(frozen=True, order=True)
class Finding:
    """One fault: where it is, which rule it breaks, and what a person should know to mend it."""

    page: str
    rule: str
    message: str = ""


@dataclass(frozen=True)
class Figure:
    """A measured value and its bar, in the same unit.

    `spread` tells of how many runs, or of what, the value was taken.
    """

    check: str
    subject: str
    value: float
    bar: float
    sense: Sense = "at most"
    unit: str = ""
    spread: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def good(self) -> bool:
        """Whether the bar is met."""
        return self.value >= self.bar if self.sense == "at least" else self.value <= self.bar


def faults(check: str, subject: str, findings: Sequence[Finding], spread: str = "") -> Figure:
    """Return a figure that counts faults, of which there must be none."""
    return Figure(
        check,
        subject,
        len(findings),
        0,
        unit="faults",
        spread=spread,
        findings=tuple(sorted(findings)),
    )


def spread_of(values: Sequence[float], digits: int = 2) -> str:
    """Tell of how many values a median was taken, and what the least and the greatest were."""
    runs = "1 run" if len(values) == 1 else f"{len(values)} runs"
    if min(values) == max(values):
        return runs
    return f"{runs}, {min(values):.{digits}f} to {max(values):.{digits}f}"
