"""Runs every check side by side, shows each line as it comes, and closes as pytest would."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser.chromium import find_or_install

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
SLOWEST = "--durations=15"
"""Each suite names what took it longest: where to look when it takes too long."""
JOURNEYS = ("--browser", "-p", "no:randomly")
"""Journeys of a module share a site, and what one of them does the next may see: what passes once is to pass again."""
ON_ONE_DATABASE = (
    "tests/house",
    "tests/front",
    "tests/reading",
    "tests/interchange",
    "tests/catalogue",
    "tests/crawls",
    "tests/finding",
    "tests/census/test_census.py",
    "tests/census/test_injection.py",
    "tests/census/test_own_portfolio.py",
    "tests/census/test_tokens.py",
    "tests/demo/test_centre.py",
    "tests/evidence/test_copies.py",
    "tests/evidence/test_nasty_files.py",
)
"""What says the same on either database, so it runs once: crawls read, the census asks pages, files are files."""
ON_THE_STRICTER = ("tests/census/test_oddities.py",)
"""Odd words are sent to PostgreSQL alone: it refuses what SQLite takes too, and much that SQLite would not."""
PROOFS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        ("kills", "tests/proofs/test_killed.py"),
        ("archive", "tests/proofs/test_big_archive.py", "-s"),
        ("soak", "tests/proofs/test_soak.py", "-s"),
    ),
    (
        ("scanners", "tests/proofs/test_scanners.py", "-s"),
        ("walk", "tests/browser/test_every_page.py", *JOURNEYS),
        ("main job", "tests/browser/test_main_job.py", *JOURNEYS),
        ("whole cycle", "tests/browser/test_whole_cycle.py", *JOURNEYS),
        ("upload", "tests/browser/test_big_upload.py", *JOURNEYS),
    ),
)
"""The long proofs, by lane: the name of each, its tests, and how they are run."""
CLOSING = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|deselected)\b")


@dataclass
class Stage:
    """One command; its output is shown as it comes and its end is kept for the summary."""

    name: str
    command: Sequence[str]
    seconds: float = 0.0
    code: int | None = None
    lines: list[str] = field(default_factory=list)

    @property
    def is_pytest(self) -> bool:
        return "pytest" in self.command

    def run(self) -> None:
        started = time.monotonic()
        say(self.name, "starts: " + " ".join(str(part).replace(f"{BIN}/", "") for part in self.command))
        with subprocess.Popen(
            self.command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment(),
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                self.lines.append(line.rstrip())
                say(self.name, line.rstrip())
        self.seconds, self.code = time.monotonic() - started, process.returncode
        say(self.name, f"{'ok' if self.code == 0 else 'FAILED'} after {self.seconds:.0f} s")

    def counts(self) -> dict[str, int]:
        """What pytest's closing line says; for another tool one error where it failed."""
        found: dict[str, int] = {}
        if self.is_pytest and self.lines:
            for number, what in CLOSING.findall(self.lines[-1]):
                found[what.rstrip("s") if what.startswith("error") else what] = int(number)
        if self.code != 0 and not (found.get("failed") or found.get("error")):
            found["error"] = 1
        return found

    def failures(self) -> list[str]:
        if self.code == 0:
            return []
        named = [line for line in self.lines if line.startswith(("FAILED ", "ERROR "))] if self.is_pytest else []
        return [f"{line} [{self.name}]" for line in named] or [f"ERROR {self.name}: exit code {self.code}"]


_speaking = threading.Lock()


def say(name: str, line: str) -> None:
    with _speaking:
        print(f"{name:>10} | {line}", flush=True)


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1", "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


def linting() -> list[Stage]:
    """The quick ones first: most slips end here within seconds."""
    return [
        Stage("ruff", (f"{BIN}/ruff", "check", "--quiet", ".")),
        Stage("format", (f"{BIN}/ruff", "format", "--quiet", "--check", ".")),
        Stage("djlint", (f"{BIN}/djlint", "--quiet", "--lint", "templates")),
        Stage("codespell", (f"{BIN}/codespell",)),
        Stage("deptry", (f"{BIN}/deptry", "--no-ansi", ".")),
        Stage("contracts", (f"{BIN}/lint-imports", "--no-cache")),
        Stage("mypy", (f"{BIN}/mypy",)),
    ]


def lanes(what: str) -> list[list[Stage]]:
    """Lists of stages; the stages of a list run one after the other, the lists side by side on two cores."""
    if what == "lint":
        return [[*linting(), Stage("house", (*PYTEST, "tests/house"))]]
    find_or_install()
    if what == "proof":
        return [[Stage(name, (*PYTEST, "--proof", *how)) for name, *how in lane] for lane in PROOFS]
    suite = (*PYTEST, SLOWEST, "-n", "2", "--dist", "loadscope", "--ignore=tests/browser")
    once = (*suite, *(f"--ignore={path}" for path in ON_THE_STRICTER))
    journeys = (*PYTEST, SLOWEST, *JOURNEYS, "tests/browser")
    again = (*suite, *(f"--ignore={path}" for path in ON_ONE_DATABASE), "--database=postgresql")
    return [
        [*linting(), Stage("browser", journeys)],
        [Stage("sqlite", (*once, "tests")), Stage("postgresql", (*again, "tests"))],
    ]


def run_lane(stages: list[Stage]) -> None:
    for stage in stages:
        stage.run()


def close(stages: list[Stage], seconds: float) -> int:
    """Prints the table, what failed and one closing line; answers the exit code."""
    print("\n" + " stages ".center(80, "="))
    for stage in stages:
        closing = stage.lines[-1].strip("= ") if stage.is_pytest and stage.lines else ""
        print(f"{stage.name:>10}  {'ok' if stage.code == 0 else 'FAILED':6} {stage.seconds:6.1f} s  {closing}")
    failures = [line for stage in stages for line in stage.failures()]
    if failures:
        print(" short test summary info ".center(80, "="))
        print("\n".join(failures))
    total: dict[str, int] = {}
    for stage in stages:
        for what, number in stage.counts().items():
            total[what] = total.get(what, 0) + number
    order = ("failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "error")
    parts = [f"{total[what]} {what}" for what in order if total.get(what)]
    print(f" {', '.join(parts) or 'no tests ran'} in {seconds:.2f}s ".center(80, "="), flush=True)
    return 1 if failures or any(stage.code != 0 for stage in stages) else 0


def main(what: str) -> int:
    started = time.monotonic()
    plan = lanes(what)
    threads = [threading.Thread(target=run_lane, args=(stages,)) for stages in plan]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return close([stage for stages in plan for stage in stages], time.monotonic() - started)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "test"))
