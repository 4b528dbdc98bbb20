"""Whatever was edited since, an incremental build makes what a clean one makes, and no more work.

Over-building would pass an equality test: named edits therefore also say how many pages were
rendered.
"""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from diptych.pipeline import Request, build
from tests.test_sites import SITES, Silent, files

CLOCK = datetime(2026, 6, 1, 12, tzinfo=UTC)
CATEGORY = "content/startups"


def built(source, **request):
    asked = {"source": source, "output": source / "output", "clock": CLOCK, "executor": "serial"}
    report = build(Request(**{**asked, **request}), Silent())
    errors = [problem for problem in report.problems if problem.severity == "error"]
    assert errors == []
    return report


def clean(source, **request):
    """Return what a build without any memory makes of the same sources."""
    folder = Path(mkdtemp())
    copy = folder / "site"
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns(".cache", "output"))
    built(copy, **request)
    found = files(copy / "output")
    shutil.rmtree(folder)
    return found


@pytest.fixture
def site(tmp_path):
    source = tmp_path / "site"
    shutil.copytree(
        SITES / "bilingual", source, ignore=shutil.ignore_patterns("expected", ".cache")
    )
    built(source)
    return source


def edit(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_changed_renders_nothing(site):
    assert built(site).rendered == 0


def test_an_edited_sentence_renders_its_page_and_the_feeds_that_carry_it(site):
    edit(site / CATEGORY / "shore.en.md", "It is wide.", "It is very wide.")
    report = built(site)
    assert files(site / "output") == clean(site)
    # The article; Atom and JSON of the home, the category, the tag and the author.
    assert report.rendered == 1 + 2 * 4


def test_an_edited_title_renders_the_pages_that_tell_it(site):
    edit(site / CATEGORY / "shore.en.md", "The other shore", "That shore")
    report = built(site)
    assert files(site / "output") == clean(site)
    assert report.rendered == 12


def test_an_edited_label_renders_the_pages_that_tell_it_in_its_language(site):
    edit(site / "content/tags.toml", 'en = "Cities"', 'en = "Towns"')
    report = built(site)
    assert files(site / "output") == clean(site)
    assert report.rendered == 12


def test_a_page_of_its_own_concerns_no_feed(site):
    edit(site / "content/pages/about.en.md", "Who we are.", "Who we may be.")
    assert built(site).rendered == 1


def test_an_edited_template_renders_the_pages_that_draw_on_it_alone(site):
    shutil.copytree(
        SITES.parents[1] / "themes/zellige/templates", site / "themes/zellige/templates"
    )
    assert built(site).rendered == 0
    edit(site / "themes/zellige/templates/chooser.html", "{%", "{# a comment #}{%")
    report = built(site)
    assert (report.rendered, report.written) == (1, 0)


def test_a_comment_in_the_base_template_renders_all_html_and_writes_nothing(site):
    base = site / "themes/zellige/templates/base.html"
    base.parent.mkdir(parents=True)
    text = (SITES.parents[1] / "themes/zellige/templates/base.html").read_text(encoding="utf-8")
    base.write_text("{# a comment #}" + text, encoding="utf-8")
    report = built(site)
    assert report.rendered > report.pages / 2
    assert report.written == 0


def test_a_file_tampered_with_is_made_again(site):
    home = site / "output/fr/index.html"
    expected = home.read_bytes()
    home.write_bytes(expected + b"<!-- tampered -->")
    assert built(site).rendered == 1
    assert home.read_bytes() == expected


def test_another_output_is_built_whole(site, tmp_path):
    report = built(site, output=tmp_path / "elsewhere")
    assert report.rendered == report.pages
    assert files(tmp_path / "elsewhere") == files(site / "output")


def test_a_memory_that_cannot_be_kept_is_a_warning_and_a_whole_build(site):
    shutil.rmtree(site / ".cache")
    (site / ".cache").write_text("in the way")
    report = built(site)
    assert [problem.code for problem in report.problems] == ["cache-unusable"]
    assert report.rendered == report.pages


TITLES = st.sampled_from(["Un titre", "Deux : trois", "L'autre ?", "Zut"])
TAGS = st.lists(st.sampled_from(["villes", "ports", "eau"]), max_size=2, unique=True)
NAMES = st.sampled_from(["harbour", "river", "delta"])
LOCALES = st.sampled_from(["fr", "en"])
BODIES = st.sampled_from(
    [
        "Un texte.",
        "Un *autre* ?\n\n## Partie\n\nFin.",
        "Note.[^1]\n\n[^1]: Là.",
        "Voir [ici](/fr/).",
    ]
)


class Newsroom(RuleBasedStateMachine):
    """Edits of every kind, and a build after each."""

    @initialize()
    def start(self):
        self.folder = Path(mkdtemp())
        self.source = self.folder / "site"
        shutil.copytree(
            SITES / "bilingual", self.source, ignore=shutil.ignore_patterns("expected", ".cache")
        )
        self.clock = CLOCK
        self.drafts = False

    @rule(name=NAMES, locale=LOCALES, data=st.data())
    def write(self, name, locale, data):
        title, tags, body = data.draw(TITLES), data.draw(TAGS), data.draw(BODIES)
        day = data.draw(st.integers(1, 28))
        text = f'---\ntitle: "{title}"\ndate: 2026-05-{day:02}\ntags: {tags}\n---\n{body}\n'
        (self.source / CATEGORY / f"{name}.{locale}.md").write_text(text, encoding="utf-8")

    @rule(name=NAMES, locale=LOCALES)
    def delete(self, name, locale):
        (self.source / CATEGORY / f"{name}.{locale}.md").unlink(missing_ok=True)

    @rule(day=st.integers(1, 28), drafts=st.booleans())
    def schedule(self, day, drafts):
        text = f"---\ntitle: Prévu\ndate: 2026-06-{day:02}\ndraft: {str(drafts).lower()}\n---\nOui."
        (self.source / CATEGORY / "planned.fr.md").write_text(text, encoding="utf-8")

    @rule(label=TITLES)
    def rename_tag(self, label):
        registry = f'[villes]\nlabel = "{label}"\n[ports]\n[eau]\n'
        (self.source / "content/tags.toml").write_text(registry, encoding="utf-8")

    @rule(days=st.integers(-20, 60))
    def move_the_clock(self, days):
        self.clock = CLOCK + timedelta(days=days)

    @rule(drafts=st.booleans())
    def show_drafts(self, drafts):
        self.drafts = drafts

    @rule(size=st.sampled_from([1, 2, 20]), policy=st.sampled_from(["show", "link", "hide"]))
    def configure(self, size, policy):
        config = (SITES / "bilingual/config.toml").read_text(encoding="utf-8")
        config = f"page_size = {size}\n{config}".replace(
            "[categories.startups]", f'[categories.startups]\nuntranslated = "{policy}"'
        )
        (self.source / "config.toml").write_text(config, encoding="utf-8")

    @rule(footer=st.sampled_from(["<footer>a</footer>", "<footer>{{ site.title }}</footer>"]))
    def override_a_template(self, footer):
        file = self.source / "themes/zellige/templates/footer.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(footer, encoding="utf-8")

    @rule(approved=st.booleans(), body=BODIES)
    def comment(self, approved, body):
        file = self.source / CATEGORY / "bridge/comments/lea.fr.md"
        file.parent.mkdir(exist_ok=True)
        front = f"author: Léa\ndate: 2026-03-01\napproved: {str(approved).lower()}"
        file.write_text(f"---\n{front}\n---\n{body}\n", encoding="utf-8")

    @rule(data=st.data())
    def tamper(self, data):
        output = self.source / "output"
        if output.is_dir():
            found = sorted(path for path in output.rglob("*.html"))
            file = data.draw(st.sampled_from(found))
            file.unlink() if data.draw(st.booleans()) else file.write_bytes(b"tampered")

    @invariant()
    def an_incremental_build_is_a_clean_one(self):
        if hasattr(self, "source"):
            request = {"clock": self.clock, "drafts": self.drafts}
            built(self.source, **request)
            assert files(self.source / "output") == clean(self.source, **request)
            assert built(self.source, **request).rendered == 0

    def teardown(self):
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)


TestNewsroom = Newsroom.TestCase
TestNewsroom.settings = settings(
    max_examples=int(os.environ.get("DIPTYCH_HISTORIES", "10")),
    stateful_step_count=6,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a shrunk history is not worth ten minutes
)
