"""Changes to qualifications: making a draft of groups and units, publishing it, beginning its next version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select

from standards.foundation import Refused, Text, Work
from standards.library.models import Standard
from standards.library.queries import outlines
from standards.qualifications import queries
from standards.qualifications.events import LastCertificationSet, QualificationPublished
from standards.qualifications.models import Qualification, Unit, UnitGroup
from standards.qualifications.rules import Combination, QualificationStatus
from standards.qualifications.rules.evidence import EvidenceRule, check_rule, contradictory, rules_of
from standards.qualifications.rules.signing import SigningOrder, check_order
from standards.qualifications.rules.wording import DecisionWords, check_words, words_to_json
from standards.sorting import sort_key


@dataclass(frozen=True)
class NewQualification:
    number: str
    title: Text
    level: int | None = None
    least_credits: int = 0
    last_certification: date | None = None


@dataclass(frozen=True)
class NewGroup:
    """`minimum` and `maximum` count units or credits, as the combination says; with all they say nothing."""

    title: Text
    combination: Combination = Combination.ALL
    minimum: int = 0
    maximum: int | None = None


@dataclass(frozen=True)
class NewUnit:
    standard: Standard
    number: str | None = None
    credits: int = 0
    evidence_rules: list[Any] = field(default_factory=list)


def create(work: Work, new: NewQualification) -> Qualification:
    """Begin a qualification of the actor's provider. Raises Refused where the number is taken."""
    owner_id, number = work.actor.provider_id, new.number.strip()
    if queries.versions(work.session, owner_id, number):
        raise Refused("qualification-number-taken", number=number)
    return _add(work, owner_id, new, number, 1)


def _add(work: Work, owner_id: int | None, new: NewQualification, number: str, version: int) -> Qualification:
    row = Qualification(
        owner_id=owner_id,
        number=number,
        version=version,
        title=new.title,
        sort_cy=sort_key(new.title.shown("cy").words, "cy"),
        sort_en=sort_key(new.title.shown("en").words, "en"),
        level=new.level,
        least_credits=new.least_credits,
        last_certification=new.last_certification,
        status=QualificationStatus.DRAFT.value,
    )
    work.session.add(row)
    work.session.flush()
    return row


def add_group(work: Work, qualification: Qualification, new: NewGroup) -> UnitGroup:
    """Add a group at the end. Raises Refused where more are needed than may be chosen."""
    _check_changeable(work, qualification)
    whole = new.combination is Combination.ALL
    if not whole and new.maximum is not None and new.maximum < new.minimum:
        raise Refused("maximum-below-minimum", minimum=new.minimum, maximum=new.maximum)
    last = work.session.scalar(
        select(func.max(UnitGroup.position)).where(UnitGroup.qualification_id == qualification.id)
    )
    group = UnitGroup(
        qualification_id=qualification.id,
        position=(last or 0) + 1,
        title=new.title,
        combination=new.combination.value,
        minimum=0 if whole else new.minimum,
        maximum=None if whole else new.maximum,
    )
    work.session.add(group)
    work.session.flush()
    return group


def add_unit(work: Work, qualification: Qualification, group: UnitGroup, new: NewUnit) -> Unit:
    """Add one version of a standard at the end of a group. Raises Refused where it stands in it already."""
    _check_changeable(work, qualification)
    _check_part(group.qualification_id, qualification)
    if new.standard.owner_id not in {None, qualification.owner_id}:
        raise Refused("standard-of-another-provider")
    found = queries.shown(work.session, qualification)
    if any(one.standard.id == new.standard.id for one in found.units):
        raise Refused("unit-twice", urn=new.standard.urn)
    unit = Unit(
        qualification_id=qualification.id,
        group_id=group.id,
        standard_id=new.standard.id,
        position=_next_place(work, group.id),
        number=new.number or None,
        credits=new.credits,
        evidence_rules=new.evidence_rules,
    )
    work.session.add(unit)
    work.session.flush()
    return unit


