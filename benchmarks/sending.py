"""Evidence as people send it: photographs of 1 MB, gigabytes of uploads, and the library of somebody with 500 pieces.

`python -m benchmarks photos`, `uploads` and `long-library` measure one of them; `make bench` all.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import http.client
import io
import itertools
import random
import shutil
import struct
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PIL import Image

from benchmarks import machine, targets
from benchmarks.client import BOUNDARY, HOST, Measured, Sent, Shot, Visitor, closed_loop
from benchmarks.places import MAKERS, Pair
from benchmarks.scenarios import Floor, Product, said
from benchmarks.serving import Server, running
from portfolio.demo import bulk

PHOTOGRAPH = (2048, 1536)
MEGABYTE = 1024 * 1024
IN_A_ROW, AT_ONCE, TURNS = 200, 8, 4
ENDLESS = 3600.0
FILE_BYTES = 128 * MEGABYTE
PIECE_BYTES = 8 * MEGABYTE
"""As many as the page's own script sends at once."""
LONG = bulk.Size(2, units=75, pieces=500, claims_of_a_piece=4)
TUS = {"Tus-Resumable": "1.0.0"}


@dataclass(frozen=True)
class Sides:
    """Both servers of one database, and who asks them."""

    product_server: Server
    floor_server: Server
    product: Product
    floor: Floor

    @classmethod
    @contextmanager
    def of(cls, pair: Pair, size: bulk.Size, file: Callable[[], Sent]) -> Iterator[Sides]:
        found = targets.find(pair.product.url, size), targets.find(pair.floor.url, size)
        with ExitStack() as stack:
            product = stack.enter_context(running("product", pair.product))
            floor = stack.enter_context(running("floor", pair.floor))
            yield cls(
                product,
                floor,
                Product(product.port, found[0], file=file),
                Floor(floor.port, found[1], file=file),
            )


class Photographs:
    """Photographs of one megabyte, no two alike: a picture with grain, as a camera makes it, and a mark of its own."""

    def __init__(self) -> None:
        base = Image.radial_gradient("L").resize(PHOTOGRAPH)
        grain = Image.effect_noise(PHOTOGRAPH, 40)
        picture = Image.merge("RGB", (Image.blend(base, grain, 0.4), Image.blend(base, grain, 0.5), base))
        self.data = min((_jpeg(picture, quality) for quality in range(60, 96, 3)), key=_off)
        self.numbers = itertools.count()

    def __call__(self) -> Sent:
        mark = b"%032d" % next(self.numbers)
        comment = b"\xff\xfe" + struct.pack(">H", 2 + len(mark)) + mark
        return Sent(self.data[:2] + comment + self.data[2:], "llun.jpg", "image/jpeg")


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=quality)
    return made.getvalue()


def _off(data: bytes) -> int:
    return abs(len(data) - MEGABYTE)


