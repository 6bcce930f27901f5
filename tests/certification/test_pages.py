"""The pages of certification: recording, claiming with all reasons shown, the course of a claim, and the learner's."""

import csv
import io
from datetime import date, timedelta

from flask import Flask

from assessments.certification.rules.course import ClaimState
from portfolio.core.work import clock
from portfolio.people.models import Account
from portfolio.people.services import NewRole, give_role
from standards.foundation import Role
from standards.qualifications.models import Qualification
from tests.certification.certifying import DIRECT, INDIRECT, claim, prepared, register, set_terms, stepped, suspected
from tests.certification.conftest import SignIn
from tests.client import Page, PageClient
from tests.databases import statements
from tests.factories import Centre, Someone, add_person
from tests.judging.conftest import checked
from tests.notices.conftest import tell
from tests.studies import Study, acting, enrolment_row, provider_row, publish_qualification, reopen, whole_job

LISTS = tuple(f"/certification{way}" for way in ("", "/ready", "/registrations", "/figures"))


def boxes(day: date) -> list[str]:
    return [str(day.day), str(day.month), str(day.year)]


def qualification_of(app: Flask, study: Study) -> str:
    with acting(app) as work:
        return work.session.get_one(Qualification, enrolment_row(work, study).qualification_id).public_id


def test_a_certificate_comes_to_the_learner_by_pages(
    app: Flask, centre: Centre, study: Study, gwyn: PageClient, ffion: PageClient
) -> None:
    today = clock().date()
    page = gwyn.get(gwyn.get(f"/qualifications/{qualification_of(app, study)}").link("Awarding body and direct claims"))
    gwyn.submit(page, {"Awarding body": "", "direct_from": ["", "", ""]}, status=422).says("Enter the name of")
    terms = {"Awarding body": "Corff Dyfarnu", "direct_from": boxes(DIRECT.direct_from or today), "least_weeks": "2"}
    page = gwyn.submit(page, {**terms, "direct_until": ["", "", ""], "register_within": "5"})
    page.says("It is recorded, and holds from now on.", "Direct claims status from 5 January 2026.", "Gwyn Hughes")
    page = gwyn.get(gwyn.get(gwyn.get("/").link("Certification")).link("To be registered"))
    page.says("Ffion Rees", "Corff Dyfarnu", "Overdue")
    page = gwyn.get(gwyn.get(page.link("Ffion Rees")).link("Note the registration (Registration number)"))
    gwyn.submit(page, {"number": "R-1", "on": boxes(today + timedelta(1))}, status=409).says(
        "This day is still to come"
    )
    page = gwyn.submit(page, {"number": "R-1", "on": boxes(today - timedelta(30))})
    page.says("The registration is recorded.", "R-1", "Registered late", "Can be claimed")
    page = gwyn.get(page.link("Claim"))
    _claimed_and_given(app, centre, study, gwyn, ffion, page)
    assert checked(app) == []


def _claimed_and_given(
    app: Flask, centre: Centre, study: Study, gwyn: PageClient, ffion: PageClient, page: Page
) -> None:
    page.says("The certificate is made out to this name.", "Ffion Rees")
    page = gwyn.submit(page, {"what": "units", "units": [study.units[0]], "named": centre.quality_assurer.public_id})
    page.says("Claim 1", "With the awarding body", "Cerys Llwyd", "Gwyn Hughes", "Claimed under it")
    page = gwyn.get(page.link("Note the awarding body's answer"))
    gwyn.submit(page, {"answer": "deferred", "reference": "CD/1", "words": ""}, status=409).says(
        "Say in a sentence why"
    )
    page = gwyn.submit(page, {"answer": "approved", "reference": "CD/1"})
    page = gwyn.submit(gwyn.get(page.link("Note that the certificate has come")), {"reference": "C-77"})
    page.says("The certificate is recorded, and the learner can see it.", "Certificate at the centre", "C-77")
    page = gwyn.get(page.link("Put right what was recorded last"))
    page = gwyn.submit(page, {"reference": "C-78", "words": "The number was typed wrongly."})
    page.says("Put right since", "In place of the entry before", "C-78")
    ffion.get(f"/units/{study.units[0]}").says("Certificate at the centre")
    own = ffion.get(ffion.get(f"/units/{study.units[0]}").link("Where your certificates are"))
    own.says("The awarding body's certificate is at your centre.", "C-78", "Registered on", "number R-1")
    page = gwyn.get(page.link("Note that the learner has the certificate"))
    gwyn.submit(page, {"words": "By recorded post."}).says("Certificate given to the learner")
    welsh = PageClient(app, "cy")
    welsh.enter(centre.ffion)
    welsh.get("/certificates").says("Mae eich canolfan wedi nodi")


