"""Conflicts of interest: declared, decided, and what they keep from whom."""

from datetime import date, timedelta

import pytest
from flask import Flask

from assessments.judging import services
from portfolio.learning.models import EnrolledUnit
from portfolio.learning.rules import Part
from portfolio.learning.services import NewAssignment, assign
from portfolio.people.models import Account, Interest
from portfolio.people.rules.interests import Nature, Ruling, check_declaration, check_free, strictest
from portfolio.people.services import NewInterest, declare_interest, rule_on_interest
from standards.foundation import Refused, Role
from tests.factories import Centre, Someone
from tests.judging.conftest import checked, reader
from tests.studies import Study, acting, judge, keys, portfolio_row, submit, unit_row

WORDS = "Fy nghyfnither yw hi."


@pytest.mark.parametrize(
    ("rulings", "expected"),
    [
        ([], None),
        ([Ruling.OVERSIGHT], Ruling.OVERSIGHT),
        ([Ruling.OVERSIGHT, Ruling.OPEN], Ruling.OPEN),
        ([Ruling.BARRED, Ruling.OPEN, Ruling.OVERSIGHT], Ruling.BARRED),
    ],
)
def test_of_several_the_strictest_holds(rulings: list[Ruling], expected: Ruling | None) -> None:
    assert strictest(rulings) is expected


@pytest.mark.parametrize(
    ("ruling", "code"),
    [(None, None), (Ruling.OVERSIGHT, None), (Ruling.OPEN, "interest-open"), (Ruling.BARRED, "interest-barred")],
)
def test_who_may_act(ruling: Ruling | None, code: str | None) -> None:
    if code is None:
        check_free(ruling)
        return
    with pytest.raises(Refused, match=rf"^{code}$"):
        check_free(ruling)


def test_nobody_declares_an_interest_in_themselves_or_one_that_ends_before_it_begins() -> None:
    day = date(2026, 6, 15)
    with pytest.raises(Refused, match=r"^interest-in-oneself$"):
        check_declaration(1, 1, day, None)
    with pytest.raises(Refused, match=r"^interest-ends-before$"):
        check_declaration(1, 2, day, day - timedelta(days=1))


def declared(app: Flask, centre: Centre, who: Someone, ruling: Ruling = Ruling.OPEN, ends: date | None = None) -> None:
    """Let somebody declare an interest in Ffion, and a manager decide on it."""
    with acting(app, who) as work:
        account, about = (work.session.get_one(Account, one.account_id) for one in (who, centre.ffion))
        new = NewInterest(about, Nature.FAMILY, WORDS, date(2026, 1, 1), ends)
        row = declare_interest(work, centre.provider_id, account, new).public_id
    if ruling is not Ruling.OPEN:
        with acting(app, centre.manager) as work:
            rule_on_interest(work, work.session.query(Interest).where(Interest.public_id == row).one(), ruling, ends)


def refused_to(app: Flask, centre: Centre, study: Study, act: str, code: str) -> None:
    """Try an act through the services as whoever would do it, and hold its refusal against the one expected."""
    who = {"sign": centre.trainee, "countersign": centre.assessor}[act]
    with acting(app, who, Role.ASSESSOR) as work:
        tried = services.sign if act == "sign" else services.countersign
        with pytest.raises(Refused, match=rf"^{code}$"):
            tried(work, portfolio_row(work, study), unit_row(work, study.units[0]), keys(app))
        work.session.rollback()


