"""What a page was made of and why, as it is told: in two languages, as lines and as JSON."""

import json
import re
import shutil

import pytest

from diptych.cli.program import run
from diptych.model.problem import Exit
from tests.incremental.building import built, built_copy_of, edit

SHORE = "/en/startups/shore/"
SOURCE = "content/startups/shore.en.md"
ANSWER = "the answer to body(startups/shore.en) has changed"


@pytest.fixture
def site(tmp_path, monkeypatch):
    site = built_copy_of("bilingual", tmp_path)
    monkeypatch.chdir(site)
    monkeypatch.setenv("TZ", "UTC")
    edit(site / SOURCE, "It is wide.", "It is very wide.")
    built(site)
    return site


@pytest.fixture
def told(capsys):
    """Return the lines that the command tells, with its times left out."""

    def told(*arguments, code=Exit.OK, **environ):
        assert run(["explain", *arguments], environ=environ) == code
        out, err = capsys.readouterr()
        assert (out == "") or (err == "")
        return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "MOMENT", out or err).splitlines()

    return told


def reason(lines):
    return next(line.strip() for line in lines if "MOMENT" in line)


@pytest.mark.usefixtures("site")
def test_a_page_is_explained_in_a_few_lines(told):
    lines = told(SHORE)
    assert lines[:4] == [
        "/en/startups/shore/: article startups/shore.en (en)",
        f"  Source: {SOURCE}",
        "  File: output/en/startups/shore/index.html",
        f"  Last rendered MOMENT: {ANSWER}.",
    ]
    start = next(number for number, line in enumerate(lines) if "questions:" in line)
    (folder,) = lines[5:start]
    assert lines[4] == f"  {folder.count(',') + 1} templates:"
    assert folder.partition("/: ")[2].startswith("article.html, base.html, ")
    assert "    card(startups/shore.en)" in lines[start:]
    assert f"    trail({SHORE})" in lines[start:]
    assert "    site(en), site(fr)" in lines[start:]


@pytest.mark.usefixtures("site")
def test_it_is_in_french_too(told):
    lines = told(SHORE, LANG="fr_FR.UTF-8")
    assert lines[:4] == [
        "/en/startups/shore/ : article startups/shore.en (en)",
        f"  Source : {SOURCE}",
        "  Fichier : output/en/startups/shore/index.html",
        "  Dernier rendu le MOMENT : la réponse à body(startups/shore.en) a changé.",
    ]
    assert any(re.fullmatch(r"  \d+ gabarits :", line) for line in lines)
    assert told(SHORE, "--lang", "fr") == lines


@pytest.mark.usefixtures("site")
def test_in_all_words_each_question_and_template_has_its_digest(told):
    lines = told(SHORE, "--verbose")
    assert reason(lines) == f"Last rendered MOMENT: {ANSWER}."
    digested = [line.split("  ")[-1] for line in lines if re.match(r" {4}[0-9a-f]{32}  ", line)]
    assert "body(startups/shore.en)" in digested
    assert digested[0].startswith("article.html: ")
    assert len(digested) == len(set(digested)) > 30


REASONS = {
    "new": (
        "nothing was remembered of it (first build, other version, or lost memory)",
        "rien n'en était retenu (première construction, autre version, ou mémoire perdue)",
    ),
    "new story": (
        "the build before had no page at this address",
        "la construction précédente n'avait pas de page à cette adresse",
    ),
    "label": (
        "the answer to profile(en, tag, villes) has changed",
        "la réponse à profile(en, tag, villes) a changé",
    ),
    "template": ("the template footer.html has changed", "le gabarit footer.html a changé"),
    "deleted": ("its file was not in the output", "son fichier n'était pas dans la sortie"),
    "tampered": (
        "its file in the output had other bytes than it was given",
        "son fichier dans la sortie n'avait pas les octets qui lui avaient été donnés",
    ),
    "moved": (f"its source was {SOURCE}", f"sa source était {SOURCE}"),
}


def _new_story(site):
    text = "---\ntitle: The lamp\ndate: 2026-03-01\n---\nLit.\n"
    (site / "content/startups/lamp.en.md").write_text(text, encoding="utf-8")
    return "/en/startups/lamp/"


