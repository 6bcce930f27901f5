"""A credential is issued with the act that completes a unit, revoked with its reopening, and the ledger tells it."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask import Flask
from flask_babel import force_locale

from assessments.credentials import queries, services
from assessments.credentials.models import Credential, IssuingKey
from assessments.credentials.rules import check_showing, is_due
from assessments.credentials.views.blueprint import office
from assessments.credentials.views.wording import sentences
from assessments.judging import services as judging
from portfolio.core.badges.status_lists import LENGTH, encoded, is_set
from portfolio.evidence.models import Evidence
from portfolio.learning.rules import UnitStatus
from portfolio.people.models import Provider
from standards.foundation import Refused, Role
from tests.client import PageClient
from tests.credentials.conftest import Issued, credential_of, reopen
from tests.factories import Centre
from tests.judging.conftest import checked, reader
from tests.studies import Study, acting, judge, keys, portfolio_row, sign_off, unit_row

S = UnitStatus


@pytest.mark.parametrize(
    ("status", "awaits", "due"),
    [
        (S.IN_PROGRESS, None, False),
        (S.DECLARED, None, False),
        (S.SIGNED, None, True),
        (S.SIGNED, "countersigner", False),
        (S.SIGNED, "quality_assurer", False),
        (S.COUNTERSIGNED, None, True),
        (S.VERIFIED, None, True),
        (S.CERTIFIED, None, True),
    ],
)
def test_when_a_credential_is_due(status: UnitStatus, awaits: str | None, due: bool) -> None:
    assert is_due(status, awaits) is due


@pytest.mark.parametrize(
    ("person", "shown", "wanted", "revoked", "code"),
    [
        (1, False, True, False, None),
        (1, True, False, True, None),
        (2, False, True, False, "credential-of-another"),
        (None, False, True, False, "credential-of-another"),
        (1, False, True, True, "credential-revoked"),
        (1, True, True, False, "credential-shown-before"),
        (1, False, False, False, "credential-not-shown"),
    ],
)
def test_who_shows_a_credential(person: int | None, shown: bool, wanted: bool, revoked: bool, code: str | None) -> None:
    if code is None:
        check_showing(person, 1, shown=shown, wanted=wanted, revoked=revoked)
        return
    with pytest.raises(Refused) as refused:
        check_showing(person, 1, shown=shown, wanted=wanted, revoked=revoked)
    assert refused.value.code == code


def test_a_status_list_tells_its_places_and_nothing_else() -> None:
    said = encoded([0, 7, LENGTH - 1])
    assert [place for place in (0, 1, 6, 7, 8, LENGTH - 2, LENGTH - 1) if is_set(said, place)] == [0, 7, LENGTH - 1]
    assert encoded([7, 0]) == encoded([0, 7])
    with pytest.raises(ValueError, match="no such place"):
        is_set(said, LENGTH)


def test_nothing_is_issued_before_the_countersignature(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    with acting(app, centre.ffion, Role.LEARNER) as work:
        judging.declare(work, portfolio_row(work, study), unit_row(work, study.units[0]))
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judging.sign(work, portfolio_row(work, study), unit_row(work, study.units[0]), keys(app))
    with acting(app) as work:
        assert work.session.query(Credential).count() == 0


def test_the_credential_is_issued_in_both_languages_and_linked(app: Flask, issued: Issued) -> None:
    for language, other in (("cy", "en"), ("en", "cy")):
        mine, twin = issued.editions[language], issued.editions[other]
        achievement = mine["credentialSubject"]["achievement"]
        assert mine["@context"][2] == {"@language": language}
        assert mine["id"].endswith(f"/credentials/{issued.public_id}/{language}")
        assert achievement["inLanguage"] == language
        assert achievement["related"][0]["id"] == twin["credentialSubject"]["achievement"]["id"]
        assert achievement["related"][0]["inLanguage"] == other
        assert mine["credentialSubject"]["identifier"][0]["identityHash"] == "Ffion Rees"
    assert issued.cy["issuer"]["name"] == "Canolfan Hafren"
    assert issued.en["issuer"]["name"] == "Severn Centre"
    assert "is not a certificate of an awarding body" in issued.en["description"]
    assert "Nid tystysgrif corff dyfarnu ydyw" in issued.cy["description"]
    assert issued.cy["credentialStatus"] == issued.en["credentialStatus"]
    assert checked(app) == []


def test_each_edition_is_in_its_language_whoever_signs_in_which(app: Flask, issued: Issued) -> None:
    with acting(app) as work:
        found = queries.awarded(work.session, unit_row(work, issued.unit))
        award = cast("Any", SimpleNamespace(urn=found.standard.urn, criteria=found.criteria))
        for forced in ("cy", "en"):
            with force_locale(forced):
                assert sentences(award, "cy").description.startswith("Cofnod y ganolfan ei hun")
                assert sentences(award, "en").description.startswith("This is the centre's own record")


def test_a_unit_has_one_live_credential(app: Flask, issued: Issued) -> None:
    with app.test_request_context(), acting(app) as work:
        assert services.issue_when_due(work, unit_row(work, issued.unit), office()) is None


def test_reopening_revokes_and_signing_again_issues_anew(app: Flask, centre: Centre, issued: Issued) -> None:
    reopen(app, centre, issued.study, issued.unit)
    with acting(app) as work:
        row = queries.of_unit(work.session, unit_row(work, issued.unit).id)
        assert row is not None
        assert (row.reason, row.revoked_at is not None) == ("reopened", True)
    assert checked(app) == []
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        (diary,) = [one.public_id for one in work.session.query(Evidence)]
        judge(work, issued.study, diary)
    sign_off(app, centre, issued.study, issued.unit)
    assert credential_of(app, issued.study, issued.unit).public_id != issued.public_id
    assert checked(app) == []


def test_the_status_list_says_what_is_revoked(app: Flask, centre: Centre, issued: Issued, visitor: PageClient) -> None:
    address = issued.en["credentialStatus"]["statusListCredential"].removeprefix("http://127.0.0.1:8000")
    place = int(issued.en["credentialStatus"]["statusListIndex"])
    before = json.loads(visitor.browser.get(address).data)
    assert not is_set(before["credentialSubject"]["encodedList"], place)
    reopen(app, centre, issued.study, issued.unit)
    after = json.loads(visitor.browser.get(address).data)
    assert is_set(after["credentialSubject"]["encodedList"], place)
    assert after["proof"] != before["proof"]


def test_a_new_key_signs_and_the_one_before_stays_in_the_document(
    app: Flask, centre: Centre, issued: Issued, visitor: PageClient
) -> None:
    with acting(app) as work:
        services.make_key(work, work.session.get_one(Provider, centre.provider_id), keys(app))
    did = json.loads(visitor.browser.get(f"/providers/{centre.provider}/did.json").data)
    assert [one["id"].partition("#")[2] for one in did["verificationMethod"]] == ["key-2", "key-1"]
    assert issued.en["proof"][0]["verificationMethod"] in did["assertionMethod"]
    with acting(app) as work:
        rows = work.session.query(IssuingKey).order_by(IssuingKey.number).all()
        assert [row.retired_at is None for row in rows] == [False, True]
        assert all(row.encrypted != row.public for row in rows)
    assert checked(app) == []


def test_a_changed_edition_is_found_by_the_check(app: Flask, issued: Issued) -> None:
    with acting(app) as work:
        row = work.session.query(Credential).one()
        row.en = row.en.replace("Ffion", "Fflon")
        row.revoked_at = datetime(2026, 1, 1, tzinfo=UTC)
    (wrong,) = checked(app)
    assert wrong.code == "stored-differs"
    assert "content" in wrong.detail
    assert "revoked" in wrong.detail


def test_only_the_learner_decides_who_sees_it(
    app: Flask, centre: Centre, issued: Issued, ffion: PageClient, visitor: PageClient
) -> None:
    address = f"/credentials/{issued.public_id}/en.json"
    assert visitor.browser.get(address).status_code == 404
    page = ffion.get(f"/units/{issued.unit}/credential")
    page.says("Nobody outside the centre can see it")
    shown = ffion.submit(page, button="Show it to whoever has its address")
    shown.says("Whoever has one of these addresses can see it")
    assert json.loads(visitor.browser.get(address).data) == issued.en
    assert json.loads(ffion.browser.get(f"/credentials/{issued.public_id}/file/cy.json").data) == issued.cy
    manager = reader(app, centre.manager).get(f"/units/{issued.unit}/credential")
    assert "Stop showing it" not in manager.text
    ffion.submit(shown, button="Stop showing it").says("Nobody outside the centre can see it")
    assert visitor.browser.get(address).status_code == 404
    assert checked(app) == []


def test_what_is_done_twice_is_refused_in_words(ffion: PageClient, issued: Issued) -> None:
    first, second = (ffion.get(f"/units/{issued.unit}/credential") for _twice in range(2))
    ffion.submit(first, button="Show it to whoever has its address")
    again = ffion.submit(second, button="Show it to whoever has its address", status=409)
    assert again.errors == ["This credential is shown already. Nothing was changed."]


def test_keys_are_made_by_administrators_and_seen_by_managers(app: Flask, centre: Centre, issued: Issued) -> None:
    seen = reader(app, centre.manager).get("/credentials/keys")
    seen.says("Key 1", "It signs credentials now.", "did:web:127.0.0.1%3A8000:providers:")
    assert "Make a new key" not in seen.text
    administrator = reader(app, centre.administrator)
    made = administrator.submit(administrator.get("/credentials/keys/new"), button="Make a new key")
    made.says("Key 2", "Retired")
    assert checked(app) == []
