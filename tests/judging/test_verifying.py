"""Units that a quality assurer verifies, those that an assessor signs first, and what holds a unit up."""

from collections.abc import Callable

import pytest
from flask import Flask

from assessments.judging import queries, services
from assessments.judging.rules import HoldReason
from portfolio.core.database import db
from portfolio.learning.models import EnrolledUnit
from standards.foundation import Refused, Role
from standards.qualifications.rules.signing import SigningOrder, signing_order
from tests.client import Page, PageClient
from tests.factories import PASSWORD, Centre
from tests.judging.conftest import checked, reader
from tests.studies import Study, acting, enrol, judge, keys, portfolio_row, publish_qualification, submit, unit_row

Asked = Callable[[SigningOrder], Study]


@pytest.fixture(name="asked")
def asked_fixture(app: Flask, centre: Centre) -> Asked:
    """Make a study whose units are signed in some order; its first unit is met by a trainee's decisions."""

    def make(order: SigningOrder) -> Study:
        with acting(app, centre.manager) as work:
            study = enrol(work, centre, centre.ffion, publish_qualification(work, signing=order))
        with acting(app, centre.ffion, Role.LEARNER) as work:
            diary = submit(work, study, study.units[0], "Diary")
        with acting(app, centre.trainee, Role.ASSESSOR) as work:
            judge(work, study, diary)
        return study

    return make


def state(app: Flask, unit: str) -> tuple[str, str | None, bool]:
    with app.app_context():
        row = db.session.query(EnrolledUnit).where(EnrolledUnit.public_id == unit).one()
        found = row.status, row.awaits, row.complete
        db.session.remove()
    return found


def signed(client: PageClient, unit: str, act: str, *, status: int = 200) -> Page:
    said = {"own_work": True} if act == "declare" else {"password": PASSWORD}
    page = client.get(f"/units/{unit}/{act}")
    buttons = {"cy": "Datgan yr uned hon", "en": "Declare this unit"}
    button = next(words for words in buttons.values() if words in page.html) if act == "declare" else None
    return client.submit(page, said, button=button, status=status)


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_quality_assurer_verifies_every_unit_of_a_qualification_that_asks_it(
    app: Flask, centre: Centre, asked: Asked, language: str
) -> None:
    study = asked(signing_order(learner_first=True, verified=True))
    unit = study.units[0]
    assurer = reader(app, centre.quality_assurer, language)
    said = {"cy": "Llofnod y swyddog sicrhau ansawdd", "en": "The quality assurer's signature"}[language]
    reader(app, centre.ffion, language).get(f"/units/{unit}").says(said)
    signed(reader(app, centre.ffion, language), unit, "declare")
    signed(reader(app, centre.trainee, language), unit, "sign")
    assert not assurer.get(f"/units/{unit}/verify").soup.select("input[type=password]")
    signed(reader(app, centre.assessor, language), unit, "countersign")
    assert state(app, unit) == ("countersigned", "quality_assurer", False)
    waiting = {"cy": "Unedau i'w dilysu: 1", "en": "Units to verify: 1"}[language]
    assurer.get("/").says(waiting)
    listed = assurer.get("/units/to-verify")
    listed.says(waiting, "Ffion Rees")
    assert f"/units/{unit}/verify" in listed.links().values()
    page = signed(assurer, unit, "verify")
    page.says("Cerys Llwyd", {"cy": "Nid oes dim ar goll", "en": "Nothing is missing"}[language])
    assert state(app, unit) == ("verified", None, True)
    assert checked(app) == []


