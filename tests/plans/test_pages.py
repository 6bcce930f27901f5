"""An assessor plans, the learner agrees, the quality assurer reviews; a change makes a new version of it all."""

import pytest
from flask import Flask
from sqlalchemy import text

from portfolio.plans import services
from portfolio.plans.models import PlanLineCriterion, PlannedActivity, PlanVersion
from portfolio.plans.rules import Review
from standards.foundation import Role
from tests.client import Page, PageClient, Value
from tests.databases import statements
from tests.evidence.conftest import SignIn
from tests.factories import Centre
from tests.judging.conftest import checked, reader
from tests.ledger.tampering import change
from tests.plans.planning import (
    activity_of,
    agree,
    agreed,
    begin,
    draft,
    interview,
    put_forward,
    review,
    version_row,
)
from tests.studies import Study, acting


def an_activity(study: Study, **more: Value) -> dict[str, Value]:
    return {
        "title": "First interview",
        "method": "observation",
        "planned_on": ["3", "2", "2027"],
        "at_time": "9.30",
        "place": "The office",
        "present": "Her manager",
        "language": "cy",
        "criteria": [f"{study.units[0]}:P1", f"{study.units[1]}:K1"],
        "adjustments": "More time",
        "confidentiality": "The client is asked first.",
        **more,
    }


def plan_page(client: PageClient, study: Study) -> Page:
    return client.get(f"/enrolments/{study.enrolment}/plan")


def test_a_plan_is_written_agreed_and_reviewed(
    app: Flask, study: Study, ffion: PageClient, tomos: PageClient, quality: PageClient
) -> None:
    page = plan_page(tomos, study)
    page.says("There is no assessment plan yet.")
    page = tomos.submit(tomos.get(page.link("Begin the plan")), {"language": "en"})
    assert page.notices == ["Version 1 is begun. The learner can read along."]
    page.says("Nothing is planned in this version yet.")
    page = tomos.submit(tomos.get(page.link("Add an activity")), an_activity(study))
    page.says("First interview", "3 February 2027, 09:30", "Observation at work", "ZZTST11: P1", "ZZTST12: K1")
    plan_page(ffion, study).says("Being written", "Her manager", "More time", "The client is asked first.")
    assert "Agree to this plan" not in plan_page(ffion, study).links()
    page = tomos.submit(tomos.get(page.link("Put the plan forward")), {})
    page.says("Waiting for the learner", "Agreed: Tomos")
    home = ffion.get("/")
    home.says("Your assessor asks you to agree to a plan")
    page = ffion.get(home.link("Assessment plan, version 1"))
    page = ffion.submit(ffion.get(page.link("Agree to this plan")), {})
    assert page.notices == ["You have agreed to the plan. It holds from now on."]
    page.says("Agreed by learner and assessor", "Agreed: Ffion Rees", "the quality assurer has not reviewed it yet")
    home = ffion.get("/")
    home.says("What is next by plan", "3 February 2027, 09:30: First interview")
    assert "asks you to agree" not in home.text
    waiting = quality.get("/")
    waiting.says("Plans for you to review", "Ffion Rees")
    page = quality.get(waiting.link("Assessment plan, version 1"))
    page = quality.submit(quality.get(page.link("Review this plan")), {"outcome": "agreed"})
    page.says("Agreed and reviewed")
    assert "Plans for you to review" not in quality.get("/").text
    assert checked(app) == []


def test_what_is_sent_back_no_longer_holds_and_the_next_version_begins_as_it_ended(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, tomos: PageClient, quality: PageClient
) -> None:
    first = agreed(app, centre, study)
    page = quality.submit(quality.get(f"/plans/{first}/review"), {"outcome": "returned"}, status=422)
    assert page.errors == ["Say what is to be changed."]
    page = quality.submit(page, {"words": "Plan the second interview too."})
    page.says("Sent back by the quality assurer", "Plan the second interview too.", "so it does not hold")
    assert "What is next by plan" not in ffion.get("/").text
    page = tomos.submit(tomos.get(plan_page(tomos, study).link("Change the plan")), {})
    page.says("First interview")
    page = tomos.submit(tomos.get(page.link("Add an activity")), an_activity(study, title="Second interview"))
    second = agree(app, study, put_forward(app, centre, page.path.rsplit("/", 1)[1]))
    review(app, centre.quality_assurer, second)
    shown = plan_page(ffion, study)
    shown.says("Assessment plan, version 2", "First interview", "Second interview", "Agreed and reviewed")
    earlier = ffion.get(shown.link("Version 1"))
    earlier.says("Plan the second interview too.", "There is a newer version: Version 2")
    assert "Second interview" not in earlier.text
    assert checked(app) == []


