"""What `new` writes and tells, in two languages, and how it ends."""

import json
import sys

import pytest

from diptych.cli.program import run
from diptych.model.problem import Exit
from tests.incremental.building import copy_of

STORY = "content/startups/le-hub-d-ifrane/index.fr.md"


@pytest.fixture
def site(tmp_path, monkeypatch):
    site = copy_of("bilingual", tmp_path)
    (site / "content/startups/bridge/index.en.md").unlink()
    monkeypatch.chdir(site)
    return site


@pytest.fixture
def told(capsys):
    """Return the lines that the command tells."""

    def told(*arguments, code=Exit.OK, **environ):
        found = run(["new", *arguments, "--clock", "2026-06-01T12:00Z"], environ=environ)
        out, err = capsys.readouterr()
        assert found == code, err
        assert (out == "") or (err == "")
        return (out or err).splitlines()

    return told


def test_it_tells_the_file_and_what_comes_next(site, told):
    created, following = told("Le hub d'Ifrane")

    assert created == f"Created: {STORY}"
    assert following.startswith("Next: write it, look at it with `")
    assert "date: 2026-06-01 13:00\n" in (site / STORY).read_text(encoding="utf-8")


def test_it_does_so_in_french(site, told):
    created, following = told("Le hub d'Ifrane", LANG="fr_FR.UTF-8")

    assert created == f"Créé : {STORY}"
    assert following.startswith("Ensuite : écrivez-le, regardez-le avec `")
    assert "# une ou deux phrases" in (site / STORY).read_text(encoding="utf-8")


def test_a_translation_is_told_alike(site, told, monkeypatch):
    monkeypatch.chdir(site / "content/startups/bridge")

    created, following = told("--translate", "index.fr.md", "--to", "en", "-s", "../../..")

    assert created == "Created: index.en.md"
    assert "over the original's words" in following
    text = (site / "content/startups/bridge/index.en.md").read_text(encoding="utf-8")
    assert "translated_from: fr\n" in text


def test_programs_get_the_path_and_quiet_ones_nothing(site, told):
    (line,) = told("Le hub d'Ifrane", "--format", "json")
    assert json.loads(line) == {"path": STORY}
    assert told("Un autre", "-q") == []
    assert (site / "content/startups/un-autre/index.fr.md").is_file()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (["Hub", "--category", "startup"], Exit.USAGE, "misspelt-option-value"),
        (["Hub", "--to", "en"], Exit.USAGE, "option-alone"),
        (["--translate", "startups/bridge", "--locale", "en"], Exit.USAGE, "option-excluded"),
        (["--translate", "startups/brigde"], Exit.CONTENT, "misspelt-story"),
        (["--translate", "a\0b"], Exit.CONTENT, "unknown-story"),
        ([], Exit.USAGE, "nothing-to-start"),
        (["Shore", "--slug", "shore"], Exit.CONTENT, "story-exists"),
        (["Hub", "--category", "startups", "--slug", ""], Exit.USAGE, "invalid-slug"),
        (["--translate", "startups/bridge", "Bridge", "--slug", ""], Exit.USAGE, "invalid-slug"),
        (["--translate", "startups/bridge", "--author", ""], Exit.USAGE, "option-value-unknown"),
    ],
)
def test_what_cannot_be_done_is_one_problem_in_both_languages(told, arguments, code, problem):
    (english,) = told(*arguments, code=code)
    (french,) = told(*arguments, code=code, LANG="fr")
    assert f" error {problem} " in english
    assert f" error {problem} " in french
    assert english != french


def test_nothing_is_written_when_something_is_wrong(site, told):
    before = sorted(site.rglob("*"))
    told("Hub", "--category", "startup", code=Exit.USAGE)
    told("Hub", "--edit", code=Exit.ENVIRONMENT)
    told("Hub", "--edit", EDITOR="no-such-editor -w", PATH="", code=Exit.ENVIRONMENT)
    told("Hub", "--edit", VISUAL="'", EDITOR="true", code=Exit.ENVIRONMENT)
    assert sorted(site.rglob("*")) == before


def test_settings_with_errors_are_told_as_in_a_build(site, told):
    (site / "config.toml").write_text("base_url = 3\n", encoding="utf-8")

    lines = told("Hub", code=Exit.USAGE)

    assert all(line.startswith("config.toml") for line in lines)


def test_a_folder_that_cannot_be_written_is_the_machine_s_fault(site, told):
    (site / "content/startups/hub").write_text("no folder", encoding="utf-8")

    (line,) = told("Hub", code=Exit.ENVIRONMENT)

    assert "input-output-fault" in line


def test_the_editor_opens_the_file(site, told):
    script = "import sys; open(sys.argv[-1], 'a').write(' '.join(sys.argv[1:]))"
    editor = f'"{sys.executable}" -c "{script}" --wait'

    told("Le hub d'Ifrane", "--edit", EDITOR="no-such-editor", VISUAL=editor)

    text = (site / STORY).read_text(encoding="utf-8")
    assert text.endswith(f"---\n\n--wait {site / STORY}")
