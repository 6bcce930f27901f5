"""Copies with parts covered arrive as what they are: nobody takes one for the original."""

from datetime import date

import pytest
from flask import Flask

from portfolio.evidence import services
from portfolio.evidence.models import Attachment, Evidence
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.rules.redaction import Original
from portfolio.evidence.services import Content, Redacted
from standards.foundation import Role
from tests.archive.conftest import PHOTO, take
from tests.archive.test_arriving import again_fixture, bring, elsewhere_fixture, there_fixture
from tests.core import hostile
from tests.evidence.items import kept, wishes
from tests.factories import Centre
from tests.judging.conftest import checked, reader
from tests.studies import Study, acting, portfolio_row

__all__ = ["again_fixture", "elsewhere_fixture", "there_fixture"]
TITLE = "The board in the hall"
PARTICULARS = {"role": "All of it."}


@pytest.fixture(name="covered")
def covered_fixture(app: Flask, centre: Centre, study: Study) -> None:
    """A photograph at home with two parts covered before it was submitted."""
    content = Content(
        EvidenceKind.PRODUCT, TITLE, date(2026, 1, 27), "en", "", AiUse.NONE, "", PARTICULARS, Confidentiality.OPEN
    )
    with acting(app, study.learner, Role.LEARNER) as work:
        portfolio = portfolio_row(work, study)
        row = services.start(work, portfolio, content, [kept(app, centre.provider_id, "llun.jpg", PHOTO)])
        services.claim(work, row, wishes(work, study, "1:P2"))
        attached = work.session.query(Attachment).where(Attachment.evidence_id == row.id).one()
        copy = kept(app, centre.provider_id, "llun-2.jpg", hostile.picture(size=(30, 20)))
        services.redact(work, portfolio, row, attached, Redacted(copy, 2, Original.DISCARDED))
        services.submit(work, portfolio, row)


@pytest.mark.usefixtures("covered")
def test_a_copy_with_parts_covered_is_told_to_be_one(
    app: Flask, centre: Centre, study: Study, elsewhere: Flask, there: Centre, again: Study
) -> None:
    bring(elsewhere, there, again, take(reader(app, centre.ffion), study.portfolio).bytes)
    with acting(elsewhere) as work:
        came = work.session.query(Evidence).filter_by(title=TITLE).one().public_id
    owners = reader(elsewhere, there.ffion).get(f"/evidence/{came}")
    owners.says("a copy with parts covered")
    assert "the original, for you alone" not in owners.text
    record = reader(elsewhere, there.ffion).get(f"/portfolios/{again.portfolio}/record")
    record.says("came with a copy of a file with parts covered.")
    assert checked(elsewhere) == []
