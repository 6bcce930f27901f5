"""A professional discussion: criteria given beforehand, held by whoever gave them, decided where each was covered."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from assessments.discussing import services
from assessments.discussing.rules import Covered, Method
from assessments.judging.rules import RulesOfEvidence
from portfolio.core.ledger import Entry
from portfolio.evidence.models import Claim, Evidence
from standards.foundation import Refused, Role
from tests.client import PageClient, Value
from tests.core.hostile import sound
from tests.databases import queries_at_most
from tests.discussing.talking import GIVING, covered, days, give, hold, row
from tests.evidence.conftest import SignIn
from tests.factories import Centre
from tests.ledger.test_check import checked
from tests.studies import Study, acting


def test_what_was_held_is_evidence_that_points_into_its_recording(app: Flask, centre: Centre, study: Study) -> None:
    discussion = give(app, centre.trainee, study)
    evidence = hold(app, centre.trainee, discussion, covered(study))
    with acting(app) as work:
        found = work.session.query(Evidence).where(Evidence.public_id == evidence).one()
        claims = {(one.note, one.status) for one in work.session.query(Claim).where(Claim.evidence_id == found.id)}
        assert (found.kind, found.record, found.author_id) == ("discussion", discussion, centre.trainee.account_id)
        assert claims == {("03:10–04:25, on asking twice", "met"), ("03:10–04:25, on asking twice", "referred")}
        assert (row(work, discussion).status, found.waiting) == ("recorded", 0)
        kinds = [one.kind for one in work.session.query(Entry).order_by(Entry.seq) if "discussion" in one.kind]
        assert kinds == ["discussion.given", "discussion.recorded"]
    assert checked(app) == []


def test_what_is_missing_or_cannot_be_is_refused(app: Flask, centre: Centre, study: Study) -> None:
    discussion = give(app, centre.trainee, study)
    with acting(app) as work:
        today = work.today
    first = study.units[0]
    cases: list[tuple[str, dict[str, object]]] = [
        ("discussion-needs-date", {"happened_on": None}),
        ("discussion-in-future", {"happened_on": today + days(1)}),
        ("discussion-before-given", {"happened_on": today - days(1)}),
        ("discussion-needs-words", {"words": " "}),
        ("discussion-needs-recording", {"media_types": ["image/jpeg"]}),
        ("discussion-needs-recording", {"method": Method.VIDEO}),
        ("discussion-needs-decisions", {"covered": {}}),
        ("discussion-criterion-not-given", {"covered": {f"{first}:K1": Covered("01:00", "met")}}),
        ("discussion-needs-where", {"covered": {f"{first}:P1": Covered(" ", "met")}}),
        ("discussion-where-wrong", {"covered": {f"{first}:P1": Covered("At 99:99", "met")}}),
        ("discussion-where-wrong", {"covered": {f"{first}:P1": Covered("04:25–03:10", "met")}}),
        ("discussion-needs-rules", {"rules": RulesOfEvidence(valid=True, authentic=False, current=True)}),
        ("discussion-needs-missing", {"covered": {f"{first}:P1": Covered("01:00", "referred")}}),
    ]
    for code, changes in cases:
        with pytest.raises(Refused) as no:
            hold(app, centre.trainee, discussion, covered(study), **changes)
        assert no.value.code == code
    with acting(app) as work:
        assert work.session.query(Evidence).count() == 0


def test_criteria_are_given_for_what_one_assesses_and_for_days_to_come(
    app: Flask, centre: Centre, study: Study
) -> None:
    with acting(app) as work:
        yesterday = work.today - days(1)
    with pytest.raises(Refused, match="discussion-planned-before"):
        give(app, centre.trainee, study, giving=replace(GIVING, planned_on=yesterday))
    with pytest.raises(Refused, match="discussion-needs-purpose"):
        give(app, centre.trainee, study, giving=replace(GIVING, purpose=" "))
    with pytest.raises(Refused, match="unit-not-assigned"):
        give(app, centre.assessor, study)
    with pytest.raises(Refused, match="judging-own-portfolio"):
        give(app, centre.ffion, study)


def test_whoever_gave_the_criteria_holds_it_once_or_calls_it_off(
    app: Flask, centre: Centre, study: Study, alys: PageClient
) -> None:
    first, second = give(app, centre.trainee, study), give(app, centre.trainee, study)
    with pytest.raises(Refused, match="discussion-of-another"):
        hold(app, centre.assessor, first, covered(study))
    with acting(app, centre.assessor, Role.ASSESSOR) as work, pytest.raises(Refused, match="discussion-of-another"):
        services.call_off(work, row(work, second))
    alys.get(f"/discussions/{first}").says("Criteria given; to be held")
    assert "Put it on record" not in alys.get(f"/discussions/{first}").links()
    hold(app, centre.trainee, first, covered(study, P1="met"))
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        services.call_off(work, row(work, second))
    for discussion in (first, second):
        with pytest.raises(Refused, match="discussion-over"):
            hold(app, centre.trainee, discussion, covered(study))
    assert checked(app) == []


def filled(day: date) -> dict[str, Value]:
    """Fill in the record by its fields, apart from its criteria."""
    return {
        "happened_on": (f"{day:%d}", f"{day:%m}", f"{day:%Y}"),
        "place": "The back office",
        "language": "en",
        "words": "We spoke of both.",
        "people": "open",
        "valid": True,
        "authentic": True,
        "current": True,
        "held": True,
    }


def test_the_learner_sees_the_criteria_beforehand_and_the_record_after(
    app: Flask, tomos: PageClient, ffion: PageClient, study: Study
) -> None:
    page = tomos.get(f"/portfolios/{study.portfolio}/discussions/new")
    page = tomos.submit(page, {"purpose": ""}, status=422)
    assert "Say what the discussion is to show." in page.errors
    keys = [f"{study.units[0]}:{code}" for code in ("P1", "P2")]
    given = {"purpose": "Why she works so.", "language": "en", "method": "sound", "criteria": keys}
    page = tomos.submit(page, given)
    page.says("The learner sees the criteria on their start page from now on.", "Criteria: 2")
    home = ffion.get("/")
    home.says("Professional discussions to prepare for")
    ffion.get(home.link("With Tomos Bevan")).says("Why she works so.", "Criteria given", "As a sound recording")
    page = tomos.get(page.link("Put it on record"))
    with acting(app) as work:
        day = work.today
    said: dict[str, Value] = {
        **filled(day),
        f"c-{keys[0]}-where": "03:10–04:25 on asking twice",
        f"c-{keys[0]}-outcome": "met",
        f"c-{keys[1]}-outcome": "referred",
    }
    page = tomos.submit(page, said, status=422)
    assert page.errors == ["P2: say where it was covered, and how.", "P2: say what is missing."]
    said |= {f"c-{keys[1]}-where": "05:00", f"c-{keys[1]}-feedback": "Say more."}
    page = tomos.submit(page, said, status=409)
    page.says("You agreed on a recording, and no file of that kind is here.")
    page = tomos.submit(page, {**said, "files": [(sound(), "sgwrs.wav")]})
    page.says("The discussion is on record.")
    assert "Professional discussions to prepare for" not in ffion.get("/").text
    shown = ffion.get(page.path)
    shown.says("We spoke of both.", "sgwrs.wav", "The back office")
    assert shown.link("03:10–04:25").endswith("part?at=190,265")
    ffion.get(f"/evidence/{page.path.split('/')[2]}/edit", status=409).says("An assessor wrote this record")
    assert checked(app) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "P1, “99:99”: No recording shows this time, so nothing opens here."),
        ("cy", "P1, “99:99”: Nid oes recordiad yn dangos yr amser hwn"),
    ],
)
def test_a_time_that_no_recording_shows_is_told_before(
    app: Flask, centre: Centre, as_someone: SignIn, study: Study, language: str, words: str
) -> None:
    discussion = give(app, centre.trainee, study, giving=replace(GIVING, method=Method.WRITING))
    with acting(app) as work:
        day = work.today
    key = f"{study.units[0]}:P1"
    tomos = as_someone(centre.trainee, language)
    page = tomos.get(f"/discussions/{discussion}/record")
    said: dict[str, Value] = {**filled(day), f"c-{key}-where": "99:99", f"c-{key}-outcome": "met"}
    page = tomos.submit(page, said, status=422)
    assert page.errors[0].startswith(words)
    assert 'value="99:99"' in page.html
    page = tomos.submit(page, {f"c-{key}-where": "03:10"})
    assert page.path.startswith("/evidence/")


WROTE = {
    "en": (
        "Record of a professional discussion",
        "Tomos Bevan wrote this record of what was said",
        "Nobody changes it.",
    ),
    "cy": (
        "Cofnod trafodaeth broffesiynol",
        "Tomos Bevan a ysgrifennodd y cofnod hwn o'r hyn a ddywedwyd",
        "yn ei newid.",
    ),
}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_evidence_says_who_wrote_the_record(
    app: Flask, centre: Centre, as_someone: SignIn, study: Study, language: str
) -> None:
    discussion = give(app, centre.trainee, study)
    evidence = hold(app, centre.trainee, discussion, covered(study))
    ffion = as_someone(centre.ffion, language)
    page = ffion.get(f"/evidence/{evidence}")
    page.says(*WROTE[language])
    assert f"/discussions/{discussion}" in page.links().values()
    ffion.get(f"/evidence/{evidence}/sheet").says(*WROTE[language])


def test_a_forged_criterion_is_refused(app: Flask, centre: Centre, tomos: PageClient, study: Study) -> None:
    discussion = give(app, centre.trainee, study, giving=replace(GIVING, method=Method.WRITING))
    page = tomos.get(f"/discussions/{discussion}/record")
    with acting(app) as work:
        day = work.today
    key = f"{study.units[0]}:P1"
    said: dict[str, Value] = {
        **filled(day),
        f"c-{key}-where": "Second paragraph",
        f"c-{key}-outcome": "met",
    }
    sent = page.form().filled(said, "Sign and put it on record")
    sent.add(f"c-{study.units[0]}:K1-outcome", "met")
    page = tomos.post(f"/discussions/{discussion}/record", sent, status=409)
    page.says("One of the criteria was not given to the learner beforehand.")
    assert 'value="Second paragraph"' in page.html
    tomos.submit(page, said).says("The discussion is on record.")


def test_only_those_who_read_the_portfolio_read_of_it(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, as_someone: SignIn
) -> None:
    discussion = give(app, centre.trainee, study)
    as_someone(centre.owen).get(f"/discussions/{discussion}", status=404)
    as_someone(centre.other_manager).get(f"/discussions/{discussion}", status=404)
    ffion.get(f"/discussions/{discussion}/record", status=403)
    as_someone(centre.manager).get(f"/portfolios/{study.portfolio}/discussions").says("Discussions: 1")
    welsh = as_someone(centre.ffion, "cy")
    welsh.get("/").says("Trafodaethau proffesiynol i baratoi ar eu cyfer")
    welsh.get(f"/portfolios/{study.portfolio}/record").says("Rhoddwyd meini prawf trafodaeth broffesiynol")


@pytest.mark.parametrize("times", [3, 30])
def test_pages_take_as_many_statements_for_many_discussions(
    app: Flask, centre: Centre, study: Study, ffion: PageClient, times: int
) -> None:
    *_others, discussion = [give(app, centre.trainee, study) for _number in range(times)]
    for page in (f"/portfolios/{study.portfolio}/discussions", f"/discussions/{discussion}"):
        with queries_at_most(10, "who asks (2), what is asked for (2), and what the page shows"):
            ffion.get(page)
