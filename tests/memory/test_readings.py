"""A file is opened again only if it may tell something else."""

import os
import time

import pytest
from msgspec.structs import replace

from diptych.engine.executor_pool import Pool
from diptych.engine.store import open_store
from diptych.memory.readings import RememberedReadings
from diptych.model.problem import Place, environment_error
from diptych.read.config import read_config
from diptych.read.sources import read_sources
from tests.read.folder import CONFIG, NOW, picture, story, write

TICK = 0.05
STORY = "content/startups/x/index.fr.md"
FILES = {
    "config.toml": CONFIG,
    STORY: story("image: {src: a.jpg, alt: A}\nextra: {when: 2026-01-01, n: [1, true]}"),
    "content/startups/x/index.en.md": story("translated_from: fr"),
    "content/startups/x/a.jpg": picture(),
    "content/startups/x/comments/ana.fr.md": (
        "---\nauthor: Ana\ndate: 2026-01-02\napproved: true\n---\nBravo."
    ),
    "content/startups/bad.fr.md": "---\ntitle: [\n---\n",
    "content/startups/warned.fr.md": story("categories: [a, b]\nunknwon: 1"),
}


class Counting:
    """Readings that count the files opened."""

    def __init__(self, readings):
        self.readings = readings
        self.opened = []

    def expect(self, names):
        self.readings.expect(names)

    def recall(self, path, kind, read):
        def counted():
            self.opened.append(path)
            return read()

        return self.readings.recall(path, kind, counted)


def reading(root, executor=None, **changes):
    """Read a site with what is remembered of it; return all, and which files were opened."""
    with open_store(root / ".cache", b"program") as store:
        config = replace(read_config(root).value, **changes)
        remembered = RememberedReadings(store, root, config, executor)
        counting = Counting(remembered)
        result = read_sources(root, config, NOW, counting)
        remembered.save()
    return plain(result), counting.opened


def plain(result):
    sources = result.value
    texts = {name: sources.manuscripts[name] for name in sources.manuscripts}
    return replace(sources, manuscripts=texts), result.problems


@pytest.fixture
def site(tmp_path):
    write(tmp_path, FILES)
    time.sleep(TICK)
    reading(tmp_path)
    return tmp_path


def test_files_that_have_not_changed_are_not_opened_and_tell_the_same(site):
    found, opened = reading(site)
    assert opened == []
    assert found == plain(read_sources(site, read_config(site).value, NOW))
    assert len(found[1]) > 1


def test_an_edited_file_is_read_and_it_alone(site):
    (site / STORY).write_text(story("tags: [new]"), encoding="utf-8")
    found, opened = reading(site)
    assert opened == [STORY]
    assert found == plain(read_sources(site, read_config(site).value, NOW))


def test_an_edit_that_puts_size_and_time_back_is_noticed(site):
    before = (site / STORY).stat()
    text = (site / STORY).read_text(encoding="utf-8")
    (site / STORY).write_text(text.replace("alt: A", "alt: B"), encoding="utf-8")
    os.utime(site / STORY, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (site / STORY).stat().st_size == before.st_size
    assert reading(site)[1] == [STORY]


def test_a_file_written_just_now_is_read_again_until_it_has_settled(site):
    (site / STORY).touch()
    assert reading(site)[1] == [STORY]
    time.sleep(TICK)
    assert reading(site)[1] == [STORY]
    assert reading(site)[1] == []


def test_another_time_zone_reads_everything_again(site):
    assert STORY in reading(site, timezone="Asia/Tokyo")[1]


def test_what_the_machine_refused_is_asked_again(site, monkeypatch):
    def refused(_root, path):
        return None, environment_error("unreadable-file", Place(path), reason="refused")

    (site / STORY).touch()
    time.sleep(TICK)
    with monkeypatch.context() as context:
        context.setattr("diptych.read.readings.bytes_of", refused)
        assert "unreadable-file" in {problem.code for problem in reading(site)[0][1]}
    assert reading(site)[1] == [STORY]


def test_many_panels_are_read_ahead_and_tell_the_same(tmp_path):
    files = {f"content/startups/s{number}.fr.md": story("tags: [a]") for number in range(60)}
    write(tmp_path, {**FILES, **files})
    time.sleep(TICK)
    with Pool(2, ["diptych.read.readings"]) as pool:
        found, opened = reading(tmp_path, pool)
    assert set(opened) == {name for name in FILES if not name.endswith(("toml", ".md"))} | {
        "content/startups/x/comments/ana.fr.md"
    }
    assert found == plain(read_sources(tmp_path, read_config(tmp_path).value, NOW))
    again, opened = reading(tmp_path)
    assert (again, opened) == (found, [])
