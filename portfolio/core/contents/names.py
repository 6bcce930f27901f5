"""The names that files come with, made fit to be shown and sent back; they never become paths."""

from __future__ import annotations

import re
import unicodedata

from portfolio.core.contents.families import TYPES

LONGEST = 255
"""Bytes in UTF-8: what every file system takes."""
JOINER = "\N{ZERO WIDTH JOINER}"
RESERVED = re.compile(r'[<>:"|?*]')
DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
"""What Windows takes for a device, whatever its ending: no file can be saved under it there."""


def is_a_path(said: str) -> bool:
    """Tell whether a file came named with a way through folders: browsers send no such names, tricks do."""
    return bool(re.search(r"[/\\\x00]", said)) or said.strip(" .") == ""


def clean_name(said: str, media_type: str | None = None) -> str:
    """Give the last part of a name without signs that deceive, ending as its type, where it has one, does."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", said))[-1]
    # Controls, direction marks and surrogates go; the joiner stays, as it holds emoji together.
    kept = "".join(sign for sign in last if sign == JOINER or not unicodedata.category(sign).startswith("C"))
    plain = " ".join(RESERVED.sub("_", kept).split()).rstrip(" .")
    if media_type is None:
        return _shortened(plain.strip(" .") or "?", "")
    extensions = TYPES[media_type.partition(";")[0]][1]
    ending = next((one for one in extensions if plain.lower().endswith(one)), "")
    stem = plain[: len(plain) - len(ending)].strip(" .")
    return _shortened(stem or "file", ending or extensions[0])


def name_of_copy(said: str, words: str, media_type: str) -> str:
    """Give the name of a copy of a file, with words that say what it is."""
    stem, dot, _ending = said.rpartition(".")
    extension = TYPES[media_type.partition(";")[0]][1][0]
    ending = f" ({words}){extension}"
    return _shortened(stem if dot else said, ending)


def _shortened(stem: str, ending: str) -> str:
    stem = f"_{stem}" if DEVICES.match(stem + ending) else stem
    room = LONGEST - len(ending)
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + ending
