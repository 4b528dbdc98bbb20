"""What the program answers to faults of each kind: an exit code, and one line for each fault."""

import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from diptych.engine.commit import workspace
from tests.oddities import write_oddities

SITES = Path(__file__).parents[1] / "sites"
CONFIG = 'base_url = "https://example.org/"\n[languages.en]\ntitle = "The Bridge"\n'
STORY = "---\ntitle: A bridge\ndate: 2026-01-05\n---\nText.\n"
FAULT = re.compile(
    r"(?P<path>[^:]+)(:[1-9]\d*(:[1-9]\d*)?)?: (?P<severity>error|warning) (?P<code>[a-z0-9-]+)"
    r" (?P<message>\S.*) \((?P<fix>.+?)\)((; see also| ; voir aussi) (?P<also>\S.*))?"
)


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    write(folder / "config.toml", CONFIG + '[categories.news]\nen = { title = "News" }\n')
    write(folder / "content/news/bridge.en.md", STORY)
    return folder


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run(*arguments, cwd, prepare=None):
    return subprocess.run(
        [sys.executable, "-m", "diptych", "build", "--clock", "2026-06-01", *arguments],
        cwd=cwd,
        env={},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        preexec_fn=prepare,
        check=False,
    )


def told(ran):
    """Return the faults of a run; each line of standard error must be one."""
    lines = ran.stderr.splitlines()
    found = [FAULT.fullmatch(line) for line in lines]
    assert None not in found, lines[found.index(None)]
    return found


def no_more_than_a_kilobyte():
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))


@pytest.fixture(params=["en", "fr"])
def language(request):
    return request.param


def test_a_sound_site_exits_0_and_tells_nothing(site, language):
    ran = run("--lang", language, cwd=site)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_faults_of_content_and_of_templates_exit_1_and_are_told_together(site, language):
    faulty = {
        "content/news/bridge.en.md": ("---\ntitle: A bridge\n", "unclosed-front-matter"),
        "content/news/link.en.md": (f"{STORY}[a](b.md)\n", "broken-link"),
        "content/news/script.en.md": (f"{STORY}<script>\n", "unsafe-html"),
        "content/pages/tags.en.md": (STORY, "reserved-slug"),
        "themes/zellige/templates/page.html": ("\n{% if %}", "template-syntax"),
    }
    for path, (text, _) in faulty.items():
        write(site / path, text)
    ran = run("--lang", language, cwd=site)
    assert ran.returncode == 1
    expected = [("error", path, code) for path, (_, code) in faulty.items()]
    assert [(one["severity"], one["path"], one["code"]) for one in told(ran)] == expected


def test_a_template_that_fails_exits_1(site, language):
    write(site / "themes/zellige/templates/home.html", "\n{{ nothing }}")
    ran = run("--lang", language, cwd=site)
    assert ran.returncode == 1
    (fault,) = told(ran)
    assert fault[0].startswith("themes/zellige/templates/home.html:2: error template-undefined ")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("base_url = ", "toml-syntax"),
        (CONFIG.replace("[lang", 'theme = "zelige"\n[lang'), "unknown-theme"),
    ],
)
def test_a_fault_of_the_configuration_exits_2(site, language, text, code):
    write(site / "config.toml", text)
    ran = run("--lang", language, cwd=site)
    assert ran.returncode == 2
    faults = [fault for fault in told(ran) if fault["severity"] == "error"]
    assert [(fault["path"], fault["code"]) for fault in faults] == [("config.toml", code)]


def test_a_missing_configuration_exits_2(tmp_path, language):
    ran = run("--lang", language, cwd=tmp_path)
    assert ran.returncode == 2
    assert [fault["code"] for fault in told(ran)] == ["missing-config"]


def test_an_output_among_the_sources_exits_2(site, language):
    ran = run("--lang", language, "-o", "content/out", cwd=site)
    assert ran.returncode == 2
    assert [fault["code"] for fault in told(ran)] == ["output-among-sources"]


def test_a_fault_of_the_machine_exits_3_and_leaves_nothing(site, language):
    ran = run("--lang", language, cwd=site, prepare=no_more_than_a_kilobyte)
    assert ran.returncode == 3
    errors = [fault["code"] for fault in told(ran) if fault["severity"] == "error"]
    assert errors == ["input-output-fault"]
    kept = {path.name for path in site.iterdir()} - {".cache"}
    assert kept == {"config.toml", "content"}


def test_a_locked_output_exits_4(site, language):
    with workspace(site / "output"):
        ran = run("--lang", language, cwd=site)
    assert ran.returncode == 4
    assert [fault["code"] for fault in told(ran)] == ["output-locked"]


def test_the_gravest_fault_decides(site, language):
    write(site / "content/news/bridge.en.md", "no front matter\n")
    with workspace(site / "output"):
        ran = run("--lang", language, cwd=site)
    assert ran.returncode == 4
    assert {fault["code"] for fault in told(ran)} == {"missing-front-matter", "output-locked"}


@pytest.mark.parametrize(("name", "least"), [("invalid", 200), ("faulty-theme", 7)])
def test_a_site_full_of_faults_tells_each_in_one_line(tmp_path, language, name, least):
    site = tmp_path / "site"
    shutil.copytree(SITES / name, site)
    if name == "invalid":
        write_oddities(site)
    ran = run("--lang", language, "-s", "site", cwd=tmp_path)
    assert ran.returncode == 1
    faults = told(ran)
    assert all(fault["path"].startswith("site/") for fault in faults)
    assert len(faults) >= least
