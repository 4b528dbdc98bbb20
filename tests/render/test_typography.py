"""The rules of typography on plain text."""

import json
import re
import time
from html import escape
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diptych.render.typeset import typeset_html
from diptych.render.typography import typeset_text
from diptych.render.typography.setting import may_change, rules_for, set_type

CASES = json.loads(Path(__file__).with_name("typography_cases.json").read_text(encoding="utf-8"))
IN_TEXT = [case for case in CASES if "<sup>" not in case["out"]]
TAGS = st.sampled_from(["fr", "fr-CA", "en"])

# What rules look at, and what they must not stumble on.
SIGNS = [*"\"\"\"'''«»“”‘’    \u00a0\u202f\u2009\u2028\n;:!?….,-—/()[]=+_^*<>&%€$12abéè😀"]
WORDS = [
    "...", "--", '="', "000", "2026", "h", "km", "M.", "n°", "p.", "er", "XXe", "Ve", "siècle",
    "https://a.b", "www.", "@", "a@b.fr", ":)", "90s", "tis", "n", "millions", "F", "CFA",
    "e\u0301", "qu", "\ufffc", "ᵉ", "&amp;", "ème",
]  # fmt: skip
PROSE = st.lists(st.sampled_from(SIGNS + WORDS), max_size=14).map("".join)


def visible(text: str) -> str:
    """Show no-break spaces as ~ and narrow ones as _, so that tests can be read."""
    return text.replace("\u00a0", "~").replace("\u202f", "_")


def french(text: str) -> str:
    return visible(typeset_text(text, "fr"))


def english(text: str) -> str:
    return visible(typeset_text(text, "en"))


