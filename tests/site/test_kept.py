"""What was used lately is kept, and never more than twice the size."""

from hypothesis import given
from hypothesis import strategies as st

from diptych.site.kept import Kept


@given(st.lists(st.integers(0, 12)), st.integers(1, 5))
def test_as_many_as_its_size_that_were_used_last_are_kept_and_not_many_more(names, size):
    kept = Kept(size)
    for name in names:
        if kept.get(name) is None:
            kept.put(name, str(name))
    held = set()
    for name in dict.fromkeys(reversed(names)):
        if len(held) == size:
            break
        assert kept.get(name) == str(name)
        held.add(name)
    fresh = Kept(size)
    for name in names:
        fresh.put(name, name)
    kept = {**fresh._old, **fresh._young}  # noqa: SLF001 - nothing else shows what is let go
    assert sum(name in kept for name in range(13)) <= 2 * size


def test_what_is_asked_for_stays():
    kept = Kept(2)
    kept.put("home", 1)
    for number in range(20):
        assert kept.get("home") == 1
        kept.put(number, number)
    assert kept.get(3) is None
