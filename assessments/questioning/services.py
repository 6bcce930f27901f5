"""Changes to sets of questions: writing one, and publishing a version of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import insert

from assessments.questioning import queries
from assessments.questioning.events import QuestionsPublished
from assessments.questioning.models import QuestionAsked, QuestionSet, QuestionSetVersion
from assessments.questioning.rules import MOST_QUESTIONS, Asked, check_publishable
from portfolio.core.ledger import new_salt, sealed
from portfolio.evidence.queries import criterion_uuids
from standards.foundation import Changed, Refused, Work


def start(work: Work, provider_id: int, standard_id: int, title: str, language: str) -> QuestionSet:
    """Begin a set of questions about a standard on which somebody at the provider is enrolled. Raises Refused."""
    if standard_id not in {one.id for one in queries.standards_taught(work.session, work.actor)}:
        raise Refused("questions-need-standard")
    row = QuestionSet(
        provider_id=provider_id,
        standard_id=standard_id,
        title=title.strip(),
        language=language,
        asked=[],
        number=0,
        changed_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    return row


def save(work: Work, row: QuestionSet, title: str, asked: Sequence[Asked], looked_at: int) -> None:
    """Keep what is being written; published versions stay as they are. Raises Changed, Refused."""
    if row.version != looked_at:
        raise Changed("questions-changed")
    if len(asked) > MOST_QUESTIONS:
        raise Refused("questions-too-many", most=MOST_QUESTIONS)
    now = [[one.code, one.words, one.guide] for one in asked]
    if (row.title, row.asked) != (title.strip(), now):
        row.title, row.asked, row.changed_at = title.strip(), now, work.now
        work.session.flush()


def publish(work: Work, row: QuestionSet, looked_at: int) -> QuestionSetVersion:
    """Freeze what is written as the next version. Raises Changed, Refused."""
    if row.version != looked_at:
        raise Changed("questions-changed")
    asked, codes = queries.written(row), queries.codes_of(work.session, row.standard_id)
    before = queries.versions(work.session, row)
    same_title = bool(before) and before[0].row.title == row.title
    check_publishable(row.title, asked, codes, before[0].asked if same_title else ())
    row.number, row.changed_at = row.number + 1, work.now
    version = QuestionSetVersion(
        provider_id=row.provider_id,
        set_id=row.id,
        number=row.number,
        title=row.title,
        language=row.language,
        salt=new_salt(),
        published_at=work.now,
        published_by_id=work.actor.account_id,
    )
    work.session.add(version)
    work.session.flush()
    _freeze(work, version, asked, codes)
    uuids = criterion_uuids(work.session, {codes[one.code] for one in asked})
    act = QuestionsPublished(
        set=row.public_id,
        version=version.public_id,
        number=version.number,
        content=sealed(version.salt, queries.words_of(version.title, asked)),
        criteria=tuple(sorted(uuids.values())),
    )
    work.record(work.book_of(row.provider_id), act)
    return version


def _freeze(work: Work, version: QuestionSetVersion, asked: Sequence[Asked], codes: Mapping[str, int]) -> None:
    rows = [
        {
            "version_id": version.id,
            "position": position,
            "provider_id": version.provider_id,
            "criterion_id": codes[one.code],
            "words": one.words,
            "guide": one.guide,
        }
        for position, one in enumerate(asked, start=1)
    ]
    work.session.execute(insert(QuestionAsked), rows)
