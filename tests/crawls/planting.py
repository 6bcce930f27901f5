"""Plants words into every field that people's words can reach, past all forms: what if they stood there?"""

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import Column, String, Table, Text, text
from sqlalchemy.orm import Session

from portfolio.core.database import begin, db
from standards.foundation import LANGUAGES, Base, TextColumn

Row = Mapping[str, Any]

CODES = {
    "archive.head",
    "archive.manifest",
    "arrival.archive",
    "arrival.manifest",
    "arrival.public_key",
    "arrival.source_id",
    "arrival.status",
    "file_check.signature",
    "file_check.verdict",
    "arrived_revision.ai_use",
    "arrived_revision.confidentiality",
    "arrived_revision.kind",
    "provider_setting.code",
    "interest.nature",
    "interest.ruling",
    "qualification.signing",
    "suitability_check.state",
    "enrolled_unit.awaits",
    "unit_hold.reason",
    "arrived_revision.language",
    "inherited.decision",
    "inherited.edition",
    "inherited.fingerprint",
    "inherited.language",
    "inherited.outcome",
    "assignment.part",
    "attachment.public_id",
    "carried_claim.from_status",
    "carried_claim.status",
    "carrying.status_after",
    "carrying.status_before",
    "claim.status",
    "case_file.came_by",
    "case_file.hold",
    "case_file.kind",
    "case_file.language",
    "case_file.procedure",
    "case_file.spoken",
    "case_file.status",
    "case_stage.language",
    "case_stage.outcome",
    "case_step.kind",
    "case_step.trigger",
    "certification_claim.state",
    "certification_step.language",
    "certification_step.step",
    "credential.cy",
    "credential.en",
    "credential.reason",
    "criterion.alike_cy",
    "criterion.alike_en",
    "criterion.code",
    "criterion_status.state",
    "decision.outcome",
    "enrolled_unit.language",
    "enrolled_unit.status",
    "enrolment.language",
    "enrolment.status",
    "evidence.ai_use",
    "evidence.confidentiality",
    "revision.confidentiality",
    "consent.language",
    "consent.withdrawn_language",
    "consent.settlement",
    "viewing.language",
    "viewing.role",
    "redaction.evidence",
    "redaction.original",
    "redaction.copy",
    "redaction.became",
    "evidence.kind",
    "evidence.language",
    "evidence.status",
    "question_set.language",
    "question_set_version.language",
    "discussion.language",
    "discussion.method",
    "discussion.status",
    "evidence.record",
    "judgement.language",
    "membership.assesses_in",
    "observation.status",
    "observation_record.language",
    "observation_record.observation",
    "membership.role",
    "provider.language",
    "qualification.sort_cy",
    "qualification.sort_en",
    "standard.sort_cy",
    "standard.sort_en",
    "account.language",
    "account.password_hash",
    "account.sort_cy",
    "account.sort_en",
    "qualification.status",
    "register_entry.kind",
    "register_entry.language",
    "register_entry.outcome",
    "register_entry.register",
    "revision.ai_use",
    "revision.language",
    "settled_change.kind",
    "settled_change.row",
    "signature.head",
    "signature.part",
    "standard.kind",
    "standard_import.changed_by",
    "evidence.witness",
    "revision.witness",
    "fulfilment.evidence",
    "plan_assent.language",
    "plan_assent.outcome",
    "plan_assent.part",
    "plan_comment.language",
    "plan_line.at_time",
    "plan_line.language",
    "plan_line.method",
    "plan_version.language",
    "plan_version.status",
    "review.how",
    "review.language",
    "review.status",
    "review_action.who",
    "review_signature.language",
    "review_signature.part",
    "review_request.status",
    "review_request.language",
    "review_link.token_hash",
    "calendar_link.token_hash",
    "notice.kind",
    "notice.letter",
    "monitoring_activity.answer_language",
    "monitoring_activity.kind",
    "monitoring_activity.language",
    "monitoring_activity.outcome",
    "monitoring_activity.points",
    "monitoring_activity.record_language",
    "monitoring_activity.status",
    "notice.subject",
    "notice_choice.how",
    "review_visit.kind",
    "sampling_draw.digest",
    "sampling_draw.result",
    "sampling_draw.seed",
    "sampling_item.stage",
    "sample.answer_language",
    "sample.language",
    "sample.stage",
    "sample.status",
    "sample.verdict",
    "sample.hold",
    "safeguarding_concern.language",
    "safeguarding_note.language",
    "standardising_answer.language",
    "standardising_exercise.language",
    "standardising_exercise.status",
    "standardising_minutes.language",
    "visit_action.done_language",
    "visit_action.language",
    "visit_comment.kind",
    "visit_comment.language",
    "visit_opening.address",
    "visit_opening.kind",
    "visit_opening.what",
    "translation_aid.how",
    "translation_aid.language",
    "witness_request.status",
    "witness_request.language",
    "witness_link.token_hash",
    "witness_check.token_hash",
    "witness_check.answer",
    "witness_visit.kind",
    "standard_import.media_type",
    "standard_import.sent_by",
    "standard_import.state",
    "standard_import_draft.saved_by",
    "standard_import_problem.code",
    "standard_import_problem.how",
    "standard_import_problem.language",
    "standard_import_problem.settled_by",
    "standard_import_problem.severity",
    "standard.edition",
    "standard_section.kind",
    "stored_file.media_type",
    "unit_group.combination",
}
"""Columns that the product alone fills, with codes."""
MACHINERY = {
    "ledger_book",
    "ledger_entry",
    "ledger_signed_head",
    "job",
    "security_event",
    "failure",
    "signed_in_session",
    "password_reset",
    "held_form",
    "search_entry",
    "search_term",
}
"""Tables that no page shows words of, but for the name of a device."""
NAMES_OF_ROWS = ("public_id", "sha256", "digest")
DOCUMENTS = {
    "arrival.left_out",
    "arrived_revision.files",
    "arrived_revision.particulars",
    "arrived_revision.translations",
    "evidence.particulars",
    "observation.said",
    "question_set.asked",
    "revision.particulars",
    "standardising_answer.said",
    "standardising_minutes.said",
    "standard.overview",
    "standard.metadata",
    "standard.provenance",
    "standard_import.lines",
    "standard_import_draft.draft",
}
"""Columns with words inside of JSON."""
KEYS_OF_CODES = {
    "kind",
    "key",
    "code",
    "status",
    "happened_on",
    "language",
    "languages",
    "sha256",
    "media_type",
    "urn_from",
    "how",
    "at",
    "withdrawn_at",
    "outcome",
    "attended",
    "due",
    "next_on",
}


