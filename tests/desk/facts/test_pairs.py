"""What a French and an English text say alike is one fact, however each language writes it."""

import pytest

from diptych.desk.facts.comparing import unanswered
from diptych.desk.facts.reading import mentions

SAME = [
    ("58 000 emplois", "58,000 jobs"),
    ("58\u202f000 emplois", "58,000 jobs"),
    ("58\u00a0000 emplois", "58\u202f000 jobs"),
    ("1 234 567,89", "1,234,567.89"),
    ("1.234.567 habitants", "1,234,567 people"),
    ("12,5 M€", "€12.5M"),
    ("12,5 M€", "€12.5 million"),
    ("12,5 millions d'euros", "€12.5m"),
    ("12,50 €", "€12.50"),
    ("2 M d'euros", "2 million euros"),
    ("3 milliards de dollars", "$3 billion"),
    ("3 milliards de dollars", "$3bn"),
    ("3 Md$", "$3bn"),
    ("3 milliards de dollars", "US$3 billion"),
    ("1,2 billion d'euros", "€1.2 trillion"),
    ("40 k€", "€40,000"),
    ("40 k€", "€40k"),
    ("500 millions de dirhams", "MAD 500 million"),
    ("500 MDH", "500 million dirhams"),
    ("500 DH", "500 dirhams"),
    ("10 livres sterling", "£10"),
    ("100 000 francs CFA", "100,000 CFA francs"),
    ("deux millions d'euros", "€2 million"),
    ("2 à 3 millions d'euros", "€2 million to €3 million"),
    ("2 à 3 M€", "€2-3 million"),
    ("entre 20 et 25 %", "between 20% and 25%"),
    ("20, 25 et 30 %", "20%, 25% and 30%"),
    ("25 %", "25%"),
    ("25\u202f%", "25 percent"),
    ("25 pour cent", "25 per cent"),
    ("0,5 %", "0.5%"),
    ("la moitié", "50%"),
    ("un quart", "25%"),
    ("14 h 30", "2:30 pm"),
    ("14 h 30", "2.30pm"),
    ("14h30", "14:30"),
    ("9 h", "9am"),
    ("9 heures", "9 a.m."),
    ("14 heures", "2pm"),
    ("à midi, soit 12 h 00", "at noon"),
    ("0 h 15", "12.15am"),
    ("7 h 30 de trajet", "a drive of 7.5 hours"),
    ("48 heures", "48 hours"),
    ("24 h/24", "24 hours a day"),
    ("le 1er mars 2026", "on 1 March 2026"),
    ("le 1er mars 2026", "on March 1st, 2026"),
    ("le 12 février", "on February 12"),
    ("le 14 juillet", "on 14 July"),
    ("du 10 au 17", "from the 10th to the 17th"),
    ("du 10 au 17 janvier", "from January 10th to 17th"),
    ("12 févr. 2026", "12 Feb 2026"),
    ("2026-02-12", "12 February 2026"),
    ("12/02/2026", "12 February 2026"),
    ("les années 1990", "the 1990s"),
    ("2019-2020", "2019-20"),
    ("2019–2020", "2019 to 2020"),
    ("2 personnes", "two people"),
    ("deux personnes", "2 people"),
    ("deux personnes", "a couple of people"),
    ("21 jours", "twenty-one days"),
    ("quatre-vingt-dix-sept", "97"),
    ("soixante et onze", "71"),
    ("deux cent mille", "200,000"),
    ("12 œufs", "a dozen eggs"),
    ("une quinzaine de jours", "15 days"),
    ("15 minutes", "a quarter of an hour"),
    ("30 minutes", "half an hour"),
    ("+212 5 22 00 00 00", "+212 522 000 000"),
    ("Python 3.11.2", "Python 3.11.2"),
    ("CC BY-SA 4.0", "CC BY-SA 4.0"),
    ("GPT-4 et la 5G", "GPT-4 and 5G"),
    ("la Covid-19", "Covid-19"),
    ("la 3e édition", "the third edition"),
    ("le T1 2026", "the first quarter of 2026"),
    ("En 2024, 100 personnes", "In 2024, 100 people"),
    ("en 2024 100 personnes", "in 2024 100 people"),
    ("2 / 10, soit 20 %", "2 / 10, or 20%"),
    ("20 % des voix", "a fifth of votes"),
    ("66 %", "two thirds"),
    ("75 %", "three quarters"),
    ("la 5G", "the fifth generation"),
    ("de 9 h à 17 h", "from 9 to 5"),
    ("24 heures sur 24, 7 jours sur 7", "24/7"),
    ("60 minutes", "an hour"),
    ("les années 80", "the 1980s"),
    ("les années 1980", "the 80s"),
    ("500 000 $", "half a million dollars"),
    ("un demi-million de dollars", "$500,000"),
    ("un million et demi", "1.5 million"),
    ("1,5 milliard d'euros", "a billion and a half euros"),
    ("3,2 M d'utilisateurs", "3.2m users"),
    ("le taux passe de 2,5 à 3 %", "the rate goes from 2.5% to 3%"),
    ("les 18-25 ans", "18- to 25-year-olds"),
    ("n° 1 mondial", "the world's no. 1"),
    ("vendredi 13", "Friday the 13th"),
    ("1 000 à 1 500 €", "€1,000–1,500"),
    ("2 000 m²", "2,000 m²"),
    ("10 Go", "10GB"),
    ("12 km", "12km"),
    ("à 3 heures de l'après-midi", "at 3 p.m."),
    ("la loi 09-08", "Law 09-08"),
    ("Python 3.12", "Python 3.12"),
    ("+40 % en un an", "up 40% in a year"),
    ("il fait −5 °C", "it is -5°C"),
    ("1 $ vaut 10 DH", "$1 is worth 10 dirhams"),
    ("9h-17h", "9am-5pm"),
    ("rien à compter", "nothing to count"),
]

