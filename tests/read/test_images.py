"""Pictures are measured, and refused when readers could not see them whole."""

import time

import pytest
from PIL import Image

from diptych.model.problem import Exit
from diptych.read.images import LARGEST, measure, svg_problem
from tests.oddities import photograph_with_position, png
from tests.oddities import picture as noise
from tests.read.folder import article, codes, picture, read, story, write


def look(root, name, data, **how):
    write(root, {name: data})
    found, problems = measure(root, name, **how)
    return found, codes(problems)


@pytest.mark.parametrize(
    ("kind", "suffix", "media_type"),
    [
        ("JPEG", "jpg", "image/jpeg"),
        ("JPEG", "JPEG", "image/jpeg"),
        ("PNG", "png", "image/png"),
        ("WEBP", "webp", "image/webp"),
        ("AVIF", "avif", "image/avif"),
    ],
)
def test_a_picture_has_its_size_and_type(tmp_path, kind, suffix, media_type):
    found, problems = look(tmp_path, f"a.{suffix}", picture(kind))
    assert (found.width, found.height, found.media_type, problems) == (64, 48, media_type, [])


def test_a_picture_that_a_camera_turned_is_measured_as_readers_see_it(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    found, _ = look(tmp_path, "a.jpg", picture(exif=exif))
    assert (found.width, found.height) == (48, 64)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.jpg", b"", "empty-image"),
        ("a.jpg", b"<!DOCTYPE html><p>404</p>", "not-an-image"),
        ("a.png", picture("GIF"), "not-an-image"),
        ("a.jpg", noise("JPEG")[:-300], "truncated-image"),
        ("a.png", noise("PNG")[:-300], "truncated-image"),
        ("a.webp", noise("WEBP")[:-300], "truncated-image"),
        ("a.avif", noise("AVIF")[:-300], "truncated-image"),
        ("a.png", png(60_000, 60_000), "image-too-large"),
        ("a.png", png(LARGEST // 5000 + 1, 5000), "image-too-large"),
        ("a.png", png(10_000, 10_000), "image-too-large"),
        ("a.png", png(100, 100), "truncated-image"),
    ],
)
def test_what_cannot_be_shown_whole_is_refused(tmp_path, name, data, code):
    assert look(tmp_path, name, data) == (None, [code])


def test_a_bomb_is_refused_from_its_header(tmp_path):
    write(tmp_path, {"a.png": png(60_000, 60_000, b"\0" * 5_000_000)})
    started = time.process_time()
    measure(tmp_path, "a.png")
    assert time.process_time() - started < 0.1


def test_a_position_and_a_wrong_suffix_are_warnings(tmp_path):
    found, problems = look(tmp_path, "a.jpg", photograph_with_position())
    assert (found.width > 0, problems) == (True, ["image-with-position"])
    found, problems = look(tmp_path, "a.png", picture("JPEG"))
    assert (found.media_type, problems) == ("image/jpeg", ["misnamed-image"])


def test_a_static_picture_is_measured_and_published_whatever_it_holds(tmp_path):
    assert look(tmp_path, "a.jpg", b"<html>", whole=False)[1] == []
    found, problems = look(tmp_path, "b.jpg", photograph_with_position(), whole=False)
    assert (found.width, problems) == (64, ["image-with-position"])


def test_a_picture_that_cannot_be_opened_is_the_machine_s_fault(tmp_path):
    (tmp_path / "a.jpg").mkdir()
    found, (problem,) = measure(tmp_path, "a.jpg")
    assert found is None
    assert (problem.code, problem.exit) == ("unreadable-file", Exit.ENVIRONMENT)
    with pytest.raises(FileNotFoundError):
        measure(tmp_path, "gone.jpg")


@pytest.mark.parametrize(
    "text",
    ["<script>x</script>", "<g onload='x'>", "<a href='JavaScript:x'>", "<foreignObject>"],
)
def test_an_svg_that_could_run_is_refused_on_its_line(text):
    problem = svg_problem(f"<svg>\n{text}".encode(), "a.svg")
    assert (problem.code, problem.place.line) == ("svg-with-script", 2)


def test_a_plain_svg_is_published_but_is_no_story_s_picture(tmp_path):
    assert svg_problem(b"<svg><path d='M0 0'/></svg>", "a.svg") is None
    files = {"content/startups/a.svg": "<svg/>", "content/startups/x.fr.md": story("image: a.svg")}
    result = read(tmp_path, files)
    assert codes(result.problems) == ["story-image-format"]
    assert result.value.assets["content/startups/a.svg"].media_type == "image/svg+xml"


IMAGES = {
    "image: a.jpg\nimage-alt: A": ("content/startups/a.jpg", "A"),
    "cover: a.jpg\nimage-alt: A": ("content/startups/a.jpg", "A"),
    "image: {src: ./a.jpg, alt: A}": ("content/startups/a.jpg", "A"),
    "image: {src: ../shared/b.jpg, alt: ''}": ("content/shared/b.jpg", ""),
    "image: {src: /shared/b.jpg, alt: B}": ("content/shared/b.jpg", "B"),
    "image: {src: d%27or.jpg, alt: B}": ("content/startups/d'or.jpg", "B"),
    "image: {src: e\u0301te\u0301.jpg, alt: B}": ("content/startups/été.jpg", "B"),
}


@pytest.mark.parametrize("fields", IMAGES)
def test_a_story_s_picture_is_found_however_it_is_written(tmp_path, fields):
    names = ("startups/a.jpg", "shared/b.jpg", "startups/d'or.jpg", "startups/été.jpg")
    files = {f"content/{name}": picture() for name in names}
    result = read(tmp_path, {**files, "content/startups/x.fr.md": story(fields)})
    assert result.problems == ()
    image = article(result, "startups/x.fr").image
    assert (image.src, image.alt) == IMAGES[fields]


@pytest.mark.parametrize(
    ("fields", "code", "severity"),
    [
        ("image: b.jpg", "missing-story-image", "error"),
        ("image: ../../../etc/passwd", "missing-story-image", "error"),
        ("image: {alt: A}", "missing-key", "error"),
        ("image: {src: a.jpg, alt: A, foo: b}", "unknown-key", "warning"),
        ("image: [a.jpg]", "expects-table", "error"),
        ("image: javascript:x", "invalid-image-address", "error"),
        ("image: //x.org/a.jpg", "invalid-image-address", "error"),
        ("image: {src: https://x.org/a.jpg, alt: A}", "remote-image", "warning"),
        ("image: a.jpg", "story-image-without-alt", "warning"),
    ],
)
def test_a_wrong_picture_is_one_problem(tmp_path, fields, code, severity):
    files = {"content/startups/a.jpg": picture(), "content/startups/x.fr.md": story(fields)}
    result = read(tmp_path, files)
    assert [(one.code, one.severity) for one in result.problems] == [(code, severity)]
    assert len(result.value.articles) == (severity == "warning")


def test_a_story_with_a_broken_picture_is_no_second_fault(tmp_path):
    files = {"content/startups/a.jpg": b"", "content/startups/x.fr.md": story("image: a.jpg")}
    result = read(tmp_path, files)
    assert codes(result.problems) == ["empty-image"]
    assert "content/startups/a.jpg" in result.value.broken
