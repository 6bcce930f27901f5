"""The scanned table becomes on the workbench what the catalogue ships: every cell settled, nothing left over."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from portfolio.core.database import db, reading
from standards.catalogue.shelf import FOLDER, SOURCES
from standards.editing.fields import fields_of
from standards.editing.working import Working, begun
from standards.importing.models import ImportProblem
from standards.interchange.yaml_file import load_standard
from standards.library.models import Standard
from standards.library.rules import contents_of, digest
from tests.client import Page, PageClient
from tests.factories import Centre

SCAN = SOURCES / "WCPP-FFA-cy.txt"
SETTLED = load_standard(FOLDER / "wcpp-ffa.yaml")
MOST_STEPS = 20
"""Pressing a button for each of more than seventy problems is no work for a person."""


@pytest.fixture(name="client")
def client_fixture(app: Flask, centre: Centre) -> PageClient:
    client = PageClient(app, "cy")
    client.enter(centre.manager)
    return client


def opened(client: PageClient) -> Page:
    sent = {"documents": (SCAN.read_bytes(), "004.txt")}
    return client.submit(client.get("/standards/imports/new"), sent, button="Darllen y dogfennau")


def settled_fields(page: Page) -> dict[str, str | bool]:
    """Give what a person types: the settled words, in the fields of this page; words outside the rows are taken out."""
    working: Working = begun(SETTLED)
    standing = page.form("Cadw'r drafft").values
    of_code = {said: name.partition("-")[0] for name, said in standing.items() if re.fullmatch(r"c\d+-code", name)}
    headings = [name.partition("-")[0] for name in standing if re.fullmatch(r"s\d+-heading-cy", name)]
    keys = {section["key"]: key for section, key in zip(working["sections"], headings, strict=True)}
    keys |= {one["key"]: of_code[one["code"]] for section in working["sections"] for one in section["criteria"]}
    typed: dict[str, str | bool] = {name: "" for name in standing if re.fullmatch(r"o\d+-items-cy", name)}
    for name, said in fields_of(working).items():
        key, dash, rest = name.partition("-")
        if name != "version":  # On the page this is the import's own.
            typed[f"{keys.get(key, key)}{dash}{rest}"] = bool(said) if rest == "assessable" else said
    return typed


def problems_left(page: Page) -> int:
    found = re.search(r"Problemau i'w datrys: (\d+)", page.text)
    assert found is not None
    return int(found[1])


def acts_offered(page: Page) -> list[str]:
    """Take the first button of each kind of problem: all are accepted together, or told to be mended."""
    kinds = page.soup.select(".ty-problems__alike, .ty-problems:not(.ty-problems--alike) .ty-problem")
    buttons = [kind.select_one("button[name=act]") for kind in kinds]
    return [str(button["value"]) for button in buttons if button is not None]


def test_the_scan_is_settled_and_published_as_the_catalogue_has_it(
    app: Flask, centre: Centre, client: PageClient
) -> None:
    page = opened(client)
    assert problems_left(page) > 70
    page = client.submit(page, settled_fields(page), button="Cadw'r drafft")
    acts = acts_offered(page)
    assert len(acts) <= MOST_STEPS
    standing = page.form("Cadw'r drafft").values
    for done, act in enumerate(acts):
        sent = {"csrf_token": standing["csrf_token"], "version": str(int(standing["version"]) + done), "act": act}
        assert client.browser.post(page.path, data=sent).status_code == 302, act
    page = client.get(page.path)
    assert problems_left(page) == 0
    page = client.submit(page, button="Cadw a chyhoeddi …")
    client.submit(page, button="Cyhoeddi'r safon")
    with app.app_context(), reading():
        standard = db.session.scalars(select(Standard)).one()
        unsettled = db.session.scalars(select(ImportProblem).where(ImportProblem.how.is_(None))).all()
        assert (standard.urn, standard.kind, standard.owner_id) == ("WCPP-FFA", "actions", centre.provider_id)
        assert standard.digest == digest(contents_of(SETTLED))
        assert not unsettled
        db.session.remove()
