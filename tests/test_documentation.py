"""The documents say what is: links lead to files, commands exist, the README's story builds."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from audits.building import bring_pictures
from diptych.read.fields import FrontMatter

TOP = Path(__file__).parents[1]
README = (TOP / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md")])

FENCED = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"(?<![!\\])\[[^\]]*(?<!\\)\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
EXAMPLE = re.compile(r"`(content/[^`]+\.md)`:\n\n```markdown\n(.*?)^```$", re.DOTALL | re.MULTILINE)

CLOCK = "2026-11-22T12:00:00Z"

OF_ONE_MACHINE = {
    "a home folder": r"/(?:home|Users)/[a-z]\w*/|\b[A-Z]:\\Users\\|/root/",
    "a package folder": r"(?<!no-emit)[ \"']--find-links +\S|file:///\w",
    "a registry": r"files\.pythonhosted\.org|pypi\.org/simple|registry\.npmjs\.org",
    "an index option": r"(?m)^--(?:extra-)?index-url|--trusted-host [\w.]",
}


def anchors(path):
    """Return the ids that headings get where Markdown is usually read (GitHub's rule)."""
    text = FENCED.sub("", path.read_text(encoding="utf-8"))
    kept = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
    return {heading.replace(" ", "-") for heading in kept}


def prose(path):
    return re.sub(r"`[^`\n]+`", "", FENCED.sub("", path.read_text(encoding="utf-8")))


def commands(path):
    """Return the lines of a document's shell examples, without their comments."""
    blocks = (
        body for kind, body in FENCED.findall(path.read_text(encoding="utf-8")) if kind == "sh"
    )
    return [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(TOP).as_posix())
def test_every_link_between_documents_leads_to_a_file_and_a_heading(path):
    broken = []
    for address in LINK.findall(prose(path)):
        if re.match(r"[a-z]+:", address):
            continue
        name, _, fragment = address.partition("#")
        target = (path.parent / name).resolve() if name else path
        lost = fragment and target.suffix == ".md" and fragment not in anchors(target)
        if not target.exists() or lost:
            broken.append(address)
    assert broken == []


def test_the_decisions_are_numbered_without_gaps_and_all_are_listed():
    folder = TOP / "docs" / "decisions"
    pages = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert [int(name[:4]) for name in pages] == list(range(1, len(pages) + 1))
    listed = LINK.findall((folder / "README.md").read_text(encoding="utf-8"))
    assert [name for name in listed if name[:4].isdigit()] == pages


def test_every_module_that_the_documents_name_exists():
    named = {
        (path.name, module)
        for path in DOCUMENTS
        for module in re.findall(r"`([\w/]+\.py)`", path.read_text(encoding="utf-8"))
    }
    here = (TOP, TOP / "diptych")
    lost = [found for found in named if not any((folder / found[1]).is_file() for folder in here)]
    assert lost == []


def test_every_target_that_the_documents_make_exists():
    makefile = (TOP / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = {
        line.split()[1] for path in DOCUMENTS for line in commands(path) if line.startswith("make ")
    }
    named |= {
        name
        for path in DOCUMENTS
        for name in re.findall(r"`make ([\w-]+)`", path.read_text(encoding="utf-8"))
    }
    assert {"site", "test", "check"} <= named <= targets


def test_every_option_that_the_documents_name_exists():
    examples = [line for path in DOCUMENTS for line in commands(path) if "build.py" in line]
    assert examples
    for line in examples:
        _, _, given = line.partition("build.py")
        command, *rest = given.split()
        told = subprocess.run(
            [sys.executable, "build.py", command, "--help"],
            check=True,
            capture_output=True,
            cwd=TOP,
            text=True,
        )
        for option in (word for word in rest if word.startswith("-")):
            assert re.search(rf"(?<![\w-]){re.escape(option)}\b", told.stdout), line


@pytest.fixture
def magazine(tmp_path):
    """Return a copy of the magazine, for stories to be added to."""
    site = tmp_path / "magazine"
    shutil.copytree(TOP / "content", site / "content")
    bring_pictures(site)
    shutil.copy(TOP / "config.toml", site)
    return site


def build(site):
    """Return the exit code and what was told of a strict build."""
    built = subprocess.run(
        [sys.executable, "-m", "diptych", "build", "-s", site, "-q", "--strict", "--clock", CLOCK],
        check=False,
        capture_output=True,
        cwd=TOP,
        text=True,
    )
    return built.returncode, built.stderr


def test_the_story_in_the_readme_builds_in_both_languages_without_a_warning(magazine):
    examples = EXAMPLE.findall(README)
    assert [Path(name).suffixes[0] for name, _ in examples] == [".fr", ".en"]
    for name, text in examples:
        (magazine / name).write_text(text, encoding="utf-8")
    assert build(magazine) == (0, "")
    for locale in ("fr", "en"):
        assert (magazine / f"output/{locale}/startups/souk-online/index.html").is_file()


def test_the_pictures_and_shortcodes_in_the_readme_build_without_a_warning(magazine):
    whole = {text for _, text in EXAMPLE.findall(README)}
    parts = [text for kind, text in FENCED.findall(README) if kind == "markdown"]
    parts = [text for text in parts if text not in whole]
    assert any("{{<" in text for text in parts)
    story = magazine / "content/startups/souk-online"
    story.mkdir()
    shutil.copy(next(magazine.rglob("market.webp")), story / "shop.webp")
    head = "---\ntitle: Souk\ndate: 2026-03-02\n---\n"
    (story / "index.en.md").write_text("\n".join([head, *parts]), encoding="utf-8")
    assert build(magazine) == (0, "")
    page = (magazine / "output/en/startups/souk-online/index.html").read_text(encoding="utf-8")
    assert page.count("<figure") >= 2


def test_every_field_of_the_front_matter_is_in_the_readme():

    _, _, table = README.partition("### Front matter")
    told = set(re.findall(r"`([\w-]+)`", table.partition("\n## ")[0]))
    assert set(FrontMatter.__struct_encode_fields__) <= told


def tracked():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], check=True, capture_output=True, cwd=TOP, text=True
    )
    return [TOP / name for name in listed.stdout.split("\0") if name]


@pytest.mark.skipif(not (TOP / ".git").exists(), reason="what is tracked is only known in a clone")
@pytest.mark.parametrize("what", OF_ONE_MACHINE)
def test_no_tracked_file_names_what_only_one_machine_has(what):
    found = []
    for path in tracked():
        if not path.is_file() or (path.suffix == ".py" and "tests" in path.parts):
            continue  # tests make up machines of their own
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if re.search(OF_ONE_MACHINE[what], text):
            found.append(path.relative_to(TOP).as_posix())
    assert found == []
