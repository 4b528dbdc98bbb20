"""A new story has all it needs to build, and takes the place of nothing."""

from datetime import UTC, datetime

import pytest

from diptych.desk.new_story import Order, new_story
from diptych.desk.newsroom import open_newsroom
from diptych.desk.source_files import create
from diptych.model.problem import Exit
from tests.incremental.building import attempted, copy_of

CLOCK = datetime(2026, 6, 1, 12, 5, tzinfo=UTC)


@pytest.fixture
def site(tmp_path):
    return copy_of("bilingual", tmp_path)


def ordered(site, title, clock=CLOCK, **asked):
    newsroom, _ = open_newsroom(site, clock)
    return new_story(newsroom, Order(title=title, **asked), "say what it is about")


def made(site, title, **asked):
    file, problems = ordered(site, title, **asked)
    assert problems == ()
    return file


def refused(site, title, **asked):
    """Return the one problem, its exit code and its values."""
    file, (problem,) = ordered(site, title, **asked)
    assert file is None
    return problem.code, problem.exit, dict(problem.values)


def edit(site, path, text):
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text, encoding="utf-8")


def test_a_story_is_a_draft_of_now_in_the_magazine_s_first_language_and_only_section(site):
    edit(site, "content/authors.toml", '[lea]\nname = "Léa"\n')

    file = made(site, "L'IA : ce qui change")

    assert file.path == "content/startups/l-ia-ce-qui-change/index.fr.md"
    assert file.text == (
        "---\n"
        'title: "L\'IA : ce qui change"\n'
        "date: 2026-06-01 13:05\n"
        'description: "" # say what it is about\n'
        "authors: [lea]\n"
        "tags: []\n"
        "draft: true\n"
        "---\n\n"
    )


TITLES = [
    "L'IA : ce qui change",
    'The "bridge": a story',
    "50 % de plus # dièse",
    "- not a list",
    "true",
    "{{< story >}} @home",
    "Un titre\nsur deux lignes",
]


def test_whatever_its_title_it_builds_without_a_warning(site):
    paths = []
    for title in TITLES:
        file = made(site, title)
        create(site / file.path, file.text.encode())
        paths.append(file.path)

    assert attempted(site, drafts=True, future=True).problems == ()
    pages = site / "output/fr/jeunes-pousses"
    assert all((pages / path.split("/")[-2] / "index.html").is_file() for path in paths)


def test_the_date_is_the_clock_s_in_the_magazine_s_time_zone(site):
    config = (site / "config.toml").read_text(encoding="utf-8")
    edit(site, "config.toml", config.replace("Africa/Casablanca", "Asia/Tokyo"))
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)

    assert "date: 2027-01-01 08:30\n" in made(site, "Hub", clock=late).text


@pytest.mark.parametrize("author", ["redaction", "La rédaction", "The newsroom"])
def test_an_author_goes_by_id_or_by_name(site, author):
    assert "authors: [redaction]\n" in made(site, "Hub", author=author).text


def test_of_several_authors_none_is_chosen(site):
    assert "authors" not in made(site, "Hub").text


def test_a_magazine_without_a_registry_takes_any_author(site):
    (site / "content/authors.toml").unlink()

    assert 'authors: ["Zoé: x"]\n' in made(site, "Hub", author="Zoé: x").text
    assert "authors" not in made(site, "Hub").text


def test_a_page_has_neither_date_nor_author_nor_tags(site):
    file = made(site, "Colophon", category="pages", locale="en")

    assert file.path == "content/pages/colophon/index.en.md"
    assert not {"date:", "authors:", "tags:"} & set(file.text.split())
    create(site / file.path, file.text.encode())
    assert attempted(site, drafts=True).problems == ()


def test_a_slug_may_be_given_where_a_title_makes_none(site):
    assert refused(site, "مرحبا") == ("title-without-slug", Exit.USAGE, {"title": "مرحبا"})
    assert made(site, "مرحبا", slug="hub").path == "content/startups/hub/index.fr.md"


