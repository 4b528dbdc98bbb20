import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.site.numbering import pages_behind, span

lengths = st.integers(0, 200)
sizes = st.integers(1, 12)


def stories(length, size, number):
    """Name stories by age: story 0 is the oldest, whatever is published after it."""
    shown = span(length, size, number)
    newest_first = list(range(length - 1, -1, -1))
    return newest_first[shown.start : shown.stop]


@given(lengths, sizes)
def test_every_story_stands_on_some_page(length, size):
    pages = [stories(length, size, number) for number in range(pages_behind(length, size) + 1)]
    assert {story for page in pages for story in page} == set(range(length))


@given(lengths, sizes)
def test_a_new_story_changes_the_index_and_at_most_adds_one_page(length, size):
    before = pages_behind(length, size)
    for number in range(1, before + 1):
        assert stories(length, size, number) == stories(length + 1, size, number)
    assert pages_behind(length + 1, size) - before in {0, 1}


@given(lengths, sizes)
def test_numbered_pages_are_full_and_page_one_is_the_oldest(length, size):
    for number in range(1, pages_behind(length, size) + 1):
        assert stories(length, size, number) == list(
            range(number * size - 1, (number - 1) * size - 1, -1)
        )


@given(lengths, sizes)
def test_older_and_newer_lead_through_all_pages_and_back(length, size):
    number, visited = 0, [0]
    while (older := span(length, size, number).older) is not None:
        assert span(length, size, older).newer == number
        number = older
        visited.append(number)
    assert len(visited) == pages_behind(length, size) + 1


def test_an_empty_listing_has_an_index_and_nothing_behind_it():
    assert span(0, 20, 0) == (0, 0, None, None)


@pytest.mark.parametrize("number", [-1, 3])
def test_a_page_that_is_not_there_is_an_error(number):
    with pytest.raises(IndexError):
        span(5, 2, number)
