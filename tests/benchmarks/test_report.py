"""What is made of measurements: the table, its place in the document, the picture."""

from xml.etree import ElementTree as ET

from benchmarks.outputs import changes, look
from benchmarks.plot import draw
from benchmarks.report import Setting, tables, written
from benchmarks.results import Changes, Measured, Result

SETTING = Setting("2026-06-01", 2, 8 * 1024**3, ["hugo 1.0", "diptych 0.1"])
KINDS = {"articles": 10, "other pages": 2, "XML": 3, "JSON": 3, "other files": 1}


def result(generator, seconds, *, run=1, articles=10, scenario="cold"):
    return Result(
        articles=articles,
        run=run,
        scenario=scenario,
        generator=generator,
        measured=Measured(seconds, 64 * 1024 * 1024, ""),
        changes=Changes(written=12, changed=3, removed=0, files=19),
        rendered=12,
        load=0.5,
        kinds=KINDS,
    )


def test_a_ratio_is_the_median_of_the_ratios_run_by_run():
    pairs = [(1.0, 2.0), (2.0, 2.0), (1.0, 8.0)]
    results = [
        each
        for run, (hugo, diptych) in enumerate(pairs, start=1)
        for each in (result("hugo", hugo, run=run), result("diptych", diptych, run=run))
    ]
    ((articles, section),) = tables(results, SETTING)
    assert articles == 10
    (row,) = [line for line in section.splitlines() if line.startswith("| cold build | diptych")]
    assert "| 2.00 (2.00 to 8.00) | 2.00 (1.00 to 8.00) | 12 | 3 | 0 | 12 | 64 MiB |" in row


def test_a_section_takes_the_place_of_the_one_of_its_size():
    document = "# Results\n\n<!-- further results -->\n\nEnd\n"
    once = written(written(document, 10, "ten\n"), 20, "twenty\n")
    again = written(once, 10, "TEN\n")
    assert again == once.replace("ten", "TEN")
    assert again.index("TEN") < again.index("twenty") < again.index("End")


def test_the_picture_has_a_point_for_each_size_scenario_and_generator():
    results = [
        result(name, cost * articles, articles=articles, scenario=scenario)
        for articles in (10, 100)
        for scenario in ("cold", "noop")
        for name, cost in (("hugo", 0.01), ("diptych", 0.02))
    ]
    root = ET.fromstring(draw(results))  # noqa: S314 - our own picture
    assert len(root.findall("{*}circle")) == 8
    assert len(root.findall("{*}polyline")) == 4


def test_changes_tell_touched_files_from_changed_ones(tmp_path):
    for name in ("kept", "touched", "changed", "gone"):
        (tmp_path / name).write_text("old")
    before = look(tmp_path, {})
    (tmp_path / "gone").unlink()
    for name, text in (("touched", "old"), ("changed", "new"), ("added", "new")):
        (tmp_path / f"{name}.part").write_text(text)
        (tmp_path / f"{name}.part").replace(tmp_path / name)
    after = look(tmp_path, before)
    assert changes(before, after) == Changes(written=3, changed=2, removed=1, files=4)
