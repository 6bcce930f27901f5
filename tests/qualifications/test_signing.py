"""Who signs the units of a qualification: the rules, and the page on which a draft says so."""

import pytest
from flask import Flask

from portfolio.core.database import db
from standards.foundation import Refused
from standards.qualifications import queries, services
from standards.qualifications.models import Qualification
from standards.qualifications.rules.signing import (
    DEFAULT_ORDER,
    SignaturePart,
    SigningOrder,
    check_order,
    order_of,
    signing_order,
)
from tests.client import PageClient
from tests.factories import Centre
from tests.qualifications.making import a_draft
from tests.studies import acting

LEARNER, ASSESSOR, COUNTERSIGNER, ASSURER = SignaturePart


@pytest.mark.parametrize("learner_first", [True, False])
@pytest.mark.parametrize("verified", [True, False])
def test_every_order_that_the_page_offers_can_be_kept(learner_first: bool, verified: bool) -> None:
    order = signing_order(learner_first=learner_first, verified=verified)
    check_order(order)
    assert order_of(str(order)) == order
    assert (order.learner_first, order.verified) == (learner_first, verified)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ((ASSESSOR, COUNTERSIGNER), "signing-part-missing"),
        ((LEARNER, ASSESSOR), "signing-part-missing"),
        ((LEARNER, LEARNER, ASSESSOR, COUNTERSIGNER), "signing-part-missing"),
        ((LEARNER, COUNTERSIGNER, ASSESSOR), "signing-countersigner-early"),
        ((LEARNER, ASSURER, ASSESSOR, COUNTERSIGNER), "signing-verified-early"),
    ],
)
def test_nobody_looks_at_a_signature_that_is_not_there(parts: tuple[SignaturePart, ...], code: str) -> None:
    with pytest.raises(Refused, match=f"^{code}$"):
        check_order(SigningOrder(parts))


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_draft_says_who_signs_and_keeps_it_once_published(app: Flask, centre: Centre, language: str) -> None:
    with acting(app, centre.manager) as work:
        draft = a_draft(work).public_id
    client = PageClient(app, language)
    client.enter(centre.manager)
    address = f"/qualifications/{draft}/signing"
    client.submit(client.get(address), {"first": "assessor", "verified": "all"})
    with acting(app, centre.manager) as work:
        row = queries.qualification(work.session, draft)
        assert row is not None
        assert order_of(row.signing) == signing_order(learner_first=False, verified=True)
        services.publish(work, row)
    told = client.get(f"/qualifications/{draft}")
    told.says({"cy": "yr aseswr; cydlofnodwr", "en": "the assessor; a countersigner"}[language])
    assert not client.get(address).soup.select("main form")
    with acting(app, centre.manager) as work:
        row = work.session.query(Qualification).where(Qualification.public_id == draft).one()
        assert services.begin_next_version(work, row).signing == row.signing
        with pytest.raises(Refused, match=r"^qualification-published$"):
            services.set_signing(work, row, DEFAULT_ORDER)


def test_the_published_order_is_in_the_digest(app: Flask, centre: Centre) -> None:
    with acting(app, centre.manager) as work:
        draft = a_draft(work)
        before = queries.digest_of(queries.shown(work.session, draft))
        services.set_signing(work, draft, signing_order(learner_first=True, verified=True))
        assert queries.digest_of(queries.shown(work.session, draft)) != before
        services.set_signing(work, draft, DEFAULT_ORDER)
        assert queries.digest_of(queries.shown(work.session, draft)) == before
        db.session.rollback()
