#!/usr/bin/env python3
"""What one body costs: milliseconds of processor time, and how much acceleration saves of it.

`python benchmarks/bodies.py [ARTICLES]`. The bodies are those of the corpus that the comparison
uses. Each round renders all of them with a stock Python-Markdown and then with ours, so that what
else the machine does falls on both; ratios are taken round by round.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import prose  # noqa: E402 - once the path is set
from diptych.model.article import Manuscript  # noqa: E402 - the same
from diptych.render.markup import BodyRenderer, BodySettings, BodyWords, dialect  # noqa: E402
from diptych.site.answers import Picture  # noqa: E402 - the same
from diptych.site.references import Illustration, Reference  # noqa: E402 - the same

ROUNDS = 7
ARTICLES = 300
TAGS = {"fr": "fr-FR", "en": "en-GB"}


class Anywhere:
    """Answers every question at once, so that only the rendering is measured."""

    def link(self, target: str) -> Reference:
        """Return a page of that name."""
        return Reference(href=f"/{target}/", url=f"/{target}/", title=target)

    def image(self, source: str) -> Illustration:
        """Return a picture of that name."""
        return Illustration(picture=Picture(url=f"/{source}", width=800, height=600), asset=source)


def main(arguments: Sequence[str]) -> int:
    """Measure, and print a line for the parser alone and one for the whole body."""
    articles = int(arguments[0]) if arguments else ARTICLES
    bodies = [
        (locale, Manuscript(f"content/{number}.{locale}.md", prose.body(number, locale, "x.md")))
        for number in range(articles // 2)
        for locale in TAGS
    ]
    print(
        f"{len(bodies)} bodies of {_words(bodies)} words, {ROUNDS} rounds; ms of processor a body"
    )
    for name, make in (("Markdown alone", _parsers), ("whole body", _renderers)):
        with patch.object(dialect, "accelerate", lambda *_: None):
            stock = make()
        ours = make()
        rounds = [(_cost(stock, bodies), _cost(ours, bodies)) for _ in range(ROUNDS + 1)][1:]
        ratio = median(slow / fast for slow, fast in rounds)
        slow, fast = (median(times) for times in zip(*rounds, strict=True))
        print(f"{name:<15} stock {slow:6.3f}   ours {fast:6.3f}   {ratio:.2f} times as fast")
    return 0


Renderers = dict[str, Callable[[Manuscript], object]]


def _parsers() -> Renderers:
    return {locale: _parser(settings) for locale, settings in _settings().items()}


def _parser(settings: BodySettings) -> Callable[[Manuscript], object]:
    markdown = dialect.ArticleMarkdown(settings.words)

    def convert(manuscript: Manuscript) -> object:
        markdown.begin("token")
        return markdown.convert(manuscript.text)

    return convert


def _renderers() -> Renderers:
    return {locale: _renderer(settings) for locale, settings in _settings().items()}


def _renderer(settings: BodySettings) -> Callable[[Manuscript], object]:
    renderer, resolver = BodyRenderer(settings), Anywhere()
    return lambda manuscript: renderer.render(manuscript, resolver)


def _settings() -> dict[str, BodySettings]:
    words = BodyWords(*(["word"] * len(BodyWords.__struct_fields__)))
    return {
        locale: BodySettings(tag=tag, locale=locale, toc_depth=3, words=words, base_path="/")
        for locale, tag in TAGS.items()
    }


def _cost(render: Renderers, bodies: Sequence[tuple[str, Manuscript]]) -> float:
    """Return milliseconds of processor time a body."""
    start = process_time()
    for locale, manuscript in bodies:
        render[locale](manuscript)
    return (process_time() - start) * 1000 / len(bodies)


def _words(bodies: Sequence[tuple[str, Manuscript]]) -> int:
    return sum(len(manuscript.text.split()) for _, manuscript in bodies) // len(bodies)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
