"""Slugs that authors write are what `slugify` would write."""

from hypothesis import example, given
from hypothesis import strategies as st

from diptych.model.problem import Place
from diptych.model.slug import slugify
from diptych.read.slugs import slug_problem

HERE = Place("a.md", 2, 7)


@given(st.text())
def test_a_slug_made_from_any_text_is_accepted_or_a_device_of_windows(text):
    slug = slugify(text)
    problem = slug_problem(slug, HERE) if slug else None
    assert problem is None or problem.code == "windows-slug"


@given(st.text(max_size=100))
@example("NUL")
def test_the_slug_to_write_instead_is_accepted(text):
    problem = slug_problem(text, HERE, "A title")
    if problem is not None:
        assert slug_problem(dict(problem.values)["near"], HERE) is None
