"""The program: its commands and options, and every way it can end."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from diptych.cli.program import run
from diptych.engine.executors import ItemFailedError
from diptych.model.problem import Exit, Place, environment_error, error, warning
from diptych.request import Report
from diptych.site.states import Withheld


class Builder:
    """Stands in for the pipeline: keeps what it is asked, answers what it is told to."""

    def __init__(self, report=None):
        self.report = report or Report()
        self.requests = []

    def __call__(self, request, progress):
        progress.step("pages", 1, 1)
        self.requests.append(request)
        if isinstance(self.report, BaseException):
            raise self.report
        return self.report


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(*arguments, **environ):
    builder = Builder()
    assert run(arguments, environ=environ, run_build=builder) == Exit.OK
    (request,) = builder.requests
    return request


def ending(report, *arguments):
    return run(arguments, environ={}, run_build=Builder(report))


def test_the_current_folder_is_built_by_default(here):
    request = asked()
    assert (request.source, request.output) == (here, here / "output")


def test_another_folder_can_be_the_default_and_its_output_is_in_it(here):
    (here / "site").mkdir()
    builder = Builder()
    run([], default_source=here / "site", environ={}, run_build=builder)
    assert builder.requests[0].source == here / "site"
    assert builder.requests[0].output == here / "site" / "output"


@pytest.mark.parametrize("command", [[], ["build"]])
def test_folders_are_relative_to_the_current_one_and_the_command_may_be_left_out(here, command):
    (here / "site").mkdir()
    request = asked(*command, "-s", "site", "-o", "web")
    assert (request.source, request.output) == (here / "site", here / "web")
    assert asked(*command, "--source", "site").output == here / "site" / "output"


@pytest.mark.usefixtures("here")
def test_every_option_of_a_build_reaches_the_pipeline():
    request = asked(
        "-DFE", "--strict", "--noindex", "--base-url", "https://x.org/", "--clock", "2026-03-01"
    )
    assert (request.drafts, request.future, request.expired) == (True,) * 3
    assert (request.strict, request.noindex) == (True, True)
    assert request.base_url == "https://x.org/"
    assert request.clock == datetime(2026, 3, 1, tzinfo=UTC)
    request = asked("--drafts", HOME="/home/lea")
    assert (request.drafts, request.future, request.strict) == (True, False, False)
    assert request.home == Path("/home/lea")
    assert asked().home is None
    request = asked("-j", "3", "--executor", "dask", "--scheduler", "tcp://a:8786")
    assert (request.jobs, request.executor, request.scheduler) == (3, "dask", "tcp://a:8786")
    assert (asked().jobs, asked().executor, asked().scheduler) == (0, "pool", "")


@pytest.mark.usefixtures("here")
def test_source_date_epoch_sets_the_clock():
    assert asked(SOURCE_DATE_EPOCH="86400").clock == datetime(1970, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize("arguments", [["--version"], ["--lang", "fr", "--version"]])
def test_the_version_is_told(capsys, arguments):
    assert run(arguments, environ={}) == Exit.OK
    assert capsys.readouterr().out == "diptych 0.1.0\n"


FRENCH = [
    (["--help"], {"LANG": "fr_FR.UTF-8"}),
    (["--lang", "fr", "--help"], {}),
    (["--help", "--lang=fr"], {"LC_ALL": "en_GB.UTF-8"}),
    (["--lang", "fr", "build", "--help"], {}),
    (["build", "--help", "--lang", "fr"], {}),
    (["build", "-h"], {"LC_ALL": "fr_MA"}),
    (["-s", "x", "--help"], {"LC_ALL": "fr_MA"}),
    (["clean", "--help"], {"LC_ALL": "fr_MA"}),
]


@pytest.mark.parametrize(("arguments", "environ"), FRENCH)
def test_help_is_in_french_all_of_it(capsys, arguments, environ):
    assert run(arguments, environ=environ) == Exit.OK
    told = capsys.readouterr().out
    assert told.startswith("Utilisation : ")
    assert "Affiche cette aide" in told
    for english in ("Usage", "Options:", "Commands", "Show", "exit", "DIR", " the "):
        assert english not in told


def test_help_is_in_english_else(capsys):
    run(["--help"], environ={"LANG": "de_DE.UTF-8"})
    told = capsys.readouterr().out
    assert told.startswith("Usage: ")
    assert "Remove what Diptych wrote" in told


@pytest.mark.parametrize(
    ("arguments", "code", "named"),
    [
        (["--outptu", "x"], "misspelt-option", "--output"),
        (["--zzz"], "unknown-option", "--zzz"),
        (["-Z"], "unknown-option", "-Z"),
        (["bild"], "misspelt-command", "build"),
        (["xyzzy"], "unknown-command", "xyzzy"),
        (["build", "-o"], "option-without-value", "-o"),
        (["build", "--output"], "option-without-value", "--output"),
        (["--lang"], "option-without-value", "--lang"),
        (["build", "--drafts=yes"], "option-with-value", "--drafts"),
        (["build", "--format", "xml"], "option-value-unknown", "text, json, github"),
        (["build", "--lang", "de"], "option-value-unknown", "en, fr"),
        (["build", "extra"], "unexpected-argument", "extra"),
        (["-s", ".", "clean"], "unexpected-argument", "clean"),
        (["clean", "--strict"], "misspelt-option", "--strict"),
        (["--clock", "soon"], "clock-unreadable", "soon"),
        (["-s", "nowhere"], "source-not-a-folder", "nowhere"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.usefixtures("here")
def test_usage_errors_are_problems_like_others_and_exit_2(capsys, arguments, code, named, language):
    assert run(arguments, environ={"LANG": language}, run_build=Builder()) == Exit.USAGE
    told = capsys.readouterr()
    assert told.out == ""
    (line,) = told.err.splitlines()
    assert f": error {code} " in line
    assert named in line
    assert ("there is no" in line) <= (language == "en")


PROBLEMS = (
    error("broken-link", Place("content/b.fr.md", 4, 2), target="x.md"),
    warning("foreign-file", Place("output/x.txt")),
)


def test_errors_are_told_on_standard_error_and_the_summary_on_standard_output(here, capsys):
    (here / "site").mkdir()
    assert ending(Report(problems=PROBLEMS), "-s", "site") == Exit.CONTENT
    told = capsys.readouterr()
    assert [line.split(" ")[:3] for line in told.err.splitlines()] == [
        ["site/content/b.fr.md:4:2:", "error", "broken-link"],
        ["site/output/x.txt:", "warning", "foreign-file"],
    ]
    assert told.out == "Not built: 1 error, 1 warning. The output is as it was.\n"


@pytest.mark.usefixtures("here")
def test_a_quiet_build_tells_errors_only(capsys):
    ending(Report(problems=PROBLEMS), "-q")
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert ending(Report(problems=PROBLEMS[1:]), "-q") == Exit.OK
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("here")
def test_the_gravest_error_gives_the_exit_code():
    disk = environment_error("disk-full", Place("output"), reason="full")
    assert ending(Report(problems=(*PROBLEMS, disk))) == Exit.ENVIRONMENT


UNTIL = datetime(2026, 4, 1, 9, tzinfo=timezone(timedelta(hours=1)))
WITHHELD = (
    Withheld(article="a/x.fr", path="content/a/x.fr.md", reason="draft"),
    Withheld(article="a/y.fr", path="content/a/y.fr.md", reason="future", until=UNTIL),
    Withheld(article="a/z.fr", path="content/a/z.fr.md", reason="expired"),
    Withheld(article="a/t.fr", path="content/a/t.fr.md", reason="together"),
)
BUILT = Report(stories=2, panels=3, pages=40, written=1, removed=0, withheld=WITHHELD)


@pytest.mark.usefixtures("here")
def test_the_summary_counts_says_where_to_look_and_ends_with_what_is_withheld(capsys):
    assert ending(BUILT) == Exit.OK
    assert capsys.readouterr().out.splitlines() == [
        "Built in 0.0 s: 2 stories, 3 panels, 40 pages.",
        "1 file written, 0 removed, 0 warnings.",
        "To look at it: python3 -m http.server --directory output, then http://localhost:8000/",
        "4 panels are not public:",
        "  content/a/x.fr.md: draft (shown by --drafts)",
        "  content/a/y.fr.md: not before 2026-04-01 09:00 (shown by --future)",
        "  content/a/z.fr.md: expired (shown by --expired)",
        "  content/a/t.fr.md: waits for its other languages (shown by --drafts)",
    ]


@pytest.mark.usefixtures("here")
def test_the_summary_is_in_french_too(capsys):
    ending(BUILT, "--lang", "fr")
    told = capsys.readouterr().out.splitlines()
    assert told[:3] == [
        "Construit en 0,0 s : 2 articles, 3 volets, 40 pages.",
        "1 fichier écrit, 0 retiré, 0 avertissement.",
        "Pour le voir : python3 -m http.server --directory output, puis http://localhost:8000/",
    ]
    assert told[5] == "  content/a/y.fr.md : pas avant le 2026-04-01 09:00 (montré par --future)"


@pytest.mark.usefixtures("here")
def test_ten_withheld_panels_are_told_and_all_of_them_when_asked(capsys):
    many = Report(withheld=WITHHELD * 4)
    ending(many)
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 3 + 1 + 10 + 1
    assert told[-1] == "  and 6 more (all with -v)"
    ending(many, "-v")
    assert len(capsys.readouterr().out.splitlines()) == 3 + 1 + 16


@pytest.mark.usefixtures("here")
def test_the_summary_can_be_json(capsys):
    ending(BUILT, "--format", "json")
    told = json.loads(capsys.readouterr().out)
    assert (told["built"], told["exit"], told["pages"], told["written"]) == (True, 0, 40, 1)
    assert told["output"] == "output"
    assert told["withheld"][1] == {
        "article": "a/y.fr",
        "path": "content/a/y.fr.md",
        "reason": "future",
        "until": "2026-04-01T09:00:00+01:00",
    }


@pytest.mark.usefixtures("here")
def test_a_bug_is_one_line_and_its_traceback_is_told_on_request(capsys):
    assert ending(ZeroDivisionError("division\nby zero")) == Exit.CONTENT
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("diptych: error internal-error Diptych itself failed: ZeroDivisionError")
    ending(ZeroDivisionError("x"), "--verbose")
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.usefixtures("here")
def test_a_bug_met_on_a_story_names_its_file(capsys):
    bug = ItemFailedError(str(Path.cwd() / "content/a.fr.md"), "KeyError: 'x'")
    assert ending(bug) == Exit.CONTENT
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("content/a.fr.md: error internal-error Diptych itself failed: KeyError")


@pytest.mark.usefixtures("here")
def test_a_fault_of_the_machine_that_nobody_expected_exits_3(capsys):
    fault = OSError(24, "Too many open files", "/site/content/a.md")
    assert ending(fault) == Exit.ENVIRONMENT
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("/site/content/a.md: error input-output-fault")


@pytest.mark.parametrize("number", ["0", "-1", "two", "", "1.5", "99999"])
@pytest.mark.usefixtures("here")
def test_jobs_is_a_whole_number(number, capsys):
    assert run(["build", "--jobs", number], environ={}) == Exit.USAGE
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"diptych: error option-not-a-number {number} is not a number that")


@pytest.mark.usefixtures("here")
def test_a_cluster_is_named_by_its_scheduler(capsys):
    assert run(["--executor", "dask"], environ={"LANG": "fr"}) == Exit.USAGE
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("diptych: error scheduler-unnamed l'exécuteur dask")