def _label(site):
    edit(site / "content/tags.toml", 'en = "Cities"', 'en = "Towns"')
    return "/en/tags/cities/"


def _template(site):
    (site / "themes/zellige/templates").mkdir(parents=True)
    (site / "themes/zellige/templates/footer.html").write_text("<footer></footer>")
    return "/fr/"


def _deleted(site):
    (site / "output/fr/index.html").unlink()
    return "/fr/"


def _tampered(site):
    (site / "output/fr/index.html").write_text("x")
    return "/fr/"


def _moved(site):
    (site / "content/startups/shore").mkdir()
    shutil.move(site / SOURCE, site / "content/startups/shore/index.en.md")
    return SHORE


EDITS = {
    "new": lambda _site: "/fr/",
    "new story": _new_story,
    "label": _label,
    "template": _template,
    "deleted": _deleted,
    "tampered": _tampered,
    "moved": _moved,
}


@pytest.mark.parametrize("kind", REASONS)
def test_every_reason_is_told_in_both_languages(site, told, kind):
    url = EDITS[kind](site)
    built(site)
    english, french = REASONS[kind]
    assert reason(told(url)) == f"Last rendered MOMENT: {english}."
    assert reason(told(url, LANG="fr")) == f"Dernier rendu le MOMENT : {french}."


@pytest.mark.parametrize(
    "name",
    [
        SHORE,
        "en/startups/shore",
        "/en/startups/shore/index.html",
        "https://example.org/en/startups/shore/",
        "output/en/startups/shore/index.html",
        "./output/en/startups/shore/index.html",
        SOURCE,
    ],
)
@pytest.mark.usefixtures("site")
def test_a_page_goes_by_many_names(told, name):
    assert told(name)[0] == "/en/startups/shore/: article startups/shore.en (en)"


def test_paths_are_seen_from_the_current_folder_and_from_the_sites(site, told, monkeypatch):
    monkeypatch.chdir(site / "content")
    here = ["-s", ".."]
    for name in ("startups/shore.en.md", SOURCE, str(site / SOURCE), "../output/en/index.html"):
        assert len(told(name, *here)) > 4
    assert told(SOURCE, *here)[1] == "  Source: startups/shore.en.md"


@pytest.mark.usefixtures("site")
def test_a_source_tells_all_that_is_made_from_it(told):
    lines = told("content/startups/shore.fr.md")
    assert lines[0] == "/fr/jeunes-pousses/shore/: article startups/shore.fr (fr)"
    also, alias = lines[-2:]
    assert also == "content/startups/shore.fr.md answers for 1 page more:"
    assert alias.startswith("  /fr/ancienne-rive/: redirection to /fr/jeunes-pousses/shore/ (fr). ")
    assert alias.endswith(f" Last rendered MOMENT: {REASONS['new'][0]}.")
    lines = told("content/tags.toml")
    assert lines[0] == "content/tags.toml answers for 6 pages:"
    assert len(lines) == 1 + 6


@pytest.mark.usefixtures("site")
def test_a_source_of_many_pages_tells_some_of_them_and_all_when_asked(told):
    lines = told("config.toml")
    count = int(re.search(r"answers for (\d+) pages:", lines[0])[1])
    assert len(lines) == 1 + 8 + 1
    assert lines[-1] == f"  and {count - 8} more (all with -v)"
    assert len(told("config.toml", "-v")) == 1 + count


OTHERS = {
    "/fr/feed.xml": "Atom feed, front page (fr)",
    "/fr/tags/villes/feed.json": "JSON feed, tag villes (fr)",
    "/sitemap.xml": "sitemap (all languages)",
    "/robots.txt": "rules for robots (all languages)",
    "/": "choice of language (all languages)",
    "/en/archives/2026/01/": "archive of 2026-01 (en)",
    "/fr/ancienne-rive/": "redirection to /fr/jeunes-pousses/shore/ (fr)",
    "/fr/a-propos/": "undated page pages/about.fr (fr)",
}


