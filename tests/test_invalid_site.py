"""One site with every fault that authors make, and the table of what one run tells of it.

`tests/sites/invalid/faults.toml` is the table; what git cannot hold well (odd bytes, twins, links)
is made here, in a copy. To add a fault: write the file, then its line in the table.
"""

import os
import shutil
import struct
import time
import tomllib
import unicodedata
import zlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from diptych.messages import problem_tables, read_table
from diptych.read.config import read_config
from diptych.read.sources import read_sources

SITE = Path(__file__).parent / "sites" / "invalid"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
FRONT_MATTER = "---\ntitle: Title\ndate: 2026-03-01\n---\n\nText.\n"


def png(width, height, data=b""):
    """Return a PNG by its chunks, whatever its header promises."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def picture(kind, **options):
    file = BytesIO()
    Image.effect_noise((64, 48), 50).convert("RGB").save(file, kind, **options)
    return file.getvalue()


def photograph_with_position():
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (33.5, 32.0, 0.0), 3: "W", 4: (5.1, 6.0, 0.0)}
    return picture("JPEG", exif=exif)


def write_oddities(site):
    """Add the files whose bytes or names would not survive a checkout."""
    startups = site / "content" / "startups"
    odd = {
        "latin-1.fr.md": "---\ntitle: Été\n---\n".encode("latin-1"),
        "control.fr.md": b"---\ntitle: A\x0bB\n---\n",
        "bom-and-crlf.fr.md": b"\xef\xbb\xbf" + FRONT_MATTER.replace("\n", "\r\n").encode(),
        "huge.fr.md": FRONT_MATTER.encode() + b"word " * 250_000,
        "empty.jpg": b"",
        "truncated.jpg": picture("JPEG")[:-400],
        "truncated.webp": picture("WEBP")[:-400],
        "bomb.png": png(60_000, 60_000),
        "misnamed.png": picture("JPEG"),
        "position.jpg": photograph_with_position(),
    }
    for name, data in odd.items():
        (startups / name).write_bytes(data)
    for form in ("NFC", "NFD"):
        name = unicodedata.normalize(form, "été.fr.md")
        (startups / name).write_text(FRONT_MATTER)
    for name in ("Case.fr.md", "case.fr.md", ".hidden.fr.md", "backup.fr.md~", "#lock.fr.md#"):
        (startups / name).write_text(FRONT_MATTER)
    (startups / "outside.txt").symlink_to("/etc/hostname")
    (startups / "upwards").symlink_to("..")
    (startups / "dangling.txt").symlink_to("nowhere.txt")
    (site / ".env").write_text("SECRET=1\n")
    (startups / "secret.txt").symlink_to("../../.env")
    os.mkfifo(startups / "pipe")
    static = site / "content" / "static"
    for name in (".env", "kept.txt", "kept.txt~", ".git/config", ".well-known/security.txt"):
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        (static / name).write_text("x")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("invalid") / "site"
    shutil.copytree(SITE, folder)
    write_oddities(folder)
    return folder


@pytest.fixture(scope="module")
def read(site):
    config = read_config(site)
    assert config.problems == ()
    return read_sources(site, config.value, NOW)


def faults(severity):
    table = tomllib.loads((SITE / "faults.toml").read_text("utf-8"))
    return [tuple(fault) for fault in table[severity]]


@pytest.fixture(scope="module")
def told(read, site):
    twins = [("twin-names", path, 0) for code, path, _ in faults("errors") if code == "twin-names"]
    found = [(problem.code, problem.place.path, problem.place.line) for problem in read.problems]
    return found + (twins if folds_names(site) else [])


def folds_names(site):
    """Return whether the file system takes twins for one file, so that none can be made."""
    return len(list((site / "content" / "startups").glob("[Cc]ase.fr.md"))) == 1


@pytest.mark.parametrize(("code", "path", "line"), faults("errors") + faults("warnings"))
def test_one_run_tells_this_fault_with_its_place(told, code, path, line):
    assert (code, path, line) in told


def test_nothing_else_is_told(told):
    assert sorted(told) == sorted(faults("errors") + faults("warnings"))


def test_errors_stop_a_build_and_warnings_do_not(read):
    for severity in ("error", "warning"):
        expected = {code for code, _, _ in faults(f"{severity}s")}
        assert {one.code for one in read.problems if one.severity == severity} == expected


def test_the_site_shows_at_least_a_hundred_faults_of_sixty_kinds(told):
    assert len(told) >= 100
    assert len({code for code, _, _ in told}) >= 60


def test_every_place_names_a_line_and_column_of_its_file(read, site):
    for problem in read.problems:
        if problem.place.line:
            text = (site / problem.place.path).read_bytes().decode("utf-8", "replace")
            lines = text.splitlines()
            assert 1 <= problem.place.line <= len(lines) + 1
            line = [*lines, ""][problem.place.line - 1]
            assert problem.place.column <= len(line) + 1


def test_every_fault_can_be_said_in_every_language(read):
    tables = {code: entry for name in problem_tables() for code, entry in read_table(name).items()}
    for problem in read.problems:
        for sentence in ("en", "fr", "fix_en", "fix_fr"):
            assert tables[problem.code][sentence].format(**dict(problem.values))


def test_sound_files_among_the_faulty_ones_are_read(read):
    sources = read.value
    paths = {article.path for article in sources.articles}
    assert "content/startups/bom-and-crlf.fr.md" in paths
    assert "content/startups/content-key.fr.md" in paths
    assert {asset.url for asset in sources.statics} == {"/kept.txt", "/.well-known/security.txt"}
    assert {comment.id for comment in sources.comments} == {"sound", "unknown-field", "mail"}


def test_what_is_set_aside_is_named_so_that_links_to_it_are_no_second_fault(read):
    sources = read.value
    errors = {one.place.path for one in read.problems if one.severity == "error"}
    markdown = {path for path in errors if path.endswith(".md")}
    assert markdown <= sources.broken
    assert not sources.broken & {article.path for article in sources.articles}
    assert "content/startups/page.jpg" in sources.broken
    assert "startups/no-title" in sources.broken


def test_bombs_are_refused_at_once(site):
    config = read_config(site).value
    started = time.process_time()
    read_sources(site, config, NOW)
    assert time.process_time() - started < 2
