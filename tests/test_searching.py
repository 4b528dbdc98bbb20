"""The search index of whole small sites, made by the real Pagefind."""

import gzip
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from diptych import searching
from diptych.engine.clean import clean_output
from diptych.pipeline import build
from diptych.request import Request

SITE = Path(__file__).parent / "sites" / "bilingual"
CLOCK = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Nobody:
    def step(self, name, done, total):
        pass


@pytest.fixture
def source(tmp_path):
    copy = tmp_path / "site"
    shutil.copytree(SITE, copy, ignore=shutil.ignore_patterns("output", "expected", ".cache"))
    return copy


def built(source, *, search=True):
    request = Request(
        source=source, output=source / "output", clock=CLOCK, search=search, executor="serial"
    )
    return build(request, Nobody())


def an_article(source):
    panels = sorted((source / "content").rglob("*.fr.md"))
    return next(path for path in panels if "pages" not in path.parts)


def inode(source):
    return (source / "output/pagefind").stat().st_ino


def fragments(source):
    """Return what the index holds of each article, by its address."""
    found = {}
    for file in (source / "output/pagefind/fragment").iterdir():
        data = gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd")
        fragment = json.loads(data)
        found[fragment["url"]] = fragment
    return found


def test_each_language_has_an_index_of_its_articles_and_of_nothing_else(source):
    assert built(source).problems == ()
    entry = json.loads((source / "output/pagefind/pagefind-entry.json").read_text())
    assert sorted(entry["languages"]) == ["en", "fr"]
    articles = {
        f"/{page.parent.relative_to(source / 'output')}/"
        for page in (source / "output").rglob("index.html")
        if 'class="page-article"' in page.read_text()
    }
    assert set(fragments(source)) == articles


def test_a_record_tells_the_title_the_date_and_the_filters(source):
    built(source)
    for fragment in fragments(source).values():
        assert fragment["meta"]["title"]
        assert fragment["meta"]["date"][:4] in fragment["filters"]["year"]
        assert len(fragment["filters"]["category"]) == 1


def test_an_index_stands_while_nothing_to_be_found_has_changed(source):
    built(source)
    first = inode(source)
    assert built(source).rendered == 0
    shutil.rmtree(source / ".cache")
    built(source)
    assert inode(source) == first


def test_an_edited_text_is_indexed_anew_and_a_build_without_search_leaves_the_index(source):
    built(source)
    first = inode(source)
    edited = an_article(source)
    edited.write_text(f"{edited.read_text()}\n\nDes trapézistes passent.\n")
    assert built(source, search=False).problems == ()
    assert inode(source) == first
    built(source)
    assert any("trapézistes" in fragment["content"] for fragment in fragments(source).values())


def test_drafts_of_a_preview_are_not_found(source):
    edited = an_article(source)
    edited.write_text(edited.read_text().replace("---\n", "---\ndraft: true\n", 1))
    request = Request(
        source=source, output=source / "output", clock=CLOCK, search=True, drafts=True
    )
    title = edited.stem.partition(".")[0]
    assert build(request, Nobody()).problems == ()
    assert not any(url.startswith("/fr/") and title in url for url in fragments(source))


def test_a_magazine_without_search_has_no_index(source):
    built(source)
    config = source / "config.toml"
    config.write_text(f"{config.read_text()}\n[search]\nenabled = false\n")
    assert built(source).problems == ()
    assert not (source / "output/pagefind").exists()


def test_clean_removes_the_index_with_all_the_rest(source):
    built(source)
    clean_output(source / "output")
    assert not (source / "output").exists()


def test_a_folder_of_somebody_else_is_not_replaced(source):
    built(source, search=False)
    (source / "output/pagefind").mkdir()
    (source / "output/pagefind/mine.txt").write_text("mine")
    report = built(source)
    assert "output-in-the-way" in {problem.code for problem in report.problems}
    assert report.committed
    assert (source / "output/pagefind/mine.txt").read_text() == "mine"


def test_without_pagefind_nothing_is_built(source, monkeypatch):
    monkeypatch.setattr(searching, "_program", lambda: None)
    report = built(source)
    assert [(problem.code, int(problem.exit)) for problem in report.problems] == [
        ("search-program-missing", 3)
    ]
    assert not (source / "output").exists()


def test_a_pagefind_that_fails_leaves_the_old_index(source, monkeypatch):
    built(source)
    first = inode(source)
    failing = source / "failing"
    failing.write_text("#!/bin/sh\necho no such luck >&2\nexit 9\n")
    failing.chmod(0o755)
    monkeypatch.setattr(searching, "_program", lambda: (failing, "0"))
    edited = an_article(source)
    edited.write_text(f"{edited.read_text()}\n\nEncore.\n")
    report = built(source)
    assert [(p.code, dict(p.values)) for p in report.problems] == [
        ("search-program-failed", {"reason": "no such luck"})
    ]
    assert inode(source) == first
    monkeypatch.undo()
    assert built(source).problems == ()
    assert inode(source) != first


def test_a_file_in_the_folder_of_the_index_is_a_problem(source):
    (source / "content/static/pagefind").mkdir(parents=True)
    (source / "content/static/pagefind/x.txt").write_text("x")
    assert "reserved-folder" in {problem.code for problem in built(source).problems}
