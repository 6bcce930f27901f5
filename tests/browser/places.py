"""A centre of a test's own beside the demonstration, with a small qualification and a learner or three on it."""

from dataclasses import dataclass

from flask import Flask

from portfolio.people.services import NewRole
from standards.foundation import Role, Text
from standards.library.services import publish as publish_standard
from standards.qualifications import services as qualifications
from standards.qualifications.models import Qualification
from standards.qualifications.rules import Combination
from standards.qualifications.rules.signing import DEFAULT_ORDER, SigningOrder
from standards.qualifications.services import NewGroup, NewQualification, NewUnit
from tests.factories import Centre, add_person, open_people
from tests.library.drafts import small_draft
from tests.studies import Study, acting, enrol, provider_row, submit


@dataclass(frozen=True)
class Place:
    """The centre, its learner's study, and evidence for the whole of the first unit that waits to be judged."""

    centre: Centre
    study: Study
    waiting: str


@dataclass(frozen=True)
class Group:
    """A centre with two more learners on its qualification, all of one assessor."""

    place: Place
    studies: tuple[Study, ...]


def open_group(app: Flask, name: str, signing: SigningOrder = DEFAULT_ORDER) -> Group:
    place = open_place(app, name, signing)
    with acting(app) as work:
        provider = provider_row(work, place.centre)
        row = work.session.query(Qualification).where(Qualification.number == f"{name}-1").one()
        domain = f"{name.lower()}.example.org"
        mabli = add_person(work, "Mabli Gwyn", provider, NewRole(Role.LEARNER), domain=domain)
        others = [enrol(work, place.centre, one, row) for one in (place.centre.owen, mabli)]
    return Group(place, (place.study, *others))


def open_place(app: Flask, name: str, signing: SigningOrder = DEFAULT_ORDER) -> Place:
    """Open a centre whose addresses and standards go by a name of three letters."""
    centre = open_people(app, f"{name.lower()}.example.org")
    with acting(app, centre.manager, Role.MANAGER) as work:
        row = qualifications.create(work, NewQualification(f"{name}-1", Text("Cyngor", "Advice"), 3))
        qualifications.set_signing(work, row, signing)
        for place, combination in enumerate((Combination.ALL, Combination.UNITS), 1):
            group = qualifications.add_group(work, row, NewGroup(Text("Grŵp", "Group"), combination, 1))
            standard = publish_standard(work, small_draft(f"ZZ{name}{place}"), centre.provider_id).standard
            qualifications.add_unit(work, row, group, NewUnit(standard, f"U/{place}", credits=4))
        study = enrol(work, centre, centre.ffion, qualifications.publish(work, row))
    with acting(app, centre.ffion, Role.LEARNER) as work:
        return Place(centre, study, submit(work, study, study.units[0]))
