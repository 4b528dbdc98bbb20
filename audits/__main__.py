"""`make audit`: builds the magazine and the small sites, audits them, prints every figure.

The exit code is 1 when a bar is missed, and 3 when a program is missing.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from audits.building import build_sample, build_site, sound_sites
from audits.feeds import audit_feeds
from audits.figures import Figure
from audits.lighthouse import audit_lighthouse
from audits.markup import audit_markup
from audits.missing import MissingError
from audits.output import Output
from audits.report import findings, table
from audits.sample import CLOCK
from audits.serving import hosting
from audits.sitemaps import audit_sitemaps
from audits.translations import audit_translations
from audits.visits import audit_visits
from audits.weights import audit_sizes_of_images, audit_weights

SMALL_SITES = "https://example.org/"
"""The address that the small sites are built for, where their settings name no other."""


def main(arguments: Sequence[str]) -> int:
    """Run the audits that the arguments ask for."""
    parser = ArgumentParser(prog="make audit", description="Prove what readers get.")
    parser.add_argument("--runs", type=int, default=5, help="of Lighthouse, for each page")
    parser.add_argument("--no-lighthouse", action="store_true", help="leave out the slow part")
    asked = parser.parse_args(arguments)
    told = Console(stderr=True, soft_wrap=True)
    console = Console(soft_wrap=True, width=None if sys.stdout.isatty() else 140)
    try:
        with TemporaryDirectory(prefix="diptych-audit-") as folder:
            runs = 0 if asked.no_lighthouse else asked.runs
            figures = list(_audit(Path(folder), runs, told))
    except MissingError as missing:
        told.print(str(missing), markup=False)
        return 3
    console.print(table(figures))
    for line in findings(figures):
        console.print(line, markup=False, highlight=False)
    return 0 if all(figure.good for figure in figures) else 1


def _audit(folder: Path, runs: int, told: Console) -> Iterator[Figure]:
    def watch(line: str) -> None:
        told.print(line, markup=False, highlight=False)

    with hosting(folder) as host:
        watch("Building the sites")
        sample = Output("sample", build_sample(folder, host.base_url), host.base_url)
        host.serve(sample.folder)
        small = [
            Output(name, build_site(name, folder, SMALL_SITES), SMALL_SITES)
            for name in sound_sites()
        ]
        outputs = [sample, *small]
        watch("Checking markup")
        yield audit_markup(outputs)
        watch("Checking translations, feeds, sitemaps and weights")
        for output in outputs:
            yield audit_translations(output)
            yield audit_feeds(output)
            yield audit_sitemaps(output, CLOCK)
        yield audit_weights(sample)
        yield audit_sizes_of_images(outputs)
        watch("Visiting each kind of page")
        yield from audit_visits(sample, host.origin)
        if runs:
            watch("Running Lighthouse")
            yield from audit_lighthouse(sample, host.origin, runs, watch)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