@pytest.mark.parametrize("title", ["", "  ", "\n", "a\x07b", "caf\udce9"])
def test_a_title_that_no_page_can_show_is_refused(site, title):
    assert refused(site, title)[:2] == ("unusable-title", Exit.USAGE)


@pytest.mark.parametrize("title", ["Comments", "Index", "Con", "LPT1", "Aux !"])
def test_a_title_that_makes_a_reserved_name_is_refused_with_another_one(site, title):
    code, exit_code, values = refused(site, title)

    assert (code, exit_code) == ("reserved-story-name", Exit.USAGE)
    assert made(site, title, slug=values["near"])


@pytest.mark.parametrize("slug", ["Hub", "a/b", "../x", "a--b", "é"])
def test_a_slug_that_no_address_can_hold_is_refused(site, slug):
    assert refused(site, "Hub", slug=slug)[:2] == ("invalid-slug", Exit.USAGE)


@pytest.mark.parametrize(
    ("option", "value", "nearest"),
    [
        ("category", "startup", "startups"),
        ("category", "jeunes-pousses", "startups"),
        ("category", "Jeunes pousses", "startups"),
        ("category", "page", "pages"),
        ("locale", "FR", "fr"),
        ("author", "redacteur", "redaction"),
    ],
)
def test_what_the_magazine_does_not_have_is_refused_with_what_was_meant(
    site, option, value, nearest
):
    asked = {"option": f"--{option}", "value": value, "nearest": nearest}
    assert refused(site, "Hub", **{option: value}) == ("misspelt-option-value", Exit.USAGE, asked)


def test_where_nothing_is_named_alike_the_choices_are_told(site):
    code, _, values = refused(site, "Hub", locale="xyz")
    assert (code, values["choices"]) == ("option-value-unknown", "fr, en")


def test_of_several_sections_one_must_be_named(tmp_path):
    site = copy_of("newsroom", tmp_path)

    code, exit_code, values = refused(site, "Hub")

    assert (code, exit_code) == ("option-needed", Exit.USAGE)
    assert "startups" in values["choices"].split(", ")


def test_a_magazine_without_sections_says_so(site):
    config = (site / "config.toml").read_text(encoding="utf-8")
    edit(site, "config.toml", config.partition("[categories")[0])
    for path in (site / "content/startups").rglob("*.md"):
        path.unlink()

    assert refused(site, "Hub")[:2] == ("no-category-yet", Exit.USAGE)


@pytest.mark.parametrize("path", ["hub/index.fr.md", "hub.fr.md"])
def test_a_file_that_is_there_is_named_whether_it_can_be_read_or_not(site, path):
    edit(site, f"content/startups/{path}", "not even front matter")

    file, (problem,) = ordered(site, "Hub")

    assert file is None
    assert (problem.code, problem.place.path) == ("story-exists", f"content/startups/{path}")


@pytest.mark.parametrize("path", ["hub/index.en.md", "hub.en.md"])
def test_a_story_in_another_language_is_not_joined_by_accident(site, path):
    edit(site, f"content/startups/{path}", "---\ntitle: Hub\ndate: 2026-01-01\n---\n")

    assert refused(site, "Hub")[0] == "story-exists-translated"


def test_an_address_that_another_story_has_is_refused(site):
    edit(site, "content/startups/a.fr.md", "---\ntitle: A\nslug: hub\ndate: 2026-01-01\n---\n")

    assert refused(site, "Hub") == ("slug-taken", Exit.CONTENT, {"slug": "hub"})
    assert made(site, "Hub", locale="en")


def test_faults_of_other_stories_hold_nobody_up(site):
    edit(site, "content/startups/a.fr.md", "---\ntitle: A: b\n---\n")

    assert made(site, "Hub")


def test_a_date_of_an_early_year_keeps_its_four_digits(site):
    file, _ = ordered(site, "Volubilis", clock=datetime(217, 6, 1, 12, 5, tzinfo=UTC))
    assert "\ndate: 0217-06-01 " in file.text
