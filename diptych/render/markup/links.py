"""The addresses in a body: which lead out, which the resolver answers for, and what they become.

Each is located by looking for it in the source. Whether a page and its anchors exist is checked
once the site is known: this notes what is to be checked, and checks the body's own anchors.
"""

import re
from collections.abc import Collection
from urllib.parse import unquote

from diptych.model.body import LinkOut
from diptych.model.problem import Place
from diptych.render.markup.source import Findings
from diptych.site.references import Illustration, Reference, Resolver, Unresolved

_OUTSIDE = re.compile(r"(https?:)?//|mailto:|tel:", re.IGNORECASE)
_WEB = re.compile(r"(https?:)?//", re.IGNORECASE)


class Addresses:
    """Answers for the links and images of one body, and keeps what it found out."""

    def __init__(self, resolver: Resolver, findings: Findings) -> None:
        self._resolver = resolver
        self._findings = findings
        self._own: list[tuple[str, Place]] = []
        self.links: list[LinkOut] = []
        self.assets: dict[str, None] = {}
        self.pictures: dict[str, None] = {}

    def follow(self, attributes: dict[str, str]) -> dict[str, str]:
        """Return the attributes of a link with its address as readers need it.

        A link that leads nowhere loses its address and keeps its words.
        """
        address = attributes.get("href")
        if address is None:
            return attributes
        attributes = dict(attributes)
        target, sharp, fragment = address.strip().partition("#")
        if _OUTSIDE.match(target):
            if _WEB.match(target):
                attributes["rel"] = "noopener"
            return attributes
        place = self._place(address)
        if not target:
            if not sharp:
                self._findings.warning("empty-link", place)
                del attributes["href"]
            elif fragment:
                self._own.append((fragment, place))
            return attributes
        reference = self._resolver.link(target)
        if isinstance(reference, Unresolved):
            self._tell(reference, place)
            del attributes["href"]
            return attributes
        self._keep(reference, fragment, place)
        attributes["href"] = reference.href + sharp + fragment
        if reference.locale:
            attributes["hreflang"] = reference.locale
            attributes.setdefault("lang", reference.locale)
        return attributes

    def story(self, key: str, position: int) -> Reference | None:
        """Return where a story's card leads, None if nowhere."""
        place = self._findings.source.place(position)
        target, _, fragment = key.removeprefix("story:").partition("#")
        reference = self._resolver.link(f"story:{target}")
        if isinstance(reference, Unresolved):
            self._tell(reference, place)
            return None
        self._keep(reference, fragment, place)
        return reference

    def picture(self, source: str, place: Place | None = None) -> Illustration | None:
        """Return the picture that an image shows, None if there is none."""
        found = self._resolver.image(source)
        if isinstance(found, Unresolved):
            self._tell(found, place or self._place(source))
            return None
        if found.asset:
            shown = self.pictures if found.picture.sources else self.assets
            shown[found.asset] = None
        return found

    def without_text(self, source: str, place: Place | None = None) -> None:
        """Tell an image that says nothing to those who cannot see it."""
        self._findings.warning("image-without-alt", place or self._place(source), source=source)

    def check_own(self, anchors: Collection[str]) -> None:
        """Tell links to anchors that the body does not have."""
        for fragment, place in self._own:
            if fragment not in anchors and unquote(fragment) not in anchors and fragment != "top":
                self._findings.error("broken-anchor", place, fragment=fragment)

    def _keep(self, reference: Reference, fragment: str, place: Place) -> None:
        if reference.url:
            self.links.append(LinkOut(reference.url, fragment, place.line))
        if reference.asset:
            self.assets[reference.asset] = None

    def _tell(self, found: Unresolved, place: Place) -> None:
        self._findings.unresolved(found.code, found.severity, place, found.values)

    def _place(self, address: str) -> Place:
        return self._findings.source.seek(f"({address}", address, unquote(address))
