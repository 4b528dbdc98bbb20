"""The figures of an audit as a table, and below it what was found, a line each."""

from collections.abc import Iterator, Sequence

from rich.table import Table

from audits.figures import Figure

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
    shown = f"{value:,.0f}" if float(value).is_integer() and abs(value) != 1 else f"{value:,.2f}"
    return f"{shown} {unit}".rstrip()
