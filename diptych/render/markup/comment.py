"""One comment, from its manuscript to HTML: a few elements, and nothing that could mislead.

A comment is a reader's: it has no headings, pictures, shortcodes or ids, its links lead to other
sites and are marked as not ours, and no fault of it stops a build. Knows nothing of the story it
stands under.
"""

import re
from html import escape

from diptych.model.article import Manuscript
from diptych.model.body import Body
from diptych.model.problem import Place, Result, warning
from diptych.render.markup import limits, measure, parts
from diptych.render.markup.dialect import CommentMarkdown, MarkdownFailedError
from diptych.render.markup.finish import ATTRIBUTES
from diptych.render.markup.layout import Edit, edited, fence_edit
from diptych.render.markup.lists import reindented
from diptych.render.markup.sanitise import COMMENTS, Sanitiser
from diptych.render.markup.settings import BodySettings
from diptych.render.markup.source import Findings, Source, place_of
from diptych.render.markup.verbatim import Fence
from diptych.render.typeset import typeset_html

_LINK = re.compile(rf"<a({ATTRIBUTES})>")
_OUTSIDE = re.compile(r"https?://|mailto:", re.IGNORECASE)


def render_comment(manuscript: Manuscript, settings: BodySettings) -> Result[Body | None]:
    """Render one comment's manuscript; for several, make a CommentRenderer."""
    return CommentRenderer(settings).render(manuscript)


class CommentRenderer:
    """Renders comments in one language, one after the other."""

    def __init__(self, settings: BodySettings) -> None:
        self._settings = settings
        self._markdown = CommentMarkdown()
        self._sanitiser = Sanitiser(COMMENTS)

    def render(self, manuscript: Manuscript) -> Result[Body | None]:
        """Return the comment and its problems, all warnings; no body beyond the limits."""
        whole = Place(manuscript.path)
        length, limit = len(manuscript.text), limits.LONGEST_COMMENT
        if length > limit:
            return Result(None, (warning("body-too-long", whole, length=length, limit=limit),))
        try:
            with limits.limited_time():
                return self._render(manuscript)
        except limits.TooComplexError as found:
            fault = warning("too-complex", place_of(manuscript, found.position))
        except RecursionError:
            fault = warning("too-complex", whole)
        except MarkdownFailedError as failure:
            fault = warning("markdown-failed", whole, reason=failure)
        self._markdown = CommentMarkdown()  # the other one stopped half-way
        return Result(None, (fault,))

    def _render(self, manuscript: Manuscript) -> Result[Body | None]:
        source = Source(manuscript)
        findings = Findings(source, gentle=True)
        limits.refuse_tangles(source.prose)
        self._markdown.begin()
        edits = [self._code(fence) for fence in source.fences]
        html = self._markdown.convert(reindented(edited(source.text, edits)))
        limits.refuse_depth(html)
        self._sanitiser.inspect(html, findings)
        html = self._sanitiser.clean(html)
        html = _LINK.sub(lambda found: _link(found[1], findings), html)
        html = typeset_html(html, self._settings.tag)
        excerpt, words = measure.opening(html), measure.count_words(html)
        return Result(Body(html=html, excerpt=excerpt, words=words), findings.all())

    def _code(self, fence: Fence) -> Edit:
        code = escape(fence.code, quote=False)
        return fence_edit(fence, self._markdown.keep(f"<pre><code>{code}</code></pre>"))


def _link(written: str, findings: Findings) -> str:
    """Return the start tag of a link, without an address if it does not lead to another site."""
    attributes = parts.read_attributes(written) if written else {}
    address = attributes.get("href", "").strip()
    if not _OUTSIDE.match(address):
        if address:
            findings.warning("comment-link", findings.source.seek(address), target=address)
        return "<a>"
    return parts.start_tag("a", {"href": address, "rel": "nofollow ugc noopener"})
