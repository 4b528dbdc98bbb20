"""What the web answers is told at every link that leads there, and only what is sure."""

import pytest

from diptych.desk.checking import VISITS, check_site
from diptych.desk.checks.external import check_external, external_addresses
from diptych.desk.checks.matter import Matter
from diptych.desk.web.asking import Answer
from diptych.desk.web.visiting import Manners
from diptych.request import Request
from tests.desk.checks.desk import CLOCK, matter, told, write
from tests.desk.web.server import serving


class Silent:
    def step(self, name, done, total):
        pass


def found(root, text, answers):
    site = matter(root, bridge_fr=text)
    asked = Matter(site.newsroom, site.output, answers=answers)
    return [finding.problem for finding in check_external(asked)]


def test_addresses_on_the_web_are_gathered_with_their_places(tmp_path):
    text = (
        "[a](https://a.org/x#y) <http://b.org> ![c](//c.org/d.png) [e](https://a.org/x)\n"
        "[f](mailto:f@g.org) [h](story:news/bridge) [i](https://example.org/fr/) `[j](https://j.k)`\n"
    )
    addresses = external_addresses(matter(tmp_path, bridge_fr=text))
    assert {url: [place.column for place in addresses[url]] for url in addresses} == {
        "https://a.org/x": [1, 59],
        "http://b.org": [24],
        "https://c.org/d.png": [39],
    }


@pytest.mark.parametrize(
    ("answer", "code", "severity"),
    [
        (Answer(404), "external-dead", "error"),
        (Answer(410), "external-dead", "error"),
        (Answer(200, "", "https://b.org/"), "external-moved", "warning"),
        (Answer(404, "", "https://b.org/"), "external-dead", "error"),
        (Answer(503), "external-failing", "warning"),
        (Answer(fault="timeout"), "external-timeout", "warning"),
        (Answer(302, "private"), "external-private", "warning"),
    ],
)
def test_what_is_wrong_is_told_with_its_gravity(tmp_path, answer, code, severity):
    (problem,) = found(tmp_path, "[a](https://a.org/)\n", {"https://a.org/": answer})
    assert (problem.code, problem.severity, problem.place.line) == (code, severity, 5)


@pytest.mark.parametrize("status", [200, 204, 302, 401, 403, 429, 999])
def test_what_may_be_there_for_readers_is_not_told(tmp_path, status):
    assert found(tmp_path, "[a](https://a.org/)\n", {"https://a.org/": Answer(status)}) == []


def test_the_web_is_asked_only_for_what_is_not_remembered(tmp_path):
    with serving({"/good": 200, "/moved": (301, "/good")}) as server:
        links = " ".join(f"[x]({server.url}/{name})" for name in ("good", "moved", "dead"))
        write(tmp_path, bridge_fr=f"{links}\n")
        request = Request(source=tmp_path, output=tmp_path / "output", clock=CLOCK)
        for _ in range(2):
            checked = check_site(request, ["external"], Silent(), manners=Manners(pause=0))
            assert sorted(one.partition(" ")[0] for one in told(checked.problems)) == [
                "external-dead",
                "external-moved",
            ]
        assert server.asked == [
            "HEAD /good",
            "HEAD /moved",
            "HEAD /good",
            "HEAD /dead",
            "HEAD /dead",
        ]
        assert (tmp_path / ".cache" / VISITS).is_file()


def test_nothing_is_asked_when_it_is_not_wanted(tmp_path):
    with serving({}) as server:
        write(tmp_path, bridge_fr=f"[x]({server.url}/dead)\n")
        request = Request(source=tmp_path, output=tmp_path / "output", clock=CLOCK)
        assert check_site(request, ["parity", "typography"], Silent()).problems == ()
        assert server.asked == []
