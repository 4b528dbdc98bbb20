"""Taking back what builds wrote."""

import subprocess
import sys

import pytest

from diptych.cli.program import run
from diptych.engine.commit import Artifact, workspace
from diptych.engine.journal import Step, write_journal
from diptych.engine.manifest import MANIFEST, Entry, digest_of, encode
from diptych.model.problem import Exit


@pytest.fixture
def site(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text("")
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "bodies").write_text("x")
    with workspace(tmp_path / "output") as space:
        space.stage(Artifact("index.html", b"x"))
        space.stage(Artifact("fr/index.html", b"x"))
        space.commit()
    return tmp_path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_output_and_the_cache_are_removed(site, capsys):
    assert run(["clean"], environ={}) == Exit.OK
    assert names(site) == ["config.toml"]
    assert capsys.readouterr().out == "2 files removed from output.\n"


def test_cleaning_twice_is_no_fault(site):
    assert run(["clean"], environ={}) == Exit.OK
    assert run(["clean", "-q"], environ={}) == Exit.OK
    assert names(site) == ["config.toml"]


def test_what_a_killed_first_build_left_goes_too(site):
    assert run(["clean", "-q"], environ={}) == Exit.OK
    work = site / ".output.diptych"
    (work / "new").mkdir(parents=True)
    (work / "new" / "index.html").write_text("half of")
    assert run(["clean"], environ={}) == Exit.OK
    assert names(site) == ["config.toml"]


def test_and_so_does_what_it_had_already_put_in_place(site):
    (site / "output" / ".diptych").unlink()
    (site / "output" / "fr" / "index.html").unlink()
    work = site / ".output.diptych"
    (work / "old").mkdir(parents=True)
    staged = {"index.html": b"x", "fr/index.html": b"x"}
    (work / "new" / "fr").mkdir(parents=True)
    (work / "new" / "fr" / "index.html").write_bytes(b"x")
    manifest = encode([Entry(path, digest_of(data), 1) for path, data in staged.items()])
    (work / "new" / MANIFEST).write_bytes(manifest)
    steps = [Step(path, "", digest_of(data)) for path, data in staged.items()]
    write_journal(work, [*steps, Step(MANIFEST, "", digest_of(manifest))])
    assert run(["clean"], environ={}) == Exit.OK
    assert names(site) == ["config.toml"]


def test_an_output_that_leads_round_in_a_circle_is_a_fault_that_is_told(site, capsys):
    (site / "ring").symlink_to("ring")
    assert run(["clean", "-o", "ring"], environ={}) == Exit.USAGE
    assert "output-not-a-folder" in capsys.readouterr().err


def test_foreign_files_stay(site):
    (site / "output" / "mine.txt").write_text("mine")
    assert run(["clean"], environ={}) == Exit.OK
    assert names(site / "output") == ["mine.txt"]


def test_a_folder_that_no_build_has_marked_is_left_alone(site, capsys):
    (site / "web").mkdir()
    (site / "web" / "mine.txt").write_text("mine")
    assert run(["clean", "-o", "web"], environ={}) == Exit.USAGE
    assert names(site / "web") == ["mine.txt"]
    assert "output-not-ours" in capsys.readouterr().err
    assert (site / ".cache").is_dir()


def test_a_folder_that_is_no_site_keeps_its_cache(site, capsys):
    (site / "config.toml").unlink()
    assert run(["clean"], environ={}) == Exit.USAGE
    assert "not-a-site" in capsys.readouterr().err
    assert (site / ".cache").is_dir()


def test_an_output_that_a_build_is_writing_is_not_cleaned(site, capsys):
    holder = """
import sys
from pathlib import Path
from diptych.engine.commit import workspace
with workspace(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(site / "output")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "held\n"
        assert run(["clean"], environ={}) == Exit.LOCKED
        process.stdin.close()
    assert str(process.pid) in capsys.readouterr().err
    assert names(site) == [".cache", "config.toml", "output"]
