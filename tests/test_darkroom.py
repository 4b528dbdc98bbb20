"""Pictures are encoded once for all builds, and only those that changed again."""

import os
import shutil
from io import BytesIO

import pytest
from lxml import html
from PIL import Image

from diptych.engine.executor_pool import Pool
from tests.incremental.building import attempted, built, clean, edit, published
from tests.oddities import photograph_with_position, picture
from tests.read.folder import write

CONFIG = """\
base_url = "https://example.org/"
[languages.fr]
title = "Passerelle"
[categories.news]
fr = { title = "Actualités", slug = "actualites" }
[images]
widths = [20, 40]
"""
STORY = "---\ntitle: {title}\ndate: 2026-01-0{day}\nauthors: [lea]\n{fields}---\nTexte.\n\n{body}\n"
AUTHORS = '[lea]\nname = "Léa"\navatar = "lea.png"\n'
SIZES, FORMATS, CROPS = 2, 2, 3
"""A WebP photograph: its own format and AVIF, and a lead image's crops."""


@pytest.fixture
def site(tmp_path):
    one = STORY.format(
        title="Un", day=1, fields="image: {src: un.webp, alt: Un}\n", body="![Plan](plan.jpg)"
    )
    two = STORY.format(title="Deux", day=2, fields="", body="[Le plan](un/scan.jpg)")
    return write(
        tmp_path / "site",
        {
            "config.toml": CONFIG,
            "content/authors.toml": AUTHORS,
            "content/lea.png": picture("PNG"),
            "content/news/un/index.fr.md": one,
            "content/news/un/un.webp": picture("WEBP"),
            "content/news/un/plan.jpg": photograph_with_position(),
            "content/news/un/scan.jpg": picture("JPEG"),
            "content/news/deux.fr.md": two,
        },
    )


def images(site):
    return sorted(path for path in published(site / "output") if path.startswith("assets/"))


def of(site, stem):
    return [path for path in images(site) if path.startswith(f"assets/img/{stem}-")]


def test_a_picture_is_published_in_its_sizes_and_formats_and_not_itself(site):
    assert built(site).encoded == len(of(site, "un") + of(site, "plan") + of(site, "lea"))
    assert len(of(site, "un")) == SIZES * FORMATS + CROPS
    assert len(of(site, "plan")) == len(of(site, "lea")) == SIZES * (FORMATS + 1)
    made = ("assets/img/", "assets/theme/", "assets/covers/")
    originals = [path for path in images(site) if not path.startswith(made)]
    assert originals == ["assets/news/un/scan.jpg"]  # a story links it


def test_every_file_that_a_page_names_is_there_as_it_says(site):
    built(site)
    files = published(site / "output")
    page = html.document_fromstring(files["fr/actualites/un/index.html"])
    named = {}
    for shown in page.xpath("//source | //img[@srcset]"):
        for candidate in shown.get("srcset").split(", "):
            url, width = candidate.split(" ")
            named[url.lstrip("/")] = shown.get("type"), int(width.removesuffix("w"))
    assert len(named) == SIZES * FORMATS + SIZES * (FORMATS + 1)  # the author has no biography
    for path, (media_type, width) in named.items():
        with Image.open(BytesIO(files[path])) as image:
            assert image.width == width
            assert media_type in {None, Image.MIME[image.format]}
    for shown in page.xpath("//img[@srcset]"):
        with Image.open(BytesIO(files[shown.get("src").lstrip("/")])) as image:
            assert image.size == (int(shown.get("width")), int(shown.get("height")))


def test_no_file_tells_where_a_picture_was_taken(site):
    built(site)
    for path in of(site, "plan"):
        with Image.open(site / "output" / path) as image:
            assert not dict(image.getexif())


def test_a_second_build_encodes_nothing_whatever_it_finds_in_the_output(site):
    first = built(site)
    files = published(site / "output")
    assert built(site).encoded == 0
    shutil.rmtree(site / "output")
    assert built(site).encoded == 0
    assert published(site / "output") == files
    (site / ".cache/memory.sqlite").unlink()
    shutil.rmtree(site / "output")
    assert built(site).encoded == 0
    shutil.rmtree(site / ".cache")
    assert built(site).encoded == first.encoded
    assert published(site / "output") == files


def test_an_edited_picture_is_encoded_alone_and_renders_what_shows_it(site):
    built(site)
    before = of(site, "un")
    (site / "content/news/un/plan.jpg").write_bytes(picture("JPEG"))
    report = built(site)
    # Its story's page, and the feeds that carry the text: of the magazine, the section, the author.
    assert (report.encoded, report.rendered) == (SIZES * (FORMATS + 1), 1 + 2 * 3)
    assert of(site, "un") == before
    assert len(of(site, "plan")) == SIZES * (FORMATS + 1)
    assert published(site / "output") == clean(site)


