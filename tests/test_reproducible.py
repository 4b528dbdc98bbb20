"""The same sources and clock make the same bytes, whatever the machine around them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from diptych.pipeline import Request, build
from diptych.render.markup import BodyRenderer
from tests.test_sites import CLOCK, SITES, Silent, files

CLOCK_TEXT = "2026-06-01T12:00:00+00:00"


def build_elsewhere(folder, umask, **environment):
    site = folder / "site"
    shutil.copytree(SITES / "bilingual", site, ignore=shutil.ignore_patterns("expected"))
    subprocess.run(
        [sys.executable, "-m", "diptych", "build", "-s", site, "--clock", CLOCK_TEXT, "-q"],
        check=True,
        cwd=folder,
        umask=umask,
        env={"PATH": os.defpath, "PYTHONPATH": str(Path(__file__).parents[1]), **environment},
    )
    return files(site / "output")


def test_two_builds_are_byte_identical_whatever_the_machine(tmp_path):
    first, second = tmp_path / "a", tmp_path / "un autre dossier"
    first.mkdir()
    second.mkdir()
    plain = build_elsewhere(first, 0o022, PYTHONHASHSEED="1", TZ="America/Los_Angeles", LC_ALL="C")
    other = build_elsewhere(
        second, 0o077, PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C.UTF-8", LANG="fr_FR.UTF-8"
    )
    assert plain == other
    assert "fr/index.html" in plain


@pytest.mark.parametrize("site", ["bilingual", "comments", "taxonomy"])
def test_a_body_goes_through_the_renderer_exactly_once(site, tmp_path, monkeypatch):
    rendered = []
    render = BodyRenderer.render

    def counted(self, manuscript, resolver):
        rendered.append(manuscript.path)
        return render(self, manuscript, resolver)

    monkeypatch.setattr(BodyRenderer, "render", counted)
    source = tmp_path / "site"
    shutil.copytree(SITES / site, source, ignore=shutil.ignore_patterns(".cache"))
    request = Request(source=source, output=tmp_path / "output", clock=CLOCK)
    report = build(request, Silent())
    assert len(rendered) == report.panels == len(set(rendered))
    build(request, Silent())
    assert len(rendered) == report.panels, "a body that stands is not rendered again"


def test_a_preview_is_kept_out_of_search_engines_page_by_page(tmp_path):
    request = Request(
        source=SITES / "scheduled",
        output=tmp_path / "output",
        clock=CLOCK,
        drafts=True,
        noindex=True,
    )
    build(request, Silent())
    pages = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html")]
    assert any("Brouillon" in page for page in pages)
    assert all('<meta name="robots" content="noindex">' in page for page in pages)
    assert "Sitemap:" not in (tmp_path / "output" / "robots.txt").read_text(encoding="utf-8")


def test_a_second_build_writes_nothing(tmp_path):
    request = Request(source=SITES / "bilingual", output=tmp_path / "output", clock=CLOCK)
    assert build(request, Silent()).written > 0
    again = build(request, Silent())
    assert (again.written, again.removed) == (0, 0)
