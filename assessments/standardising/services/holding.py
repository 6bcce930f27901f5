"""Holding an exercise: asking people, deciding blind, closing, and keeping the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from sqlalchemy import select

from assessments.quality.queries import in_turn
from assessments.standardising import queries
from assessments.standardising.events import (
    AskedPiece,
    StandardisingAnswered,
    StandardisingClosed,
    StandardisingOpened,
    StandardisingRecorded,
)
from assessments.standardising.models import BlindAnswer, Exercise, MinutesKept, Piece
from assessments.standardising.rules.exercises import (
    Deciding,
    ExerciseStatus,
    Minutes,
    Said,
    check_closing,
    check_deciding,
    check_minutes,
    check_opening,
    check_people,
    check_said,
)
from assessments.standardising.services.preparing import check_version
from portfolio.core.ledger import new_salt, sealed
from portfolio.learning.models import Portfolio
from standards.foundation import Changed, Refused, Role, Work


def _held(work: Work, row: Exercise) -> None:
    """Let nobody else answer or close while one does: what is counted at the end is what there is."""
    held = select(Exercise).where(Exercise.id == row.id).with_for_update()
    work.session.scalars(held.execution_options(populate_existing=True)).one()


def open_exercise(work: Work, row: Exercise, looked_at: int) -> None:
    """Ask those who take part; from now on the exercise is as it is. Raises Refused."""
    check_version(row, looked_at)
    listed = queries.pieces(work.session, row, work.now)
    asked = queries.people(work.session, row)
    closed = sum(one.closed for one in listed)
    check_opening(row.stands, len(listed), len(asked), closed=closed)
    staff = {one.account_id: one for one in queries.candidates(work.session, row.provider_id, work.today)}
    if any(one.row.account_id not in staff for one in asked):
        raise Refused("standardising-not-staff")
    chair = staff[row.chair_id].roles if row.chair_id in staff else frozenset[Role]()
    roles = {one.row.account_id: staff[one.row.account_id].roles for one in asked}
    check_people(roles, chair, queries.owners(work.session, row))
    for one in asked:
        one.row.trainee = staff[one.row.account_id].trainee
    row.status, row.opened_by_id, row.opened_at = ExerciseStatus.OPEN.value, work.actor.account_id, work.now
    work.session.flush()
    work.record(work.book_of(row.provider_id), _opened(work, row, [one.public_id for one in asked]))


def _opened(work: Work, row: Exercise, asked: list[str]) -> StandardisingOpened:
    facts = queries.opened_pieces(work.session, row)
    return StandardisingOpened(
        exercise=row.public_id,
        number=row.number,
        unit=queries.head(work.session, row).unit,
        day=row.day.isoformat(),
        chair=queries.accounts(work.session, [row.chair_id])[row.chair_id],
        people=tuple(asked),
        pieces=tuple(AskedPiece(*one) for one in facts),
        said=sealed(row.salt, queries.exercise_words(row)),
    )


def answer(work: Work, row: Exercise, piece: Piece, said: Mapping[str, Said], language: str) -> BlindAnswer:
    """Decide on a piece, by the UUIDs of its criteria: once, and nothing of any portfolio changes. Raises Refused."""
    _held(work, row)
    person = queries.person_in(work.session, row, work.actor.account_id)
    sheet = queries.sheet(work.session, piece, work.now)
    owner = work.session.get_one(Portfolio, piece.portfolio_id).account_id
    check_deciding(
        Deciding(
            row.stands,
            takes_part=person is not None,
            own=owner == work.actor.account_id,
            decided=person is not None and queries.decided_before(work.session, piece, person),
            closed=sheet.closed,
        )
    )
    check_said(said, [one.uuid for one in sheet.items])
    made = BlindAnswer(
        provider_id=row.provider_id,
        piece_id=piece.id,
        person_id=person.id if person else 0,
        said={uuid: {"outcome": one.outcome.value, "reason": one.reason.strip()} for uuid, one in said.items()},
        language=language,
        salt=new_salt(),
        original=queries.made_original(work.session, piece, work.actor.account_id),
        at=work.now,
    )
    work.session.add(made)
    work.session.flush()
    told = sealed(made.salt, queries.answer_words(made))
    act = StandardisingAnswered(made.public_id, row.public_id, row.number, piece.public_id, told)
    work.record(work.book_of(row.provider_id), act)
    return made


def close(work: Work, row: Exercise, answers: int) -> None:
    """Let nobody decide any more, and everybody who took part see what all decided. Raises Refused.

    `answers`: how many there were when the page was made.
    """
    _held(work, row)
    given = sum(one.answered for one in queries.people(work.session, row))
    staff = {one.account_id: one for one in queries.candidates(work.session, row.provider_id, work.today)}
    check_closing(
        row.stands,
        is_chair=row.chair_id == work.actor.account_id,
        chair_works_here=row.chair_id in staff,
        manages=Role.MANAGER in work.actor.roles_at(row.provider_id),
    )
    if given != answers:
        raise Changed("standardising-changed")
    row.status, row.closed_at = ExerciseStatus.CLOSED.value, work.now
    work.session.flush()
    work.record(work.book_of(row.provider_id), StandardisingClosed(row.public_id, row.number, given))


def keep_minutes(work: Work, row: Exercise, said: Minutes, version: int) -> MinutesKept:
    """Keep the record of an exercise, as its next version. Raises Refused.

    `version`: of the last one when the page was made; none is 0.
    """
    in_turn(work.session, row.provider_id)
    check_minutes(row.stands, said, [one.public_id for one in queries.people(work.session, row)])
    last = queries.last_minutes(work.session, row)
    number = last.row.version if last else 0
    if number != version:
        raise Changed("standardising-minutes-changed")
    made = MinutesKept(
        provider_id=row.provider_id,
        exercise_id=row.id,
        version=number + 1,
        said=queries.written(said),
        language=said.language,
        salt=new_salt(),
        account_id=cast("int", work.actor.account_id),
        at=work.now,
    )
    work.session.add(made)
    work.session.flush()
    told = sealed(made.salt, queries.minutes_words(made))
    act = StandardisingRecorded(made.public_id, row.public_id, row.number, made.version, told)
    work.record(work.book_of(row.provider_id), act)
    return made
