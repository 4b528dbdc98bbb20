"""Palettes: the five colours in which a category's zellige is laid.

Knows the palettes that come with Diptych, and how far two colours are apart for a reader's eye.
"""

import re
from collections.abc import Mapping
from hashlib import blake2b
from types import MappingProxyType

Colours = tuple[str, str, str, str, str]
"""The ground, three glazes and the light one of the joints, each as `#rrggbb` in lower case."""

SIZE = 5
READABLE = 4.5
"""The least contrast of text with what is behind it (WCAG 2.2, 1.4.3)."""

PALETTES: Mapping[str, Colours] = MappingProxyType(
    {
        "lagoon": ("#0b4a55", "#12808c", "#d9982f", "#a8431f", "#f4e8cd"),
        "saffron": ("#8c4a12", "#d08a1d", "#12606b", "#7a2a1a", "#faedd0"),
        "indigo": ("#1f2a5a", "#3c55a5", "#d7a13b", "#a63d2f", "#f1ead9"),
        "mint": ("#17503c", "#2f8a66", "#e0b24a", "#23405e", "#f2efdc"),
        "rose": ("#6a2440", "#b24a63", "#dca24c", "#1d5a63", "#f8e9dd"),
        "slate": ("#26343b", "#5a7681", "#cf8f3a", "#8d3b23", "#ece6d8"),
    }
)
"""Those of categories whose settings name no colours, by name."""

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_DIGITS = 6


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour as palettes have them."""
    return _COLOUR.fullmatch(text) is not None


def palette_name(category: str, colours: tuple[str, ...]) -> str:
    """Return what a category's palette is called: the digits of its own colours, or a known name.

    A name says which colours it has, so what is named after it need never be fetched again.
    """
    if colours:
        return "".join(colour.removeprefix("#") for colour in colours)
    names = tuple(PALETTES)
    return names[int.from_bytes(blake2b(category.encode(), digest_size=4).digest()) % len(names)]


def colours_of(name: str) -> Colours:
    """Return the colours of a palette by its name."""
    if name in PALETTES:
        return PALETTES[name]
    ground, first, second, third, light = (
        f"#{name[start : start + _DIGITS]}" for start in range(0, SIZE * _DIGITS, _DIGITS)
    )
    return ground, first, second, third, light


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2, "relative luminance")."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
