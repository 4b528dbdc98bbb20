"""The JSON Schemas say what the decoder accepts."""

import json
import re
from itertools import chain

import pytest

from diptych.read.decode import shape_of
from diptych.read.fields import FrontMatter
from diptych.read.registries import SCHEMAS as REGISTRIES
from diptych.read.schema import DRAFT, json_schemas
from diptych.read.settings import Settings

SCHEMAS = json_schemas()


def test_there_is_one_for_front_matter_one_for_settings_and_one_for_each_registry():
    assert list(SCHEMAS) == ["front-matter", "config", "tags", "authors", "series"]
    assert all(schema["$schema"] == DRAFT for schema in SCHEMAS.values())
    assert json.loads(json.dumps(SCHEMAS)) == SCHEMAS


@pytest.mark.parametrize(("name", "struct"), [("front-matter", FrontMatter), ("config", Settings)])
def test_every_spelling_that_the_decoder_accepts_is_a_property(name, struct):
    spellings = set(chain.from_iterable(field.spellings for field in shape_of(struct).fields))
    assert SCHEMAS[name]["properties"].keys() == spellings
    assert SCHEMAS[name]["additionalProperties"] is False


@pytest.mark.parametrize("kind", REGISTRIES)
def test_a_registry_holds_a_table_for_each_id(kind):
    terms = SCHEMAS[kind]["additionalProperties"]
    assert terms["properties"].keys() == set(REGISTRIES[kind].__struct_fields__)
    assert terms["additionalProperties"] is False
    slug = terms["properties"]["slug"]
    assert [option["type"] for option in slug["anyOf"]] == ["string", "object"]


def test_every_field_of_the_front_matter_is_described():
    assert all(one["description"] for one in SCHEMAS["front-matter"]["properties"].values())


@pytest.mark.parametrize("name", ["tags", "authors", "series"])
def test_a_registry_has_a_table_for_each_term_whose_fields_are_described(name):
    term = SCHEMAS[name]["additionalProperties"]
    assert term["additionalProperties"] is False
    assert all(field["description"] for field in term["properties"].values())


def test_what_is_required_is_named():
    assert SCHEMAS["front-matter"]["required"] == ["title"]
    assert SCHEMAS["config"]["required"] == ["base_url", "languages"]
    language = SCHEMAS["config"]["properties"]["languages"]["additionalProperties"]
    assert language["required"] == ["title"]


def test_bounds_choices_and_lone_texts_are_told():
    config, fields = SCHEMAS["config"]["properties"], SCHEMAS["front-matter"]["properties"]
    assert config["page_size"]["maximum"] == 1000
    assert "opinion" in fields["kind"]["enum"]
    assert fields["tags"]["anyOf"][1]["type"] == "array"
    assert fields["author"]["deprecated"]


def test_categories_take_one_table_for_each_language():
    category = SCHEMAS["config"]["properties"]["categories"]["additionalProperties"]
    assert category["additionalProperties"]["properties"].keys() == {"title", "slug", "description"}


@pytest.mark.parametrize("date", ["2026-03-01", "2026-03-01 08:30", "2026-03-01T08:30:00.5+01:00"])
def test_dates_that_the_reader_takes_match_the_schema(date):
    pattern = SCHEMAS["front-matter"]["properties"]["date"]["pattern"]
    assert re.search(pattern, date)
