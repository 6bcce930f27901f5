"""Declaring, signing, countersigning and reopening units through their pages."""

import threading

import pytest
import time_machine
from flask import Flask

from assessments.judging.models import Signature
from assessments.judging.rules import Outcome
from portfolio.core.database import db
from portfolio.core.ledger import SignedHead
from portfolio.core.work import clock
from portfolio.evidence.models import Evidence
from portfolio.learning.models import EnrolledUnit
from portfolio.people.models import Account, Membership, Provider
from portfolio.people.services import NewRole, give_role, qualify_assessor
from standards.foundation import Role
from tests.client import Page, PageClient
from tests.factories import PASSWORD, Centre
from tests.judging.conftest import checked, reader
from tests.studies import Study, acting, certificated_for, judge, sign_off, submit

SIGNED_OFF = "Nothing is missing: this unit is signed off."
REASON = "The diary is of another person."


@pytest.fixture(name="unit")
def unit_fixture(app: Flask, centre: Centre, study: Study, diary: str) -> str:
    """The first unit, every criterion met by the trainee's decisions."""
    with acting(app, centre.trainee) as work:
        judge(work, study, diary)
    return study.units[0]


def status(app: Flask, unit: str) -> tuple[str, bool]:
    with app.app_context():
        row = db.session.query(EnrolledUnit).where(EnrolledUnit.public_id == unit).one()
        found = row.status, row.complete
        db.session.remove()
    return found


def declared(app: Flask, centre: Centre, unit: str, language: str = "en") -> Page:
    client = reader(app, centre.ffion, language)
    button = {"cy": "Datgan yr uned hon", "en": "Declare this unit"}[language]
    return client.submit(client.get(f"/units/{unit}/declare"), {"own_work": True}, button=button)


def signed(client: PageClient, unit: str, act: str = "sign", *, password: str = PASSWORD, status: int = 200) -> Page:
    return client.submit(client.get(f"/units/{unit}/{act}"), {"password": password}, status=status)


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_unit_is_declared_signed_and_countersigned(app: Flask, centre: Centre, unit: str, language: str) -> None:
    page = declared(app, centre, unit, language)
    assert page.path == f"/units/{unit}"
    assert status(app, unit) == ("declared", False)
    page = signed(reader(app, centre.trainee, language), unit)
    page.says({"cy": "Yn aros am gydlofnod", "en": "Awaiting countersignature"}[language])
    assert status(app, unit) == ("signed", False)
    page = signed(reader(app, centre.assessor, language), unit, "countersign")
    page.says("Ffion Rees", "Tomos Bevan", "Alys Morgan")
    assert status(app, unit) == ("countersigned", True)
    if language == "en":
        page.says(SIGNED_OFF, "Signed by Tomos Bevan, trainee assessor", "Countersigned by Alys Morgan")
    with app.app_context():
        assert db.session.query(SignedHead).count() == 2
        db.session.remove()
    assert checked(app) == []


def test_after_the_last_certification_date_signing_is_warned_of_and_not_refused(
    app: Flask, centre: Centre, unit: str
) -> None:
    certificated_for(app, -1)
    said = "Units can still be signed off, but the awarding body no longer issues certificates for this version."
    for who, act in ((centre.ffion, "declare"), (centre.trainee, "sign"), (centre.assessor, "countersign")):
        client = reader(app, who)
        page = client.get(f"/units/{unit}/{act}")
        page.says(said)
        client.submit(page, {"own_work": True} if act == "declare" else {"password": PASSWORD})
    assert status(app, unit) == ("countersigned", True)


def test_each_is_offered_only_what_they_may_do_next(app: Flask, centre: Centre, unit: str) -> None:
    def offered(who: str) -> set[str]:
        links = reader(app, getattr(centre, who)).get(f"/units/{unit}").links().values()
        acts = {link.rsplit("/", 1)[1] for link in links if link.startswith(f"/units/{unit}/")}
        return acts - {"credential"}

    people = ("ffion", "trainee", "assessor", "quality_assurer", "manager")
    assert {who: offered(who) for who in people if offered(who)} == {"ffion": {"declare"}}
    declared(app, centre, unit)
    assert {who: offered(who) for who in people if offered(who)} == {"trainee": {"sign"}}
    signed(reader(app, centre.trainee), unit)
    assert {who: offered(who) for who in people if offered(who)} == {
        "trainee": {"reopen"},
        "assessor": {"countersign"},
    }
    signed(reader(app, centre.assessor), unit, "countersign")
    assert {who: offered(who) for who in people if offered(who)} == {
        "quality_assurer": {"reopen"},
        "manager": {"reopen"},
    }


