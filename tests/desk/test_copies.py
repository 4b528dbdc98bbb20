"""A copy keeps every position of its file, and shows of it what is prose and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from diptych.desk.copies import BODY, NOTHING, Copy
from diptych.model.article import Article

PANEL = Article(key="a", locale="fr", path="a.fr.md", slug="a", title="a")
NO_BREAK = "\u00a0"
HEAD = b"---\ntitle: a\n---\n"


def copy(data, language="fr"):
    return Copy(PANEL, data, language)


def shown(text, language="fr"):
    """Return the prose of a body, each run of what is none as one middle dot."""
    made = copy(HEAD + text.encode(), language)
    prose = made.prose[made.body_start :]
    while NOTHING * 2 in prose:
        prose = prose.replace(NOTHING * 2, NOTHING)
    return prose.replace(NOTHING, "·")


def test_code_addresses_tags_and_shortcodes_are_no_prose():
    assert shown("a `b` c <b title='d'>e</b> <http://f.org> g") == "a · c ·e· · g"
    assert shown("a\n\n    b\n\n```\nc\n```\n<!-- d -->\n") == "a\n\n·\n\n·\n·\n·\n·\n"
    assert shown("[a](b.md) [c](<d e> \"f\") ![g](h.png 'i')") == "[a]· [c]·f· ·[g]·i·"
    assert shown('[a][b]\n\n[b]: c "d"\n[^e]: f[^g]\n*[h]: i') == "[a]·\n\n·\n· f·\n· i"
    assert shown("https://a.org/b, c@d.org # e {: .f }") == "· · # e ·"


def test_what_shortcodes_and_titles_say_is_prose():
    assert shown('{{< figure src="a.png" caption="b c" >}}') == "·b c·"
    assert shown('{{< pullquote by="Léa" >}}\na\n{{< /pullquote >}}') == "·Léa·\na\n·"
    assert shown('!!! note "Un titre"\n    a') == "·Un titre·\n    a"


def test_marks_of_lists_headings_and_tables_are_no_prose():
    assert shown("1. a\n- b\n> 2) c\n## d\n---\n|:--|--:|\n| e | f |") == (
        "· a\n· b\n· c\n· d\n·\n·\n| e | f |"
    )


def test_a_text_in_another_language_is_no_prose_of_this_one():
    assert shown('a <i lang="en">b <b>c</b></i> d') == "a · d"
    assert shown("a <i lang='fr-CA'>b</i> c") == "a ·b· c"


def test_entities_that_are_blanks_are_blanks():
    assert shown("a&nbsp;? c&amp;d \\* e") == f"a{6 * NO_BREAK}? c·d · e"
    assert shown("b&#8239;!") == f"b{7 * NO_BREAK}!"


def test_fields_that_readers_see_are_parts_of_their_own():
    data = (
        b"---\ntitle: \"A \\\"b\\\"\"\ndate: 2026-01-01\ndescription: 'l''eau' # note\nsummary: >\n"
        b"  Un\n  deux\ntags: [x]\nimage: {src: y.png, alt: Un pont}\ncorrections:\n"
        b"  - date: 2026-01-01\n    text: Une erreur\nslug: z\n---\nTexte\n"
    )
    made = copy(data)
    said = {
        part.name: made.prose[part.start : part.end].replace(NOTHING, "·") for part in made.parts
    }
    assert said == {
        "title": "A ··b··",
        "description": "l··eau",
        "summary": "\n  Un\n  deux",
        "image.alt": "Un pont",
        "corrections.0": "Une erreur",
        BODY: "Texte\n",
    }


def test_a_block_of_lines_ends_where_the_next_field_begins():
    made = copy(
        b"---\ncorrections:\n  - text: |\n      Un\n\n      deux\n  - text: >\n     Trois\n"
        b"    date: 2026-01-01\ntitle: a\n---\nx"
    )
    said = {part.name: made.text[part.start : part.end] for part in made.parts}
    assert said["corrections.0"] == "\n      Un\n\n      deux"
    assert said["corrections.1"] == "\n     Trois"


def test_a_position_is_that_of_the_file_whatever_its_line_ends():
    text = "---\ntitle: a\n---\nun\n\ndeux trois\n"
    for end in ("\n", "\r\n", "\r"):
        made = copy(b"\xef\xbb\xbf" + text.replace("\n", end).encode())
        position = made.prose.index("trois")
        assert (made.place(position).line, made.place(position).column) == (6, 6)
        raw = made.data.decode("utf-8-sig")
        assert raw[position : position + 5] == "trois"
        assert len(raw) == len(made.text) == len(made.prose)


def test_a_file_that_cannot_be_taken_apart_has_no_prose():
    made = copy(b"no front matter: at all")
    assert made.parts == ()
    assert made.prose.strip(NOTHING) == ""
    assert made.blocks.names == []


MARKS = "ab1 \n\t\r`~<>[](){}!#*_|:\"'\\&;-=^/.é\u00a0"


@given(st.text(st.sampled_from(MARKS), max_size=120), st.sampled_from(["fr", "en"]))
def test_any_body_keeps_its_length_and_its_lines(text, language):
    made = copy(HEAD + text.encode(), language)
    for version in (made.prose, made.markup):
        assert len(version) == len(made.text)
        assert [at for at, char in enumerate(version) if char == "\n"] == [
            at for at, char in enumerate(made.text) if char == "\n"
        ]


@given(st.text(st.sampled_from(MARKS + ","), max_size=60))
def test_any_front_matter_keeps_its_length(text):
    data = f"---\ntitle: {text}\ndescription: {text}\n---\nx\n".encode()
    made = copy(data)
    assert len(made.prose) == len(made.text)
    assert all(0 <= part.start <= part.end <= len(made.text) for part in made.parts)
