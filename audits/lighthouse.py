"""Lighthouse on the pages that readers land on, as often as asked; medians are what counts.

It judges as Lighthouse does by default: a telephone on a slow network. A page that asks search
engines to leave it out (a search page) is not blamed for that: `is-crawlable` is skipped there,
and only there. Noise makes a page slower, never faster, so pages whose performance misses the bar
are run as often again, and the median of all their runs is taken.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from msgspec import Struct
from msgspec.json import decode

from audits import chromium
from audits.figures import Figure, Finding, spread_of
from audits.missing import MissingError
from audits.output import Output
from audits.sample import KINDS, output_path

SCRIPT = Path(__file__).with_name("lighthouse.mjs")
PAGES = ("home", "article", "tag", "search")
BARS: Mapping[str, float] = {
    "performance": 0.99,
    "accessibility": 1.0,
    "best-practices": 1.0,
    "seo": 1.0,
}


class Failed(Struct, frozen=True):
    """An audit of Lighthouse's that a page does not pass whole."""

    category: str
    id: str
    score: float
    value: str = ""
    nodes: tuple[str, ...] = ()


class Run(Struct, frozen=True):
    """What Lighthouse says of a page in one run. `benchmark` tells how fast the machine was."""

    url: str
    run: int
    benchmark: float
    shift: float
    scores: Mapping[str, float | None]
    failed: tuple[Failed, ...] = ()
    error: str = ""


Watch = Callable[[str], None]


def audit_lighthouse(output: Output, origin: str, runs: int, watch: Watch) -> Iterator[Figure]:
    """Judge the pages of the sample magazine, served at `origin`."""
    pages = [
        {"url": origin + address, "skip": ["is-crawlable"] if _hidden(output, address) else []}
        for kind in PAGES
        for address in KINDS[kind].at.values()
        if (output.folder / output_path(address)).is_file()
    ]
    done = list(_run(pages, runs, watch))
    slow = [page for page in pages if _performance(done, str(page["url"])) < BARS["performance"]]
    if slow:
        watch(f"{len(slow)} pages were slow, which may be the machine's doing: once more")
        done += _run(slow, runs, watch)
    for page in pages:
        own = [each for each in done if each.url == page["url"]]
        yield from judge(str(page["url"]).removeprefix(origin), own)


def judge(address: str, runs: Sequence[Run]) -> Iterator[Figure]:
    """Return a page's medians, with what it failed in the last run of those that missed a bar."""
    for each in runs:
        if each.error:
            fault = Finding(address, "lighthouse", each.error)
            yield Figure("Lighthouse runs that failed", address, 1, 0, findings=(fault,))
            return
    for category, bar in BARS.items():
        scores = [each.scores[category] or 0.0 for each in runs]
        middle = median(scores)
        missed = middle < bar
        found = {
            Finding(address, f"{category}: {fault.id}", " ".join((fault.value, *fault.nodes)))
            for fault in runs[-1].failed
            if missed and fault.category == category
        }
        yield Figure(
            f"Lighthouse {category}",
            address,
            middle,
            bar,
            "at least",
            spread=spread_of(scores),
            findings=tuple(sorted(found)),
        )
    shifts = [each.shift for each in runs]
    yield Figure("layout shift (CLS)", address, median(shifts), 0, spread=spread_of(shifts, 4))


def _performance(done: Sequence[Run], url: str) -> float:
    return median(each.scores["performance"] or 0.0 for each in done if each.url == url)


def _hidden(output: Output, address: str) -> bool:
    robots = output.pages[address].xpath("//meta[@name='robots']/@content")
    return any("noindex" in value for value in robots)


def _run(pages: Sequence[Mapping[str, Any]], runs: int, watch: Watch) -> Iterator[Run]:
    node = shutil.which("node")
    browser = chromium.executable()
    if node is None:
        raise MissingError("node", "Lighthouse")
    if browser is None:
        raise MissingError("chromium", "Lighthouse")
    asked = {"pages": pages, "runs": runs, "chromium": browser, "flags": chromium.FLAGS}
    with subprocess.Popen(  # noqa: S603 - a program of ours
        [node, str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None  # noqa: S101 - as Popen was asked
        assert process.stdout is not None  # noqa: S101 - the same
        process.stdin.write(json.dumps(asked))
        process.stdin.close()
        for line in process.stdout:
            run = decode(line, type=Run)
            scores = " ".join(f"{name} {score}" for name, score in run.scores.items())
            watch(f"run {run.run} of {run.url}: {scores} (machine: {run.benchmark:.0f})")
            yield run
    if process.returncode:
        raise RuntimeError(f"Lighthouse ended with {process.returncode}")
