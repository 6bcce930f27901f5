"""Nothing that a learner typed is lost when a unit is carried over, or back: what has nowhere to go is set aside."""

import pytest
from flask import Flask

from assessments.judging.rules import Outcome
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Claim, Evidence
from portfolio.evidence.services import Wish
from standards.comparing import Change
from standards.foundation import Role
from standards.library.models import Criterion, Standard
from tests.carrying.conftest import Versions, carry, settled, stands, undo
from tests.evidence.items import wishes, write
from tests.factories import Centre
from tests.judging.conftest import checked, reader
from tests.studies import Study, acting, judge, portfolio_row, submit, unit_row


def drafted(app: Flask, study: Study, *keys: str) -> str:
    """Draft a piece of evidence that is put to these criteria, each with a note of its own."""
    with acting(app, study.learner, Role.LEARNER) as work:
        return write(work, study, "A visit", *(f"0:{key}" for key in keys)).public_id


def unsent(app: Flask) -> list[tuple[str, str, str, str]]:
    """Every claim that was never sent: the edition and the code of its criterion, its note, and how it stands."""
    with acting(app) as work:
        rows = work.session.query(Standard.edition, Criterion.code, Claim.note, Claim.status)
        rows = rows.join(Criterion, Criterion.standard_id == Standard.id).join(
            Claim, Claim.criterion_id == Criterion.id
        )
        found = rows.where(Claim.status.in_(["draft", "set_aside"])).order_by(Standard.edition, Criterion.position)
        return [(edition[:7], code, note, status) for edition, code, note, status in found]


def test_a_draft_on_what_is_gone_is_set_aside_and_comes_back(
    app: Flask, centre: Centre, study: Study, versions: Versions
) -> None:
    drafted(app, study, "P1", "P3")
    before = unsent(app)
    carry(app, centre, versions.first, versions.second)
    assert unsent(app) == [("2026-01", "P3", "see P3", "set_aside"), ("2026-06", "P1", "see P1", "draft")]
    undo(app, centre, versions)
    assert unsent(app) == before
    assert checked(app) == []


READ = {
    "en": (
        "Of edition 31 January 2026: the unit is no longer on it",
        "Set aside Not claimed any more. What you wrote is kept here.",
        "No longer in the standard count the pencils A visit Set aside",
    ),
    "cy": (
        "O argraffiad 31 Ionawr 2026: nid yw'r uned ar hwnnw mwyach",
        "Wedi'i roi o'r neilltu Nid yw'n cael ei hawlio mwyach. Cedwir yma yr hyn a ysgrifennoch.",
        "Nid yw yn y safon mwyach cyfrif y pensiliau A visit Wedi'i roi o'r neilltu",
    ),
}


@pytest.mark.parametrize("language", ["cy", "en"])
def test_its_owner_reads_it_and_nobody_else(
    app: Flask, centre: Centre, study: Study, versions: Versions, language: str
) -> None:
    diary, (of, why, on_the_unit) = drafted(app, study, "P1", "P3"), READ[language]
    carry(app, centre, versions.first, versions.second)
    learner, assessor = (reader(app, one, language) for one in (study.learner, centre.trainee))
    learner.get(f"/evidence/{diary}").says("see P3", of, why)
    learner.get(f"/units/{study.units[0]}").says(on_the_unit)
    with acting(app, study.learner, Role.LEARNER) as work:
        row = work.session.query(Evidence).where(Evidence.public_id == diary).one()
        evidence_services.submit(work, portfolio_row(work, study), row)
    learner.get(f"/evidence/{diary}").says("see P3", of, why)
    for address in (f"/evidence/{diary}", f"/evidence/{diary}/judge", f"/units/{study.units[0]}"):
        read = assessor.get(address).text
        assert "see P3" not in read
        assert on_the_unit not in read
        assert why not in read


def test_it_never_becomes_a_claim_on_another_criterion_of_the_same_code(
    app: Flask, centre: Centre, study: Study, versions: Versions
) -> None:
    diary = drafted(app, study, "P1", "P3")
    carry(app, centre, versions.first, versions.second)
    learner = reader(app, study.learner)
    learner.submit(learner.get(f"/evidence/{diary}/edit"), button="Save draft")
    assert [one[:2] for one in unsent(app)] == [("2026-01", "P3"), ("2026-06", "P1")]
    uses = learner.get("/evidence").text
    assert "P1" in uses
    assert "P3" not in uses


def test_a_form_that_was_open_meanwhile_is_looked_at_again(
    app: Flask, centre: Centre, study: Study, versions: Versions
) -> None:
    """It shows the criteria of the earlier version, and P3 asks something else in the later one."""
    diary = drafted(app, study, "P3")
    learner = reader(app, study.learner)
    page = learner.get(f"/evidence/{diary}/edit")
    carry(app, centre, versions.first, versions.second)
    learner.submit(page, button="Save draft", status=409)
    assert unsent(app) == [("2026-01", "P3", "see P3", "set_aside")]


