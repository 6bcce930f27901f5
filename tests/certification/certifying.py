"""What people do about certification, by the services."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import Flask

from assessments.certification import queries, services
from assessments.certification.models import CertificationClaim
from assessments.certification.rules.course import ClaimState, NewStep, NewTerms
from assessments.certification.rules.readiness import Hindrance
from assessments.registers import services as registers
from assessments.registers.rules import EntryKind, EntryOutcome, NewEntry, Register
from portfolio.core.work import UnitOfWork
from portfolio.people.models import Account
from standards.foundation import Role
from standards.qualifications.models import Qualification
from tests.factories import Centre, Someone
from tests.studies import START, Study, acting, enrolment_row, unit_row

DIRECT = NewTerms("Corff Dyfarnu Cymru", START, None, 10, 25)
INDIRECT = NewTerms("Corff Dyfarnu Cymru", None, None, 10, 25)
REGISTERED = START + timedelta(days=14)


def set_terms(app: Flask, centre: Centre, study: Study, new: NewTerms = DIRECT) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        row = work.session.get_one(Qualification, enrolment_row(work, study).qualification_id)
        services.set_terms(work, centre.provider_id, row, new)


def register(app: Flask, centre: Centre, study: Study, on: date = REGISTERED, number: str = "R-1001") -> None:
    with acting(app, centre.administrator, Role.ADMINISTRATOR) as work:
        services.register(work, enrolment_row(work, study), number, on)


def prepared(app: Flask, centre: Centre, study: Study, new: NewTerms = DIRECT) -> None:
    """Let nothing of the enrolment itself be in the way."""
    set_terms(app, centre, study, new)
    register(app, centre, study)


def released(app: Flask, centre: Centre, unit: str) -> None:
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        services.release(work, unit_row(work, unit), "Nest Prys", "EQA-7", work.today)


def claim(
    app: Flask,
    someone: Someone,
    study: Study,
    units: Sequence[str],
    named: Someone,
    *,
    whole: bool = False,
    role: Role = Role.ADMINISTRATOR,
) -> str:
    with acting(app, someone, role) as work:
        row = enrolment_row(work, study)
        return services.claim(work, row, units, named.account_id, whole=whole).public_id


def in_the_way(
    app: Flask, someone: Someone, study: Study, units: Sequence[str], named: Someone | None, *, whole: bool = False
) -> list[Hindrance]:
    with acting(app, someone) as work:
        standing = queries.standing(work.session, enrolment_row(work, study), work.today)
        named_id = named.account_id if named else None
        return services.in_the_way(work, standing, units, named_id, whole=whole)


def claim_row(work: UnitOfWork, claim: str) -> CertificationClaim:
    return work.session.query(CertificationClaim).where(CertificationClaim.public_id == claim).one()


def stepped(  # noqa: PLR0913 a step has as many fields
    app: Flask,
    centre: Centre,
    claim: str,
    step: ClaimState,
    reference: str = "CD/77",
    words: str = "",
    *,
    corrects: bool = False,
    by: Someone | None = None,
) -> None:
    with acting(app, by or centre.administrator, Role.ADMINISTRATOR) as work:
        row = claim_row(work, claim)
        new = NewStep(step, work.today, reference, words, corrects)
        services.step(work, row, new, "en", row.version)


def state_of(app: Flask, claim: str) -> tuple[str, bool]:
    with acting(app) as work:
        row = claim_row(work, claim)
        return row.state, row.must_withdraw


def suspected(app: Flask, centre: Centre, about: Someone, outcome: EntryOutcome = EntryOutcome.NOTED) -> None:
    """Enter a matter of malpractice, noted or settled at once."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        kind = EntryKind.LEARNER
        new = NewEntry(Register.MALPRACTICE, kind, outcome, work.today, "Two accounts are word for word alike.", "en")
        registers.enter(work, centre.provider_id, work.session.get_one(Account, about.account_id), new)
