"""The files of the demonstration's evidence, made here: texts, PDF, drawn photographs and sounds."""

from __future__ import annotations

import io
import json
import math
import random
import struct
import wave
from collections.abc import Callable

import typst
from PIL import Image, ImageDraw, ImageFilter

SIZE = (1280, 960)
QUALITY = 82
RATE = 16_000
TONE_SECONDS = 0.6
LOUDNESS = 9_000
SHEET = b"""
#let told = json(bytes(sys.inputs.told))
#set document(title: told.heading)
#set page(paper: "a4", margin: 2.5cm)
#set text(font: "Libertinus Serif", size: 12pt, lang: told.language)
#set par(leading: 0.8em, spacing: 1.1em)
#heading(told.heading)
#for line in told.lines { par(line) }
"""
"""The page of a PDF: its words are handed in as data, so nothing in them is read as an instruction."""
Colour = tuple[int, int, int]
PAPER, INK = (250, 247, 238), (52, 56, 60)


def make(maker: str, content: str, language: str) -> bytes:
    """Make a file's bytes, always the same for the same content. Raises KeyError for an unknown maker."""
    return MAKERS[maker](content, language)


def _text(content: str, _language: str) -> bytes:
    return f"{content}\n".encode()


def _pdf(content: str, language: str) -> bytes:
    """Set a page of real text: every letter of both languages can be searched, copied and read aloud."""
    heading, *lines = content.splitlines()
    told = json.dumps({"heading": heading, "lines": lines, "language": language})
    made: bytes = typst.compile(SHEET, format="pdf", sys_inputs={"told": told}, timestamp=0, ignore_system_fonts=True)
    return made


def _photo(scene: str, _language: str) -> bytes:
    """Draw a scene and take it as a camera would: a little blur, grain and compression, nothing beside the picture."""
    image = Image.new("RGB", SIZE)
    SCENES[scene](ImageDraw.Draw(image))
    dust = random.Random(scene).randbytes(SIZE[0] * SIZE[1])  # noqa: S311 the same grain every time
    grain = Image.frombytes("L", SIZE, dust).filter(ImageFilter.BoxBlur(1)).convert("RGB")
    taken = Image.blend(image.filter(ImageFilter.GaussianBlur(1.2)), grain, 0.08)
    kept = io.BytesIO()
    taken.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue()


def _desk(draw: ImageDraw.ImageDraw) -> None:
    _wall(draw, (214, 220, 214), (150, 112, 74), 520)
    draw.rectangle((150, 120, 520, 420), fill=(120, 128, 132))
    for shelf in (210, 310):
        draw.line((150, shelf, 520, shelf), fill=(88, 94, 98), width=8)
    draw.ellipse((320, 255, 350, 285), fill=(220, 190, 80))
    draw.polygon([(330, 900), (560, 560), (900, 590), (760, 930)], fill=PAPER)
    for line in range(9):
        draw.line((500 - line * 16, 640 + line * 26, 820 - line * 14, 662 + line * 26), fill=INK, width=5)
    draw.ellipse((980, 590, 1160, 660), fill=(196, 92, 70))
    draw.rectangle((980, 625, 1160, 790), fill=(196, 92, 70))
    draw.ellipse((980, 755, 1160, 825), fill=(170, 76, 58))
    draw.line((860, 880, 1120, 850), fill=(30, 60, 120), width=16)


def _noticeboard(draw: ImageDraw.ImageDraw) -> None:
    _wall(draw, (226, 222, 208), (128, 122, 112), 860)
    draw.rectangle((110, 90, 1170, 800), fill=(92, 66, 42))
    draw.rectangle((140, 120, 1140, 770), fill=(196, 154, 104))
    cards: list[Colour] = [(142, 184, 214), (244, 214, 92), PAPER, (168, 204, 150)]
    pins = random.Random(7)  # noqa: S311 where cards hang is no secret
    for place in range(8):
        left, top = 190 + (place % 4) * 240, 170 + (place // 4) * 300
        tilt = pins.randint(-14, 14)
        corners = [(left, top + tilt), (left + 190, top), (left + 190, top + 230), (left, top + 230 + tilt)]
        draw.polygon(corners, fill=cards[place % 4])
        for line in range(5):
            draw.line((left + 24, top + 70 + line * 30, left + 160, top + 66 + line * 30), fill=INK, width=4)
        draw.ellipse((left + 84, top + 12, left + 106, top + 34), fill=(190, 40, 40))


def _room(draw: ImageDraw.ImageDraw) -> None:
    _wall(draw, (208, 218, 224), (134, 120, 106), 620)
    draw.rectangle((90, 110, 430, 430), fill=(240, 246, 250))
    for bar in range(6):
        draw.rectangle((90, 130 + bar * 50, 430, 146 + bar * 50), fill=(196, 206, 212))
    draw.rectangle((960, 130, 1180, 700), fill=(140, 98, 62))
    draw.ellipse((985, 410, 1010, 435), fill=(214, 186, 90))
    for left, colour in ((330, (70, 110, 130)), (700, (150, 74, 66))):
        draw.rounded_rectangle((left, 430, left + 190, 640), 24, fill=colour)
        draw.rounded_rectangle((left - 20, 610, left + 210, 700), 20, fill=colour)
        draw.rectangle((left, 700, left + 16, 830), fill=INK)
        draw.rectangle((left + 174, 700, left + 190, 830), fill=INK)
    draw.ellipse((500, 740, 760, 820), fill=(176, 140, 98))
    draw.rectangle((600, 700, 660, 750), fill=PAPER)


def _wall(draw: ImageDraw.ImageDraw, wall: Colour, floor: Colour, horizon: int) -> None:
    draw.rectangle((0, 0, SIZE[0], horizon), fill=wall)
    draw.rectangle((0, horizon, *SIZE), fill=floor)


def _audio(pitches: str, _language: str) -> bytes:
    """Sound a row of tones that rise and fall like a voice: in a demonstration nobody's voice is kept."""
    samples = [one for pitch in pitches.split() for one in _tone(float(pitch))]
    kept = io.BytesIO()
    with wave.open(kept, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return kept.getvalue()


def _tone(pitch: float) -> list[int]:
    length = int(RATE * TONE_SECONDS)
    swell = (math.sin(math.pi * place / length) for place in range(length))
    return [
        int(LOUDNESS * loud * (math.sin(turn) + 0.4 * math.sin(2 * turn)))
        for place, loud in enumerate(swell)
        for turn in [2 * math.pi * pitch * place / RATE]
    ]


MAKERS: dict[str, Callable[[str, str], bytes]] = {"text": _text, "pdf": _pdf, "photo": _photo, "audio": _audio}
SCENES: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {"desk": _desk, "noticeboard": _noticeboard, "room": _room}
