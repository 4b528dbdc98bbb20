import pytest

from diptych.serve.addresses import (
    Elsewhere,
    File,
    Lost,
    base_of,
    find,
    is_own_host,
    is_own_origin,
)


@pytest.fixture
def output(tmp_path):
    folder = tmp_path / "out"
    for path in ("index.html", "404.html", "fr/index.html", "fr/404.html", "fr/a/index.html"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path)
    (folder / ".diptych").write_text("manifest")
    (folder / ".well-known").mkdir()
    (folder / ".well-known/security.txt").write_text("x")
    (folder / "été").mkdir()
    (folder / "été/index.html").write_text("x")
    (tmp_path / "secret.html").write_text("secret")
    (folder / "out.html").symlink_to(tmp_path / "secret.html")
    return folder.resolve()


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1:8000", True),
        ("localhost:8000", True),
        ("LOCALHOST:8000", True),
        ("[::1]:8000", True),
        ("127.0.0.1", False),
        ("127.0.0.1:8001", False),
        ("example.org:8000", False),
        ("127.0.0.1.example.org:8000", False),
        ("localhost.:8000", False),
        ("", False),
    ],
)
def test_only_names_of_this_machine_with_our_port_are_ours(host, expected):
    assert is_own_host(host, 8000) is expected
    assert is_own_origin(f"http://{host}", 8000) is expected


def test_the_port_that_browsers_leave_out_may_be_left_out():
    assert is_own_host("localhost", 80)
    assert not is_own_host("localhost", 8000)


@pytest.mark.parametrize(
    "origin", ["null", "https://localhost:8000", "file://", "http://localhost:8000.example.org"]
)
def test_other_pages_are_not_ours(origin):
    assert not is_own_origin(origin, 8000)


@pytest.mark.parametrize(
    ("address", "base"),
    [
        ("https://example.org", "/"),
        ("https://example.org/", "/"),
        ("https://example.org/mag", "/mag/"),
        ("https://example.org/a/b/", "/a/b/"),
        ("", "/"),
    ],
)
def test_the_base_is_the_path_of_the_address(address, base):
    assert base_of(address) == base


@pytest.mark.parametrize("base", ["/", "/mag/"])
def test_a_folder_leads_to_its_index_with_a_slash(output, base):
    assert find(output, base, base) == File(output / "index.html")
    assert find(output, base, f"{base}fr/a/") == File(output / "fr/a/index.html")
    assert find(output, base, f"{base}fr/a") == Elsewhere(f"{base}fr/a/")
    assert find(output, base, f"{base}%C3%A9t%C3%A9") == Elsewhere(f"{base}%C3%A9t%C3%A9/")


def test_the_top_of_the_server_leads_to_the_site(output):
    assert find(output, "/mag/", "/") == Elsewhere("/mag/")
    assert find(output, "/mag/", "/mag") == Elsewhere("/mag/")
    assert find(output, "/mag/", "/fr/") == Lost(output / "404.html")


def test_what_is_not_there_is_told_by_the_nearest_page_for_it(output):
    assert find(output, "/", "/fr/none/") == Lost(output / "fr/404.html")
    assert find(output, "/", "/none") == Lost(output / "404.html")
    assert find(output / "fr/a", "/", "/none") == Lost(None)


@pytest.mark.parametrize(
    "path",
    [
        "/.diptych",
        "/fr/.hidden",
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/%252e%252e/secret.html",
        "/fr/..%2f..%2fsecret.html",
        "/fr\\..\\..\\secret.html",
        "//secret.html",
        "/\0",
        "/out.html",
        "/" + "x" * 5000,
    ],
)
def test_nothing_hidden_or_outside_the_site_is_found(output, path):
    assert find(output, "/", path) == Lost(output / "404.html")


def test_what_is_meant_to_be_public_although_hidden_is_found(output):
    found = find(output, "/", "/.well-known/security.txt")
    assert found == File(output / ".well-known/security.txt")