def test_the_agreed_version_holds_until_the_next_is_agreed(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, tomos: PageClient
) -> None:
    first = agreed(app, centre, study)
    second = begin(app, centre, study)
    page = tomos.get(f"/plans/{second}")
    page = tomos.submit(tomos.get(page.link("Change First interview")), {"title": "An interview by telephone"})
    page.says("An interview by telephone")
    put_forward(app, centre, second)
    plan_page(ffion, study).says("Assessment plan, version 1", "First interview", "There is a newer version:")
    ffion.get("/").says("First interview")
    agree(app, study, second)
    plan_page(ffion, study).says("Assessment plan, version 2", "An interview by telephone")
    ffion.get(f"/plans/{first}").says("Replaced by a newer version", "First interview")
    review(app, centre.quality_assurer, second, Review.RETURNED, "By telephone nobody sees her.")
    plan_page(ffion, study).says("Assessment plan, version 1", "First interview")
    assert checked(app) == []


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(
    app: Flask, centre: Centre, study: Study, tomos: PageClient
) -> None:
    version = begin(app, centre, study)
    page = tomos.get(f"/plans/{version}/activities/new")
    page = tomos.submit(page, {"place": "The office"}, status=422)
    assert page.errors == [
        "Say what is to be done.",
        "Choose a method.",
        "Enter the day.",
        "Choose at least one criterion that the activity is to show.",
    ]
    page = tomos.submit(page, an_activity(study, at_time="25:00"), status=422)
    assert page.errors == ["Enter a time in hours and minutes, such as 9:30 or 14:05."]
    page = tomos.submit(page, an_activity(study, planned_on=["4", "1", "2026"]), status=409)
    page.says("An activity is planned before the day on which the enrolment starts.")
    assert page.form().values["place"] == "The office"
    page = tomos.submit(page, an_activity(study, planned_on=["5", "1", "2026"]))
    page.says("5 January 2026", "Overdue", "1 activity is overdue", "The day of this activity is past already.")
    page = tomos.submit(tomos.get(page.link("Change First interview")), {"planned_on": ["6", "1", "2027"]})
    page.says("is after the planned end of the enrolment. It is saved")
    page = tomos.submit(tomos.get(page.link("Change First interview")), {"planned_on": ["5", "1", "2027"]})
    assert page.notices == ["The activity is changed."]


def test_a_criterion_of_another_learner_is_refused(app: Flask, centre: Centre, study: Study, tomos: PageClient) -> None:
    version = begin(app, centre, study)
    foreign = {"criteria": [f"{study.units[0]}:P1", f"{'0' * 32}:P1"]}
    page = tomos.post(
        f"/plans/{version}/activities/new",
        {**tomos.get(f"/plans/{version}/activities/new").form().values, **an_activity(study, **foreign)},
        status=409,
    )
    page.says("One of these criteria is not of a unit of this enrolment.")
    assert page.form().values["title"] == "First interview"


def test_two_who_write_at_once(app: Flask, centre: Centre, study: Study, tomos: PageClient) -> None:
    version = draft(app, centre, study)
    page = tomos.get(f"/plans/{version}/activities/new")
    confirm = tomos.get(f"/plans/{version}/put-forward")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        row = version_row(work, version)
        services.plan(work, row, interview(study, title="Another"), row.version)
    tomos.submit(confirm, {}, status=409).says("This plan changed while you were looking.", "Another")
    page = tomos.submit(page, an_activity(study, title="A third"), status=409)
    page.says("This plan changed while you were looking.")
    page.link("See the plan as it is now")
    assert page.form().values["title"] == "A third"
    tomos.submit(page, {}).says("First interview", "Another", "A third")


def test_an_activity_is_left_out_of_the_new_version_alone(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, tomos: PageClient
) -> None:
    first = agreed(app, centre, study, interview(study), interview(study, title="Second interview"))
    second = begin(app, centre, study)
    page = tomos.get(tomos.get(f"/plans/{second}").link("Leave out Second interview"))
    page = tomos.submit(page, {})
    assert page.notices == ["The activity is left out of this version."]
    assert "Second interview" not in page.text
    ffion.get(f"/plans/{first}").says("Second interview")
    agree(app, study, put_forward(app, centre, second))
    address = ffion.get(f"/plans/{first}").link("Second interview")
    ffion.get(address).says("This is not in the plan that holds now.")
    tomos.get(f"{address}/change", status=409).says("This activity is not in the version that is being written.")
    assert checked(app) == []


