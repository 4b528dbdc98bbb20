"""What is measured of one build: data, made by the race and read by the report and the plot."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """One run: wall seconds, bytes of memory at the peak, and what was printed."""

    seconds: float
    peak: int
    printed: str


@dataclass(frozen=True)
class Changes:
    """What a run did to its output.

    `written` counts files that are new or were touched, `changed` those of them whose bytes differ
    from before; `removed` files that are gone; `files` what stands there now.
    """

    written: int
    changed: int
    removed: int
    files: int


@dataclass(frozen=True)
class Result:
    """One build of one generator.

    `rendered` is what the generator itself tells, if it does; `load` how many processes wanted to
    run on the machine in the minute before the end; `kinds` counts the output's files.
    """

    articles: int
    run: int
    scenario: str
    generator: str
    measured: Measured
    changes: Changes
    rendered: int | None
    load: float
    kinds: Mapping[str, int]
