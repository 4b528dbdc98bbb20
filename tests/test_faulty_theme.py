"""A site whose content is sound and whose templates fail as they are rendered, in one build."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from diptych.messages import Speaker
from diptych.model.problem import Exit, Place, exit_code
from diptych.pipeline import Request, build

SITE = Path(__file__).parent / "sites" / "faulty-theme"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TEMPLATES = "themes/zellige/templates"


class Silent:
    def step(self, name, done, total):
        pass


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return a copy of the site, the files of a good build before, and what a build tells now."""
    site = tmp_path_factory.mktemp("faulty-theme") / "site"
    shutil.copytree(SITE, site, ignore=shutil.ignore_patterns("themes"))
    request = Request(source=site, output=site / "output", clock=NOW)
    assert build(request, Silent()).problems == ()
    shutil.copytree(SITE / "themes", site / "themes")
    before = state(site)
    return site, before, build(request, Silent())


def state(site):
    return {
        path.relative_to(site): (path.stat().st_mtime_ns, path.is_file() and path.read_bytes())
        for path in site.rglob("*")
        if ".cache" not in path.parts
    }


def test_every_template_that_fails_is_told_at_its_line_in_one_build(built):
    _, _, report = built
    told = {(problem.code, problem.place) for problem in report.problems}
    assert told == {
        (code, Place(f"{TEMPLATES}/{name}.html", line))
        for code, name, line in [
            ("template-undefined", "article", 3),
            ("template-undefined", "note", 2),
            ("template-failure", "home", 2),
            ("template-failure", "tag", 1),
            ("template-failure", "tags", 1),
            ("template-forbidden", "archive", 1),
            ("template-failure", "archives", 1),
        ]
    }
    assert len(report.problems) == len(told)
    assert exit_code(tuple(report.problems)) == Exit.CONTENT


def test_a_failing_template_names_a_page_and_its_source(built):
    _, _, report = built
    fault = next(one for one in report.problems if one.place.path.endswith("/article.html"))
    assert dict(fault.values)["page"] == "/en/news/first/"
    assert fault.also == (Place("content/news/first.en.md"),)
    assert "'artcle' is undefined" in Speaker("fr").problem_text(fault)


def test_a_question_that_the_site_cannot_answer_says_what_it_does_not_know(built):
    _, _, report = built
    reasons = [dict(problem.values)["reason"] for problem in report.problems]
    assert "view.asset knows no 'theme/stlye.css'" in reasons
    assert "view.terms takes its arguments by position" in reasons


def test_the_output_of_the_good_build_is_as_it_was_with_nothing_beside_it(built):
    site, before, report = built
    assert report.written == report.removed == 0
    assert state(site) == before
