"""What all decided once an exercise is closed: by criterion and piece, and how far they agreed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.judging.models import Decision
from assessments.standardising.models import BlindAnswer, Exercise, Item, Piece, TakingPart
from assessments.standardising.queries.exercises import Asked, people
from assessments.standardising.rules.agreement import Decided, Figure, agreed_on, by_pair, fleiss, spread
from portfolio.evidence.models import Revision
from standards.library.models import Criterion


@dataclass(frozen=True)
class Voice:
    """What somebody decided on one item."""

    number: int
    name: str
    outcome: str
    reason: str
    language: str
    original: bool
    """Whether they also decided on the piece before; that decision counts in no figure."""


@dataclass(frozen=True)
class ItemResult:
    """One criterion of one piece: what each decided, how it spreads, and what was decided before."""

    piece: int
    piece_id: int
    pair: int | None
    language: str
    code: str
    uuid: str
    voices: tuple[Voice, ...]
    before: str

    @property
    def spread(self) -> dict[str, int]:
        return spread([one.outcome for one in self.voices])

    @property
    def agreed(self) -> int | None:
        """Give in per cent how many pairs of decisions were the same."""
        share = agreed_on([one.outcome for one in self.voices])
        return None if share is None else round(share * 100)


@dataclass(frozen=True)
class OfTwo:
    first: Asked
    second: Asked
    figure: Figure


@dataclass(frozen=True)
class SideBySide:
    """A criterion that both the Welsh and the English piece of a pair were decided on."""

    pair: int
    code: str
    welsh: ItemResult
    english: ItemResult


@dataclass(frozen=True)
class Results:
    people: Sequence[Asked]
    items: Sequence[ItemResult]
    everything: Figure
    by_language: Mapping[str, Figure]
    """Of all pieces in Welsh, and of all in English."""
    paired: Mapping[str, Figure]
    """The same of pieces that are in a pair."""
    of_two: Sequence[OfTwo]
    sides: Sequence[SideBySide]

    @property
    def has_pairs(self) -> bool:
        return any(one.items for one in self.paired.values())

    @property
    def silent(self) -> list[Asked]:
        """Give who decided nothing."""
        return [one for one in self.people if not one.answered]


def results(session: Session, row: Exercise) -> Results:
    """Give all that was decided in an exercise; whether somebody may see it yet is the rule's to say."""
    asked, items = people(session, row), item_results(session, row)
    decided = [(one, voice) for one in items for voice in one.voices]

    def of(wanted: Sequence[ItemResult]) -> Figure:
        kept = {(one.piece, one.uuid) for one in wanted}
        return fleiss([_decided(one, voice) for one, voice in decided if (one.piece, one.uuid) in kept])

    pairs = by_pair([_decided(*one) for one in decided], [one.row.number for one in asked if one.answered])
    numbered = {one.row.number: one for one in asked}
    return Results(
        people=asked,
        items=items,
        everything=of(items),
        by_language={code: of([one for one in items if one.language == code]) for code in ("cy", "en")},
        paired={code: of([one for one in items if one.language == code and one.pair]) for code in ("cy", "en")},
        of_two=[OfTwo(numbered[one], numbered[two], figure) for (one, two), figure in pairs.items()],  # type: ignore[index]
        sides=_sides(items),
    )


def _decided(item: ItemResult, voice: Voice) -> Decided:
    return Decided(voice.number, (item.piece, item.uuid), voice.outcome)


def _sides(items: Sequence[ItemResult]) -> list[SideBySide]:
    found: dict[tuple[int, str], dict[str, ItemResult]] = defaultdict(dict)
    for one in items:
        if one.pair is not None:
            found[one.pair, one.uuid][one.language] = one
    return [
        SideBySide(pair, both["cy"].code, both["cy"], both["en"])
        for (pair, _uuid), both in sorted(found.items(), key=lambda one: one[0][0])
        if both.keys() == {"cy", "en"}
    ]


def item_results(session: Session, row: Exercise) -> list[ItemResult]:
    """List the items of an exercise with what each who takes part decided on them."""
    voices = _voices(session, row)
    rows = session.execute(
        select(Piece, Revision.language, Criterion.code, Criterion.uuid, Decision.outcome)
        .join(Revision, Revision.id == Piece.revision_id)
        .join(Item, Item.piece_id == Piece.id)
        .join(Criterion, Criterion.id == Item.criterion_id)
        .join(Decision, Decision.id == Item.decision_id)
        .where(Piece.exercise_id == row.id)
        .order_by(Piece.number, Criterion.position)
    )
    return [
        ItemResult(one.number, one.id, one.pair, language, code, str(uuid), tuple(voices[one.id, str(uuid)]), before)
        for one, language, code, uuid, before in rows
    ]


def _voices(session: Session, row: Exercise) -> dict[tuple[int, str], list[Voice]]:
    named = {one.row.id: one for one in people(session, row)}
    answers = session.scalars(
        select(BlindAnswer)
        .join(TakingPart, TakingPart.id == BlindAnswer.person_id)
        .where(TakingPart.exercise_id == row.id)
        .order_by(TakingPart.number)
    )
    found: dict[tuple[int, str], list[Voice]] = defaultdict(list)
    for one in answers:
        who = named[one.person_id]
        for uuid, said in one.said.items():
            found[one.piece_id, uuid].append(
                Voice(who.row.number, who.name, said["outcome"], said["reason"], one.language, one.original)
            )
    return found
