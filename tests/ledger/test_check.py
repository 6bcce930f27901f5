"""The check of the ledger: silent on what the services did, and naming every change made past them."""

from dataclasses import replace

import pytest
from flask import Flask

from portfolio.app import all_acts, all_stored_facts
from portfolio.core.database import db
from portfolio.core.ledger_check import Check, Wrong
from portfolio.evidence import services
from portfolio.evidence.models import Claim, ClaimNote
from portfolio.people.queries import verifying_key
from standards.foundation import Role
from tests.evidence.items import wishes, write
from tests.factories import Centre
from tests.ledger.tampering import book_of, change, entry
from tests.studies import Study, acting, portfolio_row, publish_qualification, reopen, whole_job


def checked(app: Flask) -> list[Wrong]:
    with app.app_context():
        found = list(Check(db.session(), all_acts(), all_stored_facts(), verifying_key).wrongs())
        db.session.remove()
    return found


def test_what_the_services_did_checks(app: Flask, centre: Centre, study: Study) -> None:
    assert checked(app) == []
    reopen(app, centre, study, study.units[0])
    assert checked(app) == []


def named(found: list[Wrong]) -> set[tuple[str, int | None]]:
    return {(one.code, one.seq) for one in found}


@pytest.mark.parametrize("place", [0, 40, -3])
def test_a_byte_of_an_entry(app: Flask, study: Study, place: int) -> None:
    book, name = book_of(app, study)
    seq, said = entry(app, book, "evidence.judged")
    place %= len(said)
    other = said[:place] + chr(ord(said[place]) ^ 1) + said[place + 1 :]
    change(app, "UPDATE ledger_entry SET canonical = :c WHERE book_id = :b AND seq = :s", c=other, b=book, s=seq)
    (wrong,) = checked(app)
    assert (wrong.book, wrong.code, wrong.seq, wrong.kind) == (name, "hash", seq, "evidence.judged")


COLUMNS = {
    "kind": ("kind = 'unit.signed'", {"columns"}),
    "unit": ("unit = NULL", {"columns"}),
    "time": ("at = '2026-01-01 00:00:00'", {"columns"}),
    "hash": (f"hash = '{'0' * 64}'", {"hash", "chain", "signed-head"}),
    "prev": (f"prev = '{'0' * 64}'", {"hash", "chain"}),
}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_beside_the_text(app: Flask, study: Study, column: str) -> None:
    book, _ = book_of(app, study)
    seq, _ = entry(app, book, "unit.countersigned")
    assignment, codes = COLUMNS[column]
    change(app, f"UPDATE ledger_entry SET {assignment} WHERE book_id = :b AND seq = :s", b=book, s=seq)  # noqa: S608
    found = checked(app)
    assert {one.code for one in found} >= codes - {"chain"}
    assert seq in {one.seq for one in found}


PLACES: dict[str, tuple[str, str]] = {
    "deleted": ("missing", "DELETE FROM ledger_entry WHERE book_id = :b AND seq = 5"),
    "last deleted": ("head", "DELETE FROM ledger_entry WHERE book_id = :b AND seq = :end"),
    "head moved back": ("head", "UPDATE ledger_book SET head_seq = head_seq - 1 WHERE id = :b"),
    "signed head gone": ("stored-differs", "DELETE FROM ledger_signed_head WHERE book_id = :b AND seq = :last"),
    "signature changed": ("signature", "UPDATE ledger_signed_head SET signature = :zeros WHERE book_id = :b"),
}


@pytest.mark.parametrize("what", PLACES)
def test_the_chain_and_its_heads(app: Flask, study: Study, what: str) -> None:
    book, name = book_of(app, study)
    sealed, _ = entry(app, book, "unit.countersigned")
    end, _ = entry(app, book, "credential.issued")
    code, statement = PLACES[what]
    change(app, statement, b=book, last=sealed, end=end, zeros=bytes(64))
    found = checked(app)
    assert code in {one.code for one in found}
    assert {one.book for one in found} == {name}


def test_two_entries_that_changed_places(app: Flask, study: Study) -> None:
    book, _ = book_of(app, study)
    swap = "UPDATE ledger_entry SET seq = :to WHERE book_id = :b AND seq = :of"
    change(app, swap, b=book, of=4, to=0)
    change(app, swap, b=book, of=5, to=4)
    change(app, swap, b=book, of=0, to=5)
    assert {("chain", 4), ("columns", 4), ("chain", 5), ("columns", 5)} <= named(checked(app))


def test_an_entry_put_in(app: Flask, study: Study) -> None:
    book, _ = book_of(app, study)
    seq, _ = entry(app, book, "credential.issued")
    copy = (
        "INSERT INTO ledger_entry (book_id, seq, at, kind, unit, canonical, prev, hash)"
        " SELECT book_id, seq + 1, at, kind, unit, canonical, hash, hash FROM ledger_entry"
        " WHERE book_id = :b AND seq = :s"
    )
    change(app, copy, b=book, s=seq)
    assert ("hash", seq + 1) in named(checked(app))


