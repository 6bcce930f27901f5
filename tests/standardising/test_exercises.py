"""What may become of an exercise, by the services: who is asked, what is decided, and that nothing else changes."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from assessments.judging.models import Decision
from assessments.judging.rules import Outcome
from assessments.standardising import queries, services
from assessments.standardising.rules.agreement import Reading
from assessments.standardising.rules.exercises import Action, Minutes
from assessments.standardising.services import NewExercise
from portfolio.core.ledger import Entry
from portfolio.evidence.models import Claim, Consent, Evidence
from portfolio.learning.models import CriterionStatus, EnrolledUnit
from portfolio.people.models import Membership
from portfolio.people.services import NewRole, end_role
from standards.foundation import Changed, Refused, Role
from standards.qualifications.models import Qualification
from tests.factories import Centre, add_person
from tests.judging.conftest import checked
from tests.ledger.tampering import change
from tests.standardising.conftest import Exercise, Judged
from tests.standardising.exercising import (
    answered,
    closed,
    decision_of,
    exercise_row,
    opened,
    piece_row,
    pieces_of,
    prepared,
    put_forward,
    put_in,
    recorded,
)
from tests.studies import acting, enrol, provider_row

SAID = Minutes(attended=(), language="cy", discussed="Darn 1: pryd mae dyddiad yn ddigon.")


def test_an_exercise_goes_from_pieces_to_figures(app: Flask, centre: Centre, open_exercise: Exercise) -> None:
    answered(app, centre.trainee, open_exercise.welsh, P1="met", K1="not_yet")
    answered(app, centre.assessor, open_exercise.welsh, P1="met", K1="met")
    answered(app, centre.trainee, open_exercise.english, P1="met", K1="met")
    answered(app, centre.assessor, open_exercise.english, "Where is the date?", P1="referred")
    closed(app, centre.quality_assurer, open_exercise.key)
    with acting(app) as work:
        found = queries.results(work.session, exercise_row(work, open_exercise.key))
    assert [(one.piece, one.code, one.spread) for one in found.items] == [
        (1, "P1", {"met": 2}),
        (1, "K1", {"not_yet": 1, "met": 1}),
        (2, "P1", {"met": 1, "referred": 1}),
        (2, "K1", {"met": 1}),
    ]
    assert (found.everything.items, found.everything.left_out, found.everything.percent) == (3, 1, 33)
    assert (found.by_language["cy"].items, found.by_language["en"].items) == (2, 1)
    assert [one.code for one in found.sides] == ["P1", "K1"]
    assert found.everything.reading is Reading.BELOW
    (both,) = found.of_two
    assert both.figure.percent == 33
    # Who made the original decisions is marked; the original itself is in no figure.
    assert {voice.name for item in found.items for voice in item.voices if voice.original} == {"Tomos Bevan"}
    assert {one.before for one in found.items if one.piece == 2} == {"not_yet"}
    assert checked(app) == []


def test_no_decision_of_an_exercise_changes_a_portfolio(app: Flask, centre: Centre, open_exercise: Exercise) -> None:
    def stands() -> list[object]:
        with acting(app) as work:
            tables = (Decision, Claim, CriterionStatus, EnrolledUnit, Evidence)
            rows = [work.session.execute(select(one.__table__)).all() for one in tables]
            entries = work.session.execute(select(Entry.book_id, func.count()).group_by(Entry.book_id)).all()
            own = work.book_of(centre.provider_id)
            return [*rows, [one for one in entries if one[0] != own]]

    before = stands()
    for piece in (open_exercise.welsh, open_exercise.english):
        answered(app, centre.trainee, piece, P1="met", K1="not_yet")
        answered(app, centre.assessor, piece, "Nothing of it.", P1="referred", K1="not_yet")
    closed(app, centre.quality_assurer, open_exercise.key)
    recorded(app, centre, open_exercise.key, SAID)
    assert stands() == before


def test_the_record_tells_no_way_that_anybody_decided(app: Flask, centre: Centre, open_exercise: Exercise) -> None:
    answered(app, centre.assessor, open_exercise.welsh, "Planted reason.", P1="referred", K1="not_yet")
    with acting(app) as work:
        entries = work.session.scalars(select(Entry.canonical).where(Entry.kind == "standardising.answered")).all()
    assert len(entries) == 1
    assert not any(one in entries[0] for one in ("Planted", "referred", "not_yet"))


def test_decisions_and_records_cannot_be_changed_unseen(app: Flask, centre: Centre, open_exercise: Exercise) -> None:
    answered(app, centre.assessor, open_exercise.welsh, P1="met")
    assert checked(app) == []
    change(app, "UPDATE standardising_answer SET language = 'cy'")
    assert any("standardising_answer" in one for one in map(str, checked(app)))


def test_each_decides_once_and_only_who_was_asked(app: Flask, centre: Centre, exercise: Exercise) -> None:
    with pytest.raises(Refused, match="standardising-not-open"):
        answered(app, centre.assessor, exercise.welsh, P1="met")
    opened(app, centre, exercise.key)
    answered(app, centre.assessor, exercise.welsh, P1="met")
    with pytest.raises(Refused, match="standardising-decided-before"):
        answered(app, centre.assessor, exercise.welsh, P1="not_yet")
    with pytest.raises(Refused, match="standardising-not-asked"):
        answered(app, centre.quality_assurer, exercise.welsh, P1="met")
    with pytest.raises(Refused, match="standardising-nothing-decided"):
        answered(app, centre.trainee, exercise.welsh)
    with pytest.raises(Refused, match="standardising-referral-needs-reason"):
        answered(app, centre.trainee, exercise.welsh, " ", P1="referred")
    closed(app, centre.quality_assurer, exercise.key)
    with pytest.raises(Refused, match="standardising-not-open"):
        answered(app, centre.trainee, exercise.welsh, P1="met")


def test_only_the_chair_closes(app: Flask, centre: Centre, open_exercise: Exercise) -> None:
    with pytest.raises(Refused, match="standardising-not-chair"):
        closed(app, centre.manager, open_exercise.key, Role.MANAGER)
    with acting(app, centre.manager, Role.MANAGER) as work:
        chair = work.session.query(Membership).where(Membership.account_id == centre.quality_assurer.account_id)
        end_role(work, chair.one(), work.today - timedelta(days=1))
    closed(app, centre.manager, open_exercise.key, Role.MANAGER)


def test_closing_counts_what_was_decided_meanwhile(app: Flask, centre: Centre, open_exercise: Exercise) -> None:
    answered(app, centre.assessor, open_exercise.welsh, P1="met")
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work, pytest.raises(Changed):
        services.close(work, exercise_row(work, open_exercise.key), 0)


def test_what_is_open_stays_as_it_is(app: Flask, centre: Centre, judged: Judged, open_exercise: Exercise) -> None:
    another = put_forward(app, centre, judged.decided.ffion, "Arall", "cy", Outcome.MET, "P1")
    with pytest.raises(Refused, match="standardising-opened-before"):
        put_in(app, centre, open_exercise.key, decision_of(app, another))
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        row, piece = exercise_row(work, open_exercise.key), piece_row(work, open_exercise.welsh)
        with pytest.raises(Refused, match="standardising-opened-before"):
            services.remove_piece(work, row, piece, row.version)
        with pytest.raises(Refused, match="standardising-opened-before"):
            services.unpair(work, row, piece, row.version)


def test_pieces_move_up_and_lose_their_pair(app: Flask, centre: Centre, exercise: Exercise) -> None:
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        row = exercise_row(work, exercise.key)
        services.remove_piece(work, row, piece_row(work, exercise.welsh), row.version)
        left = piece_row(work, exercise.english)
        assert (left.number, left.pair) == (1, None)
        assert pieces_of(work, row) == [exercise.english]
    put_in(app, centre, exercise.key, *standing(app, exercise, centre))
    opened(app, centre, exercise.key)
    assert checked(app) == []


def standing(app: Flask, exercise: Exercise, centre: Centre) -> list[str]:
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        row = exercise_row(work, exercise.key)
        head = queries.head(work.session, row)
        found = queries.offered(work.session, work.actor, row, head.standard_id, "cy", 1, work.now)
        return [one.decision for one in found.rows]


def test_two_of_one_language_are_no_pair(app: Flask, centre: Centre, judged: Judged, exercise: Exercise) -> None:
    another = put_forward(app, centre, judged.decided.ffion, "Arall", "cy", Outcome.MET, "P1")
    pieces = put_in(app, centre, exercise.key, decision_of(app, another))
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        row = exercise_row(work, exercise.key)
        with pytest.raises(Refused, match="standardising-pair-languages"):
            services.pair(work, row, exercise.welsh, pieces[-1], row.version)
        # Another Welsh piece takes the place of the first.
        services.pair(work, row, pieces[-1], exercise.english, row.version)
        assert [piece_row(work, one).pair for one in pieces] == [None, 1, 1]


def test_closed_and_foreign_evidence_is_not_offered(
    app: Flask, centre: Centre, judged: Judged, exercise: Exercise
) -> None:
    """Not what is restricted, whose consent ended, was withdrawn, or is of a learner whom one does not read."""
    offered = set(standing(app, exercise, centre))
    assert offered, "the letters of the two learners"
    with acting(app) as work:
        letters = work.session.query(Evidence).where(Evidence.title == "Letter").all()
        consent = Consent(
            provider_id=centre.provider_id,
            portfolio_id=letters[0].portfolio_id,
            evidence_id=letters[0].id,
            who="A client",
            scope="To be named.",
            language="en",
            salt=b"0" * 32,
            until=work.today - timedelta(days=1),
            given_at=work.now,
            given_by_id=centre.ffion.account_id,
            recorded=True,
        )
        work.session.add(consent)
        letters[1].status = "withdrawn"
    assert standing(app, exercise, centre) == []


def test_restricted_evidence_is_not_offered(app: Flask, centre: Centre, exercise: Exercise) -> None:
    assert standing(app, exercise, centre)
    change(app, "UPDATE revision SET confidentiality = 'restricted'")
    assert standing(app, exercise, centre) == []


def test_a_piece_that_closes_later_is_shown_to_nobody(app: Flask, centre: Centre, open_exercise: Exercise) -> None:
    change(app, "UPDATE revision SET confidentiality = 'restricted'")
    with acting(app) as work:
        sheet = queries.sheet(work.session, piece_row(work, open_exercise.welsh), work.now)
    assert (sheet.closed, sheet.revision.title, sheet.revision.words, sheet.files) == (True, "", "", ())
    with pytest.raises(Refused, match="standardising-piece-closed"):
        answered(app, centre.assessor, open_exercise.welsh, P1="met")


def test_nobody_decides_on_their_own_work(app: Flask, centre: Centre, judged: Judged) -> None:
    """Somebody who assesses and learns at one centre: asked first, or their evidence chosen first."""
    with acting(app) as work:
        roles = (NewRole(Role.LEARNER), NewRole(Role.ASSESSOR))
        both = add_person(work, "Nia Puw", provider_row(work, centre), *roles)
    with acting(app, centre.manager, Role.MANAGER) as work:
        study = enrol(work, centre, both, work.session.query(Qualification).one())
    own = put_forward(app, centre, study, "Nia's note", "en", Outcome.MET, "P1")
    exercise = prepared(app, centre, study, both, centre.assessor)
    with pytest.raises(Refused, match="standardising-not-offered"):
        put_in(app, centre, exercise, decision_of(app, own))
    second = prepared(app, centre, study, centre.trainee, centre.assessor)
    put_in(app, centre, second, decision_of(app, own))
    with acting(app, centre.quality_assurer, Role.QUALITY_ASSURER) as work:
        row = exercise_row(work, second)
        new = NewExercise(
            "A",
            "B",
            "en",
            queries.head(work.session, row).unit,
            work.today,
            centre.quality_assurer.public_id,
            [both.public_id, centre.assessor.public_id],
        )
        with pytest.raises(Refused, match="standardising-own-portfolio"):
            services.change(work, row, new, row.version)
    with acting(app, both, Role.ASSESSOR) as work:
        assert not queries.reaches(work.session, work.actor, exercise_row(work, second))


def test_no_learner_is_asked(app: Flask, centre: Centre, judged: Judged) -> None:
    for somebody in (centre.owen, centre.manager, centre.stranger, centre.other_manager):
        with pytest.raises(Refused, match="standardising-not-staff"):
            prepared(app, centre, judged.decided.ffion, somebody, centre.assessor)
    with pytest.raises(Refused, match="standardising-no-chair"):
        prepared(app, centre, judged.decided.ffion, centre.trainee, chair=centre.assessor)


def test_one_alone_has_nobody_to_agree_with(app: Flask, centre: Centre, judged: Judged) -> None:
    exercise = prepared(app, centre, judged.decided.ffion, centre.assessor)
    with pytest.raises(Refused, match="standardising-no-pieces"):
        opened(app, centre, exercise)
    put_in(app, centre, exercise, decision_of(app, judged.welsh))
    with pytest.raises(Refused, match="standardising-needs-people"):
        opened(app, centre, exercise)


def test_records_are_corrected_by_a_new_version(app: Flask, centre: Centre, open_exercise: Exercise) -> None:
    with pytest.raises(Refused, match="standardising-not-closed"):
        recorded(app, centre, open_exercise.key, SAID)
    closed(app, centre.quality_assurer, open_exercise.key)
    recorded(app, centre, open_exercise.key, SAID)
    with pytest.raises(Changed, match="standardising-minutes-changed"):
        recorded(app, centre, open_exercise.key, SAID)
    with acting(app) as work:
        action = Action("Dangos dyddiad bob tro.", "Tomos", work.today)
    recorded(app, centre, open_exercise.key, Minutes((), "cy", discussed="Mwy.", actions=[action]), 1)
    with acting(app) as work:
        kept = queries.last_minutes(work.session, exercise_row(work, open_exercise.key))
        assert kept is not None
        assert (kept.row.version, kept.said.discussed, list(kept.said.actions)) == (2, "Mwy.", [action])
    assert checked(app) == []


def test_who_did_not_take_part_for_twelve_months_is_due(app: Flask, centre: Centre, open_exercise: Exercise) -> None:
    answered(app, centre.assessor, open_exercise.welsh, P1="met")
    closed(app, centre.quality_assurer, open_exercise.key)
    with acting(app) as work:
        today = work.today
        due = queries.due(work.session, centre.provider_id, 12, today)
        assert [(one.name, one.last) for one in due] == [("Cerys Llwyd", None), ("Tomos Bevan", None)]
        later = queries.due(work.session, centre.provider_id, 12, today + timedelta(days=367))
        assert [(one.name, one.last) for one in later] == [
            ("Alys Morgan", today),
            ("Cerys Llwyd", None),
            ("Tomos Bevan", None),
        ]


def test_another_centre_sees_and_uses_nothing_of_it(app: Flask, centre: Centre, open_exercise: Exercise) -> None:
    with acting(app, centre.other_manager, Role.MANAGER) as work:
        assert not queries.exercises(work.session, work.actor, 1).rows
        assert queries.units_offered(work.session, centre.other_provider_id) == {}
