"""tests/sites/desk-check has a fault of each kind; `findings.txt` beside it lists them all."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from diptych.desk.checking import Checked, check_site
from diptych.desk.checks.registry import names
from diptych.messages import read_table
from diptych.request import Request

SITE = Path(__file__).parents[2] / "sites/desk-check"
CLOCK = datetime(2026, 6, 1, 12, tzinfo=UTC)
ELSEWHERE = ("check-", "unknown-check", "external-", "glossary-word-")
"""Codes that are not of texts, or ask the web, or are told of one glossary a time."""


class Silent:
    def step(self, name, done, total):
        pass


def checked(site, *, fix=False) -> Checked:
    request = Request(source=site, output=site / "built", clock=CLOCK)
    chosen = [name for name in names() if name != "external"]
    return check_site(request, chosen, Silent(), fix=fix)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return shutil.copytree(SITE, tmp_path_factory.mktemp("desk") / "site")


@pytest.fixture(scope="module")
def found(site):
    return checked(site)


def lines(checked, site):
    places = [(one.place, one.code) for one in checked.problems]
    return [
        f"{place.path.removeprefix(f'{site}/')}:{place.line}:{place.column} {code}"
        for place, code in sorted(places)
    ]


def test_every_seeded_fault_is_found_where_it_stands_and_nothing_else_is(found, site, request):
    expected = SITE / "findings.txt"
    told = "".join(f"{line}\n" for line in lines(found, site))
    if request.config.getoption("--refresh-sites"):
        expected.write_text(told, encoding="utf-8")
    assert told == expected.read_text(encoding="utf-8")


def test_there_is_a_fault_of_each_kind(found):
    codes = {problem.code for problem in found.problems}
    wanted = {code for code in read_table("desk") if not code.startswith(ELSEWHERE)}
    assert wanted - codes == set()


def test_a_check_writes_nothing(found, site):
    assert found.problems
    compared = shutil.copytree(SITE, site.parent / "again")
    assert sorted(one.relative_to(site) for one in site.rglob("*")) == sorted(
        one.relative_to(compared) for one in compared.rglob("*")
    )


def test_mending_takes_away_what_it_can_and_finds_nothing_new(found, site, tmp_path):
    found_in, site = site, shutil.copytree(SITE, tmp_path / "site")
    after = checked(site, fix=True)
    before = {(one.code, one.place.path.removeprefix(f"{found_in}/")) for one in found.problems}
    left = {(one.code, one.place.path.removeprefix(f"{site}/")) for one in after.problems}
    assert left <= before
    gone = {code for code, _ in before} - {code for code, _ in left}
    assert gone == {
        "glossary-spelling",
        "typing-accent",
        "typing-dots",
        "typing-double-space",
        "typing-space-extra",
        "typing-space-missing",
    }
    assert after.mended + len(after.problems) == len(found.problems)
    again = checked(site, fix=True)
    assert (again.mended, again.problems) == (0, after.problems)
