"""Recordings as phones and cameras make them, with where, by whom and with what in every place that is known."""

import io
import math
import struct
from array import array
from collections.abc import Mapping
from fractions import Fraction
from typing import cast

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

PLACE = "+51.7512-003.3803/"
PLANTED = (b"51.7512", b"-003.38", b"Ffion", b"PhoneMaker", b"2026-01-02", b"\xa9xyz", b"ISO6709", b"x264")
"""Whatever of these is in a copy told something."""
TAGS: Mapping[str, str] = {
    "location": PLACE,
    "location-eng": PLACE,
    "com.apple.quicktime.location.ISO6709": PLACE,
    "make": "PhoneMaker",
    "model": "Phone of Ffion",
    "title": "Ffion at home",
    "artist": "Ffion",
    "comment": f"GPS {PLACE}",
    "creation_time": "2026-01-02T03:04:05Z",
}
RATE = 48_000


def recording(kind: str, film: str | None = None, sound: str | None = None, seconds: int = 2, **options: str) -> bytes:
    """Make a recording of a kind as FFmpeg calls it, with tags on the whole and on each track."""
    made = io.BytesIO()
    with av.open(made, "w", kind, options=options) as writer:
        writer.metadata.update(TAGS)
        # Every track is there before the first is written: with it the head is.
        pictures = cast("VideoStream", writer.add_stream(film, rate=25)) if film else None
        voice = cast("AudioStream", writer.add_stream(sound, rate=RATE, layout="mono")) if sound else None
        for track in (pictures, voice):
            if track:
                track.metadata.update({"handler_name": "Phone of Ffion", "title": "Ffion"})
        if pictures:
            pictures.width, pictures.height, pictures.pix_fmt = 160, 120, "yuv420p"
        writer.start_encoding()
        if pictures:
            for place in range(25 * seconds):
                writer.mux(pictures.encode(_picture(place)))
            writer.mux(pictures.encode(None))
        if voice:
            for frame in _tone(seconds, voice.codec_context.frame_size or 1024, str(voice.format.name)):
                writer.mux(voice.encode(frame))
            writer.mux(voice.encode(None))
    return made.getvalue()


def _picture(place: int) -> VideoFrame:
    frame = VideoFrame(160, 120, "yuv420p")
    for plane in frame.planes:
        plane.update(bytes([place * 4 % 256]) * plane.buffer_size)
    frame.pts, frame.time_base = place, Fraction(1, 25)
    return frame


def _tone(seconds: int, size: int, form: str) -> list[AudioFrame]:
    wave = [math.sin(place * 440 * 2 * math.pi / RATE) * 0.3 for place in range(size)]
    samples = array("f", wave) if form.startswith("flt") else array("h", [int(one * 32767) for one in wave])
    found = []
    for start in range(0, seconds * RATE, size):
        frame = AudioFrame(form, "mono", size)
        frame.planes[0].update(samples.tobytes().ljust(frame.planes[0].buffer_size, b"\0"))
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        found.append(frame)
    return found


def with_boxes(film: bytes, planted: bytes) -> bytes:
    """Put a `udta` box of ours into an MP4's `moov`, which stands at its end."""
    start = film.rindex(b"moov") - 4
    size = struct.unpack(">I", film[start : start + 4])[0]
    assert start + size == len(film)
    udta = struct.pack(">I4s", 8 + len(planted), b"udta") + planted
    return film[:start] + struct.pack(">I", size + len(udta)) + film[start + 4 :] + udta


def place_box() -> bytes:
    """The box in which Android and older iPhones write the place."""
    told = PLACE.encode()
    return struct.pack(">I4sHH", 12 + len(told), b"\xa9xyz", len(told), 0x15C7) + told


def with_id3(sound: bytes, picture: bytes) -> bytes:
    """Put a cover and a text of ours before an MP3, and a tag behind it."""
    frames = _frame(b"APIC", b"\0image/jpeg\0\x03\0" + picture) + _frame(b"TXXX", b"\0place\0" + PLACE.encode())
    length = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    behind = b"TAG" + b"Ffion at home".ljust(30, b"\0") + b"Ffion".ljust(30, b"\0") + bytes(65)
    ape = b"APETAGEX" + struct.pack("<IIII", 2000, 32 + 40, 1, 0) + bytes(8)
    item = struct.pack("<II", len(PLACE), 0) + b"place\0" + PLACE.encode()
    return b"ID3\x03\0\0" + length + frames + sound + item.ljust(40, b"\0") + ape + behind


def _frame(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack(">IH", len(data), 0) + data


def turned(film: bytes) -> bytes:
    """Turn the pictures as a phone held upright says it."""
    place = film.index(b"tkhd") + 4 + 4 + 20 + 8 + 8
    turn = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 120 << 16, 0, 1 << 30)
    return film[:place] + turn + film[place + len(turn) :]
