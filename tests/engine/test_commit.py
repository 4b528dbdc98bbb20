"""The staged commit: what an output folder holds before, during and after."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from diptych.engine.commit import Artifact, Committed, workspace
from diptych.engine.fault import EnvironmentFault
from diptych.engine.manifest import MANIFEST, Entry, encode, read_manifest

SITE = {"assets/site.css": b"body {}", "fr/un/index.html": b"un", "index.html": b"accueil"}


def build(output: Path, files: dict[str, bytes]) -> Committed:
    with workspace(output) as space:
        for path, data in files.items():
            space.stage(Artifact(path, data))
        return space.commit()


def build_then_raise(output: Path, files: dict[str, bytes], interruption: type) -> None:
    with workspace(output) as space:
        for path, data in files.items():
            space.stage(Artifact(path, data))
        raise interruption


def tree(folder: Path) -> dict[str, bytes | None]:
    """Read everything in a folder; None stands for a folder."""
    if not folder.exists():
        return {}
    return {
        str(path.relative_to(folder)): None if path.is_dir() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
    }


def site_of(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(folder).items() if data and path != MANIFEST}


@pytest.fixture
def output(tmp_path):
    return tmp_path / "output"


def test_a_first_build_writes_every_file_and_leaves_nothing_beside_the_output(output):
    committed = build(output, SITE)
    assert site_of(output) == SITE
    assert committed == Committed(
        written=tuple(SITE), unchanged=0, removed=(), foreign=(), listing=committed.listing
    )
    assert [path.name for path in output.parent.iterdir()] == ["output"]


def test_an_existing_empty_folder_can_be_an_output(output):
    output.mkdir()
    build(output, SITE)
    assert site_of(output) == SITE


def test_missing_parents_of_the_output_are_made(tmp_path):
    build(tmp_path / "a" / "b" / "output", SITE)
    assert site_of(tmp_path / "a" / "b" / "output") == SITE


def test_a_failed_first_build_leaves_no_output_and_no_parents(tmp_path):
    with pytest.raises(RuntimeError):
        build_then_raise(tmp_path / "a" / "output", SITE, RuntimeError)
    assert tree(tmp_path) == {}


def test_nothing_changes_before_the_commit(output):
    build(output, SITE)
    before = tree(output)
    with workspace(output) as space:
        space.stage(Artifact("index.html", b"new"))
        space.stage(Artifact("fr/deux/index.html", b"deux"))
        assert tree(output) == before
    assert tree(output) == before
    assert [path.name for path in output.parent.iterdir()] == ["output"]


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, SystemExit, RuntimeError])
def test_an_interruption_before_the_commit_leaves_the_output_as_it_was(output, interruption):
    build(output, SITE)
    before = tree(output)
    with pytest.raises(interruption):
        build_then_raise(output, {"index.html": b"new"}, interruption)
    assert tree(output) == before
    assert [path.name for path in output.parent.iterdir()] == ["output"]


def test_equal_files_are_left_untouched(output):
    build(output, SITE)
    untouched = output / "fr/un/index.html"
    os.utime(untouched, ns=(1, 1))
    committed = build(output, SITE | {"index.html": b"bonjour"})
    assert committed.written == ("index.html",)
    assert committed.unchanged == 2
    assert untouched.stat().st_mtime_ns == 1
    assert (output / "index.html").read_bytes() == b"bonjour"


def test_a_build_with_nothing_new_changes_nothing_at_all(output):
    build(output, SITE)
    before = {path: path.stat() for path in output.rglob("*")}
    assert build(output, SITE).written == ()
    after = {path: path.stat() for path in output.rglob("*")}
    assert {p: (s.st_ino, s.st_mtime_ns) for p, s in before.items()} == {
        p: (s.st_ino, s.st_mtime_ns) for p, s in after.items()
    }


def test_a_file_that_was_tampered_with_is_written_again(output):
    build(output, SITE)
    (output / "index.html").write_bytes(b"ACCUEIL")  # of the same size
    (output / "assets/site.css").unlink()
    committed = build(output, SITE)
    assert committed.written == ("assets/site.css", "index.html")
    assert site_of(output) == SITE


def test_files_that_are_no_longer_planned_are_removed_with_their_empty_folders(output):
    build(output, SITE)
    committed = build(output, {"index.html": b"accueil"})
    assert committed.removed == ("assets/site.css", "fr/un/index.html")
    assert set(tree(output)) == {"index.html", MANIFEST}


def test_foreign_files_stay_and_are_told(output):
    build(output, SITE)
    (output / "fr/un/mine.txt").write_bytes(b"mine")
    (output / "stray").mkdir()
    (output / "stray/a.txt").write_bytes(b"a")
    (output / ".git").mkdir()
    committed = build(output, {"index.html": b"accueil"})
    assert committed.foreign == ("fr/un/mine.txt", "stray/")
    assert (output / "fr/un/mine.txt").read_bytes() == b"mine"
    assert (output / "stray/a.txt").read_bytes() == b"a"


def test_a_foreign_file_at_a_planned_path_is_replaced(output):
    build(output, {"index.html": b"accueil"})
    (output / "CNAME").write_bytes(b"old.example")
    build(output, {"index.html": b"accueil", "CNAME": b"new.example"})
    assert (output / "CNAME").read_bytes() == b"new.example"


def test_a_link_at_a_planned_path_is_replaced_and_its_target_left_alone(output, tmp_path):
    outside = tmp_path / "outside.html"
    outside.write_bytes(b"accueil")
    build(output, SITE)
    (output / "index.html").unlink()
    (output / "index.html").symlink_to(outside)
    build(output, SITE | {"index.html": b"bonjour"})
    assert not (output / "index.html").is_symlink()
    assert outside.read_bytes() == b"accueil"


@pytest.mark.parametrize("content", [b"un", b"autre"])
def test_nothing_is_written_through_a_link_that_stands_for_a_folder(output, tmp_path, content):
    build(output, SITE)
    outside = tmp_path / "outside"
    (output / "fr/un").rename(outside)
    (output / "fr/un").symlink_to(outside)
    with pytest.raises(EnvironmentFault) as raised:
        build(output, SITE | {"fr/un/index.html": content})
    assert raised.value.refusal.code == "output-in-the-way"
    assert raised.value.refusal.path == str(output / "fr/un")
    assert tree(outside) == {"index.html": b"un"}


def test_nothing_is_removed_through_a_link_that_stands_for_a_folder(output, tmp_path):
    build(output, SITE)
    outside = tmp_path / "outside"
    (output / "fr/un").rename(outside)
    (output / "fr/un").symlink_to(outside)
    committed = build(output, {"index.html": b"accueil"})
    assert committed.foreign == ("fr/un",)
    assert tree(outside) == {"index.html": b"un"}


def test_a_file_of_ours_gives_way_to_a_folder_and_back(output):
    build(output, {"about": b"file", "index.html": b"x"})
    build(output, {"about/index.html": b"page", "index.html": b"x"})
    assert site_of(output) == {"about/index.html": b"page", "index.html": b"x"}
    build(output, {"about": b"file", "index.html": b"x"})
    assert site_of(output) == {"about": b"file", "index.html": b"x"}


@pytest.mark.parametrize("foreign", ["about/mine.txt", "about/deep/mine.txt"])
def test_a_folder_with_foreign_files_does_not_give_way(output, foreign):
    build(output, {"about/index.html": b"page"})
    (output / foreign).parent.mkdir(exist_ok=True)
    (output / foreign).write_bytes(b"mine")
    before = tree(output)
    with pytest.raises(EnvironmentFault) as raised:
        build(output, {"about": b"file"})
    assert raised.value.refusal.code == "output-in-the-way"
    assert tree(output) == before


def test_a_foreign_file_does_not_give_way_to_a_folder(output):
    build(output, {"index.html": b"x"})
    (output / "about").write_bytes(b"mine")
    before = tree(output)
    with pytest.raises(EnvironmentFault) as raised:
        build(output, {"index.html": b"y", "about/index.html": b"page"})
    assert raised.value.refusal.path == str(output / "about")
    assert tree(output) == before


def test_sources_are_copied_and_copied_again_only_when_they_differ(output, tmp_path):
    photo = tmp_path / "photo.webp"
    photo.write_bytes(b"pixels")
    with workspace(output) as space:
        assert space.stage(Artifact("photo.webp", source=photo))
        space.commit()
    assert (output / "photo.webp").read_bytes() == b"pixels"
    with workspace(output) as space:
        assert not space.stage(Artifact("photo.webp", source=photo))


def test_a_source_that_vanished_is_a_fault_that_names_it(output, tmp_path):
    with pytest.raises(EnvironmentFault) as raised, workspace(output) as space:
        space.stage(Artifact("photo.webp", source=tmp_path / "gone.webp"))
    assert raised.value.refusal.path == str(tmp_path / "gone.webp")
    assert raised.value.refusal.kind == "environment"


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a/../../x", "", "a//b", "./a", MANIFEST, ".diptych.work/x"]
)
def test_paths_outside_the_output_or_reserved_are_refused(output, path):
    with pytest.raises(ValueError, match=r"path|folder"):
        build(output, {path: b"x"})


@pytest.mark.parametrize("second", ["a", "a/b", "c", "c/d", "c/d/e"])
def test_two_artifacts_cannot_share_a_path_or_need_a_file_as_a_folder(output, second):
    with workspace(output) as space:
        space.stage(Artifact("a", b"x"))
        space.stage(Artifact("c/d", b"x"))
        with pytest.raises(ValueError, match="two artifacts"):
            space.stage(Artifact(second, b"x"))


def test_permissions_do_not_depend_on_the_umask(output):
    before = os.umask(0o077)
    try:
        build(output, SITE)
    finally:
        os.umask(before)
    modes = {
        path.is_dir(): stat.S_IMODE(path.stat().st_mode) for path in [output, *output.rglob("*")]
    }
    assert modes == {True: 0o755, False: 0o644}


def test_equal_sites_have_equal_manifests_whatever_their_order_and_history(tmp_path):
    build(tmp_path / "a", SITE)
    build(tmp_path / "b", {"old.html": b"old"})
    build(tmp_path / "b", dict(reversed(SITE.items())))
    assert (tmp_path / "a" / MANIFEST).read_bytes() == (tmp_path / "b" / MANIFEST).read_bytes()


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"garbage", None])
def test_a_damaged_manifest_makes_all_files_foreign_and_none_lost(output, damage):
    build(output, SITE)
    manifest = output / MANIFEST
    manifest.write_bytes(manifest.read_bytes()[:-9] if damage is None else damage)
    committed = build(output, {"index.html": b"accueil"})
    assert committed.foreign == ("assets/", "fr/")
    assert site_of(output) == SITE
    assert set(read_manifest(output)) == {"index.html"}


def test_a_manifest_that_names_files_outside_deletes_none_of_them(output, tmp_path):
    victim = tmp_path / "victim.txt"
    victim.write_bytes(b"x")
    build(output, SITE)
    (output / MANIFEST).write_bytes(encode([Entry("../victim.txt", "00", 1)]))
    build(output, SITE)
    assert victim.exists()


class NthCall:
    """Fail the n-th call of an operation of the system, and only that one."""

    def __init__(self, number, real):
        self.left = number
        self.real = real

    def __call__(self, *args, **kwargs):
        self.left -= 1
        if self.left == 0:
            raise OSError(5, "Input/output error")
        return self.real(*args, **kwargs)


CHANGED = {
    "assets/site.css": b"body { color: red }",
    "assets/new/a.js": b"1",
    "assets/new/b.js": b"2",
    "index.html": b"bonjour",
    "fr/deux/index.html": b"deux",
    "en/two/index.html": b"two",
}


@pytest.mark.parametrize("operation", ["rename", "replace"])
@pytest.mark.parametrize("number", range(1, 8))
def test_a_commit_that_fails_at_any_step_puts_everything_back(
    output, monkeypatch, operation, number
):
    build(output, SITE | {"fr/deux": b"a file where a folder will go"})
    before = tree(output)
    with monkeypatch.context() as patch:
        failing = NthCall(number, getattr(os, operation))
        with workspace(output) as space:
            for path, data in CHANGED.items():
                space.stage(Artifact(path, data))
            patch.setattr(os, operation, failing)
            if fails(space.commit):
                assert tree(output) == before
            else:
                assert failing.left > 0
    assert [path.name for path in output.parent.iterdir()] == ["output"]
    build(output, CHANGED)
    assert site_of(output) == CHANGED


def fails(commit):
    try:
        commit()
    except EnvironmentFault as fault:
        return fault.refusal.code == "input-output-fault"
    return False


@pytest.mark.parametrize("number", range(1, 8))
def test_an_interruption_in_mid_commit_puts_everything_back(output, monkeypatch, number):
    build(output, SITE)
    before = tree(output)
    calls = 0
    real = os.replace

    def interrupted(*args):
        nonlocal calls
        calls += 1
        if calls == number:
            raise KeyboardInterrupt
        real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", interrupted)
        try:
            build(output, CHANGED)
        except KeyboardInterrupt:
            assert tree(output) == before
        else:
            assert calls < number
            assert site_of(output) == CHANGED


def test_without_hard_links_a_failed_commit_is_undone_from_copies(output, monkeypatch):
    build(output, SITE)
    before = tree(output)

    def no_links(*_args, **_kwargs):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    with workspace(output) as space:
        for path, data in CHANGED.items():
            space.stage(Artifact(path, data))
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", NthCall(3, os.replace))
            assert fails(space.commit)
    assert tree(output) == before


KILLED = """
import os, signal, sys
from pathlib import Path
from diptych.engine.commit import Artifact, workspace
calls = 0
def dying(real):
    def operation(*args):
        global calls
        calls += 1
        if calls == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args)
    return operation