def test_of_two_drafts_that_come_to_one_criterion_both_keep_their_words(
    app: Flask, centre: Centre, study: Study, versions: Versions
) -> None:
    drafted(app, study, "P2", "P3")
    before = unsent(app)
    settled(app, centre, versions.first, versions.second, P2_and_P3_P2=Change.MERGED)
    carry(app, centre, versions.first, versions.second)
    assert unsent(app) == [("2026-01", "P3", "see P3", "set_aside"), ("2026-06", "P2", "see P2", "draft")]
    undo(app, centre, versions)
    assert unsent(app) == before


def test_an_answer_that_was_being_written_goes_with_the_claim_that_is_made_again(
    app: Flask, centre: Centre, study: Study, versions: Versions
) -> None:
    with acting(app, study.learner, Role.LEARNER) as work:
        diary = submit(work, study, study.units[0], "Diary", "P2")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary, Outcome.REFERRED)
    with acting(app, study.learner, Role.LEARNER) as work:
        row = work.session.query(Evidence).where(Evidence.public_id == diary).one()
        evidence_services.claim(work, row, wishes(work, study, "0:P2"))
    before = unsent(app)
    carry(app, centre, versions.first, versions.second)
    assert unsent(app) == [("2026-01", "P2", "see P2", "set_aside")]
    with acting(app) as work:
        assert work.session.query(Claim.draft_note).where(Claim.status == "waiting").scalar() == "see P2"
    undo(app, centre, versions)
    assert unsent(app) == before
    assert checked(app) == []


def test_what_was_being_changed_about_a_claim_on_what_is_gone_is_read_and_comes_back(
    app: Flask, centre: Centre, study: Study, versions: Versions
) -> None:
    with acting(app, study.learner, Role.LEARNER) as work:
        diary = submit(work, study, study.units[0], "Diary", "P3")
    with acting(app, study.learner, Role.LEARNER) as work:
        row = work.session.query(Evidence).where(Evidence.public_id == diary).one()
        [place] = wishes(work, study, "0:P3")
        evidence_services.claim(work, row, [Wish(*place.place, "the second page")])
    carry(app, centre, versions.first, versions.second)
    page = reader(app, study.learner).get(f"/evidence/{diary}")
    page.says("You had written for the next revision: the second page")
    assert "the second page" not in reader(app, centre.trainee).get(f"/evidence/{diary}").text
    undo(app, centre, versions)
    with acting(app) as work:
        claim = work.session.query(Claim).one()
        assert (claim.status, claim.draft_note) == ("waiting", "the second page")


def test_what_is_changed_about_a_carried_claim_goes_back_with_it(
    app: Flask, centre: Centre, study: Study, versions: Versions
) -> None:
    with acting(app, study.learner, Role.LEARNER) as work:
        diary = submit(work, study, study.units[0], "Diary", "P1", "P2")
    carry(app, centre, versions.first, versions.second)
    with acting(app, study.learner, Role.LEARNER) as work:
        row = work.session.query(Evidence).where(Evidence.public_id == diary).one()
        [place] = wishes(work, study, "0:P2")
        evidence_services.claim(work, row, [Wish(*place.place, "the third page")])
    undo(app, centre, versions)
    with acting(app) as work:
        found = work.session.query(Criterion.code, Claim.draft_note, Claim.leaving)
        found = found.join(Claim, Claim.criterion_id == Criterion.id).where(Claim.status == "waiting")
        assert sorted(found.all()) == [("P1", None, True), ("P2", "the third page", False)]


def test_a_draft_on_what_only_the_later_version_asks_waits_for_it_to_come_back(
    app: Flask, centre: Centre, study: Study, versions: Versions
) -> None:
    carry(app, centre, versions.first, versions.second)
    drafted(app, study, "P4")
    undo(app, centre, versions)
    assert unsent(app) == [("2026-06", "P4", "see P4", "set_aside")]
    assert stands(app, study.units[0]).edition == "2026-01-31"
    carry(app, centre, versions.first, versions.second)
    assert unsent(app) == [("2026-06", "P4", "see P4", "draft")]


def test_it_leaves_with_its_evidence(app: Flask, centre: Centre, study: Study, versions: Versions) -> None:
    diary = drafted(app, study, "P1", "P3")
    carry(app, centre, versions.first, versions.second)
    with acting(app, study.learner, Role.LEARNER) as work:
        row = work.session.query(Evidence).where(Evidence.public_id == diary).one()
        portfolio = portfolio_row(work, study)
        evidence_services.submit(work, portfolio, row)
        evidence_services.withdraw(work, portfolio, row, "It was another day.")
        assert unit_row(work, study.units[0]).claimed == 0
    assert unsent(app) == []