def test_all_reasons_are_shown_before_and_after_sending(
    app: Flask, centre: Centre, study: Study, gwyn: PageClient, as_someone: SignIn
) -> None:
    suspected(app, centre, centre.ffion)
    page = gwyn.get("/certification/ready")
    page.says(
        "Ffion Rees",
        "In the way of everything",
        "Nobody has recorded yet which awarding body",
        "The learner is not registered",
        "A restricted matter is open. Ask a quality assurer or a manager.",
        "Not every criterion is met.",
        "It is not signed off.",
        "A group has too few units. Units needed: 1. Signed off: 0.",
    )
    assert "malpractice" not in page.text
    as_someone(centre.quality_assurer).get("/certification/ready").says("A matter in the register of malpractice")
    page = gwyn.get(gwyn.get(page.link("Ffion Rees")).link("Claim"))
    refused = gwyn.submit(page, {"what": "whole", "units": list(study.units), "named": ""}, status=409)
    refused.says(
        "This cannot be claimed yet.",
        "No quality assurer is named on the claim.",
        "The learner is not registered",
        "Not every criterion is met.",
    )
    prepared(app, centre, study, INDIRECT)
    gwyn.get("/certification/ready").says("nobody from the awarding body has released the unit")
    cerys = as_someone(centre.quality_assurer)
    page = cerys.get(cerys.get(f"/enrolments/{study.enrolment}/certification").link("Note a release of ZZTST11"))
    cerys.submit(page, {"name": "Nest Prys", "reference": "EQA-7", "on": boxes(clock().date())}).says("Released")


def test_nobody_meets_their_own_certification_as_staff(
    app: Flask, centre: Centre, study: Study, as_someone: SignIn
) -> None:
    """Ffion is a learner and holds every role in which others claim; Alys countersigned and holds them too."""
    prepared(app, centre, study)
    with acting(app) as work:
        for someone in (centre.ffion, centre.assessor):
            for role in (Role.QUALITY_ASSURER, Role.MANAGER, Role.ADMINISTRATOR):
                account = work.session.get_one(Account, someone.account_id)
                give_role(work, provider_row(work, centre), account, NewRole(role))
    ffion, alys = as_someone(centre.ffion), as_someone(centre.assessor)
    assert "Ffion Rees" not in ffion.get("/certification/ready").text.replace("Ffion Rees Sign out", "")[200:]
    for way in ("", "/register", "/claim"):
        ffion.get(f"/enrolments/{study.enrolment}/certification{way}", status=404)
    ffion.get(f"/units/{study.units[0]}/external-release", status=404)
    page = alys.get(f"/enrolments/{study.enrolment}/certification/claim")
    page.says("You decided on or signed something of it")
    sent = {"what": "units", "units": [study.units[0]], "named": centre.quality_assurer.public_id}
    alys.submit(page, sent, status=409).says("You decided on or signed something of it: somebody else claims it.")
    made = claim(app, centre.administrator, study, study.units[:1], centre.quality_assurer)
    for way in ("", "/answer", "/certificate", "/given", "/withdraw", "/correct"):
        ffion.get(f"/certification/{made}{way}", status=404)
    as_someone(centre.trainee).get(f"/certification/{made}", status=404)
    as_someone(centre.other_manager).get(f"/certification/{made}", status=404)
    as_someone(centre.quality_assurer).get(f"/certification/{made}/answer", status=403)


def test_terms_are_those_of_the_centre_in_which_one_works(
    app: Flask, centre: Centre, study: Study, as_someone: SignIn
) -> None:
    """A shared qualification belongs to no centre: who manages another does not set the terms of this one."""
    set_terms(app, centre, study)
    address = f"/qualifications/{qualification_of(app, study)}/certification"
    other = as_someone(centre.other_manager).get(address)
    assert "Corff Dyfarnu Cymru" not in other.text
    as_someone(centre.quality_assurer).get(address, status=403)


