import pickle

import pytest
from markupsafe import Markup

from diptych.render.i18n_catalogue import Catalogue, CatalogueFile, read_catalogue
from diptych.render.i18n_words import Words

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=({plural});\\n"

"""


def po(entries, plural="n > 1", path="themes/x/locale/fr.po"):
    return CatalogueFile(path, (HEADER.replace("{plural}", plural) + entries).encode())


def message(text, translation):
    return f'msgid "{text}"\nmsgstr "{translation}"\n\n'


STORIES = """msgid "%(count)s story"
msgid_plural "%(count)s stories"
msgstr[0] "%(count)s article"
msgstr[1] "%(count)s articles"

"""


def read(*files, tag="fr-FR"):
    catalogue, problems = read_catalogue(files, tag)
    assert problems == ()
    return catalogue


def test_a_message_is_answered_in_the_language_and_an_unknown_one_in_its_own_words():
    catalogue = read(po(message("Home", "Accueil")))
    assert catalogue.gettext("Home") == "Accueil"
    assert catalogue.gettext("Tags") == "Tags"
    assert ("", "Home") in catalogue
    assert ("", "Tags") not in catalogue


@pytest.mark.parametrize(("number", "text"), [(0, "article"), (1, "article"), (2, "articles")])
def test_zero_and_one_are_singular_in_french(number, text):
    catalogue = read(po(STORIES))
    said = catalogue.ngettext("%(count)s story", "%(count)s stories", number)
    assert said == f"%(count)s {text}"


def test_zero_is_plural_in_english_and_where_nothing_is_translated():
    catalogue = read(po(STORIES, plural="n != 1"), tag="en-GB")
    assert catalogue.ngettext("%(count)s story", "%(count)s stories", 0) == "%(count)s articles"
    assert Catalogue().ngettext("story", "stories", 0) == "stories"
    assert Catalogue().ngettext("story", "stories", 1) == "story"


def test_the_same_words_in_another_context_are_another_message():
    entry = f'msgctxt "one series"\n{message("Series", "Série")}'
    catalogue = read(po(message("Series", "Séries") + entry))
    assert catalogue.gettext("Series") == "Séries"
    assert catalogue.gettext("Series", "one series") == "Série"


def test_later_files_overlay_earlier_ones_entry_by_entry_with_their_own_plurals():
    parent = po(message("Home", "Accueil") + message("Tags", "Mots-clés"))
    child = po(message("Tags", "Thèmes") + STORIES, plural="n != 1")
    catalogue = read(parent, child)
    assert (catalogue.gettext("Home"), catalogue.gettext("Tags")) == ("Accueil", "Thèmes")
    assert catalogue.ngettext("%(count)s story", "%(count)s stories", 0).endswith("articles")


def test_fuzzy_and_empty_translations_count_as_missing():
    catalogue = read(po("#, fuzzy\n" + message("Home", "Maison") + message("Tags", "")))
    assert catalogue.entries == {}


def test_translations_are_typeset_for_their_tag_and_keep_their_placeholders():
    file = po(message("%(title)s!", "L'article %(title)s !"))
    assert read(file).gettext("%(title)s!") == "L’article %(title)s\u202f!"
    assert read(file, tag="fr-CA").gettext("%(title)s!") == "L’article %(title)s!"


@pytest.mark.parametrize(
    ("translation", "fault"),
    [
        ("Par %(nom)s", "%(nom)s"),
        ("100 %", "%"),
        ("Par %(name)", "%"),
        ("%s", "%"),
        ("%(name)d", "%(name)d"),
    ],
)
def test_a_translation_that_would_fail_is_told_at_its_line_and_left_out(translation, fault):
    catalogue, problems = read_catalogue([po(message("By %(name)s", translation))], "fr-FR")
    (problem,) = problems
    assert catalogue.entries == {}
    assert problem.code == "catalogue-placeholder"
    assert (problem.place.path, problem.place.line) == ("themes/x/locale/fr.po", 6)
    assert dict(problem.values)["fault"] == fault


@pytest.mark.parametrize(
    ("file", "code", "line"),
    [
        (po('msgid "x\nmsgstr "y"\n'), "catalogue-syntax", 6),
        (po('msgid "x"\n'), "catalogue-syntax", 6),
        (po("", plural="n !! 1"), "catalogue-syntax", 0),
        (CatalogueFile("themes/x/locale/fr.po", b"\n\xff\xfe"), "not-utf-8", 2),
    ],
)
def test_a_catalogue_that_cannot_be_read_is_one_problem(file, code, line):
    catalogue, problems = read_catalogue([file], "fr-FR")
    assert catalogue.entries == {}
    assert [(problem.code, problem.place.line) for problem in problems] == [(code, line)]


def test_a_catalogue_survives_pickling_and_its_digest_changes_with_an_entry():
    catalogue = read(po(STORIES))
    assert pickle.loads(pickle.dumps(catalogue)) == catalogue  # noqa: S301 - our own bytes
    assert catalogue.digest == read(po(STORIES)).digest
    assert catalogue.digest != read(po(STORIES + message("Home", "Accueil"))).digest


def test_words_fill_messages_with_escaped_values():
    words = Words(read(po(message("By %(name)s", "Par <b>%(name)s</b>"))), "fr-FR")
    assert words.gettext("By %(name)s", name="<i>") == Markup("Par <b>&lt;i&gt;</b>")
    assert words.npgettext("x", "%(num)s day", "%(num)s days", 12000) == "12\u202f000 days"
    assert words.pgettext("x", "By %(name)s", name="A") == "By A"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("100 %%", "100 %"),
        ("%%(n)s", "%(n)s"),
        ("%(n)d of %(n)s", "3 of 3"),
        ("%(n)05d%%", "00003%"),
        ("%(t)s%%%(t)s", "&lt;%&lt;"),
        ("%(m)s", "<b>"),
        ("plain", "plain"),
    ],
)
def test_placeholders_are_filled_as_markup_fills_them(text, said):
    values = {"n": 3, "t": "<", "m": Markup("<b>")}
    assert Words(Catalogue(), "en").gettext(text, **values) == said
    assert Markup(text) % values == said  # noqa: S704 - how Markup does it


def test_what_was_said_is_said_again_for_the_same_values_alone():
    words = Words(read(po(STORIES)), "fr-FR")
    for _ in range(2):
        told = [
            words.ngettext("%(count)s story", "%(count)s stories", number, count=count)
            for number, count in [(1, "<"), (2, "<"), (1, Markup("<")), (True, "<"), (1, ">")]
        ]
        assert told == [
            "&lt; article",
            "&lt; articles",
            "< article",
            "&lt; article",
            "&gt; article",
        ]
