"""Spellings of one term meet in one id."""

from tests.read.folder import article, codes, read, story


def stories(**fields):
    return {f"content/startups/{name}.fr.md": story(text) for name, text in fields.items()}


def test_aliases_names_and_slugs_of_the_registry_lead_to_its_id(tmp_path):
    names = 'label = { fr = "Intelligence artificielle" }\nslug = { en = "a-i" }\n'
    tags = f'[ai]\n{names}aliases = ["IA"]\n'
    fields = "tags: [AI, ia, Intelligence Artificielle, A.I.]"
    result = read(tmp_path, {"content/tags.toml": tags, **stories(x=fields)})
    assert result.problems == ()
    assert article(result, "startups/x.fr").tags == ("ai",)


def test_an_exact_id_is_never_taken_for_another_s_alias(tmp_path):
    tags = '[ai]\naliases = ["robots"]\n[robots]\n'
    result = read(tmp_path, {"content/tags.toml": tags, **stories(x="tags: robots")})
    assert article(result, "startups/x.fr").tags == ("robots",)


def test_unknown_terms_are_known_by_their_slug_and_warn_once(tmp_path):
    files = stories(a="tags: Quantum\nauthor: Jane Doe", b="tags: Quantum\nauthor: Jane Doe")
    files |= {"content/tags.toml": "", "content/authors.toml": ""}
    result = read(tmp_path, files)
    assert codes(result.problems) == ["unregistered-tag", "unregistered-author"]
    assert [one.place.path for one in result.problems] == ["content/startups/a.fr.md"] * 2
    author = result.value.registry.authors["jane-doe"]
    assert (author.label("en"), author.slug("fr"), author.registered) == (
        "Jane Doe",
        "jane-doe",
        False,
    )
    assert article(result, "startups/b.fr").authors == ("jane-doe",)


def test_a_site_without_registries_is_quiet(tmp_path):
    result = read(tmp_path, stories(a="tags: Quantum\nauthor: Jane\nseries: Tour"))
    assert result.problems == ()
    assert result.value.registry.series["tour"].label("fr") == "Tour"


def test_spellings_merge_and_the_oldest_story_s_is_shown(tmp_path):
    files = stories(new='tags: ["ia "]')
    files["content/startups/old.fr.md"] = story("tags: [IA]").replace("2026-03-01", "2020-01-01")
    result = read(tmp_path, files)
    (problem,) = result.problems
    assert (problem.code, problem.place.path) == ("merged-spellings", "content/startups/new.fr.md")
    assert dict(problem.values) == {"kept": "IA", "others": "ia"}
    assert problem.also[0].path == "content/startups/old.fr.md"
    assert result.value.registry.tags["ia"].label("fr") == "IA"


def test_translators_are_authors(tmp_path):
    files = {"content/authors.toml": '[lea]\nname = "Léa"\n', **stories(a="translators: Léa")}
    result = read(tmp_path, files)
    assert article(result, "startups/a.fr").translators == ("lea",)
    assert result.problems == ()


def test_a_term_without_a_letter_for_a_url_is_an_error(tmp_path):
    result = read(tmp_path, stories(a="tags: [日本]"))
    assert codes(result.problems) == ["term-without-slug"]
    assert result.value.articles == ()
