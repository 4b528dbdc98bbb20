"""A build that has nothing to do does nothing; whatever changes, it builds."""

import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from diptych.engine.store import open_store
from diptych.memory.program import remembering
from diptych.memory.standing import Standing
from diptych.pipeline import Request, build
from tests.test_sites import SITES, Silent, files

CLOCK = datetime(2026, 6, 1, 12, tzinfo=UTC)
TICK = 0.05
"""Seconds after which a file's stamp is settled."""


@pytest.fixture
def site(tmp_path):
    source = tmp_path / "site"
    shutil.copytree(SITES / "bilingual", source, ignore=shutil.ignore_patterns("expected"))
    time.sleep(TICK)
    return source


def asked(source, **changes):
    request = {"source": source, "output": source / "output", "clock": CLOCK, "executor": "serial"}
    return Request(**{**request, **changes})


def settled(source, **changes):
    """Build, and once more when what was written is old enough to be relied on."""
    build(asked(source, **changes), Silent())
    time.sleep(TICK)
    return build(asked(source, **changes), Silent())


def stands(source, **changes):
    with remembering(source / ".cache") as store:
        return Standing(store, asked(source, **changes)).recall() is not None


def test_nothing_changed_and_the_report_is_told_again(site):
    first = settled(site)
    assert stands(site)
    again = build(asked(site), Silent())
    assert again == first
    assert (again.pages, again.rendered, again.written) == (first.pages, 0, 0)
    assert again.problems == first.problems


def test_it_loads_none_of_the_libraries_that_make_pages(site):
    settled(site)
    program = (
        "import sys; from diptych.cli import main; code = main(sys.argv[1:]);"
        "print(*sys.modules); sys.exit(code)"
    )
    arguments = ["-s", site, "--clock", CLOCK.isoformat()]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "diptych.memory.standing" in loaded
    assert loaded.isdisjoint({"jinja2", "markdown", "babel", "rich", "PIL", "yaml", "nh3"})


CHANGES = {
    "a story": lambda site: (site / "content/pages/about.en.md").touch(),
    "the settings": lambda site: (site / "config.toml").touch(),
    "a new file": lambda site: (site / "content/new.txt").write_text(""),
    "a theme": lambda site: (site / "themes/zellige").mkdir(parents=True),
    "a page deleted": lambda site: (site / "output/fr/index.html").unlink(),
    "a page tampered with": lambda site: (site / "output/fr/index.html").write_text("x"),
    "a foreign file": lambda site: (site / "output/mine.txt").write_text("x"),
    "the memory": lambda site: shutil.rmtree(site / ".cache"),
    "another build at work": lambda site: (site / ".output.diptych").mkdir(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_noticed(site, change):
    settled(site)
    assert stands(site)
    CHANGES[change](site)
    assert not stands(site)


@pytest.mark.parametrize(
    "path", [".bridge.md.swp", "bridge.md~", "#bridge.md#", ".obsidian/workspace.json"]
)
def test_what_editors_leave_beside_a_text_is_no_change(site, path):
    settled(site)
    left = site / "content/startups" / path
    left.parent.mkdir(exist_ok=True)
    left.write_text("x")
    assert stands(site)


@pytest.mark.parametrize("path", ["content/static/.well-known/x.txt", "themes/zellige~/x.html"])
def test_what_may_be_published_although_it_looks_like_that_is_one(site, path):
    settled(site)
    (site / path).parent.mkdir(parents=True)
    assert not stands(site)
    settled(site)
    (site / path).write_text("x")
    assert not stands(site)


@pytest.mark.parametrize(
    "change",
    [
        {"base_url": "https://other.example/"},
        {"drafts": True},
        {"future": True},
        {"expired": True},
        {"noindex": True},
        {"strict": True},
        {"clock": CLOCK + timedelta(days=1)},
        {"clock": CLOCK - timedelta(days=1)},
    ],
    ids=str,
)
def test_another_request_is_another_build(site, change):
    settled(site)
    assert stands(site)
    assert not stands(site, **change)


def test_who_does_the_work_makes_no_difference(site):
    settled(site)
    assert stands(site, executor="pool", jobs=2)


def test_two_outputs_of_one_site_stand_each_by_itself(site, tmp_path):
    settled(site)
    other = {"output": tmp_path / "other"}
    assert not stands(site, **other)
    settled(site, **other)
    assert stands(site, **other)
    assert stands(site)
    assert files(site / "output") == files(tmp_path / "other")


def test_a_build_with_errors_never_stands(site):
    (site / "content/pages/about.en.md").write_text("no front matter")
    time.sleep(TICK)
    settled(site)
    assert not stands(site)


def test_what_was_written_just_now_is_not_relied_on(site):
    settled(site)
    with remembering(site / ".cache") as store:
        store.opened = (site / "config.toml").stat().st_mtime_ns
        assert Standing(store, asked(site)).recall() is None


def test_what_cannot_be_read_does_not_stand(site):
    settled(site)
    with remembering(site / ".cache") as store:
        for key in store.recall("standing"):
            store.replace("standing", {key: b"{"})
        store.save()
    assert not stands(site)


def test_another_program_starts_from_nothing(site):
    settled(site)
    with open_store(site / ".cache", b"another") as store:
        assert Standing(store, asked(site)).recall() is None
