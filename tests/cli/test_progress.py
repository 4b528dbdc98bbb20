"""The bar of a long build."""

import io
import sys

import pytest

from diptych.cli import progress
from diptych.cli.progress import Bar
from diptych.cli.terminal import Terminal
from diptych.messages import Speaker


class Screen(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def hours(monkeypatch):
    """Give the test a clock that it moves itself."""
    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    monkeypatch.setenv("TERM", "xterm")
    return now


def test_a_short_build_draws_nothing(hours):
    screen = Screen()
    bar = Bar(Terminal(None, screen), Speaker("en"))
    hours[0] = 0.9
    bar.step("pages", 1, 2)
    bar.step("pages", 2, 2)
    bar.close()
    assert screen.getvalue() == ""


def test_a_long_build_draws_its_stages_in_the_users_language(hours):
    screen = Screen()
    bar = Bar(Terminal(None, screen), Speaker("fr"))
    hours[0] = 1.1
    bar.step("bodies", 5, 10)
    hours[0] = 1.3
    bar.step("pages", 5, 10)
    bar.close()
    assert "Textes" in screen.getvalue()
    assert "5/10" in screen.getvalue()


def test_a_long_build_that_nobody_watches_draws_nothing(hours):
    stream = io.StringIO()
    bar = Bar(Terminal(None, stream), Speaker("en"))
    hours[0] = 5
    bar.step("pages", 1, 2)
    bar.close()
    assert stream.getvalue() == ""


def test_the_library_of_bars_is_not_loaded_for_nothing():
    assert "rich" not in vars(sys.modules["diptych.cli.progress"])