DISCARDED = {"en": "The draft is discarded.", "cy": "Mae'r drafft wedi'i ddileu."}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_draft_is_discarded_with_what_it_alone_planned(
    app: Flask, centre: Centre, study: Study, language: str
) -> None:
    first = agreed(app, centre, study, interview(study))
    second = begin(app, centre, study)
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        row = version_row(work, second)
        services.plan(work, row, interview(study, title="Ail sgwrs"), row.version)
    tomos = reader(app, centre.trainee, language)
    page = tomos.get(f"/plans/{second}/discard?lang={language}")
    page.says("Ail sgwrs")
    page = tomos.submit(page, {})
    assert page.notices == [DISCARDED[language]]
    assert "Ail sgwrs" not in page.text
    tomos.get(f"/plans/{second}", status=404)
    with acting(app) as work:
        assert [one.public_id for one in work.session.query(PlanVersion)] == [first]
        assert work.session.query(PlannedActivity).count() == 1
        assert work.session.query(PlanLineCriterion).count() > 0, "what holds stays"
    assert begin(app, centre, study) != second
    assert checked(app) == []


def test_a_draft_that_somebody_commented_on_stays(app: Flask, centre: Centre, study: Study, tomos: PageClient) -> None:
    version = draft(app, centre, study)
    page = tomos.get(f"/plans/{version}/discard")
    with acting(app, study.learner, Role.LEARNER) as work:
        services.comment(work, version_row(work, version), "Not in February.", "en")
    tomos.submit(page, {}, status=409).says("Somebody has commented on this version", "Nothing was discarded.")
    put_forward(app, centre, version)
    tomos.submit(page, {}, status=409).says("This version was put forward and stays as it is.")
    tomos.get(f"/plans/{version}/discard", status=409)


def test_what_is_frozen_stays(app: Flask, centre: Centre, study: Study, tomos: PageClient) -> None:
    version = draft(app, centre, study)
    page, adding = tomos.get(f"/plans/{version}/put-forward"), tomos.get(f"/plans/{version}/activities/new")
    activity = activity_of(app, version)
    leaving = tomos.get(f"/planned/{activity}/leave-out")
    put_forward(app, centre, version)
    tomos.submit(page, {}, status=409).says("This version was put forward and stays as it is.")
    tomos.submit(leaving, {}, status=409).says("This version was put forward and stays as it is.")
    tomos.submit(adding, an_activity(study), status=409).says("This version was put forward and stays as it is.")
    for address in (
        f"/plans/{version}/activities/new",
        f"/planned/{activity}/change",
        f"/planned/{activity}/leave-out",
    ):
        tomos.get(address, status=409).says("This version was put forward and stays as it is.")


def test_only_the_last_version_is_agreed_to(app: Flask, centre: Centre, study: Study, ffion: PageClient) -> None:
    first = put_forward(app, centre, draft(app, centre, study))
    page = ffion.get(f"/plans/{first}/agree")
    second = begin(app, centre, study)
    ffion.submit(page, {}, status=409).says("There is a newer version of this plan.")
    ffion.submit(ffion.get(f"/plans/{second}/agree"), {}, status=409).says("This version is still being written.")
    agree(app, study, put_forward(app, centre, second))
    ffion.submit(ffion.get(f"/plans/{second}/agree"), {}, status=409).says("You have agreed to this version already.")
    assert checked(app) == []


def test_an_agreed_version_is_reviewed_though_the_next_is_being_written(
    app: Flask, centre: Centre, study: Study, quality: PageClient
) -> None:
    first = agreed(app, centre, study)
    second = begin(app, centre, study)
    waiting = quality.get("/")
    waiting.says("Plans for you to review")
    page = quality.get(waiting.link("Assessment plan, version 1"))
    page = quality.submit(quality.get(page.link("Review this plan")), {"outcome": "agreed"})
    page.says("Agreed and reviewed")
    put_forward(app, centre, second)
    quality.submit(quality.get(f"/plans/{first}/review"), {"outcome": "agreed"}, status=409).says(
        "There is a newer version of this plan."
    )
    assert checked(app) == []


def test_nobody_agrees_for_another(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study, tomos: PageClient, quality: PageClient
) -> None:
    version = put_forward(app, centre, draft(app, centre, study))
    for client in (tomos, quality, as_someone(centre.manager)):
        client.get(f"/plans/{version}").says("Waiting for the learner")
        assert "Agree to this plan" not in client.get(f"/plans/{version}").links()
        client.get(f"/plans/{version}/agree", status=403)
    quality.submit(quality.get(f"/plans/{version}/review"), {"outcome": "agreed"}, status=409).says(
        "Learner and assessor have not both agreed yet."
    )


