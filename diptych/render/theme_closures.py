"""Closures: for each template, all those it may draw on, known before a page is rendered.

A page is as new as its template's closure. Templates that are referred to and absent are part of
it, since their appearance would change the page. Knows graphs, not Jinja.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from diptych.model.problem import Place, Problem, Result, error
from diptych.render.theme_files import Template
from diptych.render.theme_inspection import Reference

Closure = tuple[tuple[str, str], ...]
"""Names of templates, sorted, each with the digest of its text (empty for an absent one)."""

References = Mapping[str, Sequence[Reference]]


def closures(
    templates: Mapping[str, Template], references: References
) -> Result[Mapping[str, Closure]]:
    """Return the closure of each template, and the references that cannot work."""
    problems = [*_absent(templates, references), *_cycles(templates, references)]
    found = {name: _closure(name, templates, references) for name in templates}
    return Result(found, tuple(problems))


def _closure(name: str, templates: Mapping[str, Template], references: References) -> Closure:
    reached = {name}
    waiting = [name]
    while waiting:
        for reference in references.get(waiting.pop(), ()):
            if reference.name not in reached:
                reached.add(reference.name)
                waiting.append(reference.name)
    return tuple(
        (one, templates[one].digest if one in templates else "") for one in sorted(reached)
    )


def _absent(templates: Mapping[str, Template], references: References) -> Iterator[Problem]:
    for name in sorted(references):
        for reference in references[name]:
            if reference.name not in templates and not reference.optional:
                place = Place(templates[name].path, reference.line)
                near = get_close_matches(reference.name, sorted(templates), n=3)
                yield error(
                    "template-missing",
                    place,
                    template=reference.name,
                    known=", ".join(near or sorted(templates)),
                )


def _cycles(templates: Mapping[str, Template], references: References) -> Iterator[Problem]:
    """Find templates that include themselves, each cycle told once, where it closes."""
    done: set[str] = set()
    for start in sorted(references):
        path: list[str] = []
        yield from _walk(start, path, done, templates, references)


def _walk(
    name: str,
    path: list[str],
    done: set[str],
    templates: Mapping[str, Template],
    references: References,
) -> Iterator[Problem]:
    if name in done:
        return
    path.append(name)
    for reference in references.get(name, ()):
        if reference.name in path:
            cycle = [*path[path.index(reference.name) :], reference.name]
            place = Place(templates[name].path, reference.line)
            yield error("template-cycle", place, templates=" > ".join(cycle))
        else:
            yield from _walk(reference.name, path, done, templates, references)
    path.pop()
    done.add(name)
