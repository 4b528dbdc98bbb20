"""Comments: only approved and sound ones are kept, and none stops a build."""

import pytest

from tests.read.folder import codes, read, story

HEAD = "author: Ana\ndate: 2026-03-02\napproved: true\n"


def comment(fields="", head=HEAD, body="Bravo.\n"):
    return f"---\n{head}{fields}\n---\n{body}"


def comments(root, **files):
    named = {f"content/startups/x/comments/{name}.fr.md": text for name, text in files.items()}
    return read(root, {"content/startups/x/index.fr.md": story(), **named})


def kept(result):
    return [one.id for one in result.value.comments]


def test_an_approved_comment_is_kept_with_its_text(tmp_path):
    result = comments(
        tmp_path, ana=comment("url: https://ana.example"), bob=comment("reply_to: ana")
    )
    assert result.problems == ()
    ana, bob = result.value.comments
    assert (ana.id, ana.story, ana.locale, ana.author, ana.url) == (
        "ana",
        "startups/x",
        "fr",
        "Ana",
        "https://ana.example",
    )
    assert bob.reply_to == "ana"
    assert result.value.manuscripts["startups/x#ana.fr"].text == "Bravo.\n"


@pytest.mark.parametrize(
    "approved",
    ["approved: false", "approved: no", "approved:", "approved: ~", "approved: null", "x: y"],
)
def test_a_comment_that_is_not_approved_is_left_out_without_a_word(tmp_path, approved):
    head = f"author: [spam]\nshady: yes\n{approved}\n"
    result = comments(tmp_path, spam=comment(head=head))
    assert (kept(result), result.problems) == ([], ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (comment(head="date: 2026-03-02\napproved: true\n"), "missing-key"),
        (comment(head=HEAD.replace("Ana", "' '")), "blank-author"),
        (comment(head=HEAD.replace("2026-03-02", "tomorrow")), "invalid-date"),
        (comment(head=HEAD.replace("2026", "2027")), "comment-from-future"),
        (comment(head=HEAD.replace("true", "maybe")), "expects-boolean"),
        (comment("url: javascript:alert(1)"), "unsafe-comment-url"),
        (comment("url: JaVaScRiPt:alert(1)"), "unsafe-comment-url"),
        (comment("url: //host/x"), "unsafe-comment-url"),
        (comment("url: data:text/html,x"), "unsafe-comment-url"),
        (comment("url: 'https://x.org/ onclick=y'"), "unsafe-comment-url"),
        (comment("url: https://"), "unsafe-comment-url"),
        (comment("url: /local"), "unsafe-comment-url"),
        (comment("reply_to: ../x"), "unsafe-reply"),
        (comment("reply_to: a/b"), "unsafe-reply"),
        (comment("reply_to: '%2e%2e'"), "unsafe-reply"),
        (comment("reply_to: nobody"), "unknown-reply"),
        (comment("reply_to: me"), "circular-reply"),
        (comment(body="\n"), "empty-comment"),
        (comment(body="a" * 20_001), "comment-too-long"),
        (comment("author: Bob"), "duplicate-key"),
        ("---\nauthor: [\n---\n", "yaml-syntax"),
        ("Bravo.\n", "missing-front-matter"),
        (b"---\nauthor: \xe9\n---\n", "not-utf-8"),
        ("", "empty-file"),
    ],
)
def test_a_faulty_comment_is_left_out_with_one_warning(tmp_path, text, code):
    result = comments(tmp_path, me=text, other=comment())
    assert kept(result) == ["other"]
    assert [(one.code, one.severity) for one in result.problems] == [(code, "warning")]
    assert result.problems[0].place.path == "content/startups/x/comments/me.fr.md"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("colour: red", "unknown-key"),
        ("email: a@b.c", "comment-with-mail"),
        ("repyl_to: x", "misspelt-key"),
    ],
)
def test_an_unknown_field_is_a_warning_and_the_comment_stays(tmp_path, fields, code):
    result = comments(tmp_path, me=comment(fields))
    assert kept(result) == ["me"]
    assert codes(result.problems) == [code]


def test_an_answer_to_a_comment_left_out_goes_without_another_word(tmp_path):
    result = comments(
        tmp_path,
        bad=comment("url: javascript:x"),
        answer=comment("reply_to: bad"),
        again=comment("reply_to: answer"),
    )
    assert kept(result) == []
    assert codes(result.problems) == ["unsafe-comment-url"]


def test_comments_that_answer_each_other_in_a_circle_are_left_out(tmp_path):
    result = comments(
        tmp_path,
        a=comment("reply_to: b"),
        b=comment("reply_to: c"),
        c=comment("reply_to: b"),
        sound=comment(),
    )
    assert kept(result) == ["sound"]
    assert codes(result.problems) == ["circular-reply"] * 3


def test_two_comments_of_a_story_with_one_name_are_told_together(tmp_path):
    files = {f"content/startups/x/comments/ana.{locale}.md": comment() for locale in ("fr", "en")}
    result = read(tmp_path, {"content/startups/x/index.fr.md": story(), **files})
    (problem,) = result.problems
    assert (problem.code, len(problem.also)) == ("duplicate-comment", 1)
    assert len(result.value.comments) == 1


def test_comments_follow_their_story_s_translation_key(tmp_path):
    files = {
        "content/startups/x.fr.md": story("translation_key: shared"),
        "content/startups/x/comments/ana.fr.md": comment(),
    }
    assert [one.story for one in read(tmp_path, files).value.comments] == ["shared"]


def test_comments_of_no_story_are_told_unless_it_is_at_fault_itself(tmp_path):
    lost = {"content/startups/y/comments/ana.fr.md": comment()}
    assert codes(read(tmp_path / "a", lost).problems) == ["comment-without-story"]
    broken = {**lost, "content/startups/y.fr.md": "no front matter"}
    assert codes(read(tmp_path / "b", broken).problems) == ["missing-front-matter"]
