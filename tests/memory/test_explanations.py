"""What a build keeps of its reasons is what was edited before it."""

import json
import shutil
import time

import pytest
from msgspec.structs import asdict

from diptych.engine.store import open_store
from diptych.memory.causes import (
    New,
    OtherFile,
    OtherPage,
    OtherTemplate,
    OtherTemplates,
)
from diptych.memory.explanations import remembered
from diptych.memory.program import recalling
from diptych.site.finding import Called
from tests.incremental.building import attempted, built, built_copy_of, edit
from tests.test_amending import TICK
from tests.test_sites import SITES

STORIES = "content/startups"
SHORE = "/en/startups/shore/"
TEMPLATES = "themes/zellige/templates"
PACKAGED = SITES.parents[1] / TEMPLATES


@pytest.fixture
def site(tmp_path):
    return built_copy_of("bilingual", tmp_path)


def explained(site, url):
    with recalling(site / ".cache") as store:
        memory = remembered(store)
        (page,) = memory.find(Called(url))
        return memory.explain(page)


def rendering(site, url=SHORE):
    return explained(site, url).making.rendering


def why(site, url=SHORE):
    return rendering(site, url).why


def question(site, url=SHORE):
    name, arguments = json.loads(why(site, url).question)
    return name, *arguments


def override(site, name, text):
    file = site / TEMPLATES / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_the_first_build_knew_nothing(site):
    urls = (SHORE, "/fr/", "/fr/feed.xml", "/robots.txt", "/fr/ancienne-rive/")
    assert {why(site, url) for url in urls} == {New(to_a_memory=False)}


def test_a_page_that_stands_keeps_the_reason_it_was_rendered_for(site):
    before = rendering(site)
    built(site)
    edit(site / "content/pages/about.en.md", "Who we are.", "Who we may be.")
    built(site)
    assert rendering(site) == before


def test_a_new_story_is_new_and_its_listing_has_another_answer(site):
    text = "---\ntitle: The lamp\ndate: 2026-03-01\n---\nLit.\n"
    (site / STORIES / "lamp.en.md").write_text(text, encoding="utf-8")
    built(site)
    assert why(site, "/en/startups/lamp/") == New(to_a_memory=True)
    assert question(site, "/en/") == ("listing", "en", "home", "", 0)


def test_an_edited_sentence_is_another_body(site):
    edit(site / STORIES / "shore.en.md", "It is wide.", "It is very wide.")
    built(site)
    assert question(site) == ("body", "startups/shore.en")
    assert question(site, "/en/feed.xml") == ("body", "startups/shore.en")
    assert why(site, "/en/") == New(to_a_memory=False)


def test_so_it_is_when_only_the_edited_panel_was_looked_at(site):
    for _ in range(2):
        time.sleep(TICK)
        built(site)
    edit(site / STORIES / "shore.en.md", "It is wide.", "It is very wide.")
    time.sleep(TICK)
    began = time.time_ns()
    built(site)
    assert question(site) == ("body", "startups/shore.en")
    assert abs(rendering(site).at - began) < 10_000_000_000


def test_a_renamed_tag_is_another_answer_about_it(site):
    edit(site / "content/tags.toml", 'en = "Cities"', 'en = "Towns"')
    built(site)
    assert question(site) == ("details", "startups/shore.en")
    assert question(site, "/en/tags/cities/") == ("profile", "en", "tag", "villes")
    assert why(site, "/fr/tags/villes/") == New(to_a_memory=False)


def test_a_template_that_the_site_overrides_is_named(site):
    text = (PACKAGED / "footer.html").read_text(encoding="utf-8")
    override(site, "footer.html", text)
    built(site)
    assert why(site) == New(to_a_memory=False)  # the same bytes
    override(site, "footer.html", f"{text}<!-- ours -->")
    built(site)
    assert why(site) == OtherTemplates((OtherTemplate("footer.html", "changed"),))
    assert why(site, "/en/feed.xml") == New(to_a_memory=False)


def test_so_are_templates_that_appear_and_disappear(site):
    text = (PACKAGED / "page.html").read_text(encoding="utf-8")
    override(site, "page.html", text + '{% include "note.html" ignore missing %}')
    built(site)
    assert [one.name for one in why(site, "/en/about/").templates] == ["page.html"]
    override(site, "note.html", "")
    built(site)
    assert why(site, "/en/about/").templates == (OtherTemplate("note.html", "added"),)
    (site / TEMPLATES / "note.html").unlink()
    built(site)
    assert why(site, "/en/about/").templates == (OtherTemplate("note.html", "removed"),)


def test_a_story_that_moved_into_a_folder_is_another_page(site):
    (site / STORIES / "shore").mkdir()
    shutil.move(site / STORIES / "shore.en.md", site / STORIES / "shore/index.en.md")
    built(site)
    assert why(site) == OtherPage({"source": f"{STORIES}/shore.en.md"})
    assert explained(site, SHORE).source == f"{STORIES}/shore/index.en.md"


