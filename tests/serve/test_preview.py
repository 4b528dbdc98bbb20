"""The preview from outside: a real process, real edits, and pages that listen."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time

import psutil
import pytest
from tornado.httpclient import HTTPClientError

from tests.serve.serving import CLOCK, LONG, make_site, previewing, story, tree, write

EDITED = "content/news/pont.fr.md"
PONT = "/fr/actualites/pont/"


@pytest.fixture
def site(tmp_path):
    return make_site(tmp_path / "site")


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """Return one preview for all tests that leave its site as it was."""
    with previewing(make_site(tmp_path_factory.mktemp("running") / "site")) as preview:
        assert preview.next().startswith("The site: ")
        yield preview


@pytest.fixture
def page(running):
    opened = running.page()
    yield opened
    opened.close()


def clean_build(site, output, url):
    """Return what a clean build makes of the sources that there are now."""
    shutil.copytree(site / "content", output / "site/content")
    shutil.copy(site / "config.toml", output / "site")
    command = [sys.executable, "-m", "diptych", "-DF", "--clock", CLOCK, "--base-url", url, "-q"]
    subprocess.run(command, cwd=output / "site", check=True)
    return tree(output / "site/output")


def until(condition):
    """Wait until something is so, and return it."""
    end = time.monotonic() + LONG
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


def test_the_site_is_served_from_the_cache_and_the_output_is_left_alone(running):
    status, _, body = running.get(PONT)
    assert (status, "Un pont" in body) == (200, True)
    assert not (running.site / "output").exists()
    assert {path.name for path in running.site.iterdir()} == {"config.toml", "content", ".cache"}


def test_addresses_stay_in_the_preview(running):
    body = running.get(PONT)[2]
    assert f'rel="canonical" href="{running.url}fr/actualites/pont/"' in body
    assert "example.org" not in body


def test_a_page_gets_the_script_on_its_way_and_its_file_has_none(running):
    assert "/__diptych/client.js" in running.get(PONT)[2]
    files = tree(running.site / ".cache/preview")
    assert not any(b"__diptych" in data for data in files.values())
    assert running.get("/__diptych/client.js")[0] == 200


def test_other_files_are_served_as_they_are_and_asked_for_again(running):
    status, headers, body = running.get("/fr/feed.xml")
    assert (status, "__diptych" in body) == (200, False)
    assert headers["Content-Type"] == "application/xml; charset=utf-8"
    assert headers["Cache-Control"] == "no-cache"
    assert running.get("/fr/feed.xml", If_None_Match=headers["ETag"])[0] == 304
    assert running.get("/fr/feed.xml", method="HEAD")[2] == ""
    status, headers, body = running.get("/robots.txt", Range="bytes=0-3")
    assert (status, body) == (206, "User")


def test_what_is_not_there_is_told_by_the_site_itself(running):
    status, _, body = running.get("/fr/nulle-part/")
    assert (status, "/__diptych/client.js" in body) == (404, True)
    assert "<h1" in body


@pytest.mark.parametrize("path", ["/.diptych", "/../config.toml", "/%2e%2e/%2e%2e/config.toml"])
def test_nothing_beside_the_site_is_served(running, path):
    assert running.get(path)[0] == 404


@pytest.mark.parametrize("path", [PONT, "/fr/feed.xml", "/__diptych/page?path=/", "/livereload"])
def test_a_foreign_host_is_refused(running, path):
    assert running.get(path, Host=f"example.org:{running.port}")[0] == 403
    assert running.get(path, Host="127.0.0.1")[0] == 403


def test_the_names_of_this_machine_are_answered(running):
    for name in ("127.0.0.1", "localhost", "[::1]"):
        assert running.get(PONT, Host=f"{name}:{running.port}")[0] == 200


def test_a_socket_from_a_page_of_another_site_is_refused(running):
    with pytest.raises(HTTPClientError) as refused:
        running.page(Origin="http://example.org")
    assert refused.value.code == 403
    running.page(Origin=f"http://localhost:{running.port}").close()


def test_an_edit_is_built_and_pages_load_again(running, page):
    before = (running.site / EDITED).read_text()
    running.save(EDITED, story("Un pont", "D'autres mots."))
    assert page.next() == {"command": "reload", "path": "*", "liveCSS": True, "liveImg": True}
    assert "autres mots" in running.get(PONT)[2]
    assert running.next().startswith(f"{EDITED}: ")
    running.save(EDITED, before)
    assert page.next()["command"] == "reload"
    running.next()


def test_a_page_that_has_missed_a_build_is_told_when_it_comes(running):
    late = running.page(edition="of-another-time")
    assert late.next()["command"] == "reload"
    late.close()


def test_errors_go_over_the_page_and_away_with_their_cause(running, page):
    before = (running.site / EDITED).read_text()
    good = running.get(PONT)[2]
    running.save(EDITED, story("Un pont", "[x](nulle-part.md)"))
    overlay = page.next()["overlay"]
    assert overlay["heading"] == "1 error"
    (problem,) = overlay["problems"]
    assert (problem["place"], problem["code"]) == (f"{EDITED}:6:4", "broken-link")
    assert problem["message"]
    assert problem["fix"]
    assert running.faults.get(timeout=LONG).startswith(f"{EDITED}:6:4: error broken-link ")
    assert running.next() == f"{EDITED}: 1 error. The last good site stays on show."
    assert running.get(PONT)[2] == good
    late = running.page()
    assert late.next()["overlay"] == overlay
    late.close()
    running.save(EDITED, before)
    assert page.next() == {"command": "diptych", "overlay": None}
    assert running.next().startswith(f"{EDITED}: 0 files written")


def test_a_page_is_known_with_its_source_and_what_is_not_public(running):
    known = running.marks("/fr/actualites/brouillon/")
    assert known["source"] == "content/news/brouillon.fr.md"
    assert known["path"] == str(running.site / "content/news/brouillon.fr.md")
    marks = {mark["href"]: mark["text"] for mark in known["marks"]}
    assert marks == {
        "/fr/actualites/brouillon/": "Brouillon",
        "/en/news/avenir/": "Programmé pour le 1er mars 2027, 08:30",
    }
    marks = {mark["href"]: mark["text"] for mark in running.marks("/en/news/")["marks"]}
    assert marks["/fr/actualites/brouillon/"] == "Draft"
    assert marks["/en/news/avenir/"] == "Scheduled for 1 March 2027, 08:30"
    assert running.marks("/nowhere/")["source"] == ""


def test_only_a_style_sheet_is_told_where_only_styles_were_edited(site):
    style = site / "themes/zellige/static/print.css"
    write(style, "p { color: red }")
    with previewing(site) as preview:
        preview.next()
        page = preview.page()
        write(style, "p { color: blue }")
        assert page.next()["path"] == "themes/zellige/static/print.css"
        page.close()


def test_a_site_below_a_path_is_served_there(tmp_path):
    with previewing(make_site(tmp_path / "site", "/mag/")) as preview:
        assert preview.url.endswith("/mag/")
        preview.next()
        status, headers, _ = preview.get("/")
        assert (status, headers["Location"]) == (302, "/mag/")
        assert preview.get(f"/mag{PONT}")[0] == 200
        assert preview.marks(f"/mag{PONT}")["source"] == EDITED


def test_until_a_first_build_succeeds_its_errors_are_shown_in_the_authors_language(site):
    good = (site / EDITED).read_text()
    write(site / EDITED, "---\ndate: 2026-01-05\n---\n")
    with previewing(site, LC_ALL="fr_FR.UTF-8") as preview:
        assert "1 erreur" in preview.next()
        status, _, body = preview.get(PONT)
        assert (status, "Le site est en construction" in body) == (503, True)
        page = preview.page(edition="")
        overlay = page.next()["overlay"]
        assert (overlay["lang"], overlay["heading"]) == ("fr", "1 erreur")
        write(site / EDITED, good)
        assert page.next()["overlay"] is None
        assert page.next()["command"] == "reload"
        assert preview.get(PONT)[0] == 200
        page.close()


def test_folders_that_come_later_are_watched(site):
    with previewing(site) as preview:
        preview.next()
        page = preview.page()
        write(site / "themes/zellige/templates/footer.html", "<p>Un pied</p>")
        assert page.next()["command"] == "reload"
        write(site / "content/pages/nouvelle.fr.md", story("Une page"))
        assert page.next()["command"] == "reload"
        assert until(lambda: preview.get("/fr/nouvelle/")[0] == 200)
        assert "Un pied" in preview.get("/fr/nouvelle/")[2]
        page.close()


def test_a_thousand_saves_end_in_few_builds_and_the_site_of_the_last(site, tmp_path):
    with previewing(site) as preview:
        preview.next()
        news = site / "content/news"
        old = time.time() - 1_000_000
        for number in range(250):
            write(news / "pont.fr.md", story("Un pont", f"Version {number}."))
            write(news / ".pont.tmp", story("A bridge", f"Version {number}."))
            (news / ".pont.tmp").replace(news / "pont.en.md")
            write(news / f"n{number % 7}.fr.md", story(f"Nouvelle {number}"))
            os.utime(news / f"n{number % 7}.fr.md", (old, old))
            write(news / "#pont.fr.md#", "litter")
            (news / f"n{(number + 3) % 7}.fr.md").unlink(missing_ok=True)
        expected = clean_build(site, tmp_path / "clean", preview.url)
        assert until(lambda: tree(site / ".cache/preview") == expected)
        assert preview.told.qsize() < 15


def test_a_preview_that_lost_its_files_makes_them_again(site):
    with previewing(site) as preview:
        preview.next()
        shutil.rmtree(site / ".cache")
        assert until(lambda: preview.get(PONT)[0] == 200)


def test_building_and_cleaning_go_on_beside_a_preview(site):
    with previewing(site) as preview:
        preview.next()
        subprocess.run([sys.executable, "-m", "diptych", "-q"], cwd=site, check=True)
        built = tree(site / "output")
        assert not any(b"__diptych" in data for data in built.values())
        assert "fr/actualites/brouillon/index.html" not in built
        page = preview.page()
        write(site / EDITED, story("Un pont", "Pour l'aperçu seul."))
        assert page.next()["command"] == "reload"
        page.close()
        assert tree(site / "output") == built
        subprocess.run([sys.executable, "-m", "diptych", "clean", "-q"], cwd=site, check=True)
        assert not (site / "output").exists()


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"]
)
def test_a_signal_ends_the_preview_and_all_that_works_for_it(site, number, code):
    with previewing(site, "-j", "2") as preview:
        preview.next()
        others = psutil.Process(preview.process.pid).children(recursive=True)
        preview.process.send_signal(number)
        assert preview.process.wait(LONG) == code
        psutil.wait_procs(others, LONG)
        assert not any(other.is_running() for other in others)
    assert sorted(path.name for path in (site / ".cache").iterdir()) == [
        "preview",
        "preview-memory",
    ]


def test_a_second_preview_of_a_site_is_refused(running):
    ran = subprocess.run(
        [sys.executable, "-m", "diptych", "serve", "--port", "0"],
        cwd=running.site,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (4, "")
    assert ran.stderr.startswith(".: error already-previewed ")
    assert f"(process {running.process.pid})" in ran.stderr


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en_GB.UTF-8", "is taken by another program"), ("fr_FR.UTF-8", "est pris par un autre")],
)
def test_a_port_that_is_taken_is_told_with_one_that_is_not(site, locale, said):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ran = subprocess.run(
            [sys.executable, "-m", "diptych", "serve", "--port", str(port)],
            cwd=site,
            env={**os.environ, "LC_ALL": locale},
            capture_output=True,
            text=True,
            check=False,
        )
    assert (ran.returncode, ran.stdout) == (3, "")
    (line,) = ran.stderr.splitlines()
    assert line.startswith("diptych: error port-taken ")
    assert said in line
    assert "--port" in line
