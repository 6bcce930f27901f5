"""Requests to witnesses for tests, made through the services."""

from datetime import date, timedelta

from flask import Flask

from portfolio.core.work import UnitOfWork
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.services import Content
from portfolio.links.services import Asking, Where
from portfolio.witnesses import services
from portfolio.witnesses.models import WitnessRequest
from portfolio.witnesses.services import Signed
from standards.foundation import Role
from tests.client import Value
from tests.evidence.items import wishes
from tests.studies import Study, acting, portfolio_row

ELSEWHERE = Where("203.0.113.9", "A phone")
PARTICULARS = {
    "witness": "Nia Bowen",
    "witness_job": "Team leader",
    "witness_relation": "I manage her.",
    "witness_expert": "expert",
    "witness_competence": "Ten years of advising, and the level 4 award.",
}


def ask(
    app: Flask, study: Study, *keys: str, email: str = "", send: bool = False, name: str = "Nia Bowen"
) -> tuple[str, str]:
    """Ask a witness as the learner; gives the request and the token of a link."""
    with acting(app, study.learner, Role.LEARNER) as work:
        asking = Asking(name, email, "The visit in March.", "en", send)
        made = services.ask(work, portfolio_row(work, study), asking, wishes(work, study, *(keys or ("0:P1",))))
        return made.public_id, services.make_link(work, made)


def signed(day: date, words: str = "I saw her do it.", copy_to: str = "") -> Signed:
    content = Content(
        EvidenceKind.WITNESS_TESTIMONY,
        "Testimony of Nia Bowen",
        day,
        "en",
        words,
        AiUse.NONE,
        particulars=PARTICULARS,
        confidentiality=Confidentiality.OPEN,
    )
    return Signed(content, "Nia Bowen", copy_to)


def row(work: UnitOfWork, request: str) -> WitnessRequest:
    return work.session.query(WitnessRequest).where(WitnessRequest.public_id == request).one()


def give(app: Flask, request: str, where: Where = ELSEWHERE, copy_to: str = "") -> str:
    """Sign as the witness; gives the evidence."""
    with acting(app) as work:
        day = work.today - timedelta(days=2)
        return services.testify(work, row(work, request), signed(day, copy_to=copy_to), where).public_id


def typed(day: date, **other: Value) -> dict[str, Value]:
    """Fill in the witness's form by its fields."""
    filled: dict[str, Value] = {
        "name": "Nia Bowen",
        "job": "Team leader",
        "relation": "I manage her.",
        "expert": "ordinary",
        "happened_on": (f"{day:%d}", f"{day:%m}", f"{day:%Y}"),
        "words": "She listened, and explained it again.",
        "people": "open",
        "sign": True,
    }
    return {**filled, **other}
