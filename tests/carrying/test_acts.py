"""Units are carried over and back: what is the same stands, what changed is asked again, and every book tells it."""

from dataclasses import replace

import pytest
from flask import Flask

from assessments.carrying import services
from assessments.carrying.models import Carrying
from assessments.carrying.queries import Whom
from assessments.judging import services as judging
from assessments.judging.models import Decision, DecisionOrigin
from assessments.judging.queries import unit_standing
from assessments.judging.rules import Outcome
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Claim, Evidence
from portfolio.people.services import NewRole
from standards.comparing import Change
from standards.foundation import Changed, Refused, Role
from standards.library.models import Criterion, Standard
from standards.library.services import publish
from tests.carrying.conftest import Versions, carry, compared, qualification, settled, stands, undo
from tests.carrying.versions import DOOR, LETTERS, PENCILS, ROOMS, version
from tests.evidence.items import draft
from tests.factories import Centre, add_person
from tests.judging.conftest import checked
from tests.studies import (
    Study,
    acting,
    enrol,
    enrolment_row,
    judge,
    portfolio_row,
    provider_row,
    sign_off,
    submit,
    unit_row,
)


def judged(app: Flask, centre: Centre, study: Study, *codes: str, outcome: Outcome = Outcome.MET) -> str:
    with acting(app, study.learner, Role.LEARNER) as work:
        diary = submit(work, study, study.units[0], "Diary", *codes)
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary, outcome)
    return diary


def claims(app: Flask) -> list[tuple[str, str, str]]:
    """Every claim there ever was: its criterion, which version that is of, and how it stands."""
    with acting(app) as work:
        versions = [row_id for (row_id,) in work.session.query(Standard.id).order_by(Standard.id)]
        rows = work.session.query(Criterion.code, Claim.status, Criterion.standard_id, Claim.id)
        found = rows.join(Claim, Claim.criterion_id == Criterion.id).order_by(Claim.id)
        return [(row[0], str(versions.index(row[2]) + 1), row[1]) for row in found]


def test_the_same_stands_changed_is_asked_again_and_gone_stays_in_the_record(
    app: Flask, centre: Centre, study: Study, versions: Versions
) -> None:
    judged(app, centre, study)
    before = stands(app, study.units[0])
    assert carry(app, centre, versions.first, versions.second) == (1, 0)
    now = stands(app, study.units[0])
    assert now.criteria == {"P1": "met", "P2": "claimed", "P3": "claimed", "K1": "met"}
    assert (now.total, now.met, now.claimed) == (5, 2, 2)
    old = [one for one in claims(app) if one[2] == "superseded"]
    assert [one[0] for one in old] == ["P1", "P2", "P3", "P4", "K1"]
    with acting(app) as work:
        assert work.session.query(Evidence.waiting).scalar() == 2
        assert work.session.query(Decision).where(Decision.standing).count() == 7
        assert work.session.query(DecisionOrigin).count() == 2
    assert checked(app) == []
    undo(app, centre, versions)
    assert stands(app, study.units[0]) == before
    assert checked(app) == []


def test_wording_carries_once_confirmed(app: Flask, centre: Centre, study: Study, versions: Versions) -> None:
    judged(app, centre, study)
    settled(app, centre, versions.first, versions.second, P4_P3=Change.WORDING)
    carry(app, centre, versions.first, versions.second)
    assert stands(app, study.units[0]).criteria["P3"] == "met"


def test_two_that_became_one_are_claimed_once_and_one_that_became_two_twice(
    app: Flask, centre: Centre, study: Study, versions: Versions
) -> None:
    judged(app, centre, study)
    settled(app, centre, versions.first, versions.second, P2_and_P3_P2=Change.MERGED, P4_P3_and_P4=Change.SPLIT)
    carry(app, centre, versions.first, versions.second)
    assert [one[0] for one in claims(app) if one[2] == "waiting"] == ["P2", "P3", "P4"]
    assert checked(app) == []
    undo(app, centre, versions)
    assert stands(app, study.units[0]).met == 5
    assert checked(app) == []


@pytest.mark.parametrize("outcome", [Outcome.REFERRED, Outcome.NOT_YET])
def test_what_came_back_is_there_still(
    app: Flask, centre: Centre, study: Study, versions: Versions, outcome: Outcome
) -> None:
    judged(app, centre, study, "P1", "P2", outcome=outcome)
    carry(app, centre, versions.first, versions.second)
    states = {Outcome.REFERRED: {"P1": "referred", "P2": "claimed"}, Outcome.NOT_YET: {}}
    assert stands(app, study.units[0]).criteria == states[outcome]
    assert ("P1", "2", outcome.claim_status.value) in claims(app)
    assert checked(app) == []


def test_what_a_trainee_decided_needs_a_countersignature_on_the_later_version_too(
    app: Flask, centre: Centre, study: Study, versions: Versions
) -> None:
    judged(app, centre, study, "P1")
    carry(app, centre, versions.first, versions.second)
    with acting(app) as work:
        assert unit_standing(work.session, unit_row(work, study.units[0])).decided_by_trainee


def test_drafts_go_along_and_back_and_are_submitted_where_they_belong(
    app: Flask, centre: Centre, study: Study, versions: Versions
) -> None:
    draft(app, study)
    carry(app, centre, versions.first, versions.second)
    assert claims(app) == [("P1", "2", "draft")]
    undo(app, centre, versions)
    assert claims(app) == [("P1", "1", "draft")]


