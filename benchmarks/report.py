"""Results as Markdown: a table for each size, and its place in benchmarks/README.md.

Ratios are taken run by run against the baseline, then reduced to their median, least and greatest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.edits import SCENARIOS
from benchmarks.results import Result

BASELINE = "hugo"

_MIB = 1024 * 1024


@dataclass(frozen=True)
class Setting:
    """Where and when results were taken; `versions` names each generator's."""

    date: str
    cores: int
    memory: int
    versions: Sequence[str]


def tables(results: Sequence[Result], setting: Setting) -> Iterator[tuple[int, str]]:
    """Return, for each size in articles, its section."""
    for articles in sorted({result.articles for result in results}):
        chosen = [result for result in results if result.articles == articles]
        yield articles, "\n".join(_section(chosen, setting)) + "\n"


def written(document: str, articles: int, section: str) -> str:
    """Return the document with the section of that size replaced, or added after the others."""
    start, end = f"<!-- results {articles} -->\n", f"<!-- end of results {articles} -->\n"
    block = f"{start}{section}{end}"
    if start in document:
        before, _, rest = document.partition(start)
        return before + block + rest.partition(end)[2]
    place = "<!-- further results -->\n"
    return document.replace(place, f"{block}\n{place}")


def write(path: Path, sections: Sequence[tuple[int, str]]) -> None:
    """Put the sections into the document at `path`."""
    document = path.read_text(encoding="utf-8")
    for articles, section in sections:
        document = written(document, articles, section)
    path.write_text(document, encoding="utf-8")


def _section(results: Sequence[Result], setting: Setting) -> Iterator[str]:
    runs = max(result.run for result in results)
    loads = [result.load for result in results]
    yield f"### {results[0].articles:,} articles"
    yield ""
    yield (
        f"{setting.date}; {setting.cores} cores, {setting.memory / 1024**3:.0f} GiB of memory, "
        f"load {min(loads):.1f} to {max(loads):.1f}; {', '.join(setting.versions)}; "
        f"{runs} {'run' if runs == 1 else 'runs'}."
    )
    yield ""
    yield "| build | by | seconds | ratio | written | changed | removed | rendered | memory |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for scenario in dict.fromkeys(result.scenario for result in results):
        for name in dict.fromkeys(result.generator for result in results):
            yield _row(results, scenario, name)
    yield ""
    yield "| files after the cold build | article pages | other pages | XML | JSON | other |"
    yield "|---|---|---|---|---|---|"
    for result in results:
        if result.run == 1 and result.scenario == "cold":
            counts = " | ".join(f"{count:,}" for count in result.kinds.values())
            yield f"| {result.generator} | {counts} |"


def _row(results: Sequence[Result], scenario: str, name: str) -> str:
    own = [each for each in results if (each.scenario, each.generator) == (scenario, name)]
    last = own[-1]
    ratios = list(_ratios(own, results)) if name != BASELINE else []
    cells = [
        SCENARIOS[scenario],
        name,
        _spread([each.measured.seconds for each in own]),
        _spread(ratios) if ratios else "",
        f"{last.changes.written:,}",
        f"{last.changes.changed:,}",
        f"{last.changes.removed:,}",
        "" if last.rendered is None else f"{last.rendered:,}",
        f"{median(each.measured.peak for each in own) / _MIB:.0f} MiB",
    ]
    return f"| {' | '.join(cells)} |"


def _ratios(own: Sequence[Result], results: Sequence[Result]) -> Iterator[float]:
    base = {
        (each.run, each.scenario): each.measured.seconds
        for each in results
        if each.generator == BASELINE
    }
    for each in own:
        if (each.run, each.scenario) in base:
            yield each.measured.seconds / base[each.run, each.scenario]


def _spread(values: Sequence[float]) -> str:
    """Return the median, with the least and the greatest when there are several."""
    middle = f"{median(values):.2f}"
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):.2f} to {max(values):.2f})"
