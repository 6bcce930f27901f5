"""Bitstring status lists: which of many credentials are revoked, one bit each, telling nothing of the others."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterable

LENGTH = 131_072
"""Bits: the least that the standard allows, so that a place in it says nothing of whose it is."""


def encoded(places: Iterable[int]) -> str:
    """Write a list in which these places are set; the same places give the same text."""
    bits = bytearray(LENGTH // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> place % 8
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def is_set(said: str, place: int) -> bool:
    """Tell whether a place is set. Raises ValueError where this is no list, or it is shorter."""
    packed = base64.urlsafe_b64decode(said[1:] + "=" * (-(len(said) - 1) % 4))
    bits = gzip.decompress(packed)
    if not said.startswith("u") or not 0 <= place < len(bits) * 8:
        raise ValueError("no such place in the list")
    return bool(bits[place // 8] & 0x80 >> place % 8)
