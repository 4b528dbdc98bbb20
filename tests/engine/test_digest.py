from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from diptych.engine.digest import digest_of_value

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=8,
)


class Card(Struct, frozen=True):
    title: str


class Link(Struct, frozen=True):
    title: str


@given(plain, plain)
def test_values_have_one_name_when_they_are_equal_and_of_one_type(first, second):
    same = first == second and repr(first) == repr(second)
    if same:
        assert digest_of_value(first) == digest_of_value(second)
    elif first != second:
        assert digest_of_value(first) != digest_of_value(second)


def test_the_order_of_a_mapping_is_no_part_of_it():
    assert digest_of_value({"a": 1, "b": 2}) == digest_of_value({"b": 2, "a": 1})


def test_one_instant_told_in_two_zones_is_two_values():
    here = datetime(2026, 1, 1, 1, tzinfo=timezone(timedelta(hours=1)))
    assert digest_of_value(here) != digest_of_value(here.astimezone(UTC))


def test_two_types_with_the_same_fields_are_two_values():
    assert digest_of_value(Card("x")) != digest_of_value(Link("x"))
