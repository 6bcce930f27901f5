"""The restricted registers: who keeps them, what is entered, and what a learner reads of their own."""

import pytest
from flask import Flask

from assessments.registers import services
from assessments.registers.rules import EntryKind, EntryOutcome, NewEntry, Register
from portfolio.people.models import Account
from standards.foundation import Refused, Role
from tests.evidence.conftest import SignIn, as_someone_fixture
from tests.factories import Centre
from tests.judging.conftest import checked
from tests.ledger.tampering import change
from tests.studies import acting

__all__ = ["SignIn", "as_someone_fixture"]


def test_an_adjustment_is_entered_followed_and_read_by_its_learner(
    app: Flask, centre: Centre, as_someone: SignIn
) -> None:
    mair = as_someone(centre.manager)
    page = mair.get(mair.get("/cases").link("Register of reasonable adjustments and special considerations"))
    page = mair.get(page.link("Enter something"))
    said = {
        "email": "nobody@example.org",
        "kind": "reasonable_adjustment",
        "outcome": "asked",
        "happened": ["5", "1", "2026"],
        "words": "A reader, as print tires her.",
    }
    mair.submit(page, said, status=422).says("Nobody at your centre has this email address.")
    mair.submit(page, {**said, "happened": ["30", "2", "2026"]}, status=422).says("Enter a real date")
    page = mair.submit(page, {**said, "email": centre.ffion.email})
    page.says("It is entered in the register.", "Ffion Rees", "A reader, as print tires her.", "Entered by Mair Evans")
    cerys = as_someone(centre.quality_assurer)
    page = cerys.get(cerys.get("/registers/adjustments").link("Entry 1"))
    page = cerys.submit(
        cerys.get(page.link("Add what followed")),
        {"outcome": "approved", "happened": ["6", "1", "2026"], "words": "Agreed by the awarding body."},
    )
    page.says("It is added to the entry.", "Approved", "Entered by Cerys Llwyd")
    ffion = as_someone(centre.ffion)
    page = ffion.get(ffion.get("/cases").link("Your reasonable adjustments and special considerations"))
    page.says("A reader, as print tires her.", "Agreed by the awarding body.")
    assert "print tires" not in as_someone(centre.owen).get("/registers/own").text
    assert checked(app) == []


def _malpractice(app: Flask, centre: Centre, about: int) -> str:
    with acting(app, centre.manager, Role.MANAGER) as work:
        account = work.session.get_one(Account, about)
        new = NewEntry(
            Register.MALPRACTICE, EntryKind.STAFF, EntryOutcome.NOTED, work.today, "The dates do not agree.", "en"
        )
        return services.enter(work, centre.provider_id, account, new)


def test_nobody_reads_or_writes_of_themselves(app: Flask, centre: Centre, as_someone: SignIn) -> None:
    entry = _malpractice(app, centre, centre.quality_assurer.account_id)
    cerys = as_someone(centre.quality_assurer)
    cerys.get(f"/registers/entries/{entry}", status=404)
    cerys.get("/registers/malpractice").says("Nothing is entered.")
    as_someone(centre.assessor).get(f"/registers/entries/{entry}", status=404)
    as_someone(centre.assessor).get("/registers/malpractice", status=403)
    with pytest.raises(Refused, match="entry-about-oneself"):
        _malpractice(app, centre, centre.manager.account_id)


@pytest.mark.parametrize(
    ("kind", "outcome", "words", "code"),
    [
        (EntryKind.ADJUSTMENT, EntryOutcome.NOTED, "Words.", "entry-foreign-kind"),
        (EntryKind.STAFF, EntryOutcome.APPROVED, "Words.", "entry-foreign-kind"),
        (EntryKind.STAFF, EntryOutcome.NOTED, " ", "entry-needs-words"),
    ],
)
def test_what_is_no_entry_is_refused(
    app: Flask, centre: Centre, kind: EntryKind, outcome: EntryOutcome, words: str, code: str
) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        about = work.session.get_one(Account, centre.assessor.account_id)
        new = NewEntry(Register.MALPRACTICE, kind, outcome, work.today, words, "en")
        with pytest.raises(Refused, match=code):
            services.enter(work, centre.provider_id, about, new)


def test_a_change_of_an_entry_is_found(app: Flask, centre: Centre) -> None:
    _malpractice(app, centre, centre.assessor.account_id)
    assert checked(app) == []
    change(app, "UPDATE register_entry SET words = 'The dates agree.'")
    assert checked(app)
