"""The pages of docs/ that are made from the program's own data."""

import json

import pytest

from diptych.desk import generated
from diptych.messages import problem_tables, read_table


@pytest.fixture
def docs(tmp_path, monkeypatch):
    monkeypatch.setattr(generated, "DOCS", tmp_path)
    return tmp_path


def test_every_problem_has_its_section_in_order():
    titles = [line[3:] for line in generated.errors_page().splitlines() if line.startswith("## ")]
    assert titles == sorted({code for table in problem_tables() for code in read_table(table)})


def test_a_section_tells_why_and_both_languages():
    page = generated.errors_page()
    _, _, section = page.partition("## disk-full\n")
    section, _, _ = section.partition("\n## ")
    assert "- *en*: the disk is full ({reason}) (free some space" in section
    assert "- *fr*: le disque est plein ({reason}) (libérez de l'espace" in section
    assert section.strip().startswith("New files wait beside the output")


def test_messages_are_shown_as_they_are_told_not_as_markup():
    assert generated._shown("a `<b>` {{#{id}}} *x*") == r"a \`\<b\>\` {#{id}} \*x\*"  # noqa: SLF001


def test_pages_are_written_once_and_then_up_to_date(docs, capsys):
    assert generated.main(["--check"]) == 1
    told = capsys.readouterr().err
    assert "docs/errors.md is out of date" in told
    assert "docs/schema/config.json is out of date" in told
    assert list(docs.iterdir()) == []
    assert generated.main([]) == 0
    assert generated.main(["--check"]) == 0
    assert json.loads((docs / "schema/front-matter.json").read_text())["required"] == ["title"]
    before = (docs / "errors.md").stat().st_mtime_ns
    generated.main([])
    assert (docs / "errors.md").stat().st_mtime_ns == before


def test_a_page_that_was_changed_by_hand_is_named(docs, capsys):
    generated.main([])
    (docs / "errors.md").write_text("mine")
    capsys.readouterr()
    assert generated.main(["--check"]) == 1
    assert capsys.readouterr().err == "docs/errors.md is out of date: run `make docs`\n"
