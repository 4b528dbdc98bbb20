"""What is made of the Nu checker's answer."""

import json
from pathlib import Path

from audits.markup import findings_of

FOLDERS = {Path("/tmp/x/output"): "sample"}  # noqa: S108 - a name, nothing is written
MESSAGE = {
    "type": "error",
    "url": "file:/tmp/x/output/fr/l%27eau/index.html",
    "lastLine": 3,
    "message": "Stray end tag.",
    "extract": "</p>",
}


def test_errors_are_told_by_site_page_and_line_and_once():
    told = json.dumps({"messages": [MESSAGE, MESSAGE, MESSAGE | {"type": "info"}]})
    (finding,) = findings_of(told, FOLDERS)
    assert finding.page == "sample:/fr/l'eau/index.html:3"
    assert "Stray end tag." in finding.message


def test_a_checker_that_cannot_read_a_file_is_no_success():
    told = json.dumps({"messages": [{"type": "non-document-error", "message": "no file"}]})
    assert findings_of(told, FOLDERS)


def test_css_that_the_checker_has_not_learnt_is_no_error_and_other_at_rules_are():
    known, unknown = (
        MESSAGE | {"message": f"CSS: Unrecognized at-rule “@{name}”"}
        for name in ("view-transition", "veiw-transition")
    )
    (finding,) = findings_of(json.dumps({"messages": [known, unknown]}), FOLDERS)
    assert "veiw" in finding.message
