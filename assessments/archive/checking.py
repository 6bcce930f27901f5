"""Checking an archive without a database: its shape, every hash, the signatures and the chain of its record."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from assessments.archive.rules import (
    HEADS,
    LEDGER,
    MANIFEST,
    SIGNATURE,
    UNLISTED,
    NotAnArchive,
    Wrong,
    read_manifest,
)
from portfolio.core.ledger import GENESIS, link

BLOCK = 1024 * 1024
LOCAL_HEADER = 30
MOST_FILES = 200_000
MOST_READ_WHOLE = 256 * 1024 * 1024
"""Documents that are read as one; files of evidence are read in blocks, however long."""


class OpenedArchive:
    """An archive as it lies on the disk; raises NotAnArchive where it is none, or is made to do harm."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        try:
            with zipfile.ZipFile(self.file) as opened:
                infos = opened.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise NotAnArchive("not-archive") from error
        self.members = {info.filename: info for info in infos}
        self._refuse_tricks(len(infos))
        self.text = self.read(MANIFEST)
        self.manifest: dict[str, Any] = read_manifest(self.text)

    def _refuse_tricks(self, number: int) -> None:
        length = self.file.seek(0, os.SEEK_END)
        # Names twice, or files that share their bytes: more would come out than went in.
        if len(self.members) != number or number > MOST_FILES or self.size > length:
            raise NotAnArchive("not-archive")
        for name, info in self.members.items():
            # Nothing of ours is compressed: what would grow when it is read is somebody else's.
            if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size:
                raise NotAnArchive("packed", name)
            if name.startswith("/") or "\\" in name or ".." in name.split("/"):
                raise NotAnArchive("path", name)

    @property
    def size(self) -> int:
        """How many bytes its files have together."""
        return sum(info.file_size for info in self.members.values())

    def read(self, name: str) -> bytes:
        info = self.members.get(name)
        if info is None or info.file_size > MOST_READ_WHOLE:
            raise NotAnArchive("missing", name)
        return b"".join(self.blocks(name))

    def blocks(self, name: str) -> Iterator[bytes]:
        """Give a file a block at a time: as it lies there, as nothing is compressed; shorter where the ZIP ends."""
        info = self.members[name]
        self.file.seek(info.header_offset)
        header = self.file.read(LOCAL_HEADER)
        lengths = struct.unpack("<HH", header[26:30]) if len(header) == LOCAL_HEADER else (0, 0)
        self.file.seek(info.header_offset + LOCAL_HEADER + sum(lengths))
        left = info.file_size
        while left and (block := self.file.read(min(BLOCK, left))):
            left -= len(block)
            yield block

    def wrongs(self) -> Iterator[Wrong]:
        """Name everything that is not as it was signed."""
        for one in self.manifest["files"]:
            if one.path not in self.members:
                yield Wrong("missing", one.path)
            elif self._sha256(one.path) != (one.size, one.sha256):
                yield Wrong("differs", one.path)
        listed = {one.path for one in self.manifest["files"]} | UNLISTED
        yield from (Wrong("extra", name) for name in self.members if name not in listed)
        yield from self._signatures()
        yield from chain_faults(self.read(LEDGER).splitlines(), self.manifest["book"])

    def _sha256(self, name: str) -> tuple[int, str]:
        digest, size = hashlib.sha256(), 0
        for block in self.blocks(name):
            digest.update(block)
            size += len(block)
        return size, digest.hexdigest()

    def _signatures(self) -> Iterator[Wrong]:
        if not self.signed(self.read(SIGNATURE), self.text):
            yield Wrong("signature")
        try:
            heads = [(head["seq"], str(head["hash"]), str(head["signature"])) for head in json.loads(self.read(HEADS))]
        except (ValueError, TypeError, KeyError, RecursionError):
            yield Wrong("signed-head", "?")
            return
        for seq, digest, signature in heads:
            if not self.signed(signature.encode(), f"{self.manifest['book']['id']} {seq} {digest}".encode()):
                yield Wrong("signed-head", str(seq))

    def signed(self, signature: bytes, said: bytes) -> bool:
        """Tell whether the key that the manifest names signed this."""
        try:
            key = Ed25519PublicKey.from_public_bytes(base64.b64decode(self.manifest["public_key"], validate=True))
            key.verify(base64.b64decode(signature.strip(), validate=True), said)
        except (InvalidSignature, ValueError, TypeError, KeyError, binascii.Error):
            return False
        return True


def chain_faults(lines: Iterable[bytes], book: Mapping[str, Any]) -> Iterator[Wrong]:
    """Walk the book of an archive and name each entry that is not what was written."""
    prev, seq = GENESIS, 0
    for seq, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            text, said = entry["entry"], json.loads(entry["entry"])
            whole = entry["prev"] == prev and entry["hash"] == link(prev, text)
            whole = whole and (said["seq"], said["book"]) == (seq, book["id"])
        except (ValueError, TypeError, KeyError, RecursionError):
            yield Wrong("entry", str(seq))
            return
        if not whole:
            yield Wrong("entry", str(seq))
        prev = entry["hash"]
    if (seq, prev) != (book["seq"], book["hash"]):
        yield Wrong("head", str(seq))