os.replace, os.rename = dying(os.replace), dying(os.rename)
with workspace(Path(sys.argv[1])) as space:
    for path in sys.argv[3:]:
        space.stage(Artifact(path, path.encode()))
    space.commit()
"""


@pytest.mark.parametrize("number", range(1, 9))
def test_after_a_kill_at_any_step_the_next_build_is_a_clean_one(output, number):
    build(output, SITE)
    paths = ["assets/site.css", "en/a/index.html", "fr/un/index.html", "feed.xml"]
    subprocess.run([sys.executable, "-c", KILLED, str(output), str(number), *paths], check=False)
    assert all(data in {SITE.get(path), path.encode()} for path, data in site_of(output).items()), (
        "each file is wholly old or wholly new"
    )
    final = {"index.html": b"accueil"}
    assert build(output, final).foreign == ()
    assert site_of(output) == final
    assert [path.name for path in output.parent.iterdir()] == ["output"]


def test_a_full_disk_is_a_fault_and_leaves_the_output_as_it_was(output):
    limited = """
import resource, signal, sys
from pathlib import Path
from diptych.engine.commit import Artifact, workspace
from diptych.engine.fault import EnvironmentFault
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    with workspace(Path(sys.argv[1])) as space:
        space.stage(Artifact("small.html", b"x"))
        space.stage(Artifact("large.html", b"x" * 8192))
        space.commit()