def test_a_signed_unit_stays_until_it_is_reopened(app: Flask, centre: Centre, study: Study, versions: Versions) -> None:
    judged(app, centre, study)
    sign_off(app, centre, study, study.units[0])
    with pytest.raises(Refused, match="carrying-signed"):
        carry(app, centre, versions.first, versions.second, Whom(unit=study.units[0]))
    with pytest.raises(Refused, match="carrying-nobody"):
        carry(app, centre, versions.first, versions.second)
    assert stands(app, study.units[0]).edition == "2026-01-31"


def test_one_learner_a_cohort_or_everybody(app: Flask, centre: Centre, study: Study, versions: Versions) -> None:
    with acting(app, centre.manager) as work:
        others = []
        for name, cohort in (("Gwen", "Hydref"), ("Huw", "Hydref"), ("Ianto", "Ionawr")):
            learner = add_person(work, name, provider_row(work, centre), NewRole(Role.LEARNER))
            others.append(enrol(work, centre, learner, qualification(work, versions)))
            enrolment_row(work, others[-1]).cohort = cohort
    pair = (versions.first, versions.second)
    assert carry(app, centre, *pair, Whom(unit=others[2].units[0])) == (1, 0)
    assert carry(app, centre, *pair, Whom(cohort="Hydref")) == (2, 0)
    assert stands(app, study.units[0]).edition == "2026-01-31"
    assert carry(app, centre, *pair) == (1, 0)
    assert checked(app) == []


def test_at_most_so_many_at_once(
    app: Flask, centre: Centre, study: Study, versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessments.carrying.queries.learners.MOST_AT_ONCE", 2)
    with acting(app, centre.manager) as work:
        for name in ("Gwen", "Huw"):
            learner = add_person(work, name, provider_row(work, centre), NewRole(Role.LEARNER))
            enrol(work, centre, learner, qualification(work, versions))
    assert carry(app, centre, versions.first, versions.second) == (2, 1)
    assert carry(app, centre, versions.first, versions.second) == (1, 0)


def test_nobody_carries_their_own(app: Flask, centre: Centre, versions: Versions) -> None:
    with acting(app, centre.other_manager) as work:
        own = enrol(work, centre, centre.manager, qualification(work, versions))
    with pytest.raises(Refused, match="own-portfolio"):
        carry(app, centre, versions.first, versions.second, Whom(unit=own.units[0]))
    with pytest.raises(Refused, match="carrying-nobody"):
        carry(app, centre, versions.first, versions.second)


def test_a_comparison_that_was_settled_otherwise_meanwhile_is_looked_at_again(
    app: Flask, centre: Centre, study: Study, versions: Versions
) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        seen = services.looked_at(compared(work, versions.first, versions.second))
    settled(app, centre, versions.first, versions.second, P4_P3=Change.WORDING)
    with acting(app, centre.manager, Role.MANAGER) as work, pytest.raises(Changed):
        services.carry(work, compared(work, versions.first, versions.second), Whom(), seen)
    assert stands(app, study.units[0]).edition == "2026-01-31"


def test_no_way_back_once_anything_was_decided(app: Flask, centre: Centre, study: Study, versions: Versions) -> None:
    diary = judged(app, centre, study)
    carry(app, centre, versions.first, versions.second)
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    with pytest.raises(Refused, match="carrying-decided-since"):
        undo(app, centre, versions)
    assert stands(app, study.units[0]).met == 4


def test_no_way_back_once_evidence_was_withdrawn(app: Flask, centre: Centre, study: Study, versions: Versions) -> None:
    """Even where nothing is claimed with it any more: what it was put to is gone."""
    diary = judged(app, centre, study, "P3")
    carry(app, centre, versions.first, versions.second)
    with acting(app, study.learner, Role.LEARNER) as work:
        row = work.session.query(Evidence).where(Evidence.public_id == diary).one()
        evidence_services.withdraw(work, portfolio_row(work, study), row, "It is somebody else's.")
    with pytest.raises(Refused, match="carrying-decided-since"):
        undo(app, centre, versions)
    assert stands(app, study.units[0]).edition == "2026-06-30"


def test_no_way_back_once_the_unit_was_declared(app: Flask, centre: Centre, study: Study, versions: Versions) -> None:
    """Where all stays as it is, a unit can be declared after it was carried without anything being decided."""
    judged(app, centre, study)
    with acting(app) as work:
        same = publish(work, version("2026-12-31", ROOMS, LETTERS, PENCILS, DOOR)).standard.public_id
    on = replace(versions, second=same)
    carry(app, centre, on.first, on.second)
    with acting(app, study.learner, Role.LEARNER) as work:
        judging.declare(work, portfolio_row(work, study), unit_row(work, study.units[0]))
    with pytest.raises(Refused, match="carrying-decided-since"):
        undo(app, centre, on)
    now = stands(app, study.units[0])
    assert (now.edition, now.status) == ("2026-12-31", "declared")


def test_another_centres_unit_is_not_there(app: Flask, centre: Centre, study: Study, versions: Versions) -> None:
    pair = (versions.first, versions.second)
    with acting(app, centre.other_manager, Role.MANAGER) as work:
        found = compared(work, *pair)
        with pytest.raises(Refused, match="carrying-nobody"):
            services.carry(work, found, Whom(unit=study.units[0]), services.looked_at(found))
    carry(app, centre, *pair)
    with acting(app, centre.other_manager, Role.MANAGER) as work:
        found, carrying = compared(work, *pair), work.session.query(Carrying).one()
        with pytest.raises(Refused, match="carrying-not-there"):
            services.undo(work, found, carrying.public_id)
