"""The people in evidence: its class, sealed with the revision, and consents from their writing down to their end."""

from datetime import timedelta

import pytest
from flask import Flask

from portfolio.core.ledger import canonical_text, sealed
from portfolio.evidence import queries, services
from portfolio.evidence.models import Consent, Evidence, Revision
from portfolio.evidence.rules import Confidentiality, EvidenceKind
from portfolio.evidence.rules.people import Settlement, Term, class_of, is_closed
from portfolio.evidence.services import NewConsent, Withdrawal
from standards.foundation import Refused, Role
from tests.client import PageClient
from tests.evidence.conftest import SignIn
from tests.evidence.items import DAY, draft, put_forward, row
from tests.factories import Centre
from tests.ledger.tampering import change
from tests.ledger.test_check import checked
from tests.studies import Study, acting, portfolio_row

TODAY = DAY + timedelta(days=10)
AGREED = NewConsent("Mrs Pugh", "To be seen in the photograph.", "en")


def agreed(app: Flask, study: Study, evidence: str, new: NewConsent = AGREED) -> str:
    with acting(app, study.learner, Role.LEARNER) as work:
        return services.add_consent(work, portfolio_row(work, study), row(work, evidence), new).public_id


def withdrawn(app: Flask, study: Study, consent: str, days_ago: int = 0) -> None:
    with acting(app, study.learner, Role.LEARNER) as work:
        said = Withdrawal(work.today - timedelta(days=days_ago), "She rang the centre.", "en")
        found = queries.consent(work.session, consent)
        assert found is not None
        services.withdraw_consent(work, portfolio_row(work, study), found, said)


def settled(app: Flask, study: Study, consent: str, how: Settlement) -> None:
    with acting(app, study.learner, Role.LEARNER) as work:
        found = queries.consent(work.session, consent)
        assert found is not None
        services.settle_consent(work, portfolio_row(work, study), found, how)


def submitted_again(app: Flask, study: Study, evidence: str) -> None:
    with acting(app, study.learner, Role.LEARNER) as work:
        found = row(work, evidence)
        found.words, found.edited = f"{found.words} Without her.", True
        services.submit(work, portfolio_row(work, study), found)


def test_what_is_not_held_has_a_class_of_its_own() -> None:
    for said in Confidentiality:
        assert class_of(EvidenceKind.SIGHTED, said) is Confidentiality.SIGHTED
        assert class_of(EvidenceKind.PRODUCT, said) is said


STANDS = Term(until=TODAY)
RAN_OUT = Term(until=TODAY - timedelta(days=1))
WITHDRAWN = Term(withdrawn_on=TODAY, last_shown=2)
CLOSED: list[tuple[str, Term, tuple[bool, bool, bool]]] = [
    ("open", Term(), (False, False, False)),
    ("people", STANDS, (False, False, False)),
    ("people", RAN_OUT, (True, True, True)),
    ("open", WITHDRAWN, (True, True, True)),
    ("people", Term(TODAY, TODAY, Settlement.AGAIN, 2), (False, False, False)),
    ("people", Term(TODAY, TODAY, Settlement.TAKEN_OUT, 2), (True, True, False)),
    ("restricted", Term(), (True, True, True)),
]


@pytest.mark.parametrize(("said", "term", "closed"), CLOSED)
def test_what_is_closed(said: str, term: Term, closed: tuple[bool, bool, bool]) -> None:
    assert tuple(is_closed(number, said, [Term(), term], TODAY) for number in (1, 2, 3)) == closed


@pytest.mark.parametrize(("said", "term", "closed"), CLOSED)
def test_a_list_finds_closed_what_the_rule_closes(
    app: Flask, study: Study, said: str, term: Term, closed: tuple[bool, bool, bool]
) -> None:
    evidence = put_forward(app, study)
    consent = agreed(app, study, evidence)
    with acting(app) as work:
        found = work.session.query(Consent).where(Consent.public_id == consent).one()
        found.until, found.withdrawn_on, found.last_shown = term.until, term.withdrawn_on, term.last_shown
        found.settlement = term.settlement
        frozen = work.session.query(Revision).one()
        for number, expected in enumerate(closed, start=1):
            frozen.number, frozen.confidentiality = number, said
            work.session.flush()
            listed = work.session.query(Revision.id).join(Evidence).where(queries.closed(TODAY)).count()
            assert bool(listed) is expected


def test_the_class_is_frozen_and_sealed(app: Flask, study: Study) -> None:
    put_forward(app, study)
    with acting(app) as work:
        frozen = work.session.query(Revision).one()
        assert frozen.confidentiality == "open"
        frozen.confidentiality = "people"
    assert {one.kind for one in checked(app)} == {"evidence.submitted"}


def test_a_seal_from_before_the_question_stands(app: Flask, study: Study) -> None:
    put_forward(app, study)
    with acting(app) as work:
        frozen = work.session.query(Revision).one()
        frozen.confidentiality = ""
        before = canonical_text(
            title=frozen.title, words=frozen.words, ai_note=frozen.ai_note, particulars=frozen.particulars
        )
        assert queries.words_of(frozen) == before
        assert sealed(frozen.salt, before) != frozen.digest


def test_evidence_that_does_not_say_it_is_not_submitted(app: Flask, study: Study) -> None:
    evidence = draft(app, study)
    with acting(app, study.learner, Role.LEARNER) as work:
        row(work, evidence).confidentiality = "unsaid"
        with pytest.raises(Refused, match="evidence-needs-people"):
            services.submit(work, portfolio_row(work, study), row(work, evidence))