def renew_unit(work: Work, qualification: Qualification, unit: Unit, standard: Standard) -> None:
    """Put another version of its standard in a unit's place; number, credits and rules stay. Raises Refused."""
    _check_changeable(work, qualification)
    _check_part(unit.qualification_id, qualification)
    if standard.owner_id not in {None, qualification.owner_id}:
        raise Refused("standard-of-another-provider")
    found = queries.shown(work.session, qualification)
    if standard.urn not in {one.standard.urn for one in found.units if one.row.id == unit.id}:
        raise Refused("not-part-of-qualification")
    if any(one.standard.id == standard.id for one in found.units):
        raise Refused("unit-twice", urn=standard.urn)
    unit.standard_id = standard.id
    work.session.flush()


def add_evidence_rule(work: Work, qualification: Qualification, unit: Unit, rule: EvidenceRule) -> None:
    """Let a unit of a draft ask one thing more of its evidence. Raises Refused."""
    _check_changeable(work, qualification)
    _check_part(unit.qualification_id, qualification)
    codes = {
        one.code.casefold(): one.code for one in outlines(work.session, {unit.standard_id})[unit.standard_id].assessable
    }
    rule = replace(rule, criteria=tuple(codes.get(code.casefold(), code) for code in rule.criteria))
    check_rule(rule, rules_of(unit.evidence_rules), set(codes.values()))
    unit.evidence_rules = [*unit.evidence_rules, rule.to_json()]
    work.session.flush()


def remove_evidence_rules(work: Work, qualification: Qualification, unit: Unit, rules: list[Mapping[str, Any]]) -> None:
    """Let a unit of a draft ask less, as it was said; what is gone already stays gone. Raises Refused."""
    _check_changeable(work, qualification)
    _check_part(unit.qualification_id, qualification)
    unit.evidence_rules = [one for one in unit.evidence_rules if one not in rules]
    work.session.flush()


def remove_unit(work: Work, qualification: Qualification, unit: Unit) -> None:
    _check_changeable(work, qualification)
    _check_part(unit.qualification_id, qualification)
    work.session.delete(unit)
    work.session.flush()


def remove_group(work: Work, qualification: Qualification, group: UnitGroup) -> None:
    """Remove a group of a draft with its units."""
    _check_changeable(work, qualification)
    _check_part(group.qualification_id, qualification)
    work.session.execute(delete(Unit).where(Unit.group_id == group.id))
    work.session.delete(group)
    work.session.flush()


def move_unit(work: Work, qualification: Qualification, unit: Unit, *, up: bool) -> None:
    """Let a unit change places with its neighbour in the group; at the end it stays."""
    _check_changeable(work, qualification)
    _check_part(unit.qualification_id, qualification)
    group = queries.shown(work.session, qualification).group(unit.group_id)
    units = [one.row for one in group.units] if group else []
    place = units.index(unit)
    other = place - 1 if up else place + 1
    if 0 <= other < len(units):
        units[place], units[other] = units[other], units[place]
    for position, one in enumerate(units, start=1):
        one.position = position
    work.session.flush()


def move_to_group(work: Work, qualification: Qualification, unit: Unit, group: UnitGroup) -> None:
    """Put a unit at the end of another group."""
    _check_changeable(work, qualification)
    _check_part(unit.qualification_id, qualification)
    _check_part(group.qualification_id, qualification)
    unit.position = _next_place(work, group.id)
    unit.group_id = group.id
    work.session.flush()


