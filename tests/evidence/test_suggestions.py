"""What asks the same is suggested with its reason, claimed by one press, and counts for nothing before."""

import pytest
from flask import Flask

from portfolio.evidence.queries import claims_of
from tests.client import PageClient
from tests.databases import queries_at_most
from tests.evidence.conftest import SignIn
from tests.evidence.items import put_forward, row
from tests.factories import Centre
from tests.studies import Study, acting, enrol, publish_qualification, unit_row

HEADING = "The same is asked elsewhere in your units"


def test_an_equal_criterion_of_another_unit_is_suggested(app: Flask, study: Study, ffion: PageClient) -> None:
    made = put_forward(app, study, "0:P1")
    page = ffion.get(f"/evidence/{made}")
    page.says(
        HEADING,
        "P1 ZZTST12 clear the desk",
        "It asks in the same words as ZZTST11 P1, which this evidence is put to.",
    )
    assert page.text.count("which this evidence is put to") == 1


def test_one_press_claims_it_and_nothing_counts_before_it_is_judged(
    app: Flask, study: Study, ffion: PageClient
) -> None:
    made = put_forward(app, study, "0:P1")
    assert claims(app, made) == ["waiting"]
    page = ffion.submit(ffion.get(f"/evidence/{made}"), button="Claim this too (ZZTST12 P1)")
    assert page.path == f"/evidence/{made}/submit"
    assert claims(app, made) == ["draft", "waiting"]
    with acting(app) as work:
        assert unit_row(work, study.units[1]).met == 0
    assert HEADING not in ffion.get(f"/evidence/{made}").text


def claims(app: Flask, made: str) -> list[str]:
    with acting(app) as work:
        return sorted(one.status for one in claims_of(work.session, row(work, made).id))


def test_what_is_known_is_not_what_is_done(app: Flask, study: Study, ffion: PageClient) -> None:
    """Another section's criteria are not suggested, nor this unit's own others."""
    page = ffion.get(f"/evidence/{put_forward(app, study, '0:K1')}")
    page.says("K1 ZZTST12", HEADING)
    assert "P1 ZZTST12" not in page.text


def test_nobody_but_the_owner_is_asked(app: Flask, centre: Centre, study: Study, as_someone: SignIn) -> None:
    made = put_forward(app, study, "0:P1")
    assert HEADING not in as_someone(centre.trainee).get(f"/evidence/{made}").text


def test_what_is_claimed_everywhere_suggests_nothing(app: Flask, study: Study, ffion: PageClient) -> None:
    made = put_forward(app, study, "0:P1", "1:P1")
    assert HEADING not in ffion.get(f"/evidence/{made}").text


@pytest.mark.parametrize("number", [3, 30])
def test_suggestions_take_as_many_statements_for_many_units(
    app: Flask, centre: Centre, as_someone: SignIn, number: int
) -> None:
    with acting(app) as work:
        study = enrol(work, centre, centre.ffion, publish_qualification(work, units=number))
    made = put_forward(app, study, "0:P1")
    ffion = as_someone(centre.ffion)
    page = ffion.get(f"/evidence/{made}")
    assert page.text.count("which this evidence is put to") == number - 1
    with queries_at_most(12, "the evidence with its claims, and the criteria of all units with how they stand"):
        ffion.get(f"/evidence/{made}")
