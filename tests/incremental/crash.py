"""A build that is killed: at which of the changes that it makes to the disk, the caller says."""

import os
import shutil
import signal
import sys
import warnings
from contextlib import contextmanager

from diptych.pipeline import build
from tests.test_sites import Silent

_CHANGES = frozenset(
    {
        "os.chmod",
        "os.link",
        "os.mkdir",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.symlink",
        "os.truncate",
        "shutil.copyfile",
        "shutil.rmtree",
        "sqlite3.connect",
    }
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def kill_at(asked, point):
    """Build in a process that is killed just before its change number `point`, from 1."""

    def hear(number):
        if number == point:
            os.kill(os.getpid(), signal.SIGKILL)

    status = _in_a_child(asked, hear)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0


def changes_of(asked):
    """Build in another process; return how many changes it makes."""
    told, tells = os.pipe()
    with os.fdopen(told, "rb") as ear:
        try:
            assert _in_a_child(asked, lambda _number: os.write(tells, b".")) == 0
        finally:
            os.close(tells)
        return len(ear.read())


@contextmanager
def rehearsal(source, folder):
    """Give a copy of a site with its outputs and its memory, to learn what a build would do."""
    copy = folder / "rehearsal"
    shutil.copytree(source, copy, symlinks=True)
    yield copy
    shutil.rmtree(copy)


def _in_a_child(asked, hear):
    """Build in a fork of this process that calls `hear` before each change, numbered from 1."""
    with warnings.catch_warnings():  # the threads of pytest's workers hold nothing that we need
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        status = 1
        try:
            _listen(hear)
            build(asked, Silent())
            status = 0
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1]


def _listen(hear):
    number = 0

    def audit(event, arguments):
        nonlocal number
        if event in _CHANGES or (event == "open" and (arguments[2] or 0) & _WRITING):
            number += 1
            hear(number)

    sys.addaudithook(audit)
