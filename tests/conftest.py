"""What every test may ask for."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-sites",
        action="store_true",
        help="rewrite tests/sites/*/expected from what is built now; review the diff",
    )
