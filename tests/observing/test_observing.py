"""An observation goes on each learner's record as what concerns them, decided by whoever saw it, or on nobody's."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from assessments.judging import services as judging
from assessments.judging.models import Decision
from assessments.judging.rules import Judgement, Outcome
from assessments.observing import services
from assessments.observing.models import Observation
from assessments.observing.rules import MOST_LEARNERS, Part, Question, Said, Seen, names_in
from assessments.observing.services import Signing
from portfolio.core.ledger import Book, Entry
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Claim, Revision
from portfolio.learning import services as learning
from portfolio.learning.models import Assignment
from portfolio.learning.rules import Part as Doing
from portfolio.learning.services import NewAssignment
from portfolio.people.models import Account
from standards.foundation import Changed, Refused, Role
from tests.factories import Centre
from tests.ledger.test_check import checked
from tests.observing.conftest import Group
from tests.observing.watching import DAY, begin, evidence_row, observe, part, put, record_of, row, said, without
from tests.studies import ALL_RULES, Study, acting, judge, portfolio_row, sign_off, submit, unit_row

CANARIES = {"ffion": "kestrel", "owen": "heron", "mabli": "wagtail"}


def of_three(group: Group) -> Said:
    """Each learner's part says a word that stands nowhere else, in all its places."""
    parts = {}
    for study, word in zip(group.all, CANARIES.values(), strict=True):
        one = part(study, f"Greeted the {word}.", P1="met", P2="referred")
        unit = study.units[0]
        parts[study] = replace(
            one,
            feedback=f"About the {word}.",
            questions=(Question(f"Which {word}?", f"That {word}.", f"{unit}:K1"),),
            seen={**one.seen, f"{unit}:P2": Seen("referred", f"Say more of the {word}.")},
        )
    return said(parts)


def test_each_learner_gets_a_copy_that_is_decided(app: Flask, centre: Centre, group: Group) -> None:
    made = observe(app, centre.trainee, of_three(group))
    with acting(app) as work:
        for evidence, study in zip(made, group.all, strict=True):
            found = evidence_row(work, evidence)
            claims = {one.status for one in work.session.query(Claim).where(Claim.evidence_id == found.id)}
            assert (found.kind, found.status, found.author_id) == (
                "observation",
                "submitted",
                centre.trainee.account_id,
            )
            assert (found.portfolio_id, found.waiting) == (portfolio_row(work, study).id, 0)
            assert claims == {"met", "referred"}
            unit = unit_row(work, study.units[0])
            assert (unit.met, unit.referred) == (1, 1)
        trainees = [one.trainee for one in work.session.query(Decision)]
        assert trainees == [True] * 6
        kinds = [one.kind for one in work.session.query(Entry).order_by(Entry.book_id, Entry.seq)]
        assert kinds.count("observation.recorded") == 3
        assert [one.said for one in work.session.query(Observation)] == [{}]
    assert checked(app) == []


def test_nothing_of_another_learner_is_in_a_copy(app: Flask, centre: Centre, group: Group) -> None:
    made = observe(app, centre.trainee, of_three(group))
    with acting(app) as work:
        for evidence, own in zip(made, CANARIES.values(), strict=True):
            found = evidence_row(work, evidence)
            [revision] = work.session.query(Revision).where(Revision.evidence_id == found.id)
            book = work.session.get_one(Book, portfolio_row(work, group.all[made.index(evidence)]).book_id)
            decisions = work.session.query(Decision).join(Claim, Claim.id == Decision.claim_id)
            told = [
                found.title, found.words, str(found.particulars), revision.words, str(revision.particulars),
                *(one.canonical for one in work.session.query(Entry).where(Entry.book_id == book.id)),
                *(one.feedback for one in decisions.where(Claim.evidence_id == found.id)),
            ]  # fmt: skip
            assert own in revision.words
            assert own in str(revision.particulars)
            for other in {*CANARIES.values()} - {own}:
                assert other not in " ".join(told)
            for name in ("Ffion", "Owen", "Mabli"):
                assert name not in " ".join(told)


