"""What time a build takes it to be."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from diptych.cli.clock import read_clock


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-01T09:30", datetime(2026, 3, 1, 9, 30, tzinfo=UTC)),
        ("2026-03-01 09:30:15Z", datetime(2026, 3, 1, 9, 30, 15, tzinfo=UTC)),
        (
            "2026-03-01T09:30+01:00",
            datetime(2026, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=1))),
        ),
    ],
)
def test_the_option_is_a_date_or_date_time_in_utc_unless_it_has_an_offset(text, expected):
    moment = read_clock(text, {"SOURCE_DATE_EPOCH": "0"}).value
    assert moment == expected
    assert moment.utcoffset() == expected.utcoffset()


def test_source_date_epoch_is_heard_when_there_is_no_option():
    epoch = {"SOURCE_DATE_EPOCH": "1767268800"}
    assert read_clock(None, epoch).value == datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("environ", [{}, {"SOURCE_DATE_EPOCH": ""}])
def test_else_it_is_now(environ):
    before = datetime.now(UTC)
    assert before <= read_clock(None, environ).value <= datetime.now(UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-02-30", "0001-01-01", "9999-12-31"])
def test_an_option_that_is_no_date_is_a_usage_error(text):
    clock, problems = read_clock(text, {})
    assert clock is None
    assert [(p.code, p.exit) for p in problems] == [("clock-unreadable", 2)]


@pytest.mark.parametrize("text", ["soon", "-1", "1e9", "12.5", "9" * 12, "9" * 30])
def test_an_epoch_that_is_no_number_of_seconds_is_a_usage_error(text):
    clock, problems = read_clock(None, {"SOURCE_DATE_EPOCH": text})
    assert clock is None
    assert [(p.code, p.exit) for p in problems] == [("epoch-unreadable", 2)]
