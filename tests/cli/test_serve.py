"""What the preview's command takes, refuses and tells; the preview itself is not begun."""

import json
import subprocess
import sys

import pytest

from diptych.cli.program import run
from diptych.model.problem import Exit
from tests.serve.serving import make_site, previewing, story, write


def said(capsys, *arguments):
    code = run(["serve", *arguments], environ={})
    return code, capsys.readouterr().err


@pytest.mark.parametrize("value", ["x", "-1", "65536", "80.5", "", "９"])
def test_what_is_no_port_is_refused(capsys, value):
    code, told = said(capsys, f"--port={value}")
    assert code == Exit.USAGE
    assert "error port-unreadable" in told


@pytest.mark.parametrize("value", ["vim", "javascript:{path}", "code://file/x", "x {path}"])
def test_what_is_no_address_of_an_editor_is_refused(capsys, value):
    code, told = said(capsys, "--editor", value)
    assert code == Exit.USAGE
    assert "vscode, vscodium, zed" in told


def test_a_folder_that_is_none_and_a_clock_that_is_none_are_refused(capsys, tmp_path):
    code, told = said(capsys, "-s", str(tmp_path / "none"))
    assert (code, "source-not-a-folder" in told) == (Exit.USAGE, True)
    code, told = said(capsys, "-s", str(tmp_path), "--clock", "soon")
    assert (code, "clock-unreadable" in told) == (Exit.USAGE, True)


def test_help_loads_no_server():
    program = (
        "import sys; from diptych.cli import main; main(['serve', '--help']);"
        "print(*sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "--editor" in ran.stdout
    assert {"tornado", "livereload", "watchfiles"}.isdisjoint(ran.stderr.split())


def test_programs_are_told_in_json(tmp_path):
    site = make_site(tmp_path / "site")
    with previewing(site, "--format", "json", reads=False) as process:
        lines = iter(process.stdout)
        opened = json.loads(next(lines))
        assert opened["url"].startswith("http://127.0.0.1:")
        assert opened["watched"][:2] == ["config.toml", "content"]
        built = json.loads(next(lines))
        assert (built["built"], built["panels"], built["output"]) == (True, 4, ".cache/preview")
        write(site / "content/news/pont.fr.md", story("Un pont", "[x](nulle-part.md)"))
        assert json.loads(next(lines))["errors"] == 1
        assert json.loads(next(process.stderr))["code"] == "broken-link"


def test_a_quiet_preview_tells_errors_only(tmp_path):
    site = make_site(tmp_path / "site")
    write(site / "content/news/pont.fr.md", story("Un pont", "[x](nulle-part.md)"))
    with previewing(site, "-q", reads=False) as process:
        assert "broken-link" in next(process.stderr)
        process.terminate()
        assert process.stdout.read() == ""


def test_every_edit_is_told_in_one_line_of_the_authors_language(tmp_path):
    site = make_site(tmp_path / "site")
    with previewing(site, "--lang", "fr") as preview:
        assert preview.watched.endswith("Ctrl-C arrête l'aperçu.")
        assert preview.next().startswith("Le site : ")
        write(site / "content/news/pont.fr.md", story("Un pont", "Encore.", more="titel: x\n"))
        line = preview.next()
        assert line.startswith("content/news/pont.fr.md : ")
        assert line.endswith(" ms, 1 avertissement")