def test_an_edited_sentence_encodes_nothing(site):
    built(site)
    edit(site / "content/news/un/index.fr.md", "Texte.", "Du texte.")
    assert built(site).encoded == 0
    assert published(site / "output") == clean(site)


def test_another_quality_encodes_its_format_alone(site):
    built(site)
    edit(site / "config.toml", "widths", "quality = { avif = 30 }\nwidths")
    assert built(site).encoded == SIZES * 3
    assert published(site / "output") == clean(site)


def test_the_cache_forgets_pictures_that_are_gone(site):
    built(site)
    kept = site / ".cache/pictures"
    before = len(list(kept.iterdir()))
    (site / "content/news/un/un.webp").write_bytes(picture("WEBP", quality=20))
    built(site)
    assert len(list(kept.iterdir())) == before


def test_a_preview_and_the_site_do_not_take_pictures_from_each_other(site):
    draft = STORY.format(title="Trois", day=3, fields="draft: true\n", body="![S](un/scan.jpg)")
    write(site, {"content/news/trois.fr.md": draft})
    built(site)
    preview = {"drafts": True, "output": site / "preview"}
    assert built(site, **preview).encoded == SIZES * (FORMATS + 1)
    edit(site / "config.toml", 'title = "Passerelle"', 'title = "Passerelles"')
    assert (built(site).encoded, built(site, **preview).encoded) == (0, 0)


@pytest.mark.parametrize("damage", ["truncated", "flipped", "gone"])
def test_a_damaged_file_of_the_cache_is_made_again(site, damage):
    built(site)
    whole = published(site / "output")
    victim = max((site / ".cache/pictures").iterdir())
    data = victim.read_bytes()
    victim.unlink()
    if damage != "gone":
        half = len(data) // 2
        flipped = data[:half] + bytes([data[half] ^ 1]) + data[half + 1 :]
        victim.write_bytes(data[:half] if damage == "truncated" else flipped)
    shutil.rmtree(site / "output")
    assert built(site).encoded == 1
    assert published(site / "output") == whole


def test_a_cache_that_cannot_be_written_stops_no_build(site):
    (site / ".cache").mkdir()
    (site / ".cache/pictures").write_bytes(b"in the way")
    assert built(site).encoded == built(site, output=site / "again").encoded > 0
    assert published(site / "output") == published(site / "again")


def test_a_tampered_picture_is_put_back_without_encoding_it(site):
    built(site)
    victim = site / "output" / of(site, "un")[0]
    data = victim.read_bytes()
    victim.write_bytes(b"x" * len(data))
    assert built(site).encoded == 0
    assert victim.read_bytes() == data


def test_several_processes_make_the_same_bytes(site, monkeypatch):
    alone = clean(site)
    monkeypatch.setattr("diptych.production.workforce", lambda *_asked: Pool(2))
    built(site, output=site / "pool")
    assert published(site / "pool") == alone


def test_a_picture_that_is_edited_while_the_site_is_built_is_read_anew(site, monkeypatch):
    target = site / "content/news/un/plan.jpg"
    later = picture("JPEG", quality=30)
    reading = os.scandir  # called for the cache after all sources were read

    def editing(folder):
        if str(folder).endswith("pictures") and target.read_bytes() != later:
            target.write_bytes(later)
        return reading(folder)

    monkeypatch.setattr("diptych.memory.pictures.os.scandir", editing)
    assert all(problem.severity == "warning" for problem in attempted(site).problems)
    monkeypatch.undo()
    assert published(site / "output") == clean(site)


def test_pictures_that_move_and_static_ones_are_shown_as_they_are(site):
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    moving = BytesIO()
    frames[0].save(moving, "WEBP", save_all=True, append_images=frames[1:])
    (site / "content/news/un/un.webp").write_bytes(moving.getvalue())
    write(site, {"content/static/s.png": picture("PNG")})
    edit(site / "content/news/un/index.fr.md", "plan.jpg", "/s.png")
    built(site)
    assert of(site, "un") == of(site, "s") == []
    assert "assets/news/un/un.webp" in images(site)
    page = (site / "output/fr/actualites/un/index.html").read_text(encoding="utf-8")
    assert '<img src="/s.png"' in page


def test_the_wires_of_a_feed_show_one_picture_by_its_whole_address(site):
    built(site)
    feed = (site / "output/fr/feed.json").read_text(encoding="utf-8")
    assert "srcset" not in feed
    assert "<picture" not in feed
    assert '<img src=\\"https://example.org/assets/img/plan-40.' in feed


def test_search_engines_get_the_lead_image_in_three_shapes(site):
    built(site)
    page = (site / "output/fr/actualites/un/index.html").read_text(encoding="utf-8")
    for shape in ("16x9", "4x3", "1x1"):
        assert f'"url": "https://example.org/assets/img/un-{shape}-' in page
