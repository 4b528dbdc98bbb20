"""Tables in the terminal: columns that line up, nothing cut off.

Where results go into a file or a pipe, a row is a line, however long. On a terminal that is too
narrow, columns that can be spared are left out, then cells are folded. Imports rich only when a
table is made.
"""

from collections.abc import Iterator, Sequence
from io import StringIO

from msgspec import Struct

from diptych.cli.terminal import Span, one_line

_ANY_WIDTH = 100_000
_GAP = 2

Row = Sequence[Span | str]


class Column(Struct, frozen=True):
    """One column: its heading, whether it holds numbers, and whether it can be spared."""

    heading: str
    is_number: bool = False
    is_spare: bool = False


def table_lines(
    columns: Sequence[Column], rows: Sequence[Row], width: int | None, *, headed: bool = True
) -> Iterator[str]:
    """Return a table as lines; `width` is the terminal's, None where there is none.

    Colours are for terminals only.
    """
    from rich.console import Console  # noqa: PLC0415 - dear, and not for every command
    from rich.table import Table  # noqa: PLC0415 - the same
    from rich.text import Text  # noqa: PLC0415 - the same

    cells = [[_span(cell) for cell in row] for row in rows]
    kept = _kept(columns, cells, width)
    table = Table(
        box=None,
        show_edge=False,
        show_header=headed,
        pad_edge=False,
        padding=(0, _GAP, 0, 0),
    )
    for at in kept:
        column = columns[at]
        table.add_column(
            Text(column.heading, style="bold"),
            justify="right" if column.is_number else "left",
            overflow="fold",
            no_wrap=width is None,
        )
    for row in cells:
        table.add_row(*(Text(row[at].text, style=row[at].style) for at in kept))
    out = StringIO()
    console = Console(
        file=out,
        width=width or _ANY_WIDTH,
        force_terminal=width is not None,
        highlight=False,
    )
    console.print(table)
    return (line.rstrip() for line in out.getvalue().splitlines())


def _span(cell: Span | str) -> Span:
    text, style = (cell, "") if isinstance(cell, str) else (cell.text, cell.style)
    return Span(one_line(text), style)


def _kept(
    columns: Sequence[Column], cells: Sequence[Sequence[Span]], width: int | None
) -> list[int]:
    """Return the numbers of the columns to show: spare ones only while they fit."""
    from rich.cells import cell_len  # noqa: PLC0415 - as above

    widths = [
        max(map(cell_len, (column.heading, *(row[at].text for row in cells))))
        for at, column in enumerate(columns)
    ]
    kept = list(range(len(columns)))
    for at in reversed(range(len(columns))):
        room = sum(widths[one] + _GAP for one in kept)
        if width is not None and room > width and columns[at].is_spare:
            kept.remove(at)
    return kept
