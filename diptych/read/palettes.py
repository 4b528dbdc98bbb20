"""The colours that settings give a category: five of them, the first and the last far apart."""

from collections.abc import Iterator, Sequence

from diptych.model.palette import READABLE, SIZE, contrast, is_colour
from diptych.model.problem import Place, Problem, config_error


def palette_faults(colours: Sequence[str], place: Place) -> Iterator[Problem]:
    """Find what is wrong with a palette, told at its place; one that is empty is none."""
    lower = [colour.lower() for colour in colours]
    unknown = next((colour for colour in lower if not is_colour(colour)), None)
    if unknown is not None:
        yield config_error("invalid-colour", place, colour=unknown)
    elif lower and len(lower) != SIZE:
        yield config_error("palette-size", place, count=len(lower), size=SIZE)
    elif lower and contrast(lower[0], lower[-1]) < READABLE:
        ratio = f"{contrast(lower[0], lower[-1]):.1f}"
        yield config_error("palette-contrast", place, ratio=ratio, least=READABLE)
