"""The darkroom: every rendition of the plan made and staged, but for those that were made before.

Pages name renditions without waiting for them, so nothing depends on the order in which they come.
What one picture needs in one format is made together, since a picture is dear to decode. Knows no
encoder and no page.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from msgspec import Struct

from diptych.engine.commit import Artifact, Workspace
from diptych.engine.executors import Executor, Lazily, Work
from diptych.memory.pictures import RememberedPictures
from diptych.memory.renditions import key
from diptych.model.problem import Place, Problem, error
from diptych.read.images import digest_of_picture
from diptych.read.manuscripts import SourceChangedError
from diptych.render.bodies import Tick
from diptych.site.renditions import Rendition
from diptych.site.routes import output_path

_DEAR = 2
"""A picture takes seconds: two of them are worth a process more."""


_CHANGED = "changed"


class Order(Struct, frozen=True):
    """What is wanted of one picture; `data` are its bytes where its file cannot be seen."""

    path: str
    renditions: tuple[Rendition, ...]
    data: bytes | None = None


class Outcome(Struct, frozen=True):
    """The bytes of what was ordered, in order; none, and a `fault`, if they could not be made."""

    files: tuple[bytes, ...] = ()
    fault: str = ""


class Developed(Struct, frozen=True):
    """How many renditions were encoded, and what was wrong."""

    encoded: int = 0
    problems: tuple[Problem, ...] = ()


class Darkroom:
    """Makes renditions of the pictures of the site in a folder."""

    def __init__(self, root: Path, remembered: RememberedPictures) -> None:
        self._root = root
        self._remembered = remembered

    def develop(
        self, renditions: Sequence[Rendition], space: Workspace, executor: Executor, tick: Tick
    ) -> Developed:
        """Stage all renditions, encoding those that are not at hand.

        Raises `SourceChangedError` when a picture is edited meanwhile.
        """
        missing = [one for one in renditions if not self._at_hand(one, space)]
        orders = _orders(missing)
        if not orders:
            return Developed()
        work = Work(Path, str(self._root), _developed, name=_path, fewest=_DEAR)
        packed = _seen if executor.shares_disk else partial(_packed, self._root)
        problems: dict[str, Problem] = {}
        for done, (number, made) in enumerate(executor.run(work, Lazily(packed, orders)), start=1):
            order = orders[number]
            if made.fault == _CHANGED:
                raise SourceChangedError(order.path)
            if made.fault:
                problems[order.path] = error(made.fault, Place(order.path))
            for one, data in zip(order.renditions, made.files, strict=not made.fault):
                self._remembered.keep(key(one), data)
                space.stage(Artifact(output_path(one.url), data))
            tick(done, len(orders))
        return Developed(len(missing), tuple(problems[path] for path in sorted(problems)))

    def tidy(self, wanted: Iterable[Rendition]) -> None:
        """Forget renditions that are none of these."""
        self._remembered.forget_all_but(map(key, wanted))

    def _at_hand(self, one: Rendition, space: Workspace) -> bool:
        """Stage a rendition that was made before; tell whether it was."""
        path, known = output_path(one.url), self._remembered.digest(key(one))
        if known and space.keep(path, known):
            return True
        data = self._remembered.recall(key(one)) if known else None
        if data is None:
            return False
        space.stage(Artifact(path, data))
        return True


def _orders(missing: Iterable[Rendition]) -> list[Order]:
    """Return what is to be made of each picture in each format."""
    together: dict[tuple[str, str], list[Rendition]] = {}
    for one in missing:
        together.setdefault((one.path, one.media_type), []).append(one)
    return [Order(path, tuple(wanted)) for (path, _), wanted in together.items()]


def _seen(order: Order) -> Order:
    return order


def _packed(root: Path, order: Order) -> Order:
    """Return an order with the bytes of its picture; without, if that is gone."""
    with suppress(OSError):
        return Order(order.path, order.renditions, (root / order.path).read_bytes())
    return order


def _developed(root: Path, order: Order) -> Outcome:
    """Do an order, wherever it has come to."""
    from diptych.render.encoding import UndecodableError, encode  # noqa: PLC0415 - loads Pillow

    try:
        data = (root / order.path).read_bytes() if order.data is None else order.data
    except OSError:
        return Outcome(fault=_CHANGED)
    if digest_of_picture(data) != order.renditions[0].digest:
        return Outcome(fault=_CHANGED)
    try:
        return Outcome(encode(data, order.renditions))
    except UndecodableError:
        return Outcome(fault="truncated-image")


def _path(order: Order) -> str:
    return order.path
