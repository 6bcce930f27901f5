"""A witness's link: it works once, for whoever has it, and what is signed stays as it was signed."""

from datetime import timedelta

import pytest
from flask import Flask

from portfolio.evidence import queries as evidence_queries
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Claim, Evidence, Revision
from portfolio.links.rules import LASTS
from portfolio.links.services import Where
from portfolio.people.models import Account
from portfolio.people.queries import token_hash
from portfolio.people.services import NewRole, give_role
from portfolio.witnesses import queries, services
from portfolio.witnesses.models import WitnessLink, WitnessRequest, WitnessVisit
from portfolio.witnesses.rules import Answer
from standards.foundation import Refused, Role
from tests.client import File, PageClient
from tests.core import hostile
from tests.evidence.conftest import SignIn
from tests.evidence.items import wishes
from tests.factories import Centre, add_person
from tests.ledger.test_check import checked
from tests.studies import (
    Study,
    acting,
    enrol,
    judge,
    portfolio_row,
    provider_row,
    publish_qualification,
    sign_off,
    submit,
)
from tests.witnesses.asking import ELSEWHERE, ask, give, row, typed

OVER = "This link does not work"


def test_a_witness_signs_what_they_saw(app: Flask, study: Study, ffion: PageClient, visitor: PageClient) -> None:
    request, token = ask(app, study, "0:P1", "1:P1")
    page = visitor.get(f"/witness/{token}")
    assert page.soup.select(".ty-navigation") == []
    page.says("Ffion Rees asks you to be a witness to their work. Write what you saw.", "The visit in March.")
    with acting(app) as work:
        filled = typed(work.today, files=[(hostile.picture(), "llun.jpg")])
    page = visitor.submit(page, filled)
    assert page.heading == "Your testimony is signed"
    page.says("She listened, and explained it again.", "Team leader")
    with acting(app) as work:
        found = row(work, request)
        evidence = work.session.get_one(Evidence, found.evidence_id)
        frozen = work.session.query(Revision).where(Revision.evidence_id == evidence.id).one()
        assert (evidence.kind, evidence.status, evidence.witness) == ("witness_testimony", "submitted", request)
        assert (frozen.witness, frozen.words, frozen.language) == (
            request,
            "She listened, and explained it again.",
            "en",
        )
        assert work.session.query(Claim).where(Claim.evidence_id == evidence.id, Claim.status == "waiting").count() == 2
        kinds = [one.kind for one in work.session.query(WitnessVisit).order_by(WitnessVisit.id)]
        assert kinds == ["opened", "signed"]
        public_id = evidence.public_id
    shown = ffion.get(f"/evidence/{public_id}")
    assert "Change it" not in shown.links()
    shown.says("A witness without an account wrote and signed this.", "llun.jpg")
    assert checked(app) == []


def test_a_link_works_once_and_then_says_what_every_dead_link_says(
    app: Flask, study: Study, visitor: PageClient
) -> None:
    used, revoked, old = ask(app, study), ask(app, study), ask(app, study)
    give(app, used[0])
    with acting(app, study.learner, Role.LEARNER) as work:
        services.revoke(work, row(work, revoked[0]))
        row(work, old[0]).expires_at = work.now
    pages = [visitor.get(f"/witness/{token}", status=410) for token in (used[1], revoked[1], old[1], "invented")]
    assert {page.heading for page in pages} == {OVER}
    assert len({page.html.replace(page.path, "") for page in pages}) == 1
    for token in (used[1], revoked[1], old[1]):
        visitor.get(f"/witness/{token}/decline", status=410)


def test_what_a_witness_types_is_locked_for_whoever_holds_a_link(
    app: Flask, study: Study, ffion: PageClient, visitor: PageClient
) -> None:
    request, token = ask(app, study)
    with acting(app, study.learner, Role.LEARNER) as work:
        another = services.make_link(work, row(work, request))
    _other, elsewhere = ask(app, study)
    pages = [visitor.get(f"/witness/{one}") for one in (token, another, elsewhere)]
    kept = [page.soup.select_one("form[data-autosave]") for page in [*pages, ffion.get("/witness/" + token)]]
    keys = [form["data-autosave-key"] for form in kept if form]
    # The same by either link to a request, whoever is signed in; another for another. No name tells the link.
    assert len(keys) == 4
    assert (keys[1], keys[3], len(set(keys))) == (keys[0], keys[0], 2)
    assert all(token not in str(form["data-autosave"]) for form in kept if form)