def test_a_book_rebuilt_from_another(app: Flask, centre: Centre, study: Study) -> None:
    with acting(app) as work:
        qualification = publish_qualification(work, number="610/2").id
    other = whole_job(app, centre, centre.owen, qualification)
    mine, theirs = book_of(app, study)[0], book_of(app, other)[0]
    change(
        app,
        "DELETE FROM ledger_entry WHERE book_id = :to",
        "INSERT INTO ledger_entry (book_id, seq, at, kind, unit, canonical, prev, hash)"
        " SELECT :to, seq, at, kind, unit, canonical, prev, hash FROM ledger_entry WHERE book_id = :of",
        "UPDATE ledger_book SET (head_seq, head_hash) ="
        " (SELECT head_seq, head_hash FROM ledger_book WHERE id = :of) WHERE id = :to",
        to=mine,
        of=theirs,
    )
    found = named(checked(app))
    assert ("columns", 1) in found
    assert any(code == "signed-head" for code, _ in found)


# What is changed, and the kind of the last entry that speaks of it. Every column is here, or is what somebody is still
# writing (evidence's own words and dates, draft notes, `leaving`, `edited`, an attachment's own position), is counted
# from what is compared (`waiting`, `waiting_since`, `touched`, `version`, a file's size, sort keys), is history of the
# row alone (`created_at`, `changed_at`, `stored_at`, `published_at`, evidence's first author: who submitted stands with
# the revision), or decides nothing of an assessment and may be put right without an act: an enrolment's cohort, site
# and employer, a provider's name and language, an account's name and address (the ledger names people by their random
# ids, for names change and are erased). A criterion's UUID is in every entry that speaks of a claim on it.
STORED: dict[str, tuple[str, str]] = {
    "unit": ("credential.issued", "UPDATE enrolled_unit SET complete = NOT complete WHERE public_id = :unit"),
    "criterion": ("credential.issued", "UPDATE criterion_status SET state = 'referred' WHERE state = 'met'"),
    "claim": ("evidence.judged", "UPDATE claim SET status = 'met' WHERE status = 'referred'"),
    "outcome": ("evidence.judged", "UPDATE decision SET outcome = 'met' WHERE outcome = 'referred'"),
    "feedback": ("evidence.judged", "UPDATE decision SET feedback = 'Nothing.' WHERE outcome = 'referred'"),
    "overall feedback": ("evidence.judged", "UPDATE judgement SET feedback = 'Nothing.'"),
    "trainee": ("evidence.judged", "UPDATE judgement SET trainee = NOT trainee"),
    "words": ("evidence.judged", "UPDATE revision SET words = 'I did not.'"),
    "note": ("evidence.judged", "UPDATE claim SET note = 'forged' WHERE status = 'met'"),
    "claim's evidence": ("evidence.judged", "UPDATE claim SET evidence_id = (SELECT max(id) FROM evidence)"),
    "claim's time": ("evidence.judged", "UPDATE claim SET made_at = '2026-01-01 00:00:00'"),
    "kind of evidence": ("evidence.judged", "UPDATE evidence SET kind = 'product'"),
    "stored digest": ("evidence.judged", "UPDATE revision SET digest = 'ff' || substr(digest, 3)"),
    "date": ("evidence.judged", "UPDATE revision SET happened_on = '2026-01-01'"),
    "language": ("evidence.judged", "UPDATE revision SET language = 'en'"),
    "use of AI": ("evidence.judged", "UPDATE revision SET ai_use = 'used'"),
    "what AI was used for": ("evidence.judged", "UPDATE revision SET ai_note = 'All of it.'"),
    "file's name": ("evidence.judged", "UPDATE attachment SET name = 'forged.txt'"),
    "file's type": ("evidence.judged", "UPDATE stored_file SET media_type = 'text/html'"),
    "file's place": ("evidence.judged", "UPDATE revision_file SET position = 7"),
    "file's evidence": ("evidence.judged", "UPDATE attachment SET evidence_id = (SELECT max(id) FROM evidence)"),
    "decision's criterion": (
        "evidence.judged",
        "UPDATE decision SET criterion_id = (SELECT max(id) FROM criterion) WHERE outcome = 'met'",
    ),
    "decision's time": ("evidence.judged", "UPDATE decision SET at = '2026-01-01 00:00:00'"),
    "portfolio's time": ("portfolio.opened", "UPDATE portfolio SET opened_at = '2026-01-01 00:00:00'"),
    "standard's date": ("standard.published", "UPDATE standard SET approved = '2020-01-01'"),
    "document it was read from": ("standard.published", "UPDATE standard SET provenance = '[]'"),
    "file": ("evidence.judged", "UPDATE stored_file SET sha256 = 'ff' || substr(sha256, 3)"),
    "signer": ("unit.signed", "UPDATE signature SET account_id = :other WHERE part = 'assessor'"),
    "signature gone": ("unit.declared", "DELETE FROM signature WHERE part = 'learner'"),
    "assessor": ("assignment.made", "UPDATE assignment SET account_id = :other WHERE part = 'assessor'"),
    "why": ("assignment.made", "UPDATE assignment SET why = 'Because.' WHERE part = 'assessor'"),
    "planned end": ("unit.chosen", "UPDATE enrolment SET planned_end = '2030-01-01'"),
}


