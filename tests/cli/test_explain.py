"""A page is explained by what builds remember: what it is made of, and why it was made last."""

import json
import shutil
import sqlite3

import pytest

from diptych.cli.program import run
from diptych.model.problem import Exit
from tests.incremental.building import built, built_copy_of, edit

SHORE = "content/startups/shore.en.md"
PAGE = "/en/startups/shore/"


@pytest.fixture
def site(tmp_path, monkeypatch):
    site = built_copy_of("bilingual", tmp_path)
    monkeypatch.chdir(site)
    return site


@pytest.fixture
def explain(site, capsys):
    """Explain a page and return the exit code, what was said, and what was wrong."""

    def told(*arguments):
        code = run(["explain", *arguments], default_source=site, environ={})
        said = capsys.readouterr()
        return code, said.out, said.err

    return told


def why(explain, page=PAGE):
    _, out, _ = explain(page, "--format", "json")
    return json.loads(out)["why"]


def test_a_page_that_was_never_made_before_is_new(explain):
    assert why(explain) == {"kind": "new", "detail": ""}


def test_a_page_tells_what_it_is_made_of(explain):
    code, out, err = explain(PAGE)
    assert (code, err) == (Exit.OK, "")
    first, *lines = out.splitlines()
    assert first == PAGE
    told = {line[2:16].strip(): line[16:] for line in lines if line[2:16].strip()}
    assert told["what"] == "article (en)"
    assert told["source"] == SHORE
    assert told["templates"].split(", ")[:2] == ["article.html", "base.html"]
    assert any("card(startups/shore.en)" in line for line in lines)


def test_verbose_tells_every_question_with_its_answer(explain):
    _, short, _ = explain(PAGE)
    _, whole, _ = explain(PAGE, "--verbose")
    _, plain, _ = explain(PAGE, "--format", "json")
    asked = json.loads(plain)["asked"]
    assert len(whole.splitlines()) - len(asked) == 6
    assert len(short.splitlines()) < len(whole.splitlines())
    for one in asked:
        assert f"{one['question']}  {one['answer'][:12]}" in whole


def test_an_edited_text_is_the_answer_that_changed(site, explain):
    edit(site / SHORE, "It is wide.", "It is very wide.")
    built(site)
    assert why(explain) == {"kind": "answer", "detail": "body(startups/shore.en)"}
    assert why(explain, "/en/feed.xml")["detail"] == "body(startups/shore.en)"


def test_an_edited_label_is_told_by_the_pages_that_show_it(site, explain):
    edit(site / "content/tags.toml", 'en = "Cities"', 'en = "Towns"')
    built(site)
    assert why(explain) == {"kind": "answer", "detail": "details(startups/shore.en)"}
    assert why(explain, "/fr/") == {"kind": "new", "detail": ""}


def test_changed_templates_are_named(site, explain):
    file = site / "themes/zellige/templates/footer.html"
    file.parent.mkdir(parents=True)
    file.write_text("<footer>{{ site.title }}</footer>")
    built(site)
    assert why(explain) == {"kind": "recipe", "detail": "footer.html"}


def test_a_page_that_was_tampered_with_is_told(site, explain):
    (site / "output/en/startups/shore/index.html").write_text("tampered")
    built(site)
    assert why(explain) == {"kind": "result", "detail": ""}


@pytest.mark.parametrize(
    "meant",
    [
        PAGE,
        "/en/startups/shore",
        "/en/startups/shore/index.html",
        "https://example.org/en/startups/shore/",
        "output/en/startups/shore/index.html",
        SHORE,
    ],
)
def test_a_page_is_named_by_its_address_its_file_or_its_source(explain, meant):
    code, out, _ = explain(meant)
    assert code == Exit.OK
    assert out.startswith(f"{PAGE}\n")


def test_a_file_that_is_copied_has_nothing_to_tell_but_its_source(explain):
    code, out, _ = explain("/assets/theme/style.css")
    assert code == Exit.OK
    assert "a copy of its source" in out


def test_it_speaks_french(explain):
    _, out, _ = explain(PAGE, "--lang", "fr")
    assert "refaite car  aucune construction ne l'avait encore faite" in out


@pytest.mark.parametrize(
    ("meant", "code"),
    [("/en/startup/shore/", "misspelt-page"), ("zzzz", "unknown-page")],
)
def test_a_page_that_nobody_knows_is_a_problem(explain, meant, code):
    exited, out, err = explain(meant)
    assert (exited, out) == (Exit.CONTENT, "")
    assert f"error {code} " in err


def test_a_command_without_its_page_is_told(explain):
    code, _, err = explain()
    assert code == Exit.USAGE
    assert "missing-argument the command needs PAGE" in err


def test_without_a_memory_there_is_nothing_to_explain(site, explain):
    shutil.rmtree(site / ".cache")
    code, _, err = explain(PAGE)
    assert code == Exit.CONTENT
    assert "nothing-remembered" in err
    assert not (site / ".cache").exists()


def test_the_memory_of_another_program_is_left_alone(site, explain):
    memory = site / ".cache/memory.sqlite"
    with sqlite3.connect(memory) as connection:
        connection.execute("UPDATE program SET fingerprint = x'00'")
    connection.close()
    before = memory.read_bytes()
    code, _, err = explain(PAGE)
    assert code == Exit.CONTENT
    assert "memory-of-another-program" in err
    assert memory.read_bytes() == before


def test_a_memory_that_is_damaged_is_none(site, explain):
    (site / ".cache/memory.sqlite").write_bytes(b"nonsense")
    assert "nothing-remembered" in explain(PAGE)[2]


def test_explaining_changes_nothing(site, explain):
    before = (site / ".cache/memory.sqlite").read_bytes()
    explain(PAGE)
    assert (site / ".cache/memory.sqlite").read_bytes() == before
    assert built(site).rendered == 0
