"""The seeded world of the census."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portfolio.config import Settings
from tests.census.asking import Census
from tests.census.keeping import seeded
from tests.databases import Database


@pytest.fixture(name="census")
def census_fixture(whole_app: Flask, worker_database: Database, settings: Settings) -> Iterator[Census]:
    yield from seeded(whole_app, worker_database, settings)
