"""Asks a ClamAV daemon whether a file holds something harmful: the file goes over in pieces, nothing is kept of it."""

from __future__ import annotations

import socket
import struct
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

PIECE = 256 * 1024
CONNECTING_SECONDS = 5
ANSWERING_SECONDS = 300
"""How long the daemon may think over a file that it has whole."""
LONGEST_ANSWER = 4096


class Verdict(StrEnum):
    CLEAN = "clean"
    INFECTED = "infected"
    UNCHECKED = "unchecked"
    """Longer than the daemon takes."""


@dataclass(frozen=True)
class Finding:
    verdict: Verdict
    signature: str = ""
    """What the daemon calls that which it found."""


class Unanswered(Exception):
    """No verdict was given: the daemon is away, or says something else."""


def scan(where: str, file: BinaryIO) -> Finding:
    """Let the daemon at `where`, a host and port or the path of a socket, look at a file. Raises Unanswered."""
    try:
        with closing(_connected(where)) as daemon:
            daemon.settimeout(ANSWERING_SECONDS)
            # A daemon that has enough of a file says so, and hangs up on the rest of it.
            with suppress(BrokenPipeError, ConnectionResetError):
                _send(daemon, file)
            return _finding(_answer(daemon))
    except OSError as error:
        raise Unanswered(str(error)) from error


def _connected(where: str) -> socket.socket:
    if where.startswith("/"):
        daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        daemon.settimeout(CONNECTING_SECONDS)
        try:
            daemon.connect(where)
        except OSError:
            daemon.close()
            raise
        return daemon
    host, _colon, port = where.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), CONNECTING_SECONDS)


def _send(daemon: socket.socket, file: BinaryIO) -> None:
    daemon.sendall(b"zINSTREAM\0")
    while piece := file.read(PIECE):
        daemon.sendall(struct.pack(">I", len(piece)) + piece)
    daemon.sendall(struct.pack(">I", 0))


def _answer(daemon: socket.socket) -> str:
    said = b""
    with suppress(ConnectionResetError):
        while b"\0" not in said and len(said) < LONGEST_ANSWER and (more := daemon.recv(LONGEST_ANSWER)):
            said += more
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _finding(answer: str) -> Finding:
    if answer == "stream: OK":
        return Finding(Verdict.CLEAN)
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return Finding(Verdict.INFECTED, answer.removeprefix("stream: ").removesuffix(" FOUND"))
    if "size limit exceeded" in answer:
        return Finding(Verdict.UNCHECKED)
    raise Unanswered(answer or "no answer")
