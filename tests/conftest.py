"""What every test may ask for."""

import pytest
from hypothesis import HealthCheck, settings

# What a test takes is not what it is about: a busy machine must not make one fail.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-sites",
        action="store_true",
        help="rewrite tests/sites/*/expected from what is built now; review the diff",
    )
