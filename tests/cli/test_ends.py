"""The program from outside: real processes, real sites, and every way they end."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
CONFIG = """\
base_url = "https://example.org/"
[languages.fr]
title = "Passerelle"
label = "Français"
locale = "fr-FR"
[categories.news]
fr = { title = "Actualités", slug = "actualites" }
"""
STORY = "---\ntitle: Un pont\ndate: 2026-01-05\n---\nDu texte.\n"


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    write(folder / "config.toml", CONFIG)
    write(folder / "content/news/pont.fr.md", STORY)
    return folder


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def diptych(*arguments, cwd, **environ):
    """Run the program with as little of an environment as there can be."""
    return subprocess.run(
        [sys.executable, "-m", "diptych", *arguments],
        cwd=cwd,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def tree(folder):
    return {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_site_is_built_without_home_locale_or_terminal(site):
    ran = diptych("--clock", "2026-06-01", cwd=site, LC_ALL="C")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("Built in ")
    assert ", 1 panel, " in ran.stdout
    assert (site / "output/fr/actualites/pont/index.html").is_file()
    assert sorted(path.name for path in site.iterdir() if path.name != ".cache") == [
        "config.toml",
        "content",
        "output",
    ]


def test_building_again_writes_nothing(site):
    diptych("--clock", "2026-06-01", cwd=site)
    before = tree(site / "output")
    ran = diptych("--clock", "2026-06-02", cwd=site, LANG="fr_FR.UTF-8")
    assert "0 fichier écrit, 0 retiré" in ran.stdout
    assert tree(site / "output") == before


def test_what_was_built_is_cleaned(site):
    diptych(cwd=site)
    ran = diptych("clean", cwd=site)
    assert ran.returncode == 0
    assert sorted(path.name for path in site.iterdir()) == ["config.toml", "content"]


def test_a_broken_story_is_told_in_one_line_and_the_output_is_as_it_was(site):
    diptych(cwd=site)
    before = tree(site / "output")
    write(site / "content/news/pont.fr.md", "---\ndate: 2026-01-05\n---\nDu texte.\n")
    write(site / "content/news/autre.fr.md", STORY + "\n<script>x</script>\n")
    ran = diptych("-s", "site", cwd=site.parent)
    assert ran.returncode == 1
    told = [line.split(" ")[:2] for line in ran.stderr.splitlines()]
    assert told == [
        ["site/content/news/autre.fr.md:7:1:", "error"],
        ["site/content/news/pont.fr.md:1:1:", "error"],
    ]
    assert tree(site / "output") == before


def test_an_unclosed_front_matter_is_an_annotation_for_github_and_a_line_of_json(site):
    write(site / "content/news/pont.fr.md", "---\ntitle: x\n")
    ran = diptych("--format", "github", cwd=site, LANG="fr")
    assert ran.returncode == 1
    assert ran.stderr.startswith("::error file=content/news/pont.fr.md,line=")
    ran = diptych("--format", "json", cwd=site)
    problem = json.loads(ran.stderr)
    assert (problem["path"], problem["severity"]) == ("content/news/pont.fr.md", "error")
    assert json.loads(ran.stdout)["exit"] == 1


def test_warnings_are_errors_when_the_build_is_strict(site):
    write(site / "content/news/pont.fr.md", STORY.replace("date", "titel: x\ndate"))
    ran = diptych(cwd=site)
    assert (ran.returncode, ran.stderr.count(" warning ")) == (0, 1)
    ran = diptych("--strict", cwd=site)
    assert (ran.returncode, ran.stderr.count(" error ")) == (1, 1)


def test_a_missing_or_broken_configuration_exits_2(site):
    write(site / "config.toml", "base_url = 3\n[languages.fr\n")
    ran = diptych(cwd=site)
    assert ran.returncode == 2
    assert ran.stderr.startswith("config.toml:")
    (site / "config.toml").unlink()
    assert diptych(cwd=site).returncode == 2


@pytest.mark.parametrize("output", [".", "..", "/", "content", "content/static", "themes/x"])
def test_a_dangerous_output_is_refused_before_anything_is_done(site, output):
    before = tree(site)
    ran = diptych("-o", output, cwd=site)
    assert ran.returncode == 2
    assert ": error output-" in ran.stderr
    assert tree(site) == before


def test_the_home_folder_is_no_output(site):
    home = site.parent / "home"
    home.mkdir()
    ran = diptych("-o", str(home), cwd=site, HOME=str(home))
    assert ran.returncode == 2
    assert ": error output-above-home " in ran.stderr


def test_problems_are_cut_short_quietly_when_nobody_reads_on(site):
    for number in range(50):
        write(site / f"content/news/s{number}.fr.md", "no front matter\n")
    program = f'"{sys.executable}" -m diptych 2>&1 | head -1; exit ${{PIPESTATUS[0]}}'
    ran = subprocess.run(
        ["bash", "-c", program], cwd=site, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert len(ran.stdout.splitlines()) == 1
    assert ran.stderr == ""


@pytest.mark.parametrize("arguments", ["", "--help", "--version"])
@pytest.mark.parametrize("closed", ["| true", ">&-", "2>&-", ">&- 2>&-", "> /dev/full"])
def test_streams_that_nobody_reads_are_no_fault(site, arguments, closed):
    program = f'"{sys.executable}" -m diptych {arguments} {closed}; exit ${{PIPESTATUS[0]}}'
    ran = subprocess.run(
        ["bash", "-c", program], cwd=site, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")


WAITING = """
import sys, time
from pathlib import Path
import diptych.pipeline
from diptych.cli import main
from diptych.engine.commit import Artifact, workspace

