"""Writing a plan, putting it forward, agreeing to it, reviewing it, and what evidence comes of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, select
from sqlalchemy.orm.attributes import flag_modified

from portfolio.core.ledger import new_salt, seal, sealed
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.queries import assessed_there
from portfolio.learning.rules import AssessmentLanguage, EnrolmentStatus
from portfolio.plans import queries
from portfolio.plans.events import (
    ActivityFulfilled,
    ActivityUnfulfilled,
    PlanAgreed,
    PlanCommented,
    PlanPutForward,
    PlanReviewed,
)
from portfolio.plans.models import (
    Fulfilment,
    PlanAssent,
    PlanComment,
    PlanLine,
    PlanLineCriterion,
    PlannedActivity,
    PlanVersion,
)
from portfolio.plans.rules import (
    Planned,
    Review,
    Signatory,
    VersionStatus,
    check_activity,
    check_agreeing,
    check_beginning,
    check_comment,
    check_discarding,
    check_putting_forward,
    check_reviewer,
    check_reviewing,
    check_room,
    check_running,
    check_writing,
    in_force,
)
from standards.foundation import Changed, Refused, Work
from standards.library.models import Criterion
from standards.qualifications.rules.evidence import EvidenceKind


@dataclass(frozen=True)
class NewActivity:
    """What an assessor plans: what is to be done, when, where, with whom, and which criteria it is to show."""

    title: str
    method: EvidenceKind
    planned_on: date | None
    criteria: Collection[str]
    """As forms and links name them."""
    language: AssessmentLanguage
    at_time: str = ""
    place: str = ""
    present: str = ""
    adjustments: str = ""
    confidentiality: str = ""


def begin(work: Work, enrolment: Enrolment, language: str) -> PlanVersion:
    """Begin the next version of an enrolment's plan, with all that the last one says. Raises Refused."""
    _check_not_own(work, queries.portfolio_of(work.session, enrolment))
    check_running(EnrolmentStatus(enrolment.status))
    last = queries.last_version(work.session, enrolment.id)
    check_beginning(VersionStatus(last.status) if last else None)
    row = PlanVersion(
        provider_id=enrolment.provider_id,
        portfolio_id=enrolment.portfolio_id,
        enrolment_id=enrolment.id,
        number=last.number + 1 if last else 1,
        status=VersionStatus.DRAFT.value,
        holds=False,
        author_id=work.actor.account_id,
        language=language,
        begun_at=work.now,
        changed_at=work.now,
        salt=new_salt(),
    )
    work.session.add(row)
    work.session.flush()
    if last is not None:
        _copy(work, last, row)
    return row


def _copy(work: Work, last: PlanVersion, row: PlanVersion) -> None:
    """Let a version begin as the last one ended; criteria that their units no longer have are left out."""
    for table in (PlanLine, PlanLineCriterion):
        columns = [column.name for column in table.__table__.columns if column.name != "version_id"]
        asked = select(*(getattr(table, name) for name in columns)).where(table.version_id == last.id)
        if table is PlanLineCriterion:
            asked = (
                asked.join(EnrolledUnit, EnrolledUnit.id == PlanLineCriterion.enrolled_unit_id)
                .join(Criterion, Criterion.id == PlanLineCriterion.criterion_id)
                .where(Criterion.standard_id == EnrolledUnit.standard_id)
            )
        rows = [{**found, "version_id": row.id} for found in map(dict, work.session.execute(asked).mappings())]
        if rows:
            work.session.execute(insert(table), rows)


def plan(work: Work, version: PlanVersion, said: NewActivity, looked_at: int) -> PlannedActivity:
    """Put another activity into a draft. Raises Changed, Refused."""
    _check_writable(work, version, looked_at)
    check_room(queries.number_of_lines(work.session, version))
    places = _places(work, version, said)
    activity = PlannedActivity(
        provider_id=version.provider_id, portfolio_id=version.portfolio_id, enrolment_id=version.enrolment_id
    )
    work.session.add(activity)
    work.session.flush()
    work.session.add(
        PlanLine(version_id=version.id, activity_id=activity.id, provider_id=version.provider_id, **_columns(said))
    )
    work.session.flush()
    _show(work, version, activity, places)
    return activity


def change(work: Work, version: PlanVersion, activity: PlannedActivity, said: NewActivity, looked_at: int) -> None:
    """Change what a draft says of an activity; earlier versions stay as they were. Raises Changed, Refused."""
    _check_writable(work, version, looked_at)
    line = queries.line_of(work.session, version, activity)
    if line is None:
        raise Refused("plan-left-out")
    places = _places(work, version, said)
    for name, value in _columns(said).items():
        setattr(line, name, value)
    _unshow(work, version, activity)
    _show(work, version, activity, places)


def leave_out(work: Work, version: PlanVersion, activity: PlannedActivity, looked_at: int) -> None:
    """Take an activity out of a draft; versions that were put forward keep it. Raises Changed, Refused."""
    _check_writable(work, version, looked_at)
    line = queries.line_of(work.session, version, activity)
    if line is None:
        raise Refused("plan-left-out")
    _unshow(work, version, activity)
    work.session.delete(line)
    work.session.flush()
    _changed(work, version)


