"""Appeals and complaints by the services: what they hold up, who may decide, and what is refused."""

from datetime import date, timedelta

import pytest
from flask import Flask

from assessments.appeals import queries, services
from assessments.appeals.rules.cases import CaseStatus, Outcome, Trigger
from portfolio.people import services as people
from portfolio.people.models import Account
from portfolio.people.rules.interests import Nature
from portfolio.people.services import NewInterest, NewRole, give_role
from standards.foundation import Changed, Refused, Role
from tests.appeals.appealing import (
    answer,
    appeal,
    appoint,
    case_row,
    complain,
    criteria_of,
    decision_on,
    further,
    holds,
    logged,
    on,
)
from tests.factories import Centre, Someone
from tests.judging.conftest import checked
from tests.quality.assuring import item_of, opened, planned, set_strategy
from tests.studies import Study, acting, provider_row, unit_row


def test_an_upheld_appeal_about_a_unit_sends_it_back(app: Flask, centre: Centre, study: Study, lena: Someone) -> None:
    unit = study.units[0]
    case = appeal(app, study, unit)
    assert holds(app, unit) == ["appeal"]
    answer(app, centre.trainee, Role.ASSESSOR, case, Outcome.NOT_UPHELD)
    assert holds(app, unit) == []
    further(app, study.learner, Role.LEARNER, case)
    assert holds(app, unit) == ["appeal"]
    appoint(app, centre, case, lena)
    answer(app, lena, Role.QUALITY_ASSURER, case, Outcome.UPHELD, criteria_of(app, case)[0])
    with acting(app) as work:
        row, kept = unit_row(work, unit), case_row(work, case)
        assert (row.status, row.claimed, row.complete) == ("in_progress", 1, False)
        assert (kept.status, kept.stage, kept.closed_on) == (CaseStatus.CLOSED.value, 2, work.today)
    assert holds(app, unit) == []
    assert checked(app) == []


def test_an_upheld_appeal_against_a_referral_lets_the_claim_wait_again(
    app: Flask, centre: Centre, study: Study
) -> None:
    unit = study.units[1]
    case = appeal(app, study, unit, "referred")
    [criterion] = criteria_of(app, case)
    with acting(app) as work:
        before = unit_row(work, unit).referred
    answer(app, centre.trainee, Role.ASSESSOR, case, Outcome.UPHELD, criterion)
    with acting(app) as work:
        row = unit_row(work, unit)
        assert (row.status, row.referred, row.claimed) == ("in_progress", before - 1, 1)
    assert checked(app) == []


def test_stages_have_their_days(app: Flask, centre: Centre, study: Study, lena: Someone) -> None:
    with on(date(2026, 12, 18)):
        case = appeal(app, study, study.units[0])
    with acting(app) as work:
        assert case_row(work, case).due == date(2026, 12, 29)
    with on(date(2026, 12, 29)):
        answer(app, centre.trainee, Role.ASSESSOR, case, Outcome.NOT_UPHELD)
    with on(date(2027, 1, 14)), pytest.raises(Refused, match="further-too-late"):
        further(app, study.learner, Role.LEARNER, case)
    with on(date(2027, 1, 13)):
        further(app, study.learner, Role.LEARNER, case)
    with acting(app) as work:
        assert case_row(work, case).due == date(2027, 1, 27)
    assert checked(app) == []


@pytest.mark.parametrize("who", ["trainee", "assessor", "quality_assurer"])
def test_nobody_decides_who_had_a_part(app: Flask, centre: Centre, study: Study, who: str) -> None:
    """Tomos decided and signed, Alys countersigned, and Cerys is to have verified."""
    set_strategy(app, centre)
    opened(app, centre, item_of(app, planned(app, centre), study.units[0]))
    case = appeal(app, study, study.units[0])
    answer(app, centre.trainee, Role.ASSESSOR, case, Outcome.NOT_UPHELD)
    further(app, study.learner, Role.LEARNER, case)
    someone: Someone = getattr(centre, who)
    with acting(app) as work:
        account = work.session.get_one(Account, someone.account_id)
        if who != "quality_assurer":
            give_role(work, provider_row(work, centre), account, NewRole(Role.QUALITY_ASSURER))
    with pytest.raises(Refused, match="decider-had-part") as refused:
        appoint(app, centre, case, someone)
    assert refused.value.values == {"name": someone.name}
    assert checked(app) == []


def test_a_panel_is_of_two_who_decided_nothing_before(app: Flask, centre: Centre, study: Study, lena: Someone) -> None:
    case = appeal(app, study, study.units[0])
    answer(app, centre.trainee, Role.ASSESSOR, case, Outcome.NOT_UPHELD)
    further(app, study.learner, Role.LEARNER, case)
    appoint(app, centre, case, lena)
    answer(app, lena, Role.QUALITY_ASSURER, case, Outcome.NOT_UPHELD)
    further(app, study.learner, Role.LEARNER, case)
    with pytest.raises(Refused, match="deciders-too-few"):
        appoint(app, centre, case, centre.manager)
    with pytest.raises(Refused, match="decider-decided-before"):
        appoint(app, centre, case, centre.manager, lena)
    appoint(app, centre, case, centre.manager, centre.quality_assurer)
    answer(app, centre.manager, Role.MANAGER, case, Outcome.NOT_UPHELD)
    further(app, study.learner, Role.LEARNER, case)
    with acting(app) as work:
        row = case_row(work, case)
        assert (row.stage, row.due) == (4, None)
    answer(app, centre.manager, Role.MANAGER, case, Outcome.UPHELD, criteria_of(app, case)[0])
    with pytest.raises(Refused, match="no-further-stage"):
        further(app, study.learner, Role.LEARNER, case)
    assert checked(app) == []