@pytest.mark.parametrize("where", ["words", "own", "feedback", "question", "missing", "place"])
def test_naming_another_learner_keeps_it_off_every_record(app: Flask, centre: Centre, group: Group, where: str) -> None:
    what = of_three(group)
    mine = what.parts[group.ffion.portfolio]
    unit = group.ffion.units[0]
    changed = {
        "own": replace(mine, words="She helped Owen."),
        "feedback": replace(mine, feedback="As Mabli did."),
        "question": replace(mine, questions=(Question("Did Owen see?", "Yes.", f"{unit}:K1"),)),
        "missing": replace(mine, seen={f"{unit}:P1": Seen("referred", "Ask Owen Price.")}),
    }
    what = without(what, parts={**what.parts, group.ffion.portfolio: changed.get(where, mine)})
    if where in {"words", "place"}:
        what = without(what, **{where: "With Owen Price."})
    observation = begin(app, centre.trainee, what)
    with pytest.raises(Refused, match="observation-names-another"):
        put(app, centre.trainee, observation)
    with acting(app) as work:
        assert work.session.query(Entry).where(Entry.kind == "observation.recorded").count() == 0
        assert row(work, observation).said != {}


def test_names_are_words_and_ones_own_name_is_ones_own() -> None:
    assert names_in("Owenites met at Price's", ["Owen Rees"], "Ffion Rees") == []
    assert names_in("with owen", ["Owen Rees"], "Ffion Rees") == []
    assert names_in("with Owen.", ["Owen Rees"], "Ffion Rees") == ["Owen Rees"]
    assert names_in("Rees came", ["Owen Rees"], "Ffion Rees") == []
    assert names_in("Rees came", ["Owen Rees"], "Ffion Price") == ["Owen Rees"]


def refused(app: Flask, centre: Centre, what: Said) -> str:
    observation = begin(app, centre.trainee, what)
    with pytest.raises(Refused) as no:
        put(app, centre.trainee, observation)
    with acting(app) as work:
        assert work.session.query(Claim).count() == 0
    return no.value.code


def test_what_is_missing_or_cannot_be_is_refused(app: Flask, centre: Centre, group: Group) -> None:
    whole = said({group.ffion: part(group.ffion)})
    mine = whole.parts[group.ffion.portfolio]
    first, others = group.ffion.units[0], group.owen.units[0]

    def having(changed: Part) -> Said:
        return without(whole, parts={group.ffion.portfolio: changed})

    with acting(app) as work:
        tomorrow = work.today + timedelta(days=1)
    cases = {
        "observation-needs-date": without(whole, happened_on=None),
        "observation-in-future": without(whole, happened_on=tomorrow),
        "observation-too-old": without(whole, happened_on=date(1989, 12, 31)),
        "observation-before-enrolment": without(whole, happened_on=date(2026, 1, 4)),
        "observation-needs-place": without(whole, place=" "),
        "observation-needs-people": without(whole, people="unsaid"),
        "observation-needs-words": without(whole, words=""),
        "observation-needs-decisions": having(replace(mine, seen={})),
        "observation-undecided": having(replace(mine, seen={f"{first}:P1": Seen("", "Good.")})),
        "observation-needs-rules": having(replace(mine, current=False)),
        "observation-needs-missing": having(replace(mine, seen={f"{first}:P1": Seen("referred")})),
        "observation-criterion-unknown": having(replace(mine, seen={f"{others}:P1": Seen("met")})),
        "observation-question-incomplete": having(replace(mine, questions=(Question("Why?", "", f"{first}:K1"),))),
    }
    for code, what in cases.items():
        assert refused(app, centre, what) == code
    # A criterion that no unit of hers has, and one of another learner's to which a question is put.
    assert (
        refused(app, centre, having(replace(mine, seen={f"{first}:ZZ9": Seen("met")})))
        == "observation-criterion-unknown"
    )
    elsewhere = having(replace(mine, questions=(Question("Why?", "So.", f"{others}:K1"),)))
    assert refused(app, centre, elsewhere) == "observation-question-incomplete"


def test_only_learners_of_ones_own_are_observed(app: Flask, centre: Centre, group: Group) -> None:
    whole = said({group.ffion: part(group.ffion)})
    with pytest.raises(Refused, match="observation-not-assigned"):
        begin(app, centre.assessor, whole)
    with pytest.raises(Refused, match="observation-needs-learners"):
        begin(app, centre.trainee, without(whole, parts={}))
    many = {f"{number:032x}": Part() for number in range(MOST_LEARNERS + 1)}
    with pytest.raises(Refused, match="observation-too-many"):
        begin(app, centre.trainee, without(whole, parts=many))
    observation = begin(app, centre.trainee, whole)
    with acting(app, centre.manager, Role.MANAGER) as work:
        mine = work.session.query(Assignment).where(
            Assignment.account_id == centre.trainee.account_id,
            Assignment.portfolio_id == portfolio_row(work, group.ffion).id,
        )
        mine.one().ends = work.today - timedelta(days=1)
    with pytest.raises(Refused, match="observation-not-assigned"):
        put(app, centre.trainee, observation)
    # What was written of her is kept though she is assigned to somebody else now.
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        services.save(
            work, row(work, observation), without(whole, place="The back office"), row(work, observation).version
        )


