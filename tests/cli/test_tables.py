"""Tables line up, cut nothing off, and fit into narrow terminals."""

import re

import pytest

from diptych.cli.tables import Column, table_lines
from diptych.cli.terminal import Span

STYLE = re.compile("\x1b\\[[0-9;]*m")
COLUMNS = [Column("Story"), Column("Words", is_number=True), Column("Title", is_spare=True)]
ROWS = [
    ["startups/a-rather-long-key", "12", "A title [bold]in brackets[/bold]"],
    [Span("b", "red"), "1234", "日本 " + "long " * 60],
]


def told(width, rows=ROWS, **how):
    return list(table_lines(COLUMNS, rows, width, **how))


def test_in_a_pipe_a_row_is_one_line_however_long_and_without_colours():
    lines = told(None)
    assert len(lines) == 3
    assert lines[1] == "startups/a-rather-long-key     12  A title [bold]in brackets[/bold]"
    assert lines[2].endswith("long long")
    assert "\x1b" not in "".join(lines)


def test_a_terminal_gets_colours():
    assert any("\x1b[" in line for line in told(400))


def test_a_column_that_can_be_spared_is_left_out_where_it_does_not_fit():
    assert "Title" not in "".join(told(60))
    assert "1234" in "".join(told(60))


@pytest.mark.parametrize("width", [12, 20, 39])
def test_in_a_very_narrow_terminal_cells_are_folded_and_nothing_is_lost(width):
    key = "abcdefghijklmnopqrstuvwxyz"
    lines = [STYLE.sub("", line) for line in told(width, [[key, "1", ""]], headed=False)]
    assert all(len(line) <= width for line in lines)
    assert "".join(line.split()[0] for line in lines) == key


def test_a_table_may_do_without_headings():
    assert told(None, headed=False)[0].startswith("startups/")


def test_what_would_command_the_terminal_is_shown_and_not_obeyed():
    assert "\\u001b[2J" in told(None, [["a\x1b[2J", "1", "b\nc"]])[1]
