import msgspec
import pytest

from diptych.site.pages import Page
from diptych.site.questions import read, written


def test_a_written_question_is_read_as_people_would_write_it():
    assert read(written("latest", ("fr", 10))) == ("latest", ("fr", "10"))
    page = Page(url="/fr/", kind="home", locale="fr")
    assert read(written("trail", (page,))) == ("trail", ("/fr/",))


def test_what_is_no_question_is_not_read():
    with pytest.raises(msgspec.MsgspecError):
        read(b"{}")
