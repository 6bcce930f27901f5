"""Every row of a portfolio as plain data, whatever its table: what points at a row names it as the outside does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, select
from sqlalchemy.orm import Session

from assessments.appeals.models import Case, CaseDecider, CaseStage, CaseStep
from assessments.archive.models import Arrival, ArrivedRevision, Inherited
from assessments.carrying.models import CarriedClaim, Carrying
from assessments.certification.models import (
    CertificationClaim,
    CertificationClaimUnit,
    CertificationRegistration,
    CertificationStep,
    ExternalRelease,
)
from assessments.credentials.models import Credential
from assessments.discussing.models import Discussion, DiscussionCriterion
from assessments.judging.models import (
    Acknowledgement,
    Bar,
    Decision,
    DecisionElsewhere,
    DecisionOrigin,
    Judgement,
    Reopening,
    Signature,
    UnitHold,
)
from assessments.observing.models import ObservationRecord
from portfolio.aids.models import TranslationAid
from portfolio.core.ledger import stamp
from portfolio.evidence.models import (
    Attachment,
    Claim,
    ClaimNote,
    ClaimOrigin,
    Consent,
    Evidence,
    EvidenceActivity,
    Redaction,
    Revision,
    RevisionFile,
    StoredFile,
    SuggestionOff,
    Viewing,
)
from portfolio.learning.models import Assignment, CriterionStatus, EnrolledUnit, Enrolment, EnrolmentNote, Portfolio
from portfolio.plans.models import (
    Fulfilment,
    PlanAssent,
    PlanComment,
    PlanLine,
    PlanLineCriterion,
    PlannedActivity,
    PlanVersion,
)
from portfolio.reviews.models import Review, ReviewAction, ReviewRequest, ReviewSignature
from portfolio.witnesses.models import WitnessCriterion, WitnessRequest
from standards.foundation import Base, Text

OWN = "portfolio_id"
SCOPES: dict[type[Base], tuple[str, type[Base] | None]] = {
    Enrolment: (OWN, None),
    EnrolmentNote: ("enrolment_id", Enrolment),
    EnrolledUnit: (OWN, None),
    CriterionStatus: ("enrolled_unit_id", EnrolledUnit),
    Assignment: (OWN, None),
    PlanVersion: (OWN, None),
    PlannedActivity: (OWN, None),
    PlanLine: ("version_id", PlanVersion),
    PlanLineCriterion: ("version_id", PlanVersion),
    PlanAssent: ("version_id", PlanVersion),
    PlanComment: ("version_id", PlanVersion),
    Fulfilment: ("activity_id", PlannedActivity),
    Review: (OWN, None),
    ReviewAction: (OWN, None),
    ReviewSignature: ("review_id", Review),
    ReviewRequest: (OWN, None),
    Evidence: (OWN, None),
    EvidenceActivity: ("evidence_id", Evidence),
    Attachment: (OWN, None),
    Revision: ("evidence_id", Evidence),
    RevisionFile: ("revision_id", Revision),
    TranslationAid: (OWN, None),
    Claim: (OWN, None),
    ClaimNote: ("claim_id", Claim),
    ClaimOrigin: ("claim_id", Claim),
    SuggestionOff: ("evidence_id", Evidence),
    Consent: (OWN, None),
    Viewing: (OWN, None),
    Redaction: (OWN, None),
    WitnessRequest: (OWN, None),
    WitnessCriterion: ("request_id", WitnessRequest),
    ObservationRecord: (OWN, None),
    Discussion: (OWN, None),
    DiscussionCriterion: ("discussion_id", Discussion),
    Judgement: (OWN, None),
    Acknowledgement: ("judgement_id", Judgement),
    Decision: ("judgement_id", Judgement),
    DecisionOrigin: ("decision_id", Decision),
    DecisionElsewhere: ("decision_id", Decision),
    Signature: (OWN, None),
    Reopening: (OWN, None),
    UnitHold: (OWN, None),
    Bar: ("enrolled_unit_id", EnrolledUnit),
    Credential: (OWN, None),
    Case: (OWN, None),
    CaseStage: ("case_id", Case),
    CaseDecider: ("case_id", Case),
    CaseStep: ("case_id", Case),
    CertificationRegistration: (OWN, None),
    ExternalRelease: (OWN, None),
    CertificationClaim: (OWN, None),
    CertificationClaimUnit: ("claim_id", CertificationClaim),
    CertificationStep: ("claim_id", CertificationClaim),
    Carrying: (OWN, None),
    CarriedClaim: ("carrying_id", Carrying),
    Arrival: (OWN, None),
    Inherited: ("arrival_id", Arrival),
    ArrivedRevision: ("arrival_id", Arrival),
}
"""Every table that holds a part of a portfolio: the column that says of which, directly or through another table."""
NAMED_BY = {"stored_file": "sha256", "criterion": "uuid"}
"""What names a row of these tables outside the database; of all others its public id."""
AT_ONCE = 500
Rows = list[dict[str, Any]]


def table_of(model: type[Base]) -> Table:
    return cast("Table", model.__table__)


def portfolio_rows(session: Session, portfolio: Portfolio) -> dict[str, Rows]:
    """Give every row of a portfolio, by table."""
    found = {table_of(model): _of_table(session, model, portfolio) for model in SCOPES}
    files = select(Attachment.stored_file_id).where(_within(Attachment, portfolio))
    found[table_of(StoredFile)] = _all(session, select(table_of(StoredFile)).where(StoredFile.id.in_(files)))
    names = _names(session, found)
    return {str(table.name): [_plain(table, row, names) for row in rows] for table, rows in found.items()}


def _of_table(session: Session, model: type[Base], portfolio: Portfolio) -> list[Mapping[str, Any]]:
    table = table_of(model)
    return _all(session, select(table).where(_within(model, portfolio)).order_by(*table.primary_key.columns))


def _all(session: Session, query: Select[Any]) -> list[Mapping[str, Any]]:
    return [dict(row) for row in session.execute(query).mappings()]


def _within(model: type[Base], portfolio: Portfolio) -> ColumnElement[bool]:
    column, parent = SCOPES[model]
    own: ColumnElement[Any] = table_of(model).c[column]
    if parent is None:
        return own == portfolio.id
    return own.in_(select(table_of(parent).c.id).where(_within(parent, portfolio)))


def pointers(table: Any) -> dict[str, Table]:
    """Give which columns of a table point at rows of which other table."""
    found = {}
    for one in table.foreign_key_constraints:
        last = one.elements[-1]
        found[str(last.parent.name)] = last.column.table
    return found


def _names(session: Session, found: Mapping[Any, Collection[Mapping[str, Any]]]) -> dict[str, dict[int, str]]:
    """Ask once a table for the names of all rows that anything points at."""
    wanted: dict[Table, set[int]] = defaultdict(set)
    for table, rows in found.items():
        for column, target in {**pointers(table), OWN: table_of(Portfolio)}.items():
            wanted[target].update(row[column] for row in rows if row.get(column) is not None)
    return {str(target.name): _named(session, target, sorted(ids)) for target, ids in wanted.items()}


def _named(session: Session, target: Any, ids: list[int]) -> dict[int, str]:
    name = target.c[NAMED_BY.get(target.name, "public_id")]
    names: dict[int, str] = {}
    for first in range(0, len(ids), AT_ONCE):
        query = select(target.c.id, name).where(target.c.id.in_(ids[first : first + AT_ONCE]))
        names.update((row[0], str(row[1])) for row in session.execute(query))
    return names


def _plain(table: Any, row: Mapping[str, Any], names: Mapping[str, Mapping[int, str]]) -> dict[str, Any]:
    to = {**pointers(table), OWN: table_of(Portfolio)}
    told = {}
    for column, value in row.items():
        if column in to:
            told[column.removesuffix("_id")] = None if value is None else names[str(to[column].name)][value]
        elif column != "id":
            told["id" if column == "public_id" else column] = plain(value)
    return told


def plain(value: Any) -> Any:
    """Write a value of a column as JSON can hold it: bytes in hexadecimal, times as the ledger does."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Text):
        return value.to_json()
    return str(value) if isinstance(value, UUID) else value