def test_a_claim_to_be_withdrawn_is_named_on_the_start_page(
    app: Flask, centre: Centre, study: Study, gwyn: PageClient, ffion: PageClient
) -> None:
    prepared(app, centre, study)
    made = claim(app, centre.administrator, study, study.units[:1], centre.quality_assurer)
    stepped(app, centre, made, ClaimState.APPROVED)
    assert "to be withdrawn" not in gwyn.get("/").text
    reopen(app, centre, study, study.units[0])
    home = gwyn.get("/")
    home.says("Certification claims to be withdrawn", "Ffion Rees")
    page = gwyn.get(home.link("Claim 1"))
    page.says("This claim is to be withdrawn")
    assert "Note that the certificate has come" not in page.links()
    ffion.get("/certificates").says("A unit of it was reopened, so your centre will withdraw the claim")
    page = gwyn.get(page.link("Withdraw the claim"))
    gwyn.submit(page, {"words": "x"}, status=409).says("Say in a sentence why.")
    gwyn.submit(page, {"words": "The diary is another person's."}).says("Claim withdrawn")
    gwyn.get("/certification/" + made + "/correct", status=404)
    assert checked(app) == []


def test_the_list_is_narrowed_and_saved(app: Flask, centre: Centre, study: Study, gwyn: PageClient) -> None:
    prepared(app, centre, study)
    made = claim(app, centre.administrator, study, study.units[:1], centre.quality_assurer)
    stepped(app, centre, made, ClaimState.APPROVED)
    gwyn.get("/certification?state=approved").says("Claim 1", "R-1001")
    assert "Claim 1" not in gwyn.get("/certification?state=given").text
    assert "Claim 1" in gwyn.get("/certification?state=nonsense").text
    answer = gwyn.browser.get("/certification.csv?state=approved")
    heads, row = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    told = dict(zip(heads, row, strict=True))
    assert (told["Learner"], told["Registration number"], told["Status"], told["Certificate given on"]) == (
        "Ffion Rees",
        "R-1001",
        "Approved by the awarding body",
        "",
    )


def test_the_figures_count_what_was_late(app: Flask, centre: Centre, study: Study, gwyn: PageClient) -> None:
    set_terms(app, centre, study)
    caption = "Registrations and claims of twelve months"
    rows = gwyn.get("/certification/figures").table(caption)
    assert ["Not registered although the last day has passed, now", "1"] in rows
    register(app, centre, study, date(2026, 5, 1))
    register(app, centre, study, date(2026, 5, 4), "R-2")
    claim(app, centre.administrator, study, study.units[:1], centre.quality_assurer)
    rows = gwyn.get("/certification/figures").table(caption)
    assert ["Registered with the awarding body in the twelve months", "1"] in rows
    assert ["Of those: registered late", "1"] in rows
    assert ["Claimed with the awarding body", "1"] in rows
    assert ["Not registered although the last day has passed, now", "0"] in rows
    saved = gwyn.browser.get("/certification/figures.csv").data.decode("utf-8-sig")
    assert "Of those: registered late,1" in saved


def test_pages_ask_as_much_of_thirty_as_of_three(app: Flask, centre: Centre, as_someone: SignIn) -> None:
    gwyn = as_someone(centre.administrator)
    with acting(app) as work:
        qualification = publish_qualification(work).id

    def counted(first: int, number: int) -> list[int]:
        for each in range(first, first + number):
            with acting(app) as work:
                someone = add_person(work, f"Dysgwr {each}", provider_row(work, centre), NewRole(Role.LEARNER))
            study = whole_job(app, centre, someone, qualification)
            prepared(app, centre, study)
            if each % 2:
                claim(app, centre.administrator, study, study.units[:1], centre.quality_assurer)
        found = []
        for address in (
            "/certification",
            "/certification/ready",
            "/certification/registrations",
            "/certification/figures",
        ):
            gwyn.get(address)
            with statements() as seen:
                gwyn.get(address)
            found.append(len(seen))
        return found

    few = counted(0, 3)
    assert few == counted(3, 16)
    assert max(few) <= 26


def test_whoever_has_no_part_sees_nothing(app: Flask, centre: Centre, study: Study, as_someone: SignIn) -> None:
    for someone in (centre.trainee, centre.ffion):
        as_someone(someone).get("/certification", status=403)
    as_someone(centre.trainee).get("/certificates", status=403)
    with acting(app) as work:
        lone: Someone = add_person(work, "Gwen Puw", provider_row(work, centre), NewRole(Role.LEARNER))
    as_someone(lone).get("/certificates").says("Nothing has been claimed for you yet")


def test_a_notice_leads_the_learner_to_the_certificate(
    app: Flask, centre: Centre, study: Study, ffion: PageClient
) -> None:
    prepared(app, centre, study)
    made = claim(app, centre.administrator, study, study.units[:1], centre.quality_assurer)
    for step in (ClaimState.APPROVED, ClaimState.RECEIVED):
        stepped(app, centre, made, step, "C-9")
    tell(app)
    page = ffion.get("/notices")
    page.says("The certificate of a claim has come to your centre", "A claim for you was approved")
    assert f"/certificates#{made}" in page.html
