"""Sound and film written anew, without a word of where, by whom and with what they were made; not encoded again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.bitstream import BitStreamFilterContext
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.stream import VideoStream

from portfolio.core.contents.families import Unacceptable

Recorded = VideoStream | AudioStream

BLOCK = 1024 * 1024
READ_AS = {"mpeg": "mp3", "mp4": "mov", "quicktime": "mov", "webm": "matroska"}
"""What FFmpeg calls the reader of a type, where it is not the type's own name; no other reader is tried."""
WRITTEN_AS = {"mpeg": "mp3", "quicktime": "mov"}
BARE = {"fflags": "+bitexact", "id3v2_version": "0", "write_id3v1": "0"}
"""No word of the program that wrote it, no tags."""
WITHOUT_ASIDES = {"h264": "filter_units=remove_types=6", "hevc": "filter_units=remove_types=39|40"}
"""Some cameras write place and device between the pictures themselves (supplemental enhancement information)."""


def write_clean(path: Path, target: Path, media_type: str) -> str:
    """Write a copy that holds sound and pictures alone: no tags, covers, chapters, texts or tracks of sensors.

    Gives its media type. Raises Unacceptable where that cannot be done.
    """
    kind = media_type.partition("/")[2]
    try:
        with ExitStack() as opened:
            sent = opened.enter_context(path.open("rb"))
            written = opened.enter_context(target.open("w+b"))
            read_as, written_as = READ_AS.get(kind, kind), WRITTEN_AS.get(kind, kind)
            reader = av.open(sent, "r", read_as, buffer_size=BLOCK, metadata_errors="ignore")
            writer = av.open(written, "w", written_as, buffer_size=BLOCK, options=_understood(kind))
            _copy(opened.enter_context(reader), opened.enter_context(writer))
    except (av.FFmpegError, ValueError) as broken:
        raise Unacceptable("file-not-cleaned") from broken
    return media_type


def _understood(kind: str) -> dict[str, str]:
    return BARE if kind == "mpeg" else {"fflags": BARE["fflags"]}


def _copy(reader: InputContainer, writer: OutputContainer) -> None:
    wanted: list[Recorded] = [*reader.streams.video, *reader.streams.audio]
    wanted = [stream for stream in wanted if _is_recorded(stream)]
    if not wanted:
        raise Unacceptable("file-not-cleaned")
    tracks = {stream.index: _Track(stream, writer) for stream in wanted}
    for packet in reader.demux(wanted):
        for one in tracks[packet.stream_index].cleaned(packet):
            writer.mux(one)


def _is_recorded(stream: Recorded) -> bool:
    """Tell sound and film from a cover, which is a photograph of its own."""
    return not stream.disposition & Disposition.attached_pic


class _Track:
    """One track of the copy, and what leaves its asides out."""

    def __init__(self, stream: Recorded, writer: OutputContainer) -> None:
        # As it was read: there are codecs that are read here and never written.
        self.copy = writer.add_stream_from_template(stream, opaque=True)
        self.copy.metadata.clear()
        self.time_base = stream.time_base or Fraction(0)
        way = WITHOUT_ASIDES.get(stream.codec_context.name)
        self.filter = BitStreamFilterContext(way, stream, self.copy) if way else None

    def cleaned(self, packet: Packet[Any]) -> Iterator[Packet[Any]]:
        # Reading ends with an empty packet, which tells the filter that there is no more.
        over = packet.dts is None and not packet.size
        found = self.filter.filter(None if over else packet) if self.filter else [] if over else [packet]
        for one in found:
            # What comes out of a filter has forgotten in which units it counts time.
            one.time_base = self.time_base
            one.stream = self.copy
            yield one