@pytest.mark.parametrize("case", IN_TEXT, ids=lambda case: case["in"])
def test_the_shared_cases_hold_in_plain_text(case):
    assert typeset_text(case["in"], case["lang"]) == case["out"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quoi\u00a0?", "Quoi_?"),
        ("Quoi\u2009 ?", "Quoi_?"),
        ("Quoi\n?", "Quoi_?"),
        ("Bilan\u202f: rien", "Bilan~: rien"),
        ("«\u202foui\u202f»", "«~oui~»"),
        ("« ? »", "«~?~»"),
        ("« »", "«~»"),
        ("«»", "«~»"),
        ("Vraiment ?!", "Vraiment_?!"),
        ("Vraiment ? !", "Vraiment_?_!"),
        ("(voir : la suite)", "(voir~: la suite)"),
    ],
)
def test_french_spaces_that_exist_before_a_sign_become_the_right_ones(text, expected):
    assert french(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Quoi?", "si;non!", "Bilan: rien", "10:30", "16:9", "https:", "Oui :) ou ;-)", ":smile: ::",
     "a != b", "x := 1", "M.Dupont", "n°5", "10km", "25%", "a - b", "1990–2000", "a -- b", "😀👍🏽",
     "etc....", "../..", "l‘un", "les '90s", "« »".replace(" ", "\u00a0")],
)  # fmt: skip
def test_french_adds_no_space_and_leaves_what_is_no_punctuation(text):
    assert typeset_text(text, "fr") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"oui"', "«~oui~»"),
        ('" oui "', "«~oui~»"),
        ('«oui "non" »', "«~oui “non”~»"),
        ('"a "b" c"', "«~a “b” c~»"),
        ('"a «b» c"', "«~a «~b~» c~»"),
        ("l'\"IA\"", "l’«~IA~»"),
        ("qu'«il» l'“IA”", "qu’«~il~» l’“IA”"),
        ("'mot'\"a\"", "'mot'«~a~»"),
        ('("oui")', "(«~oui~»)"),
        ('"oui".', "«~oui~»."),
        ('"en 2026"', "«~en 2026~»"),
        ("« a “b” c »", "«~a “b” c~»"),
        ('il dit : "oui', 'il dit~: "oui'),
        ('oui" dit-il', 'oui" dit-il'),
        ('un écran 13" et "oui"', 'un écran 13" et «~oui~»'),
        ('15 " et 17 "', '15 " et 17 "'),
        ('« il dit "oui »', '«~il dit "oui~»'),
        ('a="b" et "c"', 'a="b" et «~c~»'),
    ],
)  # fmt: skip
def test_french_pairs_straight_quotes_and_leaves_a_lone_one(text, expected):
    assert french(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 000 000 d'euros", "10_000_000 d’euros"),
        ("en 2026 500 personnes", "en 2026 500~personnes"),
        ("en 2026 500 000 euros", "en 2026 500_000~euros"),
        ("+10 000 abonnés", "+10_000 abonnés"),
        ("05 22 12 34 56", "05 22 12 34 56"),
        ("0522 123 456", "0522 123 456"),
        ("022 123 456", "022 123 456"),
        ("+212 522 123 456", "+212 522 123 456"),
        ("3,141 592", "3,141 592"),
        ("10 00", "10 00"),
        ("3 ans, 12 mois, 5 jours", "3~ans, 12~mois, 5~jours"),
        ("8 h 30 min", "8~h~30~min"),
        ("8h 30", "8h~30"),
        ("3 millions d'euros, 5 M€", "3~millions d’euros, 5~M€"),
        ("5 millions €, 2 Mds €", "5~millions~€, 2~Mds~€"),
        ("200 MAD, 50 DH, 500 F CFA", "200~MAD, 50~DH, 500~F~CFA"),
        ("20 °C, 90 km/h, 10 m²", "20~°C, 90~km/h, 10~m²"),
        ("années 80 s'achève", "années 80 s’achève"),
        ("les 5 m'ont dit", "les 5 m’ont dit"),
        ("5 minaudeurs", "5 minaudeurs"),
        ("le 12 juin 2026", "le 12 juin 2026"),
    ],
)
def test_french_numbers_stay_with_their_unit_and_group_by_three(text, expected):
    assert french(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MM. A et B", "MM.~A et B"),
        ("Mme Alaoui, Mlle B, Dr C, Pr D", "Mme~Alaoui, Mlle~B, Dr~C, Pr~D"),
        ("nº 5, N° 12", "nº~5, N°~12"),
        ("p. 12, pp. 3-4, art. 5, § 2", "p.~12, pp.~3-4, art.~5, §~2"),
        ("p. ex.", "p. ex."),
        ("CoDr X", "CoDr X"),
    ],
)
def test_french_titles_and_references_stay_with_what_follows(text, expected):
    assert french(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1er 1ère 2ème 3èmes 2è 4ieme", "1er 1re 2e 3es 2e 4e"),
        ("XIXème siècle, Ière", "XIXe siècle, Ire"),
        ("2e\u0300me", "2e"),
        ("1ème, 2ère, 1,5ème, A2ème", "1ème, 2ère, 1,5ème, A2ème"),
    ],
)
def test_french_ordinals_are_put_right_on_the_line(text, expected):
    assert french(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quoi ? Oui ! Non ; si", "Quoi? Oui! Non; si"),
        ("Quoi\u202f?!", "Quoi?!"),
        ("(Quoi ?)", "(Quoi?)"),
        ("Bilan : rien", "Bilan~: rien"),
        ('"oui" ; «non»', "«~oui~»; «~non~»"),
        ("10 000 $, 25 %", "10_000~$, 25~%"),
        ("Oui ;) a ?b", "Oui ;) a ?b"),
    ],
)
def test_canadian_french_follows_the_oqlf(text, expected):
    assert visible(typeset_text(text, "fr-CA")) == expected
    assert visible(typeset_text(text, "fr-Latn-CA")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\"'Hello,' he said\"", "“‘Hello,’ he said”"),
        ("She said \"he said 'no'\"", "She said “he said ‘no’”"),
        ("'Twas the '80s", "’Twas the ’80s"),
        ('"\'90s"', "“’90s”"),
        ("the 'cause' of", "the ‘cause’ of"),
        ('the readers\' "choice"', "the readers’ “choice”"),
        ("O'Brien's 1990's", "O’Brien’s 1990’s"),
        ('("yes")', "(“yes”)"),
        ('well--"no"', "well—“no”"),
        ('"Yes," -- she', "“Yes,”—she"),
        ('"...and"', "“…and”"),
        ('"in 2026"', "“in 2026”"),
        ("'in 2026'", "‘in 2026’"),
        ("'it's 2026'", "‘it’s 2026’"),
        ('"a."b', "“a.”b"),
        ('"Two paragraphs', "“Two paragraphs"),
        ('"5\'10" tall"', "“5'10\" tall”"),
        ("6' tall, a 13\" screen", "6' tall, a 13\" screen"),
        ('5" by 7"', '5" by 7"'),
        ('a " b', 'a " b'),
        ('said:"Hi"', "said:“Hi”"),
        ('😀"Hi"', "😀“Hi”"),
        ("-- A reader", "— A reader"),
        ("wait-- what", "wait— what"),
        ("run --strict --> x --- y", "run --strict --> x --- y"),
        ("<!-- a --> b", "<!-- a --> b"),
        ("Really ? 10 000 km : « a »", "Really ? 10 000 km : « a »"),
    ],
)
def test_english_curls_quotes_by_their_place(text, expected):
    assert english(text) == expected