def test_guesses_are_slowed(app: Flask, study: Study, visitor: PageClient) -> None:
    _request, token = ask(app, study)
    for number in range(30):
        visitor.get(f"/witness/guess{number}", status=410)
    visitor.get(f"/witness/{token}", status=429)


def test_only_the_hash_of_a_link_is_kept(app: Flask, study: Study) -> None:
    request, token = ask(app, study)
    with acting(app) as work:
        kept = [one.token_hash for one in work.session.query(WitnessLink)]
        assert kept == [token_hash(token)]
        assert row(work, request).expires_at == row(work, request).asked_at + LASTS


def test_what_is_typed_comes_back_with_what_is_wrong(app: Flask, study: Study, visitor: PageClient) -> None:
    _request, token = ask(app, study)
    picture: File = (hostile.picture(), "llun.jpg")
    with acting(app) as work:
        filled = typed(work.today + timedelta(days=1), sign=False, files=[picture])
    page = visitor.submit(visitor.get(f"/witness/{token}"), filled, status=422)
    assert page.errors == ["The date must be today or in the past.", "Tick this to sign your testimony."]
    form = page.form()
    assert form.values["words"] == "She listened, and explained it again."
    page.says("llun.jpg")
    with acting(app) as work:
        filled = typed(work.today)
    filled = {name: value for name, value in filled.items() if name != "files"}
    assert visitor.submit(page, filled).heading == "Your testimony is signed"
    with acting(app) as work:
        evidence = work.session.query(Evidence).one()
        assert len(evidence_queries.attachments_of(work.session, evidence.id)) == 1


def test_an_expert_says_why(app: Flask, study: Study, visitor: PageClient) -> None:
    _request, token = ask(app, study)
    with acting(app) as work:
        filled = typed(work.today, expert="expert")
    page = visitor.submit(visitor.get(f"/witness/{token}"), filled, status=422)
    assert page.errors == ["Say what makes you an expert in this work."]


