"""Qualifications for tests, made through the services."""

from portfolio.core.work import UnitOfWork
from portfolio.people.queries import Person
from standards.foundation import Text
from standards.library.models import Standard
from standards.library.services import publish as publish_standard
from standards.qualifications.models import Qualification
from standards.qualifications.rules import Combination
from standards.qualifications.services import NewGroup, NewQualification, NewUnit, add_group, add_unit, create
from tests.library.drafts import small_draft


def colleague(provider_id: int | None) -> Person:
    """Somebody who works at a provider."""
    return Person(7, "c" * 32, "Mair Evans", "mair@example.org", "cy", provider_id, ())


def a_standard(work: UnitOfWork, urn: str = "ZZTST12") -> Standard:
    return publish_standard(work, small_draft(urn)).standard


def a_draft(work: UnitOfWork, number: str = "610/1", urns: tuple[str, ...] = ("ZZTST12", "ZZTST13")) -> Qualification:
    """One mandatory unit; one of the others, which bring four credits each."""
    new = NewQualification(number, Text("Cyngor ac arweiniad", "Advice and guidance"), level=3, least_credits=4)
    draft = create(work, new)
    mandatory = add_group(work, draft, NewGroup(Text("Gorfodol", "Mandatory")))
    optional = add_group(work, draft, NewGroup(Text("Dewisol", "Optional"), Combination.UNITS, 1, 2))
    first, *rest = urns
    add_unit(work, draft, mandatory, NewUnit(a_standard(work, first), "Y/1"))
    for urn in rest:
        add_unit(work, draft, optional, NewUnit(a_standard(work, urn), credits=4))
    return draft
