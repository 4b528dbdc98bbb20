"""The pass of typography over HTML."""

import html
import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.render.typeset import typeset_html
from diptych.render.typography import typeset_text

CASES = json.loads(Path(__file__).with_name("typography_cases.json").read_text(encoding="utf-8"))
TAGS = st.sampled_from(["fr", "fr-CA", "en"])

PIECES = [*"\"\"'«»“’    \u00a0\u202f\n;:!?…,-/()12abé", "...", "--", "000", "2026", "er", "ème",
          "Ve", "siècle", "km", "€", "M.", "n°", "https://a.b", "a@b.fr", "&lt;", "&amp;", "&nbsp;",
          "&quot;", "&#39;", "<", "&"]  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
LEAF = TEXT | st.sampled_from(
    ["<br>", '<img alt="l\'a ?" src="a ?b">', '<!-- -- "x" ? -->', "<hr/>", "<wbr>"]
)
NAMES = st.sampled_from(
    ["em", "a", "p", "li", "td", "h2", "span", "sup", "sub", "code", "pre", "blockquote"]
)
ATTRIBUTES = st.sampled_from(
    ["", "", "", ' lang="en"', ' lang="fr"', ' lang="fr-CA"', ' lang="ar"', ' href="a ?b"',
     ' title="l\'a &quot;b&quot; ?"', " title='a \"b\" !'", ' aria-label="1er ..."']
)  # fmt: skip


def element(name, attributes, children):
    return f"<{name}{attributes}>{''.join(children)}</{name}>"


TREE = st.lists(
    st.recursive(
        LEAF,
        lambda child: st.builds(element, NAMES, ATTRIBUTES, st.lists(child, max_size=4)),
        max_leaves=10,
    ),
    max_size=4,
).map("".join)


def visible(text):
    return text.replace("\u00a0", "~").replace("\u202f", "_")


def french(markup):
    return visible(typeset_html(markup, "fr"))


def text_of(markup):
    return html.unescape(re.sub(r"<!--.*?-->|</?[a-z][^<>]*>", "", markup, flags=re.DOTALL))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["in"])
def test_the_shared_cases_hold_in_html(case):
    assert typeset_html(case["in"], case["lang"]) == case["out"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["in"])
def test_the_shared_cases_hold_when_every_letter_is_emphasised(case):
    letters = "".join(f"<em>{char}</em>" if char.isalpha() else char for char in case["in"])
    expected = re.sub("</?sup>", "", case["out"])
    assert text_of(typeset_html(f"<p>{letters}</p>", case["lang"])) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<em>Quoi</em> ?", "<em>Quoi</em>_?"),
        ("<p>Quoi <em>?</em></p>", "<p>Quoi_<em>?</em></p>"),
        ('<p>"<em>Oui</em>"</p>', "<p>«~<em>Oui</em>~»</p>"),
        ('<p>"un <b>deux" trois</b></p>', "<p>«~un <b>deux~» trois</b></p>"),
        ('<p><a href="#">« <i>"a"</i> »</a></p>', '<p><a href="#">«~<i>“a”</i>~»</a></p>'),
        ("<p>l'<em>IA</em></p>", "<p>l’<em>IA</em></p>"),
        ("<p>10<b> 000</b> <i>euros</i></p>", "<p>10<b>_000</b>~<i>euros</i></p>"),
        ("<p>.<b>..</b></p>", "<p>…<b></b></p>"),
        ("<p>a <!-- ? --> ?</p>", "<p>a_<!-- ? -->?</p>"),
        ("<p>(<code>a ?</code> ?)</p>", "<p>(<code>a ?</code>_?)</p>"),
        ('<p>"<code>a</code>"</p>', "<p>«~<code>a</code>~»</p>"),
        ('<p>"<img src="a">" ?</p>', '<p>«~<img src="a">~»_?</p>'),
    ],
)
def test_a_block_is_set_as_if_its_text_were_continuous(markup, expected):
    assert french(markup) == expected


@pytest.mark.parametrize(
    "markup",
    [
        '<p>"a</p><p>b"</p>',
        '<ul><li>"a</li><li>b"</li></ul>',
        '<table><tr><td>"a</td><td>b"</td></tr></table>',
        '<dl><dt>"a</dt><dd>b"</dd></dl>',
        '<h2>"a</h2>b"',
        '<div>"a</div>b"',
        '<figure>"a<figcaption>b"</figcaption></figure>',
        '"a<hr>b"',
        "<p>a</p>\n<p>? b</p>",
        "<p> ? b</p>",
        "<p>a<br>? b</p>",
        "<p>a<br>\n? b</p>",
    ],
)
def test_a_block_boundary_separates(markup):
    assert typeset_html(markup, "fr") == markup


