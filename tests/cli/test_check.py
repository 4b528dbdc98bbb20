"""`diptych check`: what it tells, in which form and language, and what it answers its caller."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from diptych.cli.program import run
from diptych.model.problem import Exit
from tests.desk.checks.desk import HEAD, write

ROOT = Path(__file__).parents[2]
FRENCH = "Il y a 58 000 emplois!\n"
ENGLISH = "There are 85,000 jobs.\n"


@pytest.fixture
def site(tmp_path, monkeypatch):
    write(tmp_path, bridge_fr=FRENCH, bridge_en=ENGLISH)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def check(capsys):
    """Return the exit code, standard output and standard error of a check, but for the build's."""

    def check(*arguments, **environ):
        skipped = () if {"--only", "--skip", "-D"} & {*arguments} else ("--skip", "build")
        code = run(["check", *arguments, *skipped], environ=environ)
        out, err = capsys.readouterr()
        return code, out.splitlines(), err.splitlines()

    return check


FIX = "(correct the one that is wrong); see also content/news/bridge.en.md:5:11"
TYPE = "(type one: the build makes it of the right width)"
MISSING = "content/news/bridge.fr.md:5:22: warning typing-space-missing"
DIFFERS = "content/news/bridge.fr.md:5:8: error fact-differs"


@pytest.mark.usefixtures("site")
def test_findings_are_told_in_english_as_those_of_a_build_are(check):
    code, out, err = check()
    assert code == Exit.CONTENT
    assert out == ["Checked 2 panels: 2 findings."]
    assert err == [
        f"{DIFFERS} 58 000 here is 85,000 at the same place of the en panel {FIX}",
        f"{MISSING} French puts a space before ! {TYPE}",
    ]


@pytest.mark.usefixtures("site")
def test_findings_are_told_in_french_too(check):
    code, out, err = check(LANG="fr_FR.UTF-8")
    assert code == Exit.CONTENT
    assert out == ["Contrôle de 2 volets : 2 constats."]
    assert err[0] == (
        f"{DIFFERS} 58 000 ici, et 85,000 au même endroit du volet « en » (corrigez celui qui est "
        "faux) ; voir aussi content/news/bridge.en.md:5:11"
    )
    assert "il manque une espace avant « ! »" in err[1]


@pytest.mark.usefixtures("site")
def test_findings_are_data_for_programs(check):
    code, out, err = check("--format", "json")
    told = [json.loads(line) for line in err]
    assert [one["code"] for one in told] == ["fact-differs", "typing-space-missing"]
    assert told[0]["also"] == [{"path": "content/news/bridge.en.md", "line": 5, "column": 11}]
    assert code == Exit.CONTENT
    (line,) = out
    summary = json.loads(line)
    assert summary["findings"] == 2
    assert summary["exit"] == 1
    assert summary["checks"]["parity"] == 1


@pytest.mark.usefixtures("site")
def test_findings_are_annotations_for_github(check):
    _, _, err = check("--format", "github")
    assert err[0].startswith(
        "::error file=content/news/bridge.fr.md,line=5,col=8,title=fact-differs::58 000 here"
    )
    assert err[1].startswith("::warning file=content/news/bridge.fr.md,line=5,col=22,")


@pytest.mark.usefixtures("site")
def test_checks_are_chosen_by_name(check):
    assert check("--only", "typography", "-q")[0] == Exit.CONTENT
    assert check("--only", "glossary,build") == (
        Exit.OK,
        ["Checked 2 panels: nothing found."],
        [],
    )
    assert check("--skip", "typography, parity")[0] == Exit.OK
    _, out, _ = check("--only", "parity,typography", "--skip", "parity", "-v")
    assert out == ["Checked 2 panels: 1 finding.", "  typography: 1 finding"]


@pytest.mark.usefixtures("site")
def test_a_check_that_is_not_there_is_a_fault_of_the_command(check):
    for option in ("--only", "--skip"):
        code, out, err = check(option, "parity,spelling", "--lang", "fr")
        assert (code, out) == (Exit.USAGE, [])
        assert err[0].startswith("diptych: error unknown-check il n'y a pas de contrôle spelling")
        assert "parity" in err[0]


@pytest.mark.usefixtures("site")
def test_a_quiet_check_tells_errors_only_and_answers_the_same(check):
    code, out, err = check("-q")
    assert (code, out, len(err)) == (Exit.CONTENT, [], 1)


def test_what_leaves_no_choice_is_mended_and_told_no_more(site, check):
    path = site / "content/news/bridge.fr.md"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + FRENCH).replace("\n", "\r\n").encode())
    code, out, err = check("--fix")
    assert (code, len(err)) == (Exit.CONTENT, 1)
    assert out == ["1 finding mended.", "Checked 2 panels: 1 finding."]
    mended = (HEAD + FRENCH).replace("!", " !").replace("\n", "\r\n").encode()
    assert path.read_bytes() == b"\xef\xbb\xbf" + mended
    stamp = path.stat().st_mtime_ns
    assert check("--fix")[1][0] == "0 findings mended."
    assert path.stat().st_mtime_ns == stamp


def test_what_a_build_would_tell_is_told_by_the_same_words_and_nothing_is_written(site, check):
    (site / "content/news/bridge.en.md").write_text(
        "---\ntitle: Bridge\ndate: 2026-01-01\ntilte: x\n---\n# A\n\n### B\n\n![](x.png)"
        "[c](story:news/none) [d](#none) 85,000[^1]\n\n{{< nothing >}}\n",
        encoding="utf-8",
    )
    before = sorted(site.rglob("*"))
    code, _, err = check("--only", "build")
    assert code == Exit.CONTENT
    assert sorted(site.rglob("*")) == before
    assert err == _stderr(site)


def _stderr(site):
    done = subprocess.run(
        [sys.executable, "-m", "diptych", "build", "-s", str(site)],
        cwd=site,
        env={"PYTHONPATH": str(ROOT), "LANG": "en_GB.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr.splitlines()


def test_a_draft_is_compared_and_built_only_when_asked(site, check):
    path = site / "content/news/bridge.en.md"
    text = HEAD.replace("---\ntitle", "---\ndraft: true\ntitle") + "![](x.png) 85,000\n"
    path.write_text(text, encoding="utf-8")
    assert [line.split()[2] for line in check("-q")[2]] == ["fact-differs"]
    assert "missing-image" in " ".join(check("-q", "-D")[2])


def test_settings_with_errors_are_told_once_and_are_a_fault_of_usage(site, check):
    (site / "config.toml").write_text("base_url = 3\n")
    code, _, err = check()
    assert code == Exit.USAGE
    assert len(err) == len(set(err)) > 0


def test_a_panel_that_cannot_be_read_is_told_whatever_is_checked(site, check):
    (site / "content/news/bridge.en.md").write_text("no front matter\n")
    code, _, err = check("--only", "typography", "-q")
    assert code == Exit.CONTENT
    assert "missing-front-matter" in err[0]


def test_a_folder_that_is_no_site_is_refused(tmp_path, check):
    code, _, err = check("-s", str(tmp_path))
    assert (code, "not-a-site" in err[0]) == (Exit.USAGE, True)


def test_the_magazine_of_this_repository_has_nothing_to_find(check, tmp_path):
    nowhere = str(tmp_path / "output")
    code, out, err = check("-s", str(ROOT), "-o", nowhere, "--skip", "")
    assert err == []
    assert code == Exit.OK
    assert "nothing found" in out[0]
