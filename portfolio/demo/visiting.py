"""A visitor from outside who is let in to the centre for two weeks, and what they have said and asked for so far."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from assessments.quality.models import Sample
from assessments.visits import queries, services
from assessments.visits.models import ExternalVisit
from assessments.visits.rules import CommentKind
from portfolio.core.work import UnitOfWork
from portfolio.learning.models import EnrolledUnit
from portfolio.people.models import Account, Provider

WHO, NAME, ORGANISATION = "ymwelydd", "Gwenllian Puw", "Corff Dyfarnu Eryri"
DAYS = 14
ASKED = (
    ("Cofnodwch ddyddiad yr ail arsylwad ym mhob cofnod arsylwi.", 21),
    ("Trefnwch gyfarfod safoni i'r aseswyr cyn yr ymweliad nesaf.", 60),
    ("Dangoswch sut y mae gwaith aseswyr dan hyfforddiant yn cael ei gydlofnodi.", 30),
)
"""What is to be done, and within how many days."""
DONE = "Mae'r ffurflen arsylwi'n gofyn am bob dyddiad erbyn hyn."
SAID = "Mae'r cofnodion o'r penderfyniadau yn glir. Ble mae dyddiad yr ail arsylwad?"


def let_in(manager: UnitOfWork, provider: Provider, email: str, password_hash: str) -> ExternalVisit:
    """Let the visitor in from today, to the units that were sampled."""
    days = (manager.today, manager.today + timedelta(days=DAYS - 1))
    row = services.grant(manager, provider, services.NewVisit(NAME, ORGANISATION, email, "cy", *days))
    queries.visitor_of(manager.session, row).password_hash = password_hash
    sampled = select(EnrolledUnit.public_id).join(Sample, Sample.enrolled_unit_id == EnrolledUnit.id)
    units = manager.session.scalars(sampled.where(Sample.provider_id == provider.id).order_by(Sample.id))
    services.freeze(manager, row, list(dict.fromkeys(units)))
    return row


def comment(visitor: UnitOfWork, row: ExternalVisit) -> None:
    services.comment(visitor, row, None, CommentKind.COMMENT, SAID, "cy")


def ask(visitor: UnitOfWork, row: ExternalVisit, number: int, owner_id: int) -> str:
    """Ask for one of the actions; gives it by its public id."""
    words, days = ASKED[number]
    owner = visitor.session.get_one(Account, owner_id).public_id
    new = services.NewAction(words, "cy", owner, visitor.today + timedelta(days=days))
    return services.ask_for(visitor, row, None, new).public_id


def do(assurer: UnitOfWork, action: str) -> None:
    """Let a quality assurer say that an action is done."""
    found = queries.action(assurer.session, action)
    if found is None:
        raise LookupError(action)
    services.mark_done(assurer, found, DONE, "cy")
