"""Many addresses are visited host by host, and good answers are remembered for a day."""

from datetime import UTC, datetime, timedelta

from diptych.desk.web.asking import Answer
from diptych.desk.web.visiting import Manners, visit
from diptych.desk.web.visits import keep, recalled
from tests.desk.web.server import serving

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
QUICK = Manners(pause=0)


def test_every_address_gets_its_answer_and_each_host_is_told_when_done():
    told = []
    with serving({"/a": 200, "/b": 404}) as one, serving({"/c": 200}) as two:
        urls = [f"{one.url}/a", f"{one.url}/b", f"{two.url}/c"]
        answers = visit(urls, QUICK, lambda done, total: told.append((done, total)))
        assert one.asked == ["HEAD /a", "HEAD /b"]
    assert [answers[url].status for url in urls] == [200, 404, 200]
    assert told == [(1, 2), (2, 2)]


def test_a_host_gets_a_pause_between_two_requests(monkeypatch):
    slept = []
    monkeypatch.setattr("diptych.desk.web.visiting.sleep", slept.append)
    with serving({"/a": 200, "/b": 200, "/c": 200}) as server:
        urls = [f"{server.url}/{name}" for name in "abc"]
        visit(urls, Manners(pause=3.0), lambda _done, _total: None)
    assert slept == [3.0, 3.0]


def test_good_answers_hold_for_a_day_and_bad_ones_are_not_remembered(tmp_path):
    file = tmp_path / ".cache/links.json"
    answers = {"a": Answer(200), "b": Answer(404), "c": Answer(fault="timeout")}
    keep(file, answers, NOW)
    almost, after = NOW + timedelta(hours=23), NOW + timedelta(hours=24)
    assert recalled(file, "abcd", almost) == {"a": Answer(200)}
    assert recalled(file, "a", after) == {}
    assert recalled(file, "a", NOW - timedelta(hours=1)) == {}
    keep(file, {"d": Answer(200, "", "e")}, almost)
    assert recalled(file, "ad", almost) == {"a": Answer(200), "d": Answer(200, "", "e")}
    keep(file, {}, after)
    assert recalled(file, "ad", almost) == {"d": Answer(200, "", "e")}


def test_a_damaged_memory_is_none(tmp_path):
    file = tmp_path / "links.json"
    for data in (b"", b"[]", b'{"a": 1}', b'{"a": {"at": "2026-06-01T12:00:00", "answer": {}}}'):
        file.write_bytes(data)
        assert recalled(file, "a", NOW) == {}
    keep(file, {"a": Answer(200)}, NOW)
    assert recalled(file, "a", NOW) == {"a": Answer(200)}


def test_a_memory_that_cannot_be_written_is_no_fault(tmp_path):
    (tmp_path / "file").write_text("")
    keep(tmp_path / "file/links.json", {"a": Answer(200)}, NOW)
