"""Digests: short names of values, equal only when the values are.

Knows how to name plain frozen data. What is named, and why, is the caller's affair.
"""

from hashlib import blake2b

import msgspec

DIGEST_BYTES = 16

_ENCODER = msgspec.json.Encoder(order="deterministic")


def digest(data: bytes) -> bytes:
    """Return the digest of some bytes (BLAKE2b, 16 bytes)."""
    return blake2b(data, digest_size=DIGEST_BYTES).digest()


def digest_of_value(value: object) -> bytes:
    """Return the digest of plain frozen data: Structs, tuples, mappings, strings, dates.

    JSON is the form that is digested: it keeps the offsets of date-times, which MessagePack drops.
    Raises TypeError for what has no plain form.
    """
    return digest(type(value).__qualname__.encode() + b"\0" + _ENCODER.encode(value))