@pytest.mark.parametrize("what", STORED)
def test_what_is_stored_beside_the_ledger(app: Flask, centre: Centre, study: Study, what: str) -> None:
    kind, statement = STORED[what]
    change(app, statement, unit=study.units[0], other=centre.administrator.account_id)
    found = checked(app)
    assert found, "it went unnoticed"
    assert {one.kind for one in found} == {kind}
    assert {one.code for one in found} <= {"stored-differs", "not-stored"}


REOPENED = {
    "who reopened": "UPDATE reopening SET account_id = :other",
    "when": "UPDATE reopening SET at = '2026-01-01 00:00:00'",
    "why": "UPDATE reopening SET reason = 'Because.'",
    "when a signature fell": "UPDATE signature SET superseded_at = '2026-01-01 00:00:00'",
}


@pytest.mark.parametrize("what", REOPENED)
def test_what_is_stored_of_a_reopening(app: Flask, centre: Centre, study: Study, what: str) -> None:
    reopen(app, centre, study, study.units[0])
    change(app, REOPENED[what], other=centre.administrator.account_id)
    assert {one.kind for one in checked(app) if one.code != "not-told"} == {"unit.reopened"}


def test_a_unit_that_stands_for_another_of_the_qualifications(app: Flask, study: Study) -> None:
    with acting(app) as work:
        publish_qualification(work, number="610/2")
    change(
        app,
        "UPDATE enrolled_unit SET unit_id = (SELECT max(id) FROM unit) WHERE public_id = :unit",
        unit=study.units[0],
    )
    assert ["offered" in one.detail for one in checked(app)] == [True]


NOTES = {
    "note now": ("UPDATE claim SET note = 'forged' WHERE note = 'page 4'", {"stored-differs"}),
    "note before": ("UPDATE claim_note SET note = 'forged'", {"not-stored", "not-told"}),
    "note before gone": ("DELETE FROM claim_note", {"not-stored"}),
    "note before, of another revision": (
        "UPDATE claim_note SET revision_id = (SELECT max(id) FROM revision)",
        {"stored-differs"},
    ),
}


@pytest.mark.parametrize("what", NOTES)
def test_what_a_claim_said_in_each_revision(app: Flask, study: Study, what: str) -> None:
    with acting(app, study.learner, Role.LEARNER) as work:
        made = write(work, study, "A visit", "1:P2", "1:K1")
        services.submit(work, portfolio_row(work, study), made)
        first, other = wishes(work, study, "1:P2", "1:K1")
        services.claim(work, made, [replace(first, note="page 4"), other])
        services.submit(work, portfolio_row(work, study), made)
        assert [one.note for one in work.session.query(ClaimNote)] == ["see P2"]
        claims = work.session.query(Claim).where(Claim.evidence_id == made.id)
        assert sorted(one.note for one in claims) == ["page 4", "see K1"]
    assert checked(app) == []
    statement, codes = NOTES[what]
    change(app, statement)
    found = checked(app)
    assert {one.code for one in found} == codes
    assert {one.kind for one in found if one.code != "not-told"} == {"evidence.submitted"}


def test_a_role_given_past_the_services(app: Flask, centre: Centre, study: Study) -> None:
    change(app, "UPDATE membership SET qualified = :yes WHERE role = 'assessor'", yes=True)
    (wrong,) = checked(app)
    assert (wrong.code, wrong.kind) == ("stored-differs", "membership.given")
    assert "qualified: false ≠ true" in wrong.detail


def test_a_row_that_no_entry_tells_of(app: Flask, study: Study) -> None:
    change(
        app,
        "INSERT INTO assignment (provider_id, portfolio_id, account_id, part, starts, why, salt, public_id)"
        " SELECT provider_id, portfolio_id, account_id, part, starts, why, salt, :id FROM assignment LIMIT 1",
        id="f" * 32,
    )
    (wrong,) = checked(app)
    assert (wrong.code, wrong.seq, wrong.detail) == ("not-told", None, f"assignment {'f' * 32}")
