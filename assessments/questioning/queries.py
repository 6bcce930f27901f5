"""Questions about sets of questions: a provider's, one with its versions, and what can be taken from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.questioning.models import QuestionAsked, QuestionSet, QuestionSetVersion
from assessments.questioning.rules import Asked
from portfolio.core.ledger import canonical_text, sealed, stamp
from portfolio.learning.models import EnrolledUnit
from portfolio.people.models import Account
from standards.foundation import Actor, Facts, Text
from standards.library.models import Criterion, Standard
from standards.paging import PAGE_SIZE, Paged, page_of, skipped


@dataclass(frozen=True)
class ListedSet:
    public_id: str
    title: str
    language: str
    urn: str
    standard: Text
    number: int


@dataclass(frozen=True)
class Version:
    """A published version with its questions."""

    row: QuestionSetVersion
    by: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class FromSet:
    """A question of a set that can be taken: which, of which version, about which criterion of which standard."""

    key: str
    title: str
    number: int
    language: str
    standard_id: int
    asked: Asked

    @property
    def name(self) -> str:
        """Say which version of which set it is from."""
        return f"{self.title}, {self.number}"


def question_set(session: Session, public_id: str) -> QuestionSet | None:
    return session.scalar(select(QuestionSet).where(QuestionSet.public_id == public_id))


def standard_of(session: Session, row: QuestionSet) -> Standard:
    return session.get_one(Standard, row.standard_id)


def codes_of(session: Session, standard_id: int) -> dict[str, int]:
    """Give the criteria of a standard that can be asked about, by code."""
    wanted = select(Criterion.code, Criterion.id).where(Criterion.standard_id == standard_id, Criterion.assessable)
    return {row[0]: row[1] for row in session.execute(wanted.order_by(Criterion.position))}


def standards_taught(session: Session, actor: Actor) -> list[Standard]:
    """List the standards on which anybody at the actor's provider is enrolled."""
    taught = select(EnrolledUnit.standard_id).where(EnrolledUnit.provider_id == actor.provider_id)
    return list(session.scalars(select(Standard).where(Standard.id.in_(taught)).order_by(Standard.urn, Standard.id)))


def listed(session: Session, actor: Actor, number: int) -> Paged[ListedSet]:
    """List the sets of the provider that somebody works in."""
    wanted = QuestionSet.provider_id == actor.provider_id
    total = session.scalar(select(func.count()).select_from(QuestionSet).where(wanted)) or 0
    page = page_of(number, total)
    rows = session.execute(
        select(
            QuestionSet.public_id,
            QuestionSet.title,
            QuestionSet.language,
            Standard.urn,
            Standard.title,
            QuestionSet.number,
        )
        .join(Standard, Standard.id == QuestionSet.standard_id)
        .where(wanted)
        .order_by(Standard.urn, QuestionSet.id)
        .limit(PAGE_SIZE)
        .offset(skipped(page))
    )
    return Paged(tuple(ListedSet(*row) for row in rows), total, page)


def written(row: QuestionSet) -> list[Asked]:
    return [Asked(*one) for one in row.asked]


def versions(session: Session, row: QuestionSet) -> list[Version]:
    """List what was published of a set, the newest first."""
    rows = session.execute(
        select(QuestionSetVersion, Account.name)
        .join(Account, Account.id == QuestionSetVersion.published_by_id)
        .where(QuestionSetVersion.set_id == row.id)
        .order_by(QuestionSetVersion.number.desc())
    ).all()
    asked = _asked_in(session, [one.id for one, _by in rows])
    return [Version(one, by, tuple(asked[one.id])) for one, by in rows]


def _asked_in(session: Session, version_ids: Collection[int]) -> dict[int, list[Asked]]:
    rows = session.execute(
        select(QuestionAsked.version_id, Criterion.code, QuestionAsked.words, QuestionAsked.guide)
        .join(Criterion, Criterion.id == QuestionAsked.criterion_id)
        .where(QuestionAsked.version_id.in_(version_ids))
        .order_by(QuestionAsked.version_id, QuestionAsked.position)
    )
    found: dict[int, list[Asked]] = defaultdict(list)
    for version_id, *asked in rows:
        found[version_id].append(Asked(*asked))
    return found


def to_take(session: Session, provider_id: int, standard_ids: Iterable[int]) -> list[FromSet]:
    """List the questions of the newest versions about some standards."""
    newest = (QuestionSetVersion.set_id == QuestionSet.id) & (QuestionSetVersion.number == QuestionSet.number)
    return _from_sets(session, newest & QuestionSet.standard_id.in_(set(standard_ids)), provider_id)


def taken(session: Session, provider_id: int, keys: Iterable[str]) -> dict[str, FromSet]:
    """Give the questions that were taken, of whichever version, by their keys."""
    wanted = {key for key in keys if key}
    ids = {key.partition(":")[0] for key in wanted}
    joined = (QuestionSetVersion.set_id == QuestionSet.id) & QuestionSetVersion.public_id.in_(ids)
    found = _from_sets(session, joined, provider_id) if ids else []
    return {one.key: one for one in found if one.key in wanted}


def _from_sets(session: Session, wanted: object, provider_id: int) -> list[FromSet]:
    rows = session.execute(
        select(QuestionSetVersion, QuestionSet.standard_id, QuestionAsked, Criterion.code)
        .join(QuestionAsked, QuestionAsked.version_id == QuestionSetVersion.id)
        .join(QuestionSet, QuestionSet.id == QuestionSetVersion.set_id)
        .join(Criterion, Criterion.id == QuestionAsked.criterion_id)
        .where(wanted, QuestionSet.provider_id == provider_id)  # type: ignore[arg-type]
        .order_by(QuestionSet.id, QuestionAsked.position)
    )
    return [
        FromSet(
            f"{version.public_id}:{asked.position}",
            version.title,
            version.number,
            version.language,
            standard_id,
            Asked(code, asked.words, asked.guide),
        )
        for version, standard_id, asked, code in rows
    ]


def words_of(title: str, asked: Iterable[Asked]) -> str:
    """Write down what the seal of a version stands for."""
    return canonical_text(title=title, asked=[[one.code, one.words, one.guide] for one in asked])


def stored_facts(session: Session, provider_id: int | None) -> Facts:
    """Give what is stored of a provider's published questions, as its own book must tell it."""
    rows = session.execute(
        select(QuestionSetVersion, QuestionSet.public_id, Account.public_id)
        .join(QuestionSet, QuestionSet.id == QuestionSetVersion.set_id)
        .join(Account, Account.id == QuestionSetVersion.published_by_id)
        .where(QuestionSetVersion.provider_id == provider_id)
    ).all()
    asked = _asked_in(session, [row.id for row, _set, _by in rows])
    uuids = _uuids(session, [row.id for row, _set, _by in rows])
    return {
        ("questions", row.public_id): {
            "set": set_id,
            "number": row.number,
            "content": sealed(row.salt, words_of(row.title, asked[row.id])),
            "criteria": tuple(sorted(uuids[row.id])),
            "by": by,
            "at": stamp(row.published_at),
        }
        for row, set_id, by in rows
    }


def _uuids(session: Session, version_ids: Collection[int]) -> dict[int, set[str]]:
    rows = session.execute(
        select(QuestionAsked.version_id, Criterion.uuid)
        .join(Criterion, Criterion.id == QuestionAsked.criterion_id)
        .where(QuestionAsked.version_id.in_(version_ids))
    )
    found: dict[int, set[str]] = defaultdict(set)
    for version_id, uuid in rows:
        found[version_id].add(str(uuid))
    return found
