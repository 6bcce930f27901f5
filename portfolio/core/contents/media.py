"""Sound and film: the container is walked from part to part, as a player would, and must hold what it says."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from portfolio.core.contents.families import Unacceptable

LOOKED_AT = 1024 * 1024
MOST_PARTS = 100_000
WAV_HEAD = 12
FRAME = re.compile(rb"\xff[\xe2-\xff][\x10-\xef]")
SAMPLES_PER_FRAME = {3: 1152, 2: 576, 0: 576}
RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
BIT_RATES = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
LAYER_THREE = 1


def inspect_mp4(path: Path) -> str:
    """Give the type of an MP4 or QuickTime file whose boxes fill it. Raises Unacceptable."""
    with path.open("rb") as file:
        boxes = {kind: (start, size) for kind, start, size in _boxes(file, path.stat().st_size)}
        if b"moov" not in boxes or not {b"mdat", b"moof"} & boxes.keys():
            raise Unacceptable("file-broken")
        file.seek(8)
        brand = file.read(4)
        start, size = boxes[b"moov"]
        file.seek(start)
        film = re.search(rb"hdlr.{8}vide", file.read(min(size, 16 * LOOKED_AT)), re.DOTALL)
    if brand == b"qt  ":
        return "video/quicktime"
    return "video/mp4" if film else "audio/mp4"


def _boxes(file: IO[bytes], end: int) -> Iterator[tuple[bytes, int, int]]:
    place = 0
    for _ in range(MOST_PARTS):
        if place == end:
            return
        file.seek(place)
        head = file.read(16)
        if len(head) < 8:
            raise Unacceptable("file-broken")
        size, kind = struct.unpack(">I4s", head[:8])
        if size == 1 and len(head) == 16:
            size = struct.unpack(">Q", head[8:])[0]
        elif size == 0:
            size = end - place
        if size < 8 or place + size > end:
            raise Unacceptable("file-broken")
        yield kind, place, size
        place += size
    raise Unacceptable("file-too-much-inside")


def inspect_wav(path: Path) -> str:
    """Give the type of a WAV file with a format and sound. Raises Unacceptable."""
    kinds: set[bytes] = set()
    with path.open("rb") as file:
        end = path.stat().st_size
        place = WAV_HEAD
        for _ in range(MOST_PARTS):
            if place + 8 > end:
                break
            file.seek(place)
            kind, size = struct.unpack("<4sI", file.read(8))
            kinds.add(kind)
            place += 8 + size + size % 2
        else:
            raise Unacceptable("file-too-much-inside")
    if not {b"fmt ", b"data"} <= kinds:
        raise Unacceptable("file-broken")
    return "audio/wav"


def inspect_ogg(path: Path) -> str:
    """Give the type of an Ogg file whose first pages follow each other. Raises Unacceptable."""
    with path.open("rb") as file:
        first = file.read(LOOKED_AT)
    page = _ogg_page(first, 0)
    _ogg_page(first, page)
    if b"\x80theora" in first[:page]:
        return "video/ogg"
    if any(mark in first[:page] for mark in (b"OpusHead", b"\x01vorbis", b"Speex", b"\x7fFLAC")):
        return "audio/ogg"
    raise Unacceptable("file-type")


def _ogg_page(data: bytes, place: int) -> int:
    """Give where the page that begins here ends."""
    if data[place : place + 4] != b"OggS" or len(data) < place + 27:
        raise Unacceptable("file-broken")
    segments = data[place + 26]
    lengths = data[place + 27 : place + 27 + segments]
    return place + 27 + segments + sum(lengths)


def inspect_flac(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(8)
    if head[4] & 0x7F or int.from_bytes(head[5:8], "big") != 34:
        raise Unacceptable("file-broken")
    return "audio/flac"


def inspect_webm(path: Path) -> str:
    """Give the type of a WebM file; its header names the kind, its tracks the codecs. Raises Unacceptable."""
    with path.open("rb") as file:
        head = file.read(LOOKED_AT)
    if not re.search(rb"\x42\x82.{1,8}webm", head[:128], re.DOTALL):
        raise Unacceptable("file-type")
    if b"\x18\x53\x80\x67" not in head:
        raise Unacceptable("file-broken")
    if re.search(rb"V_(VP8|VP9|AV1|MPEG)", head):
        return "video/webm"
    if re.search(rb"A_(OPUS|VORBIS)", head):
        return "audio/webm"
    raise Unacceptable("file-broken")


def inspect_mp3(path: Path) -> str:
    """Give the type of an MP3 file in which at least two frames follow each other. Raises Unacceptable."""
    with path.open("rb") as file:
        head = file.read(10)
        file.seek(_id3_length(head))
        data = file.read(LOOKED_AT)
    for found in FRAME.finditer(data[: LOOKED_AT // 2]):
        length = _frame_length(data[found.start() : found.start() + 4])
        if length and _frame_length(data[found.start() + length : found.start() + length + 4]):
            return "audio/mpeg"
    raise Unacceptable("file-broken")


def _id3_length(head: bytes) -> int:
    if not head.startswith(b"ID3"):
        return 0
    return 10 + sum((byte & 0x7F) << 7 * place for place, byte in enumerate(reversed(head[6:10])))


def _frame_length(head: bytes) -> int:
    """Give how long the frame is that begins so; 0 where none does."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, speed = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer != LAYER_THREE or rate in {0, 15} or speed == 3:
        return 0
    kilobits = BIT_RATES[3 if version == 3 else 2][rate]
    padding = head[2] >> 1 & 1
    return SAMPLES_PER_FRAME[version] // 8 * kilobits * 1000 // RATES[version][speed] + padding
