"""hreflang of a site: the rules are those of `diptych check`, held to on every build."""

from collections.abc import Iterable, Iterator

from audits.figures import Figure, Finding, faults
from audits.output import Output
from diptych.desk.alternates import Broken, check_heads, check_sitemap
from diptych.desk.built import Built


def audit_translations(output: Output) -> Figure:
    """Return how many rules the hreflang of a site breaks."""
    built = Built(output.folder, output.base_url)
    heads = built.heads()
    findings = [*_findings(check_heads(heads)), *_findings(check_sitemap(heads, built.sitemap()))]
    told = sum(1 for lines in heads.values() if lines)
    return faults("hreflang", output.name, findings, f"{told} pages that have it")


def _findings(found: Iterable[Broken]) -> Iterator[Finding]:
    return (Finding(one.url, one.rule, f"{one.language} {one.target}".strip()) for one in found)
