"""The host that audits and browser tests look at: what it answers to which address."""

import gzip
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from audits.serving import answer, hosting


@pytest.fixture
def folder(tmp_path):
    for name in ("index.html", "404.html", "fr/index.html", "assets/a b.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("target", "name"),
    [("/", "index.html"), ("/fr/?q=1", "fr/index.html"), ("/assets/a%20b.css", "assets/a b.css")],
)
def test_an_address_means_a_file(folder, target, name):
    assert answer(folder, "/", target).file == folder / name
    assert answer(folder, "/mag/", f"/mag{target}").file == folder / name


@pytest.mark.parametrize(
    "target", ["/x/", "/../index.html/x", "/%2e%2e/%2e%2e/etc/passwd", "/a%00"]
)
def test_what_is_not_there_is_answered_with_the_404_page(folder, target):
    found = answer(folder, "/", target)
    assert (found.status, found.file) == (HTTPStatus.NOT_FOUND, folder / "404.html")


def test_what_is_not_below_the_base_is_not_there(folder):
    assert answer(folder, "/mag/", "/fr/").status == HTTPStatus.NOT_FOUND


def test_a_folder_without_its_slash_is_a_redirection(folder):
    assert answer(folder, "/", "/fr").location == "/fr/"


def test_only_assets_are_kept_for_ever(folder):
    assert "immutable" in answer(folder, "/", "/assets/a%20b.css").headers["Cache-Control"]
    assert "immutable" not in answer(folder, "/", "/fr/").headers["Cache-Control"]


def test_texts_are_compressed_for_those_who_ask_and_lost_pages_have_their_status(folder):
    client = build_opener(ProxyHandler({}))
    with hosting(folder) as host:
        asked = Request(f"{host.origin}/fr/", headers={"Accept-Encoding": "gzip"})  # noqa: S310 - http
        with client.open(asked) as answered:
            assert answered.headers["Content-Type"] == "text/html; charset=utf-8"
            assert gzip.decompress(answered.read()) == b"fr/index.html"
        with client.open(f"{host.origin}/fr/") as answered:
            assert answered.read() == b"fr/index.html"
        with pytest.raises(HTTPError) as refused:
            client.open(f"{host.origin}/nowhere/")
        with refused.value as lost:
            assert (lost.code, lost.read()) == (404, b"404.html")
