"""config.toml is checked whole: every fault in one run, each with exit code 2."""

import pytest

from diptych.model.config import MenuEntry
from diptych.model.problem import Exit
from diptych.read.config import read_config
from tests.read.folder import codes, picture, write

SMALLEST = 'base_url = "https://example.org"\n[languages.fr]\ntitle = "Passerelle"\n'
TWO = SMALLEST + '[languages.en]\ntitle = "Passerelle"\n'


def read(root, text, base_url=None):
    return read_config(write(root, {"config.toml": text}), base_url)


def config(root, text):
    result = read(root, text)
    assert result.problems == ()
    return result.value


def test_an_address_and_one_language_with_a_title_are_enough(tmp_path):
    settings = config(tmp_path, SMALLEST)
    assert settings.base_url == "https://example.org/"
    assert settings.default_language == "fr"
    assert settings.languages["fr"].tag == settings.languages["fr"].label == "fr"
    assert (settings.timezone, settings.theme, settings.page_size) == ("UTC", "zellige", 20)
    assert settings.menu.header is None


def test_everything_can_be_set(tmp_path):
    write(tmp_path, {"content/static/logo.png": picture("PNG")})
    settings = config(
        tmp_path,
        """
        base_url = "HTTPS://Example.org:8080/mag"
        default_language = "en"
        timezone = "Africa/Casablanca"
        theme = "plain"
        page_size = 6
        [languages.fr]
        label = "Français"
        locale = "fr_FR"
        title = "Passerelle"
        description = "Un magazine."
        [languages.en]
        title = "Passerelle"
        [categories.startups]
        fr = { title = "Jeunes pousses", slug = "jeunes-pousses", description = "D" }
        en = {}
        untranslated = "show"
        palette = ["#0B4A55", "#12808c", "#d9982f", "#a8431f", "#f4e8cd"]
        [paths.en]
        tags = "topics"
        [menu]
        header = [
            "startups", "story:pages/about", "archives",
            { url = "https://x.org/", fr = "X", en = "Y" },
        ]
        [publisher]
        name = "P"
        logo = "static/logo.png"
        [markdown]
        toc_depth = 2
        [comments]
        show = false
        [feeds]
        entries = 5
        [build]
        broken_links = "warn"
        [images]
        widths = [800, 400, 800]
        formats = ["webp"]
        quality = { jpeg = 70 }
        cards = true
        [search]
        [deploy]
        [cms]
        """,
    )
    assert settings.base_url == "https://example.org:8080/mag/"
    assert settings.base_path == "/mag/"
    assert list(settings.languages) == ["fr", "en"]
    assert settings.languages["fr"].tag == "fr-FR"
    startups = settings.categories["startups"]
    assert startups.untranslated == "show"
    assert startups.palette == ("#0b4a55", "#12808c", "#d9982f", "#a8431f", "#f4e8cd")
    assert settings.images.cards
    assert startups.texts["fr"].slug == "jeunes-pousses"
    assert (startups.texts["en"].title, startups.texts["en"].slug) == ("startups", "startups")
    assert settings.paths["fr"].authors == "auteurs"
    assert (settings.paths["en"].tags, settings.paths["en"].authors) == ("topics", "authors")
    assert settings.menu.header == (
        MenuEntry(target="startups"),
        MenuEntry(target="story:pages/about"),
        MenuEntry(target="archives"),
        MenuEntry(target="https://x.org/", labels={"fr": "X", "en": "Y"}),
    )
    assert settings.menu.footer is None
    assert settings.publisher.logo == "static/logo.png"
    assert settings.markdown.toc_depth == 2
    assert not settings.comments.show
    assert settings.images.widths == (400, 800)
    assert (settings.images.formats, settings.images.quality.jpeg) == (("webp",), 70)
    assert settings.feeds.entries == 5
    assert settings.build.broken_links == "warn"


def test_a_language_without_words_of_its_own_uses_the_common_ones(tmp_path):
    settings = config(tmp_path, 'base_url = "https://x.org"\n[languages.ar]\ntitle = "جسر"\n')
    assert settings.paths["ar"].search == "search"


def test_an_address_given_beside_the_file_takes_its_place(tmp_path):
    result = read(tmp_path, '[languages.fr]\ntitle = "P"\n', "http://localhost:8000")
    assert result.value.base_url == "http://localhost:8000/"
    (problem,) = read(tmp_path, SMALLEST, "localhost").problems
    assert (problem.code, problem.place.path) == ("base-url-without-scheme", "--base-url")


