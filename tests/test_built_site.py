"""The magazine itself, built: every address in it leads somewhere, in both languages."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

from diptych.pipeline import Request, build
from diptych.site.routes import output_path

ROOT = Path(__file__).parents[1]
CLOCK = datetime(2026, 11, 22, 12, tzinfo=UTC)
BASE = "https://passerelle.example/"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


class Silent:
    def step(self, name, done, total):
        pass


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    output = tmp_path_factory.mktemp("magazine") / "output"
    report = build(Request(source=ROOT, output=output, clock=CLOCK), Silent())
    assert list(report.problems) == []
    return output


@pytest.fixture(scope="module")
def pages(built):
    return {
        path.relative_to(built).as_posix(): html.document_fromstring(path.read_bytes())
        for path in sorted(built.rglob("*.html"))
    }


def local(address, page):
    """Return the output file that an address on a page means, and its fragment; None elsewhere."""
    parts = urlsplit(address)
    if parts.scheme in {"mailto", "tel", "data"}:
        return None
    if parts.netloc and not address.startswith(BASE):
        return None
    path = unquote(parts.path)
    if not path:
        return page, parts.fragment
    joined = path if path.startswith("/") else normpath(join("/" + page.rpartition("/")[0], path))
    return output_path(joined), parts.fragment


def addresses(page):
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        for name in ("href", "src", "poster"):
            if name in element.attrib:
                yield element.get(name)
        for candidate in element.get("srcset", "").split(","):
            if candidate.strip():
                yield candidate.split()[0]
    yield from page.xpath("//meta[@property='og:url' or @property='og:image']/@content")


def test_every_address_on_every_page_leads_to_a_file_and_an_anchor_that_exist(built, pages):
    anchors = {name: set(page.xpath("//@id")) for name, page in pages.items()}
    broken = []
    for name, page in pages.items():
        for address in addresses(page):
            found = local(address, name)
            if found is None:
                continue
            target, fragment = found
            lost = fragment and fragment not in anchors.get(target, set())
            if lost or not (built / target).is_file():
                broken.append((name, address))
    assert broken == []


def test_nothing_is_loaded_from_another_site(pages):
    loaded = "//script/@src | //link[@rel='stylesheet']/@href | //img/@src | //iframe/@src"
    foreign = [
        (name, address)
        for name, page in pages.items()
        for address in page.xpath(loaded)
        if urlsplit(address).netloc
    ]
    assert foreign == []


def test_every_page_has_one_h1_a_language_a_title_and_a_skip_link(pages):
    for name, page in pages.items():
        if page.xpath("//meta[@http-equiv='refresh']"):
            continue
        assert len(page.xpath("//h1")) == 1, name
        assert page.get("lang"), name
        assert page.xpath("string(//title)").strip(), name
        assert page.xpath("//main"), name
        assert page.xpath("//a[starts-with(@href, '#')]"), name


def test_every_image_has_an_alternative_text_and_a_size(pages):
    for name, page in pages.items():
        for image in page.xpath("//img"):
            assert {"alt", "width", "height"} <= set(image.attrib), (name, image.get("src"))


def test_ids_are_unique_on_each_page(pages):
    for name, page in pages.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), name


def test_every_indexable_page_names_itself_as_canonical(pages):
    for name, page in pages.items():
        if page.xpath("//meta[@http-equiv='refresh'] | //meta[@content='noindex']"):
            continue
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        assert local(canonical, name) == (name, ""), name


def hreflangs(page):
    return {
        line.get("hreflang"): line.get("href")
        for line in page.xpath("//head/link[@rel='alternate'][@hreflang]")
    }


def test_hreflang_is_mutual_names_itself_and_x_default_and_its_targets_exist(built, pages):
    checked = 0
    for name, page in pages.items():
        lines = hreflangs(page)
        if not lines:
            continue
        checked += 1
        assert "x-default" in lines, name
        assert name in {local(url, name)[0] for url in lines.values()}, name
        for language, url in lines.items():
            target = local(url, name)[0]
            assert (built / target).is_file()
            assert hreflangs(pages[target]) == lines or language == "x-default", (name, target)
            if language != "x-default":
                assert pages[target].get("lang") == language
    assert checked > 50


def test_the_sitemap_says_what_the_heads_say_and_lists_every_indexable_page(built, pages):
    tree = etree.parse(built / "sitemap.xml")
    listed = {}
    for url in tree.iter(f"{SITEMAP}url"):
        alternates = {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}
        listed[local(url.findtext(f"{SITEMAP}loc"), "")[0]] = alternates
    indexable = {
        name
        for name, page in pages.items()
        if not page.xpath("//meta[@name='robots'][contains(@content, 'noindex')]")
        and not page.xpath("//meta[@http-equiv='refresh']")
    }
    assert set(listed) == indexable
    assert {name: hreflangs(pages[name]) for name in listed} == listed


def test_the_switcher_leads_to_the_counterpart_whenever_there_is_one(pages):
    followed = 0
    for name, page in pages.items():
        lines = hreflangs(page)
        for switch in page.xpath("//nav[contains(@class, 'switcher')]//a[@hreflang]"):
            language = switch.get("hreflang")
            if language in lines:
                followed += 1
                assert local(switch.get("href"), name) == local(lines[language], name)
    assert followed > 50


def test_feeds_are_well_formed_dated_and_absolute(built):
    feeds = sorted(built.rglob("feed.xml"))
    assert len(feeds) > 20
    for path in feeds:
        feed = etree.parse(path).getroot()
        assert feed.tag == f"{ATOM}feed"
        for required in ("id", "title", "updated"):
            assert feed.findtext(f"{ATOM}{required}"), path
        entries = feed.findall(f"{ATOM}entry")
        dates = [entry.findtext(f"{ATOM}updated") for entry in entries]
        if entries:
            assert feed.findtext(f"{ATOM}updated") == max(dates, key=datetime.fromisoformat), path
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(ids) == len(set(ids))
        assert all(name.startswith("urn:uuid:") for name in ids)
        for entry in entries:
            content = entry.findtext(f"{ATOM}content")
            for address in re.findall(r'<[^>]*\s(?:href|src)="([^"]*)"', content):
                assert urlsplit(address).scheme, (path, address)
            link = entry.find(f"{ATOM}link[@rel='alternate']").get("href")
            assert (built / local(link, "")[0]).is_file()


def test_json_feeds_say_the_same_as_their_atom_twins(built):
    for path in sorted(built.rglob("feed.json")):
        feed = json.loads(path.read_text(encoding="utf-8"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        atom = etree.parse(path.with_name("feed.xml")).getroot()
        ids = [entry.findtext(f"{ATOM}id") for entry in atom.iter(f"{ATOM}entry")]
        assert [item["id"] for item in feed["items"]] == ids


def test_structured_data_is_json_and_only_articles_are_news(pages):
    kinds = {"NewsArticle", "OpinionNewsArticle"}
    seen = set()
    for name, page in pages.items():
        for script in page.xpath("//script[@type='application/ld+json']/text()"):
            graph = json.loads(script)["@graph"]
            types = {node["@type"] for node in graph}
            seen |= types
            if types & kinds:
                assert page.xpath("//meta[@property='og:type'][@content='article']"), name
    assert {"NewsArticle", "BreadcrumbList", "WebSite"} <= seen


def test_no_character_of_french_prose_is_left_as_it_was_typed(pages):
    """A space before `? ! ;` or inside guillemets is never a plain one, in code alone excepted."""
    for name, page in pages.items():
        if page.get("lang") != "fr":
            continue
        for text in page.xpath("//body//text()[not(ancestor::code) and not(ancestor::pre)]"):
            languages = text.getparent().xpath("ancestor-or-self::*[@lang][1]/@lang")
            if languages[-1:] == ["fr"]:
                assert not re.search(r"\w [;!?»]|« \w", text), (name, text)


def test_what_is_not_public_is_nowhere_in_the_output(built):
    everything = "".join(
        path.read_text(encoding="utf-8")
        for path in built.rglob("*")
        if path.suffix in {".html", ".xml", ".json", ".txt"}
    )
    for key in ("venture-glossary", "choosing-a-delegation", "call-for-pitches"):
        assert key not in everything
