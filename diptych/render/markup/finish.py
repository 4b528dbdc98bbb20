"""The last walk over a body: what nh3 left, made into what readers get.

One pass over well-formed HTML resolves links and images, makes figures, callouts and tasks, gives
headings their ids and tables a place to scroll in. What must not be typeset (code, cards of other
stories) stays an empty mark until typography has passed. Knows neither Markdown nor the resolver.
"""

import re
from collections.abc import Callable, Sequence

from diptych.render.markup import parts
from diptych.render.markup.dialect import TASKS
from diptych.render.markup.headings import Headings
from diptych.render.markup.links import Addresses
from diptych.render.markup.source import Findings
from diptych.render.markup.standins import StandIns

ATTRIBUTES = r"(?: [^\s=>\"/]+=\"[^\"]*\")*"
"""Attributes as nh3 writes them."""

EXCERPT_MARK = " data-excerpt"
"""What marks the start tag of the first paragraph; nh3 lets no author write it."""

_TAG = re.compile(
    rf"<p(?P<around>{ATTRIBUTES})>\s*"
    rf"(?P<alone>(?:<a{ATTRIBUTES}>)?<img{ATTRIBUTES}>(?:</a>)?)\s*</p>"
    r"|<p>\s*</p>\n?"
    # Plain tags inside a sentence stay as they are.
    r"|<(?!/?(?:abbr|b|br|code|del|em|i|strong|sub|sup)>)"
    rf"(?P<slash>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>{ATTRIBUTES})>"
)
_WITH_ID = re.compile(rf"<[a-z][a-z0-9]*(?=[^<>]* id=)({ATTRIBUTES})>")
_ANY_TAG = re.compile(rf"</?[a-z][a-z0-9]*{ATTRIBUTES}>")
_ALIGNMENTS = frozenset({"left", "center", "right"})
# What ends the words that belong to the box of a task.
_ENDS_LABEL = frozenset(
    ("ul", "ol", "p", "div", "pre", "blockquote", "table", "dl", "figure", "section", "details")
)
# A paragraph in one of these is not the first of the story.
_APART = frozenset(("figure", "blockquote", "li", "table", "dl", "details", "footnotes", "callout"))
_NESTS = ("div", "section", "figure", "blockquote", "li", "dl", "details")