@pytest.mark.parametrize("url", OTHERS)
@pytest.mark.usefixtures("site")
def test_pages_of_every_kind_are_explained(told, url):
    lines = told(url)
    assert lines[0] == f"{url}: {OTHERS[url]}"
    made_by_hand = url.endswith((".xml", ".json", ".txt"))
    assert ("  No template: Diptych writes it itself." in lines) == made_by_hand


@pytest.mark.usefixtures("site")
def test_a_file_that_is_copied_says_from_where(told):
    assert told("/CNAME") == [
        "/CNAME: file",
        "  Source: content/static/CNAME",
        "  File: output/CNAME",
        "  It is copied as it is: there is no template, no question and nothing to render.",
    ]
    assert told("content/static/CNAME") == told("/CNAME")


def test_long_lists_of_questions_are_cut_short_by_name(told, site):
    for number in range(12):
        text = f"---\ntitle: Lamp {number}\ndate: 2026-03-01\n---\nLit.\n"
        (site / f"content/startups/lamp-{number}.en.md").write_text(text, encoding="utf-8")
    built(site)
    (bodies,) = [line for line in told("/en/feed.xml") if line.startswith("    body(")]
    assert bodies.endswith(", and 6 more (all with -v)")
    assert bodies.count("body(") == 8
    assert len([line for line in told("/en/feed.xml", "-v") if "  body(" in line]) == 14


@pytest.mark.usefixtures("site")
def test_it_can_be_json(told):
    (line,) = told(SHORE, "--format", "json")
    found = json.loads(line)
    assert found["url"] == SHORE
    assert found["address"] == f"https://example.org{SHORE}"
    assert (found["kind"], found["language"], found["number"]) == ("article", "en", 0)
    assert (found["source"], found["file"]) == (SOURCE, "output/en/startups/shore/index.html")
    rendered = found["rendered"]
    assert rendered["reason"] == {"kind": "answer", "question": "body(startups/shore.en)"}
    assert (rendered["why"], rendered["output"], rendered["since"]) == (ANSWER, "output", None)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", rendered["at"])
    assert {"name", "path", "digest"} == found["templates"][0].keys()
    assert found["questions"][0]["question"] == "site(en)"
    assert len(found["questions"][0]["answer"]) == len(found["digest"]) == 32
    (line,) = told("/CNAME", "--format", "json")
    assert "rendered" not in json.loads(line)
    assert len(told("content/tags.toml", "--format", "json")) == 6


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("new", {"kind": "new", "memory": "none"}),
        ("new story", {"kind": "new", "memory": "known"}),
        (
            "template",
            {
                "kind": "templates",
                "templates": [{"name": "footer.html", "change": "changed"}],
                "more": 0,
            },
        ),
        ("deleted", {"kind": "output", "file": "absent"}),
        ("tampered", {"kind": "output", "file": "altered"}),
        ("moved", {"kind": "page", "before": {"source": SOURCE}}),
    ],
)
def test_programs_are_told_every_reason(site, told, kind, expected):
    url = EDITS[kind](site)
    built(site)
    (line,) = told(url, "--format", "json")
    assert json.loads(line)["rendered"]["reason"] == expected


@pytest.mark.usefixtures("site")
def test_a_quiet_call_tells_by_its_exit_code_alone(told):
    assert told(SHORE, "-q") == []
    assert len(told("/en/startups/shoer/", "-q", code=Exit.CONTENT)) == 1


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("/en/startups/shoer/", "misspelt-page", f"did you mean {SHORE}?"),
        ("content/startups/shoer.en.md", "misspelt-page", f"did you mean {SOURCE}?"),
        ("https://example.org/en/startups/shoer/", "misspelt-page", f"did you mean {SHORE}?"),
        ("xyzzy-and-nothing-like-it", "unknown-page", "write an address such as /fr/"),
        ("https://other.org/fr/", "address-elsewhere", "begin with https://example.org/"),
        ("a\0b", "unknown-page", ""),
    ],
)
@pytest.mark.usefixtures("site")
def test_what_no_build_made_is_a_problem(told, name, code, words):
    (line,) = told(name, code=Exit.CONTENT)
    assert line.startswith(f"diptych: error {code} ")
    assert words in line


