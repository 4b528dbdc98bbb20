from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as reader

from diptych.render.addresses import absolute_address, absolute_html

PAGE = "https://host.example/mag/fr/startups/ifrane/"
ADDRESSED = {"href", "src", "srcset", "poster", "cite"}


@pytest.mark.parametrize(
    ("address", "absolute"),
    [
        ("/mag/fr/", "https://host.example/mag/fr/"),
        ("#note-1", f"{PAGE}#note-1"),
        ("", PAGE),
        ("plan.pdf", f"{PAGE}plan.pdf"),
        ("../autre/", "https://host.example/mag/fr/startups/autre/"),
        ("?page=2", f"{PAGE}?page=2"),
        ("//cdn.example/x.webp", "https://cdn.example/x.webp"),
        ("https://other.example/x", "https://other.example/x"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:+212600000000", "tel:+212600000000"),
        ("//[broken", "//[broken"),
    ],
)
def test_an_address_is_read_from_where_it_stands(address, absolute):
    assert absolute_address(PAGE, address) == absolute


@given(
    st.sampled_from(
        ["https://e.org/", "https://e.org:8000/mag/", "http://e.org/a/b", "HTTP://E.org"]
    ),
    st.text(st.sampled_from("/ab.-_?#%:é A~;"), max_size=12),
)
def test_the_quick_way_leads_where_the_general_rules_do(base, address):
    if not address.startswith("//") and not address.strip().startswith(("a:", "b:", "ab:")):
        absolute = absolute_address(base, address)
        assert absolute in {urljoin(base, address.strip()), address}
        assert absolute_address(base, f"/{address}/x.y/") == urljoin(
            base, f"/{address}/x.y/".strip()
        )


@pytest.mark.parametrize(
    ("body", "absolute"),
    [
        (
            '<p><a href="/mag/fr/x/" title="href=&quot;/y/&quot;">x</a></p>',
            '<p><a href="https://host.example/mag/fr/x/" title="href=&quot;/y/&quot;">x</a></p>',
        ),
        (
            '<sup id="r1"><a href="#n1">1</a></sup>',
            f'<sup id="r1"><a href="{PAGE}#n1">1</a></sup>',
        ),
        (
            '<img alt="a > b" src="/mag/a.webp" srcset="/mag/b.webp 400w">',
            (
                '<img alt="a > b" src="https://host.example/mag/a.webp" '
                'srcset="https://host.example/mag/b.webp 400w">'
            ),
        ),
        (
            '<a href="/mag/?a=1&amp;b=2">x</a>',
            '<a href="https://host.example/mag/?a=1&amp;b=2">x</a>',
        ),
        (
            '<video poster="/mag/p.webp" controls></video>',
            '<video poster="https://host.example/mag/p.webp" controls></video>',
        ),
        (
            '<blockquote cite="/mag/fr/x/">x</blockquote>',
            '<blockquote cite="https://host.example/mag/fr/x/">x</blockquote>',
        ),
        ("<a href='/mag/x'>x</a>", "<a href='https://host.example/mag/x'>x</a>"),
    ],
)
def test_the_addresses_of_tags_become_absolute(body, absolute):
    assert absolute_html(body, PAGE) == absolute


@pytest.mark.parametrize(
    "body",
    [
        '<pre><code>&lt;a href="/x/"&gt;</code></pre>',
        '<p>href="/x/" src="/y/" 3 < 4</p>',
        '<p data-src="/x/" data-href="#y">x</p>',
        "<p title=\" href='/x/' \">x</p>",
        '<!-- <a href="/x/"> -->',
        '<a href="https://other.example/?a=1&b=2">x</a>',
        '<a href="//[broken">x</a>',
        "<br>",
        '<a href="/x/"',
    ],
)
def test_what_is_no_relative_address_of_a_tag_is_left_byte_for_byte(body):
    assert absolute_html(body, PAGE) == body


@pytest.mark.parametrize(
    ("candidates", "absolute"),
    [
        ("/a.webp", "https://host.example/a.webp"),
        ("/a,b.webp 2x", "https://host.example/a,b.webp 2x"),
        ("/a.webp, /b.webp 2x", "https://host.example/a.webp, https://host.example/b.webp 2x"),
        (
            "\n /a.webp 1x,\n /b.webp 2x",
            "\n https://host.example/a.webp 1x,\n https://host.example/b.webp 2x",
        ),
        (
            "data:image/png;base64,AA== 1x, /b.webp 2x",
            "data:image/png;base64,AA== 1x, https://host.example/b.webp 2x",
        ),
    ],
)
def test_each_candidate_of_a_srcset_becomes_absolute(candidates, absolute):
    assert absolute_html(f'<img srcset="{candidates}">', PAGE) == f'<img srcset="{absolute}">'


def escaped(text):
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


words = st.text(st.characters(exclude_categories=("C",)), max_size=12).map(escaped)
tricky = st.sampled_from(
    ["&lt;a href=&quot;/x/&quot;&gt;", 'href="/x/"', "src=/y", "#n", "é à &amp;amp;"]
)
texts = words | tricky
addresses = st.sampled_from(
    [
        "/mag/x/",
        "#n",
        "x.pdf",
        "?a=1&amp;b=2",
        "//cdn.example/y",
        "https://o.example/",
        "mailto:a@b",
    ]
)
attributes = st.lists(
    st.tuples(st.sampled_from(["href", "src", "poster", "cite", "data-src"]), addresses)
    | st.tuples(st.sampled_from(["title", "alt", "class"]), texts.map(escaped))
    | st.tuples(st.just("srcset"), st.just("/a.webp 1x, /b,c.webp 2x")),
    max_size=4,
    unique_by=lambda pair: pair[0],
)


@st.composite
def elements(draw, inner=texts):
    written = "".join(f' {name}="{value}"' for name, value in draw(attributes))
    name = draw(st.sampled_from(["a", "em", "span", "code"]))
    return f"<{name}{written}>{draw(inner)}</{name}>"


bodies = st.lists(texts | elements() | elements(inner=elements()), max_size=6).map("".join)


@given(bodies)
def test_making_a_body_absolute_changes_addresses_alone_and_only_once(body):
    absolute = absolute_html(body, PAGE)
    assert absolute_html(absolute, PAGE) == absolute
    before = reader.fragment_fromstring(body, create_parent="div")
    after = reader.fragment_fromstring(absolute, create_parent="div")
    assert after.text_content() == before.text_content()
    for old, new in zip(before.iter(), after.iter(), strict=True):
        assert new.tag == old.tag
        assert list(new.attrib) == list(old.attrib)
        for name, value in new.attrib.items():
            if name not in ADDRESSED:
                assert value == old.get(name)
            elif name != "srcset":
                assert value == absolute_address(PAGE, old.get(name))
                assert value.startswith(("https://", "mailto:"))


def test_a_long_body_takes_linear_time():
    body = '<a href="/x/" title="' + "a b=" * 50_000 + '">' + "&lt;a " * 50_000 + "</a>"
    assert absolute_html(body, PAGE).startswith('<a href="https://host.example/x/"')
