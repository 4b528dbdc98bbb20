"""Works that are done by other processes: what they need must be found there by name."""

import os
import signal
import sys
import time
from pathlib import Path

from diptych.engine.executors import Work


def exclaimed(mark, text):
    return f"{text}{mark}".encode()


def doubled(mark):
    return mark * 2


def shouting(**parts):
    return Work(doubled, parts.pop("shared", "!"), exclaimed, **parts)


def raising(_state, number):
    if number == 70:
        raise ValueError(f"é, {number} is too much")
    return number


def dying(_state, number):
    if number == 70:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def sleeping(_state, seconds):
    time.sleep(seconds)
    return os.getpid()


def unpicklable(_state, number):
    return lambda: number


def first_is_slow(_state, number):
    if number == 0:
        time.sleep(0.5)
    return number


def told_pid(folder, number):
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(0.01)
    return number


def blocked_signals(_state, _item):
    return sorted(signal.pthread_sigmask(signal.SIG_BLOCK, ()))


def surroundings(_state, _item):
    return os.getpid(), str(Path.cwd()), "diptych.render.theme" in sys.modules


def nothing(shared):
    return shared


def failing_to_prepare(shared):
    raise LookupError(shared)


class Counted:
    """A shared context that says how often it was pickled, by whoever asks for it."""

    pickled = 0

    def __getstate__(self):
        Counted.pickled += 1
        return {"text": "?"}


def text_of(shared):
    return shared.text


def named(number):
    return f"content/{number}.md"