def test_a_declaration_needs_the_box_ticked(app: Flask, centre: Centre, unit: str) -> None:
    client = reader(app, centre.ffion)
    page = client.submit(client.get(f"/units/{unit}/declare"), button="Declare this unit", status=422)
    assert page.errors == ["Tick the box to declare that this is your own work and the unit is complete."]
    assert status(app, unit) == ("in_progress", False)


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("", "Enter your password to sign."),
        ("wrong", "This is not your password. Nothing was signed. Check it and try again."),
    ],
)
def test_a_wrong_password_signs_nothing(app: Flask, centre: Centre, unit: str, password: str, message: str) -> None:
    declared(app, centre, unit)
    page = signed(reader(app, centre.trainee), unit, password=password, status=422)
    assert page.errors == [message]
    assert status(app, unit) == ("declared", False)


def test_guessing_a_password_at_signing_is_slowed_down(app: Flask, centre: Centre, unit: str) -> None:
    declared(app, centre, unit)
    client = reader(app, centre.trainee)
    with time_machine.travel(clock(), tick=False):
        for _ in range(6):
            signed(client, unit, password="guess", status=422)
        page = signed(client, unit, password="guess", status=422)
        assert page.errors[0].startswith("There were too many attempts.")
        signed(client, unit, status=422)
    assert status(app, unit) == ("declared", False)


def test_a_unit_that_changed_is_not_signed_unseen(app: Flask, centre: Centre, study: Study, unit: str) -> None:
    declared(app, centre, unit)
    client = reader(app, centre.trainee)
    page = client.get(f"/units/{unit}/sign")
    with acting(app, centre.ffion) as work:
        submit(work, study, unit, "More", "P1")
    told = client.submit(page, {"password": PASSWORD}, status=409)
    assert told.errors[0].startswith("This unit changed while you were looking")
    told.says("This unit cannot be signed at the moment.", "The learner's declaration")
    assert status(app, unit) == ("in_progress", False)


def test_what_is_sent_twice_is_said_to_be_done(app: Flask, centre: Centre, unit: str) -> None:
    learner, assessor = reader(app, centre.ffion), reader(app, centre.trainee)
    declaring = learner.get(f"/units/{unit}/declare")
    learner.submit(declaring, {"own_work": True}, button="Declare this unit")
    again = learner.submit(declaring, {"own_work": True}, button="Declare this unit", status=409)
    assert again.errors == ["This unit was declared already. Nothing was changed."]
    signing = assessor.get(f"/units/{unit}/sign")
    assessor.submit(signing, {"password": PASSWORD})
    again = assessor.submit(signing, {"password": PASSWORD}, status=409)
    assert again.errors == ["This unit was signed already. Nothing was changed."]


def test_who_cannot_reopen_yet_is_told_who_can(app: Flask, centre: Centre, unit: str) -> None:
    declared(app, centre, unit)
    signed(reader(app, centre.trainee), unit)
    for someone in (centre.quality_assurer, centre.manager):
        page = reader(app, someone).get(f"/units/{unit}/reopen")
        page.says("until it is countersigned or verified, its assessor reopens it.")


def test_a_void_declaration_no_longer_stands(app: Flask, centre: Centre, study: Study, unit: str) -> None:
    declared(app, centre, unit)
    with acting(app, centre.ffion) as work:
        more = submit(work, study, unit, "More", "P1")
    page = reader(app, centre.ffion).get(f"/units/{unit}")
    page.says("Declared by Ffion Rees", "no longer stands")
    with acting(app, centre.trainee) as work:
        judge(work, study, more, Outcome.NOT_YET)
    declared(app, centre, unit)
    with app.app_context():
        assert [one.superseded_at is None for one in db.session.query(Signature)] == [False, True]
        db.session.remove()


