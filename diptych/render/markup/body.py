"""One body, from its manuscript to HTML: the order of things, from top to bottom.

Source, shortcodes, Markdown, the walk that tells dangers, nh3, the last walk, typography, and at
the very end code blocks and cards, which typography must not touch. Each step is a module of this
package; only their order is known here.
"""

from diptych.model.article import Manuscript
from diptych.model.body import Body
from diptych.model.problem import Place, Result, error
from diptych.render.markup import limits, measure
from diptych.render.markup.dialect import ArticleMarkdown, MarkdownFailedError
from diptych.render.markup.finish import EXCERPT_MARK, Finish
from diptych.render.markup.headings import Headings
from diptych.render.markup.highlight import Highlighter
from diptych.render.markup.layout import edited
from diptych.render.markup.links import Addresses
from diptych.render.markup.lists import reindented
from diptych.render.markup.sanitise import ARTICLES, Sanitiser
from diptych.render.markup.settings import BodySettings
from diptych.render.markup.shortcodes import find_shortcodes
from diptych.render.markup.source import Findings, Source, place_of
from diptych.render.markup.standins import StandIns
from diptych.render.typeset import typeset_html
from diptych.site.references import Resolver


def render_body(
    manuscript: Manuscript, settings: BodySettings, resolver: Resolver
) -> Result[Body | None]:
    """Render one article's manuscript; for several, make a BodyRenderer."""
    return BodyRenderer(settings).render(manuscript, resolver)


class BodyRenderer:
    """Renders the bodies of articles in one language, one after the other."""

    def __init__(self, settings: BodySettings) -> None:
        self._settings = settings
        self._markdown = ArticleMarkdown(settings.words)
        self._highlighter = Highlighter()
        self._sanitiser = Sanitiser(ARTICLES)

    def render(self, manuscript: Manuscript, resolver: Resolver) -> Result[Body | None]:
        """Return the body and its problems; no body when the text is beyond the limits."""
        whole = Place(manuscript.path)
        length, limit = len(manuscript.text), limits.LONGEST_BODY
        if length > limit:
            return Result(None, (error("body-too-long", whole, length=length, limit=limit),))
        try:
            with limits.limited_time():
                return self._render(manuscript, resolver)
        except limits.TooComplexError as found:
            fault = error("too-complex", place_of(manuscript, found.position))
        except RecursionError:
            fault = error("too-complex", whole)
        except MarkdownFailedError as failure:
            fault = error("markdown-failed", whole, reason=failure)
        self._markdown = ArticleMarkdown(self._settings.words)  # the other one stopped half-way
        return Result(None, (fault,))

    def _render(self, manuscript: Manuscript, resolver: Resolver) -> Result[Body | None]:
        settings, markdown = self._settings, self._markdown
        source = Source(manuscript)
        findings = Findings(source)
        limits.refuse_tangles(source.prose)
        addresses = Addresses(resolver, findings)

        stand_ins = StandIns(settings.words, addresses, findings, self._highlighter)
        markdown.begin(stand_ins.token)
        marks = find_shortcodes(source.prose, findings)
        edits = stand_ins.edits(source.fences, marks, markdown.keep)
        html = markdown.convert(reindented(edited(source.text, edits)))

        limits.refuse_depth(html)
        refused = (*markdown.attributes, *stand_ins.refused)
        self._sanitiser.inspect(html, findings, refused)
        html = self._sanitiser.clean(html)
        stand_ins.forget_lost(html)

        headings = Headings(settings.words.permalink, findings)
        headings.take(stand_ins.anchors)
        finish = Finish(stand_ins, headings, addresses, findings)
        html, listed = finish.finish(html)
        html = typeset_html(html, settings.tag)
        self._tell_notes(findings)
        return Result(
            Body(
                html=stand_ins.put_in(html.replace(EXCERPT_MARK, "", 1)),
                headings=measure.headings(html, listed, settings.toc_depth),
                excerpt=measure.excerpt(html),
                words=measure.count_words(html),
                links=tuple(addresses.links),
                anchors=finish.anchors,
                assets=tuple(addresses.assets),
                pictures=tuple(addresses.pictures),
            ),
            findings.all(),
        )

    def _tell_notes(self, findings: Findings) -> None:
        notes = self._markdown.footnotes
        for label in notes.undefined:
            place = findings.source.seek(f"[^{label}]")
            findings.warning("undefined-footnote", place, label=label)
        for label in notes.uncalled:
            place = findings.source.seek(f"[^{label}]:")
            findings.warning("unused-footnote", place, label=label)
