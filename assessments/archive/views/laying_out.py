"""Laying an archive out: everything written once, everything hashed and signed, before a byte of the ZIP is sent."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from flask import current_app

from assessments.archive import queries, rules
from assessments.archive.queries import HeldFile, Whole
from assessments.archive.rules import Listed
from assessments.archive.services import Prepared
from assessments.archive.views.feed import feed
from assessments.archive.views.inside import Inside
from portfolio.core.keys import KeyRing
from portfolio.core.laid_out_zip import BLOCK, LaidOutZip, Member
from portfolio.core.ledger import stamp
from portfolio.core.store import Address, FolderStore, Incoming
from portfolio.core.work import LONDON, UnitOfWork
from standards.foundation import new_public_id

LARGEST_DOCUMENTS = 2**31
"""What is written for an archive, all words and pages of it, stays far below this."""


@dataclass
class Writing:
    """What is being written for an archive: one file in the store, each document a stretch of it."""

    into: Incoming
    members: list[tuple[str, int, int, int | str]] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)

    def add(self, path: str, said: bytes) -> None:
        self.members.append((path, len(said), zlib.crc32(said), self.into.size))
        self.listed.append(Listed(path, len(said), hashlib.sha256(said).hexdigest()))
        self.into.write(said)

    def add_file(self, path: str, file: HeldFile, crc32: int) -> None:
        self.members.append((path, file.size, crc32, file.sha256))
        self.listed.append(Listed(path, file.size, file.sha256))


def lay_out(work: UnitOfWork, store: FolderStore, portfolio_id: int) -> Prepared:
    """Put everything of a portfolio together as it stands; each file is read at most once in its life for this."""
    one = queries.whole(work.session, portfolio_id)
    files = _Files.of(store, str(one.provider.id), queries.held_files(work.session, portfolio_id))
    about = {**_about(one, work.now), "missing": files.missing, "infected": files.infected}
    with store.receive(LARGEST_DOCUMENTS) as into:
        writing = Writing(into)
        for path, said in _documents(work, one, about):
            writing.add(path, said)
        for file, crc32 in files.found:
            writing.add_file(rules.file_path(file.sha256, file.media_type), file, crc32)
        manifest = rules.manifest_text(about, writing.listed)
        writing.add(rules.MANIFEST, manifest)
        writing.add(rules.SIGNATURE, _signed(one, manifest))
        documents, size = store.keep(into, str(one.provider.id)), into.size
    return Prepared(
        about["archive"],
        work.now,
        one.book.head_seq,
        one.book.head_hash,
        hashlib.sha256(manifest).hexdigest(),
        layout(writing.members, work.now).size,
        writing.members,
        documents.sha256,
        size,
        files.unknown,
    )


@dataclass
class _Files:
    """The files of a portfolio that are in the store, each with its CRC-32, and the hashes of those that are not.

    A file that a disk has lost must not keep its learner from all the others.
    """

    found: list[tuple[HeldFile, int]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    infected: list[dict[str, Any]] = field(default_factory=list)
    """What is kept out, as it could harm whoever opens it: its hash, and what was found in it."""
    unknown: dict[int, int] = field(default_factory=dict)
    """The CRC-32 of files of which it was not known before, by their ids."""

    @classmethod
    def of(cls, store: FolderStore, owner: str, held: Iterable[HeldFile]) -> _Files:
        files = cls()
        for one in held:
            files.add(one, store, Address(owner, one.sha256))
        return files

    def add(self, one: HeldFile, store: FolderStore, address: Address) -> None:
        if one.signature is not None:
            self.infected.append({"sha256": one.sha256, "size": one.size, "found": one.signature})
            return
        try:
            there = store.path(address).stat().st_size == one.size
        except FileNotFoundError:
            there = False
        if not there:
            self.missing.append(one.sha256)
            return
        if one.crc32 is None:
            self.unknown[one.id] = crc32_of(store, address)
        self.found.append((one, self.unknown[one.id] if one.crc32 is None else one.crc32))


def _about(one: Whole, now: datetime) -> dict[str, Any]:
    """Give what the manifest says beside the files."""
    return {
        "archive": new_public_id(),
        "made": stamp(now),
        "provider": {"id": one.provider.public_id, "name": one.provider.name.to_json()},
        "learner": {"id": one.learner.public_id, "name": one.learner.name},
        "book": {"id": one.book.public_id, "seq": one.book.head_seq, "hash": one.book.head_hash},
        "algorithm": "Ed25519",
        "public_key": base64.b64encode(one.provider.verifying_key).decode(),
    }


def _signed(one: Whole, manifest: bytes) -> bytes:
    keys: KeyRing = current_app.extensions["keys"]
    return base64.b64encode(keys.signer(one.provider.signing_key)(manifest)) + b"\n"


def _documents(work: UnitOfWork, one: Whole, about: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    session = work.session
    inside = Inside(work, one, about)
    for path, page in inside.documents():
        yield path, page.encode()
    yield rules.LEAP2A, feed(inside)
    yield rules.PORTFOLIO, _json(queries.portfolio_json(session, one))
    yield rules.LEDGER, "".join(queries.ledger_lines(session, one.book)).encode()
    yield rules.HEADS, _json(queries.signed_heads(session, one.book))
    for path, said in queries.standard_texts(session, one.portfolio.id):
        yield path, said.encode()


def _json(said: Any) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def crc32_of(store: FolderStore, address: Address) -> int:
    """Read a file for its CRC-32, a block at a time. Raises FileNotFoundError."""
    found = 0
    with store.open(address) as file:
        while block := file.read(BLOCK):
            found = zlib.crc32(block, found)
    return found


def layout(members: Any, at: datetime) -> LaidOutZip:
    return LaidOutZip([Member(name, size, crc32) for name, size, crc32, _place in members], at.astimezone(LONDON))


@dataclass(frozen=True)
class Opener:
    """Opens a member of a kept archive where its bytes begin."""

    store: FolderStore
    owner: str
    documents: str
    places: dict[str, int | str]

    @classmethod
    def of(cls, store: FolderStore, owner: str, documents: str, members: Any) -> Opener:
        return cls(store, owner, documents, {name: place for name, _size, _crc32, place in members})

    def __call__(self, member: Member) -> BinaryIO:
        place = self.places[member.name]
        if isinstance(place, str):
            return self.store.open(Address(self.owner, place))
        file = self.store.open(Address(self.owner, self.documents))
        file.seek(place)
        return file

    def whole(self) -> bool:
        """Tell whether every file is still there: what is missing must not be found out in the middle of a download."""
        wanted = {place for place in self.places.values() if isinstance(place, str)} | {self.documents}
        with suppress(FileNotFoundError):
            return all(self.store.path(Address(self.owner, one)).stat() for one in wanted)
        return False
