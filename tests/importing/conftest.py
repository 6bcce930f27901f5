"""A centre whose manager imports, and how a test sends a document."""

import pytest
from flask import Flask

from tests.factories import Centre, open_people


@pytest.fixture(name="centre")
def centre_fixture(app: Flask) -> Centre:
    return open_people(app)
