"""A number is the same fact in every language that it is written in, whatever the number."""

from datetime import date, time
from decimal import Decimal

from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from diptych.desk.facts.comparing import unanswered
from diptych.desk.facts.reading import mentions

NUMBERS = st.decimals(min_value=0, max_value=10**12, places=2)
LOCALES = st.sampled_from([("fr-FR", "en-GB"), ("fr-CA", "en-US"), ("fr-MA", "en-US")])


def agree(french, english):
    found = mentions(french, "fr"), mentions(english, "en")
    assert any(mention.firm for mention in found[0])
    assert any(mention.firm for mention in found[1])
    return not unanswered(found[0], found[1]) and not unanswered(found[1], found[0])


def both(write, value, locales):
    return [write(value, locale=name.replace("-", "_")) for name in locales]


@given(NUMBERS, LOCALES)
def test_a_number_is_one_fact(value, locales):
    french, english = both(format_decimal, value, locales)
    assert agree(f"Il y en a {french}.", f"There are {english}.")


@given(NUMBERS, st.sampled_from(["EUR", "USD", "GBP", "MAD"]), LOCALES)
def test_an_amount_is_one_fact(value, currency, locales):
    french, english = (
        format_currency(value, currency, locale=name.replace("-", "_")) for name in locales
    )
    assert agree(f"pour {french}, dit-on", f"for {english}, they say")


@given(st.integers(0, 1000), LOCALES)
def test_a_percentage_is_one_fact(value, locales):
    french, english = both(format_percent, Decimal(value) / 100, locales)
    assert agree(f"soit {french} du total", f"or {english} of the total")


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["long", "medium"]))
def test_a_day_is_one_fact(day, form):
    french, english = (format_date(day, form, locale=name) for name in ("fr_FR", "en_GB"))
    assert agree(f"le {french}", f"on {english}")


@given(st.times(max_value=time(23, 59)))
def test_a_time_is_one_fact(moment):
    french = f"{moment.hour} h {moment.minute:02}"
    english = format_time(moment, "h:mm a", locale="en_US")
    assert agree(french, english)


@given(NUMBERS, NUMBERS)
def test_two_numbers_are_two_facts(one, other):
    french, english = format_decimal(one, locale="fr"), format_decimal(other, locale="en")
    found = mentions(french, "fr"), mentions(english, "en")
    assert bool(unanswered(found[0], found[1])) == (one != other)


@given(st.text(max_size=200), st.sampled_from(["fr", "en"]))
def test_mentions_stand_in_order_within_any_text(text, language):
    found = mentions(text, language)
    assert [mention.start for mention in found] == sorted(mention.start for mention in found)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in found)