def test_an_incomplete_unit_is_neither_declared_nor_signed(app: Flask, centre: Centre, study: Study) -> None:
    unit = study.units[1]
    reader(app, centre.ffion).get(f"/units/{unit}/declare").says("This unit cannot be declared at the moment.")
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        client = reader(app, centre.ffion)
        page = client.post(f"/units/{unit}/declare", {"version": "1", "own_work": "y"}, status=409)
        assert page.errors[0].startswith("Not every criterion is met yet: 0 of 3.")
        client = reader(app, centre.trainee)
        client.post(f"/units/{unit}/sign", {"version": "1", "password": PASSWORD}, status=409)
    finally:
        app.config["WTF_CSRF_ENABLED"] = True
    assert status(app, unit) == ("in_progress", False)


def test_who_qualified_since_still_needs_a_countersignature_by_another(app: Flask, centre: Centre, unit: str) -> None:
    with acting(app) as work:
        role = work.session.query(Membership).where(Membership.account_id == centre.trainee.account_id).one()
        qualify_assessor(work, role)
    declared(app, centre, unit)
    signed(reader(app, centre.trainee), unit)
    assert status(app, unit) == ("signed", False)
    reader(app, centre.trainee).get(f"/units/{unit}/countersign", status=403)


def reopened(client: PageClient, unit: str, **values: object) -> Page:
    page = client.get(f"/units/{unit}/reopen")
    boxes = [box["value"] for box in page.main.select("input[type=checkbox]")]
    given = {"criteria": [str(boxes[0])], "reason": REASON} | values
    return client.submit(page, given, button="Reopen this unit", status=200 if "reason" not in values else 422)  # type: ignore[arg-type]


def test_reopening_says_what_will_happen_and_does_that(app: Flask, centre: Centre, study: Study, unit: str) -> None:
    sign_off(app, centre, study, unit)
    client = reader(app, centre.quality_assurer)
    client.get(f"/units/{unit}/reopen").says("What will happen", "wait for a new decision; all others stay met.")
    page = reopened(client, unit, reason="no")
    assert page.errors == ["Say in at least ten characters why the unit has to be reopened."]
    page = reopened(client, unit)
    page.says(
        "Criteria that wait for the assessor's decision: P1",
        "Reopened by Cerys Llwyd",
        REASON,
        "no longer stands",
    )
    assert status(app, unit) == ("in_progress", False)
    assert checked(app) == []
    with acting(app) as work:
        evidence = work.session.query(Evidence).one().public_id
    for language, said in OPENED_AGAIN.items():
        shown = reader(app, centre.trainee, language).get(f"/evidence/{evidence}/judge")
        assert shown.text.count(said) == 1, "beside the decision of that criterion, and of no other"


OPENED_AGAIN = {
    "en": "This decision no longer stands: the criterion was opened again",
    "cy": "Nid yw'r penderfyniad hwn yn sefyll mwyach: agorwyd y maen prawf eto",
}


def test_the_assessor_reopens_until_it_is_countersigned(app: Flask, centre: Centre, study: Study, unit: str) -> None:
    declared(app, centre, unit)
    signed(reader(app, centre.trainee), unit)
    reader(app, centre.manager).get(f"/units/{unit}/reopen").says("You cannot reopen this unit at the moment")
    reopened(reader(app, centre.trainee), unit)
    assert status(app, unit) == ("in_progress", False)
    assert checked(app) == []


def test_somebody_with_two_roles_reopens_in_the_one_that_may(
    app: Flask, centre: Centre, study: Study, unit: str
) -> None:
    sign_off(app, centre, study, unit)
    with acting(app) as work:
        provider = work.session.get_one(Provider, centre.provider_id)
        trainee = work.session.query(Membership).where(Membership.account_id == centre.trainee.account_id).one()
        give_role(work, provider, work.session.get_one(Account, trainee.account_id), NewRole(Role.MANAGER))
    reopened(reader(app, centre.trainee), unit)
    assert status(app, unit) == ("in_progress", False)


def test_of_two_signatures_at_once_one_counts(app: Flask, centre: Centre, unit: str) -> None:
    declared(app, centre, unit)
    clients = [reader(app, centre.trainee), reader(app, centre.trainee)]
    pages = [client.get(f"/units/{unit}/sign") for client in clients]
    start, answers = threading.Barrier(2), list[int]()

    def send(client: PageClient, page: Page) -> None:
        data = page.form().filled({"password": PASSWORD}, None)
        start.wait()
        answers.append(client.browser.post(page.path, data=data).status_code)

    threads = [threading.Thread(target=send, args=pair) for pair in zip(clients, pages, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 409]
    assert checked(app) == []