def test_of_what_is_kept_elsewhere_nobody_is_asked_who_is_shown(app: Flask, ffion: PageClient, study: Study) -> None:
    evidence = draft(app, study)
    assert "Who is shown or named" in ffion.get(f"/evidence/{evidence}").text
    with acting(app) as work:
        found = row(work, evidence)
        found.kind, found.confidentiality = EvidenceKind.SIGHTED.value, Confidentiality.UNSAID.value
    for address in (f"/evidence/{evidence}", f"/evidence/{evidence}/submit", f"/evidence/{evidence}/sheet"):
        assert "Who is shown or named" not in ffion.get(address).text


def test_a_withheld_name_leaves_no_empty_brackets(app: Flask, as_someone: SignIn, centre: Centre, study: Study) -> None:
    evidence = put_forward(app, study)
    agreed(app, study, evidence)
    with acting(app) as work:
        work.session.query(Revision).one().confidentiality = Confidentiality.RESTRICTED.value
    page = as_someone(centre.trainee).get(f"/evidence/{evidence}")
    page.says("Write down that it is withdrawn")
    assert "Mrs Pugh" not in page.text
    assert not [one for one in page.main.select("a .govuk-visually-hidden") if not one.get_text().strip(" ()")]


def test_a_consent_from_writing_down_to_settling(
    app: Flask, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    evidence = put_forward(app, study, title="A visit")
    with acting(app) as work:
        row(work, evidence).confidentiality = "people"
    page = ffion.get(ffion.get(f"/evidence/{evidence}").link("Write down a consent"))
    page = ffion.submit(page, {"who": "Mrs Pugh", "scope": "To be named.", "until": ["", "", ""]})
    page.says("The consent is written down.", "Mrs Pugh", "To be named.", "Until it is withdrawn", "The consent holds")
    assessor = as_someone(centre.trainee)
    page = assessor.get(assessor.get(f"/evidence/{evidence}").link("Write down that it is withdrawn ( Mrs Pugh )"))
    page.says("From now on the words and files", "Nothing is deleted")
    page = assessor.submit(page, {"reason": "She rang me."})
    page.says("The withdrawal is recorded.", "A consent for this evidence was withdrawn on")
    page = ffion.get(f"/evidence/{evidence}")
    page.says("The consent was withdrawn", "She rang me.")
    settle = page.link("Say how it was settled")
    home = ffion.get("/")
    home.says("Consents that ended", "A visit")
    assert home.link("A visit") == settle
    page = ffion.submit(ffion.get(settle), {"how": "taken_out"}, status=409)
    page.says("the person is shown still")
    submitted_again(app, study, evidence)
    page = ffion.submit(ffion.get(settle), {"how": "taken_out"})
    page.says("It is recorded how this was settled.", "They are not shown or named any more")
    assert "Consents that ended" not in ffion.get("/").text
    record = ffion.get(f"/portfolios/{study.portfolio}/record")
    record.says("A consent for the evidence “A visit” was written down.", "the person is not shown or named any more")
    assert checked(app) == []


def test_who_agreed_again_opens_it(app: Flask, study: Study) -> None:
    evidence = put_forward(app, study)
    consent = agreed(app, study, evidence)
    for how in Settlement:
        with pytest.raises(Refused, match="consent-stands"):
            settled(app, study, consent, how)
    withdrawn(app, study, consent)
    with pytest.raises(Refused, match="consent-withdrawn-before"):
        withdrawn(app, study, consent)
    with pytest.raises(Refused, match="consent-in-future"):
        withdrawn(app, study, agreed(app, study, evidence), days_ago=-1)
    settled(app, study, consent, Settlement.AGAIN)
    with pytest.raises(Refused, match="consent-stands"):
        settled(app, study, consent, Settlement.AGAIN)
    assert checked(app) == []


def test_a_draft_keeps_its_consents_to_itself_until_it_is_submitted(app: Flask, study: Study) -> None:
    evidence = draft(app, study)
    kept, dropped = agreed(app, study, evidence), agreed(app, study, evidence)
    withdrawn(app, study, dropped)
    with acting(app) as work:
        assert [one.public_id for one in work.session.query(Consent)] == [kept]
    assert checked(app) == []
    with acting(app, study.learner, Role.LEARNER) as work:
        services.submit(work, portfolio_row(work, study), row(work, evidence))
        assert work.session.query(Consent).one().recorded
    assert checked(app) == []


def test_a_draft_is_discarded_with_its_consents(app: Flask, study: Study) -> None:
    evidence = draft(app, study)
    agreed(app, study, evidence)
    with acting(app, study.learner, Role.LEARNER) as work:
        services.discard(work, row(work, evidence))
        assert work.session.query(Consent).count() == 0


CHANGED = {
    "who": "UPDATE consent SET who = 'Nobody'",
    "scope": "UPDATE consent SET scope = 'Everything.'",
    "until": "UPDATE consent SET until = '2030-01-01'",
    "withdrawn": "UPDATE consent SET withdrawn_on = NULL",
    "reason": "UPDATE consent SET withdrawn_reason = 'None.'",
    "settled": "UPDATE consent SET settlement = 'again'",
    "shown": "UPDATE consent SET last_shown = 0",
    "gone": "DELETE FROM consent",
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_consent_changed_beside_the_ledger_is_found(app: Flask, study: Study, what: str) -> None:
    consent = agreed(app, study, put_forward(app, study))
    withdrawn(app, study, consent)
    change(app, CHANGED[what])
    assert {one.kind for one in checked(app)} == {"consent.withdrawn"}
