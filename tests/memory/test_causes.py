"""What differs between two pages or two closures, in as few words as will do."""

import msgspec
import pytest

from diptych.memory.causes import (
    TOLD,
    Cause,
    New,
    OtherAnswer,
    OtherFile,
    OtherPage,
    OtherTemplate,
    OtherTemplates,
    other_page,
    other_templates,
)
from diptych.memory.recipes import Ingredient
from diptych.site.pages import Page

PAGE = Page(url="/fr/", kind="home", locale="fr", source="config.toml")


def closure(**digests):
    return tuple(Ingredient(name, digest, f"t/{name}") for name, digest in digests.items())


def test_a_page_tells_the_fields_that_differ_as_they_were():
    now = msgspec.structs.replace(PAGE, number=2, source="content/x.fr.md")
    assert other_page(PAGE, now) == OtherPage({"number": "0", "source": "config.toml"})


def test_templates_change_appear_and_disappear_by_name():
    before, now = closure(a="1", b="1", c="1", d="1"), closure(a="1", b="2", d="", e="1")
    assert other_templates(before, now) == OtherTemplates(
        (
            OtherTemplate("b", "changed"),
            OtherTemplate("c", "removed"),
            OtherTemplate("d", "removed"),
            OtherTemplate("e", "added"),
        )
    )


def test_a_template_that_was_absent_appears_and_one_that_stays_absent_is_not_told():
    before, now = closure(a="", b=""), closure(a="1", b="", c="")
    assert other_templates(before, now) == OtherTemplates((OtherTemplate("a", "added"),))


def test_a_theme_that_changed_whole_is_told_in_part():
    before = closure(**{f"t{number:02}": "1" for number in range(20)})
    now = closure(**{f"t{number:02}": "2" for number in range(20)})
    found = other_templates(before, now)
    assert len(found.templates) == TOLD
    assert found.more == 20 - TOLD


@pytest.mark.parametrize(
    "why",
    [
        New(to_a_memory=True),
        OtherPage({"source": "content/startups/shore.fr.md"}),
        OtherTemplates((OtherTemplate("footer.html", "changed"),)),
        OtherAnswer(b'["latest",["fr",10]]'),
        OtherFile(is_absent=True),
    ],
    ids=lambda why: type(why).__name__,
)
def test_a_cause_comes_back_as_it_was_and_is_some_dozen_bytes(why):
    cause = Cause(why, at=1_790_000_000_000_000_000, output=0, since=1)
    kept = msgspec.msgpack.encode(cause)
    assert msgspec.msgpack.decode(kept, type=Cause) == cause
    assert len(kept) < 64
