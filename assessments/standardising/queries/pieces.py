"""Pieces: what can be chosen, what an exercise has, and one as those see it who decide on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, not_, or_, select
from sqlalchemy.orm import Session

from assessments.judging.models import Decision, Judgement
from assessments.standardising.models import BlindAnswer, Exercise, Item, Piece, TakingPart
from portfolio.evidence.models import Attachment, Evidence, Revision, RevisionFile, StoredFile
from portfolio.evidence.policy import EVIDENCE_READ, POLICY
from portfolio.evidence.queries.people import closed, day_of
from portfolio.evidence.rules.kinds import Particular
from portfolio.learning.models import Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.people.models import Account
from standards.foundation import Actor, Text
from standards.library.models import Criterion
from standards.paging import Paged, page_of, skipped

WITHDRAWN = "withdrawn"
NAMES_PEOPLE = frozenset(
    {
        Particular.OBSERVER,
        Particular.WITNESS,
        Particular.WITNESS_CONTACT,
        Particular.ASSESSOR,
        Particular.CONFIRMED_BY,
        Particular.AGREED_WITH,
        Particular.SEEN_BY,
        Particular.KEPT_AT,
    }
)
"""Particulars of evidence that say who somebody is: a piece does not show them."""


@dataclass(frozen=True)
class PlacedPiece:
    """A piece as the guard places it: in the portfolio that it is from, so that its owner never meets it."""

    row: Piece
    exercise: Exercise

    @property
    def provider_id(self) -> int:
        return self.row.provider_id

    @property
    def portfolio_id(self) -> int:
        return self.row.portfolio_id

    @property
    def public_id(self) -> str:
        return self.row.public_id


@dataclass(frozen=True)
class Offer:
    """A decision that can be put into an exercise: on what, and not which way nor by whom."""

    decision: str
    learner: str
    kind: str
    title: str
    language: str
    code: str
    submitted_at: datetime


@dataclass(frozen=True)
class PieceItem:
    """A criterion of a piece."""

    uuid: str
    code: str
    text: Text


@dataclass(frozen=True)
class ListedPiece:
    piece: str
    id: int
    number: int
    kind: str
    language: str
    pair: int | None
    closed: bool
    items: tuple[PieceItem, ...]


@dataclass(frozen=True)
class PieceFile:
    """A file of a piece, by the place that it has in it: its own name might tell whose it is."""

    attachment: str
    place: int
    media_type: str
    size: int
    sha256: str
    verdict: str | None


@dataclass(frozen=True)
class PieceSheet:
    """What those who decide are shown of a piece: what was put forward, and nothing of whose it is."""

    number: int
    kind: str
    revision: Revision
    particulars: Mapping[str, str]
    files: tuple[PieceFile, ...]
    items: tuple[PieceItem, ...]
    closed: bool


def piece(session: Session, public_id: str) -> PlacedPiece | None:
    found = session.execute(
        select(Piece, Exercise).join(Exercise, Exercise.id == Piece.exercise_id).where(Piece.public_id == public_id)
    ).first()
    return None if found is None else PlacedPiece(found[0], found[1])


def _not_shown(now: datetime | date) -> ColumnElement[bool]:
    """Say that a revision's evidence is closed or withdrawn: then nobody is shown it as a piece."""
    today = day_of(now) if isinstance(now, datetime) else now
    return or_(closed(today), Evidence.status == WITHDRAWN)


