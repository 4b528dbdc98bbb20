"""`diptych status`: told in two languages, as a table, as JSON and for GitHub; and stamping."""

import json
import shutil
from pathlib import Path

import pytest

from diptych.cli.program import run
from diptych.model.problem import Exit

SITES = Path(__file__).parents[1] / "sites"
CLOCK = "2026-06-01T12:00Z"
BRIDGE = "content/news/bridge/index.en.md"


@pytest.fixture
def site(tmp_path, monkeypatch):
    folder = tmp_path / "desk"
    shutil.copytree(SITES / "desk", folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def told(capsys, site):
    """Return what the command writes on either stream; nothing is written unless it is asked to."""

    def told(*arguments, code=Exit.OK, **environ):
        before = contents(site)
        assert run(["status", "--clock", CLOCK, *arguments], environ=environ) == code
        if "--accept" not in arguments:
            assert contents(site) == before
        out, err = capsys.readouterr()
        return (out + err).splitlines()

    return told


def contents(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def row(lines, key):
    return " ".join(next(line for line in lines if line.startswith(key)).split())


def test_every_story_has_a_line_that_nothing_cuts_off(told):
    lines = told()
    assert row(lines, "news/bridge") == (
        "news/bridge public (41) public (42) en: behind fr, 2 of 9 blocks Le pont : dix ans après"
    )
    assert row(lines, "news/harbour").endswith("en: unstamped (from fr) Le port")
    assert row(lines, "culture/play").startswith("culture/play waits for en (8) draft (8) en: true")
    assert row(lines, "culture/eclipse").count("from 2026-06-10 08:00") == 2
    assert row(lines, "news/market").startswith("news/market public (3) missing")
    assert lines[-1] == "Complete in every language: 4 of 6 public stories, 66%."


def test_it_is_told_in_french(told):
    lines = told("--lang", "fr")
    assert "en : en retard sur fr, 2 blocs sur 9" in row(lines, "news/bridge")
    assert lines[-1] == "Complets dans toutes les langues : 4 sur 6 articles publics, 66 %."
    assert "42 mots ; en retard sur fr" in told("news/bridge", "--lang", "fr")[2]


@pytest.mark.parametrize(
    "name",
    ["news/bridge", "news/bridge.en", BRIDGE, "content/news/bridge", "./content/news/bridge/"],
)
def test_a_story_is_named_by_its_key_a_panel_a_file_or_its_folder(told, name):
    assert told(name) == [
        "news/bridge: Le pont : dix ans après",
        "  fr  content/news/bridge/index.fr.md: public, 41 words",
        f"  en  {BRIDGE}: public, 42 words; behind fr, 2 of 9 blocks",
    ]


def test_what_changed_is_shown_beside_its_translation_with_both_lines(told):
    lines = told("news/bridge", "--diff")
    assert lines[3:8] == [
        "",
        "~ content/news/bridge/index.fr.md:13 (changed)",
        "    Cinq mille personnes le traversent chaque jour.",
        f"  {BRIDGE}:13",
        "    Four thousand people cross it every day.",
    ]
    assert sum(line.startswith("~") for line in lines) == 2


def test_what_is_left_in_the_original_s_words_is_shown(told):
    assert "= content/culture/play.en.md:9 (still in the original's words)" in told(
        "culture/play", "--diff"
    )


def test_accepting_stamps_the_translation_and_leaves_every_other_byte(told, site):
    before = contents(site)
    assert told("news/bridge", "--accept")[0].startswith(f"{BRIDGE}: stamped")
    after = contents(site)
    assert [path for path in after if after[path] != before[path]] == [site / BRIDGE]
    old, new = (files[site / BRIDGE].split(b"\r\n") for files in (before, after))
    assert [line for line, other in zip(old, new, strict=True) if line != other] == [old[4]]
    assert new[4].startswith(b"source_blocks: ")
    assert told("news/bridge")[-1].endswith("true to fr")
    assert told("news/bridge", "--accept") == [
        f"{BRIDGE}: nothing to stamp, it was true to its original already."
    ]


def test_accepting_stamps_a_translation_for_the_first_time(told, site):
    told("news/harbour", "--accept")
    text = (site / "content/news/harbour.en.md").read_text()
    assert 'translated_from: fr\nsource_blocks: "' in text
    assert told("news/harbour")[-1].endswith("true to fr")


def test_a_story_that_is_no_translation_is_not_stamped(told, site):
    before = contents(site)
    (line,) = told("news/market", "--accept", code=Exit.CONTENT)
    assert "error not-a-translation" in line
    assert contents(site) == before


def test_a_language_that_a_story_lacks_cannot_be_accepted(told):
    (line,) = told("news/market", "--accept", "--locale", "en", code=Exit.CONTENT)
    assert "error panel-missing" in line


def test_a_front_matter_in_braces_is_left_to_its_author(told, site):
    path = site / "content/news/harbour.en.md"
    path.write_text("---\n{title: A, translated_from: fr}\n---\nText.\n")
    (line,) = told("news/harbour", "--accept", code=Exit.CONTENT)
    assert "error field-uneditable" in line
    assert path.read_text().startswith("---\n{title: A, translated_from: fr}\n")


def test_github_gets_a_warning_for_each_translation_to_look_at(told):
    lines = told("--format", "github")
    assert [line.split(",")[0] for line in lines] == [
        f"::warning file={BRIDGE}",
        "::warning file=content/news/harbour.en.md",
    ]


def test_programs_get_one_line_of_json(told):
    (line,) = told("--format", "json", "--by", "month")
    found = json.loads(line)
    stories = {story["key"]: story for story in found["stories"]}
    assert stories["news/bridge"]["panels"][1] | {"path": ""} == {
        "language": "en",
        "state": "public",
        "path": "",
        "until": None,
        "waits_for": [],
        "words": 42,
        "translated_from": "fr",
        "translation": "behind",
        "changed": 2,
        "blocks": 9,
        "untouched": 0,
    }
    assert stories["culture/play"]["panels"][0]["waits_for"] == ["en"]
    assert found["coverage"]["percent"] == 66
    assert {group["group"] for group in found["groups"]} >= {"2026-03", None}


def test_coverage_is_a_table_by_section(told):
    lines = told("--by", "category")
    assert lines[0].split() == [
        "Section",
        "Stories",
        "Complete",
        "Share",
        "Not",
        "public",
        "Behind",
    ]
    assert row(lines, "news") == "news 4 2 50% 1 1"
    assert row(told("--by", "category", "--lang", "fr"), "news") == "news 4 2 50 % 1 1"


@pytest.mark.parametrize(("wanted", "code"), [("66", Exit.OK), ("67", Exit.CONTENT)])
def test_a_share_that_is_too_small_ends_with_one(told, wanted, code):
    lines = told("--fail-under", wanted, code=code)
    assert any("coverage-too-low" in line for line in lines) is bool(code)


def test_too_small_a_share_is_told_in_a_sentence(told):
    assert told("--fail-under", "90", "--lang", "fr", code=Exit.CONTENT)[-1].endswith(
        " 66 % des articles publics se lisent dans toutes les langues (4 sur 6), et il en faut 90 %"
        " (`diptych status` dit ce qui manque ou ce qui est en retard)"
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--accept"], "story-unnamed"),
        (["--diff"], "story-unnamed"),
        (["news/bridge", "--locale", "en"], "option-alone"),
        (["news/bridge", "--locale", ""], "option-alone"),
        (["news/bridge", "--accept", "--locale", ""], "option-value-unknown"),
        (["news/bridge", "--accept", "--locale", "de"], "option-value-unknown"),
        (["news/bridge", "--diff", "--format", "json"], "option-excluded"),
        (["news/bridge", "--diff", "--format", "github"], "option-excluded"),
        (["--by", "month", "--format", "github"], "option-excluded"),
        (["news/bridge", "--accept", "--by", "month"], "option-excluded"),
        (["news/bridge", "--accept", "--fail-under", "0"], "option-excluded"),
        (["news/bridge", "--accept", "--diff"], "option-excluded"),
        (["news/bridge", "--diff", "--by", "month"], "option-excluded"),
        (["--fail-under", "lots"], "option-not-percent"),
        (["--fail-under", "101"], "option-not-percent"),
        (["--by", "week"], "option-value-unknown"),
        (["news/brigde"], "misspelt-story"),
        (["brigde"], "misspelt-story"),
        (["zzz"], "unknown-story"),
        (["-s", "elsewhere"], "not-a-site"),
        (["--clock", "noon"], "clock-unreadable"),
    ],
)
def test_what_makes_no_sense_is_a_fault_of_usage(told, arguments, code):
    (line,) = told(*arguments, code=Exit.USAGE)
    assert f"error {code} " in line or f"title={code}::" in line or f'"code":"{code}"' in line


def test_errors_of_the_magazine_are_told_beside_what_could_be_read(told, site):
    (site / "content/news/harbour.en.md").write_text("---\ntitle: A\ndate: never\n---\n")
    lines = told(code=Exit.CONTENT)
    assert any("error invalid-date" in line for line in lines)
    assert row(lines, "news/harbour").startswith("news/harbour public (3) error")


FAULTY = "---\ntitle: [\n---\n"


@pytest.mark.parametrize(
    "name", ["news/market", "news/market.fr", "content/news/market.fr.md", "content/news/market"]
)
def test_a_story_that_cannot_be_read_is_told_as_one_that_is_there(told, site, name):
    (site / "content/news/market.fr.md").write_text(FAULTY)
    lines = told(name, code=Exit.CONTENT)
    assert "  fr  content/news/market.fr.md: error" in lines
    assert not any("unknown-story" in line or "misspelt-story" in line for line in lines)


def test_a_story_that_cannot_be_read_cannot_be_accepted(told, site):
    (site / "content/news/market.fr.md").write_text(FAULTY)
    lines = told("news/market", "--accept", code=Exit.CONTENT)
    assert any("error story-at-fault news/market has errors" in line for line in lines)


def test_programs_are_told_of_stamps_in_json(told):
    stamped, again = (
        json.loads(*told("news/bridge", "--accept", "--format", "json")) for _ in range(2)
    )
    original = "content/news/bridge/index.fr.md"
    assert stamped == {"path": BRIDGE, "source": original, "stamped": True}
    assert again == {**stamped, "stamped": False}


def test_a_story_is_named_through_a_link_to_the_site(told, site, tmp_path):
    (tmp_path / "link").symlink_to(site)
    assert told(str(tmp_path / "link" / BRIDGE))[0].startswith("news/bridge: ")
