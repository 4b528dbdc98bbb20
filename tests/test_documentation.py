"""The documents say what is: links lead to files, commands exist, the README's story builds."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from audits.building import bring_pictures
from diptych.read.fields import FrontMatter
from diptych.render.typography import typeset_text

TOP = Path(__file__).parents[1]
README = (TOP / "README.md").read_text(encoding="utf-8")
GUIDES = {
    locale: (TOP / f"docs/authors.{locale}.md").read_text(encoding="utf-8")
    for locale in ("fr", "en")
}
"""The guide for authors, by the language it is in."""

DOCUMENTS = sorted([*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md")])

FENCED = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"(?<![!\\])\[[^\]]*(?<!\\)\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
EXAMPLE = re.compile(
    r"`(content/[^`]+\.md)`\u00a0?:\n\n```markdown\n(.*?)^```$", re.DOTALL | re.MULTILINE
)

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
    examples = [
        line
        for path in DOCUMENTS
        for line in commands(path)
        if "build.py" in line or line.startswith("diptych ")
    ]
    known = help_of()
    assert {"new", "comments", "build", "explain"} <= {call_of(line)[0] for line in examples}
    for command in sorted({call_of(line)[0] for line in examples}):
        if not re.search(rf"(?m)^ +{command} ", known):
            continue  # not a command of this checkout
        told = help_of(command)
        for line in examples:
            name, options = call_of(line)
            lost = {one for one in options if not re.search(rf"(?<![\w-]){one}\b", told)}
            assert name != command or not lost, line


def call_of(line):
    """Return the command that a line of a shell example names, and its options."""
    words = shlex.split(line)
    _, command, *rest = words[words.index("build.py") :] if "build.py" in words else words
    return command, {word for word in rest if word.startswith("-")}


def help_of(*command):
    told = subprocess.run(
        [sys.executable, "build.py", *command, "--help"],
        check=True,
        capture_output=True,
        cwd=TOP,
        text=True,
    )
    return told.stdout


@pytest.fixture
def magazine(tmp_path):
    """Return a copy of the magazine, for stories to be added to."""
    site = tmp_path / "magazine"
    shutil.copytree(TOP / "content", site / "content")
    bring_pictures(site)
    shutil.copy(TOP / "config.toml", site)
    return site


def build(site, *options):
    """Return the exit code and what was told of a strict build."""
    asked = ["-s", site, "-q", "--strict", "--clock", CLOCK, *options]
    built = subprocess.run(
        [sys.executable, "-m", "diptych", "build", *asked],
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


def parts_of(text, kind):
    """Return the examples of a document that are no whole story."""
    whole = {example for _, example in EXAMPLE.findall(text)}
    found = [body for language, body in FENCED.findall(text) if language == kind]
    return [body for body in found if body not in whole and not body.startswith("---\n")]


def story_of_parts(site, text, path):
    """Write a story of all that a document shows of front matter, pictures and shortcodes."""
    parts = parts_of(text, "markdown")
    assert any("{{<" in part for part in parts)
    story = site / path
    story.parent.mkdir()
    Image.new("RGB", (64, 36), "navy").save(story.parent / "shop.webp")
    head = ["---\ntitle: Souk", "date: 2026-03-02", *parts_of(text, "yaml"), "---\n"]
    story.write_text("\n".join([*head, *parts]), encoding="utf-8")


def test_the_pictures_and_shortcodes_in_the_readme_and_the_guides_build_without_a_warning(magazine):
    story_of_parts(magazine, README, "content/startups/souk-online/index.en.md")
    for locale, text in GUIDES.items():
        story_of_parts(magazine, text, f"content/startups/souk-{locale}/index.{locale}.md")
        for name, example in EXAMPLE.findall(text):
            (magazine / name).parent.mkdir(exist_ok=True)
            (magazine / name).write_text(example, encoding="utf-8")
    assert build(magazine, "--drafts") == (0, "")
    for page in ("en/startups/souk-online", "en/startups/souk-en", "fr/startups/souk-fr"):
        written = (magazine / f"output/{page}/index.html").read_text(encoding="utf-8")
        assert written.count("<figure") >= 2
    for page in (
        "fr/startups/le-souk-en-ligne",
        "en/startups/the-online-souk-three-lessons",
        "en/startups/letter-from-fez",
        "fr/startups/lettre-de-fes-les-teinturiers-en-ligne",
    ):
        assert (magazine / f"output/{page}/index.html").is_file()


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        (README, "### Front matter"),
        (GUIDES["en"], "## Front matter"),
        (GUIDES["fr"], "## L’en-tête"),
    ],
    ids=["readme", "en", "fr"],
)
def test_every_field_of_the_front_matter_is_told(text, heading):
    _, found, table = text.partition(f"\n{heading}\n")
    told = set(re.findall(r"`([\w-]+)`", table.partition("\n## ")[0]))
    assert found
    assert set(FrontMatter.__struct_encode_fields__) - told <= {"image-alt"}


def test_both_guides_lead_through_the_same_commands_and_chapters():
    calls = {
        locale: [call_of(line) for line in commands(TOP / f"docs/authors.{locale}.md") if line]
        for locale in GUIDES
    }
    named = {locale: [command for command, _ in calls[locale]] for locale in calls}
    assert named["fr"] == named["en"]
    chapters = re.compile(r"^#+(?= )", re.MULTILINE)
    depths = {locale: chapters.findall(FENCED.sub("", GUIDES[locale])) for locale in GUIDES}
    assert depths["fr"] == depths["en"]


@pytest.mark.parametrize("locale", GUIDES)
def test_what_the_guides_say_that_new_writes_it_writes(locale, magazine):
    text = GUIDES[locale]
    (command,) = re.findall(r"^diptych new (\".*)$", text, re.MULTILINE)
    (head,) = re.findall(r"^```yaml\n(---\n.*?)^```$", text, re.DOTALL | re.MULTILINE)
    (told,) = re.findall(r"^```\n((?:Created|Créé).*?)^```$", text, re.DOTALL | re.MULTILINE)
    asked = ["--clock", "2026-03-02T09:15+00:00", "-s", str(magazine), "--lang", locale]
    made = subprocess.run(
        [sys.executable, "-m", "diptych", "new", *shlex.split(command), *asked],
        check=True,
        capture_output=True,
        cwd=TOP,
        text=True,
    )
    path = re.search(r"content/\S+", told)[0]
    assert path in made.stdout
    assert told.splitlines()[1] == made.stdout.splitlines()[1].replace("python -m ", "")
    written = (magazine / path).read_text(encoding="utf-8")
    assert written.strip() == head.strip()


def test_the_french_guide_is_set_by_the_rules_of_french():
    kept = r"(^```.*?^```$|`[^`\n]+`|\]\([^)\s]*\)|<[^>\n]+>)"
    pieces = re.split(kept, GUIDES["fr"], flags=re.DOTALL | re.MULTILINE)[::2]
    assert [one for one in pieces if typeset_text(one, "fr-FR") != one] == []


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
