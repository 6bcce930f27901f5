"""Passwords as argon2id hashes, never more of them in work at once than there are cores."""

from __future__ import annotations

import os
import secrets
import threading
import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(memory_cost=19456, time_cost=2, parallelism=1)
_at_once = threading.BoundedSemaphore(os.cpu_count() or 2)


def hashed(password: str) -> str:
    with _at_once:
        return HASHER.hash(_one_spelling(password))


def matches(stored: str | None, password: str) -> bool:
    """Tell whether a password is the stored one; with none stored it takes as long and is not."""
    try:
        with _at_once:
            HASHER.verify(stored or _nobodys(), _one_spelling(password))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def outdated(stored: str) -> bool:
    """Tell whether a hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(stored)


def _one_spelling(password: str) -> str:
    """Write letters with accents in one way: keyboards differ in how they send them."""
    return unicodedata.normalize("NFC", password)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return HASHER.hash(secrets.token_urlsafe(32))