def test_nobody_decides_who_has_an_interest_or_was_not_appointed(
    app: Flask, centre: Centre, study: Study, lena: Someone
) -> None:
    case = appeal(app, study, study.units[0])
    with pytest.raises(Refused, match="case-not-yours-to-decide"):
        answer(app, lena, Role.QUALITY_ASSURER, case, Outcome.NOT_UPHELD)
    answer(app, centre.trainee, Role.ASSESSOR, case, Outcome.NOT_UPHELD)
    further(app, study.learner, Role.LEARNER, case)
    with acting(app, lena, Role.QUALITY_ASSURER) as work:
        who, about = (work.session.get_one(Account, one.account_id) for one in (lena, centre.ffion))
        new = NewInterest(about, Nature.FAMILY, "Cousins.", work.today)
        people.declare_interest(work, centre.provider_id, who, new)
    with pytest.raises(Refused, match="interest-open"):
        appoint(app, centre, case, lena)
    with pytest.raises(Refused, match="decider-not-staff"):
        appoint(app, centre, case, centre.owen)


def test_what_cannot_be_appealed_is_refused(app: Flask, centre: Centre, study: Study) -> None:
    unit = study.units[0]
    appeal(app, study, unit)
    with pytest.raises(Refused, match="appeal-under-way"):
        appeal(app, study, unit)
    with acting(app, centre.owen, Role.LEARNER) as work, pytest.raises(Refused, match="appeal-not-yours"):
        services.appeal(work, unit_row(work, study.units[1]), None, "Mine.", "en")
    with acting(app) as work:
        made = decision_on(work, study.units[1], "referred").at.date()
    with on(made + timedelta(days=60)), pytest.raises(Refused, match="case-too-late"):
        appeal(app, study, study.units[1], "referred")


def test_a_complaint_by_the_regulations(app: Flask, centre: Centre) -> None:
    with on(date(2027, 3, 22)):
        case = logged(app, centre, date(2027, 3, 22))
        appoint(app, centre, case, centre.assessor)
    with on(date(2027, 4, 1)):
        _extend_too_long(app, centre, case)
        with acting(app, centre.manager, Role.MANAGER) as work:
            row = case_row(work, case)
            assert row.due == date(2027, 4, 5)
            services.extend(work, row, 14, date(2027, 3, 31), "She is away; agreed by phone.", row.version)
            assert row.due == date(2027, 4, 19)
            services.pause(work, row, Trigger.CRIMINAL, date(2027, 4, 1), "The police ask us to wait.", row.version)
    with on(date(2027, 4, 12)), acting(app, centre.manager, Role.MANAGER) as work:
        row = case_row(work, case)
        with pytest.raises(Refused, match="case-paused"):
            services.appoint(work, row, [centre.assessor.account_id], row.version)
        services.resume(work, row, date(2027, 4, 12), row.version)
        assert row.due == date(2027, 4, 30)
    assert checked(app) == []


def _extend_too_long(app: Flask, centre: Centre, case: str) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        row = case_row(work, case)
        with pytest.raises(Refused, match="extension-needs-consent"):
            services.extend(work, row, 5, None, "It takes longer.", row.version)
        with pytest.raises(Refused, match="extension-too-long") as refused:
            services.extend(work, row, 15, date(2027, 3, 31), "It takes longer.", row.version)
        assert refused.value.values == {"most": 14, "left": 14}
        with pytest.raises(Changed, match="case-changed"):
            services.extend(work, row, 5, date(2027, 3, 31), "It takes longer.", row.version - 1)


def test_formal_consideration_tells_the_authority_after_35_days(app: Flask, centre: Centre, lena: Someone) -> None:
    with on(date(2027, 3, 22)):
        case = logged(app, centre, date(2027, 3, 22))
        appoint(app, centre, case, centre.assessor)
        answer(app, centre.assessor, Role.ASSESSOR, case, Outcome.NOT_UPHELD)
        further(app, centre.manager, Role.MANAGER, case)
    with on(date(2027, 4, 26)), acting(app, centre.manager, Role.MANAGER) as work:
        row = case_row(work, case)
        assert row.due == date(2027, 5, 13), "35 working days, over Easter and a bank holiday in May"
        with pytest.raises(Refused, match="notice-too-early"):
            services.tell_unresolved(work, row, "The witness is ill.", row.version)
    with on(date(2027, 4, 27)), acting(app, centre.manager, Role.MANAGER) as work:
        row = case_row(work, case)
        services.tell_unresolved(work, row, "The witness is ill.", row.version)
        with pytest.raises(Refused, match="notice-given-before"):
            services.tell_unresolved(work, row, "The witness is ill.", row.version)
    with pytest.raises(Refused, match="decider-decided-before"):
        appoint(app, centre, case, centre.assessor)
    assert checked(app) == []


def test_whom_a_complaint_is_about_neither_reads_nor_handles_it(app: Flask, centre: Centre) -> None:
    case = complain(app, centre, centre.ffion, about=centre.manager)
    with acting(app, centre.manager, Role.MANAGER) as work:
        row = case_row(work, case)
        assert not queries.reaches(work.session, work.actor, row)
        assert queries.cases(work.session, work.actor, work.today, 1, closed=False).rows == []
        with pytest.raises(Refused, match="case-own"):
            services.appoint(work, row, [centre.assessor.account_id], row.version)
    assert checked(app) == []


def test_a_case_can_be_taken_back(app: Flask, study: Study) -> None:
    case = appeal(app, study, study.units[0])
    with acting(app, study.learner, Role.LEARNER) as work:
        row = case_row(work, case)
        services.withdraw(work, row, row.version)
        assert row.status == CaseStatus.CLOSED.value
    assert holds(app, study.units[0]) == []
    assert checked(app) == []
