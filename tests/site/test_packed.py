"""Packed tables: what is looked at is what was put in, in any process."""

import pickle
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.model.article import Article
from diptych.site.packed import packed, packed_row
from diptych.site.pages import Page
from tests.magazine import article


def sent(value):
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - our own


PAGES = st.builds(
    Page,
    url=st.text(),
    kind=st.sampled_from(["article", "tag", "asset"]),
    subject=st.text(),
    number=st.integers(0, 2**40),
)


@given(st.dictionaries(st.text(), PAGES, max_size=600))
def test_a_table_holds_what_was_put_in_in_its_order(entries):
    table = packed(Page, entries.items())
    assert list(table.items()) == list(entries.items())
    assert dict(sent(table)) == entries


def test_a_table_tells_what_it_does_not_hold():
    table = packed(Page, [("a", Page(url="/a/", kind="tag"))])
    assert "b" not in table
    with pytest.raises(KeyError):
        table["b"]


def test_what_would_not_come_back_from_writing_is_kept_as_it_is():
    lasting = article("startups/a", extra={"level": 3})
    strange = article("startups/b", extra={"day": date(2026, 3, 1)})
    table = packed(Article, [("a", lasting), ("b", strange)], lambda article: bool(article.extra))
    assert table["a"] == lasting
    assert table["b"] == strange
    assert sent(table)["b"] == strange


@given(st.lists(PAGES), st.slices(20))
def test_a_row_is_the_sequence_it_was_made_of(pages, part):
    row = packed_row(Page, pages)
    assert list(row) == pages
    assert list(row[part]) == pages[part]
    assert list(sent(row)) == pages


@given(st.lists(PAGES, max_size=4), st.lists(PAGES, max_size=4))
def test_rows_are_equal_when_what_they_hold_is(some, others):
    assert (packed_row(Page, some) == packed_row(Page, others)) == (some == others)
    assert hash(packed_row(Page, some)) == hash(packed_row(Page, some))


def test_a_table_tells_its_rows_as_they_are_written_and_whether_they_are_all():
    page = Page(url="/a/", kind="tag")
    assert dict(packed(Page, [("a", page)]).rows()) == {"a": msgspec.json.encode(page)}
    assert packed(Page, [("a", page)]).lasts
    strange = article("startups/b", extra={"day": date(2026, 3, 1)})
    assert not packed(Article, [("b", strange)], lambda _article: True).lasts