def test_a_line_break_does_not_close_a_quotation():
    assert french('<p>"a<br>b"</p>') == "<p>«~a<br>b~»</p>"


@pytest.mark.parametrize("tag", ["fr", "fr-CA", "en"])
@pytest.mark.parametrize(
    "markup",
    [
        '<code>"a" ? it\'s -- ...</code>',
        '<pre><code class="x">"a" ? <span lang="en">"b"</span>\n2ème -- x</code></pre>',
        "<kbd>Ctrl ; '</kbd>",
        "<samp>10 000 km ?</samp>",
        "<var>x'</var>",
        '<script>if (a < b && "c" > d) { e ? f : "g" }</script>',
        '<style>a::before { content: "\'" }</style>',
        '<math><mi>x</mi><mo>"</mo><mn>1er</mn> ?</math>',
        '<textarea>"a" ?</textarea>',
        '<!-- "a" ? it\'s -- ... -->',
        "https://e.com/1er?a=1;b--c...d'e",
        '<a href="https://e.com/?a ?b">https://e.com/?a=1;2e</a>',
        "<p>a--b...c@e.com</p>",
        '<p data-x="a ?" class="b ?" style="c : d">e</p>',
        '<svg><title>"a" ?</title></svg>',
        "<p>a &lt; b &amp; c &gt; d&nbsp;e</p>",
    ],
)
def test_code_urls_comments_and_other_attributes_are_never_touched(markup, tag):
    assert typeset_html(markup, tag) == markup
    assert markup in typeset_html(f"<div>{markup}</div>", tag)


def test_nested_code_ends_where_it_should():
    assert french('<pre><pre>"a"</pre>"b"</pre>"c"') == '<pre><pre>"a"</pre>"b"</pre>«~c~»'


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<img alt="L\'IA &quot;a&quot; ?" src="b ?">', '<img alt="L’IA «~a~»_?" src="b ?">'),
        ("<a title='a \"b\" ?'>c</a>", "<a title='a «~b~»_?'>c</a>"),
        ("<a title='l&#39;\"x' >c</a>", "<a title='l’\"x' >c</a>"),
        ("<a title='!= &#39; a ?'>c</a>", "<a title='!= &#39; a_?'>c</a>"),
        ('<a aria-label="1er ?">c</a>', '<a aria-label="1er_?">c</a>'),
        ('<input placeholder="Quoi ?">', '<input placeholder="Quoi_?">'),
        ('<a title="R&amp;D &lt;b&gt; ?">c</a>', '<a title="R&amp;D &lt;b&gt;_?">c</a>'),
        ('<img alt="a ?" lang="en">', '<img alt="a ?" lang="en">'),
        ('<a data-x="title=" title="a ?">b</a>', '<a data-x="title=" title="a_?">b</a>'),
    ],
)
def test_prose_attributes_are_set_as_text(markup, expected):
    assert french(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            '<p lang="en">"a" ? <i lang="fr">"b" ?</i> "c"</p> "d"',
            '<p lang="en">“a” ? <i lang="fr">«~b~»_?</i> “c”</p> «~d~»',
        ),
        ('<p>"<i lang="en">"a"</i>" ?</p>', '<p>«~<i lang="en">“a”</i>~»_?</p>'),
        (
            '<div lang="en"><div>"a"</div>"b"</div>"c"',
            '<div lang="en"><div>“a”</div>“b”</div>«~c~»',
        ),
        (
            '<p lang="ar">"a" ? <b lang="fr">b ?</b></p>',
            '<p lang="ar">"a" ? <b lang="fr">b_?</b></p>',
        ),
        ('<p><b lang="fr-FR">a</b> ?</p>', '<p><b lang="fr-FR">a</b>_?</p>'),
        ('<p lang="fr-CA">a ? <b>b ;</b></p> c ?', '<p lang="fr-CA">a? <b>b;</b></p> c_?'),
        ('<P LANG="en">"a"</P>', '<P LANG="en">“a”</P>'),
    ],
)
def test_an_element_is_set_in_its_own_language(markup, expected):
    assert french(markup) == expected