def build(request, progress):
    with workspace(request.output) as space:
        space.stage(Artifact("index.html", b"new"))
        print("ready", flush=True)
        time.sleep(60)

diptych.pipeline.build = build
sys.exit(main())
"""


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_signal_ends_the_build_and_leaves_the_output_as_it_was(site, number, code, language):
    diptych(cwd=site)
    before = tree(site)
    with subprocess.Popen(
        [sys.executable, "-c", WAITING],
        cwd=site,
        env={**os.environ, "LC_ALL": language},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "ready\n"
        assert (site / ".output.diptych").is_dir()
        process.send_signal(number)
        _, told = process.communicate(timeout=20)
    assert process.returncode == code
    assert told == {"fr": "Interrompu.\n", "en": "Interrupted.\n"}[language]
    assert not (site / ".output.diptych").exists()
    assert tree(site) == before


def test_a_second_build_of_one_output_exits_4_and_names_the_first(site):
    with subprocess.Popen(
        [sys.executable, "-c", WAITING], cwd=site, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "ready\n"
        ran = diptych(cwd=site)
        process.terminate()
    assert ran.returncode == 4
    assert "output: error output-locked " in ran.stderr
    assert f"process {process.pid}" in ran.stderr


def test_the_build_script_builds_its_own_folder_from_anywhere(site, tmp_path):
    shutil.copy(ROOT / "build.py", site)
    ran = subprocess.run(
        [sys.executable, str(site / "build.py")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (site / "output/index.html").is_file()
    assert "--directory site/output," in ran.stdout


def test_the_build_script_is_called_by_its_name_in_help(tmp_path):
    ran = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "--help"],
        cwd=tmp_path,
        env={},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.startswith("Usage: python build.py ")


@pytest.mark.parametrize(("language", "word"), [("fr", "bibliothèque"), ("en", "library")])
def test_without_its_libraries_the_build_script_says_what_to_do(tmp_path, language, word):
    ran = subprocess.run(
        [sys.executable, "-S", str(ROOT / "build.py")],
        cwd=tmp_path,
        env={"LC_ALL": language, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 3
    assert len(ran.stderr.splitlines()) == 1
    assert word in ran.stderr
    assert "make site" in ran.stderr


def loaded_by(*arguments, cwd):
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "diptych", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=True,
    )
    return {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}


def test_asking_for_the_version_loads_nothing_heavy(tmp_path):
    heavy = {"rich", "jinja2", "markdown", "babel", "diptych.pipeline"}
    assert loaded_by("--version", cwd=tmp_path).isdisjoint(heavy)


def test_a_build_that_nobody_watches_does_not_load_what_draws(site):
    assert "rich" not in loaded_by(cwd=site)


def test_a_scheduler_that_nobody_started_is_told_in_one_line_and_exits_3(site):
    diptych(cwd=site)
    before = tree(site / "output")
    (site / "config.toml").touch()  # where nothing is to be done, nobody is asked to do it
    unreachable = ["--executor", "dask", "--scheduler", "tcp://127.0.0.1:9"]
    ran = diptych(*unreachable, cwd=site)
    assert ran.returncode == 3
    (line,) = ran.stderr.splitlines()
    assert line.startswith("diptych: error scheduler-unreachable no Dask scheduler answers at tcp:")
    assert tree(site / "output") == before


def test_a_build_killed_in_mid_work_leaves_no_worker(site):
    for number in range(400):
        text = STORY.replace("Du texte.", "Du *texte* long.\n\n" * 200)
        write(site / f"content/news/pont-{number}.fr.md", text)
    build = subprocess.Popen(
        [sys.executable, "-m", "diptych", "--jobs", "2", "-q"],
        cwd=site,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    descendants = set()
    end = time.monotonic() + 20
    while len(descendants) < 4 and build.poll() is None and time.monotonic() < end:
        descendants |= set(psutil.Process(build.pid).children(recursive=True))
        time.sleep(0.01)
    build.kill()
    build.wait()
    assert len(descendants) >= 4  # the server, the system's own tracker, and two workers
    _, alive = psutil.wait_procs(descendants, timeout=5)
    assert alive == []
    assert diptych("--jobs", "2", cwd=site).returncode == 0
