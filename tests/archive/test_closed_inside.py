"""An archive's readable pages say what its data says of confidential evidence: who is in it, who opened it."""

import json
from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from lxml import etree

from portfolio.evidence import services
from portfolio.evidence.models import Attachment
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.rules.redaction import Original
from portfolio.evidence.services import Content, NewConsent, Redacted
from standards.foundation import Role
from tests.archive.conftest import PHOTO, Taken, take
from tests.archive.test_leap2a import ATOM
from tests.core import hostile
from tests.evidence.items import kept, wishes
from tests.factories import Centre
from tests.judging.conftest import reader
from tests.studies import Study, acting, portfolio_row

COVERED = hostile.picture(size=(30, 20))


@pytest.fixture(name="private")
def private_fixture(app: Flask, centre: Centre, study: Study) -> str:
    """Evidence closed to most, one of its files covered before it was submitted, opened once by its assessor."""
    with acting(app, study.learner, Role.LEARNER) as work:
        portfolio = portfolio_row(work, study)
        content = Content(
            EvidenceKind.PRODUCT,
            "Case notes",
            date(2026, 1, 27),
            "en",
            "About a client.",
            AiUse.NONE,
            "",
            {"role": "All of it."},
            Confidentiality.RESTRICTED,
        )
        row = services.start(work, portfolio, content, [kept(app, centre.provider_id, "llun.jpg", PHOTO)])
        services.claim(work, row, wishes(work, study, "1:P2"))
        attached = work.session.query(Attachment).where(Attachment.evidence_id == row.id).one()
        copy = kept(app, centre.provider_id, "llun-2.jpg", COVERED)
        services.redact(work, portfolio, row, attached, Redacted(copy, 2, Original.KEPT))
        services.add_consent(work, portfolio, row, NewConsent("Mair Puw", "Her photograph.", "en"))
        services.submit(work, portfolio, row)
        return row.public_id


@pytest.fixture(name="taken")
def taken_fixture(app: Flask, centre: Centre, study: Study, private: str) -> Taken:
    assessor = reader(app, centre.trainee)
    page = assessor.get(f"/evidence/{private}")
    assessor.submit(page, {"why": "To judge it."}, button="Open this evidence").says("About a client.")
    return take(reader(app, centre.ffion), study.portfolio)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            (
                "Others, or confidential matters: closed to all but those who must read it",
                "Closed: at the centre only those who must read it could, and each opening was recorded.",
                "Copies with parts covered: 1",
                "Boxes: 2",
                "The original is kept, closed.",
                "Opened while it was closed: 1",
                "Consents of the people in it: 1",
            ),
        ),
        ("cy", ("Ar gau: yn y ganolfan dim ond y rhai", "Blychau: 2", "Cedwir y gwreiddiol, ar gau.")),
    ],
)
def test_the_readable_page_tells_who_is_in_it_and_who_opened_it(
    taken: Taken, private: str, language: str, told: tuple[str, ...]
) -> None:
    page = " ".join(BeautifulSoup(taken.zip.read(f"{language}/evidence-{private}.html"), "lxml").get_text(" ").split())
    rows = json.loads(taken.zip.read("data/portfolio.json"))["rows"]
    assert (len(rows["viewing"]), len(rows["redaction"]), len(rows["consent"])) == (1, 1, 1)
    for said in (*told, "To judge it.", "Mair Puw: Her photograph.", rows["redaction"][0]["original"]):
        assert said in page


def test_only_the_closed_item_is_private_in_the_feed(taken: Taken) -> None:
    root = etree.fromstring(taken.zip.read("leap2a.xml"))
    private = [
        entry.findtext(f"{ATOM}title")
        for entry in root.findall(f"{ATOM}entry")
        for one in entry.findall(f"{ATOM}category")
        if (one.get("scheme"), one.get("term")) == ("categories:audience#", "Private")
    ]
    assert private == ["Case notes"]
