"""What the census's world has of appeals, complaints, concerns and claims: waiting, answered, on hold, approved."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from assessments.appeals import services
from assessments.appeals.rules.cases import Outcome, Trigger
from assessments.appeals.rules.procedures import ProcedureCode
from assessments.appeals.services import NewComplaint
from assessments.certification.rules.course import ClaimState
from assessments.judging.models import Decision
from assessments.registers import services as registers
from assessments.registers.rules import EntryKind, EntryOutcome, NewEntry, Register
from portfolio.people.models import Account
from standards.foundation import Role
from tests.appeals.appealing import answer, appeal, case_row
from tests.census.asked import Names
from tests.certification import certifying
from tests.factories import Centre, Someone
from tests.safeguarding.reporting import name as name_reader
from tests.safeguarding.reporting import report
from tests.studies import Study, acting, unit_row


def cases(app: Flask, centre: Centre, people: dict[str, Someone], studies: dict[str, Study]) -> dict[str, Names]:
    """An appeal of the owner's and of somebody in every role, and complaints by two others."""
    found: dict[str, Names] = {}
    for owner, whose in (("owner", ""), ("many", "own ")):
        study = studies[owner]
        found[f"{whose}decision"] = {"decision": _decision(app, study.units[0])}
        case = appeal(app, study, study.units[2])
        found[f"{whose}appeal"] = {"case": case}
        answer(app, centre.trainee, Role.ASSESSOR, appeal(app, study, study.units[0]), Outcome.NOT_UPHELD)
    found["register entry"] = {"entry": _entry(app, centre, people["fellow"])}
    name_reader(app, centre, centre.quality_assurer)
    found["concern"] = {"concern": report(app, centre, people["owner"])}
    found["complaint"] = {"case": _complaint(app, centre, people["fellow"])}
    found["paused complaint"] = {"case": _complaint(app, centre, people["fellow"], paused=True)}
    return found


def claimed(app: Flask, centre: Centre, study: Study, unit: str) -> str:
    """A certification claim for a signed unit that the awarding body released and approved: it can be put right too."""
    certifying.prepared(app, centre, study)
    certifying.released(app, centre, unit)
    made = certifying.claim(app, centre.administrator, study, [unit], centre.quality_assurer)
    certifying.stepped(app, centre, made, ClaimState.APPROVED)
    return made


def _decision(app: Flask, unit: str) -> str:
    with acting(app) as work:
        asked = select(Decision.public_id).where(Decision.enrolled_unit_id == unit_row(work, unit).id)
        return work.session.scalars(asked.order_by(Decision.id).limit(1)).one()


def _complaint(app: Flask, centre: Centre, someone: Someone, *, paused: bool = False) -> str:
    """Received long ago by the regulations' procedure, in its formal stage: all that a manager does can be done."""
    with acting(app, someone, Role.LEARNER) as work:
        received = work.today - timedelta(days=90)
        new = NewComplaint("Rhy oer.", "cy", received, ProcedureCode.REGULATIONS, complainant=someone.account_id)
        key = services.complain(work, centre.provider_id, new).public_id
    with acting(app, centre.manager, Role.MANAGER) as work:
        row = case_row(work, key)
        if paused:
            services.pause(work, row, Trigger.COURT, work.today, "Aros am y llys.", row.version)
    return key


def _entry(app: Flask, centre: Centre, about: Someone) -> str:
    with acting(app, centre.manager, Role.MANAGER) as work:
        kind, outcome = EntryKind.ADJUSTMENT, EntryOutcome.APPROVED
        new = NewEntry(Register.ADJUSTMENTS, kind, outcome, work.today, "Amser ychwanegol.", "cy")
        return registers.enter(work, centre.provider_id, work.session.get_one(Account, about.account_id), new)