def test_a_file_that_was_tampered_with_and_one_that_was_deleted(site):
    (site / "output/fr/index.html").write_text("tampered")
    (site / "output/en/index.html").unlink()
    built(site)
    assert why(site, "/fr/") == OtherFile(is_absent=False)
    assert why(site, "/en/") == OtherFile(is_absent=True)


def test_a_build_that_fails_leaves_the_reasons_as_they_were(site):
    before = rendering(site)
    edit(site / STORIES / "shore.en.md", "It is wide.", "It is [wide](nowhere.md).")
    attempted(site)
    assert rendering(site) == before


def test_what_was_pressed_in_vain_is_not_remembered(site):
    text = (PACKAGED / "article.html").read_text(encoding="utf-8")
    failing = "{% if 'very wide' in view.body(page.subject).html %}{{ 1 // 0 }}{% endif %}"
    at = text.index("%}", text.index("{% block")) + 2
    override(site, "article.html", text[:at] + failing + text[at:])
    for _ in range(3):
        built(site)
        time.sleep(TICK)
    edit(site / STORIES / "shore.en.md", "It is wide.", "It is very wide.")
    time.sleep(TICK)
    assert [one.code for one in attempted(site).problems] == ["template-failure"]
    override(site, "article.html", text)
    built(site)
    assert question(site, "/en/feed.xml") == ("body", "startups/shore.en")


def test_a_page_says_for_which_output_it_was_rendered(site, tmp_path):
    other = tmp_path / "other"
    built(site)
    built(site, output=other)
    found = rendering(site)
    assert (found.why, found.output, found.since) == (OtherFile(is_absent=True), other, None)
    edit(site / STORIES / "shore.en.md", "It is wide.", "It is very wide.")
    built(site)
    found = rendering(site)
    assert question(site) == ("body", "startups/shore.en")
    assert (str(found.output), found.since) == ("output", other)
    built(site, output=other)
    assert rendering(site).why == OtherFile(is_absent=False)  # it has the page as it was


def test_the_plan_is_that_of_the_last_build_whatever_it_went_to(site, tmp_path):
    edit(site / STORIES / "shore.en.md", "---\n", "---\ndraft: true\n")
    built(site, output=tmp_path / "preview", drafts=True)
    with recalling(site / ".cache") as store:
        memory = remembered(store)
        assert memory.output == tmp_path / "preview"
        assert memory.find(Called(SHORE)) != ()
    built(site)
    with recalling(site / ".cache") as store:
        memory = remembered(store)
        assert (str(memory.output), memory.find(Called(SHORE))) == ("output", ())


def test_everything_that_a_page_was_made_of_is_told_in_order(site):
    found = explained(site, SHORE)
    asked = [(one.name, one.arguments) for one in found.making.questions]
    assert ("card", ("startups/shore.en",)) in asked
    assert ("trail", (SHORE,)) in asked
    assert len(asked) == len(set(asked))
    assert all(len(one.answer) == 32 for one in found.making.questions)
    names = [one.name for one in found.making.templates]
    assert names == sorted(names)
    assert {"article.html", "base.html"} <= set(names)
    assert all(one.path.endswith(f"{TEMPLATES}/{one.name}") for one in found.making.templates)


def test_a_copied_file_has_a_source_and_nothing_else(site):
    found = explained(site, "/CNAME")
    assert (found.source, found.making) == ("content/static/CNAME", None)
    (style,) = (site / "output/assets/theme").glob("style.*.css")
    assert explained(site, f"/assets/theme/{style.name}").source.endswith("static/style.css")


def test_front_matter_that_cannot_be_kept_hides_no_page(site):
    edit(site / STORIES / "shore.en.md", "---\n", "---\nextra: { day: 2026-03-01 }\n")
    built(site)
    assert explained(site, "/CNAME").source == "content/static/CNAME"
    assert explained(site, SHORE).making is not None


def test_what_is_lost_is_not_told(site):
    with open_store(site / ".cache", program_of(site)) as store:
        store.replace("page", {}, [SHORE.encode()])
        store.save()
    assert explained(site, SHORE).making is None
    edit(site / STORIES / "shore.en.md", "It is wide.", "It is very wide.")
    built(site)
    assert why(site) == New(to_a_memory=False)


def program_of(site):
    with recalling(site / ".cache") as store:
        rows = store._connection.execute("SELECT fingerprint FROM program")  # noqa: SLF001
        return rows.fetchone()[0]


def test_before_any_build_is_finished_there_is_nothing_to_explain(site):
    with open_store(site / ".cache", program_of(site)) as store:
        store.replace("edition", {}, [b"plan"])
        store.save()
    with recalling(site / ".cache") as store:
        assert remembered(store) is None


def test_looking_changes_nothing(site):
    file = site / ".cache/memory.sqlite"
    before = file.read_bytes(), file.stat().st_mtime_ns
    assert asdict(explained(site, "/fr/"))["source"] == "config.toml"
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