def test_criteria_of_nobody_and_of_somebody_else_are_not_asked_for(
    app: Flask, centre: Centre, study: Study, ffion: PageClient
) -> None:
    """Sent as no page offers them; a unit that was closed meanwhile is told likewise."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        learner = add_person(work, "Owain Tudur", provider_row(work, centre), NewRole(Role.LEARNER))
        other = enrol(work, centre, learner, publish_qualification(work, number="610/2"))
    page = ffion.get(f"/portfolios/{study.portfolio}/witnesses/new")
    for forged in ("nothing:P1", f"{study.units[0]}:X9", f"{other.units[0]}:P1"):
        said = {"name": "Nia Bowen", "how": "link", "criteria": [forged]}
        ffion.submit(page, said, status=409).says("One of the criteria is no longer among your units.")
    with acting(app) as work:
        assert work.session.query(WitnessRequest).count() == 0


NOT_THERE = {
    "en": ("This is the learner's own email address.", "This is the email address of somebody who assesses"),
    "cy": ("Dyma gyfeiriad e-bost y dysgwr ei hun.", "Dyma gyfeiriad e-bost rhywun sy'n asesu"),
}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_neither_the_learner_nor_an_assessor_is_asked(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, language: str
) -> None:
    own, assessors = NOT_THERE[language]
    message = {"en": "The visit in March.", "cy": "Yr ymweliad ym mis Mawrth."}[language]
    asked = ((centre.ffion, own), (centre.trainee, assessors), (centre.assessor, assessors))
    page = ffion.get(f"/portfolios/{study.portfolio}/witnesses/new?lang={language}")
    for someone, words in asked:
        said = {
            "name": "Nia Bowen",
            "how": "email",
            "email": someone.email.upper(),
            "message": message,
            "criteria": [f"{study.units[0]}:P1"],
        }
        refused = ffion.submit(page, said, status=409)
        assert refused.errors[0].startswith(words)
        refused.says(message)
    said = {
        "name": "Nia Bowen",
        "how": "email",
        "email": centre.quality_assurer.email,
        "criteria": [f"{study.units[0]}:P1"],
    }
    ffion.submit(page, said)
    with acting(app) as work:
        assert work.session.query(WitnessRequest).count() == 1


BY_ASSESSOR = {
    "en": "You are signed in as somebody who assesses or countersigns",
    "cy": "Rydych wedi mewngofnodi fel rhywun sy'n asesu neu'n cydlofnodi",
}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_nobody_testifies_who_is_signed_in_as_an_assessor_of_the_learner(
    app: Flask, centre: Centre, study: Study, as_someone: SignIn, language: str
) -> None:
    """D5: with every role beside, too."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        account = work.session.get_one(Account, centre.trainee.account_id)
        for role in (Role.LEARNER, Role.QUALITY_ASSURER, Role.MANAGER):
            give_role(work, provider_row(work, centre), account, NewRole(role))
    request, token = ask(app, study)
    with acting(app) as work:
        words = {"en": "She listened.", "cy": "Gwrandawodd hi."}[language]
        filled = typed(work.today, words=words)
    tomos = as_someone(centre.trainee)
    refused = tomos.submit(tomos.get(f"/witness/{token}?lang={language}"), filled, status=409)
    assert refused.errors[0].startswith(BY_ASSESSOR[language])
    refused.says(words)
    with pytest.raises(Refused, match="request-answered-by-assessor"):
        give(app, request, Where("203.0.113.9", "A phone", centre.assessor.account_id))
    with acting(app) as work:
        assert work.session.query(Evidence).count() == 0


def test_a_witness_may_decline(app: Flask, study: Study, ffion: PageClient, visitor: PageClient) -> None:
    request, token = ask(app, study)
    page = visitor.get(f"/witness/{token}/decline")
    assert visitor.submit(page, {"reason": "I was not there."}).heading == "Thank you for your answer"
    ffion.get(f"/witnesses/{request}").says("The witness declined", "I was not there.")
    visitor.get(f"/witness/{token}", status=410)
    assert checked(app) == []


def test_nobody_changes_what_a_witness_signed(app: Flask, study: Study, ffion: PageClient) -> None:
    request, _token = ask(app, study)
    evidence = give(app, request)
    page = ffion.get(f"/evidence/{evidence}/edit", status=409)
    page.says("A witness wrote and signed this, so nobody can change its words or files.")
    assert page.soup.select("main form") == []
    assert page.link("Use it for other criteria") == f"/evidence/{evidence}/use-again"
    assert page.link("Withdraw it") == f"/evidence/{evidence}/withdraw"
    token = ffion.get(f"/evidence/{evidence}/use-again").form("Continue").values["csrf_token"]
    for act in ("draft", "submit"):
        sent = {"csrf_token": token, "words": "She was splendid.", "act": act}
        ffion.post(f"/evidence/{evidence}/edit", sent, status=409).says("A witness wrote and signed this")
    with acting(app, study.learner, Role.LEARNER) as work:
        found = work.session.query(Evidence).one()
        assert found.words == "I saw her do it."
        evidence_services.claim(work, found, wishes(work, study, "0:P1", "1:P1"))
        evidence_services.submit(work, portfolio_row(work, study), found)
    with acting(app) as work:
        written = work.session.query(Revision).order_by(Revision.number).all()
        assert [one.words for one in written] == ["I saw her do it."] * 2
        assert [one.witness for one in written] == [request, None]
    assert checked(app) == []


