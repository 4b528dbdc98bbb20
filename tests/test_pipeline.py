"""What only a whole build can show: stages that go on, problems that are told once."""

from datetime import UTC, datetime

import pytest

from diptych.model.problem import Exit, exit_code
from diptych.pipeline import Request, build

CLOCK = datetime(2026, 6, 1, 12, tzinfo=UTC)
CONFIG = 'base_url = "https://example.org/"\n[languages.en]\ntitle = "The Bridge"\n'


class Silent:
    def step(self, name, done, total):
        pass


@pytest.fixture
def site(tmp_path):
    """Return a function that writes files into a site and builds it."""

    def write_and_build(files, **request):
        source = tmp_path / "site"
        for path, text in {"config.toml": CONFIG, **files}.items():
            file = source / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return build(
            Request(source=source, output=source / "output", clock=CLOCK, **request), Silent()
        )

    return write_and_build


def story(title="Title", body="Text."):
    return f"---\ntitle: {title}\ndate: 2026-01-01\n---\n{body}\n"


def codes(report):
    return [problem.code for problem in report.problems if problem.severity == "error"]


def test_a_language_tag_that_nobody_speaks_is_an_error_of_configuration(site):
    files = {"config.toml": CONFIG + 'locale = "xx-ZZ"\n', "content/news/a.en.md": story()}
    report = site(files)
    assert codes(report) == ["unknown-language-tag"]
    assert exit_code(tuple(report.problems)) == Exit.USAGE


def test_a_template_that_fails_on_every_page_is_told_once(site):
    report = site(
        {
            "themes/zellige/templates/footer.html": "{{ nothing_of_the_kind }}",
            "content/news/a.en.md": story(),
            "content/news/b.en.md": story(),
        }
    )
    assert codes(report) == ["template-undefined"]


def test_a_body_that_fails_is_set_aside_and_the_rest_is_still_checked(site):
    report = site(
        {
            "content/news/a.en.md": story(body="[" * 20_000),
            "content/news/b.en.md": story(body="[a](a.md) [gone](nowhere-at-all.md)"),
        }
    )
    assert sorted(codes(report)) == ["broken-link", "too-complex"]
    assert report.written == 0


def test_strict_makes_errors_of_warnings(site):
    files = {"content/news/a.en.md": story()}
    assert codes(site(files)) == []
    assert codes(site(files, strict=True)) == ["undeclared-category"]


def test_foreign_files_in_the_output_stay_and_are_told(site, tmp_path):
    site({"content/news/a.en.md": story()})
    (tmp_path / "site" / "output" / "mine.txt").write_text("mine")
    report = site({})
    assert "foreign-file" in [problem.code for problem in report.problems]
    assert (tmp_path / "site" / "output" / "mine.txt").read_text() == "mine"


def test_the_text_of_a_faulty_panel_is_checked_in_the_same_run(site):
    faulty = (
        "---\ntitle: Title\ndate: yesterday\n---\n<script>x</script> [gone](nowhere-at-all.md)\n"
    )
    report = site({"content/news/a.en.md": faulty})
    assert sorted(codes(report)) == ["broken-link", "invalid-date", "unsafe-html"]
    assert report.panels == 0


def test_the_text_of_a_faulty_draft_may_be_unfinished(site):
    faulty = "---\ntitle: Title\ndate: yesterday\ndraft: true\n---\n[gone](nowhere-at-all.md)\n"
    assert codes(site({"content/news/a.en.md": faulty})) == ["invalid-date"]


def test_a_language_that_the_settings_do_not_name_goes_by_its_own_name(site, tmp_path):
    site(
        {
            "config.toml": CONFIG + '[languages.fr]\ntitle = "Le Pont"\n',
            "content/news/a.en.md": story(),
        }
    )
    chooser = (tmp_path / "site/output/index.html").read_text(encoding="utf-8")
    assert "Français" in chooser
    assert "English" in chooser