OTHER = [
    ("58 000 emplois", "85,000 jobs", ["58 000"], ["85,000"]),
    ("12,5 M€", "€12.5bn", ["12,5 M€"], ["€12.5bn"]),
    ("12,5 M€", "$12.5M", ["12,5 M€"], ["$12.5M"]),
    ("1,5 %", "15%", ["1,5 %"], ["15%"]),
    ("3 milliards", "3 million", ["3 milliards"], ["3 million"]),
    ("3 billions", "3 billion", ["3 billions"], ["3 billion"]),
    ("14 h 30", "4.30pm", ["14 h 30"], ["4.30pm"]),
    ("le 12 février", "on 12 March", ["12 février"], ["12 March"]),
    ("en 2025", "in 2026", ["2025"], ["2026"]),
    ("25 % des voix", "a vote", ["25 %"], []),
    ("un vote", "25% of votes", [], ["25%"]),
    ("2 personnes", "three people", ["2"], []),
    ("58 000, et encore 58 000", "none", ["58 000"], []),
]


def lacking(one, language, other, its):
    """Return what the first text states and the second does not, as it is written."""
    found = unanswered(mentions(one, language), mentions(other, its))
    return [one[mention.start : mention.end] for mention in found]


@pytest.mark.parametrize(("french", "english"), SAME)
def test_the_same_fact_is_the_same_in_both_languages(french, english):
    assert lacking(french, "fr", english, "en") == []
    assert lacking(english, "en", french, "fr") == []


@pytest.mark.parametrize(("french", "english", "here", "there"), OTHER)
def test_another_fact_is_told_as_it_is_written(french, english, here, there):
    assert lacking(french, "fr", english, "en") == here
    assert lacking(english, "en", french, "fr") == there


@pytest.mark.parametrize("text", ["Web3", "le B2B", "MP3", "1er", "2nde", "XXIe siècle", "trois"])
def test_what_is_not_a_firm_number_is_asked_of_no_translation(text):
    assert lacking(text, "fr", "", "en") == []


def test_texts_in_a_language_that_nobody_described_have_no_facts():
    assert mentions("58.000 Stellen", "de") == ()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_row_of_digits_without_end_is_no_number(language):
    assert mentions("9" * 1_000_000, language) == ()
    assert mentions("9" * 39 + " millions", language) != ()