def _offered(actor: Actor, row: Exercise, standard_id: int, now: datetime) -> Select[Decision]:
    """Ask for what can be put in: standing decisions on evidence that somebody may read and that is open to staff.

    Records that an assessor wrote are left out: their words tell who judged them and how. So is whatever is from
    the portfolio of somebody who takes part.
    """
    part = select(TakingPart.account_id).where(TakingPart.exercise_id == row.id)
    there = select(Item.decision_id).join(Piece, Piece.id == Item.piece_id).where(Piece.exercise_id == row.id)
    known = (
        select(Item.id)
        .join(Piece, Piece.id == Item.piece_id)
        .where(
            Piece.exercise_id == row.id,
            Piece.revision_id == Judgement.revision_id,
            Item.criterion_id == Decision.criterion_id,
        )
        .exists()
    )
    return (
        select(Decision)
        .join(Judgement, Judgement.id == Decision.judgement_id)
        .join(Revision, Revision.id == Judgement.revision_id)
        .join(Evidence, Evidence.id == Judgement.evidence_id)
        .join(Criterion, Criterion.id == Decision.criterion_id)
        .join(Portfolio, Portfolio.id == Evidence.portfolio_id)
        .join(Account, Account.id == Portfolio.account_id)
        .where(
            Decision.provider_id == row.provider_id,
            Decision.standing.is_(True),
            Criterion.standard_id == standard_id,
            Decision.id.not_in(there),
            ~known,
            Evidence.record.is_(None),
            not_(_not_shown(now)),
            Portfolio.id.in_(portfolios_of(actor, POLICY[EVIDENCE_READ])),
            Portfolio.account_id != actor.account_id,
            Portfolio.account_id.not_in(part),
        )
    )


def offered(
    session: Session, actor: Actor, row: Exercise, standard_id: int, language: str, number: int, now: datetime
) -> Paged[Offer]:
    """List the decisions that can be put into an exercise, without telling which way they went."""
    query = _offered(actor, row, standard_id, now)
    if language:
        query = query.where(Revision.language == language)
    total = session.scalar(query.with_only_columns(func.count(), maintain_column_froms=True)) or 0
    page = page_of(number, total)
    rows = session.execute(
        query.with_only_columns(
            Decision.public_id,
            Account.name,
            Evidence.kind,
            Revision.title,
            Revision.language,
            Criterion.code,
            Revision.submitted_at,
            maintain_column_froms=True,
        )
        .order_by(Account.sort_cy, Account.id, Revision.id, Criterion.position, Decision.id)
        .limit(Paged.size)
        .offset(skipped(page))
    )
    return Paged(tuple(Offer(*one) for one in rows), total, page)


def chosen(
    session: Session, actor: Actor, row: Exercise, standard_id: int, decisions: Collection[str], now: datetime
) -> list[tuple[Decision, Judgement, int]]:
    """Give those of the decisions that can be put in, each with its judgement and portfolio."""
    query = _offered(actor, row, standard_id, now).where(Decision.public_id.in_(decisions))
    rows = session.execute(
        query.with_only_columns(Decision, Judgement, Portfolio.id, maintain_column_froms=True).order_by(
            Judgement.revision_id, Criterion.position, Decision.id
        )
    )
    return [(one[0], one[1], one[2]) for one in rows]


def pieces(session: Session, row: Exercise, now: datetime) -> list[ListedPiece]:
    """List the pieces of an exercise with their criteria."""
    rows = session.execute(
        select(Piece, Evidence.kind, Revision.language, _not_shown(now))
        .join(Revision, Revision.id == Piece.revision_id)
        .join(Evidence, Evidence.id == Revision.evidence_id)
        .where(Piece.exercise_id == row.id)
        .order_by(Piece.number)
    ).all()
    items = _items(session, [one[0].id for one in rows])
    return [
        ListedPiece(one.public_id, one.id, one.number, kind, language, one.pair, bool(is_closed), tuple(items[one.id]))
        for one, kind, language, is_closed in rows
    ]


def _items(session: Session, piece_ids: Collection[int]) -> dict[int, list[PieceItem]]:
    rows = session.execute(
        select(Item.piece_id, Criterion.uuid, Criterion.code, Criterion.text)
        .join(Criterion, Criterion.id == Item.criterion_id)
        .where(Item.piece_id.in_(piece_ids))
        .order_by(Criterion.position)
    )
    found: dict[int, list[PieceItem]] = defaultdict(list)
    for piece_id, uuid, code, text in rows:
        found[piece_id].append(PieceItem(str(uuid), code, text))
    return found


