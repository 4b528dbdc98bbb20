"""A moderator sees every comment, knows which wait for a decision, and can name each."""

import pytest

from diptych.desk.moderation import find_comment, open_moderation
from tests.incremental.building import copy_of

FOLDER = "content/debats/question/comments"


@pytest.fixture
def site(tmp_path):
    return copy_of("comments", tmp_path)


def write(site, path, text):
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text, encoding="utf-8")


def read(site, name):
    moderation, problems = open_moderation(site)
    assert problems == ()
    (named,) = [one for one in moderation.names if one.id == name]
    return moderation.read(named)


def found(site, text, *paths):
    moderation, _ = open_moderation(site)
    name, problems = find_comment(moderation.names, text, paths)
    return name.path if name else problems[0]


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("approved: true\n", "approved"),
        ("approved: yes\n", "approved"),
        ("approved: false\n", "rejected"),
        ("approved: no\n", "rejected"),
        ("approved:\n", "pending"),
        ("approved: ~\n", "pending"),
        ("", "pending"),
    ],
)
def test_a_comment_that_says_nothing_of_approval_is_pending(site, line, state):
    write(site, f"{FOLDER}/omar.fr.md", f"---\nauthor: Omar\ndate: 2026-03-04\n{line}---\nOui.\n")

    submission, problems = read(site, "omar")

    assert (submission.state, submission.author, problems) == (state, "Omar", ())


def test_its_first_words_are_on_one_line_and_cut_between_words(site):
    text = "---\nauthor: Omar\ndate: 2026-03-04 10:30\n---\n" + "Un mot,\n\nun autre. " * 9
    write(site, f"{FOLDER}/omar.fr.md", text)

    submission, _ = read(site, "omar")

    assert submission.words == "Un mot, un autre. Un mot, un autre. Un mot, un autre. Un..."
    assert f"{submission.date:%d %H:%M}" == "04 10:30"
    assert submission.called == "debats/question/omar"


def test_one_that_can_only_be_read_in_part_is_seen_all_the_same(site):
    write(site, f"{FOLDER}/omar.fr.md", "---\nauthor: Omar\ndate: hier\n---\nBonjour")

    submission, problems = read(site, "omar")

    assert (submission.author, submission.date, submission.words) == ("Omar", None, "Bonjour")
    assert problems == ()
    write(site, f"{FOLDER}/omar.fr.md", "---\nauthor: [Omar]\n---\nBonjour")
    assert read(site, "omar")[0].author == ""


def test_what_keeps_an_approved_one_from_readers_is_told(site):
    text = "---\nauthor: Omar\napproved: true\ndate: hier\n---\nBonjour"
    write(site, f"{FOLDER}/omar.fr.md", text)

    submission, problems = read(site, "omar")

    assert submission.state == "approved"
    assert [problem.code for problem in problems] == ["invalid-date"]


def test_one_that_cannot_be_taken_apart_is_a_problem(site):
    write(site, f"{FOLDER}/omar.fr.md", "Bonjour")

    assert read(site, "omar")[0] is None
    (site / f"{FOLDER}/omar.fr.md").rename(site / f"{FOLDER}/omar.md")
    moderation, (problem,) = open_moderation(site)
    assert problem.code == "missing-locale"
    assert [name.id for name in moderation.names] == ["nadia", "sam", "spam"]


@pytest.mark.parametrize(
    "text",
    [
        "debats/question/sam",
        "question/sam",
        "sam",
        "sam.en",
        "debats/question/sam.en",
    ],
)
def test_a_comment_goes_by_the_end_of_its_name(site, text):
    assert found(site, text) == f"{FOLDER}/sam.en.md"


def test_a_comment_goes_by_its_file(site):
    assert found(site, "whatever", f"{FOLDER}/sam.en.md") == f"{FOLDER}/sam.en.md"


def test_a_name_that_several_have_must_be_told_in_full(site):
    write(site, "content/debats/reponse/comments/sam.fr.md", "---\nauthor: Sam\n---\nOui.\n")

    problem = found(site, "sam")

    assert problem.code == "ambiguous-comment"
    listed = "debats/question/sam.en, debats/reponse/sam.fr"
    assert dict(problem.values) == {"name": "sam", "choices": listed}
    assert found(site, "question/sam") == f"{FOLDER}/sam.en.md"
    assert found(site, "sam.fr") == "content/debats/reponse/comments/sam.fr.md"


@pytest.mark.parametrize(
    ("text", "code", "nearest"),
    [
        ("nadja", "misspelt-comment", "debats/question/nadia"),
        ("debats/questoin/nadia", "misspelt-comment", "debats/question/nadia"),
        ("xyz", "unknown-comment", None),
        ("", "unknown-comment", None),
        ("adia", "misspelt-comment", "debats/question/nadia"),
    ],
)
def test_a_name_that_none_has_is_told_with_what_was_meant(site, text, code, nearest):
    problem = found(site, text)
    assert (problem.code, dict(problem.values).get("nearest")) == (code, nearest)


def test_settings_with_errors_are_told(tmp_path):
    (tmp_path / "config.toml").write_text("base_url = 3\n", encoding="utf-8")

    moderation, problems = open_moderation(tmp_path)

    assert moderation is None
    assert problems
