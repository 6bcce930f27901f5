"""Measures reading: a published standard as text and as PDF, and loading a thousand standards' files."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from standards.catalogue.shelf import FOLDER, SOURCES
from standards.reading.reader import read_bytes
from tests.reading.builders import as_pdf

NAME = "LSIAG11"
READINGS = 9
LOADED = 1000


def times(read: Callable[[], object]) -> str:
    took = []
    for _each in range(READINGS):
        begun = time.perf_counter()
        read()
        took.append((time.perf_counter() - begun) * 1000)
    return f"median {median(took):.1f} ms, most {max(took):.1f} ms"


def readings() -> str:
    """Read one document again and again; the first reading, which loads the reader, is not counted."""
    text = (SOURCES / f"{NAME}-cy.txt").read_bytes()
    pdf = as_pdf(text.decode())
    for content in (text, pdf):
        read_bytes(content, NAME)
    return (
        f"Reading {NAME}: as text {times(lambda: read_bytes(text, NAME))} (aim 50 ms);"
        f" as PDF {times(lambda: read_bytes(pdf, NAME))} (aim 1500 ms, a process of its own for each)."
    )


def tystio(folder: Path, *arguments: str) -> float:
    """Run a command on an installation of its own, and give the seconds that it took."""
    begun = time.perf_counter()
    subprocess.run(  # noqa: S603 this interpreter, our own command
        [sys.executable, "-c", "from portfolio.cli import main; main()", *arguments],
        env={**os.environ, "TYSTIO_INSTANCE": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - begun


def loading(folder: Path) -> str:
    """Load a folder of files as a provider does, from the command to the index of the search."""
    files = folder / "files"
    files.mkdir(parents=True)
    text = (FOLDER / f"{NAME.lower()}.yaml").read_text(encoding="utf-8")
    for number in range(LOADED):
        (files / f"{number:04}.yaml").write_text(text.replace(NAME, f"ZZBEN{number:04}"), encoding="utf-8")
    tystio(folder, "db", "upgrade")
    took = tystio(folder, "standards", "load", str(files))
    return f"Loading {LOADED} standards' files of 27 criteria: {took:.1f} s (aim 30 s)."


def report(folder: Path) -> Iterator[str]:
    yield readings()
    yield loading(folder / "reading")
