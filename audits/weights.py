"""How much a reader downloads: bytes of a page as hosts send it, compressed by gzip.

What a page needs before it can be read is its HTML, with the critical CSS in it, and the style
sheets that do not stand behind its text (`.prose`): a browser shows what precedes a sheet without
waiting for it. Scripts are counted whether they stand in the page or beside it.
"""

import gzip
from collections.abc import Callable, Iterator, Sequence

from lxml import html

from audits.figures import Figure, Finding, faults
from audits.output import Output
from audits.sample import KINDS

ARTICLE_BYTES = 14_000
SCRIPT_BYTES = 10_000
_LEVEL = 6
"""gzip's own default, which hosts use."""

_DATA = ("json", "speculationrules")
_PRINTED = {"print"}
_SHEETS = (
    "//link[contains(concat(' ', @rel, ' '), ' stylesheet ')]"
    "[not(preceding::*[contains(concat(' ', @class, ' '), ' prose ')])]"
)


def compressed(content: bytes) -> int:
    """Return the size of the content compressed, in bytes."""
    return len(gzip.compress(content, _LEVEL, mtime=0))


def first_bytes(content: bytes, sheet: Callable[[str], bytes]) -> int:
    """Return the compressed bytes of a page and of the style sheets that its text waits for.

    `sheet` returns the content of the style sheet at an address.
    """
    page = html.document_fromstring(content)
    waited = [
        link.get("href", "")
        for link in page.xpath(_SHEETS)
        if link.get("media", "all") not in _PRINTED
    ]
    return compressed(content) + sum(compressed(sheet(address)) for address in waited)


def inline_script_bytes(page: html.HtmlElement) -> int:
    """Return the compressed bytes of the scripts that stand in a page; data is none."""
    scripts = [
        script.text_content().encode()
        for script in page.xpath("//script[not(@src)]")
        if not any(kind in (script.get("type") or "") for kind in _DATA)
    ]
    return sum(map(compressed, scripts))


def audit_weights(output: Output) -> Figure:
    """Return the first bytes of the heaviest article."""
    articles = [
        address for address, page in output.pages.items() if page.xpath("//main//article[1]//h1")
    ]
    weights = {address: _weight(output, address) for address in articles}
    heaviest = max(weights, key=lambda address: weights[address])
    over = [
        Finding(output.label(address), "article-weight", f"{weight:,} bytes")
        for address, weight in weights.items()
        if weight > ARTICLE_BYTES
    ]
    middle = weights[KINDS["article"].at["fr"]]
    return Figure(
        "first bytes of an article",
        heaviest,
        weights[heaviest],
        ARTICLE_BYTES,
        unit="bytes",
        spread=f"the most of {len(weights)}; the example has {middle:,}",
        findings=tuple(over),
    )


def audit_sizes_of_images(outputs: Sequence[Output]) -> Figure:
    """Return how many images tell no width or no height."""
    findings = [finding for output in outputs for finding in _unsized(output)]
    count = sum(len(page.xpath("//img")) for output in outputs for page in output.pages.values())
    return faults("width and height", "all sites", findings, f"{count} images")


def _unsized(output: Output) -> Iterator[Finding]:
    for address, page in output.pages.items():
        for image in page.xpath("//img[not(@width) or not(@height)]"):
            yield Finding(output.label(address), "image-size", image.get("src") or "")


def _weight(output: Output, address: str) -> int:
    def sheet(reference: str) -> bytes:
        file = output.file(reference, address)
        return file.read_bytes() if file else b""

    file = output.file(output.url(address))
    return first_bytes(file.read_bytes() if file else b"", sheet)
