"""The figures of an audit as a table, and below it what was found, a line each."""

from collections.abc import Iterator, Sequence

from rich.table import Table

from audits.figures import Figure

_SMALL = 0.01
_SIGNS = {"at most": "≤", "at least": "≥"}


def table(figures: Sequence[Figure]) -> Table:
    """Return a table with a row for each figure."""
    made = Table("check", "of", title="What readers get", title_justify="left")
    for heading in ("figure", "bar"):
        made.add_column(heading, justify="right")
    made.add_column("taken from")
    made.add_column("")
    for figure in figures:
        made.add_row(
            figure.check,
            figure.subject,
            _number(figure.value, figure.unit),
            f"{_SIGNS[figure.sense]} {_number(figure.bar, '')}",
            figure.spread,
            "[green]met[/]" if figure.good else "[red]missed[/]",
        )
    return made


def findings(figures: Sequence[Figure]) -> Iterator[str]:
    """Return a line for each finding of figures that miss their bar."""
    for figure in figures:
        if figure.good:
            continue
        for finding in figure.findings:
            yield f"{figure.check}: {finding.page} {finding.rule} {finding.message}".rstrip()


def _number(value: float, unit: str) -> str:
    if float(value).is_integer() and value != 1:
        shown = f"{value:,.0f}"
    else:
        shown = f"{value:,.2f}" if value >= _SMALL else f"{value:.4f}"
    return f"{shown} {unit}".rstrip()
