"""Sets of questions: versions stay as they were, the guide is no learner's, and what was asked names its version."""

from dataclasses import replace

import pytest
from flask import Flask

from assessments.questioning import services
from assessments.questioning.models import QuestionAsked
from assessments.questioning.rules import MOST_QUESTIONS, Asked
from portfolio.evidence.models import Revision
from standards.foundation import Changed, Refused, Role
from tests.client import PageClient
from tests.databases import queries_at_most
from tests.factories import Centre
from tests.ledger.test_check import checked
from tests.observing.conftest import (
    Group,
    SignIn,
    alys_fixture,
    as_someone_fixture,
    ffion_fixture,
    group_fixture,
    tomos_fixture,
)
from tests.observing.watching import begin, part, put, said
from tests.observing.watching import row as observation_row
from tests.questioning.asking import ASKED, begun, publish, published, row
from tests.studies import acting

__all__ = ["SignIn", "alys_fixture", "as_someone_fixture", "ffion_fixture", "group_fixture", "tomos_fixture"]


def test_a_version_stays_as_it_was_published(app: Flask, centre: Centre, group: Group) -> None:
    questions = published(app, centre.trainee, group.ffion)
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        found = row(work, questions)
        changed = [replace(ASKED[0], words="Why three times?"), *ASKED[1:]]
        services.save(work, found, found.title, changed, found.version)
    publish(app, centre.trainee, questions)
    with acting(app) as work:
        kept = work.session.query(QuestionAsked).order_by(QuestionAsked.version_id, QuestionAsked.position)
        assert [one.words for one in kept] == [
            "Why do you ask twice?", "Where do you begin?", "Why three times?", "Where do you begin?",
        ]  # fmt: skip
        assert row(work, questions).number == 2
    assert checked(app) == []
    with acting(app) as work:
        work.session.query(QuestionAsked).first().guide = "Anything."  # type: ignore[union-attr]
    assert checked(app) != []


@pytest.mark.parametrize(
    ("code", "title", "asked"),
    [
        ("questions-need-title", " ", ASKED),
        ("questions-none", "Desk", ()),
        ("questions-need-words", "Desk", (Asked("K1", "", "A guide."),)),
        ("questions-need-criterion", "Desk", (Asked("ZZ9", "Why?"),)),
        ("questions-need-criterion", "Desk", (Asked("", "Why?"),)),
    ],
)
def test_what_is_not_whole_is_not_published(
    app: Flask, centre: Centre, group: Group, code: str, title: str, asked: tuple[Asked, ...]
) -> None:
    questions = begun(app, centre.trainee, group.ffion, asked, title)
    with pytest.raises(Refused) as no:
        publish(app, centre.trainee, questions)
    assert no.value.code == code


def test_nothing_new_too_much_or_changed_meanwhile_is_refused(app: Flask, centre: Centre, group: Group) -> None:
    questions = published(app, centre.trainee, group.ffion)
    with pytest.raises(Refused, match="questions-nothing-new"):
        publish(app, centre.trainee, questions)
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        found = row(work, questions)
        with pytest.raises(Refused, match="questions-too-many"):
            services.save(work, found, "Desk", ASKED * MOST_QUESTIONS, found.version)
        with pytest.raises(Changed, match="questions-changed"):
            services.save(work, found, "Desk", ASKED, found.version - 1)
        with pytest.raises(Refused, match="questions-need-standard"):
            services.start(work, centre.provider_id, 10**6, "Desk", "en")


def test_a_set_is_written_published_and_read(tomos: PageClient, ffion: PageClient, group: Group) -> None:
    page = tomos.get("/questions/new")
    standard = next(iter(page.soup.select("select[name=standard] option")))["value"]
    page = tomos.submit(page, {"title": "At the desk", "standard": str(standard), "language": "en"})
    page.says("The set is begun.")
    address = page.path
    page = tomos.submit(page, {"q-0-words": "Why twice?", "q-0-guide": "Two reasons."}, button="Save as a draft")
    page = tomos.submit(page, {}, button="Publish it as a new version", status=409)
    page.says("A question is about no criterion of the standard.")
    page = tomos.submit(page, {"q-0-code": "K1"}, button="Publish it as a new version")
    page.says("The questions are published.", "Why twice?", "Two reasons.")
    ffion.get(address, status=404)
    ffion.get(f"{address}/versions", status=404)
    ffion.get("/questions", status=403)


def test_a_question_is_taken_into_an_observation_with_its_version(
    app: Flask, centre: Centre, tomos: PageClient, ffion: PageClient, group: Group
) -> None:
    published(app, centre.trainee, group.ffion)
    one = replace(part(group.ffion), questions=())
    observation = begin(app, centre.trainee, said({group.ffion: one}))
    start = f"p-{group.ffion.portfolio}"
    page = tomos.get(f"/observations/{observation}")
    taken = page.soup.select_one(f'select[name="{start}-take"] option:nth-of-type(2)')
    assert taken is not None
    page = tomos.submit(page, {f"{start}-take": str(taken["value"])}, button="Save as a draft")
    page.says("From the set Desk, 1.", "Names two reasons.")
    assert "Why do you ask twice?" in page.html
    page = tomos.submit(page, {f"{start}-answer-0": "To be sure."}, button="Save as a draft")
    evidence = put(app, centre.trainee, observation)[0]
    with acting(app) as work:
        [frozen] = work.session.query(Revision)
        assert frozen.particulars["oral_questions"] == "K1: Why do you ask twice? (Desk, 1)\n– To be sure."
    assert "Names two reasons." not in ffion.get(f"/evidence/{evidence}").html


def test_a_question_asked_in_other_words_is_from_no_set(
    app: Flask, centre: Centre, tomos: PageClient, group: Group
) -> None:
    published(app, centre.trainee, group.ffion)
    observation = begin(app, centre.trainee, said({group.ffion: replace(part(group.ffion), questions=())}))
    start = f"p-{group.ffion.portfolio}"
    page = tomos.get(f"/observations/{observation}")
    taken = page.soup.select_one(f'select[name="{start}-take"] option:nth-of-type(2)')
    assert taken is not None
    page = tomos.submit(page, {f"{start}-take": str(taken["value"])}, button="Save as a draft")
    said_otherwise = {f"{start}-question-0": "Why once?", f"{start}-answer-0": "I forgot."}
    tomos.submit(page, said_otherwise, button="Save as a draft")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        from_rules = observation_row(work, observation).said["parts"][group.ffion.portfolio]["questions"]
        assert from_rules[0][0] == "Why once?"
    put(app, centre.trainee, observation)
    with acting(app) as work:
        [frozen] = work.session.query(Revision)
        assert "(Desk, 1)" not in frozen.particulars["oral_questions"]


@pytest.mark.parametrize("times", [3, 30])
def test_pages_take_as_many_statements_for_many_sets(
    app: Flask, centre: Centre, tomos: PageClient, group: Group, times: int
) -> None:
    *_others, questions = [published(app, centre.trainee, group.ffion) for _number in range(times)]
    for page in ("/questions", f"/questions/{questions}", f"/questions/{questions}/versions"):
        with queries_at_most(9, "who asks (2), the set (1), its standard, criteria and versions"):
            tomos.get(page)
