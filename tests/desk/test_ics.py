"""Calendar files follow RFC 5545: read back by a parser written from the norm."""

import re
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from diptych.desk.ics import IcsEvent, calendar_file

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
LINE = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[^:;]*)*):(.*)", re.DOTALL)
ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def lines_of(data):
    """Return the content lines, unfolded; each must end with CRLF and fit into 75 octets."""
    assert data.endswith(b"\r\n")
    raw = data[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in raw)
    for line in raw:
        line.decode()  # no character is torn apart
    return data[:-2].decode().replace("\r\n ", "").split("\r\n")


def parsed(data):
    """Return the components inside the calendar: a name and its properties for each."""
    stack, found = [], []
    for line in lines_of(data):
        name, _, value = LINE.fullmatch(line).groups()
        if name == "BEGIN":
            stack.append((value, {}))
            if len(stack) == 2:
                found.append(stack[-1])
        elif name == "END":
            assert stack.pop()[0] == value
        else:
            assert name not in stack[-1][1]
            stack[-1][1][name] = value
    assert stack == []
    return found


def text(value):
    """Return a TEXT as it was before it was escaped; nothing in it may stand bare."""
    assert not re.search(r"[;,\n]", re.sub(r"\\.", "", value))
    return ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def event(**changes):
    parts = {"uid": "u", "at": NOW, "summary": "S", "description": ""}
    return IcsEvent(**(parts | changes))


def test_an_event_has_what_the_norm_requires_and_its_time_in_utc():
    at = datetime(2026, 6, 10, 8, tzinfo=timezone(timedelta(hours=1)))
    ((name, properties),) = parsed(calendar_file("Mag", [event(at=at)], NOW))
    assert name == "VEVENT"
    assert properties == {
        "UID": "u",
        "DTSTAMP": "20260601T120000Z",
        "DTSTART": "20260610T070000Z",
        "SUMMARY": "S",
        "STATUS": "CONFIRMED",
        "TRANSP": "TRANSPARENT",
    }


def test_a_calendar_says_which_version_of_the_norm_it_follows_and_who_made_it():
    lines = lines_of(calendar_file("Mag", [event()], NOW))
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[2].startswith("PRODID:-//")


def test_what_depends_on_something_is_tentative():
    ((_, properties),) = parsed(calendar_file("Mag", [event(is_sure=False)], NOW))
    assert properties["STATUS"] == "TENTATIVE"


def test_a_calendar_without_events_still_has_a_component():
    assert [name for name, _ in parsed(calendar_file("Mag", [], NOW))] == ["VTIMEZONE"]


PROSE = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n,;\\é😀"))


@given(PROSE, PROSE)
def test_any_text_is_read_as_it_was_written(summary, description):
    data = calendar_file("Mag", [event(summary=summary, description=description)], NOW)
    ((_, properties),) = parsed(data)
    assert text(properties["SUMMARY"]) == summary
    assert text(properties.get("DESCRIPTION", "")) == description


def test_lines_are_folded_between_characters():
    data = calendar_file("Mag", [event(summary="é" * 200)], NOW)
    assert any(line.startswith(b" ") for line in data.split(b"\r\n"))
    ((_, properties),) = parsed(data)
    assert properties["SUMMARY"] == "é" * 200