def discard(work: Work, version: PlanVersion, looked_at: int) -> None:
    """Throw a draft away, with the activities that no other version has. Raises Changed, Refused."""
    _check_writable(work, version, looked_at)
    check_discarding(queries.number_of_comments(work.session, version))
    own = queries.only_in(work.session, version)
    for table in (PlanLineCriterion, PlanLine):
        work.session.execute(delete(table).where(table.version_id == version.id))
    work.session.execute(delete(PlannedActivity).where(PlannedActivity.id.in_(own)))
    work.session.delete(version)
    work.session.flush()


def put_forward(work: Work, version: PlanVersion, looked_at: int) -> None:
    """Freeze a draft, and agree to it as its assessor. Raises Changed, Refused."""
    portfolio = _check_writable(work, version, looked_at)
    lines = queries.lines_of(work.session, version)
    criteria = _numbers(work, version)
    enrolment = queries.enrolment_of(work.session, version)
    planned = [Planned(line.title, line.planned_on, criteria.get(line.activity_id, 0)) for line, _activity in lines]
    check_putting_forward(VersionStatus(version.status), planned, enrolment.start)
    version.status, version.author_id = VersionStatus.PUT_FORWARD.value, _account(work)
    _assent(work, version, Signatory.ASSESSOR, Review.AGREED)
    content = sealed(version.salt, queries.words_of(work.session, version))
    activities = tuple(sorted(activity.public_id for _line, activity in lines))
    act = PlanPutForward(version.public_id, enrolment.public_id, version.number, content, activities)
    work.record(portfolio.book_id, act)


def agree(work: Work, version: PlanVersion) -> None:
    """Agree as the learner whose plan it is: from now on it holds. Raises Refused."""
    portfolio = queries.portfolio_of(work.session, version)
    if portfolio.account_id != work.actor.account_id:
        raise Refused("plan-agree-own")
    _check_running(work, version)
    check_agreeing(VersionStatus(version.status), last=_is_last(work, version))
    version.status = VersionStatus.AGREED.value
    _assent(work, version, Signatory.LEARNER, Review.AGREED)
    _settle(work, version)
    work.record(portfolio.book_id, PlanAgreed(version.public_id, _enrolment(work, version), version.number))


def review(work: Work, version: PlanVersion, outcome: Review, words: str, language: str) -> None:
    """Agree to a plan as its quality assurer, or send it back with what is to be changed. Raises Refused."""
    portfolio = queries.portfolio_of(work.session, version)
    _check_not_own(work, portfolio)
    _check_running(work, version)
    wrote = queries.wrote_any(work.session, version.enrolment_id, _account(work))
    check_reviewer(wrote=wrote, assesses=assessed_there(work.session, portfolio, work.actor))
    check_reviewing(VersionStatus(version.status), outcome, words, last=_is_last_put_forward(work, version))
    agreed = outcome is Review.AGREED
    version.status = (VersionStatus.REVIEWED if agreed else VersionStatus.RETURNED).value
    said = seal(words.strip())
    assent = _assent(work, version, Signatory.QUALITY_ASSURER, outcome)
    assent.words, assent.language, assent.salt = words.strip(), language, said.salt
    _settle(work, version)
    enrolment = _enrolment(work, version)
    act = PlanReviewed(version.public_id, enrolment, version.number, outcome.value, said.digest)
    work.record(portfolio.book_id, act)


def comment(work: Work, version: PlanVersion, words: str, language: str) -> PlanComment:
    """Say something of a version, whoever may read and help with it. Raises Refused."""
    check_comment(words)
    said = seal(words.strip())
    row = PlanComment(
        provider_id=version.provider_id,
        version_id=version.id,
        author_id=work.actor.account_id,
        at=work.now,
        words=words.strip(),
        language=language,
        salt=said.salt,
    )
    work.session.add(row)
    work.session.flush()
    act = PlanCommented(row.public_id, _enrolment(work, version), version.number, said.digest)
    work.record(queries.portfolio_of(work.session, version).book_id, act)
    return row


def fulfil(work: Work, portfolio: Portfolio, evidence: str, activity_id: int | None) -> None:
    """Let submitted evidence stand for an activity of its portfolio, and for no other; or for none any more."""
    before = queries.fulfilled_by(work.session, evidence)
    if (before.activity_id if before else None) == activity_id:
        return
    if before is not None:
        was = work.session.get_one(PlannedActivity, before.activity_id)
        was.fulfilled -= 1
        work.session.delete(before)
        work.session.flush()
        work.record(portfolio.book_id, ActivityUnfulfilled(was.public_id, evidence))
    if activity_id is not None:
        now = work.session.get_one(PlannedActivity, activity_id)
        now.fulfilled += 1
        row = Fulfilment(activity_id=now.id, evidence=evidence, provider_id=now.provider_id, at=work.now)
        work.session.add(row)
        work.session.flush()
        work.record(portfolio.book_id, ActivityFulfilled(now.public_id, evidence))