@pytest.mark.parametrize(("ruling", "code"), [(Ruling.OPEN, "interest-open"), (Ruling.BARRED, "interest-barred")])
def test_whoever_may_not_is_neither_assigned_nor_judges_nor_signs(
    app: Flask, centre: Centre, study: Study, diary: str, ruling: Ruling, code: str
) -> None:
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    with acting(app, centre.ffion, Role.LEARNER) as work:
        services.declare(work, portfolio_row(work, study), unit_row(work, study.units[0]))
        letter = submit(work, study, study.units[1], "Letter")
    declared(app, centre, centre.trainee, ruling)
    refused_to(app, centre, study, "sign", code)
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        with pytest.raises(Refused, match=rf"^{code}$"):
            judge(work, study, letter)
        work.session.rollback()
    declared(app, centre, centre.assessor, ruling)
    with acting(app, centre.manager, Role.MANAGER) as work:
        account = work.session.get_one(Account, centre.assessor.account_id)
        with pytest.raises(Refused, match=rf"^{code}$"):
            assign(work, portfolio_row(work, study), account, NewAssignment(Part.ASSESSOR, work.today))
        work.session.rollback()
    refused_to(app, centre, study, "countersign", code)
    assert checked(app) == []


def test_an_interest_that_is_over_keeps_nobody(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    declared(app, centre, centre.trainee, Ruling.BARRED, ends=date(2026, 1, 31))
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)


def test_with_oversight_a_qualified_assessor_needs_a_countersignature_by_another(
    app: Flask, centre: Centre, study: Study, diary: str
) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        account = work.session.get_one(Account, centre.assessor.account_id)
        assign(work, portfolio_row(work, study), account, NewAssignment(Part.ASSESSOR, work.today))
    declared(app, centre, centre.assessor, Ruling.OVERSIGHT)
    with acting(app, centre.assessor, Role.ASSESSOR) as work:
        judge(work, study, diary)
    with acting(app, centre.ffion, Role.LEARNER) as work:
        services.declare(work, portfolio_row(work, study), unit_row(work, study.units[0]))
    with acting(app, centre.assessor, Role.ASSESSOR) as work:
        services.sign(work, portfolio_row(work, study), unit_row(work, study.units[0]), keys(app))
    with acting(app) as work:
        row = work.session.query(EnrolledUnit).where(EnrolledUnit.public_id == study.units[0]).one()
        assert (row.status, row.awaits, row.complete) == ("signed", "countersigner", False)
    refused_to(app, centre, study, "countersign", "countersigning-own")
    assert checked(app) == []


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_declaration_and_its_decision_through_the_pages(
    app: Flask, centre: Centre, study: Study, language: str
) -> None:
    assessor = reader(app, centre.assessor, language)
    assessor.get(assessor.get("/account").link({"cy": "Gwrthdaro buddiannau", "en": "Conflicts of interest"}[language]))
    page = assessor.get("/interests/declare")
    said = {"email": "nobody@example.org", "nature": "family", "words": WORDS, "starts": ["1", "1", "2026"]}
    wrong = assessor.submit(page, said, status=422)
    assert len(wrong.errors) == 1
    assessor.submit(wrong, {**said, "email": centre.ffion.email})
    manager = reader(app, centre.manager, language)
    listed = manager.get("/interests")
    listed.says(WORDS, "Alys Morgan", "Ffion Rees")
    [address] = [one for one in listed.links().values() if one.endswith("/decide")]
    manager.submit(manager.get(address), {"ruling": "barred"})
    assessor.get("/interests").says({"cy": "Ni chaniateir", "en": "Not allowed"}[language])
    reader(app, centre.trainee, language).get(address, status=404)
    assert WORDS not in reader(app, centre.trainee, language).get("/interests").text
    assessor.get(f"/units/{study.units[0]}")
    for who in (centre.ffion, centre.administrator):
        reader(app, who, language).get("/interests", status=403)
    record = manager.get("/record").text
    assert WORDS not in record
    assert checked(app) == []


def test_nobody_decides_on_their_own(app: Flask, centre: Centre) -> None:
    declared(app, centre, centre.manager)
    with acting(app, centre.manager) as work:
        row = work.session.query(Interest).one()
        with pytest.raises(Refused, match=r"^interest-own$"):
            rule_on_interest(work, row, Ruling.OVERSIGHT, None)
        work.session.rollback()
