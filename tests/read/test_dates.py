"""Dates are ISO 8601, in the magazine's zone, and never guessed."""

import pickle
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.read.dates import nearest_form, read_date
from diptych.read.zones import load_zone, zone_names

CASABLANCA = load_zone("Africa/Casablanca")
PARIS = load_zone("Europe/Paris")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-03-01", "2026-03-01T00:00:00+00:00"),
        ("2026-06-01", "2026-06-01T00:00:00+01:00"),
        ("2026-06-01T08:30", "2026-06-01T08:30:00+01:00"),
        ("2026-06-01 08:30", "2026-06-01T08:30:00+01:00"),
        ("2026-06-01 08:30:15", "2026-06-01T08:30:15+01:00"),
        ("2026-06-01T08:30:15.25", "2026-06-01T08:30:15.250000+01:00"),
        ("2026-06-01T08:30Z", "2026-06-01T09:30:00+01:00"),
        ("2026-06-01T08:30:00+02:00", "2026-06-01T07:30:00+01:00"),
        ("2026-06-01 08:30 -0400", "2026-06-01T13:30:00+01:00"),
        ("2026-06-01 08:30 -04", "2026-06-01T13:30:00+01:00"),
        (" 2026-06-01 ", "2026-06-01T00:00:00+01:00"),
    ],
)
def test_a_date_is_read_into_the_magazine_s_zone(text, iso):
    assert read_date(text, CASABLANCA).date.isoformat() == iso


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2026-13-01",
        "2026-1-5",
        "01/03/2026",
        "1 mars 2026",
        "2026-03-01T25:00",
        "2026-03-01T10:00+25:00",
        "2026-03-01T10:00+01:75",
        "2026-03-01Z",
        "٢٠٢٦-03-01",
        "0000-01-01",
        "12:30",
        "",
    ],
)
def test_any_other_text_is_no_date(text):
    assert read_date(text, CASABLANCA) is None


def test_an_hour_that_the_zone_skips_is_marked():
    found = read_date("2026-03-29 02:30", PARIS)
    assert found.skipped
    assert found.date.isoformat() == "2026-03-29T02:30:00+01:00"
    assert not read_date("2026-03-29 02:30+01:00", PARIS).skipped
    assert not read_date("2026-03-29 03:30", PARIS).skipped


def test_an_hour_that_comes_twice_is_the_first():
    found = read_date("2026-10-25 02:30", PARIS)
    assert found.date.utcoffset() == timedelta(hours=2)
    assert not found.skipped


def test_dates_carry_a_fixed_offset_so_that_they_pickle_and_compare():
    date = read_date("2026-06-01", PARIS).date
    assert isinstance(date.tzinfo, timezone)
    assert pickle.loads(pickle.dumps(date)) == date  # noqa: S301 - our own


def test_offsets_of_old_local_times_are_whole_minutes():
    date = read_date("1900-01-01", CASABLANCA).date
    assert date.utcoffset().total_seconds() % 60 == 0


def test_the_edges_of_the_calendar_are_no_crash():
    assert read_date("0001-01-01T00:00+14:00", CASABLANCA) is None
    assert read_date("9999-12-31T23:59-14:00", CASABLANCA) is None


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("2026-1-5", "2026-01-05"),
        ("2026/01/05", "2026-01-05"),
        ("2026-02-30", "2026-03-01"),
        ("x", "2026-03-01"),
    ],
)
def test_a_near_form_is_proposed_when_the_order_is_plain(text, near):
    assert nearest_form(text) == near


@given(st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)), st.sampled_from(zone_names()))  # noqa: DTZ001
def test_what_is_written_with_an_offset_is_that_moment(moment, zone):
    written = moment.replace(tzinfo=UTC).isoformat()
    assert read_date(written, load_zone(zone)).date == moment.replace(tzinfo=UTC)


@given(st.text())
def test_no_text_makes_it_raise(text):
    read_date(text, PARIS)
    nearest_form(text)
