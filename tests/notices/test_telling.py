"""What books say reaches those whom it concerns once, whatever the order of the ticks and whatever kills them."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from assessments.appeals.rules.cases import Outcome as CaseOutcome
from assessments.judging import services as judging
from assessments.judging.models import Judgement
from assessments.judging.rules import Outcome
from assessments.notices import services
from assessments.notices.models import Notice, NoticeCursor
from assessments.notices.queries import books
from assessments.notices.services import begin_at, tell_of_book
from portfolio import server
from portfolio.core.database import db
from portfolio.core.ledger import Book
from portfolio.core.work import clock
from portfolio.evidence.models import Evidence
from portfolio.learning import services as learning
from portfolio.learning.rules import Part
from portfolio.learning.services import NewAssignment
from portfolio.people.models import Account
from standards.foundation import Role
from tests.appeals.appealing import answer, appeal
from tests.factories import Centre
from tests.notices.conftest import kinds, reader, tell, told, unseen
from tests.studies import Study, acting, judge, portfolio_row, provider_row, sign_off, submit


def test_the_way_of_a_unit_is_told(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    sign_off(app, centre, study, study.units[0])
    tell(app)
    assert kinds(app, centre.ffion) == ["judged", "unit_signed", "unit_countersigned", "credential_issued"]
    assert kinds(app, centre.trainee) == ["assigned", "evidence_waits", "unit_declared", "unit_countersigned"]
    assert kinds(app, centre.assessor) == ["assigned", "to_countersign"]
    assert kinds(app, centre.quality_assurer) == ["assigned"]
    for nobody in (centre.manager, centre.owen, centre.stranger, centre.other_manager):
        assert kinds(app, nobody) == []
    assert told(app, centre.trainee)[1] == ("evidence_waits", diary)
    for one in (centre.ffion, centre.trainee, centre.assessor, centre.quality_assurer, centre.owen):
        assert unseen(app, one) == len(kinds(app, one))


def test_a_tick_tells_nothing_twice(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    assert tell(app) == 4
    assert tell(app) == 0
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary, Outcome.REFERRED)
    assert tell(app) == 1
    assert kinds(app, centre.ffion) == ["referred"]
    assert unseen(app, centre.ffion) == 1


def test_killed_in_the_middle_it_goes_on(
    app: Flask, centre: Centre, study: Study, diary: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever of a book was done goes with the transaction, and is done again by the next tick."""
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)

    def die(*_of: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(services, "_count", die)
        with pytest.raises(KeyboardInterrupt):
            tell(app)
    assert kinds(app, centre.ffion) == []
    assert unseen(app, centre.trainee) == 0
    tell(app)
    assert kinds(app, centre.ffion) == ["judged"]
    assert (unseen(app, centre.ffion), unseen(app, centre.trainee)) == (1, 2)


@pytest.mark.parametrize("at_once", [1, 2, 3, 500])
def test_read_in_any_portions_it_comes_to_the_same(
    app: Flask, centre: Centre, study: Study, diary: str, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "ENTRIES_AT_ONCE", at_once)
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    tell(app)
    sign_off(app, centre, study, study.units[0])
    tell(app)
    assert kinds(app, centre.ffion) == ["judged", "unit_signed", "unit_countersigned", "credential_issued"]
    assert unseen(app, centre.trainee) == 4
    with acting(app) as work:
        heads = select(Book.head_seq, NoticeCursor.seq).join(NoticeCursor, NoticeCursor.book_id == Book.id)
        assert all(head == seq for head, seq in work.session.execute(heads))
        seqs = work.session.scalars(select(Notice.seq).order_by(Notice.id)).all()
        assert all(one <= other for one, other in pairwise(seqs))


def test_a_book_that_cannot_be_read_keeps_no_other_waiting(
    app: Flask, centre: Centre, study: Study, diary: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting(app) as work:
        broken = portfolio_row(work, study).book_id
        account = work.session.get_one(Account, centre.owen.account_id)
        other = learning.open_portfolio(work, provider_row(work, centre), account)
        who = work.session.get_one(Account, centre.trainee.account_id)
        learning.assign(work, other, who, NewAssignment(Part.ASSESSOR, work.today))
    real = tell_of_book

    def fail(work: Any, book_id: int) -> int:
        if book_id == broken:
            raise KeyError("unknown")
        return real(work, book_id)

    with monkeypatch.context() as patched:
        patched.setattr(services, "tell_of_book", fail)
        tell(app)
    assert kinds(app, centre.trainee) == ["assigned"]
    tell(app)
    assert diary in {subject for _kind, subject in told(app, centre.trainee)}


def test_what_was_taken_back_is_told_nobody(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    for first in (tell, lambda _app: 0):
        with acting(app, centre.trainee, Role.ASSESSOR) as work:
            judge(work, study, diary)
        first(app)
        with acting(app, centre.trainee, Role.ASSESSOR) as work:
            row = work.session.query(Evidence).where(Evidence.public_id == diary).one()
            saved = work.session.query(Judgement).order_by(Judgement.id.desc()).first()
            assert saved is not None
            judging.take_back(work, portfolio_row(work, study), row, saved)
        tell(app)
        assert kinds(app, centre.ffion) == []
        assert unseen(app, centre.ffion) == 0


def test_of_what_was_before_nobody_is_told(app: Flask, centre: Centre, study: Study, diary: str) -> None:
    assert diary
    with acting(app) as work:
        begin_at(work, clock() + timedelta(seconds=1))
    assert tell(app) == 0
    with acting(app, centre.ffion, Role.LEARNER) as work:
        submit(work, study, study.units[1], "Letter", "P1")
    assert tell(app) == 1


def test_the_worker_looks_only_when_something_is_new(app: Flask, centre: Centre, study: Study) -> None:
    watched = server.Watched()
    assert watched.is_due(app)
    assert not watched.is_due(app)
    with acting(app, centre.ffion, Role.LEARNER) as work:
        submit(work, study, study.units[1], "Letter", "P1")
    assert watched.is_due(app)
    watched.again = 0.0
    assert watched.is_due(app)
    server.tick(app)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Notice)) == 4
        db.session.remove()


def test_the_steps_of_an_appeal_are_told_beside_its_own_letters(
    app: Flask, centre: Centre, study: Study, diary: str
) -> None:
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary, Outcome.REFERRED)
    case = appeal(app, study, study.units[0], "referred")
    tell(app)
    assert kinds(app, centre.ffion) == ["referred"]
    answer(app, centre.trainee, Role.ASSESSOR, case, CaseOutcome.NOT_UPHELD)
    tell(app)
    assert told(app, centre.ffion)[-1] == ("case_answered", case)
    with acting(app) as work:
        last = work.session.scalars(select(Notice).order_by(Notice.id.desc()).limit(1)).one()
        assert last.letter is None, "an appeal writes its own letters"
    page = reader(app, centre.ffion).get("/notices")
    assert page.link("An appeal of yours was answered").endswith(f"/cases/{case}")
