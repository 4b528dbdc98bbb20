"""Files whose bytes or names would not survive a checkout: too large, odd bytes, twins, links."""

import os
import struct
import unicodedata
import zlib
from io import BytesIO

from PIL import Image

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
    """Add them to a copy of tests/sites/invalid."""
    _among_the_stories(site / "content" / "startups", site)
    _among_the_bodies(site / "content" / "bodies")
    _among_the_addresses(site / "content" / "addresses")
    _in_the_theme(site / "themes" / "faulty")
    _in_static(site / "content" / "static")


def _among_the_stories(startups, site):
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


def _among_the_bodies(bodies):
    levels = "".join("\t" * depth + "- item\n" for depth in range(800))
    texts = {
        "nested-brackets": "[" * 20_000,
        "nested-list": levels,
        "nested-html": "<div>" * 400,
        "long": "word " * 100_000,
    }
    for name, text in texts.items():
        (bodies / f"{name}.fr.md").write_text(f"{FRONT_MATTER}\n{text}\n")
    (bodies / "position.jpg").write_bytes(picture("JPEG"))


def _among_the_addresses(addresses):
    for name, form in (("composed", "NFC"), ("decomposed", "NFD")):
        alias = unicodedata.normalize(form, "/old/été/")
        text = FRONT_MATTER.replace("date:", f"aliases: [{alias}]\ndate:")
        (addresses / f"alias-{name}.fr.md").write_text(text, encoding="utf-8")


def _in_the_theme(theme):
    (theme / "templates" / "latin-1.html").write_bytes("Été".encode("latin-1"))
    (theme / "static").mkdir()
    (theme / "static" / "outside.css").symlink_to("/etc/hostname")


def _in_static(static):
    for name in (".env", "kept.txt", "kept.txt~", ".git/config", ".well-known/security.txt"):
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        (static / name).write_text("x")
