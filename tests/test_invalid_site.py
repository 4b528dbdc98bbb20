"""One site with every fault that authors make, and the table of what one build tells of it.

`tests/sites/invalid/faults.toml` is the table; what git cannot hold well (odd bytes, twins, links)
is made by tests/oddities.py, in a copy. To add a fault: write the file, then its line in the table.
"""

import shutil
import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from diptych.messages import problem_tables, read_table
from diptych.model.problem import Exit, exit_code
from diptych.pipeline import Request, build
from diptych.read.config import read_config
from diptych.read.sources import read_sources
from tests.oddities import write_oddities

SITES = Path(__file__).parent / "sites"
SITE = SITES / "invalid"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Silent:
    def step(self, name, done, total):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return a copy with all its faults, and the output of a good build beside them."""
    folder = tmp_path_factory.mktemp("invalid") / "site"
    shutil.copytree(SITE, folder)
    write_oddities(folder)
    good = Request(source=SITES / "minimal", output=folder / "output", clock=NOW)
    assert build(good, Silent()).written > 0
    return folder


def state(site):
    """Return every file of a site and its output, with its bytes and its times; not the cache."""
    return {
        path.relative_to(site): (path.stat().st_mtime_ns, path.is_file() and path.read_bytes())
        for path in site.rglob("*")
        if not path.is_symlink() and ".cache" not in path.parts
    }


@pytest.fixture(scope="module")
def before(site):
    return state(site)


@pytest.fixture(scope="module")
def report(site, before):
    """Return what the one build tells; `before` is how it found the site."""
    assert before
    return build(Request(source=site, output=site / "output", clock=NOW), Silent())


@pytest.fixture(scope="module")
def read(site):
    config = read_config(site)
    assert config.problems == ()
    return read_sources(site, config.value, NOW)


def faults(*severities):
    table = tomllib.loads((SITE / "faults.toml").read_text("utf-8"))
    return [tuple(fault) for severity in severities for fault in table[severity]]


def places(problems):
    return [(problem.code, problem.place.path, problem.place.line) for problem in problems]


@pytest.fixture(scope="module")
def told(report, site):
    twins = [("twin-names", path, 0) for code, path, _ in faults("errors") if code == "twin-names"]
    return places(report.problems) + (twins if folds_names(site) else [])


def folds_names(site):
    """Return whether the file system takes twins for one file, so that none can be made."""
    return len(list((site / "content" / "startups").glob("[Cc]ase.fr.md"))) == 1


@pytest.mark.parametrize(("code", "path", "line"), faults("errors", "warnings"))
def test_one_build_tells_this_fault_with_its_place(told, code, path, line):
    assert (code, path, line) in told


def test_nothing_else_is_told(told):
    assert sorted(told) == sorted(faults("errors", "warnings"))


def test_errors_stop_a_build_and_warnings_do_not(report):
    for severity in ("error", "warning"):
        told = places(one for one in report.problems if one.severity == severity)
        assert set(told) <= set(faults(f"{severity}s"))
    assert exit_code(tuple(report.problems)) == Exit.CONTENT


def test_the_site_and_its_output_are_as_they_were_with_nothing_beside_them(site, before, report):
    assert report.written == report.removed == 0
    assert state(site) == before


def test_under_a_sound_theme_the_rest_is_rendered_without_a_second_fault(site, before, tmp_path):
    copy = tmp_path / "site"
    shutil.copytree(site, copy, symlinks=True, ignore=shutil.ignore_patterns("pipe"))
    config = (copy / "config.toml").read_text("utf-8")
    (copy / "config.toml").write_text(config.replace('"faulty"', '"zellige"'), "utf-8")
    report = build(Request(source=copy, output=copy / "output", clock=NOW), Silent())
    expected = faults("errors", "warnings")
    expected = [one for one in expected if not one[1].startswith("themes/")]
    told = [*places(report.problems), ("not-a-file", "content/startups/pipe", 0)]
    if not folds_names(site):
        assert sorted(told) == sorted(expected)
    outputs = {path: found for path, found in before.items() if path.parts[0] == "output"}
    assert {path: state(copy)[path][1] for path in outputs} == {
        path: data for path, (_, data) in outputs.items()
    }
    hidden = {one.name for one in copy.iterdir() if one.name.startswith(".")}
    assert hidden - {".cache"} == {".env"}


def test_a_second_build_tells_the_same(site, report):
    again = build(Request(source=site, output=site / "output", clock=NOW), Silent())
    assert set(again.problems) == set(report.problems)
    assert len(again.problems) == len(report.problems)


def test_a_strict_build_makes_errors_of_the_warnings(site):
    strict = Request(source=site, output=site / "output", clock=NOW, strict=True)
    problems = build(strict, Silent()).problems
    assert {problem.severity for problem in problems} == {"error"}


def test_the_site_shows_at_least_two_hundred_faults_of_a_hundred_kinds(told):
    assert len(told) >= 200
    assert len({code for code, _, _ in told}) >= 100


def test_every_place_names_a_line_and_column_of_its_file(report, site):
    for problem in report.problems:
        for place in (problem.place, *problem.also):
            if place.line:
                text = (site / place.path).read_bytes().decode("utf-8", "replace")
                lines = [*text.splitlines(), ""]
                assert 1 <= place.line <= len(lines)
                assert place.column <= len(lines[place.line - 1]) + 1


def test_every_fault_can_be_said_in_every_language(report):
    tables = {code: entry for name in problem_tables() for code, entry in read_table(name).items()}
    for problem in report.problems:
        for sentence in ("en", "fr", "fix_en", "fix_fr"):
            assert tables[problem.code][sentence].format(**dict(problem.values))


def test_sound_files_among_the_faulty_ones_are_read(read):
    sources = read.value
    paths = {article.path for article in sources.articles}
    assert "content/startups/bom-and-crlf.fr.md" in paths
    assert "content/startups/content-key.fr.md" in paths
    assert {"/kept.txt", "/.well-known/security.txt"} == {
        asset.url for asset in sources.statics if not asset.url.startswith("/fr/")
    }
    assert {"sound", "unknown-field", "mail"} <= {comment.id for comment in sources.comments}
    refused = {"silent", "blank", "climbing", "future", "host-url"}
    assert refused.isdisjoint({comment.id for comment in sources.comments})


def test_what_is_set_aside_is_named_so_that_links_to_it_are_no_second_fault(read):
    sources = read.value
    errors = {one.place.path for one in read.problems if one.severity == "error"}
    markdown = {path for path in errors if path.endswith(".md")}
    assert markdown <= sources.broken
    assert not sources.broken & {article.path for article in sources.articles}
    assert "content/startups/page.jpg" in sources.broken
    assert "startups/no-title" in sources.broken


def test_bombs_and_tangles_are_refused_at_once(site):
    started = time.process_time()
    build(Request(source=site, output=site / "output", clock=NOW), Silent())
    assert time.process_time() - started < 4
