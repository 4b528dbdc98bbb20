"""Which HTML a body may hold: the allow-lists, nh3 that enforces them, and a walk that tells.

nh3 does not say what it took out, so a walk of ours over the HTML finds what could run, which is
an error, and what is merely off the list. The walk only informs: whatever it overlooks, nh3
removes. Knows nothing of Markdown.
"""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import NamedTuple

import nh3

from diptych.render.markup.source import CONTROL, Findings


def is_handler(attribute: str) -> bool:
    """Tell the name of an attribute whose value is a script: `onclick`."""
    return bool(_HANDLER.fullmatch(attribute.lower()))


class Policy(NamedTuple):
    """What is allowed: elements with their own attributes, attributes of all, URL schemes."""

    elements: Mapping[str, frozenset[str]]
    everywhere: frozenset[str]
    schemes: frozenset[str]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NONE: frozenset[str] = frozenset()
_ARTICLE_ELEMENTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        _words(
            "abbr b bdi bdo br caption cite code dd dfn div dl dt em figcaption figure h1 h2 h3 h4"
            " h5 h6 hr i kbd mark p pre rp rt ruby s samp section small span strong sub summary sup"
            " table tbody tfoot thead tr u ul var wbr"
        ),
        _NONE,
    ),
    "a": frozenset({"href", "hreflang"}),
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "data": frozenset({"value"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "q": frozenset({"cite"}),
    "td": frozenset({"align", "colspan", "headers", "rowspan"}),
    "th": frozenset({"align", "colspan", "headers", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}

ARTICLES = Policy(
    _ARTICLE_ELEMENTS,
    frozenset({"class", "id", "lang", "dir", "title", "role", "aria-label"}),
    frozenset({"http", "https", "mailto", "tel", "story"}),
)
COMMENTS = Policy(
    {
        **dict.fromkeys(_words("p br em strong code pre blockquote ul ol li"), _NONE),
        "a": frozenset({"href"}),
    },
    _NONE,
    frozenset({"http", "https", "mailto"}),
)

_RUNS = _words(
    "script iframe object embed applet form input button select textarea option meta base link"
    " frame frameset portal fencedframe"
    # These make other parsers read what follows as something else.
    " noembed noframes noscript plaintext title xmp"
)
_IN_MARKDOWN = {"img": ("![",)}
"""How elements that a policy leaves out may be written in Markdown."""
_HANDLER = re.compile(r"on[a-z]{3,}")
_RUNNING_SCHEMES = frozenset({"javascript", "data", "vbscript"})
_ADDRESSES = _words(
    "href src cite poster action formaction background longdesc xlink:href srcset data"
)
_ENOUGH = 8
"""Characters by which a disguised address is looked for."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)")
_IGNORED_IN_ADDRESSES = re.compile("[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\ufeff]+")

# Plain tags, by far the most, are passed over at once.
_START_TAG = re.compile(
    r"<!--.*?(?:--!?>|\Z)"
    r"|<(?!(?:p|em|strong|code|li|ul|ol|h[1-6]|t[dhr]|table|thead|tbody|sup|blockquote|br|hr)>)"
    r"([a-zA-Z][^\s/>]*)"
    r"((?:[\s/]+|[^\s/>][^\s/>=]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*)?)?)*+)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"([^\s/>][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'][^\s>]*)?))?"
)


class Sanitiser:
    """One policy, told and enforced."""

    def __init__(self, policy: Policy) -> None:
        self._schemes = policy.schemes
        self._attributes = {name: own | policy.everywhere for name, own in policy.elements.items()}
        self._cleaner = nh3.Cleaner(
            tags=set(policy.elements),
            # nh3 has attributes of its own for all elements where "*" is not given.
            attributes={"*": set(), **{name: set(own) for name, own in self._attributes.items()}},
            url_schemes=set(policy.schemes),
            link_rel=None,
        )

    def clean(self, html: str) -> str:
        """Return well-formed HTML with nothing in it that is off the list."""
        html = self._cleaner.clean(html).replace("&nbsp;", "\u00a0")
        return CONTROL.sub("", html).strip()  # entities may have brought in what is no text

    def inspect(self, html: str, findings: Findings, refused: Iterable[str] = ()) -> None:
        """Tell what is dangerous, and in one warning all else that `clean` will strip.

        `refused` are names of attributes that were taken out before.
        """
        stripped: dict[str, tuple[str, ...]] = {}
        for name in refused:
            if is_handler(name):
                findings.error("unsafe-html", findings.source.seek(name), what=name)
            else:
                stripped.setdefault(name, (name,))
        for found in _START_TAG.finditer(html):
            if found[1] is not None:
                self._inspect(found, findings, stripped)
        if stripped:
            place = findings.source.seek(*next(iter(stripped.values())))
            findings.warning("html-stripped", place, names=", ".join(stripped))

    def _inspect(
        self, tag: re.Match[str], findings: Findings, stripped: dict[str, tuple[str, ...]]
    ) -> None:
        name = tag[1].lower()
        own = self._attributes.get(name)
        if name in _RUNS:
            findings.error("unsafe-html", findings.source.seek(f"<{tag[1]}"), what=f"<{name}>")
        elif own is None:
            stripped.setdefault(f"<{name}>", (f"<{tag[1]}", *_IN_MARKDOWN.get(name, ())))
        for attribute in _ATTRIBUTE.finditer(tag[2]):
            key = attribute[1].lower()
            if is_handler(key):
                place = findings.source.seek(attribute[1])
                findings.error("unsafe-html", place, what=key)
                continue
            if key in _ADDRESSES:
                self._inspect_address(attribute, findings)
            if own is not None and key not in own:
                stripped.setdefault(key, (attribute[0], attribute[1]))

    def _inspect_address(self, attribute: re.Match[str], findings: Findings) -> None:
        value = attribute[2] or attribute[3] or attribute[4] or ""
        if ":" not in value and "&" not in value:
            return
        address = unescape(value)
        found = _SCHEME.match(_IGNORED_IN_ADDRESSES.sub("", address).lower())
        if found is None or found[0] in self._schemes:
            return
        place = findings.source.seek(address, value, f"{found[0]}:", value[:_ENOUGH])
        code = "unsafe-link" if found[0] in _RUNNING_SCHEMES else "link-scheme"
        tell = findings.error if code == "unsafe-link" else findings.warning
        tell(code, place, scheme=found[0])
