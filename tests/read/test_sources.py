"""A whole folder becomes a magazine; what is faulty is set aside and the rest goes on."""

import os
import pickle
from contextlib import contextmanager
from datetime import timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from diptych.model.asset import Asset
from diptych.model.problem import Exit
from diptych.read.config import read_config
from diptych.read.images import Picture
from diptych.read.manuscripts import SourceChangedError
from diptych.read.readings import NoReadings
from diptych.read.sources import read_sources
from tests.read.folder import CONFIG, NOW, article, codes, picture, read, story, write

NOBODY = 65_534


def test_a_magazine_is_read_whole(tmp_path):
    result = read(
        tmp_path,
        {
            "content/startups/x/index.fr.md": story("image: {src: a.jpg, alt: A}\nslug: un"),
            "content/startups/x/a.jpg": picture(),
            "content/startups/x/report.pdf": "%PDF",
            "content/pages/about.en.md": "---\ntitle: About\n---\nUs.",
            "content/static/CNAME": "example.org",
        },
    )
    sources = result.value
    assert result.problems == ()
    assert [one.id for one in sources.articles] == ["pages/about.en", "startups/x.fr"]
    assert article(result, "pages/about.en").category is None
    assert article(result, "startups/x.fr").category == "startups"
    assert sources.manuscripts["startups/x.fr"].text == "\nText.\n"
    assert sources.assets["content/startups/x/report.pdf"].url == "/assets/startups/x/report.pdf"
    assert sources.statics == (Asset(path="content/static/CNAME", url="/CNAME"),)
    assert sources.broken == frozenset()


def test_markdown_in_the_static_folder_is_a_file_like_any_other(tmp_path):
    result = read(tmp_path, {"content/static/README.md": "# Hello"})
    assert [one.url for one in result.value.statics] == ["/README.md"]


def test_dates_are_in_the_magazine_s_zone_with_fixed_offsets(tmp_path):
    date = article(read(tmp_path, {"content/startups/x.fr.md": story()}), "startups/x.fr").date
    assert isinstance(date.tzinfo, timezone)


def test_what_is_read_can_be_pickled(tmp_path):
    sources = read(tmp_path, {"content/startups/x.fr.md": story("extra: {a: [1]}")}).value
    assert pickle.loads(pickle.dumps(sources)) == sources  # noqa: S301 - our own


@pytest.mark.parametrize(
    ("files", "categories", "problems"),
    [
        ({"content/reports/x.fr.md": story()}, ["startups", "reports"], ["undeclared-category"]),
        ({"content/startup/x.fr.md": story()}, ["startups", "startup"], ["misspelt-category"]),
        ({"content/reports/x.fr.md": story("category: startups")}, ["startups"], []),
        ({"content/reports/x.fr.md": story("category: Jeunes Pousses")}, ["startups"], []),
        (
            {"content/startups/x.fr.md": story("category: Reports")},
            ["startups", "Reports"],
            ["undeclared-category"],
        ),
        ({"content/日本/x.fr.md": story()}, ["startups"], ["category-without-slug"]),
    ],
)
def test_categories_are_folders_or_fields_declared_or_not(tmp_path, files, categories, problems):
    result = read(tmp_path, files)
    assert list(result.value.config.categories) == categories
    assert codes(result.problems) == problems


def test_an_undeclared_category_is_named_after_itself_in_every_language(tmp_path):
    result = read(
        tmp_path, {"content/Gros Plan/x.fr.md": story(), "content/Gros Plan/y.en.md": story()}
    )
    texts = result.value.config.categories["Gros Plan"].texts
    assert {text.title for text in texts.values()} == {"Gros Plan"}
    assert {text.slug for text in texts.values()} == {"gros-plan"}
    assert codes(result.problems) == ["undeclared-category"]


def test_a_file_that_vanishes_while_it_is_read_is_as_if_it_had_never_been(tmp_path):
    files = {f"content/startups/{name}.jpg": picture() for name in "ab"}
    write(tmp_path, {"config.toml": CONFIG, **files, "content/startups/x.fr.md": story()})

    class Vanishing(NoReadings):
        def recall(self, path, kind, read):
            if path.endswith(".jpg"):
                (tmp_path / path).unlink()
            return super().recall(path, kind, read)

    result = read_sources(tmp_path, read_config(tmp_path).value, NOW, Vanishing())
    assert result.problems == ()
    assert result.value.assets == {}


