"""Visiting many addresses without haste: some hosts at a time, each of them one request at a time.

Knows how often a host may be asked; what is asked of it is told by `asking`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from time import sleep
from urllib.parse import urlsplit

from msgspec import Struct

from diptych.desk.web.asking import Answer, ask


class Manners(Struct, frozen=True):
    """How the web is asked: `hosts` at once, with a `pause` between two requests to one of them.

    `timeout` is how long an answer may take. Both in seconds.
    """

    hosts: int = 6
    pause: float = 1.0
    timeout: float = 15.0


def visit(
    urls: Iterable[str], manners: Manners, tick: Callable[[int, int], None]
) -> Mapping[str, Answer]:
    """Return the answer for each address; `tick` hears how many of how many hosts are done."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[_host(url)].append(url)
    answers: dict[str, Answer] = {}
    pool = ThreadPoolExecutor(manners.hosts)
    try:
        rounds = [pool.submit(_round, by_host[host], manners) for host in sorted(by_host)]
        for done, finished in enumerate(as_completed(rounds), start=1):
            answers |= finished.result()
            tick(done, len(rounds))
    finally:  # whoever interrupts does not wait for what was not asked yet
        pool.shutdown(wait=False, cancel_futures=True)
    return answers


def _round(urls: Sequence[str], manners: Manners) -> dict[str, Answer]:
    """Visit the addresses of one host, one after the other."""
    return {url: ask(url, manners.timeout) for url in _paced(urls, manners.pause)}


def _paced(urls: Sequence[str], pause: float) -> Iterator[str]:
    for number, url in enumerate(urls):
        if number:
            sleep(pause)
        yield url


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""
