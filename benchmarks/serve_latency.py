"""From save to reload: how long the preview takes to show an edited text, as its reader meets it.

Starts the real server on a corpus, edits a body again and again, and waits for the message that has
the browser load the page again. `python benchmarks/serve_latency.py --stories 5000` prints the
median, the least and the greatest of `--edits` edits, in milliseconds, and what the first build
took. What the browser does after that is not in it.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tornado.websocket import WebSocketClientConnection, websocket_connect

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))

from benchmarks import diptych_site  # noqa: E402 - found only now
from benchmarks.corpus import Corpus, make_corpus  # noqa: E402 - the same

_PAUSE = 2.0
"""Seconds between two edits: enough for the preview to have looked at all files meanwhile."""

_THOUSAND = 1000


def main() -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--stories", type=int, default=500, help="two articles each")
    parser.add_argument("--edits", type=int, default=15)
    parser.add_argument("--work", type=Path, help="folder to work in, else a temporary one")
    asked = parser.parse_args()
    with TemporaryDirectory() as temporary:
        site = (asked.work or Path(temporary)) / f"preview-{asked.stories}"
        corpus = make_corpus(asked.stories)
        for path, text in diptych_site.files(corpus):
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(text, encoding="utf-8")
        with _serving(site) as (port, first):
            print(f"{corpus.articles:,} articles; {first}")
            file = _edited(site, corpus)
            texts = _texts(file.read_text(encoding="utf-8"), asked.edits + 1)
            taken = asyncio.run(_edits(port, file, texts))
        print(f"save to reload, {len(taken)} edits: median {median(taken):.0f} ms", end=" ")
        print(f"({min(taken):.0f} to {max(taken):.0f})")


@contextmanager
def _serving(site: Path) -> Iterator[tuple[int, str]]:
    """Serve a site; give the port, and what was told of the first build."""
    command = [sys.executable, "-m", "diptych", "serve", "--port", "0", "--source", str(site)]
    with subprocess.Popen(  # noqa: S603 - the command is our own
        command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        lines = iter(server.stdout or ())
        try:
            address = next(lines).split()[-1]
            next(lines)
            yield int(address.rstrip("/").rpartition(":")[2]), next(lines).strip()
        finally:
            server.terminate()


def _edited(site: Path, corpus: Corpus) -> Path:
    """Return the file to edit: a story from the middle, which no front page shows."""
    story = corpus.stories[len(corpus.stories) // 2]
    return site / "content" / story.category / f"{story.name}.fr.md"


def _texts(text: str, count: int) -> list[str]:
    return [f"{text}\nParagraphe ajouté, version {number}.\n" for number in range(count)]


async def _edits(port: int, file: Path, texts: list[str]) -> list[float]:
    """Save one text after the other; return how long each took but the first, in milliseconds.

    The first edit finds nothing loaded.
    """
    socket = await websocket_connect(f"ws://127.0.0.1:{port}/livereload")
    await _say(socket, command="hello")
    await socket.read_message()
    await _say(socket, command="info", url="/")
    taken = []
    for text in texts:
        await asyncio.sleep(_PAUSE)
        start = time.perf_counter()
        file.write_text(text, encoding="utf-8")  # noqa: ASYNC240 - an author waits for it too
        message = json.loads(await socket.read_message() or "{}")
        taken.append((time.perf_counter() - start) * _THOUSAND)
        if message.get("command") != "reload":
            sys.exit(f"not built: {message}")
    return taken[1:]


async def _say(socket: WebSocketClientConnection, **message: str) -> None:
    await socket.write_message(json.dumps(message))


if __name__ == "__main__":
    main()
