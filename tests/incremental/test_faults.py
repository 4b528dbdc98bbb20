"""Whatever happens to a build, or to its memory, the next one makes what a clean build makes.

The builds here are real programs with workers of their own. `DIPTYCH_KILLS` says how many are
killed.
"""

import os
import random
import resource
import signal
import subprocess
import sys
import time

import pytest

from tests.incremental.building import CLOCK, built, built_copy_of, clean, edit, published

KILLS = int(os.environ.get("DIPTYCH_KILLS", "12"))
STORY = "content/startups/bridge/index.fr.md"


@pytest.fixture
def site(tmp_path):
    return built_copy_of("newsroom", tmp_path)


def program(site, *arguments, **options):
    """Start a build as users do; when the settings have changed, its pages need workers."""
    command = [sys.executable, "-m", "diptych", "-s", site, "-q", "-j", "2"]
    return subprocess.Popen(
        [*command, "--clock", CLOCK.isoformat(), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def mix(site, number):
    """Edit a text, a title, a tag or the settings, so that much or little is to be done."""
    path = site / STORY
    if number % 3 == 0:
        edit(site / "config.toml", "[languages.fr]", f"# {number}\n[languages.fr]")
        edit(path, "title: ", f"title: {number} ")
    elif number % 3 == 1:
        edit(path, "Un pont", f"Un pont, {number},")
    else:
        edit(path, "tags: [", f"tags: [t{number}, ")


def test_a_build_that_is_killed_at_any_instant_is_made_good_by_the_next(site):
    start = time.monotonic()
    assert program(site).communicate() == ("", "")
    longest = time.monotonic() - start
    chance = random.Random(20260601)  # noqa: S311 - the same instants each time
    for number in range(KILLS):
        before = published(site / "output")
        mix(site, number)
        build = program(site, start_new_session=True)
        time.sleep(chance.uniform(0.05, longest * 1.2))
        os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        after = clean(site)
        for path, data in published(site / "output").items():
            assert data in (before.get(path), after.get(path)), path
        built(site)
        assert published(site / "output") == after
        assert sorted(path.name for path in site.iterdir() if path.name.startswith(".")) == [
            ".cache"
        ]


def test_few_open_files_are_enough(site):
    def limit():
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))

    mix(site, 0)
    build = program(site, preexec_fn=limit)
    _, said = build.communicate()
    assert (build.returncode, said) == (0, "")
    assert published(site / "output") == clean(site)


DAMAGES = {
    "cut": lambda data, at: data[:at],
    "a bit flipped": lambda data, at: data[:at] + bytes([data[at] ^ 16]) + data[at + 1 :],
    "zeroed": lambda data, at: data[:at] + bytes(min(512, len(data) - at)) + data[at + 512 :],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_memory_is_made_good(site, damage):
    memory = site / ".cache/memory.sqlite"
    whole = memory.read_bytes()
    mix(site, 2)
    expected = clean(site)
    for number in range(34):
        memory.write_bytes(DAMAGES[damage](whole, len(whole) * number // 34))
        built(site)
        assert published(site / "output") == expected
