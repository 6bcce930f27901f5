"""What others get of sound and film: the same recording, without a word of place, people and device."""

import io
from collections.abc import Callable
from pathlib import Path

import av
import pytest
from av.container import InputContainer
from av.stream import Disposition

from portfolio.core.contents import Unacceptable, child, inspect, make_clean, recordings
from tests.core import hostile, recorded
from tests.core.recorded import PLANTED, recording

Made = Callable[[], bytes]

RECORDINGS: dict[str, tuple[str, Made]] = {
    "android.mp4": (
        "video/mp4",
        lambda: recorded.with_boxes(
            recording("mp4", "libx264", "aac", movflags="use_metadata_tags"), recorded.place_box()
        ),
    ),
    "plain.mp4": ("video/mp4", lambda: recording("mp4", "libx264", "aac")),
    "browser.mp4": ("video/mp4", lambda: recording("mp4", "libx264", "aac", movflags="frag_keyframe+empty_moov")),
    "iphone.mov": ("video/quicktime", lambda: recording("mov", "libx265", "aac", movflags="use_metadata_tags")),
    "upright.mov": ("video/quicktime", lambda: recorded.turned(recording("mov", "libx264", "aac"))),
    "uncompressed.mov": ("video/quicktime", lambda: recording("mov", "mpeg4", "pcm_s16le")),
    "voice.m4a": ("audio/mp4", lambda: recording("ipod", None, "aac")),
    "voice.mp3": (
        "audio/mpeg",
        lambda: recorded.with_id3(recording("mp3", None, "libmp3lame", write_id3v1="1"), hostile.picture()),
    ),
    "film.webm": ("video/webm", lambda: recording("webm", "libvpx", "libopus")),
    "film9.webm": ("video/webm", lambda: recording("webm", "libvpx-vp9", "libopus")),
    "film1.webm": ("video/webm", lambda: recording("webm", "libsvtav1", "libopus")),
    "voice.webm": ("audio/webm", lambda: recording("webm", None, "libopus")),
    "voice.ogg": ("audio/ogg", lambda: recording("ogg", None, "libopus")),
    "voice.flac": ("audio/flac", lambda: recording("flac", None, "flac")),
    "voice.wav": ("audio/wav", lambda: recording("wav", None, "pcm_s16le", write_bext="1")),
}


def told_in(data: bytes) -> list[bytes]:
    return [one for one in PLANTED if one in data]


def heard_and_seen(data: bytes) -> dict[str, tuple[int, float]]:
    """For each kind of track: how many pictures or how much sound, and until when."""
    found: dict[str, tuple[int, float]] = {}
    with av.open(io.BytesIO(data), "r") as opened:
        for stream in (*opened.streams.video, *opened.streams.audio):
            if stream.disposition & Disposition.attached_pic:
                continue
            opened.seek(0)
            frames = list(opened.decode(stream))
            last = getattr(frames[-1], "time", None) or 0.0
            found[stream.type] = (sum(getattr(one, "samples", 1) for one in frames), round(float(last), 1))
    return found


@pytest.mark.parametrize("name", RECORDINGS)
def test_a_copy_plays_the_same_and_tells_nothing(tmp_path: Path, name: str) -> None:
    media_type, made = RECORDINGS[name]
    sent, copy = tmp_path / name, tmp_path / "copy"
    sent.write_bytes(made())
    assert inspect(sent, name) == media_type
    assert len(told_in(sent.read_bytes())) >= 2, "something was planted"
    make_clean(sent, copy, media_type)
    assert told_in(copy.read_bytes()) == []
    assert inspect(copy, name) == media_type
    before, after = heard_and_seen(sent.read_bytes()), heard_and_seen(copy.read_bytes())
    assert before.keys() == after.keys()
    for kind, (amount, end) in before.items():
        assert after[kind][0] == pytest.approx(amount, abs=2400 if kind == "audio" else 0)
        assert after[kind][1] == pytest.approx(end, abs=0.1)


def test_a_film_that_was_held_upright_stays_so(tmp_path: Path) -> None:
    sent, copy = tmp_path / "sent", tmp_path / "copy"
    sent.write_bytes(RECORDINGS["upright.mov"][1]())
    make_clean(sent, copy, "video/quicktime")
    for path in (sent, copy):
        with av.open(str(path), "r") as opened:
            assert abs(next(opened.decode(video=0)).rotation) == 90


def test_without_its_filter_a_camera_tells_between_the_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mutant: x264 writes what made the film where some cameras write the place."""
    sent, copy = tmp_path / "sent", tmp_path / "copy"
    sent.write_bytes(RECORDINGS["plain.mp4"][1]())
    monkeypatch.setattr(recordings, "WITHOUT_ASIDES", {})
    recordings.write_clean(sent, copy, "video/mp4")
    assert told_in(copy.read_bytes()) == [b"x264"]


def test_texts_and_sensors_stay_out(tmp_path: Path) -> None:
    """Drones write where they are as subtitles."""
    sent, copy = tmp_path / "sent", tmp_path / "copy"
    film = io.BytesIO(recording("webm", "libvpx"))
    said = io.BytesIO(f"WEBVTT\n\n00:00.000 --> 00:01.000\nGPS {recorded.PLACE}\n".encode())
    with (
        av.open(film, "r") as reader,
        av.open(said, "r", "webvtt") as texts,
        av.open(str(sent), "w", "webm") as writer,
    ):
        sources: list[InputContainer] = [reader, texts]
        tracks = [writer.add_stream_from_template(one.streams[0]) for one in sources]
        for source, track in zip(sources, tracks, strict=True):
            for packet in source.demux(source.streams[0]):
                if packet.dts is not None:
                    packet.stream = track
                    writer.mux(packet)
    assert b"51.7512" in sent.read_bytes()
    make_clean(sent, copy, "video/webm")
    assert told_in(copy.read_bytes()) == []


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (hostile.film(), "video/mp4"),
        (hostile.film(b"soun", b"M4A "), "audio/mp4"),
        (recording("webm", "libvpx")[:300], "video/webm"),
        (b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/x.ts\n", "audio/mpeg"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "video/mp4"),
    ],
)
def test_what_cannot_be_cleaned_is_refused(tmp_path: Path, data: bytes, media_type: str) -> None:
    sent, copy = tmp_path / "sent", tmp_path / "copy"
    sent.write_bytes(data)
    with pytest.raises(Unacceptable, match="file-not-cleaned"):
        make_clean(sent, copy, media_type)


def test_a_long_recording_is_never_in_memory_whole(tmp_path: Path) -> None:
    """As much sound as the process that copies it may have memory, with all that is in it besides."""
    long, copy = tmp_path / "long.wav", tmp_path / "copy"
    size = child.MEMORY
    head = b"RIFF" + (size - 8).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    form = (1).to_bytes(2, "little") + (2).to_bytes(2, "little") + (48000).to_bytes(4, "little")
    form += (192000).to_bytes(4, "little") + (4).to_bytes(2, "little") + (16).to_bytes(2, "little")
    tags = b"LIST" + (30).to_bytes(4, "little") + b"INFOIART" + (18).to_bytes(4, "little") + b"Phone of Ffion\0\0\0\0"
    with long.open("wb") as file:
        file.write(head + form + tags + b"data" + (size - 82).to_bytes(4, "little"))
        file.truncate(size)
    make_clean(long, copy, "audio/wav")
    assert abs(copy.stat().st_size - size) < 200
    with copy.open("rb") as file:
        assert told_in(file.read(1000)) == []