except EnvironmentFault as fault:
    print(fault.refusal.code)
"""
    build(output, SITE)
    before = tree(output)
    ran = subprocess.run(
        [sys.executable, "-c", limited, str(output)], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "input-output-fault\n"
    assert tree(output) == before
    assert [path.name for path in output.parent.iterdir()] == ["output"]


IN_A_TMPFS = """
mount -t tmpfs -o size=64k tmpfs "$1" || exit 77
mkdir "$1/output" && printf old > "$1/output/index.html" && printf x > "$1/output/.diptych"
"$2" -c "$3" "$1/output"
ls -A "$1" && cat "$1/output/index.html"
"""
FILLING = """
import sys
from pathlib import Path
from diptych.engine.commit import Artifact, workspace
from diptych.engine.fault import EnvironmentFault
try:
    with workspace(Path(sys.argv[1])) as space:
        space.stage(Artifact("index.html", b"new"))
        for number in range(100):
            space.stage(Artifact(f"{number}.html", b"x" * 4096))
except EnvironmentFault as fault:
    print(fault.refusal.code, fault.refusal.kind)
"""


def test_a_disk_that_fills_up_is_a_fault_and_leaves_the_old_site(tmp_path):
    shell = ["sh", "-c", IN_A_TMPFS, "sh", str(tmp_path), sys.executable, FILLING]
    ran = subprocess.run(
        ["unshare", "--map-root-user", "--mount", *shell],
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode != 0:
        pytest.skip(f"no mount of our own here: {ran.stderr}")
    assert ran.stdout == "disk-full environment\noutput\nold"
