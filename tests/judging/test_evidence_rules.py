"""A unit whose evidence rules are not kept is neither declared nor signed, and everybody reads what is missing."""

from datetime import timedelta

import pytest
from flask import Flask

from assessments.judging import services as judging
from assessments.judging.rules import Missing, UnitStanding, check_declaration, check_signature, missing
from portfolio.learning.rules import Counters, UnitStatus
from standards.foundation import Refused
from standards.qualifications.rules.evidence import Asks, EvidenceKind, EvidenceRule, UnmetRule
from tests.databases import queries_at_most
from tests.factories import Centre
from tests.judging.conftest import checked, reader
from tests.studies import START, Study, acting, enrol, judge, portfolio_row, publish_qualification, submit, unit_row

RULES = (
    EvidenceRule(Asks.OCCASIONS, number=2),
    EvidenceRule(Asks.NOT_ALLOWED, EvidenceKind.SIMULATION, criteria=("K1",)),
    EvidenceRule(Asks.CURRENT, number=1),
)
UNMET = (UnmetRule(RULES[0], 1),)


def standing(status: UnitStatus) -> UnitStanding:
    return UnitStanding(status, Counters(3, 3), unmet=UNMET)


def test_the_rules_of_signing_ask_for_the_evidence_rules() -> None:
    with pytest.raises(Refused, match="evidence-rules-unmet"):
        check_declaration(standing(UnitStatus.IN_PROGRESS))
    with pytest.raises(Refused, match="evidence-rules-unmet"):
        check_signature(standing(UnitStatus.DECLARED))
    assert missing(standing(UnitStatus.IN_PROGRESS)) == [
        Missing.EVIDENCE_RULES,
        Missing.DECLARATION,
        Missing.SIGNATURE,
    ]


@pytest.fixture(name="study")
def study_fixture(app: Flask, centre: Centre) -> Study:
    """Ffion on two units; the first asks more of its evidence than its criteria."""
    with acting(app, centre.manager) as work:
        return enrol(work, centre, centre.ffion, publish_qualification(work, rules=RULES))


def simulated(app: Flask, centre: Centre, study: Study) -> str:
    """All of the first unit met by one simulation."""
    with acting(app, centre.ffion) as work:
        made = submit(work, study, study.units[0], "Practice", kind=EvidenceKind.SIMULATION)
    with acting(app, centre.trainee) as work:
        judge(work, study, made)
    return made


def declare(app: Flask, centre: Centre, study: Study) -> None:
    with acting(app, centre.ffion) as work:
        judging.declare(work, portfolio_row(work, study), unit_row(work, study.units[0]))


@pytest.mark.parametrize("language", ["cy", "en"])
def test_what_the_rules_ask_is_read_from_the_first_day_and_kept_before_declaring(
    app: Flask, centre: Centre, study: Study, language: str
) -> None:
    learner, unit = reader(app, centre.ffion, language), f"/units/{study.units[0]}"
    days = {"en": "Different days that the evidence is of, at least: 2", "cy": "Diwrnodau gwahanol"}[language]
    learner.get(unit).says(days, {"en": "(so far: 0)", "cy": "(hyd yma: 0)"}[language])
    simulated(app, centre, study)
    learner.get(unit).says(
        {"en": "(so far: 1)", "cy": "(hyd yma: 1)"}[language],
        {"en": "(not for K1) (these do: P1, P2)", "cy": "(nid ar gyfer K1) (mae'r rhain: P1, P2)"}[language],
    )
    learner.get("/").says({"en": "the unit asks more of its evidence", "cy": "gofyn mwy gan ei thystiolaeth"}[language])
    with pytest.raises(Refused, match="evidence-rules-unmet"):
        declare(app, centre, study)
    with acting(app, centre.ffion) as work:
        day = START + timedelta(days=9)
        more = submit(work, study, study.units[0], "At work", "P1", "P2", happened_on=day)
    with acting(app, centre.trainee) as work:
        judge(work, study, more)
    declare(app, centre, study)
    assert checked(app) == []


def test_the_page_of_declaring_refuses_too(app: Flask, centre: Centre, study: Study) -> None:
    simulated(app, centre, study)
    page = reader(app, centre.ffion).get(f"/units/{study.units[0]}/declare")
    page.says("(so far: 1)")
    assert "This is my own work" not in page.html


def test_whoever_judges_is_warned_of_evidence_that_is_older_than_asked(
    app: Flask, centre: Centre, study: Study
) -> None:
    with acting(app, centre.ffion) as work:
        old = submit(work, study, study.units[0], "Long ago")
        free = submit(work, study, study.units[1], "Of the other unit")
        today = work.today
        new = submit(work, study, study.units[0], "Yesterday", happened_on=today - timedelta(days=1))
    client = reader(app, centre.trainee)
    warning = "The unit asks for evidence that is not older than this many months: 1."
    client.get(f"/evidence/{old}/judge").says(warning)
    for other in (free, new):
        assert warning not in client.get(f"/evidence/{other}/judge").text


@pytest.mark.parametrize("times", [3, 30])
def test_the_rules_take_one_statement_whatever_is_met(app: Flask, centre: Centre, study: Study, times: int) -> None:
    with acting(app, centre.ffion) as work:
        made = [submit(work, study, study.units[0], f"Note {number}") for number in range(times)]
    with acting(app, centre.trainee) as work:
        for one in made:
            judge(work, study, one)
    client = reader(app, centre.ffion)
    for address in ("/", f"/units/{study.units[0]}"):
        with queries_at_most(13, "who asks (2), what is asked for (3), what the page shows, and what met it (1)"):
            client.get(address)
