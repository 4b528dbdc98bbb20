"""Taking back an output."""

from diptych.engine.clean import clean_output
from diptych.engine.commit import Artifact, workspace


def build(output):
    with workspace(output) as space:
        for path in ("index.html", "fr/a/index.html"):
            space.stage(Artifact(path, b"x"))
        space.commit()


def test_an_output_that_holds_only_what_was_written_disappears(tmp_path):
    build(tmp_path / "output")
    removed = clean_output(tmp_path / "output").removed
    assert removed == ("fr/a/index.html", "index.html")
    assert list(tmp_path.iterdir()) == []


def test_foreign_files_are_never_removed(tmp_path):
    output = tmp_path / "output"
    build(output)
    (output / "fr" / "mine.txt").write_bytes(b"mine")
    assert clean_output(output).foreign == ("fr/mine.txt",)
    assert [path for path in output.rglob("*") if path.is_file()] == [output / "fr" / "mine.txt"]
