"""The people of two centres, for tests of their pages."""

import pytest
from flask import Flask

from tests.client import PageClient
from tests.factories import Centre


@pytest.fixture(name="manager")
def manager_fixture(app: Flask, centre: Centre) -> PageClient:
    """The manager, signed in and reading English."""
    client = PageClient(app)
    client.sign_in(centre.manager)
    return client
