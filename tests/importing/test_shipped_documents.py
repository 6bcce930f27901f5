"""Each document that the catalogue ships gives, through the workbench, what it gives on the command line."""

import pytest
from flask import Flask

from standards.catalogue.shelf import SOURCES
from tests.client import PageClient
from tests.factories import Centre

TAKING_EVIDENCE = {
    "LSIAG11-cy.txt": 12 + 15,
    "LSIAG04-cy.txt": 29 + 38,
    "WSI-2010-2574-P5-cy.txt": 57 + 5,
    "WSP-CP-PLAN-cy.txt": 4 + 5 + 8 + 2,
    "WCPP-FFA-cy.txt": 3 * 7,
}
"""Performance criteria and knowledge items; duties and prohibitions; items of lists; actions by category."""


@pytest.mark.parametrize("name", TAKING_EVIDENCE)
def test_the_workbench_counts_what_the_command_counts(app: Flask, centre: Centre, name: str) -> None:
    client = PageClient(app)
    client.enter(centre.manager)
    sent = {"documents": ((SOURCES / name).read_bytes(), name)}
    page = client.submit(client.get("/standards/imports/new"), sent, button="Read the documents")
    ticked = [field for field, value in page.form("Save the draft").values.items() if field.endswith("-assessable")]
    assert len(ticked) == TAKING_EVIDENCE[name]
