"""Putting an exercise together: what it is for, who takes part, which pieces, and which of them are pairs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import delete
from sqlalchemy.orm.attributes import flag_modified

from assessments.quality.queries import in_turn
from assessments.standardising import queries
from assessments.standardising.models import Exercise, Item, Piece, TakingPart
from assessments.standardising.rules.exercises import (
    ExerciseStatus,
    check_chosen,
    check_pair,
    check_people,
    check_preparing,
)
from portfolio.core.ledger import new_salt
from standards.foundation import Changed, Refused, Work


@dataclass(frozen=True)
class NewExercise:
    """What is said of an exercise; unit and people by their public ids."""

    name: str
    purpose: str
    language: str
    unit: str
    day: date | None
    chair: str
    people: Sequence[str]


def check_version(row: Exercise, looked_at: int) -> None:
    """Check that an exercise is still as it was looked at. Raises Changed."""
    if row.version != looked_at:
        raise Changed("standardising-changed")


def prepare(work: Work, provider_id: int, new: NewExercise) -> Exercise:
    """Begin to put an exercise together. Raises Refused."""
    in_turn(work.session, provider_id)
    row = Exercise(
        provider_id=provider_id,
        number=queries.last_number(work.session, provider_id) + 1,
        salt=new_salt(),
        made_by_id=cast("int", work.actor.account_id),
        status=ExerciseStatus.PREPARED.value,
    )
    _say(work, row, new)
    work.session.add(row)
    work.session.flush()
    _ask(work, row, new)
    return row


def change(work: Work, row: Exercise, new: NewExercise, looked_at: int) -> None:
    """Say otherwise what an exercise is for and who takes part. Raises Refused."""
    check_version(row, looked_at)
    check_preparing(row.stands)
    unit = row.unit_id
    _say(work, row, new)
    if row.unit_id != unit and queries.rows_of(work.session, row):
        raise Refused("standardising-unit-has-pieces")
    _ask(work, row, new)
    touch(work, row)


def touch(work: Work, row: Exercise) -> None:
    """Let whoever else has an exercise open be told that it changed, whatever row the change is in."""
    flag_modified(row, "status")
    work.session.flush()


def _say(work: Work, row: Exercise, new: NewExercise) -> None:
    unit = queries.unit_named(work.session, new.unit)
    if unit is None or new.unit not in queries.units_offered(work.session, row.provider_id):
        raise Refused("standardising-no-unit")
    if new.day is None:
        raise Refused("standardising-no-day")
    chair = next((one for one in _staff(work, row) if one.public_id == new.chair), None)
    if chair is None:
        raise Refused("standardising-no-chair")
    row.unit_id, row.chair_id, row.day = unit.id, chair.account_id, new.day
    row.name, row.purpose, row.language = new.name.strip(), new.purpose.strip(), new.language


def _staff(work: Work, row: Exercise) -> list[queries.Candidate]:
    return queries.candidates(work.session, row.provider_id, work.today)


def _ask(work: Work, row: Exercise, new: NewExercise) -> None:
    staff = _staff(work, row)
    asked = [one for one in staff if one.public_id in set(new.people)]
    if len(asked) != len(set(new.people)):
        raise Refused("standardising-not-staff")
    chair = next(one.roles for one in staff if one.account_id == row.chair_id)
    check_people({one.account_id: one.roles for one in asked}, chair, queries.owners(work.session, row))
    work.session.execute(delete(TakingPart).where(TakingPart.exercise_id == row.id))
    for number, one in enumerate(asked, start=1):
        taking = {"provider_id": row.provider_id, "exercise_id": row.id, "account_id": one.account_id}
        work.session.add(TakingPart(**taking, number=number, trainee=one.trainee))
    work.session.flush()


def add_pieces(work: Work, row: Exercise, decisions: Collection[str], looked_at: int) -> int:
    """Put decisions in, each as a criterion of the piece of evidence that it was made on; gives how many pieces.

    Raises Refused.
    """
    check_version(row, looked_at)
    check_preparing(row.stands)
    standard_id = queries.head(work.session, row).standard_id
    found = queries.chosen(work.session, work.actor, row, standard_id, decisions, work.now)
    there = {one.revision_id: one for one in queries.rows_of(work.session, row)}
    pieces = there.keys() | {judgement.revision_id for _decision, judgement, _portfolio in found}
    check_chosen(decisions, [decision.public_id for decision, *_rest in found], len(pieces))
    for decision, judgement, portfolio_id in found:
        piece = there.get(judgement.revision_id)
        if piece is None:
            piece = _piece(work, row, judgement.revision_id, portfolio_id)
            there[judgement.revision_id] = piece
        asked = {"piece_id": piece.id, "criterion_id": decision.criterion_id, "decision_id": decision.id}
        work.session.add(Item(provider_id=row.provider_id, **asked))
    touch(work, row)
    return len(there)


def _piece(work: Work, row: Exercise, revision_id: int, portfolio_id: int) -> Piece:
    number = max((one.number for one in queries.rows_of(work.session, row)), default=0) + 1
    piece = Piece(
        provider_id=row.provider_id,
        exercise_id=row.id,
        portfolio_id=portfolio_id,
        revision_id=revision_id,
        number=number,
        pair=None,
    )
    work.session.add(piece)
    work.session.flush()
    return piece


def remove_piece(work: Work, row: Exercise, piece: Piece, looked_at: int) -> None:
    """Take a piece out again; those after it move up, and its pair is one no longer. Raises Refused."""
    check_version(row, looked_at)
    check_preparing(row.stands)
    _loosen(work, row, piece)
    work.session.execute(delete(Item).where(Item.piece_id == piece.id))
    work.session.delete(piece)
    work.session.flush()
    for number, other in enumerate(queries.rows_of(work.session, row), start=1):
        other.number = number
    touch(work, row)


def pair(work: Work, row: Exercise, welsh: str, english: str, looked_at: int) -> None:
    """Take a Welsh and an English piece to be of the same standard, whatever each was paired with. Raises Refused."""
    check_version(row, looked_at)
    check_preparing(row.stands)
    listed = {one.piece: one for one in queries.pieces(work.session, row, work.now)}
    if welsh not in listed or english not in listed:
        raise Refused("standardising-not-offered")
    check_pair(listed[welsh].language, listed[english].language)
    loosened = {one.pair for one in listed.values() if one.piece in {welsh, english} and one.pair is not None}
    kept = {one.pair for one in listed.values() if one.pair is not None} - loosened
    number = next(one for one in range(1, len(listed) + 1) if one not in kept)
    for one in queries.rows_of(work.session, row):
        if one.pair in loosened:
            one.pair = None
        if one.public_id in {welsh, english}:
            one.pair = number
    touch(work, row)


def unpair(work: Work, row: Exercise, piece: Piece, looked_at: int) -> None:
    """Take two pieces no longer as a pair. Raises Refused."""
    check_version(row, looked_at)
    check_preparing(row.stands)
    _loosen(work, row, piece)
    touch(work, row)


def _loosen(work: Work, row: Exercise, piece: Piece) -> None:
    """Let a piece and that which it is paired with be a pair no longer."""
    number = piece.pair
    for one in queries.rows_of(work.session, row):
        if number is not None and one.pair == number:
            one.pair = None
