"""What stands in the text for code blocks and shortcodes, and what it becomes in the end.

Figures, callouts and quotations are put in before typography, which then sets their words; code
and cards, whose words are another language's, after it. Knows which part of `parts` each
shortcode is, and nothing of how the text around it is parsed.
"""

import re
from collections.abc import Callable, Iterable

from diptych.render.markup import parts
from diptych.render.markup.highlight import Highlighter, read_info
from diptych.render.markup.layout import Edit, fence_edit, mark_edit, token_for
from diptych.render.markup.links import Addresses
from diptych.render.markup.sanitise import is_handler
from diptych.render.markup.settings import BodyWords
from diptych.render.markup.shortcodes import Call, Mark
from diptych.render.markup.source import Findings
from diptych.render.markup.verbatim import Fence


class StandIns:
    """The stand-ins of one text.

    `token` begins their classes; `around` gives the HTML before and after what a pair encloses,
    by number; `anchors` are the ids of code blocks, each with what stands for its block; `refused`
    are attributes that they lost.
    """

    def __init__(
        self, words: BodyWords, addresses: Addresses, findings: Findings, highlighter: Highlighter
    ) -> None:
        self.token = token_for(findings.source.text)
        self.around: dict[str, tuple[str, str]] = {}
        self.anchors: dict[str, str] = {}
        self.refused: dict[str, None] = {}
        self._late: dict[str, str] = {}
        self._words = words
        self._addresses = addresses
        self._findings = findings
        self._highlighter = highlighter

    def edits(
        self, fences: Iterable[Fence], marks: Iterable[Mark], keep: Callable[[str], str]
    ) -> list[Edit]:
        """Return the edits that lay the text out; `keep` sets HTML aside in the parser."""
        text = self._findings.source.text
        edits = [fence_edit(fence, keep(self._code(fence))) for fence in fences]
        for mark in marks:
            html = "</div>" if mark.closes else "" if mark.call is None else self._call(mark.call)
            if html:
                edits.append(mark_edit(text, mark, keep(html)))
            else:
                edits.append(Edit(mark.start, mark.end, mark.text))
        return edits

    def forget_lost(self, html: str) -> None:
        """Forget the ids of code that went with an element which was taken out of the HTML."""
        self.anchors = {anchor: div for anchor, div in self.anchors.items() if div in html}

    def put_in(self, html: str) -> str:
        """Return typeset HTML with code and cards in their places."""
        if not self._late:
            return html
        marks = re.compile(rf'<div class="{self.token}-(\d+)"></div>')
        return marks.sub(lambda found: self._late.get(found[1], ""), html)

    def _code(self, fence: Fence) -> str:
        info = read_info(fence.info)
        for name in info.others:
            if is_handler(name):
                place = self._findings.source.place(fence.start)
                self._findings.error("unsafe-html", place, what=name)
            else:
                self.refused[name] = None
        anchor = info.id
        if anchor in self.anchors:
            place = self._findings.source.place(fence.start)
            self._findings.warning("duplicate-id", place, id=anchor)
            return self._after(self._highlighter.html(fence.code, info, ""))
        stand_in = self._after(self._highlighter.html(fence.code, info, anchor))
        if anchor:
            self.anchors[anchor] = stand_in
        return stand_in

    def _call(self, call: Call) -> str:
        """Return what stands for a shortcode, or begins a pair; empty if nothing can be shown."""
        values = call.values
        match call.name:
            case "figure":
                return self._single(self._figure(call))
            case "video":
                poster = None
                if values.get("poster"):
                    place = self._findings.source.place(call.position)
                    found = self._addresses.picture(values["poster"], place)
                    poster = None if found is None else found.picture
                video = parts.video(values["url"], values.get("title", ""), poster, self._words)
                return self._single(video)
            case "pullquote":
                return self._pair(*parts.pull_quote(values.get("by", "")))
            case "callout":
                title = values.get("title", "")
                return self._pair(*parts.callout(values["type"], title, self._words))
            case _:
                reference = self._addresses.story(values["key"], call.position)
                return "" if reference is None else self._after(parts.story(reference, self._words))

    def _figure(self, call: Call) -> str:
        values = call.values
        place = self._findings.source.place(call.position)
        if "alt" not in values:  # an empty one says that the picture only decorates
            self._addresses.without_text(values["src"], place)
        found = self._addresses.picture(values["src"], place)
        if found is None:
            return ""
        image = parts.image(found.picture, {"alt": values.get("alt", "")})
        attributes = {"class": values["class"]} if values.get("class") else {}
        caption, credit = values.get("caption", ""), values.get("credit", "")
        return parts.figure(image, caption, credit, attributes)

    def _single(self, html: str) -> str:
        return f"{self._pair(html, '')}</div>" if html else ""

    def _pair(self, before: str, after: str) -> str:
        number = str(len(self.around) + len(self._late))
        self.around[number] = (before, after)
        return f'<div class="{self.token}-{number}">'

    def _after(self, html: str) -> str:
        number = str(len(self.around) + len(self._late))
        self._late[number] = html
        return f'<div class="{self.token}-{number}"></div>'