def test_an_assessor_signs_first_where_the_qualification_says_so(app: Flask, centre: Centre, asked: Asked) -> None:
    unit = asked(signing_order(learner_first=False, verified=False)).units[0]
    learner = reader(app, centre.ffion)
    learner.get("/").says("Next: your assessor signs the unit.")
    learner.get(f"/units/{unit}/declare").says("This unit cannot be declared at the moment.")
    reader(app, centre.trainee).get("/queue/signing").says("Units to sign: 1")
    signed(reader(app, centre.trainee), unit, "sign")
    assert state(app, unit) == ("signed", "countersigner", False)
    signed(reader(app, centre.assessor), unit, "countersign")
    assert state(app, unit) == ("countersigned", "learner", False)
    learner.get("/").says("Awaiting the learner's declaration", "Next: declare that the unit is complete")
    page = learner.get(f"/units/{unit}/declare")
    page.says("Your assessor has signed this unit.")
    signed(learner, unit, "declare")
    assert state(app, unit) == ("countersigned", None, True)
    signed_twice = learner.submit(page, {"own_work": True}, button="Declare this unit", status=409)
    assert signed_twice.errors == ["This unit was declared already. Nothing was changed."]
    assert checked(app) == []


def test_nobody_declares_before_an_assessor_who_signs_first(app: Flask, centre: Centre, asked: Asked) -> None:
    study = asked(signing_order(learner_first=False, verified=False))
    with acting(app, centre.ffion, Role.LEARNER) as work:
        with pytest.raises(Refused, match=r"^declared-too-early$"):
            services.declare(work, portfolio_row(work, study), unit_row(work, study.units[0]))
        work.session.rollback()


def everybody_signs(app: Flask, centre: Centre, study: Study) -> None:
    acts = ((centre.ffion, "declare"), (centre.trainee, "sign"), (centre.assessor, "countersign"))
    for who, act in acts:
        signed(reader(app, who), study.units[0], act)


def test_what_holds_a_unit_up_keeps_it_from_being_verified(app: Flask, centre: Centre, asked: Asked) -> None:
    study = asked(signing_order(learner_first=True, verified=True))
    unit = study.units[0]
    everybody_signs(app, centre, study)
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        services.hold(work, portfolio_row(work, study), unit_row(work, unit), HoldReason.SAMPLE)
    reader(app, centre.ffion).get(f"/units/{unit}").says("A quality assurer is sampling this unit")
    page = signed(reader(app, centre.quality_assurer), unit, "verify", status=409)
    assert page.errors == [
        "Something holds this unit up, so it cannot be verified yet. Nothing was signed. The unit's page says what."
    ]
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        row = unit_row(work, unit)
        [held] = queries.open_holds(work.session, row.id)
        services.release(work, portfolio_row(work, study), row, held)
    signed(reader(app, centre.quality_assurer), unit, "verify")
    assert state(app, unit) == ("verified", None, True)
    assert checked(app) == []


def test_a_sampled_unit_is_verified_though_its_qualification_does_not_ask_it(
    app: Flask, centre: Centre, asked: Asked
) -> None:
    study = asked(signing_order(learner_first=True, verified=False))
    everybody_signs(app, centre, study)
    assert state(app, study.units[0]) == ("countersigned", None, True)
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        services.verify(work, portfolio_row(work, study), unit_row(work, study.units[0]), keys(app))
    assert state(app, study.units[0]) == ("verified", None, True)
    assert checked(app) == []


def test_a_quality_assurer_sends_back_what_waits_for_them(app: Flask, centre: Centre, asked: Asked) -> None:
    study = asked(signing_order(learner_first=True, verified=True))
    unit = study.units[0]
    everybody_signs(app, centre, study)
    client = reader(app, centre.quality_assurer)
    page = client.get(f"/units/{unit}/reopen")
    box = page.main.select("input[type=checkbox]")[0]["value"]
    client.submit(page, {"criteria": [str(box)], "reason": "The diary is undated."}, button="Reopen this unit")
    assert state(app, unit) == ("in_progress", None, False)
    assert checked(app) == []


def test_only_its_quality_assurer_verifies(app: Flask, centre: Centre, asked: Asked) -> None:
    study = asked(signing_order(learner_first=True, verified=True))
    everybody_signs(app, centre, study)
    for who in (centre.ffion, centre.trainee, centre.assessor, centre.manager):
        reader(app, who).get(f"/units/{study.units[0]}/verify", status=403)
    with acting(app, centre.assessor, Role.QUALITY_ASSURER) as work:
        with pytest.raises(Refused, match=r"^unit-not-assigned$"):
            services.verify(work, portfolio_row(work, study), unit_row(work, study.units[0]), keys(app))
        work.session.rollback()
