"""What pages write once and keep, where it is the same for everyone."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Source = TypeVar("Source")
Written = TypeVar("Written")


class Kept(Generic[Source, Written]):
    """What was written of sources, by key, those used longest ago let go; safe among threads."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.found: OrderedDict[Hashable, tuple[Source, Written]] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: Hashable, source: Source, write: Callable[[], Written]) -> Written:
        """Give what stands under a key, written anew where it was of another source."""
        with self.lock:
            known = self.found.get(key)
            if known is not None and known[0] is source:
                self.found.move_to_end(key)
                return known[1]
        written = write()
        with self.lock:
            self.found[key] = source, written
            self.found.move_to_end(key)
            while len(self.found) > self.size:
                self.found.popitem(last=False)
        return written
