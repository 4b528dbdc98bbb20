"""Weights: what is counted, and what is not."""

import gzip

from lxml import html

from audits.weights import compressed, first_bytes, inline_script_bytes

SHEET = b"a { color: red }" * 100


def test_the_first_bytes_are_the_page_and_the_style_sheets_it_waits_for():
    page = b"""<html><head><link rel="stylesheet" href="/a.css">
    <link rel="stylesheet" media="print" href="/print.css"><link rel="icon" href="/icon.svg">
    <title>x</title></head></html>"""
    asked = []
    weight = first_bytes(page, lambda address: asked.append(address) or SHEET)
    assert asked == ["/a.css"]
    assert weight == compressed(page) + compressed(SHEET)


def test_a_sheet_behind_the_text_is_not_waited_for():
    page = b"""<html><head><link rel="stylesheet" href="/a.css"><title>x</title></head><body>
    <main><link rel="stylesheet" href="/b.css"><div class="wide prose">x</div>
    <link rel="stylesheet" href="/c.css"></main></body></html>"""
    asked = []
    first_bytes(page, lambda address: asked.append(address) or SHEET)
    assert asked == ["/a.css", "/b.css"]


def test_a_weight_is_what_gzip_leaves():
    assert compressed(SHEET) == len(gzip.compress(SHEET, 6))
    assert compressed(SHEET) < len(SHEET) / 10


def test_data_is_no_script():
    page = html.document_fromstring(
        '<script>let a = 1</script><script type="application/ld+json">{"a": 1}</script>'
        '<script src="/a.js"></script>'
    )
    assert inline_script_bytes(page) == compressed(b"let a = 1")