def test_a_caller_may_remember_what_files_told(tmp_path):
    class Remembering(NoReadings):
        def recall(self, path, kind, read):
            if path.endswith(".jpg"):
                return kind(picture=Picture(3, 2, "image/jpeg"))
            return super().recall(path, kind, read)

    write(tmp_path, {"config.toml": CONFIG, "content/startups/a.jpg": "not read"})
    config = read_config(tmp_path).value
    result = read_sources(tmp_path, config, NOW, Remembering())
    assert result.value.assets["content/startups/a.jpg"].width == 3


def test_a_text_is_read_again_as_it_was(tmp_path):
    text = "\ufeff---\r\ntitle: T\r\ndate: 2026-01-01\r\n---\r\n\r\nUn.\rDeux.\n\n---\n"
    write(tmp_path, {"config.toml": CONFIG})
    (tmp_path / "content/startups").mkdir(parents=True)
    (tmp_path / "content/startups/x.fr.md").write_bytes(text.encode())
    sources = read_sources(tmp_path, read_config(tmp_path).value, NOW).value
    assert sources.manuscripts["startups/x.fr"].text == "\nUn.\nDeux.\n\n---\n"


@pytest.mark.parametrize("change", ["edited", "gone", "no text any more"])
def test_a_text_that_changed_since_its_front_matter_was_read_is_refused(tmp_path, change):
    result = read(tmp_path, {"content/startups/x.fr.md": story()})
    file = tmp_path / "content/startups/x.fr.md"
    if change == "gone":
        file.unlink()
    else:
        file.write_bytes(b"\xff" if change == "no text any more" else file.read_bytes() + b"More.")
    with pytest.raises(SourceChangedError, match=r"x\.fr\.md"):
        result.value.manuscripts["startups/x.fr"]


def test_problems_come_in_the_order_of_files_and_lines(tmp_path):
    files = {f"content/startups/{name}.fr.md": story("slug: É\nkind: x") for name in "cab"}
    places = [problem.place for problem in read(tmp_path, files).problems]
    assert places == sorted(places)
    assert len(places) == 6


def test_two_readings_agree_whatever_the_clock_of_the_machine(tmp_path, monkeypatch):
    files = {"content/startups/x.fr.md": story("tags: [b, a]"), "content/startups/a.jpg": picture()}
    first = read(tmp_path, files)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LC_ALL", "C")
    assert read(tmp_path, files) == first


@contextmanager
def as_nobody():
    """Give up the powers of root, if the tests have them."""
    powerful = os.geteuid() == 0
    if powerful:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if powerful:
            os.seteuid(0)


def test_files_that_may_not_be_read_are_the_machine_s_fault_and_comments_only_warn():
    files = {
        "content/startups/x.fr.md": story(),
        "content/startups/x/comments/ana.fr.md": "---\n---\n",
        "content/startups/y.fr.md": story(),
        "content/startups/a.jpg": picture(),
        "content/startups/a.svg": "<svg/>",
        "content/tags.toml": "",
    }
    with TemporaryDirectory() as folder:
        site = write(Path(folder), {"config.toml": CONFIG, **files})
        config = read_config(site).value
        assert read_sources(site, config, NOW).problems == ()
        site.chmod(0o755)
        for name in files:
            if not name.endswith("x.fr.md"):
                (site / name).chmod(0)
        with as_nobody():
            problems = read_sources(site, config, NOW).problems
    told = [(one.place.path, one.severity, one.exit) for one in problems]
    assert set(codes(problems)) == {"unreadable-file"}
    assert told == [
        ("content/startups/a.jpg", "error", Exit.ENVIRONMENT),
        ("content/startups/a.svg", "error", Exit.ENVIRONMENT),
        ("content/startups/x/comments/ana.fr.md", "warning", Exit.ENVIRONMENT),
        ("content/startups/y.fr.md", "error", Exit.ENVIRONMENT),
        ("content/tags.toml", "error", Exit.ENVIRONMENT),
    ]
