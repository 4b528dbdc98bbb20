"""What moderators are told of comments, in two languages, and what their decisions write."""

import json

import pytest

from diptych.cli.program import run
from diptych.model.problem import Exit
from tests.incremental.building import built, copy_of

FOLDER = "content/debats/question/comments"
OMAR = f"{FOLDER}/omar.fr.md"
TEXT = "---\r\nauthor: Omar  # a reader\r\ndate:   2026-03-04 10:30\r\n---\r\n\r\nJe suis là.  \r\n"


@pytest.fixture
def site(tmp_path, monkeypatch):
    site = copy_of("comments", tmp_path)
    (site / OMAR).write_bytes(TEXT.encode())
    monkeypatch.chdir(site)
    return site


@pytest.fixture
def told(capsys):
    """Return the lines that the command tells on both streams."""

    def told(*arguments, code=Exit.OK, **environ):
        found = run(["comments", *arguments], environ=environ)
        out, err = capsys.readouterr()
        assert found == code, err
        return (out + err).splitlines()

    return told


def decided(line):
    """Return the text of the new comment with a decision in it."""
    return TEXT.replace("10:30\r\n", f"10:30\r\n{line}\r\n").encode()


@pytest.mark.usefixtures("site")
def test_those_that_wait_are_listed_one_on_a_line(told):
    line = "debats/question/omar  fr  2026-03-04 10:30  Omar  Je suis là."
    assert told() == [line, "1 comment waits for a decision."]
    assert told("list", LANG="fr") == [line, "1 commentaire attend une décision."]
    assert told("-q") == []


@pytest.mark.usefixtures("site")
def test_all_are_listed_with_what_was_decided_the_oldest_first(told):
    *lines, count = told("list", "--all")
    assert [line.split()[:2] for line in lines] == [
        ["approved", "debats/question/nadia"],
        ["approved", "debats/question/sam"],
        ["rejected", "debats/question/spam"],
        ["pending", "debats/question/omar"],
    ]
    assert count == "4 comments."
    assert [line.split("  ")[0] for line in told("--all", LANG="fr")[2:4]] == [
        "refusé",
        "en attente",
    ]


@pytest.mark.usefixtures("site")
def test_programs_get_a_comment_a_line(told):
    (line,) = told("--format", "json")
    assert json.loads(line) == {
        "path": OMAR,
        "story": "debats/question",
        "name": "omar",
        "language": "fr",
        "state": "pending",
        "author": "Omar",
        "date": "2026-03-04T10:30:00+00:00",
        "words": "Je suis là.",
    }


def test_what_readers_write_cannot_command_the_terminal(site, told):
    text = '---\nauthor: "\\e[31mOmar"\ndate: 2026-03-04\n---\nA\x1b[2Jb\u202ec\n'
    (site / OMAR).write_text(text, encoding="utf-8")

    assert not {"\x1b", "\u202e"} & set("".join(told()))


def test_a_faulty_file_is_told_and_the_others_are_listed(site, told):
    (site / FOLDER / "zoe.fr.md").write_text("Bonjour", encoding="utf-8")

    lines = told()

    assert any(line.startswith("debats/question/omar ") for line in lines)
    assert lines[-1].startswith(f"{FOLDER}/zoe.fr.md:1:1: warning missing-front-matter ")


def test_approving_writes_one_line_and_publishes_the_comment(site, told):
    assert told("approve", "omar") == [f"Approved: {OMAR}. The next build publishes it."]

    assert (site / OMAR).read_bytes() == decided("approved: true")
    built(site)
    page = (site / "output/fr/debats/question/index.html").read_text(encoding="utf-8")
    assert "Je suis là." in page
    assert told() == ["0 comments wait for a decision."]


def test_a_decision_can_be_turned_over(site, told, monkeypatch):
    monkeypatch.chdir(site / FOLDER)
    said = told("reject", "omar.fr.md", "-s", "../../../..", LANG="fr")
    assert said == ["Refusé : omar.fr.md"]
    assert (site / OMAR).read_bytes() == decided("approved: false")
    monkeypatch.chdir(site)
    assert told("reject", "omar") == [f"Rejected before: {OMAR}"]
    told("approve", OMAR)
    assert (site / OMAR).read_bytes() == decided("approved: true")
    assert told("approve", "omar", "-q") == []


def test_several_are_decided_on_at_once(site, told):
    assert len(told("reject", "omar", "debats/question/sam", "sam")) == 2
    assert told()[-1] == "0 comments wait for a decision."
    assert (site / OMAR).read_bytes() == decided("approved: false")


def test_a_rejected_one_may_be_removed(site, told):
    assert told("reject", "--delete", "omar") == [f"Deleted: {OMAR}"]
    assert not (site / OMAR).exists()


def test_if_one_is_not_found_nothing_is_done_to_the_others(site, told):
    (line,) = told("approve", "omar", "nadja", code=Exit.CONTENT)
    assert " error misspelt-comment " in line
    assert "did you mean debats/question/nadia?" in line
    assert (site / OMAR).read_bytes() == TEXT.encode()


def test_what_will_keep_an_approved_one_from_readers_is_told(site, told):
    (site / OMAR).write_text("---\nauthor: Omar\ndate: hier\n---\nOui.\n", encoding="utf-8")

    approved, warning = told("approve", "omar")

    assert approved == f"Approved: {OMAR}. Readers will get it once its faults are mended."
    assert warning.startswith(f"{OMAR}:3:7: warning invalid-date ")


def test_a_file_that_is_no_comment_cannot_be_approved(site, told):
    (site / OMAR).write_text("Oui.\n", encoding="utf-8")

    (line,) = told("approve", "omar", code=Exit.CONTENT)

    assert " error missing-front-matter " in line
    assert (site / OMAR).read_text(encoding="utf-8") == "Oui.\n"


def test_a_front_matter_that_only_its_author_can_change_is_left_to_them(site, told):
    text = "---\nauthor: Omar\nauthor: Nour\ndate: 2026-03-04\n---\nOui.\n"
    (site / OMAR).write_text(text, encoding="utf-8")

    lines = told("approve", "omar", code=Exit.CONTENT)

    assert any(line.startswith(f"{OMAR}: error comment-uneditable ") for line in lines)
    assert (site / OMAR).read_text(encoding="utf-8") == text


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["aprove", "omar"], "misspelt-option-value"),
        (["approve"], "missing-argument"),
        (["list", "omar"], "unexpected-argument"),
        (["approve", "omar", "--all"], "option-alone"),
        (["approve", "omar", "--delete"], "option-alone"),
        (["--delete"], "option-alone"),
    ],
)
def test_arguments_that_make_no_sense_are_one_problem(told, arguments, problem):
    (line,) = told(*arguments, code=Exit.USAGE)
    assert f"diptych: error {problem} " in line


def test_settings_with_errors_are_told(site, told):
    (site / "config.toml").write_text("base_url = 3\n", encoding="utf-8")
    assert told(code=Exit.USAGE)
