"""A mark in every field with words: whoever is not to see a thing meets none of its marks on any page."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from portfolio.core.database import db
from portfolio.evidence.models import Evidence
from portfolio.learning.models import Portfolio
from standards.importing.models import StandardImport
from standards.library.models import Standard
from standards.qualifications.models import Qualification
from tests.census.asking import Census
from tests.census.test_mutants import blind, guard_of
from tests.crawls.crawling import crawl, known
from tests.crawls.planting import Field, Row, fields, plant

MARK = re.compile(r"(?:here|draft|port)xq[a-z_]+")
OF_A_PORTFOLIO = {
    "enrolment",
    "enrolment_note",
    "assignment",
    "evidence",
    "attachment",
    "revision",
    "claim",
    "claim_note",
    "judgement",
    "decision",
    "reopening",
    "translation_aid",
    "plan_assent",
    "plan_comment",
    "plan_line",
    "review",
    "review_action",
    "review_signature",
    "observation",
    "observation_record",
    "discussion",
}
BEING_WRITTEN = {"evidence.title", "evidence.words", "evidence.ai_note", "evidence.particulars", "claim.draft_note"}
"""What was submitted stands in revisions and claims."""
NOTHING_ARRIVED = (
    {f"inherited.{column}" for column in ("note", "urn", "decided_by", "feedback")}
    | {f"arrived_revision.{column}" for column in ("source", "title", "words", "ai_note", "particulars")}
    | {"arrived_revision.files", "arrived_revision.translations"}
    | {"arrival.left_out", "decision_elsewhere.decided_by", "decision_elsewhere.source"}
)
"""What the world's one arrival brings nothing of; tests/archive/test_arriving.py and _history_ see these pages full."""
NOBODY_DECLINED = {
    "witness_request.reason",
    "witness_request.copy_to",
    "witness_criterion.note",
    "review_request.reason",
}
"""What is shown of who declined, where letters alone go, and what becomes a claim's note: here nobody did any of it."""
NOBODY_OPENED = {"viewing.why"}
"""Nothing here is closed; tests/evidence/test_closed.py sees who opened what, and why."""
NOTHING_WANTING = {"sample.reason", "sampling_item.value", "suitability_check.conditions"}
"""The world's sample is upheld, its plan's lines are of everything, and checks there are without conditions."""
OPENED_BY_AN_ACT = {"safeguarding_concern.who", "safeguarding_concern.words", "safeguarding_note.words"}
"""What is read only once it was opened, and that is on record; tests/safeguarding sees who does."""
NOBODY_WROTE = {"case_file.name", "case_file.email"}
"""The world's cases are of people with an account; tests/appeals logs one that came by letter."""
SHOWN_NOWHERE = (
    {"claim_note.note", "enrolment_note.words", "assignment.why"}
    | NOTHING_ARRIVED
    | NOBODY_DECLINED
    | NOBODY_OPENED
    | NOTHING_WANTING
    | OPENED_BY_AN_ACT
    | NOBODY_WROTE
)
THERE = ("learner-there", "assessor-there", "quality-assurer-there", "manager-there", "administrator-there")
ELSEWHERE = (*THERE, "many-there", "nobody", "signed-out")
UNASSIGNED = ("fellow", "past-assessor", "spare-assessor", "spare-quality-assurer", "administrator", "both")
OF_A_VISIT = {
    "account_name",
    "attachment_name",
    "decision_feedback",
    "revision_ai_note",
    "revision_particulars",
    "revision_title",
    "revision_words",
}
"""What a visitor reads of a learner whose unit was frozen for them."""
STAFF = ("assessor", "countersigner", "unit-assessor", "quality-assurer", "manager", "many")


def mark(kind: str, field: Field) -> str:
    return f"{kind}xq{str(field).replace('.', '_')}"


