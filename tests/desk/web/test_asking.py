"""One address is asked by HEAD, by GET where need be, and through redirections, with care."""

import socket

import pytest

from diptych.desk.web import asking
from diptych.desk.web.asking import Answer, ask
from tests.desk.web.server import serving

LONG = 5.0


def test_a_good_address_is_asked_once_by_head():
    with serving({"/a%20b?c=%C3%A9": 200}) as server:
        assert ask(f"{server.url}/a b?c=é", LONG) == Answer(200)
        assert server.asked == ["HEAD /a%20b?c=%C3%A9"]
        assert {agent.partition("/")[0] for agent in server.agents} == {"Diptych"}


@pytest.mark.parametrize("status", [403, 405, 501])
def test_a_server_that_takes_no_head_is_asked_again(status):
    with serving({"HEAD /a": status, "GET /a": 200}) as server:
        assert ask(f"{server.url}/a", LONG) == Answer(200)
        assert server.asked == ["HEAD /a", "GET /a"]


@pytest.mark.parametrize("status", [404, 410, 500, 503])
def test_other_answers_are_believed(status):
    with serving({"/a": status}) as server:
        assert ask(f"{server.url}/a", LONG) == Answer(status)
        assert server.asked == ["HEAD /a"]


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_redirection_tells_the_new_address(status):
    with serving({"/a": (status, "/b"), "/b": (301, "/c"), "/c": 200}) as server:
        assert ask(f"{server.url}/a", LONG) == Answer(200, "", f"{server.url}/c")


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_passing_redirection_is_followed_and_not_told(status):
    with serving({"/a": (status, "/b"), "/b": (301, "/c"), "/c": 404}) as server:
        assert ask(f"{server.url}/a", LONG) == Answer(404)


def test_redirections_without_end_are_left():
    with serving({"/a": (302, "/a")}) as server:
        assert ask(f"{server.url}/a", LONG) == Answer(0, "redirections")
        assert len(server.asked) == 6


def test_a_public_address_is_not_followed_into_a_private_network(monkeypatch):
    with serving({"/a": (302, "/b"), "/b": 200}) as server:
        privacy = iter([False, True])
        monkeypatch.setattr(asking, "is_private", lambda _url: next(privacy))
        assert ask(f"{server.url}/a", LONG) == Answer(302, "private")
        assert server.asked == ["HEAD /a"]


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("http://127.0.0.1/", True),
        ("http://[::1]:80/", True),
        ("http://10.1.2.3/", True),
        ("http://169.254.169.254/latest", True),
        ("http://93.184.215.14/", False),
        ("http://[", False),
    ],
)
def test_private_networks_are_known(url, private):
    assert asking.is_private(url) == private


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://127.0.0.1/", "javascript:alert(1)"]
)
def test_a_redirection_to_what_is_not_the_web_is_not_followed(location):
    with serving({"/a": (302, location)}) as server:
        assert ask(f"{server.url}/a", LONG).fault == "malformed"


def test_a_server_that_says_nothing_is_given_up():
    with serving({"/a": "silence"}) as server:
        assert ask(f"{server.url}/a", 0.05) == Answer(0, "timeout")


def test_a_port_where_nobody_listens_is_unreachable():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert ask(f"http://127.0.0.1:{port}/", LONG) == Answer(0, "unreachable")


@pytest.mark.parametrize("url", ["http://a:b/", "http://[/", "mailto:a@b", "http://" + "a" * 70])
def test_what_is_no_address_is_told_as_such(url):
    assert ask(url, LONG).fault in {"malformed", "unreachable"}


def test_a_server_without_encryption_has_no_certificate():
    with serving({"/a": 200}) as server:
        assert ask(server.url.replace("http:", "https:"), LONG).fault == "certificate"
