import pytest

from diptych.serve.injection import waiting_page, with_client

SCRIPT = b'<script src="/__diptych/client.js" data-edition="a-1" defer></script>'


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b"<!doctype html><html><head><meta charset=utf-8>", b"<head>%s<meta charset=utf-8>"),
        (b'<HEAD lang="fr"><title>x', b'<HEAD lang="fr">%s<title>x'),
        (b"<!doctype html><header>x", b"<!doctype html>%s<header>x"),
        (b"x", b"%sx"),
    ],
)
def test_the_script_comes_before_anything_that_a_page_says_of_itself(page, expected):
    made = with_client(page, "a-1")
    assert expected.replace(b"%s", SCRIPT) in made
    assert made.replace(SCRIPT, b"") == page


def test_words_are_text_in_the_waiting_page():
    page = waiting_page("fr", "<script>")
    assert b"&lt;script&gt;" in page
    assert b"<script>" not in page