def sheet(session: Session, row: Piece, now: datetime) -> PieceSheet:
    """Give a piece as those see it who decide on it; of what is closed by now, nothing."""
    revision, kind, is_closed = session.execute(
        select(Revision, Evidence.kind, _not_shown(now))
        .join(Evidence, Evidence.id == Revision.evidence_id)
        .where(Revision.id == row.revision_id)
    ).one()
    items = tuple(_items(session, [row.id])[row.id])
    if is_closed:
        bare = Revision(
            language=revision.language, happened_on=revision.happened_on, title="", words="", particulars={}
        )
        return PieceSheet(row.number, kind, bare, {}, (), items, closed=True)
    said = {name: value for name, value in revision.particulars.items() if name not in NAMES_PEOPLE}
    return PieceSheet(row.number, kind, revision, said, _files(session, revision), items, closed=False)


def _files(session: Session, revision: Revision) -> tuple[PieceFile, ...]:
    """Give the files of a revision: not those in whose place a redacted copy stands."""
    rows = session.execute(
        select(Attachment.public_id, StoredFile.media_type, StoredFile.size, StoredFile.sha256, StoredFile.verdict)
        .join(RevisionFile, RevisionFile.attachment_id == Attachment.id)
        .join(StoredFile, StoredFile.id == Attachment.stored_file_id)
        .where(RevisionFile.revision_id == revision.id, Attachment.closed.is_(False))
        .order_by(RevisionFile.position)
    )
    return tuple(PieceFile(one[0], place, *one[1:]) for place, one in enumerate(rows, start=1))


def items_of(session: Session, row: Piece) -> list[Item]:
    return list(session.scalars(select(Item).where(Item.piece_id == row.id).order_by(Item.id)))


def rows_of(session: Session, row: Exercise) -> list[Piece]:
    return list(session.scalars(select(Piece).where(Piece.exercise_id == row.id).order_by(Piece.number)))


def decided_before(session: Session, row: Piece, person: TakingPart) -> bool:
    wanted = (BlindAnswer.piece_id == row.id, BlindAnswer.person_id == person.id)
    return session.scalar(select(BlindAnswer.id).where(*wanted)) is not None


def answered_by(session: Session, row: Exercise, account_id: int | None) -> dict[str, BlindAnswer]:
    """Give what somebody decided in an exercise, by piece: their own alone."""
    rows = session.execute(
        select(Piece.public_id, BlindAnswer)
        .join(Piece, Piece.id == BlindAnswer.piece_id)
        .join(TakingPart, TakingPart.id == BlindAnswer.person_id)
        .where(Piece.exercise_id == row.id, TakingPart.account_id == account_id)
    )
    return {one[0]: one[1] for one in rows}


def made_original(session: Session, row: Piece, account_id: int | None) -> bool:
    """Tell whether somebody made one of the decisions that a piece was decided by before."""
    wanted = (Item.piece_id == row.id, Decision.assessor_id == account_id)
    asked = select(Item.id).join(Decision, Decision.id == Item.decision_id).where(*wanted)
    return session.scalar(asked.limit(1)) is not None


def readable(session: Session, actor: Actor, row: Exercise) -> set[str]:
    """Give which pieces of an exercise are from portfolios that somebody reads anyway."""
    wanted = (Piece.exercise_id == row.id, Piece.portfolio_id.in_(portfolios_of(actor, POLICY[EVIDENCE_READ])))
    return set(session.scalars(select(Piece.public_id).where(*wanted)))


def reads(session: Session, actor: Actor, row: Piece) -> bool:
    """Tell whether somebody reads the portfolio that a piece is from anyway, and may look before it is open."""
    wanted = (Portfolio.id == row.portfolio_id, Portfolio.id.in_(portfolios_of(actor, POLICY[EVIDENCE_READ])))
    return session.scalar(select(Portfolio.id).where(*wanted)) is not None