@dataclass(frozen=True)
class Whose:
    """What tells whose a row is."""

    here: int
    owner: int
    portfolio: int
    writing: frozenset[int]
    """Evidence that was never submitted."""
    standards: frozenset[int]
    qualifications: frozenset[int]
    imports: frozenset[int]

    @classmethod
    def of(cls, census: Census) -> "Whose":
        here, owner = census.world.centre.provider_id, census.world.people["owner"].account_id
        with census.app.app_context():
            found = cls(
                here,
                owner,
                db.session.scalars(select(Portfolio.id).where(Portfolio.account_id == owner)).one(),
                frozenset(db.session.scalars(select(Evidence.id).where(Evidence.status == "draft"))),
                frozenset(db.session.scalars(select(Standard.id).where(Standard.owner_id == here))),
                frozenset(db.session.scalars(select(Qualification.id).where(Qualification.owner_id == here))),
                frozenset(db.session.scalars(select(StandardImport.id).where(StandardImport.owner_id == here))),
            )
            db.session.remove()
        return found

    def is_here(self, table: str, row: Row) -> bool:
        if table == "provider":
            return bool(row["id"] == self.here)
        if "owner_id" in row or "provider_id" in row:
            return bool(row.get("owner_id", row.get("provider_id")) == self.here)
        if "import_id" in row:
            return row["import_id"] in self.imports
        return row.get("standard_id") in self.standards or row.get("qualification_id") in self.qualifications

    def canary(self, field: Field, row: Row) -> str | None:
        """The mark for a field: of the centre, of a portfolio, or of what its owner has not put forward."""
        table = field.table.name
        if table == "account":
            ending = "@example.org" if field.column.name == "email" else ""
            return mark("port", field) + ending if row["id"] == self.owner else None
        if not self.is_here(table, row):
            return None
        is_draft = str(field) in BEING_WRITTEN or row.get("evidence_id") in self.writing
        if is_draft and row["portfolio_id"] == self.portfolio:
            return mark("draft", field)
        return mark("port" if table in OF_A_PORTFOLIO else "here", field)


@pytest.fixture(name="planted")
def planted_fixture(census: Census) -> Iterator[Census]:
    plant(census.app, Whose.of(census).canary)
    yield census
    census.restore()


@pytest.fixture(scope="module", name="seen")
def seen_fixture() -> dict[str, dict[str, str]]:
    """What somebody met already: the world is the same for every test here."""
    return {}


SeenBy = Callable[[str], dict[str, str]]


@pytest.fixture(name="seen_by")
def seen_by_fixture(planted: Census, seen: dict[str, dict[str, str]]) -> SeenBy:
    def once(part: str) -> dict[str, str]:
        if part not in seen:
            seen[part] = marks(planted, part)
        return seen[part]

    return once


def marks(census: Census, part: str) -> dict[str, str]:
    """The marks that somebody meets, each with a page where they do."""
    found: dict[str, str] = {}
    for path, answer in crawl(census.app, census.world.askers[part], ["/", *known(census)]):
        said = answer.get_data().decode("utf-8", "replace") + str(answer.headers)
        found |= {each: path for each in MARK.findall(said) if each not in found}
    return found


@pytest.mark.parametrize("part", ELSEWHERE)
def test_nobody_elsewhere_sees_anything_of_this_centre(seen_by: SeenBy, part: str) -> None:
    assert seen_by(part) == {}


@pytest.mark.parametrize("part", UNASSIGNED)
def test_who_is_not_assigned_sees_nothing_of_a_portfolio(seen_by: SeenBy, part: str) -> None:
    allowed = {"portxqaccount_name", "portxqaccount_email"} if part == "administrator" else set()
    assert {each: path for each, path in seen_by(part).items() if each[:4] != "here"}.keys() <= allowed


def test_a_visitor_sees_of_a_portfolio_what_was_frozen_alone(seen_by: SeenBy) -> None:
    seen = {each.partition("xq")[::2] for each in seen_by("external") if each[:4] != "here"}
    assert seen <= {("port", each) for each in OF_A_VISIT}
    assert ("port", "revision_words") in seen


@pytest.mark.parametrize("part", STAFF)
def test_what_is_being_written_is_seen_by_its_owner_alone(seen_by: SeenBy, part: str) -> None:
    seen = seen_by(part)
    assert {each: path for each, path in seen.items() if each.startswith("draft")} == {}
    assert {"portxqrevision_title", "portxqrevision_words", "portxqattachment_name"} <= seen.keys()


def test_owner_and_manager_together_see_every_mark(seen_by: SeenBy) -> None:
    """So that the marks stand where pages would show them."""
    people = ("owner", "assessor", "quality-assurer", "manager", "administrator")
    seen = {each for part in people for each in seen_by(part)}
    unseen = {str(field) for field in fields() if not any(each.endswith(mark("", field)) for each in seen)}
    assert unseen == SHOWN_NOWHERE


def test_marks_would_be_seen_through_a_hole(planted: Census, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard_of(planted), "relations", blind)
    assert marks(planted, "manager-there").keys() >= {"portxqrevision_title", "portxqjudgement_feedback"}
