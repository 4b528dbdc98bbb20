"""Lighthouse's runs: medians, and what is told of a bar that was missed."""

from audits.lighthouse import Failed, Run, judge


def run(performance=1.0, *, seo=1.0, shift=0.0, failed=(), error=""):
    scores = {"performance": performance, "accessibility": 1, "best-practices": 1, "seo": seo}
    return Run(url="u", run=1, benchmark=1, shift=shift, scores=scores, failed=failed, error=error)


def judged(*runs):
    return {figure.check: figure for figure in judge("/fr/", runs)}


def test_one_slow_run_of_three_does_not_count():
    figure = judged(run(0.7), run(1.0), run(0.99))["Lighthouse performance"]
    assert (figure.value, figure.good) == (0.99, True)
    assert not judged(run(0.98), run(1.0), run(0.98))["Lighthouse performance"].good


def test_other_categories_and_the_shift_must_be_perfect():
    figures = judged(run(seo=0.99, shift=0.001))
    assert not figures["Lighthouse seo"].good
    assert not figures["layout shift (CLS)"].good
    assert figures["Lighthouse accessibility"].good


def test_a_missed_bar_tells_its_own_audits_only():
    failed = (Failed("seo", "meta-description", 0), Failed("performance", "speed-index", 0.9))
    figures = judged(run(0.99, seo=0.9, failed=failed))
    told = [each.rule for figure in figures.values() for each in figure.findings]
    assert told == ["seo: meta-description"]


def test_a_category_without_a_score_counts_as_nothing():
    assert not judged(run(None))["Lighthouse performance"].good


def test_a_run_that_failed_is_a_fault_by_itself():
    (figure,) = judged(run(), run(error="no page")).values()
    assert not figure.good