@pytest.mark.parametrize("tag", ["fr", "fr-CA", "en"])
@pytest.mark.parametrize(
    "text",
    ["https://e.com/a--b...c'd?e=1;f", "http://e.fr/2ème", "www.e.com/it's", "l--o..b@e.com",
     'a="b...c"', "ftp://e.com/a--b"],
)  # fmt: skip
def test_urls_addresses_and_attributes_are_never_set(text, tag):
    assert typeset_text(text, tag) == text
    assert text in typeset_text(f"a {text} b", tag)


def test_what_surrounds_a_url_is_set():
    assert french('"https://e.com/?a=1;b" ; l\'adresse a@b.fr ?') == (
        "«~https://e.com/?a=1;b~»_; l’adresse a@b.fr_?"
    )


@pytest.mark.parametrize("tag", ["fr", "fr-FR", "fr-MA", "FR-fr", "fr-Latn-MA"])
def test_regions_of_france_and_morocco_share_rules(tag):
    assert visible(typeset_text("Quoi ?", tag)) == "Quoi_?"


@pytest.mark.parametrize("tag", ["ar", "ar-MA", "", "de", "frr", "zgh"])
def test_a_language_without_rules_keeps_its_text(tag):
    text = '"a" ? l\'b -- ... 10 000 euros 2ème'
    assert typeset_text(text, tag) == text


@pytest.mark.parametrize("tag", ["en", "en-GB", "en-CA"])
def test_every_english_shares_rules(tag):
    assert typeset_text("it's", tag) == "it’s"


@settings(deadline=None, max_examples=200)
@given(PROSE, TAGS)
@example('K"P“X“"a» b" M" ” ” Q"', "fr")
@example('" foo "" y', "fr")
@example('«a»"b" c', "fr")
@example("8  h  30 100", "fr")
@example("x-- -- y", "en")
@example("https://e.com ?(a'b", "fr-CA")
def test_setting_twice_is_setting_once(text, tag):
    once = typeset_text(text, tag)
    assert typeset_text(once, tag) == once


@settings(deadline=None, max_examples=200)
@given(PROSE.filter(lambda text: not re.search("[eè]", text)), TAGS)
def test_only_the_rules_characters_change(text, tag):
    def kept(some):
        return re.sub(r"[\s\"'«»“”‘’.…—-]", "", some)

    assert kept(typeset_text(text, tag)) == kept(text)


@settings(deadline=None, max_examples=200)
@given(st.text("abcdéè ,.()", max_size=40).filter(lambda text: "..." not in text), TAGS)
def test_text_without_special_characters_is_left_alone(text, tag):
    assert typeset_text(text, tag) == text


@pytest.mark.parametrize("tag", ["fr", "en"])
@pytest.mark.parametrize(
    "unit", [" ", "1", '"', '" ', "'", "-- ", "1 ", "I", "« ", '="', "a@", "http://", ".", " «"]
)  # fmt: skip
def test_time_grows_in_step_with_the_text(unit, tag):
    began = time.process_time()
    typeset_text(unit * 20_000, tag)
    assert time.process_time() - began < 2


@given(PROSE, TAGS)
def test_what_no_rule_has_to_look_at_is_what_none_of_them_would_change(text, tag):
    rules = rules_for(tag)
    if may_change(text, rules):
        return
    assert list(set_type(text, rules)[2]) == []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("diptych.render.typeset.may_change", lambda *_: True)
        assert typeset_html(escape(text), tag) == escape(text)
