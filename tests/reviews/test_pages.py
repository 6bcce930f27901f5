"""An assessor plans and writes a review, everybody signs for themselves, and what was agreed is seen to."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from portfolio.reviews import services
from portfolio.reviews.rules import Signatory
from portfolio.reviews.services import NewAction
from standards.foundation import Role
from tests.client import Page, PageClient
from tests.databases import statements
from tests.evidence.conftest import SignIn
from tests.factories import Centre
from tests.judging.conftest import checked
from tests.ledger.tampering import change
from tests.plans.planning import agreed as agreed_plan
from tests.reviews.reviewing import (
    BY_LEARNER,
    HELD,
    action_row,
    actions_of,
    agree,
    ask,
    draft,
    endorse,
    review_row,
    sign,
    signed,
    typed,
)
from tests.studies import Study, acting


def reviews_page(client: PageClient, study: Study) -> Page:
    return client.get(f"/enrolments/{study.enrolment}/reviews")


def test_a_review_is_written_and_signed_by_assessor_and_learner(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, tomos: PageClient
) -> None:
    agreed_plan(app, centre, study)
    page = reviews_page(tomos, study)
    page.says("No review has been held or planned yet.", "Weeks between two reviews at most: 12.")
    page = tomos.submit(tomos.get(page.link("Plan or write a review")), typed())
    assert page.notices == ["The review is saved. The learner can read along."]
    adding = tomos.get(page.link("Add an action"))
    page = tomos.submit(adding, {"what": "Write up the interview", "who": "learner", "due_on": ["9", "3", "2026"]})
    page.says("Write up the interview", "by 9 March 2026", "Not signed yet")
    shown = ffion.get(page.path)
    shown.says("She held two interviews.", "By video call", "Her manager")
    assert "Sign this review" not in shown.links()
    page = tomos.submit(tomos.get(page.link("Sign this review")), {})
    page.says("Waiting for the learner's signature", "Signed: Tomos Bevan", "0 of", "Overdue planned activities 1")
    home = ffion.get("/")
    home.says("Your assessor asks you to sign a review", "What you agreed to do", "Overdue")
    page = ffion.get(home.link("Progress review of 2 March 2026"))
    page = ffion.submit(ffion.get(page.link("Sign this review")), {"words": "It was a good month.", "language": "en"})
    assert page.notices == ["You have signed the review."]
    page.says("Signed by learner and assessor", "Signed: Ffion Rees", "It was a good month.")
    assert "asks you to sign" not in ffion.get("/").text
    assert checked(app) == []


def test_a_planned_review_is_seen_and_signed_only_once_it_is_held(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, tomos: PageClient
) -> None:
    with acting(app) as work:
        tomorrow = work.today + timedelta(days=1)
    review = draft(app, centre, study, held_on=tomorrow)
    ffion.get("/").says("Your next review is on")
    assert "Sign this review" not in tomos.get(f"/reviews/{review}").links()
    page = tomos.submit(tomos.get(f"/reviews/{review}/sign"), {}, status=409)
    page.says("The day of this review is still to come.")
    reviews_page(tomos, study)
    again = tomos.submit(tomos.get(f"/reviews/{review}/change"), typed())
    again.says("Held on 2 March 2026")
    page = tomos.get(f"/enrolments/{study.enrolment}/reviews/new")
    tomos.submit(page, typed(), status=409).says("A review is planned or being written already.")
    page = tomos.submit(tomos.get(again.link("Discard this review")), {})
    page.says("The review is discarded.", "No review has been held or planned yet.")
    assert checked(app) == []


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(study: Study, tomos: PageClient) -> None:
    page = tomos.get(f"/enrolments/{study.enrolment}/reviews/new")
    page = tomos.submit(page, {"held_on": ["", "", ""], "how": "", "place": "The office"}, status=422)
    assert page.errors == ["Enter the day of the review.", "Choose how it is held."]
    page = tomos.submit(page, typed(period_from=["3", "3", "2026"]), status=409)
    page.says("The period ends before it begins.")
    assert page.form().values["place"] == "The office"
    page = tomos.submit(page, typed(held_on=["4", "1", "2026"]), status=409)
    page.says("The review is before the day on which the enrolment starts.")
    page = tomos.submit(page, typed(progress=""))
    page = tomos.submit(tomos.get(page.link("Sign this review")), {}, status=409)
    page.says("The review does not say yet what was done and what is next.")


def test_two_who_write_at_once(app: Flask, centre: Centre, study: Study, tomos: PageClient) -> None:
    review = draft(app, centre, study)
    page, confirm = tomos.get(f"/reviews/{review}/change"), tomos.get(f"/reviews/{review}/sign")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        row = review_row(work, review)
        services.add_action(work, row, BY_LEARNER, row.version)
    tomos.submit(confirm, {}, status=409).says("This review changed while you were looking.")
    page = tomos.submit(page, typed(well="She asks well."), status=409)
    page.link("See the review as it is now")
    assert page.form().values["well"] == "She asks well."
    tomos.submit(page, {}).says("She asks well.")


def test_what_is_signed_stays(app: Flask, centre: Centre, study: Study, tomos: PageClient) -> None:
    review = draft(app, centre, study)
    acts = ("change", "actions/new", "discard")
    pages = [tomos.get(f"/reviews/{review}/{act}") for act in acts]
    leaving = tomos.get(f"/review-actions/{actions_of(app, review)[0]}/leave-out")
    sign(app, centre, review)
    sent = {"actions/new": {"what": "More", "who": "learner", "due_on": ["9", "3", "2026"]}}
    for act, page in zip(acts, pages, strict=True):
        tomos.submit(page, sent.get(act, {}), status=409).says("This review was signed and stays as it is.")
        tomos.get(f"/reviews/{review}/{act}", status=409).says("This review was signed and stays as it is.")
    tomos.submit(leaving, {}, status=409).says("This review was signed and stays as it is.")
    tomos.get(f"/reviews/{review}").says("Write up the second interview")


def test_nobody_signs_for_another(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study, ffion: PageClient, tomos: PageClient
) -> None:
    review = signed(app, centre, study)
    for client in (tomos, as_someone(centre.quality_assurer), as_someone(centre.manager)):
        assert "Sign this review" not in client.get(f"/reviews/{review}").links()
        client.get(f"/reviews/{review}/agree", status=403)
    page = ffion.get(f"/reviews/{review}/agree")
    agree(app, study, review)
    ffion.submit(page, {}, status=409).says("You have signed this review already.")
    for act in ("change", "sign", "correct", "discard", "actions/new", "employer"):
        ffion.get(f"/reviews/{review}/{act}", status=403)


def test_actions_are_said_to_be_done_and_are_overdue_until_then(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, tomos: PageClient
) -> None:
    review = agree(app, study, signed(app, centre, study))
    tomos.get("/queue").says("Actions of reviews that are overdue: 2")
    tomos.get("/queue/learners").says("Overdue actions: 2")
    own, employers = actions_of(app, review)
    page = ffion.get(f"/review-actions/{own}/done")
    page = ffion.submit(page, {"done_on": ["1", "3", "2026"]}, status=409)
    page.says("An action is done on the day of the review or later")
    page = ffion.submit(page, {"done_on": ["5", "3", "2026"]})
    page.says("Done on 5 March 2026, says Ffion Rees")
    assert "What you agreed to do" not in ffion.get("/").text
    done = {"done_on": ["5", "3", "2026"]}
    ffion.submit(ffion.get(f"/review-actions/{employers}/done"), done, status=409).says(
        "This action is somebody else's."
    )
    tomos.submit(tomos.get(f"/review-actions/{employers}/done"), done).says("says Tomos Bevan")
    tomos.submit(tomos.get(f"/review-actions/{own}/done"), done, status=409).says("This action is done already.")
    tomos.get("/queue").says("Actions of reviews that are overdue: 0")
    assert checked(app) == []


def test_a_correction_takes_the_place_of_what_it_corrects(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, tomos: PageClient
) -> None:
    first = signed(app, centre, study)
    request, _token = ask(app, centre, first)
    own, _employers = actions_of(app, first)
    with acting(app, study.learner, Role.LEARNER) as work:
        services.do(work, action_row(work, own), HELD)
    page = tomos.submit(tomos.get(f"/reviews/{first}/correct"), {}, status=422)
    assert page.errors == ["Say what is wrong."]
    page = tomos.submit(page, {"why": "It was one interview, not two."})
    page.says("It was one interview, not two.", "She held two interviews.", "Give her Friday mornings")
    assert "Write up the second interview" not in page.text
    second = page.path.rsplit("/", 1)[1]
    ffion.get(f"/reviews/{first}").says("Waiting for the learner's signature")
    tomos.submit(tomos.get(f"/reviews/{second}/change"), {"progress": "She held one interview."})
    late = ffion.get(f"/reviews/{first}/agree")
    sign(app, centre, second)
    ffion.submit(late, {}, status=409).says("This review was corrected by a later one.")
    page = ffion.get(f"/reviews/{first}")
    page.says("Corrected by a later review", "She held two interviews.")
    ffion.get(page.link("Read the correction")).says("She held one interview.", "This corrects a review")
    tomos.get(f"/review-requests/{request}").says("Revoked")
    tomos.get("/queue").says("Actions of reviews that are overdue: 1")
    assert checked(app) == []


def test_who_is_due_is_seen_and_how_often_is_said(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study, tomos: PageClient
) -> None:
    manager = as_someone(centre.manager)
    home = manager.get("/")
    home.says("Learners due for a progress review: 1")
    manager.get(home.link("Learners due for a progress review: 1")).says("Ffion Rees", "None yet", "Due")
    tomos.get("/queue").says("Learners due for a progress review: 1")
    with acting(app) as work:
        held = work.today - timedelta(weeks=3)
    signed(app, centre, study, held_on=held)
    manager.get("/reviews?show=due").says("No learner is due for a review.")
    page = manager.get("/reviews")
    page.says("Ffion Rees", "Waiting for the learner's signature", "To be done: 2")
    page = manager.submit(manager.get("/reviews/interval"), {"weeks": "0"}, status=422)
    assert page.errors == ["Enter a number from 1 to 52."]
    manager.submit(page, {"weeks": "3"}).says("Weeks: 3")
    manager.get("/reviews?show=due").says("Ffion Rees")
    page = manager.get("/reviews/interval")
    value = str(page.soup.select("#qualification option")[1]["value"])
    manager.submit(page, {"weeks": "4", "qualification": value}).says("Advice and guidance", "Weeks: 4")
    manager.get("/reviews?show=due").says("No learner is due for a review.")
    manager.get("/record").says("progress reviews for 610/1 Advice and guidance are at most so many weeks apart: 4.")
    assert checked(app) == []


@pytest.mark.parametrize("who", ["manager", "assessor", "quality_assurer"])
def test_others_read_it_and_change_nothing(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study, who: str
) -> None:
    review = draft(app, centre, study)
    reader = as_someone(getattr(centre, who))
    page = reader.get(f"/reviews/{review}")
    page.says("She held two interviews.")
    assert not {"Add an action", "Sign this review", "Write or change it"} & page.links().keys()
    for act in ("change", "sign", "agree", "correct", "discard", "employer"):
        reader.get(f"/reviews/{review}/{act}", status=403)


def test_the_record_tells_of_it_and_a_change_beside_it_is_found(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    review = agree(app, study, signed(app, centre, study))
    endorse(app, ask(app, centre, review)[0])
    sentences = {
        "en": ("Nia Bowen signed the progress review for the employer.", "The learner signed the progress review."),
        "cy": ("Llofnododd Nia Bowen yr adolygiad cynnydd ar ran y cyflogwr.",),
    }
    for language, wanted in sentences.items():
        as_someone(centre.ffion, language).get(f"/portfolios/{study.portfolio}/record").says(*wanted)
    assert checked(app) == []
    for table, column, said in (
        ("review", "progress", "'Nothing.'"),
        ("review", "met", "3"),
        ("review", "status", "'signed'"),
        ("review", "replaced", "true"),
        ("review_action", "what", "'Nothing'"),
        ("review_action", "done_on", "'2026-03-03'"),
        ("review_signature", "words", "'No.'"),
        ("review_signature", "job", "'Boss'"),
        ("review_request", "name", "'Somebody'"),
    ):
        was = stored(app, table, column)
        change(app, f"UPDATE {table} SET {column} = {said}")  # noqa: S608 names of ours
        assert {one.code for one in checked(app)} == {"stored-differs"}, f"{table}.{column}"
        for key, value in was:
            change(app, f"UPDATE {table} SET {column} = :was WHERE {key_of(table)} = :key", was=value, key=key)  # noqa: S608
    assert checked(app) == []


def key_of(table: str) -> str:
    return "part" if table == "review_signature" else "id"


def stored(app: Flask, table: str, column: str) -> list[tuple[object, object]]:
    with acting(app) as work:
        rows = work.session.execute(text(f"SELECT {key_of(table)}, {column} FROM {table}"))  # noqa: S608 names of ours
        return [(row[0], row[1]) for row in rows]


def test_pages_take_as_many_statements_with_3_rows_as_with_30(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study, ffion: PageClient, tomos: PageClient
) -> None:
    manager = as_someone(centre.manager)
    action = NewAction("Write it up", Signatory.LEARNER, HELD)

    def counted(reviews: int) -> list[int]:
        made = [signed(app, centre, study, *[action] * 3, held_on=HELD + timedelta(days=one)) for one in range(reviews)]
        found = []
        for client, address in (
            (ffion, "/"),
            (ffion, f"/enrolments/{study.enrolment}/reviews"),
            (ffion, f"/reviews/{made[-1]}"),
            (tomos, "/queue"),
            (tomos, "/queue/learners"),
            (manager, "/reviews"),
        ):
            client.get(address)
            with statements() as seen:
                client.get(address)
            found.append(len(seen))
        return found

    assert counted(1) == counted(9)
