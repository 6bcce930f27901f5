"""A learner's study on a standard of which there are later versions."""

from dataclasses import dataclass

import pytest
from flask import Flask

from assessments.carrying import services
from assessments.carrying.models import Carrying
from assessments.carrying.queries import Whom
from portfolio.core.work import UnitOfWork
from portfolio.learning.models import CriterionStatus
from standards.comparing import Change
from standards.comparisons import queries as comparisons
from standards.comparisons.queries import Compared
from standards.comparisons.services import settle
from standards.foundation import Role, Text
from standards.library.models import Standard
from standards.library.queries import outline
from standards.library.services import publish
from standards.qualifications import services as qualifications
from standards.qualifications.models import Qualification
from standards.qualifications.services import NewGroup, NewQualification, NewUnit
from tests.carrying.versions import FIRST, SECOND, THIRD
from tests.factories import Centre
from tests.studies import Study, acting, enrol, unit_row


@dataclass(frozen=True)
class Versions:
    """Three versions of one standard, by their random ids."""

    first: str
    second: str
    third: str

    @property
    def address(self) -> str:
        return f"/standards/{self.second}/versions/{self.first}/carrying"


@dataclass(frozen=True)
class Stands:
    """How a unit stands: on which version, in which status, and its criteria by code."""

    edition: str
    status: str
    criteria: dict[str, str]
    met: int
    claimed: int
    referred: int
    total: int


@pytest.fixture(name="versions")
def versions_fixture(app: Flask) -> Versions:
    with acting(app) as work:
        return Versions(*(publish(work, one).standard.public_id for one in (FIRST, SECOND, THIRD)))


@pytest.fixture(name="study")
def study_fixture(app: Flask, centre: Centre, versions: Versions) -> Study:
    """Ffion on a unit of the first version; the trainee assesses, Alys countersigns."""
    with acting(app, centre.manager) as work:
        return enrol(work, centre, centre.ffion, qualification(work, versions))


def qualification(work: UnitOfWork, versions: Versions) -> Qualification:
    """A published qualification with one unit: the first version; the one that there is, if there is one."""
    known = work.session.query(Qualification).order_by(Qualification.id).first()
    if known is not None:
        return known
    row = qualifications.create(work, NewQualification("610/3", Text("Ystafelloedd", "Rooms"), 3))
    group = qualifications.add_group(work, row, NewGroup(Text("Gorfodol", "Mandatory")))
    qualifications.add_unit(work, row, group, NewUnit(version_row(work, versions.first), "U/1", credits=4))
    return qualifications.publish(work, row)


def version_row(work: UnitOfWork, public_id: str) -> Standard:
    return work.session.query(Standard).where(Standard.public_id == public_id).one()


def compared(work: UnitOfWork, before: str, after: str) -> Compared:
    return comparisons.compared(work.session, work.actor, version_row(work, before), version_row(work, after))


def carry(app: Flask, centre: Centre, before: str, after: str, whom: Whom | None = None) -> tuple[int, int]:
    """Carry over as the centre's manager; everybody, where nobody is named."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        found = compared(work, before, after)
        return services.carry(work, found, whom or Whom(), services.looked_at(found))


def undo(app: Flask, centre: Centre, versions: Versions) -> None:
    """Take back what was carried last, from the first version to the second."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        found = compared(work, versions.first, versions.second)
        carrying = work.session.query(Carrying).order_by(Carrying.id.desc()).first()
        assert carrying is not None
        services.undo(work, found, carrying.public_id)


def settled(app: Flask, centre: Centre, before: str, after: str, **rows: Change) -> None:
    """Settle rows of a comparison as the manager; keys as `P4_P3`, or `P2_P2` for P2>P2, `and` for +."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        keys = {key.replace("_and_", "+").replace("_", ">"): kind for key, kind in rows.items()}
        settle(work, version_row(work, before), version_row(work, after), keys)


def stands(app: Flask, unit: str) -> Stands:
    with acting(app) as work:
        return standing(work, unit)


def standing(work: UnitOfWork, unit: str) -> Stands:
    row = unit_row(work, unit)
    codes = {one.id: one.code for one in outline(work.session, row.standard_id).criteria}
    states = work.session.query(CriterionStatus).where(CriterionStatus.enrolled_unit_id == row.id)
    edition = work.session.get_one(Standard, row.standard_id).edition
    criteria = {codes.get(one.criterion_id, "of another version"): one.state for one in states}
    return Stands(edition, row.status, criteria, row.met, row.claimed, row.referred, row.total)
