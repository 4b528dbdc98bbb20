"""A theme built on Zellige says no more than what it changes."""

import re
from datetime import UTC, datetime
from pathlib import Path

from diptych.pipeline import Request, build

SITE = Path(__file__).parent / "sites" / "child-theme"
THEME = SITE / "themes" / "atlas"


def test_it_is_under_forty_lines():
    files = [path for path in THEME.rglob("*") if path.is_file()]
    assert len(files) == 5
    assert sum(len(path.read_text("utf-8").splitlines()) for path in files) < 40


class Silent:
    def step(self, name, done, total):
        pass


def test_its_colours_words_and_templates_win_and_all_else_is_its_parents(tmp_path):
    output = tmp_path / "output"
    report = build(
        Request(source=SITE, output=output, clock=datetime(2026, 6, 1, tzinfo=UTC)), Silent()
    )
    assert report.problems == ()
    for path in output.rglob("*.html"):
        style = re.search(r"<style>(.*?)</style>", path.read_text("utf-8"), re.DOTALL)[1]
        assert style.count("--accent:") > 1
        assert style.rindex("#8a2b12") > style.index("#0b5b67")
    front = (output / "fr" / "index.html").read_text("utf-8")
    assert 'aria-label="À la une"' in front
    assert "atlas-note" in front
    assert 'class="talk"' not in front
    assert "À la une" not in (output / "en" / "index.html").read_text("utf-8")
    (icon,) = (output / "assets" / "theme").glob("icon.*.svg")
    assert icon.read_bytes() == (THEME / "static" / "icon.svg").read_bytes()
