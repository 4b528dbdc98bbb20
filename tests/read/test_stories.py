"""Panels make stories; a translation takes from its original what it lacks."""

from tests.read.folder import article, codes, picture, read, story

ORIGINAL = """category: reports
tags: [a, b]
authors: [lea]
series: tour
image: {src: a.jpg, alt: Un, caption: C}"""


def panels(root, /, **files):
    named = {f"content/startups/{name.replace('_', '.')}.md": text for name, text in files.items()}
    return read(root, {"content/startups/a.jpg": picture(), **named})


def untitled(fields):
    return f"---\ntitle: Title\n{fields}\n---\nText.\n"


def test_panels_at_one_path_are_one_story(tmp_path):
    files = {
        "content/startups/x.fr.md": story(),
        "content/startups/x/index.en.md": story(),
        "content/startups/2026/y.fr.md": story(),
    }
    articles = read(tmp_path, files).value.articles
    assert [one.id for one in articles] == ["startups/2026/y.fr", "startups/x.en", "startups/x.fr"]


def test_a_translation_key_links_files_whose_names_differ(tmp_path):
    result = panels(tmp_path, un_fr=story("translation_key: k"), one_en=story("translation_key: k"))
    assert [one.id for one in result.value.articles] == ["k.en", "k.fr"]
    assert result.problems == ()


def test_a_translation_key_may_name_the_other_file_s_path(tmp_path):
    result = panels(tmp_path, un_fr=story(), one_en=story("translation_key: startups/un"))
    assert [one.id for one in result.value.articles] == ["startups/un.en", "startups/un.fr"]


def test_a_panel_follows_the_key_of_the_one_beside_it(tmp_path):
    result = panels(tmp_path, x_fr=story("translation_key: k"), x_en=story())
    assert [one.key for one in result.value.articles] == ["k", "k"]


def test_two_panels_of_one_story_in_one_language_name_each_other(tmp_path):
    result = panels(tmp_path, a_fr=story("translation_key: k"), b_fr=story("translation_key: k"))
    (problem,) = result.problems
    assert (problem.code, problem.place.path) == ("duplicate-panel", "content/startups/b.fr.md")
    assert [place.path for place in problem.also] == ["content/startups/a.fr.md"]
    assert "content/startups/b.fr.md" in result.value.broken


def test_a_translation_inherits_what_it_lacks(tmp_path):
    result = panels(tmp_path, x_fr=story(ORIGINAL), x_en=untitled("translated_from: fr"))
    french, english = article(result, "startups/x.fr"), article(result, "startups/x.en")
    for field in ("date", "publish_at", "category", "tags", "authors", "series", "image"):
        assert getattr(english, field) == getattr(french, field), field
    assert codes(result.problems) == ["undeclared-category"]


def test_a_translation_keeps_what_it_has(tmp_path):
    own = "date: 2026-05-01\ncategory: startups\ntags: c\nauthors: bob\nimage: {src: a.jpg, alt: A}"
    result = panels(tmp_path, x_fr=story(ORIGINAL), x_en=untitled(f"translated_from: fr\n{own}"))
    english = article(result, "startups/x.en")
    assert (english.category, english.tags, english.authors, english.series) == (
        "startups",
        ("c",),
        ("bob",),
        ("tour",),
    )
    assert (english.date.month, english.image.alt, english.image.caption) == (5, "A", "")


def test_a_translation_may_bring_only_words_for_its_original_s_picture(tmp_path):
    words = "translated_from: fr\nimage: {alt: One, credit: Me}"
    result = panels(tmp_path, x_fr=story(ORIGINAL), x_en=untitled(words))
    image = article(result, "startups/x.en").image
    assert (image.src, image.alt, image.caption, image.credit) == (
        "content/startups/a.jpg",
        "One",
        "",
        "Me",
    )


def test_a_picture_is_looked_up_from_the_original_s_folder(tmp_path):
    files = {
        "content/startups/x/index.fr.md": story("image: {src: in.jpg, alt: Un}"),
        "content/startups/x/in.jpg": picture(),
        "content/startups/x.en.md": story("translated_from: fr"),
    }
    result = read(tmp_path, files)
    assert result.problems == ()
    assert article(result, "startups/x.en").image.src == "content/startups/x/in.jpg"


def test_a_translation_of_a_translation_goes_back_to_the_first(tmp_path):
    config = """
        base_url = "https://x.org"
        [languages.fr]
        title = "P"
        [languages.en]
        title = "P"
        [languages.ar]
        title = "P"
        [categories.s]
        fr = { title = "S" }
        en = { title = "S" }
        ar = { title = "S" }
    """
    files = {
        "content/s/x.fr.md": story("tags: [a]"),
        "content/s/x.en.md": untitled("translated_from: fr"),
        "content/s/x.ar.md": untitled("translated_from: en"),
    }
    result = read(tmp_path, files, config)
    assert result.problems == ()
    assert article(result, "s/x.ar").tags == ("a",)


def test_panels_translated_from_each_other_are_both_told(tmp_path):
    both = story("translated_from: en"), story("translated_from: fr")
    result = panels(tmp_path, x_fr=both[0], x_en=both[1])
    assert codes(result.problems) == ["translation-cycle"] * 2
    assert result.value.articles == ()


def test_an_original_that_is_not_there_is_an_error(tmp_path):
    result = panels(tmp_path, x_en=untitled("translated_from: fr"))
    (problem,) = result.problems
    assert (problem.code, problem.place.line) == ("missing-original", 3)


def test_a_faulty_original_is_no_second_fault_of_its_translation(tmp_path):
    english = untitled("translated_from: fr")
    result = panels(tmp_path / "a", x_fr="no front matter", x_en=english)
    assert codes(result.problems) == ["missing-front-matter"]
    result = panels(tmp_path / "b", x_fr=untitled("date: soon"), x_en=english)
    assert codes(result.problems) == ["invalid-date"]
    result = panels(tmp_path / "c", x_fr=untitled("kind: x"), x_en=english)
    assert codes(result.problems) == ["missing-date", "unknown-choice"]


def test_pages_and_their_translations_need_no_date(tmp_path):
    english = untitled("translated_from: fr")
    files = {"content/pages/x.fr.md": untitled(""), "content/pages/x.en.md": english}
    assert read(tmp_path, files).problems == ()