def publish(work: Work, qualification: Qualification) -> Qualification:
    """Publish a draft: from now on nothing of it changes. Raises Refused where no choice of units satisfies it."""
    _check_changeable(work, qualification)
    found = queries.shown(work.session, qualification)
    if not found.groups:
        raise Refused("qualification-empty")
    if found.gaps:
        raise Refused("qualification-cannot-be-achieved")
    for one in found.units:
        if contradictory(rules_of(one.row.evidence_rules), one.standard.assessable):
            raise Refused("evidence-rules-contradict", urn=one.standard.urn)
    qualification.status = QualificationStatus.PUBLISHED.value
    qualification.published_at = work.now
    work.session.flush()
    act = QualificationPublished(
        qualification.public_id, qualification.number, qualification.version, queries.digest_of(found)
    )
    work.record(work.book_of(qualification.owner_id), act)
    if qualification.last_certification is not None:
        _record_last_certification(work, qualification)
    return qualification


def set_signing(work: Work, qualification: Qualification, order: SigningOrder) -> None:
    """Say which parts sign the units of a draft, and in what order. Raises Refused."""
    _check_changeable(work, qualification)
    check_order(order)
    qualification.signing = str(order)
    work.session.flush()


def set_decision_words(work: Work, qualification: Qualification, words: DecisionWords) -> None:
    """Say what the awarding body of a draft calls decisions; those without a name keep ours. Raises Refused."""
    _check_changeable(work, qualification)
    check_words(words)
    qualification.decision_words = words_to_json(words)
    work.session.flush()


def set_last_certification(work: Work, qualification: Qualification, last: date | None) -> None:
    """Say until when a version is certificated, or with no day that this is not known.

    Published versions too: awarding bodies announce it years later, and put it off. Raises Refused.
    """
    _check_own(work, qualification)
    work.session.refresh(qualification, ["status", "last_certification"], with_for_update=True)
    if qualification.last_certification == last:
        return
    qualification.last_certification = last
    work.session.flush()
    if qualification.status == QualificationStatus.PUBLISHED:
        _record_last_certification(work, qualification)


def _record_last_certification(work: Work, qualification: Qualification) -> None:
    last = qualification.last_certification
    act = LastCertificationSet(qualification.public_id, last.isoformat() if last else None)
    work.record(work.book_of(qualification.owner_id), act)


def begin_next_version(work: Work, qualification: Qualification) -> Qualification:
    """Copy a published version into the draft of the next one. Raises Refused where one is begun already."""
    _check_own(work, qualification)
    versions = queries.versions(work.session, qualification.owner_id, qualification.number)
    if any(one.status == QualificationStatus.DRAFT for one in versions):
        raise Refused("qualification-draft-exists", number=qualification.number)
    found = queries.shown(work.session, qualification)
    new = NewQualification(qualification.number, qualification.title, qualification.level, qualification.least_credits)
    copy = _add(work, qualification.owner_id, new, qualification.number, versions[0].version + 1)
    copy.signing, copy.decision_words = qualification.signing, dict(qualification.decision_words)
    for group in found.groups:
        row = group.row
        new_group = NewGroup(row.title, Combination(row.combination), row.minimum, row.maximum)
        copied = add_group(work, copy, new_group)
        for unit in group.units:
            new_unit = NewUnit(unit.standard, unit.row.number, unit.row.credits, list(unit.row.evidence_rules))
            add_unit(work, copy, copied, new_unit)
    return copy


def _check_changeable(work: Work, qualification: Qualification) -> None:
    _check_own(work, qualification)
    # Who acts second sees what the first made of it.
    work.session.refresh(qualification, ["status"], with_for_update=True)
    if qualification.status != QualificationStatus.DRAFT:
        raise Refused("qualification-published")


def _check_own(work: Work, qualification: Qualification) -> None:
    """Check that a person changes only a provider's qualification; the shared ones are the installation's own."""
    if qualification.owner_id is None and work.actor.account_id is not None:
        raise Refused("qualification-shared")


def _check_part(qualification_id: int, qualification: Qualification) -> None:
    if qualification_id != qualification.id:
        raise Refused("not-part-of-qualification")


def _next_place(work: Work, group_id: int) -> int:
    last = work.session.scalar(select(func.max(Unit.position)).where(Unit.group_id == group_id))
    return (last or 0) + 1
