"""Time zones come from the tzdata package, by their names."""

import os
import subprocess
import sys

import pytest

from diptych.read.zones import load_zone, zone_names


def test_every_name_of_the_list_is_a_zone():
    assert all(load_zone(name) for name in zone_names())


@pytest.mark.parametrize(
    "name", ["", "Africa", "Mars/Base", "../zones", "Africa/../UTC", "tzdata.zi", "a\0b"]
)
def test_any_other_name_is_none(name):
    assert load_zone(name) is None


def test_the_system_s_own_zones_are_not_read(tmp_path):
    code = "from diptych.read.zones import load_zone; print(load_zone('Africa/Casablanca'))"
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONTZPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == "Africa/Casablanca"
