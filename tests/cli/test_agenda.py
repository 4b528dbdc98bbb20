"""`diptych calendar`: what is to come, as a table, as JSON and as a calendar file."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from diptych.cli.program import run
from diptych.cli.status_report import moment_text
from diptych.model.problem import Exit

DESK = Path(__file__).parents[1] / "sites" / "desk"


@pytest.fixture
def told(capfdbinary, monkeypatch):
    monkeypatch.chdir(DESK)

    def told(*arguments, code=Exit.OK, clock="2026-06-01T12:00Z"):
        assert run(["calendar", "--clock", clock, *arguments], environ={}) == code
        out, err = capfdbinary.readouterr()
        return out + err

    return told


def rows(data):
    return [" ".join(line.split()) for line in data.decode().splitlines()]


def test_what_is_to_come_is_a_table(told):
    assert rows(told()) == [
        "Date Event Panel Title",
        "2026-06-10 08:00 publication culture/eclipse.en The eclipse",
        "2026-06-10 08:00 publication culture/eclipse.fr L'éclipse",
        "2026-07-01 expiry news/call.en The call",
        "2026-07-01 expiry news/call.fr L'appel",
        "- waits for en culture/play.fr La pièce",
    ]


def test_it_is_told_in_french(told):
    assert rows(told("--lang", "fr"))[1].startswith("2026-06-10 08:00 parution culture/eclipse.en")


def test_programs_get_a_line_of_json_each(told):
    held = json.loads(told("--format", "json").splitlines()[-1])
    assert (held["event"], held["at"], held["waits_for"]) == ("held", None, ["en"])


def test_github_gets_a_notice_of_each(told):
    notices = told("--format", "github", "--lang", "fr").decode().splitlines()
    assert notices[1] == (
        "::notice file=content/culture/eclipse.fr.md,title=calendar"
        "::2026-06-10 08:00, parution : L'éclipse (fr)"
    )
    assert len(notices) == 5


def test_a_calendar_file_is_written_with_what_has_a_date(told, tmp_path):
    path = tmp_path / "mag.ics"
    assert b"4 events written" in told("--ics", str(path))
    data = path.read_bytes()
    assert data.count(b"BEGIN:VEVENT\r\n") == 4
    assert "SUMMARY:publication: L'éclipse (fr)\r\n".encode() in data
    assert b"DTSTAMP:20260601T120000Z\r\n" in data
    told("--ics", str(path))
    assert path.read_bytes() == data


def test_a_calendar_goes_to_standard_output_with_its_own_line_ends(told, tmp_path):
    told("--ics", str(tmp_path / "mag.ics"))
    assert told("--ics", "-") == (tmp_path / "mag.ics").read_bytes()


def test_nothing_to_come_is_said(told, tmp_path):
    (tmp_path / "config.toml").write_bytes((DESK / "config.toml").read_bytes())
    (tmp_path / "content").mkdir()
    assert told("-s", str(tmp_path)) == b"Nothing to come.\n"


def test_a_file_that_cannot_be_written_is_the_machine_s_fault(told, tmp_path):
    assert b"error" in told("--ics", str(tmp_path / "no/such.ics"), code=Exit.ENVIRONMENT)


def test_programs_are_told_of_a_calendar_file_in_json(told, tmp_path):
    out = told("--ics", str(tmp_path / "x.ics"), "--format", "json")
    assert json.loads(out) == {"path": str(tmp_path / "x.ics"), "events": 4}


def test_a_calendar_is_written_over_an_earlier_one_but_over_no_other_file(told, tmp_path):
    story, calendar = tmp_path / "a.fr.md", tmp_path / "x.ics"
    story.write_text("---\ntitle: A\n---\n")
    assert b" error not-a-calendar " in told("--ics", str(story), code=Exit.CONTENT)
    assert story.read_text() == "---\ntitle: A\n---\n"
    for clock in ("2026-06-01T12:00Z", "2026-06-20T12:00Z"):
        told("--ics", str(calendar), clock=clock)
    assert calendar.read_bytes().count(b"BEGIN:VEVENT") == 2


def test_the_table_gives_early_years_four_digits():
    assert moment_text(datetime(217, 6, 1, tzinfo=UTC)) == "0217-06-01"
    assert moment_text(datetime(217, 6, 1, 8, 5, tzinfo=UTC)) == "0217-06-01 08:05"
