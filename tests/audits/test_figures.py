"""Figures: which side of its bar a value is on, and what is said of where it was taken from."""

from audits.figures import Figure, Finding, faults, spread_of
from audits.report import findings


def test_a_bar_may_be_a_floor_or_a_ceiling_and_is_met_when_it_is_reached():
    assert Figure("score", "/", 0.99, 0.99, "at least").good
    assert not Figure("score", "/", 0.98, 0.99, "at least").good
    assert Figure("bytes", "/", 14_000, 14_000).good
    assert not Figure("bytes", "/", 14_001, 14_000).good


def test_one_fault_is_too_many():
    assert faults("markup", "site", []).good
    assert not faults("markup", "site", [Finding("/", "rule")]).good


def test_only_the_findings_of_missed_bars_are_listed():
    met = Figure("bytes", "/", 1, 2, findings=(Finding("/met/", "rule"),))
    missed = faults("markup", "site", [Finding("/b/", "rule", "why"), Finding("/a/", "rule")])
    assert list(findings([met, missed])) == ["markup: /a/ rule", "markup: /b/ rule why"]


def test_a_spread_tells_how_many_values_there_were_and_how_far_apart():
    assert spread_of([0.5]) == "1 run"
    assert spread_of([1.0, 1.0]) == "2 runs"
    assert spread_of([0.99, 1.0, 0.975]) == "3 runs, 0.97 to 1.00"
