"""The comparison itself: every generator builds the same corpus, in turn, edit after edit.

Within a run the generators alternate at each scenario, so that what else the machine does falls on
all of them; a ratio is taken between two measurements of the same run and scenario.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import Corpus, make_corpus
from benchmarks.edits import EDITS
from benchmarks.generators import Generator
from benchmarks.measure import run
from benchmarks.outputs import File, changes, look
from benchmarks.results import Changes, Measured, Result
from benchmarks.sources import Folder

Teller = Callable[[str], None]


@dataclass(frozen=True)
class Race:
    """What is to be compared: `scenarios` in order, each of them `runs` times."""

    stories: int
    runs: int
    scenarios: Sequence[str]
    generators: Sequence[Generator]


class _Site:
    """One generator's sources and output during one run."""

    def __init__(self, generator: Generator, folder: Path) -> None:
        self.generator = generator
        self.folder = folder
        self.sources = Folder(folder)
        self.output: dict[str, File] = {}

    def build(self, corpus: Corpus) -> tuple[Measured, Changes]:
        """Lay the corpus out and build it, measured; the folder's digests come before and after."""
        self.sources.lay(self.generator.files(corpus))
        os.sync()
        measured = run(self.generator.command, self.folder)
        after = look(self.folder / self.generator.output, self.output)
        done = changes(self.output, after)
        self.output = after
        return measured, done

    def kinds(self) -> dict[str, int]:
        """Return how many pages, feeds and other files the output holds."""
        counted = {"articles": 0, "other pages": 0, "XML": 0, "JSON": 0, "other files": 0}
        for path in self.output:
            if path.endswith(".html"):
                counted["articles" if "/story-" in path else "other pages"] += 1
            elif path.endswith((".xml", ".json")):
                counted[path.rpartition(".")[2].upper()] += 1
            else:
                counted["other files"] += 1
        return counted


def compare(race: Race, work: Path, tell: Teller) -> Iterator[Result]:
    """Run all of it in the folder `work`, which is emptied between runs; yield each build."""
    original = make_corpus(race.stories)
    for number in range(1, race.runs + 1):
        sites = [_Site(each, work / each.name) for each in race.generators]
        for site in sites:
            shutil.rmtree(site.folder, ignore_errors=True)
            site.folder.mkdir(parents=True)
        corpus = original
        for scenario in race.scenarios:
            corpus = EDITS[scenario](corpus)
            for site in sites:
                measured, done = site.build(corpus)
                tell(
                    f"{original.articles} articles, run {number}, {scenario}: "
                    f"{site.generator.name} {measured.seconds:.2f} s"
                )
                yield Result(
                    articles=original.articles,
                    run=number,
                    scenario=scenario,
                    generator=site.generator.name,
                    measured=measured,
                    changes=done,
                    rendered=site.generator.rendered(measured.printed),
                    load=os.getloadavg()[0],
                    kinds=site.kinds(),
                )
        for site in sites:
            shutil.rmtree(site.folder)