class Finish:
    """Finishes one body."""

    def __init__(
        self,
        stand_ins: StandIns,
        headings: Headings,
        addresses: Addresses,
        findings: Findings,
    ) -> None:
        self._token = stand_ins.token
        self._expansions = stand_ins.around
        self._addresses = addresses
        self._findings = findings
        self._headings = headings
        self._starts: dict[str, Callable[[str, dict[str, str], int], str]] = {
            "a": self._link,
            "img": self._image,
            "p": self._paragraph,
            "pre": self._code,
            "table": self._table,
            **dict.fromkeys(("td", "th"), self._cell),
            **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), self._heading),
            **dict.fromkeys(_NESTS, self._nest),
        }
        self._html = ""
        self._ends: dict[str, list[str]] = {}
        self._around: list[tuple[str, str]] = []
        self._in_label = False
        self._has_excerpt = False
        self._anchors: dict[str, None] = dict.fromkeys(stand_ins.anchors)

    @property
    def anchors(self) -> tuple[str, ...]:
        """All ids of the finished body."""
        return tuple(self._anchors)

    def finish(self, html: str) -> tuple[str, Sequence[tuple[int, str]]]:
        """Return the finished HTML, and the level and id of each heading.

        The marks of what comes after typography are still in it, and that of the excerpt.
        """
        self._html = html
        self._headings.take(_explicit_ids(html) if " id=" in html else ())
        finished = _TAG.sub(self._tag, html)
        self._headings.tell()
        self._addresses.check_own(self._anchors)
        return finished, self._headings.listed

    def _tag(self, found: re.Match[str]) -> str:
        name = found["name"]
        if name is None:
            return "" if found["alone"] is None else self._figure(found["around"], found["alone"])
        written = found["attributes"]
        if found["slash"]:
            return self._end(name)
        attributes = self._checked(parts.read_attributes(written)) if written else {}
        before = self._before(name)
        if attributes.get("class", "").startswith(self._token):
            return before + self._marked(name, attributes)
        start = self._starts.get(name)
        if start is None:
            return before + found[0] if not written else before + parts.start_tag(name, attributes)
        return before + start(name, attributes, found.end())

    # --- Start tags: name, attributes, and where in the HTML the element's inside begins ---

    def _link(self, name: str, attributes: dict[str, str], _inside: int) -> str:
        return parts.start_tag(name, self._addresses.follow(attributes))

    def _paragraph(self, name: str, attributes: dict[str, str], _inside: int) -> str:
        if attributes.get("class") == "admonition-title":
            attributes["class"] = "callout-title"
        tag = parts.start_tag(name, attributes)
        if self._has_excerpt or self._is_apart():
            return tag
        self._has_excerpt = True
        return f"{tag[:-1]}{EXCERPT_MARK}>"

    def _heading(self, name: str, attributes: dict[str, str], inside: int) -> str:
        end = self._html.find(f"</{name}>", inside)
        text = parts.plain(_ANY_TAG.sub("", self._html[inside:end]))
        tag, end_tag = self._headings.add(
            int(name[1]), text, attributes, listed=not self._is_apart()
        )
        self._anchors[self._headings.last] = None
        self._ends.setdefault(name, []).append(end_tag)
        return tag

    def _table(self, name: str, attributes: dict[str, str], _inside: int) -> str:
        """Wrap a table so that it scrolls on a narrow page, by keyboard too.

        The wrapper is named after the section that the table stands in.
        """
        self._push(name, "</table></div>", "table")
        around = {"class": "table", "tabindex": "0"}
        if self._headings.last:
            around |= {"role": "group", "aria-labelledby": self._headings.last}
        return parts.start_tag("div", around) + parts.start_tag(name, attributes)

    def _cell(self, name: str, attributes: dict[str, str], _inside: int) -> str:
        side = attributes.pop("align", "").lower()
        if side in _ALIGNMENTS:
            attributes["class"] = f"{attributes.get('class', '')} align-{side}".strip()
        return parts.start_tag(name, attributes)

    def _code(self, name: str, attributes: dict[str, str], _inside: int) -> str:
        return parts.start_tag(name, {**attributes, "tabindex": "0"})

    def _nest(self, name: str, attributes: dict[str, str], _inside: int) -> str:
        around = name
        first, *kinds = attributes.get("class", "").split() or [""]
        if first == "admonition":
            kind, *others = kinds or ["note"]
            classes = " ".join(("callout", f"callout-{kind}", *others))
            attributes = {**attributes, "class": classes, "role": "note"}
            around = "callout"
        elif first == "footnotes":
            around = first
        self._push(name, f"</{name}>", around)
        return parts.start_tag(name, attributes)

    def _marked(self, name: str, attributes: dict[str, str]) -> str:
        """Return what a stand-in stands for, or itself if that comes after typography."""
        mark, *others = attributes["class"].split()
        number = mark.removeprefix(f"{self._token}-")
        if number in TASKS:
            return self._task(name, attributes, others, is_done=number == TASKS[1])
        if name != "div" and number not in self._expansions:
            del attributes["class"]  # it was written inside an author's unfinished tag
        after_typography = parts.start_tag(name, attributes), f"</{name}>"
        before, after = self._expansions.get(number, after_typography)
        self._push(name, after, "callout")
        return before

    def _task(
        self, name: str, attributes: dict[str, str], others: list[str], *, is_done: bool
    ) -> str:
        """Begin a task: its box is named by the words beside it, and cannot be ticked."""
        self._in_label = True
        if name == "li":
            attributes = {**attributes, "class": " ".join(("task", *others))}
            self._push(name, "</li>", name)
        else:
            del attributes["class"]
        checked = " checked" if is_done else ""
        box = f'<label><input type="checkbox" disabled{checked}> '
        return parts.start_tag(name, attributes) + box

    # --- Images ---

    def _image(self, _name: str, attributes: dict[str, str], _inside: int = 0) -> str:
        source = attributes.pop("src", "")
        alt = attributes.pop("alt", "")
        if not source:
            return parts.escaped(alt)
        if not alt.strip():
            self._addresses.without_text(source)
        found = self._addresses.picture(source)
        if found is None:
            return parts.escaped(alt)
        if found.picture.width:
            attributes.pop("width", None)
            attributes.pop("height", None)
        return parts.image(found.picture, {"alt": alt, **attributes})

    def _figure(self, around: str, alone: str) -> str:
        """Make a figure of an image alone in its paragraph: its title is the caption."""
        own = parts.read_attributes(around) if around else {}
        caption, inner = "", []
        for found in _ANY_TAG.finditer(alone):
            written = found[0][:-1].partition(" ")[2]
            attributes = parts.read_attributes(written) if written else {}
            if found[0].startswith("<img"):
                caption = attributes.pop("title", "")
                # {.wide} behind an image is meant for the whole figure.
                for key in ("class", "id"):
                    if key in attributes:
                        own[key] = attributes.pop(key)
                own = self._checked(own)
                inner.append(self._image("img", attributes))
            elif written:
                attributes = self._addresses.follow(self._checked(attributes))
                inner.append(parts.start_tag("a", attributes))
            else:
                inner.append(found[0])
        return self._before("figure") + parts.figure("".join(inner), caption, "", own)

    # --- End tags, and what stands around ---

    def _end(self, name: str) -> str:
        before = ""
        if self._in_label and name in ("li", "p"):
            self._in_label = False
            before = "</label>"
        if self._around and self._around[-1][0] == name:
            self._around.pop()
        ends = self._ends.get(name)
        return before + (ends.pop() if ends else f"</{name}>")

    def _before(self, name: str) -> str:
        if self._in_label and name in _ENDS_LABEL:
            self._in_label = False
            return "</label>"
        return ""

    def _is_apart(self) -> bool:
        return any(around in _APART for _, around in self._around)

    def _push(self, name: str, end: str, around: str = "") -> None:
        self._ends.setdefault(name, []).append(end)
        self._around.append((name, around))

    def _checked(self, attributes: dict[str, str]) -> dict[str, str]:
        """Return attributes whose id is one, and the only one of its name."""
        anchor = attributes.get("id")
        if anchor is None:
            return attributes
        if not anchor or anchor.split() != [anchor]:
            del attributes["id"]
        elif anchor in self._anchors:
            place = self._findings.source.seek(f"#{anchor}", f'"{anchor}"', anchor)
            self._findings.warning("duplicate-id", place, id=anchor)
            del attributes["id"]
        else:
            self._anchors[anchor] = None
        return attributes


def _explicit_ids(html: str) -> list[str]:
    ids = []
    for found in _WITH_ID.finditer(html):
        anchor = parts.read_attributes(found[1]).get("id")
        if anchor:
            ids.append(anchor)
    return ids