def photos(folder: Path, options: argparse.Namespace) -> Iterator[str]:
    """Add photographs with five claims, in a row and at once, in turn with the floor that syncs the same bytes."""
    size, file = bulk.Size(40), Photographs()
    number = options.photographs
    yield (
        f"Photographs: {len(file.data) / MEGABYTE:.2f} MB, {PHOTOGRAPH[0]} × {PHOTOGRAPH[1]} points, five claims;"
        f" {number} of each."
    )
    for name in options.database:
        with MAKERS[name](folder / f"photos-{name}", size) as pair, Sides.of(pair, size, file) as sides:
            for connections in (1, AT_ONCE):
                product, floor = Measured(), Measured()
                for _turn in range(TURNS):
                    floor.add(_sent(sides.floor_server, sides.floor.add(), connections, number // TURNS))
                    product.add(_sent(sides.product_server, sides.product.add(), connections, number // TURNS))
                yield _compared(f"adding a photograph, {pair.name}, {connections} at once", product, floor)


def _sent(server: Server, shots: Iterator[Shot], connections: int, number: int) -> Measured:
    before = server.cpu_seconds
    found = closed_loop(server.port, itertools.islice(shots, number), connections, ENDLESS)
    found.cpu = server.cpu_seconds - before
    return found


def _compared(what: str, product: Measured, floor: Measured) -> str:
    wrong = product.wrong or floor.wrong
    return (
        f"{what}: product {product.median:.1f} ms at the median, p95 {product.p95:.1f} ms,"
        f" processor {product.cpu_each:.1f} ms; floor {floor.median:.1f} ms; {product.median / floor.median:.1f} times"
        f" the floor; {len(product.times)} answers"
        + (f", wrong: {product.errors + floor.errors} {wrong}" if wrong else "")
    )


def long_library(folder: Path, options: argparse.Namespace) -> Iterator[str]:
    """Open the library of a learner with 500 pieces of evidence, in turn with the bare view of the same rows."""
    for name in options.database:
        with MAKERS[name](folder / f"library-{name}", LONG) as pair, Sides.of(pair, LONG, Photographs()) as sides:
            first = next(sides.product.library())
            length = len(_answer(sides.product_server.port, first))
            product, floor = Measured(), Measured()
            for turn in range(TURNS + 1):
                told = _sent(sides.floor_server, sides.floor.read("library", length), 1, options.pages // TURNS)
                asked = _sent(sides.product_server, sides.product.library(), 1, options.pages // TURNS)
                # The first turn warms both up.
                if turn:
                    floor.add(told)
                    product.add(asked)
            yield _compared(f"the library of {LONG.pieces} pieces, {pair.name}", product, floor)


def _answer(port: int, shot: Shot) -> bytes:
    connection = http.client.HTTPConnection(HOST, port)
    connection.request(shot.method, shot.path, headers=dict(shot.headers))
    body = connection.getresponse().read()
    connection.close()
    return body


@dataclass
class Recording:
    """A sound recording of any length that nobody sent before, made while it is sent."""

    length: int
    number: int

    def blocks(self, size: int = MEGABYTE) -> Iterator[bytes]:
        data = self.length - 44
        yield struct.pack(
            "<4sI4s4sIHHIIHH4sI", b"RIFF", data + 36, b"WAVE", b"fmt ", 16, 1, 1, 8000, 16000, 2, 16, b"data", data
        )
        noise = random.Random(self.number).randbytes(size)
        for start in range(0, data, size):
            yield noise[: min(size, data - start)]

    def pieces(self) -> Iterator[bytes]:
        held = bytearray()
        for block in self.blocks():
            held += block
            while len(held) >= PIECE_BYTES:
                yield bytes(held[:PIECE_BYTES])
                del held[:PIECE_BYTES]
        if held:
            yield bytes(held)

    @property
    def sha256(self) -> str:
        digest = hashlib.sha256()
        for block in self.blocks():
            digest.update(block)
        return digest.hexdigest()


def uploads(folder: Path, options: argparse.Namespace) -> Iterator[str]:
    """Send gigabytes to one process, half in pieces and half as plain forms, and tell what memory that took."""
    size = bulk.Size(2)
    number = max(2, int(options.gigabytes * 1024 * MEGABYTE / FILE_BYTES))
    with MAKERS["sqlite"](folder / "uploads", size) as pair, running("product", pair.product) as server:
        learner = targets.find(pair.product.url, size).learners[0]
        visitor = Visitor(server.port)
        visitor.sign_in(learner.email, bulk.PASSWORD)
        visitor.get(f"/portfolios/{learner.portfolio}/evidence/new")
        before, begun = resident(server), time.perf_counter()
        for each in range(number):
            recording = Recording(FILE_BYTES, each)
            send = _in_pieces if each % 2 else _as_a_form
            send(server.port, visitor, learner.portfolio, recording)
            _found_and_removed(pair.product.instance, recording)
        took = time.perf_counter() - begun
        rate = number * FILE_BYTES / MEGABYTE / took
        yield (
            f"uploads: {number * FILE_BYTES / 2**30:.1f} GB in {number} files, half in pieces of 8 MB, half as plain"
            f" forms, {rate:.0f} MB a second, each found whole by its hash; resident memory of the process"
            f" {before:.0f} MB before, {resident(server, 'VmHWM'):.0f} MB at most,"
            f" of what looks into files {children(server):.0f} MB."
        )


def _as_a_form(port: int, visitor: Visitor, portfolio: str, recording: Recording) -> None:
    fields = [("csrf_token", visitor.csrf), ("version", ""), ("act", "draft"), *said(recording.number)]
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="sain.wav"\r\n'
    before = b"".join(parts) + f"{head}Content-Type: audio/wav\r\n\r\n".encode()
    after = f"\r\n--{BOUNDARY}--\r\n".encode()
    headers = {
        **visitor.headers,
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Content-Length": str(len(before) + recording.length + len(after)),
    }
    body = itertools.chain([before], recording.blocks(), [after])
    answer = _asked(port, "POST", f"/portfolios/{portfolio}/evidence/new", headers, body)
    assert answer.status == 302, answer.status


def _in_pieces(port: int, visitor: Visitor, portfolio: str, recording: Recording) -> None:
    own = {**visitor.headers, **TUS, "X-CSRFToken": visitor.csrf}
    name = base64.b64encode(b"sain.wav").decode()
    begin = {**own, "Upload-Length": str(recording.length), "Upload-Metadata": f"filename {name}"}
    answer = _asked(port, "POST", f"/portfolios/{portfolio}/uploads", {**begin, "Content-Length": "0"}, [])
    assert answer.status == 201, answer.status
    place = (answer.headers["Location"] or "").partition(f":{port}")[2] or answer.headers["Location"]
    place = "/" + place.partition("://")[2].partition("/")[2] if "://" in place else place
    at = 0
    for piece in recording.pieces():
        headers = {
            **own,
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(at),
            "Content-Length": str(len(piece)),
        }
        answer = _asked(port, "PATCH", place, headers, [piece])
        assert answer.status == 204, answer.status
        at += len(piece)


@dataclass(frozen=True)
class Told:
    status: int
    headers: http.client.HTTPMessage


def _asked(port: int, method: str, path: str, headers: dict[str, str], body: Iterator[bytes] | list[bytes]) -> Told:
    connection = http.client.HTTPConnection(HOST, port, timeout=300)
    connection.putrequest(method, path)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    for block in body:
        connection.send(block)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return Told(answer.status, answer.headers)


def _found_and_removed(instance: Path, recording: Recording) -> None:
    """Check that what was sent lies whole in the store; then make room for the next."""
    wanted = recording.sha256
    (file,) = (instance / "files").glob(f"*/{wanted[:2]}/{wanted}")
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(MEGABYTE):
            digest.update(block)
    assert (file.stat().st_size, digest.hexdigest()) == (recording.length, wanted)
    file.unlink()


def resident(server: Server, what: str = "VmRSS") -> float:
    """Give the resident memory of the server's process in MB, now or (VmHWM) at most; it counts shared pages too."""
    return _resident(server.process.pid, what)


def _resident(pid: int, what: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return float("nan")
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(what)), float("nan"))


def children(server: Server) -> float:
    """Give the most resident memory of any process that looks into files for a server, in MB."""
    found = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    pids = {pid for one in found for pid in one.read_text(encoding="ascii").split()}
    return max((_resident(int(pid), "VmHWM") for pid in pids), default=0.0)


MEASURES = {"photos": photos, "uploads": uploads, "long-library": long_library}


def report(folder: Path, options: argparse.Namespace) -> Iterator[str]:
    for measure in MEASURES.values():
        yield from measure(folder, options)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--photographs", type=int, default=IN_A_ROW, help="how many are added, in a row and at once")
    parser.add_argument("--gigabytes", type=float, default=4.0, help="how much is uploaded")
    parser.add_argument("--pages", type=int, default=200, help="how often the long library is opened")


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("measures", nargs="+", choices=list(MEASURES))
    parser.add_argument("--database", nargs="+", choices=sorted(MAKERS), default=["sqlite"])
    add_options(parser)
    options = parser.parse_args(words)
    began, folder = machine.load(), Path(tempfile.mkdtemp(prefix="tystio-bench-"))
    try:
        for name in dict.fromkeys(options.measures):
            for line in partial(MEASURES[name], folder)(options):
                print(line, flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"Load when this began: {began}, now: {machine.load()}. {machine.processor()}.")
