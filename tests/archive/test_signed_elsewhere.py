"""A testimony that a witness signed elsewhere arrives as frozen as it was there: mapped, submitted, never rewritten."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from io import BytesIO

import pytest
from flask import Flask

from portfolio.evidence import queries as evidence_queries
from portfolio.evidence import services as evidence
from portfolio.evidence.models import Attachment, Evidence, Redaction, Revision
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.rules.redaction import Original
from portfolio.evidence.services import Content, KeptFile, Redacted
from portfolio.witnesses import services as witnesses
from portfolio.witnesses.services import Signed
from standards.foundation import Refused, Role
from tests.archive.conftest import take
from tests.archive.test_arriving import again_fixture, bring, elsewhere_fixture, there_fixture
from tests.core import hostile
from tests.evidence.items import kept, wishes
from tests.factories import Centre
from tests.judging.conftest import checked, reader
from tests.studies import Study, acting, portfolio_row
from tests.witnesses.asking import ELSEWHERE, ask, row, signed

__all__ = ["again_fixture", "elsewhere_fixture", "there_fixture"]
TITLE = "Testimony of Nia Bowen"
REFUSED = "A witness wrote and signed this, so nobody can change its words or files."


@pytest.fixture(name="testimony")
def testimony_fixture(app: Flask, centre: Centre, study: Study, elsewhere: Flask, there: Centre, again: Study) -> str:
    """What a witness signed with a photograph in the first installation, arrived in the second; gives its id there."""
    request, _token = ask(app, study, "1:P1")
    with acting(app) as work:
        own = signed(work.today - timedelta(days=2))
        picture = kept(app, centre.provider_id, "llun.jpg", hostile.picture())
        witnesses.testify(work, row(work, request), Signed(own.content, own.name, files=(picture,)), ELSEWHERE)
    bring(elsewhere, there, again, take(reader(app, centre.ffion), study.portfolio).bytes)
    with acting(elsewhere) as work:
        return arrived(work.session.query(Evidence).all()).public_id


def arrived(found: list[Evidence]) -> Evidence:
    return next(one for one in found if one.title == TITLE)


def said(app: Flask) -> tuple[object, ...]:
    """All that the witness signed, as it is stored."""
    with acting(app) as work:
        one = arrived(work.session.query(Evidence).all())
        files = [stored.sha256 for _attached, stored in evidence_queries.files_now(work.session, one)]
        assert work.session.query(Redaction).count() == 0
        return (one.kind, one.words, one.language, one.happened_on, one.particulars, one.confidentiality, files)


def test_no_page_lets_its_words_be_rewritten(elsewhere: Flask, there: Centre, testimony: str) -> None:
    before, ffion = said(elsewhere), reader(elsewhere, there.ffion)
    shown = ffion.get(f"/evidence/{testimony}")
    assert "Change it" not in shown.links()
    assert "Change it" not in ffion.get(f"/evidence/{testimony}/submit").links()
    ffion.get(f"/evidence/{testimony}/edit", status=409).says(REFUSED)
    token = ffion.get(f"/evidence/{testimony}/use-again").form("Continue").values["csrf_token"]
    tries: tuple[dict[str, object], ...] = (
        {"words": "She was splendid."},
        {"kind": "product"},
        {"about_witness_expert": "ordinary", "title": "Praise"},
        {"files": (BytesIO(b"Praise."), "moliant.txt")},
    )
    for tried in tries:
        sent = {"csrf_token": token, "act": "draft", **tried}
        ffion.post(f"/evidence/{testimony}/edit", sent, status=409).says(REFUSED)
    assert said(elsewhere) == before


def test_no_service_changes_what_was_signed(elsewhere: Flask, there: Centre, again: Study, testimony: str) -> None:
    before = said(elsewhere)
    with acting(elsewhere, there.ffion, Role.LEARNER) as work:
        row, portfolio = arrived(work.session.query(Evidence).all()), portfolio_row(work, again)
        assert row.public_id == testimony
        attached = work.session.query(Attachment).where(Attachment.evidence_id == row.id).one()
        other = Content(
            EvidenceKind.PRODUCT,
            "Mine",
            row.happened_on,
            "en",
            "I wrote this.",
            AiUse.NONE,
            "",
            {},
            Confidentiality.OPEN,
        )
        redaction = Redacted(KeptFile("copy.jpg", "0" * 64, 9, "image/jpeg"), 1, Original.DISCARDED)
        more = [KeptFile("more.txt", "1" * 64, 9, "text/plain")]
        acts: list[Callable[[], None]] = [
            partial(evidence.change, work, row, other),
            partial(evidence.attach, work, row, more),
            partial(evidence.detach, work, row, [attached]),
            partial(evidence.redact, work, portfolio, row, attached, redaction),
        ]
        for act in acts:
            with pytest.raises(Refused, match="evidence-of-witness"):
                act()
    assert said(elsewhere) == before


def test_it_is_mapped_submitted_and_withdrawn(elsewhere: Flask, there: Centre, again: Study, testimony: str) -> None:
    ffion = reader(elsewhere, there.ffion)
    page = ffion.get(f"/evidence/{testimony}")
    page.says("A witness signed this elsewhere, and it arrived with an archive of Severn Centre.")
    page = ffion.get(f"/evidence/{testimony}/use-again")
    key = str(page.soup.select("input[name=criteria][value$=':P2']")[0]["value"])
    page = ffion.submit(page, {"criteria": [key]}, button="Continue")
    page.says("I declare that this is the testimony that the witness signed")
    ffion.submit(page, button="Declare and submit").says("The evidence is submitted.")
    with acting(elsewhere) as work:
        frozen = work.session.query(Revision).one()
        assert (frozen.words, frozen.witness) == ("I saw her do it.", None), "its author's account is the learner's"
    assert checked(elsewhere) == []
    page = ffion.get(f"/evidence/{testimony}/withdraw")
    ffion.submit(page, {"reason": "Twice."}, button="Withdraw the evidence").says("The evidence is withdrawn.")
    assert checked(elsewhere) == []


@pytest.mark.parametrize(
    ("language", "told", "on_paper"),
    [
        (
            "en",
            "A witness signed this elsewhere, and it arrived with an archive of Severn Centre.",
            "A witness signed it elsewhere; it arrived with an archive of Severn Centre.",
        ),
        (
            "cy",
            "Llofnododd tyst hyn mewn man arall, a chyrhaeddodd gydag archif darparwr arall: Canolfan Hafren.",
            "Llofnodwyd gan dyst mewn man arall; cyrhaeddodd gydag archif darparwr arall: Canolfan Hafren.",
        ),
    ],
)
def test_whoever_judges_reads_where_it_was_signed(
    elsewhere: Flask, there: Centre, again: Study, testimony: str, language: str, told: str, on_paper: str
) -> None:
    with acting(elsewhere, there.ffion, Role.LEARNER) as work:
        row = arrived(work.session.query(Evidence).all())
        evidence.claim(work, row, wishes(work, again, "1:P1"))
        evidence.submit(work, portfolio_row(work, again), row)
    assessor = reader(elsewhere, there.trainee, language)
    assert told in assessor.get(f"/evidence/{testimony}/judge").text
    assert told in assessor.get(f"/evidence/{testimony}").text
    assert on_paper in assessor.get(f"/evidence/{testimony}/sheet").text