PALETTE = SMALLEST + '[categories.news]\nfr = { title = "N" }\npalette = [%s]'

FAULTS = {
    "a colour by its name": (PALETTE % '"red"', "invalid-colour", 6),
    "a colour in three digits": (PALETTE % '"#fff", "#000000"', "invalid-colour", 6),
    "two colours": (PALETTE % '"#ffffff", "#000000"', "palette-size", 6),
    "a ground as light as the joints": (
        PALETTE % ", ".join(['"#aaaaaa"'] * 4 + ['"#ffffff"']),
        "palette-contrast",
        6,
    ),
    "missing base_url": ('[languages.fr]\ntitle = "P"', "missing-base-url", 1),
    "blank base_url": ('base_url = ""\n[languages.fr]\ntitle = "P"', "missing-base-url", 1),
    "no scheme": (SMALLEST.replace("https://", ""), "base-url-without-scheme", 1),
    "another scheme": (SMALLEST.replace("https", "ftp"), "base-url-without-scheme", 1),
    "no host": (SMALLEST.replace("example.org", ""), "base-url-without-host", 1),
    "a bad port": (SMALLEST.replace("org", "org:x"), "base-url-without-host", 1),
    "a query": (SMALLEST.replace("org", "org/?a"), "base-url-with-more", 1),
    "a password": (SMALLEST.replace("https://", "https://u:p@"), "base-url-with-more", 1),
    "a climbing path": (SMALLEST.replace("org", "org/../x"), "base-url-with-more", 1),
    "a number for an address": (SMALLEST.replace('"https://example.org"', "3"), "expects-text", 1),
    "no language": ('base_url = "https://x.org"', "missing-languages", 1),
    "no languages in the table": (
        'base_url = "https://x.org"\n[languages]',
        "missing-languages",
        2,
    ),
    "no title": ('base_url = "https://x.org"\n[languages.fr]', "missing-key", 2),
    "a blank title": (SMALLEST.replace("Passerelle", " "), "blank-title", 3),
    "a language that is no code": (
        SMALLEST.replace("languages.fr", "languages.French"),
        "invalid-language",
        2,
    ),
    "a bad tag": (SMALLEST + 'locale = "fr FR"', "invalid-locale-tag", 4),
    "an unknown default": ('default_language = "de"\n' + SMALLEST, "unknown-language", 1),
    "an unknown key": ('flavour = "mint"\n' + SMALLEST, "unknown-key", 1),
    "a misspelt key": ("pagesize = 3\n" + SMALLEST, "misspelt-key", 1),
    "a misspelt table": (SMALLEST + "[markdwon]\n", "misspelt-key", 4),
    "a misspelt key in a table": (SMALLEST + "[feeds]\nentires = 3\n", "misspelt-key", 5),
    "an unknown zone": ('timezone = "Africa/Casa"\n' + SMALLEST, "unknown-timezone", 1),
    "a zone out of its folder": ('timezone = "../UTC"\n' + SMALLEST, "unknown-timezone", 1),
    "a theme that is a path": ('theme = "../x"\n' + SMALLEST, "invalid-theme-name", 1),
    "an empty page": ("page_size = 0\n" + SMALLEST, "out-of-bounds", 1),
    "an endless page": ("page_size = 1001\n" + SMALLEST, "out-of-bounds", 1),
    "a deep contents table": (SMALLEST + "[markdown]\ntoc_depth = 7", "out-of-bounds", 5),
    "an empty feed": (SMALLEST + "[feeds]\nentries = 0", "out-of-bounds", 5),
    "an unknown choice": (SMALLEST + '[build]\nbroken_links = "ignore"', "unknown-choice", 5),
    "a category with a bad slug": (
        SMALLEST + '[categories.x]\nfr = { slug = "Été" }',
        "invalid-slug",
        5,
    ),
    "two categories with one slug": (
        SMALLEST + '[categories.x]\nfr = {}\n[categories.y]\nfr = { slug = "x" }',
        "duplicate-category-slug",
        7,
    ),
    "a category in an unknown language": (
        SMALLEST + "[categories.x]\nfr = {}\nde = {}",
        "unknown-language",
        6,
    ),
    "a category named pages": (SMALLEST + "[categories.pages]\nfr = {}", "reserved-category", 4),
    "an unknown policy": (
        SMALLEST + '[categories.x]\nfr = {}\nuntranslated = "never"',
        "unknown-choice",
        6,
    ),
    "a bad word": (SMALLEST + '[paths.fr]\ntags = "mots clés"', "invalid-slug", 5),
    "one word for two sections": (SMALLEST + '[paths.fr]\ntags = "auteurs"', "duplicate-word", 4),
    "words of an unknown language": (SMALLEST + "[paths.de]", "unknown-language", 4),
    "a menu entry to nothing": (SMALLEST + '[menu]\nheader = ["x"]', "unknown-menu-target", 5),
    "a menu entry that runs": (
        SMALLEST + '[menu]\nfooter = [{ url = "javascript:x", fr = "X" }]',
        "unknown-menu-target",
        5,
    ),
    "a menu entry without name": (
        TWO + '[menu]\nfooter = [{ url = "https://x.org", fr = "X" }]',
        "menu-without-label",
        7,
    ),
    "a menu entry without address": (
        SMALLEST + '[menu]\nfooter = [{ fr = "X" }]',
        "missing-key",
        5,
    ),
    "a logo that is not there": (SMALLEST + '[publisher]\nlogo = "x.png"', "missing-logo", 5),
    "a logo out of the site": (SMALLEST + '[publisher]\nlogo = "../x.png"', "missing-logo", 5),
    "a form sent unguarded": (
        SMALLEST + '[comments]\nendpoint = "http://x.org/post"',
        "invalid-endpoint",
        5,
    ),
    "a form sent nowhere": (SMALLEST + '[comments]\nendpoint = "post"', "invalid-endpoint", 5),
    "no mailbox": (SMALLEST + '[comments]\nemail = "a@b.org?bcc=c"', "invalid-mailbox", 5),
    "broken TOML": ("base_url = https://x.org", "toml-syntax", 1),
    "a table written twice": (SMALLEST + "[languages.fr]\n", "toml-syntax", 4),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_problem_with_its_line_and_exit_code_2(tmp_path, name):
    text, code, line = FAULTS[name]
    result = read(tmp_path, text)
    assert result.value is None
    told = [(one.code, one.place.path, one.place.line, one.exit) for one in result.problems]
    assert told == [(code, "config.toml", line, Exit.USAGE)]


def test_all_faults_are_told_at_once(tmp_path):
    top = 'base_url = "x"\nfoo = 1\ntimezone = "Mars"\npage_size = "many"\n'
    text = top + "[languages.fr]\n[menu]\nheader = 3\n"
    assert set(codes(read(tmp_path, text).problems)) == {
        "base-url-without-scheme",
        "unknown-key",
        "unknown-timezone",
        "expects-number",
        "missing-key",
        "expects-list",
    }


def test_a_suggestion_comes_with_what_resembles_a_known_name(tmp_path):
    text = 'timezone = "Africa/Casablanka"\npagesize = 3\n' + SMALLEST
    near = {one.code: dict(one.values)["near"] for one in read(tmp_path, text).problems}
    assert near == {"unknown-timezone": "Africa/Casablanca", "misspelt-key": "page_size"}


def test_a_category_without_a_title_in_one_language_is_a_warning(tmp_path):
    result = read(tmp_path, TWO + '[categories.x]\nfr = { title = "X" }')
    assert result.value.categories["x"].texts["en"].title == "x"
    assert [(one.code, one.severity) for one in result.problems] == [
        ("category-without-text", "warning")
    ]


def test_a_menu_may_name_a_folder_that_no_category_declares(tmp_path):
    write(tmp_path, {"content/news/.keep": ""})
    assert config(tmp_path, SMALLEST + '[menu]\nheader = ["news"]').menu.header[0].target == "news"


def test_a_folder_without_settings_is_told(tmp_path):
    (problem,) = read_config(tmp_path).problems
    assert (problem.code, problem.exit) == ("missing-config", Exit.USAGE)
    (problem,) = read_config(tmp_path / "nowhere").problems
    assert problem.code == "missing-config"


def test_settings_that_cannot_be_opened_are_the_machine_s_fault(tmp_path):
    (tmp_path / "config.toml").mkdir()
    (problem,) = read_config(tmp_path).problems
    assert (problem.code, problem.exit) == ("unreadable-config", Exit.ENVIRONMENT)
