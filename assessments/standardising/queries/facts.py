"""What is stored of a centre's standardisation, as its own book must tell it: nothing of what is being put together."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from assessments.judging.models import Decision
from assessments.standardising.models import BlindAnswer, Exercise, Item, MinutesKept, Piece, TakingPart
from assessments.standardising.rules.exercises import ExerciseStatus
from portfolio.core.ledger import canonical_text, sealed, stamp
from portfolio.evidence.models import Revision
from portfolio.people.models import Account
from standards.foundation import Facts
from standards.library.models import Criterion
from standards.qualifications.models import Unit

CHAIR, OPENER = aliased(Account), aliased(Account)
BEGUN = Exercise.status != ExerciseStatus.PREPARED.value


def exercise_words(row: Exercise) -> str:
    """Write down what the seal of an exercise stands for."""
    return canonical_text(name=row.name, purpose=row.purpose, language=row.language)


def answer_words(row: BlindAnswer) -> str:
    return canonical_text(said=row.said, language=row.language)


def minutes_words(row: MinutesKept) -> str:
    return canonical_text(said=row.said, language=row.language)


def stored_facts(session: Session, provider_id: int | None) -> Facts:
    """Give what is stored of a provider's exercises."""
    return {
        **_exercises(session, provider_id),
        **_pieces(session, provider_id),
        **_answers(session, provider_id),
        **_minutes(session, provider_id),
    }


def _exercises(session: Session, provider_id: int | None) -> Facts:
    people: dict[int, list[str]] = defaultdict(list)
    for exercise_id, who in session.execute(
        select(TakingPart.exercise_id, Account.public_id)
        .join(Account, Account.id == TakingPart.account_id)
        .where(TakingPart.provider_id == provider_id)
        .order_by(TakingPart.number)
    ):
        people[exercise_id].append(who)
    pieces: dict[int, list[str]] = defaultdict(list)
    for exercise_id, piece in session.execute(
        select(Piece.exercise_id, Piece.public_id).where(Piece.provider_id == provider_id).order_by(Piece.number)
    ):
        pieces[exercise_id].append(piece)
    rows = session.execute(
        select(Exercise, Unit.public_id, CHAIR.public_id, OPENER.public_id)
        .join(Unit, Unit.id == Exercise.unit_id)
        .join(CHAIR, CHAIR.id == Exercise.chair_id)
        .join(OPENER, OPENER.id == Exercise.opened_by_id)
        .where(Exercise.provider_id == provider_id, BEGUN)
    )
    return {
        ("standardising", row.public_id): {
            "number": row.number,
            "unit": unit,
            "day": row.day.isoformat(),
            "chair": chair,
            "people": tuple(people[row.id]),
            "pieces": tuple(pieces[row.id]),
            "said": sealed(row.salt, exercise_words(row)),
            "status": row.status,
            "closed_at": stamp(row.closed_at) if row.closed_at else None,
            "by": by,
            "at": stamp(row.opened_at) if row.opened_at else None,
        }
        for row, unit, chair, by in rows
    }


def opened_pieces(
    session: Session, row: Exercise
) -> list[tuple[str, str, int | None, tuple[str, ...], tuple[str, ...]]]:
    """Give the pieces of an exercise as its opening tells them: revision, pair, criteria and decisions."""
    items = _items(session, row.provider_id)
    rows = session.execute(
        select(Piece, Revision.public_id)
        .join(Revision, Revision.id == Piece.revision_id)
        .where(Piece.exercise_id == row.id)
        .order_by(Piece.number)
    )
    return [
        (
            one.public_id,
            revision,
            one.pair,
            tuple(criterion for criterion, _decision in items[one.id]),
            tuple(decision for _criterion, decision in items[one.id]),
        )
        for one, revision in rows
    ]


def _items(session: Session, provider_id: int | None) -> dict[int, list[tuple[str, str]]]:
    items: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for piece_id, criterion, decision in session.execute(
        select(Item.piece_id, Criterion.uuid, Decision.public_id)
        .join(Criterion, Criterion.id == Item.criterion_id)
        .join(Decision, Decision.id == Item.decision_id)
        .where(Item.provider_id == provider_id)
        .order_by(Item.id)
    ):
        items[piece_id].append((str(criterion), decision))
    return items


def _pieces(session: Session, provider_id: int | None) -> Facts:
    items = _items(session, provider_id)
    rows = session.execute(
        select(Piece, Exercise.public_id, Revision.public_id)
        .join(Exercise, Exercise.id == Piece.exercise_id)
        .join(Revision, Revision.id == Piece.revision_id)
        .where(Piece.provider_id == provider_id, BEGUN)
    )
    return {
        ("standardising_piece", row.public_id): {
            "exercise": exercise,
            "revision": revision,
            "pair": row.pair,
            "criteria": tuple(one[0] for one in items[row.id]),
            "decisions": tuple(one[1] for one in items[row.id]),
        }
        for row, exercise, revision in rows
    }


def _answers(session: Session, provider_id: int | None) -> Facts:
    rows = session.execute(
        select(BlindAnswer, Exercise.public_id, Piece.public_id, Account.public_id)
        .join(Piece, Piece.id == BlindAnswer.piece_id)
        .join(Exercise, Exercise.id == Piece.exercise_id)
        .join(TakingPart, TakingPart.id == BlindAnswer.person_id)
        .join(Account, Account.id == TakingPart.account_id)
        .where(BlindAnswer.provider_id == provider_id)
    )
    return {
        ("standardising_answer", row.public_id): {
            "exercise": exercise,
            "piece": piece,
            "said": sealed(row.salt, answer_words(row)),
            "by": by,
            "at": stamp(row.at),
        }
        for row, exercise, piece, by in rows
    }


def _minutes(session: Session, provider_id: int | None) -> Facts:
    rows = session.execute(
        select(MinutesKept, Exercise.public_id, Account.public_id)
        .join(Exercise, Exercise.id == MinutesKept.exercise_id)
        .join(Account, Account.id == MinutesKept.account_id)
        .where(MinutesKept.provider_id == provider_id)
    )
    return {
        ("standardising_minutes", row.public_id): {
            "exercise": exercise,
            "version": row.version,
            "said": sealed(row.salt, minutes_words(row)),
            "by": by,
            "at": stamp(row.at),
        }
        for row, exercise, by in rows
    }
