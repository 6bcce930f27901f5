"""A qualification is made as a draft, frozen when published, and changed only as a new version."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select, update

from portfolio.core.ledger import Entry
from portfolio.core.work import UnitOfWork
from portfolio.people.queries import Person
from standards.foundation import Facts, Refused, Text
from standards.qualifications import queries, services
from standards.qualifications.events import ACTS
from standards.qualifications.models import Qualification, Unit
from standards.qualifications.rules import Combination, shortfalls
from standards.qualifications.services import NewGroup, NewQualification, NewUnit
from tests.qualifications.making import a_draft, a_standard, colleague


def units_of(work: UnitOfWork, row: Qualification) -> list[list[str]]:
    return [[unit.standard.urn for unit in group.units] for group in queries.shown(work.session, row).groups]


def test_a_draft_shows_its_groups_units_and_standards(work: UnitOfWork) -> None:
    found = queries.shown(work.session, a_draft(work))
    assert [
        (group.row.title.en, group.combination, group.row.minimum, group.row.maximum) for group in found.groups
    ] == [
        ("Mandatory", Combination.ALL, 0, None),
        ("Optional", Combination.UNITS, 1, 2),
    ]
    assert [(unit.standard.urn, unit.row.number, unit.row.credits) for unit in found.units] == [
        ("ZZTST12", "Y/1", 0),
        ("ZZTST13", None, 4),
    ]
    assert (found.draft, found.gaps) == (True, [])


def test_its_rules_say_which_choice_makes_it(work: UnitOfWork) -> None:
    row = a_draft(work)
    found = queries.shown(work.session, row)
    rules = queries.group_rules(work.session, row.id)
    mandatory, optional = (unit.row.id for unit in found.units)
    assert [one.code for one in shortfalls(rules, frozenset({mandatory}), found.credits_of, 4)] == [
        "too-few-units",
        "too-few-credits",
    ]
    assert shortfalls(rules, frozenset({mandatory, optional}), found.credits_of, 4) == []


def acts_on_qualifications(work: UnitOfWork) -> list[Entry]:
    kinds = [act.kind for act in ACTS]
    return list(work.session.scalars(select(Entry).where(Entry.kind.in_(kinds)).order_by(Entry.seq)))


def told_of_qualifications(work: UnitOfWork) -> Facts:
    """What the book of the shared library tells of qualifications, replayed."""
    told: Facts = {}
    by_kind = {act.kind: act for act in ACTS}
    for entry in acts_on_qualifications(work):
        by_kind[entry.kind](**json.loads(entry.canonical)["data"]).apply(told)
    return told


def test_publishing_freezes_it_and_the_book_tells_it(work: UnitOfWork) -> None:
    row = services.publish(work, a_draft(work))
    told = told_of_qualifications(work)
    assert told == queries.stored_facts(work.session, None)
    assert (row.status, row.published_at) == ("published", work.now)
    work.session.execute(update(Unit).values(credits=1))
    work.session.expire_all()
    assert told != queries.stored_facts(work.session, None)


def change(work: UnitOfWork, row: Qualification, name: str) -> object:
    found = queries.shown(work.session, row)
    unit, group = found.units[0].row, found.groups[1].row
    acts: dict[str, Callable[[], object]] = {
        "add a group": lambda: services.add_group(work, row, NewGroup(Text(en="More"))),
        "add a unit": lambda: services.add_unit(work, row, group, NewUnit(a_standard(work, "ZZTST99"))),
        "remove a unit": lambda: services.remove_unit(work, row, unit),
        "remove a group": lambda: services.remove_group(work, row, group),
        "move a unit": lambda: services.move_unit(work, row, unit, up=True),
        "move to a group": lambda: services.move_to_group(work, row, unit, group),
        "publish": lambda: services.publish(work, row),
    }
    return acts[name]()


def test_the_last_certification_date_is_told_from_publishing_on(work: UnitOfWork) -> None:
    row = a_draft(work)
    services.set_last_certification(work, row, date(2027, 8, 31))
    assert acts_on_qualifications(work) == []
    services.publish(work, row)
    for last in (date(2027, 8, 31), date(2028, 2, 29), date(2028, 2, 29), None):
        services.set_last_certification(work, row, last)
        assert row.last_certification == last
        assert told_of_qualifications(work) == queries.stored_facts(work.session, None)
    assert [entry.kind.removeprefix("qualification.") for entry in acts_on_qualifications(work)] == [
        *("published", "last_certification_set", "last_certification_set", "last_certification_set")
    ]
    work.session.execute(update(Qualification).values(last_certification=date(2029, 1, 1)))
    work.session.expire_all()
    assert told_of_qualifications(work) != queries.stored_facts(work.session, None)


def test_each_version_has_a_last_certification_date_of_its_own(work: UnitOfWork) -> None:
    row = services.publish(work, a_draft(work))
    services.set_last_certification(work, row, date(2027, 8, 31))
    assert services.begin_next_version(work, row).last_certification is None


def test_nobody_sets_that_of_a_shared_one_from_a_page(work: UnitOfWork) -> None:
    row = services.publish(work, a_draft(work))
    work.actor = colleague(None)
    with pytest.raises(Refused, match="qualification-shared"):
        services.set_last_certification(work, row, date(2027, 8, 31))


CHANGES = ["add a group", "add a unit", "remove a unit", "remove a group", "move a unit", "move to a group", "publish"]


@pytest.mark.parametrize("name", CHANGES)
def test_a_published_one_never_changes(work: UnitOfWork, name: str) -> None:
    row = services.publish(work, a_draft(work))
    with pytest.raises(Refused, match="qualification-published"):
        change(work, row, name)


@pytest.mark.parametrize("name", CHANGES)
def test_nobody_changes_a_shared_one_from_a_page(work: UnitOfWork, name: str) -> None:
    row = a_draft(work)
    work.actor = colleague(None)
    with pytest.raises(Refused, match="qualification-shared"):
        change(work, row, name)


@pytest.mark.parametrize("name", CHANGES)
def test_a_draft_takes_every_change(work: UnitOfWork, name: str) -> None:
    change(work, a_draft(work), name)


def test_units_move_within_and_between_groups(work: UnitOfWork) -> None:
    row = a_draft(work, urns=("ZZTST12", "ZZTST13", "ZZTST14", "ZZTST15"))
    found = queries.shown(work.session, row)
    units = {unit.standard.urn: unit.row for unit in found.units}
    mandatory, optional = (group.row for group in found.groups)
    services.move_unit(work, row, units["ZZTST15"], up=True)
    assert units_of(work, row) == [["ZZTST12"], ["ZZTST13", "ZZTST15", "ZZTST14"]]
    services.move_unit(work, row, units["ZZTST13"], up=True)
    services.move_unit(work, row, units["ZZTST14"], up=False)
    services.move_unit(work, row, units["ZZTST13"], up=False)
    assert units_of(work, row) == [["ZZTST12"], ["ZZTST15", "ZZTST13", "ZZTST14"]]
    services.move_to_group(work, row, units["ZZTST13"], mandatory)
    assert units_of(work, row) == [["ZZTST12", "ZZTST13"], ["ZZTST15", "ZZTST14"]]
    services.remove_unit(work, row, units["ZZTST15"])
    services.remove_group(work, row, optional)
    assert units_of(work, row) == [["ZZTST12", "ZZTST13"]]


def test_the_next_version_begins_as_a_copy(work: UnitOfWork) -> None:
    row = services.publish(work, a_draft(work))
    copy = services.begin_next_version(work, row)
    assert (copy.version, copy.status, copy.number) == (2, "draft", row.number)
    assert units_of(work, copy) == units_of(work, row)
    ids = {unit.row.public_id for unit in queries.shown(work.session, row).units}
    assert ids.isdisjoint(unit.row.public_id for unit in queries.shown(work.session, copy).units)
    with pytest.raises(Refused, match="qualification-draft-exists"):
        services.begin_next_version(work, row)
    services.publish(work, copy)
    assert services.begin_next_version(work, row).version == 3


def test_what_cannot_be_achieved_is_not_published(work: UnitOfWork) -> None:
    empty = services.create(work, NewQualification("610/2", Text("Gwag")))
    with pytest.raises(Refused, match="qualification-empty"):
        services.publish(work, empty)
    row = a_draft(work, urns=("ZZTST12",))
    with pytest.raises(Refused, match="qualification-cannot-be-achieved"):
        services.publish(work, row)
    assert row.status == "draft"


def test_what_makes_no_sense_is_refused(work: UnitOfWork) -> None:
    row = a_draft(work)
    found = queries.shown(work.session, row)
    group = found.groups[0].row
    with pytest.raises(Refused, match="qualification-number-taken"):
        services.create(work, NewQualification(" 610/1 ", Text("Arall")))
    with pytest.raises(Refused, match="unit-twice"):
        services.add_unit(work, row, group, NewUnit(found.units[1].standard))
    with pytest.raises(Refused, match="maximum-below-minimum"):
        services.add_group(work, row, NewGroup(Text("Dewisol"), Combination.UNITS, 3, 2))
    other = services.create(work, NewQualification("610/3", Text("Arall")))
    with pytest.raises(Refused, match="not-part-of-qualification"):
        services.add_unit(work, other, group, NewUnit(a_standard(work)))
    foreign = a_standard(work, "ZZTST50")
    foreign.owner_id = 12
    with pytest.raises(Refused, match="standard-of-another-provider"):
        services.add_unit(work, row, group, NewUnit(foreign))


def test_a_list_shows_the_shared_ones_and_ones_own(work: UnitOfWork) -> None:
    shared = services.publish(work, a_draft(work))
    row = a_draft(work, "610/9")
    row.owner_id = 3

    def ids(actor: Person, *, drafts: bool = False) -> list[int]:
        return [one.row.id for one in queries.listed(work.session, actor, "cy", drafts=drafts).rows]

    assert ids(colleague(3)) == ids(colleague(4), drafts=True) == [shared.id]
    assert ids(colleague(3), drafts=True) == [shared.id, row.id]
    assert [one.id for one in queries.published(work.session, colleague(3), "en")] == [shared.id]
