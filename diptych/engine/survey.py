"""What stands in an output folder, against what should: read before anything is changed.

Held against the plan, a listing tells the files to delete, what must first be cleared out of the
way, and what is not ours: that stays, and where it stands in the way nothing is written at all.
"""

from collections.abc import Collection, Iterator

from msgspec import Struct

from diptych.engine.listing import Listing, folders_of


class Survey(Struct, frozen=True, kw_only=True):
    """Paths relative to the output; a folder among `foreign` ends with `/` and is told once."""

    obsolete: tuple[str, ...] = ()
    """Files that Diptych wrote and that are no longer planned."""
    in_the_way: tuple[str, ...] = ()
    """Files of ours where a folder must go, folders with nothing foreign where a file must."""
    blocking: tuple[str, ...] = ()
    """The same, foreign: they cannot be removed, so the output cannot be written."""
    foreign: tuple[str, ...] = ()


def survey(listing: Listing, planned: Collection[str], known: Collection[str]) -> Survey:
    """Compare what is there with the planned files; `known` are those Diptych wrote before."""
    if not listing.folders:
        return Survey()
    plan = _Plan(planned, known)
    found = sorted(_entries(listing, "", plan))
    return Survey(
        obsolete=tuple(path for kind, path in found if kind == "obsolete"),
        in_the_way=tuple(path for kind, path in found if kind == "in_the_way"),
        blocking=tuple(path for kind, path in found if kind == "blocking"),
        foreign=tuple(path for kind, path in found if kind == "foreign"),
    )


class _Plan:
    """Which files and folders are expected."""

    def __init__(self, planned: Collection[str], known: Collection[str]) -> None:
        self.files = frozenset(planned)
        self.known = frozenset(known)
        self.folders = frozenset(folder for path in planned for folder in folders_of(path))
        self.old_folders = frozenset(folder for path in known for folder in folders_of(path))


def _entries(listing: Listing, path: str, plan: _Plan) -> Iterator[tuple[str, str]]:
    prefix = f"{path}/" if path else ""
    folder = listing.folders[path]
    for name in folder.folders:
        yield from _folder(listing, f"{prefix}{name}", plan)
    for name in (*folder.files, *folder.others):
        file = f"{prefix}{name}"
        if file in plan.folders:
            yield ("in_the_way" if file in plan.known else "blocking"), file
        elif file not in plan.files:
            yield ("obsolete" if file in plan.known else "foreign"), file


def _folder(listing: Listing, path: str, plan: _Plan) -> Iterator[tuple[str, str]]:
    if path not in plan.files:
        if path in plan.folders or path in plan.old_folders:
            yield from _entries(listing, path, plan)
        else:
            yield "foreign", f"{path}/"
        return
    inside = list(_entries(listing, path, plan))
    foreign = [("blocking", found) for kind, found in inside if kind == "foreign"]
    yield from foreign or [("in_the_way", path), *inside]
