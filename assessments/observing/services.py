"""Changes to observations: writing one, putting it on each learner's record with its decisions, and signing it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assessments.judging import services as judging
from assessments.judging.queries import claims_by_key
from assessments.judging.rules import Judgement, Outcome
from assessments.judging.services import NewJudgement
from assessments.observing import queries
from assessments.observing.events import ObservationRecorded, ObservationSigned
from assessments.observing.models import Observation, ObservationRecord
from assessments.observing.queries import Learner
from assessments.observing.rules import (
    ObservationStatus,
    Part,
    Said,
    Source,
    check_group,
    check_recordable,
    copy_particulars,
    copy_words,
    hindrances,
)
from assessments.questioning import queries as questions
from portfolio.core import database
from portfolio.core.ledger import new_salt, sealed
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Evidence
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.services import Content, Wish
from portfolio.learning.models import Portfolio
from portfolio.plans import queries as plans
from standards.foundation import Changed, Refused, Work, new_public_id


@dataclass(frozen=True)
class Signing:
    """What a learner signs the record of an observation with."""

    comment: str
    language: str


@dataclass(frozen=True)
class Naming:
    """What every copy of an observation names alike: itself, its author, and the sets that questions are from."""

    title: str
    observer: str
    sources: Mapping[str, Source]


def start(work: Work, provider_id: int, said: Said, public_id: str | None = None) -> Observation:
    """Begin to write of one learner or a group. Raises Refused where one of them is not assigned to the author.

    With a `public_id` that the form was given, sending it again can find what it has begun already.
    """
    _check_group(work, said.parts)
    row = Observation(
        public_id=public_id or new_public_id(),
        provider_id=provider_id,
        author_id=work.actor.account_id,
        status=ObservationStatus.DRAFT.value,
        said=said.to_json(),
        started_at=work.now,
        changed_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    return row


def save(work: Work, row: Observation, said: Said, looked_at: int) -> None:
    """Keep what was written; learners who were added must be assigned to the author. Raises Changed, Refused."""
    check_writable(row, looked_at)
    before = Said.from_json(row.said)
    _check_group(work, said.parts, known=before.parts)
    if said != before:
        row.said, row.changed_at = said.to_json(), work.now
        work.session.flush()


def discard(work: Work, row: Observation, looked_at: int) -> None:
    """Throw away what is not on anybody's record yet. Raises Changed, Refused."""
    check_writable(row, looked_at)
    work.session.delete(row)
    work.session.flush()


def check_writable(row: Observation, looked_at: int) -> None:
    """Check that an observation is not on record, and still as it was looked at. Raises Changed, Refused."""
    if row.status == ObservationStatus.RECORDED:
        raise Refused("observation-recorded")
    if row.version != looked_at:
        raise Changed("observation-changed")


def _check_group(work: Work, parts: Collection[str], known: Collection[str] = ()) -> None:
    fresh = [one for one in parts if one not in known]
    reached = queries.learners(work.session, work.actor, fresh, work.today) if fresh else {}
    check_group(parts, {*reached, *known})


def record(work: Work, row: Observation, looked_at: int, title: str) -> list[ObservationRecord]:
    """Put an observation on the record of each of its learners, with all its decisions, or on nobody's.

    `title`: what every copy is called. Raises Changed, and Refused with the first thing that hinders it.
    """
    check_writable(row, looked_at)
    said = Said.from_json(row.said)
    found = queries.learners(work.session, work.actor, said.parts, work.today)
    database.hold_portfolios(work.session, [one.portfolio_id for one in found.values()])
    found = queries.learners(work.session, work.actor, said.parts, work.today)
    check_recordable(hindrances(said, {one: learner.seen for one, learner in found.items()}, work.today))
    naming = Naming(title, queries.name_of(work.session, work.actor.account_id), sources(work, row, said))
    made = [_put_on_record(work, row, said, found[one], naming) for one in said.parts]
    row.status, row.said, row.changed_at = ObservationStatus.RECORDED.value, {}, work.now
    work.session.flush()
    return made


def _put_on_record(work: Work, row: Observation, said: Said, learner: Learner, naming: Naming) -> ObservationRecord:
    part = said.parts[learner.portfolio]
    portfolio = queries.portfolio_by_id(work.session, learner.portfolio_id)
    made = ObservationRecord(
        public_id=new_public_id(),
        provider_id=portfolio.provider_id,
        portfolio_id=portfolio.id,
        observation=row.public_id,
        observer_id=work.actor.account_id,
        recorded_at=work.now,
    )
    wishes = [Wish(*learner.place(key)) for key in part.seen]
    content = _content(said, part, naming, learner.seen.urns)
    evidence = evidence_services.start(work, portfolio, content, wishes=wishes)
    _answer_plan(work, evidence, part.activity)
    evidence.record = made.public_id
    evidence_services.submit(work, portfolio, evidence)
    made.evidence_id = evidence.id
    work.session.add(made)
    work.session.flush()
    act = ObservationRecorded(made.public_id, row.public_id, evidence.public_id)
    work.record(portfolio.book_id, act)
    _judge(work, portfolio, evidence, said, part)
    return made


def _answer_plan(work: Work, evidence: Evidence, activity: str) -> None:
    """Let a copy be for the planned activity that it was, if it was one. Raises Refused."""
    if not activity:
        return
    offered = {one.public_id: one.id for one in plans.offered(work.session, evidence.portfolio_id)}
    if activity not in offered:
        raise Refused("plan-not-offered")
    evidence_services.answer(work, evidence, offered[activity])


def sources(work: Work, row: Observation, said: Said) -> dict[str, Source]:
    """Name the versions of sets from which questions were taken, and in which words they stand there."""
    keys = [one.source for part in said.parts.values() for one in part.questions]
    found = questions.taken(work.session, row.provider_id, keys)
    return {key: Source(one.name, one.asked.words) for key, one in found.items()}


def _content(said: Said, part: Part, naming: Naming, urns: Mapping[str, str]) -> Content:
    """Give what one learner's copy says: nothing of what concerns another."""
    return Content(
        EvidenceKind.OBSERVATION,
        naming.title[:200],
        said.happened_on,
        said.language,
        copy_words(said, part),
        AiUse.NONE,
        particulars=copy_particulars(said, part, naming.observer, naming.sources, urns),
        confidentiality=Confidentiality(said.people),
    )


def _judge(work: Work, portfolio: Portfolio, evidence: Evidence, said: Said, part: Part) -> None:
    claims = claims_by_key(work.session, evidence.id)
    decided: Mapping[str, Judgement] = {
        claims[key]: Judgement(Outcome(one.outcome), one.feedback) for key, one in part.seen.items()
    }
    new = NewJudgement(evidence.version, part.rules, said.language, part.feedback, decided)
    judging.judge(work, portfolio, evidence, new)


def sign(work: Work, portfolio: Portfolio, row: ObservationRecord, signing: Signing) -> None:
    """Sign the record of an observation, as its learner; it gates nothing. Raises Refused."""
    if work.actor.account_id != portfolio.account_id:
        raise Refused("not-your-portfolio")
    if row.signed_at is not None:
        raise Refused("observation-signed")
    row.comment, row.language, row.salt = signing.comment.strip(), signing.language, new_salt()
    row.signed_at = work.now
    work.session.flush()
    work.record(portfolio.book_id, ObservationSigned(row.public_id, sealed(row.salt, row.comment)))
