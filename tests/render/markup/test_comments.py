"""Comments: what a reader may write, and what is left of the rest."""

import pytest

from tests.render.markup.desk import comment

SHOWN = {
    "*a* **b** `c : d`": "<p><em>a</em> <strong>b</strong> <code>c : d</code></p>",
    "L'été ?": "<p>L’été\u202f?</p>",
    "- a\n- b": "<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
    "```py\na : <b>\n```": "<pre><code>a : &lt;b&gt;\n</code></pre>",
    "[a](https://a.org)": '<p><a href="https://a.org" rel="nofollow ugc noopener">a</a></p>',
    "<a@b.org>": '<p><a href="mailto:a@b.org" rel="nofollow ugc noopener">a@b.org</a></p>',
    "# Titre": "<p># Titre</p>",
    "{{< figure src='x' >}}": "<p>{{&lt; figure src='x' &gt;}}</p>",
    "[^1]": "<p>[^1]</p>",
    "![photo](https://x.org/a.png)": "<p></p>",
    '<p id="a" class="b" lang="en">x</p>': "<p>x</p>",
    "a | b\n--|--\nc | d": "<p>a | b\n--|--\nc | d</p>",
    "[a](//evil.org)": "<p><a>a</a></p>",
    "[a](/fr/)": "<p><a>a</a></p>",
    "[a](javascript:x)": "<p><a>a</a></p>",
    "<script>x</script>y": "<p>y</p>",
}


@pytest.mark.parametrize("text", SHOWN, ids=lambda text: text[:20])
def test_a_comment_becomes(text):
    body, problems = comment(text)
    assert body.html == SHOWN[text]
    assert {problem.severity for problem in problems} <= {"warning"}


def test_a_plain_comment_has_no_problems_and_counts_its_words():
    body, problems = comment("Bien dit.\n\n> *Oui*, merci.\n")
    assert problems == ()
    assert body.words == 4
