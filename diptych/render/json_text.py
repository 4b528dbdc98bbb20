"""JSON as a file or a script element carries it, without what is empty.

Knows JSON and where HTML would stop reading it; knows nothing of feeds or of schema.org.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

_IN_SCRIPT = tuple((character, f"\\u{ord(character):04x}") for character in "<>&\u2028\u2029")


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the same object without its empty members: None, 0, "", [] and {}."""
    return {name: value for name, value in values.items() if value}


def json_file(value: Mapping[str, Any]) -> bytes:
    """Return an object as a file: indented, in UTF-8, members in the order given."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def json_in_script(value: Mapping[str, Any]) -> str:
    """Return an object as text that no HTML parser leaves a `<script>` for.

    `<`, `>` and `&` are escaped, so that neither `</script>` nor `<!--` can stand in it (HTML,
    "Restrictions for contents of script elements"); U+2028 and U+2029 for readers that take JSON
    for JavaScript.
    """
    text = msgspec.json.format(msgspec.json.encode(value), indent=0).decode()
    for character, escaped in _IN_SCRIPT:
        text = text.replace(character, escaped)
    return text
