"""Measures the search: what it finds of the test set, and how fast it is over a library of the size of all NOS."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from benchmarks.library_data import Speech, draft, fill
from benchmarks.places import Place, postgresql_server
from portfolio.app import create_app
from portfolio.cli.running import upgrade_schema
from portfolio.core.database import db, listen
from portfolio.core.work import UnitOfWork
from standards.foundation import LANGUAGES, Language
from standards.library import services
from standards.library.finding import find
from tests.finding.shelf import questions, recall, reciprocal_rank, shelf

LOADED = 1000
"""Standards that are published one by one, as `tystio standards load` does; the rest is written in bulk."""
ASKED = 300
FIXED = (
    "asesu risgiau", "asesu'r risg", "cleientiaid", "gleientiaid anghenion", "cyd drafod", "cyd-drafod", "assess risks",
    "the needs of clients", "y", "you and the", "unol gofynion sefydliadol", "asesurisgiau", "hypnotherapixyz",
    "K12", "NOS00123 P3", "clients", "requirements organisational line needs", "dystiolaeth", "rôl y swydd",
)  # fmt: skip


def quality() -> str:
    """Say what share of the expected answers stands among the first five, and how high the first stands."""
    recalls, ranks = [], []
    for question in questions():
        said = ((one.entry[0], " ".join(part.text for part in one.entry[1])) for one in shelf().find(question.query))
        right = [question.right(name, words) for name, words in said]
        recalls.append(recall(question, right))
        ranks.append(reciprocal_rank(question, right))
    number = len(questions())
    return (
        f"Search, {number} questions over the shipped standards: recall at 5 {sum(recalls) / number:.3f},"
        f" mean reciprocal rank {sum(ranks) / number:.3f}."
    )


def asked(speech: Speech) -> Iterator[str]:
    """Walk questions: fixed ones, words of every frequency, and words that stand together nowhere."""
    yield from FIXED
    for number in range(ASKED - len(FIXED)):
        language: Language = speech.random.choice(LANGUAGES)
        yield " ".join(speech.words_of(language, 1 + number % 4))


def time_questions(url: str) -> None:
    """Ask them all in this process, once it is warm, and print what it took: run by `timed` in a process of its own."""
    engine = create_engine(url)
    listen(engine)
    took: list[float] = []
    with Session(engine) as session:
        for question in ("asesu risgiau", "assess risks"):
            find(session, None, question)
        for question in asked(Speech(seed=11)):
            begun = time.perf_counter()
            find(session, None, question)
            took.append((time.perf_counter() - begun) * 1000)
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(json.dumps({"took": took, "peak": int(peak.split()[1]) / 1024}))


def timed(url: str) -> tuple[list[float], float]:
    done = subprocess.run(  # noqa: S603 this interpreter, this module
        [sys.executable, "-m", "benchmarks.search", url], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    return found["took"], found["peak"]


def measured(name: str, place: Place, standards: int) -> str:
    """Load and fill a library, ask it, and say what that took."""
    app = create_app(place.settings)
    upgrade_schema(app)
    speech = Speech()
    with app.app_context():
        drafts = [draft(speech, number) for number in range(min(LOADED, standards))]
        begun = time.perf_counter()
        services.publish_all(UnitOfWork(db.session()), drafts)
        db.session.commit()
        loading = time.perf_counter() - begun
        fill(db.session(), speech, range(len(drafts), standards))
        filling = time.perf_counter() - begun
        if name == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE"))
        db.session.remove()
        db.engine.dispose()
    took, peak = timed(place.url)
    return (
        f"Search, {name}, {standards} standards of 27 criteria: median {median(took):.1f} ms,"
        f" p95 {quantiles(took, n=20)[-1]:.1f} ms, most {max(took):.0f} ms of {len(took)} questions;"
        f" most memory of the process that asks {peak:.0f} MiB;"
        f" loading {len(drafts)} standards {loading:.1f} s, filling the whole {filling:.0f} s."
    )


@contextmanager
def place(name: str, folder: Path) -> Iterator[Place]:
    folder.mkdir(parents=True)
    if name == "sqlite":
        yield Place(folder, f"sqlite:///{folder / 'library.sqlite'}")
        return
    # Beside the instance folder, which Tystio lets nobody else look into: the server runs as a user of its own.
    with postgresql_server(folder.with_name(f"{folder.name}-data")) as address:
        yield Place(folder, address.replace("postgresql://", "postgresql+psycopg://"))


def report(folder: Path, databases: Sequence[str], standards: int) -> Iterator[str]:
    yield quality()
    for name in databases:
        with place(name, folder / f"search-{name}") as found:
            yield measured(name, found, standards)


if __name__ == "__main__":
    time_questions(sys.argv[1])