def test_the_learners_own_network_is_told(
    app: Flask, study: Study, ffion: PageClient, tomos: PageClient, visitor: PageClient
) -> None:
    near, far = ask(app, study), ask(app, study, name="Rhys Parry")
    own = Where("127.0.0.1", "A phone", study.learner.account_id)
    shown = {one: give(app, one, where) for one, where in ((near[0], own), (far[0], ELSEWHERE))}
    said = "It was signed where the learner works as well."
    tomos.get(f"/evidence/{shown[near[0]]}").says(said)
    assert said not in tomos.get(f"/evidence/{shown[far[0]]}").text


def test_signing_where_the_journal_saw_the_learner_is_near(app: Flask, study: Study) -> None:
    client = PageClient(app, "en")
    client.sign_in(study.learner)
    request, _token = ask(app, study)
    give(app, request, Where("127.0.0.77", "A phone"))
    with acting(app) as work:
        assert row(work, request).near


def test_what_was_signed_off_meanwhile_takes_no_testimony(app: Flask, centre: Centre, study: Study) -> None:
    request, _token = ask(app, study)
    with acting(app, study.learner, Role.LEARNER) as work:
        diary = submit(work, study, study.units[0], "Diary")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    sign_off(app, centre, study, study.units[0])
    with pytest.raises(Refused, match="witness-nothing-open"):
        give(app, request)


def test_an_assessor_verifies_by_a_second_message(
    app: Flask, study: Study, tomos: PageClient, ffion: PageClient, visitor: PageClient
) -> None:
    request, _token = ask(app, study)
    give(app, request, copy_to="nia@example.org")
    ffion.get(f"/witnesses/{request}/verify", status=403)
    page = tomos.get(f"/witnesses/{request}/verify")
    page.says("nia@example.org")
    tomos.submit(page, {})
    with acting(app) as work:
        check = queries.checks(work.session, row(work, request).id)[0]
        token = services.make_check_link(work, check)
    page = visitor.get(f"/witness/check/{token}")
    page.says("I saw her do it.")
    visitor.submit(page, {"answer": Answer.NO.value})
    tomos.get(f"/witnesses/{request}").says("No, this is not from me")
    visitor.get(f"/witness/check/{token}", status=410)
    record = ffion.get(f"/portfolios/{study.portfolio}/record")
    record.says("By the second message, the testimony is not from Nia Bowen.", "Nia Bowen, witness")
    assert checked(app) == []


def test_from_where_a_witness_came_is_told_to_those_who_weigh_it_alone(
    app: Flask, study: Study, ffion: PageClient, as_someone: SignIn, centre: Centre
) -> None:
    request, _token = ask(app, study)
    give(app, request, Where("192.0.2.7", "A browser"))
    with acting(app) as work:
        address = f"/evidence/{work.session.query(Evidence).one().public_id}"
    assessor = as_someone(centre.trainee)
    for page in (f"/witnesses/{request}", address, f"{address}/judge"):
        assessor.get(page).says("192.0.2.7")
    assessor.get(f"{address}/judge").says("None, says the witness", "Verify by a second message")
    for page in (f"/witnesses/{request}", address):
        assert "192.0.2.7" not in ffion.get(page).text
        assert "A browser" not in ffion.get(page).text
    ffion.get(address).says("Signed on")


def test_nobody_is_offered_to_write_where_no_address_is_known(app: Flask, study: Study, tomos: PageClient) -> None:
    request, _token = ask(app, study)
    give(app, request)
    page = tomos.get(f"/witnesses/{request}/verify")
    page.says("No email address of this witness is known, so no message can be sent.")
    assert page.soup.select("main form, [form=page-form]") == []


def test_a_link_opens_in_its_language_until_another_is_chosen(app: Flask, study: Study, visitor: PageClient) -> None:
    _request, token = ask(app, study)
    page = visitor.get(f"/witness/{token}?lang=cy")
    assert page.soup.select_one("html[lang=cy]")
    sent = page.form().filled({"job": "Team leader"}, "nothing is pressed")
    sent["switch_language"] = "en"
    page = visitor.post(page.path, sent, status=200)
    assert page.form().values["job"] == "Team leader"
    # What is sent next goes to the address at which the page was opened.
    page = visitor.submit(page, {"words": ""}, status=422)
    page.says("Write what you saw.")