def test_comments_are_read_by_all_and_kept_with_the_version(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, tomos: PageClient, quality: PageClient
) -> None:
    version = draft(app, centre, study)
    page = ffion.get(f"/plans/{version}")
    page = ffion.submit(ffion.get(page.link("Comment on this version")), {}, status=422)
    assert page.errors == ["Write the comment."]
    page = ffion.submit(page, {"words": "Ni allaf ddod ym mis Chwefror.", "language": "cy"})
    assert page.soup.find(lang="cy", string="Ni allaf ddod ym mis Chwefror.") is not None
    for client in (tomos, quality):
        client.get(f"/plans/{version}").says("Ni allaf ddod ym mis Chwefror.", "Ffion Rees")
    assert checked(app) == []


@pytest.mark.parametrize("who", ["manager", "assessor"])
def test_others_read_it_and_change_nothing(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study, who: str
) -> None:
    version = draft(app, centre, study)
    reader = as_someone(getattr(centre, who))
    page = reader.get(f"/plans/{version}")
    page.says("First interview")
    assert not {"Add an activity", "Put the plan forward", "Comment on this version"} & page.links().keys()
    for act in ("activities/new", "put-forward", "agree", "review", "comment"):
        reader.get(f"/plans/{version}/{act}", status=403)


def test_the_record_tells_of_it_and_a_change_beside_it_is_found(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study
) -> None:
    version = agreed(app, centre, study)
    review(app, centre.quality_assurer, version, Review.RETURNED, "Too early.")
    sentences = {
        "en": ("The learner agreed to version 1 of the assessment plan for 610/1 Advice and guidance.",),
        "cy": ("Cytunodd y dysgwr ar fersiwn 1 o'r cynllun asesu ar gyfer 610/1 Cyngor ac arweiniad.",),
    }
    for language, wanted in sentences.items():
        as_someone(centre.ffion, language).get(f"/portfolios/{study.portfolio}/record").says(*wanted)
    assert checked(app) == []
    for table, column, said in (
        ("plan_line", "place", "'Elsewhere'"),
        ("plan_line", "confidentiality", "''"),
        ("plan_version", "status", "'agreed'"),
        ("plan_version", "holds", "true"),
        ("plan_version", "language", "'cy'"),
        ("plan_assent", "words", "'Quite right.'"),
    ):
        was = stored(app, table, column)
        change(app, f"UPDATE {table} SET {column} = {said}")  # noqa: S608 names of ours
        assert [one.code for one in checked(app)] == ["stored-differs"], f"{table}.{column}"
        for key, value in was:
            change(app, f"UPDATE {table} SET {column} = :was WHERE {KEYS[table]} = :key", was=value, key=key)  # noqa: S608
    assert checked(app) == []


KEYS = {"plan_line": "activity_id", "plan_version": "id", "plan_assent": "part"}


def stored(app: Flask, table: str, column: str) -> list[tuple[object, object]]:
    with acting(app) as work:
        rows = work.session.execute(text(f"SELECT {KEYS[table]}, {column} FROM {table}"))  # noqa: S608 names of ours
        return [(row[0], row[1]) for row in rows]


def test_pages_take_as_many_statements_with_3_rows_as_with_30(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, tomos: PageClient
) -> None:
    few = agreed(app, centre, study, *(interview(study, title=f"Interview {one}") for one in range(3)))
    addresses = [
        (ffion, "/"),
        (ffion, f"/enrolments/{study.enrolment}/plan"),
        (tomos, "/queue"),
        (tomos, "/queue/learners"),
    ]
    addresses.append((ffion, f"/portfolios/{study.portfolio}/evidence/new"))
    addresses.append((ffion, f"/planned/{activity_of(app, few)}"))
    counted = []
    for more in (0, 27):
        if more:
            version = begin(app, centre, study)
            with acting(app, centre.trainee, Role.ASSESSOR) as work:
                row = version_row(work, version)
                for one in range(more):
                    services.plan(work, row, interview(study, title=f"Interview {one + 3}"), row.version)
            agree(app, study, put_forward(app, centre, version))
        for client, address in addresses:
            client.get(address)
            with statements() as seen:
                client.get(address)
            counted.append(len(seen))
    assert counted[: len(addresses)] == counted[len(addresses) :]
