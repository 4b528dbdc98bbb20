"""The decoder types a tree by its schema, and tells all that is wrong at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct, field

from diptych.read.decode import decode, decoder_of
from diptych.read.fields import CommentFields, FrontMatter
from diptych.read.located import Table
from diptych.read.scalars import Text
from diptych.read.settings import Settings
from diptych.read.toml import read_toml
from diptych.read.yaml import read_yaml
from diptych.read.zones import load_zone
from tests.read.folder import codes

UTC = load_zone("UTC")


class Inner(Struct, frozen=True, kw_only=True):
    path: str
    alt: str = ""


class Schema(Struct, frozen=True, kw_only=True):
    name: str
    size: Annotated[int, Meta(ge=1, le=9)] = 5
    shown: bool = False
    kind: Literal["news", "opinion"] = "news"
    tags: tuple[str, ...] = ()
    inner: str | Inner = ""
    many: tuple[Inner, ...] = ()
    when: datetime | None = None
    spot: Text | None = None
    old: Annotated[str, Meta(extra={"also": ("older", "oldest")})] = ""
    dashed: str = field(default="", name="da-shed")
    free: Mapping[str, Any] = {}


class Rest(Struct, frozen=True, kw_only=True):
    url: str
    labels: Annotated[Mapping[str, str], Meta(extra={"rest": True})] = {}


def from_yaml(text, schema=Schema):
    return decode(read_yaml(text, "a.md").value, schema, UTC)


def from_toml(text, schema=Schema):
    return decode(read_toml(text.encode(), "c.toml").value, schema, UTC)


def value(text, name):
    decoded = from_yaml(f"name: x\n{text}")
    assert decoded.problems == ()
    return getattr(decoded.value, name)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("size: 3", "size", 3),
        ("size: '+3'", "size", 3),
        ("shown: yes", "shown", True),
        ("shown: Off", "shown", False),
        ("kind: opinion", "kind", "opinion"),
        ("tags: ia", "tags", ("ia",)),
        ("tags: [1, true, no]", "tags", ("1", "true", "no")),
        ("tags: []", "tags", ()),
        ("inner: a.jpg", "inner", "a.jpg"),
        ("inner: {path: a.jpg}", "inner", Inner(path="a.jpg")),
        (
            "many: [{path: a}, {path: b, alt: c}]",
            "many",
            (Inner(path="a"), Inner(path="b", alt="c")),
        ),
        ("older: x", "old", "x"),
        ("da-shed: x", "dashed", "x"),
        ("size: ~\nshown:\ntags: null", "size", 5),
        (
            "free: {a: 1, b: no, c: true, d: 1.5, e: [x, 2], f: '1', g: ~, h: {i: 010}}",
            "free",
            {
                "a": 1,
                "b": "no",
                "c": True,
                "d": 1.5,
                "e": ["x", 2],
                "f": "1",
                "h": {"i": "010"},
            },
        ),
    ],
)
def test_yaml_s_strings_are_typed_by_the_schema(text, name, expected):
    assert value(text, name) == expected


def test_a_text_keeps_its_place_when_the_schema_wants_it():
    spot = value("spot: here", "spot")
    assert (spot.value, spot.place.line, spot.place.column) == ("here", 2, 7)


def test_toml_s_own_types_are_taken():
    decoded = from_toml(
        'name = "x"\nsize = 3\nshown = true\nwhen = 2026-03-01T10:00:00Z\ntags = ["a"]'
    )
    assert decoded.problems == ()
    assert (decoded.value.size, decoded.value.shown, decoded.value.tags) == (3, True, ("a",))
    assert decoded.value.when.isoformat() == "2026-03-01T10:00:00+00:00"


def test_toml_dates_without_offset_are_read_like_written_ones():
    assert from_toml('name = "x"\nwhen = 2026-03-01').value.when.isoformat()[:10] == "2026-03-01"
    assert from_toml('name = "x"\nwhen = 2026-03-01T10:00:00').value.when.hour == 10


def test_all_faults_are_told_at_once_each_in_its_place():
    decoded = from_yaml(
        "size: 10\nshown: maybe\nkind: opinon\ntags: {a: 1}\nmany: x\nwhen: tomorrow\nfree: 1\n"
        "inner: [a]\ntytle: x\nzzz: 1\nold: a\noldest: b\nspot: [a]"
    )
    assert decoded.value is None
    told = {(problem.code, problem.place.line, problem.severity) for problem in decoded.problems}
    assert told == {
        ("missing-key", 1, "error"),
        ("out-of-bounds", 1, "error"),
        ("expects-boolean", 2, "error"),
        ("unknown-choice", 3, "error"),
        ("expects-list", 4, "error"),
        ("expects-list", 5, "error"),
        ("invalid-date", 6, "error"),
        ("expects-table", 7, "error"),
        ("expects-table", 8, "error"),
        ("unknown-key", 9, "warning"),
        ("unknown-key", 10, "warning"),
        ("two-spellings", 12, "warning"),
        ("expects-text", 13, "error"),
    }


def test_a_fault_in_an_optional_field_leaves_its_default():
    decoded = from_yaml("name: x\nsize: big")
    assert codes(decoded.problems) == ["expects-number"]
    assert decoded.value.size == 5


@pytest.mark.parametrize("number", ["0", "10", "99999999999999999999999", "1.5", "ten", "0x3"])
def test_a_number_outside_its_bounds_or_no_number_is_refused(number):
    assert codes(from_yaml(f"name: x\nsize: {number}").problems)[0] in {
        "out-of-bounds",
        "expects-number",
    }


def test_toml_booleans_are_no_numbers_and_numbers_no_texts():
    assert codes(from_toml("name = 3\nsize = true").problems) == ["expects-text", "expects-number"]


def test_a_misspelt_key_is_shown_the_nearest_known_one():
    (problem,) = from_yaml("name: x\nTags: [a]").problems
    assert (problem.code, dict(problem.values)["near"]) == ("misspelt-key", "tags")
    (problem,) = from_yaml("name: x\ninner: {path: a, atl: b}").problems
    assert dict(problem.values) == {"key": "inner.atl", "near": "inner.alt"}


def test_choices_are_listed_the_likeliest_first():
    (problem,) = from_yaml("name: x\nkind: opinyon").problems
    assert dict(problem.values)["choices"] == "opinion, news"


def test_the_canonical_spelling_wins_then_the_order_of_the_schema():
    decoded = from_yaml("name: x\noldest: c\nolder: b\nold: a")
    assert decoded.value.old == "a"
    assert [dict(one.values)["key"] for one in decoded.problems] == ["older", "oldest"]
    assert from_yaml("name: x\noldest: c\nolder: b").value.old == "b"
    assert from_yaml("name: x\noldest: c\nold: ~").value.old == "c"


def test_nothing_in_a_list_is_dropped_with_a_warning():
    decoded = from_yaml("name: x\ntags:\n  - a\n  -\n  - ''\n  - b")
    assert decoded.value.tags == ("a", "b")
    assert [(one.code, one.severity) for one in decoded.problems] == [("empty-item", "warning")] * 2


def test_a_required_key_that_is_null_is_missing():
    assert codes(from_yaml("name: ~").problems) == ["missing-key"]


def test_keys_that_a_struct_does_not_name_go_to_its_rest():
    decoded = from_yaml("url: /x\nfr: Ici\nen: Here", Rest)
    assert decoded.value == Rest(url="/x", labels={"fr": "Ici", "en": "Here"})


def test_places_are_kept_under_the_schema_s_names():
    places = from_yaml("name: x\nolder: y\nfree:\n  a: 1").places
    assert (places["old"].line, places["old"].column) == (2, 8)
    assert (places["free"].line, places["free"].column) == (3, 1)


def test_control_characters_are_errors_and_bidi_controls_warnings():
    assert (
        codes(from_yaml('name: "a\\x07b"').problems)
        == ["control-character-in-field", "missing-key"][:1]
    )
    decoded = from_yaml('name: "a\\u202eb"')
    assert codes(decoded.problems) == ["bidi-control"]
    assert decoded.value.name == "a\u202eb"


def test_a_type_that_schemas_may_not_use_is_a_mistake_of_ours():
    with pytest.raises(TypeError):
        decoder_of(bytes)


YAML = st.text(alphabet="abct:-[]{}'\"\n ,~12", max_size=60)
NAMES = st.sampled_from(
    [name.encode_name for name in __import__("msgspec").structs.fields(FrontMatter)]
)


@given(
    st.lists(st.tuples(NAMES, YAML), max_size=5),
    st.sampled_from([FrontMatter, CommentFields, Schema]),
)
def test_no_yaml_makes_it_raise(pairs, schema):
    node, _ = read_yaml("\n".join(f"{name}: {text}" for name, text in pairs), "a.md")
    if node is not None:
        decoded = decode(node, schema, UTC)
        errors = [problem for problem in decoded.problems if problem.severity == "error"]
        assert isinstance(decoded.value, schema) or errors


@given(st.text(alphabet="abt=.[]{}'\"\n ,12", max_size=80))
def test_no_toml_makes_it_raise(text):
    node, _ = read_toml(text.encode(), "c.toml")
    if isinstance(node, Table):
        assert decode(node, Settings).value is not None