@pytest.mark.usefixtures("site")
def test_so_it_is_in_french(told):
    (line,) = told("/en/startups/shoer/", code=Exit.CONTENT, LANG="fr")
    assert line.endswith(
        "la dernière construction, dans output, n'a fait aucune page que désigne "
        f"/en/startups/shoer/ (vouliez-vous dire {SHORE} ?)"
    )


def test_without_a_memory_one_is_told_to_build_first(site, told):
    shutil.rmtree(site / ".cache")
    (line,) = told(SHORE, code=Exit.CONTENT)
    assert line == (
        ".cache: error nothing-remembered no build of this site is remembered (build it first)"
    )
    assert not (site / ".cache").exists()


def test_the_memory_of_another_version_is_left_as_it_is(site, told, monkeypatch):
    before = (site / ".cache/memory.sqlite").read_bytes()
    monkeypatch.setattr("diptych.memory.program._program", lambda: b"another")
    (line,) = told(SHORE, code=Exit.CONTENT)
    assert line.startswith(
        ".cache: error memory-of-another-program the last build was made by another version"
    )
    (line,) = told(SHORE, code=Exit.CONTENT, LANG="fr")
    assert "faite par une autre version" in line
    assert (site / ".cache/memory.sqlite").read_bytes() == before


def test_a_memory_that_cannot_be_read_is_the_machines_fault(site, told):
    (site / ".cache/memory.sqlite").write_bytes(b"nothing of the kind" * 100)
    (line,) = told(SHORE, code=Exit.ENVIRONMENT)
    assert line.startswith(".cache: error memory-unreadable ")


def test_a_folder_without_settings_is_no_site(tmp_path, told, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (line,) = told("/fr/", code=Exit.USAGE)
    assert " error not-a-site " in line


@pytest.mark.parametrize(("language", "words"), [("en", "needs"), ("fr", "attend")])
@pytest.mark.usefixtures("site")
def test_the_page_must_be_named(told, language, words):
    (line,) = told(code=Exit.USAGE, LANG=language)
    assert line.startswith("diptych: error missing-argument ")
    assert words in line
    assert "PAGE" in line


def test_outputs_have_one_memory_and_a_page_says_which_one_it_was_rendered_for(site, told):
    built(site, output=site / "preview")
    absent = "its file was not in the output"
    assert reason(told(SHORE)) == f"Last rendered MOMENT, for preview: {absent}."
    assert reason(told(SHORE, "-o", "preview")) == f"Last rendered MOMENT: {absent}."
    edit(site / SOURCE, "It is very wide.", "It is wide.")
    built(site)
    since = f"Last rendered MOMENT: {ANSWER} since it was rendered for preview."
    assert reason(told(SHORE)) == since
    assert told("preview/fr/index.html", "-o", "preview")[0] == "/fr/: front page (fr)"


def test_a_page_of_another_output_is_not_known_and_one_is_told_what_was_built_last(site, told):
    edit(site / SOURCE, "---\n", "---\ndraft: true\n")
    built(site, output=site / "preview", drafts=True)
    assert told(SHORE, "-o", "preview")[0].startswith(f"{SHORE}: article")
    built(site)
    (line,) = told(SHORE, "-o", "preview", code=Exit.CONTENT)
    assert "the last build, into output, made no page" in line


def test_a_site_that_was_moved_keeps_its_explanations(site, told, tmp_path, monkeypatch):
    moved = tmp_path / "moved"
    monkeypatch.chdir(tmp_path)
    site.rename(moved)
    assert reason(told(SHORE, "-s", "moved")) == f"Last rendered MOMENT: {ANSWER}."


def test_nothing_is_built_and_nothing_written(site, told):
    def seen():
        return {path: path.stat().st_mtime_ns for path in site.rglob("*")}

    edit(site / SOURCE, "It is very wide.", "Another river.")
    before = seen()
    assert reason(told(SHORE)) == f"Last rendered MOMENT: {ANSWER}."
    assert seen() == before
