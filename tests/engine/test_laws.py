"""Whatever happened to an output before, a build makes of it what a clean one would."""

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from diptych.engine.commit import Artifact, workspace
from diptych.engine.fault import EnvironmentFault
from diptych.engine.listing import folders_of
from diptych.engine.manifest import MANIFEST

PATHS = st.sampled_from(["a", "a/b", "a/b/c", "a/b/d", "e/f", "e/f/g", "h"])
CONTENTS = st.sampled_from([b"1", b"2", b"33"])


@st.composite
def plans(draw):
    """Draw files that can stand beside each other: none of them is another's folder."""
    files = draw(st.dictionaries(PATHS, CONTENTS))
    folders = {folder for path in files for folder in folders_of(path)}
    return {path: data for path, data in files.items() if path not in folders}


def files_in(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


class Histories(RuleBasedStateMachine):
    """Builds, failures, interruptions and meddling, in any order."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.output = self.folder / "output"
        self.ours = {}

    @rule(plan=plans())
    def build(self, plan):
        before = files_in(self.output)
        foreign = {path: data for path, data in before.items() if path not in self.ours}
        try:
            with workspace(self.output) as space:
                for path, data in plan.items():
                    space.stage(Artifact(path, data))
                committed = space.commit()
        except EnvironmentFault:  # something foreign is in the way
            assert files_in(self.output) == before
            return
        self.ours = plan
        assert files_in(self.output) == foreign | plan
        assert len(committed.written) + committed.unchanged == len(plan)
        assert set(committed.written) == {
            path for path, data in plan.items() if before.get(path) != data
        }

    @rule(plan=plans())
    def build_that_fails(self, plan):
        before = files_in(self.output)
        with suppress(ZeroDivisionError), workspace(self.output) as space:
            for path, data in plan.items():
                space.stage(Artifact(path, data))
            raise ZeroDivisionError
        assert files_in(self.output) == before

    @rule(path=PATHS, data=CONTENTS)
    def somebody_writes(self, path, data):
        target = self.output / path
        with suppress(OSError):
            target.parent.mkdir(parents=True, exist_ok=self.output.exists())
            target.write_bytes(data)

    @rule(path=PATHS)
    def somebody_removes(self, path):
        target = self.output / path
        if target.is_dir():
            shutil.rmtree(target)
        else:
            with suppress(OSError):
                target.unlink()

    def teardown(self):
        assert {path.name for path in self.folder.iterdir()} <= {"output"}
        shutil.rmtree(self.folder)


Histories.TestCase.settings = settings(max_examples=60, stateful_step_count=12, deadline=None)
test_any_history_ends_in_what_was_planned = Histories.TestCase
