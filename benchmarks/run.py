"""Measures the product against the floor, in turn in one run, and prints a table: `make bench`."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import judging, machine, reading, sampling, search, sending, targets
from benchmarks.client import Connection, Measured, Shot, closed_loop
from benchmarks.places import MAKERS, Pair
from benchmarks.scenarios import Floor, Product
from benchmarks.serving import STATEMENTS, Server, running
from portfolio.demo import bulk

CONNECTIONS = (1, 8)
WARM_UP_SECONDS = 0.5
ENOUGH = 12
"""Pieces of evidence that the writes after adding need at least, for each number of connections."""
SCENARIOS = {
    "programme": "the whole programme of 540 criteria",
    "unit": "one unit",
    "library": "the evidence library",
    "completion": "completion of all learners",
    "sign_in": "signing in",
    "add": "adding a piece: 10 KB file, five claims",
    "submit": "submitting it",
    "queue": "the assessor's queue",
    "judging": "the page that judges a piece",
    "judge": "judging one piece with five claims",
}
WRITES = ("add", "submit", "judge")


@dataclass
class Line:
    """One line of the table."""

    database: str
    scenario: str
    connections: int
    floor: Measured
    product: Measured
    statements: int


@dataclass
class Sides:
    """The two servers of one database, and who asks them."""

    pair: Pair
    product_server: Server
    floor_server: Server
    product: Product
    floor: Floor
    counting: Product
    lines: list[Line] = field(default_factory=list)


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def measure(sides: Sides, name: str, options: argparse.Namespace) -> None:
    """Measure one scenario, floor and product in turn, at each number of connections."""
    statements, size = count(sides, name)
    for connections in CONNECTIONS:
        product, floor = Measured(), Measured()
        supply = {
            "product": _supply(sides.product, name, sides, size),
            "floor": _supply(sides.floor, name, sides, size),
        }
        for _round in range(options.rounds):
            seconds = options.seconds / options.rounds
            floor.add(_timed(sides.floor_server, supply["floor"], connections, seconds))
            product.add(_timed(sides.product_server, supply["product"], connections, seconds))
        _keep(sides, name, product, floor)
        line = Line(sides.pair.name, name, connections, floor, product, statements)
        sides.lines.append(line)
        say("  " + plain(line))


def _timed(server: Server, shots: Iterator[Shot], connections: int, seconds: float) -> Measured:
    before = server.cpu_seconds
    measured = closed_loop(server.port, shots, connections, seconds)
    measured.cpu = server.cpu_seconds - before
    return measured


def _supply(side: Product | Floor, name: str, sides: Sides, size: int) -> Iterator[Shot]:
    """Give a side's requests, warmed up where asking again changes nothing."""
    if name in ("submit", "judge"):
        stock = side.drafts if name == "submit" else side.waiting
        # Half for each number of connections.
        make: Callable[[int], Iterator[Shot]] = getattr(side, name)
        return make(max(ENOUGH, len(stock) // 2))
    if isinstance(side, Floor) and name not in (*WRITES, "sign_in"):
        shots = side.read(name, size)
    else:
        shots = getattr(side, name)()
    if name not in WRITES:
        port = sides.product_server.port if isinstance(side, Product) else sides.floor_server.port
        warm = closed_loop(port, shots, 1, WARM_UP_SECONDS)
        if warm.errors:
            say(f"  {name}: {warm.errors} wrong answers while warming up")
    return shots


def _keep(sides: Sides, name: str, product: Measured, floor: Measured) -> None:
    """Let what was added be submitted and judged; where there is little of it, do the rest unmeasured."""
    for side, port, found in (
        (sides.product, sides.product_server.port, product),
        (sides.floor, sides.floor_server.port, floor),
    ):
        if name == "add":
            while len(found.answers) < ENOUGH:
                more = closed_loop(port, side.add(), 1, 1)
                assert not more.errors, more.wrong
                found.answers += more.answers
            for shot, answer in found.answers:
                side.added(shot, answer)
        elif name == "submit":
            for shot, answer in found.answers:
                side.submitted(shot, answer)


def count(sides: Sides, name: str) -> tuple[int, int]:
    """Count the statements of one request, the second of its kind, and the bytes of its answer."""
    asked = sides.counting
    if name == "submit":
        asked.drafts = sides.product.drafts[:2]
        del sides.product.drafts[:2]
    if name in ("judge", "judging"):
        asked.waiting = sides.product.waiting[:2]
        if name == "judge":
            del sides.product.waiting[:2]
    shots = getattr(asked, name)(*((2,) if name in ("submit", "judge") else ()))
    statements, size, connection = 0, 0, Connection(asked.port)
    for _each in range(2):
        shot = next(shots)
        answer = connection.send(shot)
        assert answer.status == shot.status, (name, answer.status, answer.body[:3000])
        statements, size = int(answer.headers[STATEMENTS]), len(answer.body)
    return statements, size


def plain(line: Line) -> str:
    return (
        f"{line.database:<10} {line.connections} {SCENARIOS[line.scenario]:<42}"
        f" floor {line.floor.median:8.2f} ms  product {line.product.median:8.2f} ms"
        f"  {line.product.median / line.floor.median:5.1f} times"
        f"  processor {line.floor.cpu_each:7.2f} {line.product.cpu_each:7.2f} ms  {line.statements} statements"
        f"  {line.product.errors + line.floor.errors or ''} {line.product.wrong or line.floor.wrong}"
    )


def table(lines: list[Line]) -> Iterator[str]:
    yield (
        "| database | connections | job | floor p50 ms | product p50 ms | times the floor | product p95 ms"
        " | floor req/s | product req/s | floor CPU ms | product CPU ms | statements | product bytes | floor bytes"
        " | errors |"
    )
    yield "| --- | " + " | ".join(["---:", "---", *["---:"] * 12]) + " |"
    for line in lines:
        product, floor = line.product, line.floor
        yield (
            f"| {line.database} | {line.connections} | {SCENARIOS[line.scenario]} | {floor.median:.2f}"
            f" | {product.median:.2f} | {product.median / floor.median:.1f} | {product.p95:.2f} | {floor.rate:.0f}"
            f" | {product.rate:.0f} | {floor.cpu_each:.2f} | {product.cpu_each:.2f} | {line.statements}"
            f" | {product.bytes} | {floor.bytes}"
            f" | {product.errors + floor.errors} |"
        )


def measure_pair(pair: Pair, size: bulk.Size, names: list[str], options: argparse.Namespace) -> tuple[list[Line], str]:
    """Measure everything on one database; give the lines and what the processes took of memory."""
    found = targets.find(pair.product.url, size), targets.find(pair.floor.url, size)
    with ExitStack() as stack:
        product = stack.enter_context(running("product", pair.product))
        counting = stack.enter_context(running("counting", pair.product))
        floor = stack.enter_context(running("floor", pair.floor))
        sides = Sides(
            pair,
            product,
            floor,
            Product(product.port, found[0]),
            Floor(floor.port, found[1]),
            Product(counting.port, found[0]),
        )
        for name in names:
            measure(sides, name, options)
        memory = (
            f"{pair.name}: most memory (PSS) of the product's process {product.peak / 2**20:.0f} MiB,"
            f" of the floor's {floor.peak / 2**20:.0f} MiB."
        )
        return sides.lines, memory


def main() -> None:
    options = _options()
    size = bulk.Size(options.learners)
    names = [name for name in SCENARIOS if name in options.only]
    lines: list[Line] = []
    notes: list[str] = []

    def note(words: str) -> None:
        """Keep it for the end, and show it at once: a run takes long, and may be cut off."""
        notes.append(words)
        say("  " + words)

    versions: list[str] = []
    folder = Path(tempfile.mkdtemp(prefix="tystio-bench-"))
    began = machine.load()
    try:
        for database in options.database:
            say(f"Filling {database} with {size.learners} learners of {size.units} units")
            with MAKERS[database](folder, size) as pair:
                versions.append(pair.version)
                note(f"{pair.name}: filled in {pair.fill_seconds:.1f} s.")
                found, memory = measure_pair(pair, size, names, options)
                lines += found
                note(memory)
        if options.standards:
            say(f"Reading, filling a library of {options.standards} standards to search, drawing samples, judging")
            for words in _beside(folder, options):
                note(words)
        if options.gigabytes:
            say("Sending photographs and gigabytes, and opening a long library")
            for words in sending.report(folder, options):
                note(words)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join([*machine.described(versions, began), _shape(size), *notes, "", *table(lines)]))


def _beside(folder: Path, options: argparse.Namespace) -> Iterator[str]:
    """Measure what no floor is held against: reading documents, searching, sampling, a long queue, a long ledger."""
    yield from reading.report(folder)
    yield from search.report(folder, options.database, options.standards)
    yield from sampling.report(folder, options.database)
    yield from judging.report(folder, options.database)


def _shape(size: bulk.Size) -> str:
    return (
        f"Centre: {size.learners} learners, each of {size.units} units of 27 criteria, {size.pieces} pieces of evidence"
        f" with {size.claims_of_a_piece} claims each, all decided."
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--learners", type=int, default=1000)
    parser.add_argument(
        "--seconds", type=float, default=6, help="how long each side is asked, at each number of connections"
    )
    parser.add_argument("--rounds", type=int, default=2, help="in how many turns of floor and product")
    parser.add_argument("--database", nargs="+", choices=sorted(MAKERS), default=["sqlite", "postgresql"])
    parser.add_argument("--only", nargs="+", choices=list(SCENARIOS), default=list(SCENARIOS))
    parser.add_argument(
        "--standards", type=int, default=23_000, help="how many the search is measured over; 0 for none"
    )
    sending.add_options(parser)
    parser.add_argument("--quick", action="store_true", help="fewer learners and less time: about a minute")
    options = parser.parse_args()
    if options.quick:
        options.learners, options.seconds, options.rounds = min(options.learners, 50), min(options.seconds, 0.5), 1
        options.standards = min(options.standards, 200)
        options.photographs, options.gigabytes, options.pages = 40, min(options.gigabytes, 0.5), 40
    if {"submit", "judging", "judge"} & set(options.only):
        options.only = [*options.only, "add", "submit"]
    return options
