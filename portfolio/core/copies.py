"""What others than its owner get of a file: a copy of a photograph or recording without place and device, made once."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from portfolio.core import contents
from portfolio.core.contents import Family, Occupied, Unacceptable
from portfolio.core.store import Address, FolderStore
from portfolio.core.store.disk import Busy

PREVIEW, CLEAN = "preview", "clean"
KINDS = {Family.IMAGE: PREVIEW, Family.AUDIO: CLEAN, Family.VIDEO: CLEAN}
"""Which families others get a copy of; documents and texts are given as they are."""
PATIENCE = 5.0
"""How many seconds a copy is waited for that somebody else makes."""
LOOK_AGAIN = 0.1


def kind_of(media_type: str) -> str | None:
    return KINDS.get(contents.family_of(media_type))


def type_of_copy(media_type: str) -> str:
    return "image/jpeg" if kind_of(media_type) == PREVIEW else media_type


def made(store: FolderStore, address: Address, media_type: str) -> Path:
    """Give where the copy for others lies, making it where it was never wanted before.

    Raises FileNotFoundError, Unacceptable where none can be made, or Occupied where that takes long just now.
    """
    kind = KINDS[contents.family_of(media_type)]
    path, until = store.copy_path(address, kind), time.monotonic() + PATIENCE
    while not path.exists():
        refused = store.copy_refused(address)
        if refused is not None:
            raise Unacceptable(refused)
        try:
            _make(store, address, media_type, kind)
        except Busy:
            if time.monotonic() >= until:
                raise Occupied from None
            time.sleep(LOOK_AGAIN)
    return path


def _make(store: FolderStore, address: Address, media_type: str, kind: str) -> None:
    original = store.path(address)
    if not original.exists():
        raise FileNotFoundError(original)
    with store.put_copy(address, kind) as part:
        try:
            _way(kind, media_type)(original, part)
        except Unacceptable as refused:
            store.refuse_copy(address, refused.code)
            raise


def refused(store: FolderStore, address: Address, media_type: str) -> str | None:
    """Tell why others get nothing of a file, where that was found."""
    return store.copy_refused(address) if kind_of(media_type) else None


def _way(kind: str, media_type: str) -> Callable[[Path, Path], None]:
    if kind == PREVIEW:
        return contents.make_preview
    return lambda path, target: contents.make_clean(path, target, media_type)
