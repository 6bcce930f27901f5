"""Standardisation at the centre: an exercise that is closed and recorded, one that is open, one being put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import select

from assessments.judging.models import Decision, Judgement
from assessments.judging.rules import Outcome
from assessments.standardising import queries, services
from assessments.standardising.models import Exercise, Piece
from assessments.standardising.rules.exercises import Action, Minutes, Said
from assessments.standardising.services import NewExercise
from portfolio.core.work import UnitOfWork
from portfolio.evidence.models import Evidence
from portfolio.people.models import Account
from standards.foundation import Role
from standards.library.models import Criterion
from standards.qualifications.models import Unit

Deciding = Callable[[int], UnitOfWork]
"""The unit of work of somebody who takes part."""
NAMES = ("Safoni'r gwanwyn", "Safoni'r haf", "Safoni'r hydref")
PURPOSE = "Gweld a ydym yn penderfynu yr un fath, yn Gymraeg ac yn Saesneg."
REASON = "Nid yw'n dweud pryd y digwyddodd hyn."
MONTH = timedelta(days=30)
PIECES = 4


def hold(assurer: UnitOfWork, provider_id: int, deciding: Deciding) -> None:
    """Let the quality assurer hold an exercise, open a second one and begin to put a third together."""
    unit = _unit(assurer, provider_id)
    staff = queries.candidates(assurer.session, provider_id, assurer.today)
    asked = [one for one in staff if Role.ASSESSOR in one.roles]
    people = [one.public_id for one in asked]
    closed, opened, prepared = (_prepare(assurer, provider_id, unit, name, people) for name in NAMES)
    for row in (closed, opened, prepared):
        _choose(assurer, row)
    for row in (closed, opened):
        services.open_exercise(assurer, row, row.version)
    for number, one in enumerate(asked):
        _decide(deciding(one.account_id), closed, number)
    services.close(assurer, closed, sum(one.answered for one in queries.people(assurer.session, closed)))
    services.keep_minutes(assurer, closed, _minutes(assurer, people), 0)


def _unit(work: UnitOfWork, provider_id: int) -> str:
    """Give the unit on whose standard most evidence was judged."""
    offered = queries.units_offered(work.session, provider_id)
    rows = work.session.execute(
        select(Unit.public_id, Decision.id)
        .join(Criterion, Criterion.standard_id == Unit.standard_id)
        .join(Decision, Decision.criterion_id == Criterion.id)
        .join(Judgement, Judgement.id == Decision.judgement_id)
        .join(Evidence, Evidence.id == Judgement.evidence_id)
        .where(Decision.provider_id == provider_id, Decision.standing.is_(True), Evidence.record.is_(None))
    ).all()
    counted = [row[0] for row in rows if row[0] in offered]
    return max(sorted(set(counted)), key=counted.count)


def _prepare(work: UnitOfWork, provider_id: int, unit: str, name: str, people: Sequence[str]) -> Exercise:
    chair = work.session.get_one(Account, work.actor.account_id).public_id
    return services.prepare(work, provider_id, NewExercise(name, PURPOSE, "cy", unit, work.today, chair, people))


def _choose(work: UnitOfWork, row: Exercise) -> None:
    """Put the first pieces in that there are in each language, and pair one of each."""
    standard_id = queries.head(work.session, row).standard_id
    for language in ("cy", "en"):
        found = queries.offered(work.session, work.actor, row, standard_id, language, 1, work.now).rows
        decisions = [one.decision for one in found[:PIECES]]
        if decisions:
            services.add_pieces(work, row, decisions, row.version)
    listed = queries.pieces(work.session, row, work.now)
    first = {one.language: one.piece for one in reversed(listed)}
    if first.keys() >= {"cy", "en"}:
        services.pair(work, row, first["cy"], first["en"], row.version)


def _decide(work: UnitOfWork, row: Exercise, number: int) -> None:
    """Let somebody decide on every piece: not all alike."""
    rows = work.session.scalars(select(Piece).where(Piece.exercise_id == row.id).order_by(Piece.number)).all()
    for place, piece in enumerate(rows):
        sheet = queries.sheet(work.session, piece, work.now)
        said = {one.uuid: _said(number + place + at) for at, one in enumerate(sheet.items)}
        services.answer(work, row, piece, said, "cy")


def _said(turn: int) -> Said:
    if turn % 4 == 3:
        return Said(Outcome.REFERRED, REASON)
    return Said(Outcome.NOT_YET if turn % 5 == 4 else Outcome.MET)


def _minutes(work: UnitOfWork, people: Sequence[str]) -> Minutes:
    action = Action("Nodi dyddiad y gwaith ym mhob adborth.", "Pawb", work.today + MONTH)
    return Minutes(
        attended=people,
        language="cy",
        discussed="Darn 1: pryd y mae tystiolaeth heb ddyddiad yn ddigon.",
        trends="Mae dyddiadau ar goll yn amlach na dim arall.",
        decisions="Heb ddyddiad ni fodlonir maen prawf sy'n gofyn am waith diweddar.",
        actions=[action],
        next_on=work.today + 6 * MONTH,
    )