def check_offered(work: Work, portfolio_id: int, activity_id: int) -> None:
    """Check that an activity is of an agreed plan of this portfolio. Raises Refused."""
    if activity_id not in {one.id for one in queries.offered(work.session, portfolio_id)}:
        raise Refused("plan-not-offered")


def _check_writable(work: Work, version: PlanVersion, looked_at: int) -> Portfolio:
    """Check that a draft may be changed, as it was looked at; gives its portfolio. Raises Changed, Refused."""
    portfolio = queries.portfolio_of(work.session, version)
    _check_not_own(work, portfolio)
    check_writing(VersionStatus(version.status))
    if version.version != looked_at:
        raise Changed("plan-changed")
    _check_running(work, version)
    return portfolio


def _check_running(work: Work, version: PlanVersion) -> None:
    check_running(EnrolmentStatus(queries.enrolment_of(work.session, version).status))


def _check_not_own(work: Work, portfolio: Portfolio) -> None:
    if portfolio.account_id == work.actor.account_id:
        raise Refused("own-portfolio")


def _enrolment(work: Work, version: PlanVersion) -> str:
    return queries.enrolment_of(work.session, version).public_id


def _account(work: Work) -> int:
    if work.actor.account_id is None:
        raise Refused("plan-nobody")
    return work.actor.account_id


def _is_last(work: Work, version: PlanVersion) -> bool:
    return version.number == max(queries.statuses_of(work.session, version.enrolment_id))


def _is_last_put_forward(work: Work, version: PlanVersion) -> bool:
    statuses = queries.statuses_of(work.session, version.enrolment_id)
    return not any(number > version.number and said != VersionStatus.DRAFT for number, said in statuses.items())


def _places(work: Work, version: PlanVersion, said: NewActivity) -> list[queries.Place]:
    """Give the places of what an activity is to show, having checked all that is said of it. Raises Refused."""
    found = queries.places(work.session, version.enrolment_id, said.criteria)
    if len(found) != len(set(said.criteria)):
        raise Refused("plan-foreign-criterion")
    start = queries.enrolment_of(work.session, version).start
    check_activity(Planned(said.title, said.planned_on, len(found)), start)
    return list(found.values())


def _columns(said: NewActivity) -> dict[str, object]:
    return {
        "title": said.title.strip(),
        "method": said.method.value,
        "planned_on": said.planned_on,
        "at_time": said.at_time,
        "place": said.place.strip(),
        "present": said.present.strip(),
        "language": said.language.value,
        "adjustments": said.adjustments.strip(),
        "confidentiality": said.confidentiality.strip(),
    }


def _show(work: Work, version: PlanVersion, activity: PlannedActivity, places: Collection[queries.Place]) -> None:
    """Let an activity be planned for these criteria, whose units can then no longer be dropped."""
    rows = [
        {
            "version_id": version.id,
            "activity_id": activity.id,
            "enrolled_unit_id": unit_id,
            "criterion_id": criterion_id,
            "provider_id": version.provider_id,
        }
        for unit_id, criterion_id in places
    ]
    work.session.execute(insert(PlanLineCriterion), rows)
    for unit_id in {unit_id for unit_id, _criterion in places}:
        work.session.get_one(EnrolledUnit, unit_id).touched = True
    _changed(work, version)


def _unshow(work: Work, version: PlanVersion, activity: PlannedActivity) -> None:
    of_line = (PlanLineCriterion.version_id == version.id, PlanLineCriterion.activity_id == activity.id)
    work.session.execute(delete(PlanLineCriterion).where(*of_line))


def _changed(work: Work, version: PlanVersion) -> None:
    """Count a change of what a version plans, though its own row says nothing else."""
    version.changed_at = work.now
    flag_modified(version, "changed_at")
    work.session.flush()


def _numbers(work: Work, version: PlanVersion) -> dict[int, int]:
    """Count the criteria of each activity of a version."""
    found: dict[int, int] = {}
    asked = select(PlanLineCriterion.activity_id).where(PlanLineCriterion.version_id == version.id)
    for activity_id in work.session.scalars(asked):
        found[activity_id] = found.get(activity_id, 0) + 1
    return found


def _assent(work: Work, version: PlanVersion, part: Signatory, outcome: Review) -> PlanAssent:
    row = PlanAssent(
        version_id=version.id,
        part=part.value,
        provider_id=version.provider_id,
        account_id=_account(work),
        at=work.now,
        outcome=outcome.value,
    )
    work.session.add(row)
    work.session.flush()
    return row


def _settle(work: Work, version: PlanVersion) -> None:
    """Let the version hold that does by the rule, and no other."""
    work.session.flush()
    standing = in_force(queries.statuses_of(work.session, version.enrolment_id))
    for one in queries.versions(work.session, version.enrolment_id):
        one.holds = one.number == standing
    work.session.flush()
