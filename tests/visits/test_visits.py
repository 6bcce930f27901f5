"""A visitor sees a frozen sample on their days and nothing else; what they open is recorded."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from assessments.quality.rules.samples import Action, Verdict
from assessments.visits import services
from portfolio.core.work import clock
from portfolio.evidence.models import Attachment, Revision, RevisionFile
from standards.foundation import Refused, Role
from tests.census.people import signed_in
from tests.client import PageClient
from tests.crawls.crawling import crawl
from tests.factories import Centre
from tests.judging.conftest import checked
from tests.ledger.tampering import change
from tests.quality import assuring
from tests.studies import acting, reopen, submit
from tests.visits.conftest import Decided, SignIn
from tests.visits.visiting import frozen, granted, opened, revoked, visit_row, visited_row, visitor
from tests.witnesses.test_letters import letters

FILES = (
    select(Revision.title, Attachment.public_id)
    .join(RevisionFile, RevisionFile.revision_id == Revision.id)
    .join(Attachment, Attachment.id == RevisionFile.attachment_id)
)
EMPTIED = json.dumps(
    {"status": "signed", "met": 0, "total": 0, "decisions": [], "revisions": [], "signatures": [], "samples": []}
)
"""As if nothing had been there."""
GRANTED = {
    "Name of the visitor": "Nest Prys",
    "Organisation that they come from": "Corff Dyfarnu",
    "Email address": "nest@awarding.example.org",
    "language": "en",
}


def days(first: int, last: int) -> dict[str, list[str]]:
    today = clock().date()
    found = {"starts": today + timedelta(days=first), "ends": today + timedelta(days=last)}
    return {name: [str(day.day), str(day.month), str(day.year)] for name, day in found.items()}


def test_a_visitor_is_let_in_by_pages(app: Flask, centre: Centre, decided: Decided, mair: PageClient) -> None:
    page = mair.get("/visits")
    page.says("There is no visit here.")
    page = mair.get(page.link("Let a visitor in"))
    wrong = mair.submit(page, {**GRANTED, **days(0, 3), "ends": ["", "", ""]}, status=422)
    assert wrong.errors == ["Enter the last day: a visit always ends."]
    refused = mair.submit(page, {**GRANTED, **days(3, 1)}, status=409)
    refused.says("The last day is before the first.")
    refused = mair.submit(page, {**GRANTED, **days(-1, 1)}, status=409)
    refused.says("The first day is before today.")
    refused = mair.submit(page, {**GRANTED, **days(0, 31)}, status=409)
    refused.says("A visit lasts 31 days at most")
    refused = mair.submit(page, {**GRANTED, **days(0, 3), "Email address": centre.assessor.email}, status=409)
    refused.says("Somebody with this email address has a role at your centre")
    page = mair.submit(page, {**GRANTED, **days(0, 30)})
    assert page.heading == "Choose units for the sample"
    page.says("Ffion Rees", "Mabli Gwyn", "Units that are not in the sample: 4")
    nothing = mair.submit(page, {}, button="Freeze the chosen units", status=422)
    assert nothing.errors == ["Choose at least one unit."]
    page = mair.submit(page, {"units": [decided.ffion.units[0]]}, button="Freeze the chosen units")
    assert page.notices == ["Frozen as they stand now. Units: 1"]
    page.says("Open now", "Nest Prys, Corff Dyfarnu", "Ffion Rees")
    mair.get(page.link("Choose units for the sample") + "?search=mabli").says("Mabli Gwyn")
    assert "Ffion" not in mair.get(page.link("Choose units for the sample") + "?search=mabli").text


def test_the_visitor_reads_the_sample_and_nothing_else(
    app: Flask, centre: Centre, decided: Decided, visit: str, nest: PageClient, as_someone: SignIn
) -> None:
    frozen(app, centre, visit, decided.ffion.units[0])
    page = nest.get("/visits")
    page = nest.get(page.link("External visit 1"))
    page.says("You read here what the centre has chosen for you", "Ffion Rees")
    assert "Mabli" not in page.html
    page = nest.get(page.link("Ffion Rees"))
    page.says("As it stood on", "Signed by Tomos Bevan", "Countersigned by Alys Morgan", "P1")
    page = nest.get(page.link("Written account by the learner P1"))
    assert page.heading == "Diary"
    page.says("Gwnes i hyn.", "nodiadau.txt")
    assert opened(app, visit) == ["visit", "unit", "evidence"]
    for path in (
        f"/portfolios/{decided.ffion.portfolio}",
        f"/portfolios/{decided.ffion.portfolio}/record",
        f"/units/{decided.ffion.units[0]}",
        f"/enrolments/{decided.ffion.enrolment}",
    ):
        nest.get(path, status=404)
    for path in ("/quality", "/visits/new", "/people", "/reports/completion"):
        assert nest.browser.get(path).status_code in {403, 404}
    cerys = as_someone(centre.quality_assurer)
    log = cerys.get(f"/visits/{visit}/log")
    log.says("Start page of the visit", "Unit", "Evidence", "Ffion Rees, ZZTST11", "Nest Prys, Corff Dyfarnu")
    ffion = as_someone(centre.ffion)
    ffion.get(f"/portfolios/{decided.ffion.portfolio}/visits").says("Nest Prys, Corff Dyfarnu", "Opened: 2", "Evidence")
    ffion.get(f"/portfolios/{decided.ffion.portfolio}/record").says("external visit 1")


def test_the_sample_stays_as_it_was_frozen(
    app: Flask, centre: Centre, decided: Decided, visit: str, nest: PageClient
) -> None:
    unit = decided.ffion.units[0]
    assuring.set_strategy(app, centre, assuring.EVERYTHING)
    sample = assuring.opened(app, centre, assuring.item_of(app, assuring.planned(app, centre), unit))
    said = replace(assuring.SAID, verdict=Verdict.WITH_ACTION, actions=(Action("Add dates.", clock().date()),))
    assuring.reported(app, centre, sample, said)
    (visited,) = frozen(app, centre, visit, unit)
    before = nest.get(f"/visited/{visited}")
    before.says("Countersigned", "Clear and kind.", "Add dates.")
    assuring.answered(app, centre.trainee, sample, 1, words="Done yesterday.")
    reopen(app, centre, decided.ffion, unit)
    with acting(app, centre.ffion, Role.LEARNER) as work:
        submit(work, decided.ffion, unit, "Later piece", "P1")
    after = nest.get(f"/visited/{visited}")
    assert after.text == before.text
    assert "Later piece" not in after.html
    assert checked(app) == []


def test_the_visitor_comes_on_their_days_alone(
    app: Flask, centre: Centre, decided: Decided, as_someone: SignIn
) -> None:
    visit = granted(app, centre, days=2, ahead=1)
    (visited,) = frozen(app, centre, visit, decided.ffion.units[0])
    nest, now = visitor(app, visit), clock()
    for ahead, status in ((0, 404), (1, 200), (2, 200), (3, 404)):
        with time_machine.travel(now + timedelta(days=ahead), tick=False):
            client = as_someone(nest)
            for path in (f"/visits/{visit}", f"/visited/{visited}"):
                assert client.browser.get(path).status_code == status, (ahead, path)


def test_a_revoked_visitor_is_out_at_once(
    app: Flask, centre: Centre, decided: Decided, visit: str, nest: PageClient, as_someone: SignIn
) -> None:
    (visited,) = frozen(app, centre, visit, decided.ffion.units[0])
    nest.get(f"/visited/{visited}")
    mair = as_someone(centre.manager)
    page = mair.submit(mair.get(f"/visits/{visit}/revoke"), {"reason": "No."}, status=409)
    page.says("Say in a sentence why")
    page = mair.submit(page, {"reason": "Somebody else is sent."})
    page.says("Revoked", "Somebody else is sent.")
    assert nest.browser.get(f"/visited/{visited}").status_code == 302
    again = as_someone(visitor(app, visit))
    again.get(f"/visits/{visit}", status=404)
    again.get(f"/visited/{visited}", status=404)
    with acting(app, centre.manager, Role.MANAGER) as work:
        with pytest.raises(Refused, match="visit-revoked-before"):
            services.revoke(work, visit_row(work, visit), "Somebody else is sent.")
        with pytest.raises(Refused, match="visit-revoked-before"):
            services.freeze(work, visit_row(work, visit), [decided.mabli.units[0]])
    assert checked(app) == []


def test_another_visitor_sees_nothing_of_it(
    app: Flask, centre: Centre, decided: Decided, visit: str, as_someone: SignIn
) -> None:
    (visited,) = frozen(app, centre, visit, decided.ffion.units[0])
    other = as_someone(visitor(app, granted(app, centre, "gwawr@other.example.org")))
    other.get(f"/visits/{visit}", status=404)
    other.get(f"/visited/{visited}", status=404)


def test_only_what_is_frozen_is_given_out(
    app: Flask, centre: Centre, decided: Decided, visit: str, nest: PageClient
) -> None:
    first, second = decided.ffion.units
    (visited,) = frozen(app, centre, visit, first)
    (elsewhere,) = frozen(app, centre, granted(app, centre, "gwawr@other.example.org"), second)
    with acting(app) as work:
        own, other = (visited_row(work, one).frozen["revisions"] for one in (visited, elsewhere))
    assert not set(own) & set(other)
    nest.get(f"/visited/{visited}/evidence/{own[0]}")
    nest.get(f"/visited/{visited}/evidence/{other[0]}", status=404)
    with acting(app) as work:
        files = dict(work.session.execute(FILES).all())
    assert nest.browser.get(f"/visited/{visited}/files/{files['Letter']}").status_code == 404


def test_no_link_leads_the_visitor_to_anybody_else(
    app: Flask, centre: Centre, decided: Decided, visit: str, nest: PageClient
) -> None:
    """Every page that they can reach: no other learner, and nothing of this one that was not frozen."""
    frozen(app, centre, visit, decided.ffion.units[0])
    asker = signed_in(app, "visitor", visitor(app, visit))
    pages = {path: answer.get_data().decode("utf-8", "replace") for path, answer in crawl(app, asker, ["/", "/visits"])}
    seen = [path for path, said in pages.items() if "Gwnes i hyn." in said]
    assert [path.split("/")[1] for path in seen] == ["visited"]
    for strange in ("Mabli", decided.ffion.units[1], ">Letter<", decided.ffion.portfolio):
        assert [path for path, said in pages.items() if strange in said] == []


def test_visitor_comments_and_reports_and_the_centre_answers(
    app: Flask, centre: Centre, decided: Decided, visit: str, nest: PageClient, as_someone: SignIn
) -> None:
    (visited,) = frozen(app, centre, visit, decided.ffion.units[0])
    page = nest.submit(nest.get(f"/visited/{visited}/comment"), {"words": "Where is the date?"})
    page.says("Comment", "Where is the date?", "Nest Prys")
    page = nest.submit(nest.get(f"/visits/{visit}/comment"), {"said_as": "report", "words": "All is well."})
    page.says("Report of the visit", "All is well.", "Ffion Rees, ZZTST11")
    mair = as_someone(centre.manager)
    page = mair.submit(mair.get(f"/visits/{visit}/comment"), {"words": "Thank you."})
    page.says("Answer of the centre", "Thank you.", "Where is the date?")
    assert checked(app) == []
    change(app, "UPDATE visit_comment SET words = 'All is bad.' WHERE kind = 'report'")
    assert any("visit_comment" in one for one in map(str, checked(app)))


def test_a_frozen_sample_cannot_be_changed_unseen(app: Flask, centre: Centre, decided: Decided, visit: str) -> None:
    frozen(app, centre, visit, decided.ffion.units[0])
    assert checked(app) == []
    change(app, f"UPDATE visited_unit SET frozen = '{EMPTIED}'")  # noqa: S608 our own words
    assert any("visited_unit" in one for one in map(str, checked(app)))


def test_the_visitor_is_written_to(app: Flask, centre: Centre, decided: Decided, as_someone: SignIn) -> None:
    granted(app, centre)
    said = letters(app)["nest@awarding.example.org"]
    assert "Severn Centre" in said
    assert "/reset-password/" in said


def test_who_has_a_password_is_led_to_the_visit(app: Flask, centre: Centre, decided: Decided) -> None:
    visit = granted(app, centre, centre.stranger.email)
    assert f"/visits/{visit}" in letters(app)[centre.stranger.email]


def test_only_who_is_going_to_come_is_written_to(app: Flask, centre: Centre, mair: PageClient, visit: str) -> None:
    page = mair.submit(mair.get(f"/visits/{visit}/send"), {})
    assert page.notices == ["The letter is on its way by email."]
    revoked(app, centre, visit)
    mair.submit(mair.get(f"/visits/{visit}/send"), {}, status=409).says("This visit was revoked.")