@dataclass(frozen=True)
class Field:
    """A column that holds words."""

    table: Table
    column: Column[Any]

    def __str__(self) -> str:
        return f"{self.table.name}.{self.column.name}"

    @property
    def room(self) -> int:
        """How many characters it takes."""
        return getattr(self.column.type, "length", None) or 10_000


def fields() -> Iterator[Field]:
    """Every column with words: a new one is planted by itself, until somebody says that it holds codes."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            name = f"{table.name}.{column.name}"
            holds = isinstance(column.type, (String, Text, TextColumn)) and column.name not in NAMES_OF_ROWS
            if name in DOCUMENTS or (holds and table.name not in MACHINERY and name not in CODES):
                yield Field(table, column)


def plant(app: Flask, words: Callable[[Field, Row], str | None]) -> None:
    """Write into each field of each row what `words` gives for it; none leaves it as it is."""
    with app.app_context():
        session = db.session()
        begin(session, "write")
        for field in fields():
            for found in session.execute(text(f'SELECT * FROM "{field.table.name}"')).mappings().all():  # noqa: S608
                row = dict(found)
                planted = words(field, row)
                if planted is not None and row[field.column.name] is not None:
                    _write(session, field, row, _stored(field, row, planted[: field.room]))
        for (number,) in session.execute(text("SELECT id FROM standard")).all():
            # A process keeps a standard's texts by their digest: these are new.
            fresh = {"digest": secrets.token_hex(32), "id": number}
            session.execute(text("UPDATE standard SET digest = :digest WHERE id = :id"), fresh)
        session.commit()
        db.session.remove()


def _write(session: Session, field: Field, row: Row, planted: str) -> None:
    keys = [column.name for column in field.table.primary_key]
    where = " AND ".join(f'"{key}" = :{key}' for key in keys)
    statement = f'UPDATE "{field.table.name}" SET "{field.column.name}" = :planted WHERE {where}'  # noqa: S608
    session.execute(text(statement), {"planted": planted, **{key: row[key] for key in keys}})


def _stored(field: Field, row: Row, planted: str) -> str:
    if str(field) in DOCUMENTS:
        was = row[field.column.name]
        return json.dumps(_within(json.loads(was) if isinstance(was, str) else was, planted))
    if isinstance(field.column.type, TextColumn):
        return json.dumps({language: {"words": planted, "status": "official"} for language in LANGUAGES})
    return planted


def _within(document: Any, planted: str) -> Any:
    """A document with every text in it replaced."""
    if isinstance(document, dict):
        return {key: each if key in KEYS_OF_CODES else _within(each, planted) for key, each in document.items()}
    if isinstance(document, list):
        return [_within(each, planted) for each in document]
    return planted if isinstance(document, str) else document
