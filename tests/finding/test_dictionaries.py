"""A server reads the dictionaries when it starts, so that the first who searches does not wait for them."""

import threading

from flask import Flask

from portfolio.config import Settings
from tests.proofs.serving import Installation

SECONDS = 60
TELLING = """
import lzma
opened = lzma.open
def told(path, *arguments):
    print("reads", path.stem, flush=True)
    return opened(path, *arguments)
lzma.open = told
"""


def test_a_server_reads_both_dictionaries_before_anybody_searches(app: Flask, settings: Settings) -> None:
    with Installation(settings).serving(TELLING) as server:
        assert server.process.stdout is not None
        ending = threading.Timer(SECONDS, server.process.kill)
        ending.start()
        read: list[str] = []
        while len(read) < 2 and (line := server.process.stdout.readline()):
            read += [line.split()[1]] if line.startswith("reads ") else []
        ending.cancel()
    assert sorted(read) == ["cy", "en"]
