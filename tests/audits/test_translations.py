"""The audit of hreflang counts what `diptych check` would tell of a built site."""

import shutil
from pathlib import Path

from audits.output import Output
from audits.translations import audit_translations

EXPECTED = Path(__file__).parents[1] / "sites/bilingual/expected"


def test_each_broken_rule_of_a_built_site_is_a_fault(tmp_path):
    folder = shutil.copytree(EXPECTED, tmp_path / "output")
    output = Output("bilingual", folder, "https://example.org/")
    assert audit_translations(output).good
    (folder / "en/startups/shore/index.html").unlink()
    figure = audit_translations(output)
    assert {finding.rule for finding in figure.findings} == {"hreflang-target", "sitemap-target"}