def test_a_page_without_rules_still_sets_what_has_a_language():
    assert visible(typeset_html('a ? <b lang="fr">b ?</b>', "ar")) == 'a ? <b lang="fr">b_?</b>'
    assert typeset_html('"a" ?', "ar") == '"a" ?'


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("1er 1ers 1re 1ère", "1{er} 1{ers} 1{re} 1{re}"),
        ("2e 2ème 2nd 2nde 2de 3es", "2{e} 2{e} 2{nd} 2{nde} 2{de} 3{es}"),
        ("21e, 12e-13e", "21{e}, 12{e}-13{e}"),
        ("XXIe siècle, XIXème, François Ier", "XXI{e} siècle, XIX{e}, François I{er}"),
        ("la Ve République, Xe", "la V{e} République, Xe"),
        ("1e 05e 1,5e a2e 3er 2d 4eme", "1e 05e 1,5e a2e 3er 2d 4{e}"),
        ("IIIIIe XVVe", "IIIIIe XVVe"),
        ("<b>1er</b> <i>2ème</i>", "<b>1{er}</b> <i>2{e}</i>"),
        ("1<sup>er</sup> an", "1<sup>er</sup> an"),
        ("1<b>er</b> 2<i>ème</i>", "1<b>er</b> 2<i>e</i>"),
        ("&lt;1er&gt;", "&lt;1{er}&gt;"),
    ],
)
def test_the_endings_of_french_ordinals_are_raised(markup, expected):
    raised = expected.replace("{", "<sup>").replace("}", "</sup>")
    assert typeset_html(markup, "fr") == raised
    assert typeset_html(raised, "fr") == raised


def test_only_french_raises_its_ordinals():
    assert typeset_html("1er 2e", "en") == "1er 2e"
    assert typeset_html("1er", "fr-CA") == "1<sup>er</sup>"


@pytest.mark.parametrize(
    ("markup", "tag", "expected"),
    [
        ('"a"<sup><a href="#n">1</a></sup> ?', "fr", '«~a~»<sup><a href="#n">1</a></sup>_?'),
        ('"a"<sup>1</sup> b', "en", "“a”<sup>1</sup> b"),
        ("le 1<sup>er</sup> an", "fr", "le 1<sup>er</sup> an"),
        ("10 m<sup>2</sup>, CO<sub>2</sub> ?", "fr", "10~m<sup>2</sup>, CO<sub>2</sub>_?"),
    ],
)
def test_a_note_call_or_an_index_belongs_to_the_word_before_it(markup, tag, expected):
    assert visible(typeset_html(markup, tag)) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("Quoi&nbsp;?", "Quoi_?"),
        ("&quot;a &amp; b&quot;", "«~a &amp; b~»"),
        ("l&#39;&lt;b&gt; ?", "l'&lt;b&gt;_?"),
        ("l&#39;eau &amp;amp; ?", "l’eau &amp;amp;_?"),
        ("&eacute;t&eacute; &amp; <b>Quoi ?</b>", "&eacute;t&eacute; &amp; <b>Quoi_?</b>"),
        ("a < b ?", "a &lt; b_?"),
    ],
)
def test_entities_are_read_and_written_once(markup, expected):
    assert french(markup) == expected


def test_an_element_never_closed_loses_nothing():
    assert french('"a" <code>b ?') == "«~a~» <code>b ?"
    assert french("<!-- a ?") == "<!-- a ?"
    assert french("<script>a ?") == "<script>a ?"
    assert french("</em>a ?</p>") == "</em>a_?</p>"


@settings(deadline=None, max_examples=200)
@given(TREE, TAGS)
def test_setting_twice_is_setting_once(markup, tag):
    once = typeset_html(markup, tag)
    assert typeset_html(once, tag) == once


@settings(deadline=None, max_examples=200)
@given(TREE, TAGS)
def test_tags_stay_in_order_with_only_superscripts_added(markup, tag):
    def tags(some):
        return re.findall(r"<!--.*?-->|(</?(?!sup\b)[a-z][a-z0-9]*)[^<>]*>", some, re.DOTALL)

    assert tags(typeset_html(markup, tag)) == tags(markup)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(["em", "b", "a", ""]), TEXT), max_size=6), TAGS)
def test_the_text_of_a_block_is_what_plain_text_gives(parts, tag):
    markup = "".join(
        f"<{name}>{html.escape(html.unescape(text))}</{name}>" if name else html.escape(text)
        for name, text in parts
    )
    assert text_of(typeset_html(markup, tag)) == typeset_text(text_of(markup), tag)


@settings(deadline=None, max_examples=200)
@given(TREE.filter(lambda markup: not re.search("[eè]", markup)), TAGS)
def test_letters_survive(markup, tag):
    def kept(some):
        return re.sub(r"[\s\"'«»“”‘’.…—-]", "", text_of(some))

    assert kept(typeset_html(markup, tag)) == kept(markup)


@pytest.mark.parametrize("tag", ["fr", "en"])
@pytest.mark.parametrize(
    "unit", ["<a ", '<a "', "<!--", "<script>", "<sup>", "<b>", "</b>", "<p>a ?", '<a title="']
)  # fmt: skip
def test_time_grows_in_step_with_the_markup(unit, tag):
    began = time.process_time()
    typeset_html(unit * 20_000, tag)
    assert time.process_time() - began < 2