def test_a_signed_unit_takes_nothing(app: Flask, centre: Centre, group: Group) -> None:
    study: Study = group.ffion
    observation = begin(app, centre.trainee, said({study: part(study)}))
    with acting(app, study.learner, Role.LEARNER) as work:
        diary = submit(work, study, study.units[0])
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    sign_off(app, centre, study, study.units[0])
    with pytest.raises(Refused, match="observation-unit-locked"):
        put(app, centre.trainee, observation)


def test_what_changed_meanwhile_or_is_on_record_is_left(app: Flask, centre: Centre, group: Group) -> None:
    whole = said({group.ffion: part(group.ffion)})
    observation = begin(app, centre.trainee, whole)
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        before = row(work, observation).version
        services.save(work, row(work, observation), without(whole, place="Elsewhere"), before)
    with pytest.raises(Changed, match="observation-changed"), acting(app, centre.trainee, Role.ASSESSOR) as work:
        services.save(work, row(work, observation), whole, before)
    put(app, centre.trainee, observation)
    with pytest.raises(Refused, match="observation-recorded"):
        put(app, centre.trainee, observation)


def test_nobody_but_its_author_judges_a_record(app: Flask, centre: Centre, group: Group) -> None:
    [evidence] = observe(app, centre.trainee, said({group.ffion: part(group.ffion)}))
    with acting(app) as work:
        who = work.session.get_one(Account, centre.assessor.account_id)
        learning.assign(work, portfolio_row(work, group.ffion), who, NewAssignment(Doing.ASSESSOR, DAY))
    for someone, allowed in ((centre.assessor, False), (centre.trainee, True)):
        with acting(app, someone, Role.ASSESSOR) as work:
            found = evidence_row(work, evidence)
            claim = work.session.query(Claim).where(Claim.evidence_id == found.id).one()
            corrected = {claim.public_id: Judgement(Outcome.NOT_YET, "", "It was another day.")}
            new = judging.NewJudgement(found.version, ALL_RULES, "en", "", corrected)
            if allowed:
                judging.judge(work, portfolio_row(work, group.ffion), found, new)
            else:
                with pytest.raises(Refused, match="judging-record-of-another"):
                    judging.judge(work, portfolio_row(work, group.ffion), found, new)
    assert checked(app) == []


def test_its_learner_changes_nothing_of_it_and_may_withdraw_it(app: Flask, centre: Centre, group: Group) -> None:
    [evidence] = observe(app, centre.trainee, said({group.ffion: part(group.ffion)}))
    with acting(app, centre.ffion, Role.LEARNER) as work:
        found = evidence_row(work, evidence)
        for act in (evidence_services.check_own_words, lambda one: evidence_services.claim(work, one, [])):
            with pytest.raises(Refused, match="evidence-of-assessor"):
                act(found)
        evidence_services.withdraw(work, portfolio_row(work, group.ffion), found, "It was not me.")
    assert checked(app) == []


def test_the_learner_signs_once_and_nobody_for_them(app: Flask, centre: Centre, group: Group) -> None:
    [evidence] = observe(app, centre.trainee, said({group.ffion: part(group.ffion)}))
    signing = Signing("It was busier than that.", "en")
    with acting(app, centre.trainee, Role.ASSESSOR) as work, pytest.raises(Refused, match="not-your-portfolio"):
        services.sign(work, portfolio_row(work, group.ffion), record_of(work, evidence), signing)
    with acting(app, centre.ffion, Role.LEARNER) as work:
        services.sign(work, portfolio_row(work, group.ffion), record_of(work, evidence), signing)
        with pytest.raises(Refused, match="observation-signed"):
            services.sign(work, portfolio_row(work, group.ffion), record_of(work, evidence), signing)
    assert checked(app) == []
    with acting(app) as work:
        record_of(work, evidence).comment = "All was well."
    assert [one.code for one in checked(app)] != []
