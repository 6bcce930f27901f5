"""What asks the same is suggested with its reason, claimed by one press, and counts for nothing before."""

import pytest
from flask import Flask

from portfolio.evidence.queries import claims_of
from standards.foundation import Role
from tests.client import PageClient
from tests.databases import queries_at_most
from tests.evidence.conftest import SignIn
from tests.evidence.items import put_forward, row
from tests.factories import Centre
from tests.library.drafts import both, small_draft, with_words
from tests.studies import Study, acting, enrol, judge, publish_qualification, submit, unit_row

HEADING = "The same, or nearly, is asked elsewhere in your units"


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


ROOM = both("clirio'r ystafell fawr cyn i bob ymwelydd ddod i mewn", "clear the large room before any visitor comes in")
HALL = both("clirio'r ystafell fach cyn i bob ymwelydd ddod i mewn", "clear the small room before any visitor comes in")


@pytest.fixture(name="near")
def near_fixture(app: Flask, centre: Centre) -> Study:
    """Two units whose first criteria ask nearly the same."""
    drafts = [with_words(small_draft(urn), "P1", said) for urn, said in (("ZZTST11", ROOM), ("ZZTST12", HALL))]
    with acting(app) as work:
        return enrol(work, centre, centre.ffion, publish_qualification(work, drafts=drafts))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "It asks nearly the same as ZZTST11 P1, which this evidence is put to."),
        ("cy", "Mae'n gofyn bron yr un peth â ZZTST11 P1, y mae'r dystiolaeth hon wedi'i rhoi ato."),
    ],
)
def test_what_is_nearly_the_same_is_suggested_with_what_differs(
    app: Flask, centre: Centre, near: Study, as_someone: SignIn, language: str, said: str
) -> None:
    made = put_forward(app, near, "0:P1")
    page = as_someone(centre.ffion, language).get(f"/evidence/{made}")
    page.says(said)
    differing = [words.get_text() for words in page.main.select("mark.ty-differs")]
    assert differing == (["small", "large"] if language == "en" else ["fach", "fawr"])


def test_what_is_nearly_the_same_counts_for_nothing_and_is_claimed_by_one_press(
    app: Flask, centre: Centre, near: Study, as_someone: SignIn
) -> None:
    ffion, made = as_someone(centre.ffion), put_forward(app, near, "0:P1")
    page = ffion.submit(ffion.get(f"/evidence/{made}"), button="Claim this too (ZZTST12 P1)")
    assert page.path == f"/evidence/{made}/submit"
    with acting(app) as work:
        assert unit_row(work, near.units[1]).claimed == 0
    assert "nearly the same as" not in ffion.get(f"/evidence/{made}").text


def test_what_is_met_is_not_suggested_as_nearly_the_same(
    app: Flask, centre: Centre, near: Study, as_someone: SignIn
) -> None:
    with acting(app, centre.ffion, Role.LEARNER) as work:
        other = submit(work, near, near.units[1], "Diary", "P1")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, near, other)
    made = put_forward(app, near, "0:P1")
    assert "nearly the same as" not in as_someone(centre.ffion).get(f"/evidence/{made}").text


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
    with queries_at_most(16, "the evidence with its claims, and the criteria of all units with how they stand"):
        ffion.get(f"/evidence/{made}")


@pytest.mark.parametrize("number", [3, 30])
def test_near_suggestions_take_as_many_statements_for_many_units(
    app: Flask, centre: Centre, as_someone: SignIn, number: int
) -> None:
    asked = [ROOM, *[HALL] * (number - 1)]
    drafts = [with_words(small_draft(f"ZZTST{each}"), "P1", said) for each, said in enumerate(asked, start=10)]
    with acting(app) as work:
        study = enrol(work, centre, centre.ffion, publish_qualification(work, drafts=drafts))
    made = put_forward(app, study, "0:P1")
    ffion = as_someone(centre.ffion)
    assert ffion.get(f"/evidence/{made}").text.count("nearly the same as") == min(5, number - 1)
    with queries_at_most(16, "the evidence with its claims, and the criteria of all units with how they stand"):
        ffion.get(f"/evidence/{made}")
