"""Several pieces of evidence put to several criteria: what happens to each is said before, and then it does."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portfolio.evidence.models import Claim
from portfolio.evidence.rules.mapping import STANDING, plan
from portfolio.learning.rules import ClaimStatus
from standards.foundation import Role
from tests.client import Page, PageClient
from tests.databases import queries_at_most
from tests.evidence.items import draft, put_forward, row
from tests.factories import Centre
from tests.studies import Study, acting, judge

PLACES = st.tuples(st.integers(1, 3), st.integers(1, 3))


@given(st.lists(PLACES), st.dictionaries(PLACES, st.sampled_from(ClaimStatus)))
def test_every_criterion_is_told_of_once(
    wished: list[tuple[int, int]], claims: dict[tuple[int, int], ClaimStatus]
) -> None:
    planned = plan(wished, claims)
    told = [*planned.fresh, *planned.again, *planned.standing]
    assert sorted(told) == sorted(set(wished))
    assert all(claims[one] in STANDING for one in planned.standing)
    assert not {claims.get(one) for one in planned.fresh} & STANDING


def chosen(ffion: PageClient, study: Study, pieces: list[str], *keys: str) -> Page:
    page = ffion.get(f"/portfolios/{study.portfolio}/evidence/map")
    names = [f"{study.units[int(key[0])]}{key[1:]}" for key in keys]
    return ffion.submit(page, {"pieces": pieces, "criteria": names}, button="See what will happen")


def claims(app: Flask, made: str) -> list[tuple[str, str]]:
    with acting(app) as work:
        found = work.session.query(Claim).where(Claim.evidence_id == row(work, made).id)
        return sorted((one.status, one.note) for one in found)


def test_what_happens_to_each_is_said_and_then_done(
    app: Flask, centre: Centre, study: Study, ffion: PageClient
) -> None:
    sent, begun = put_forward(app, study, "0:P1", title="Sent"), draft(app, study, "Begun")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, sent)
    page = chosen(ffion, study, [sent, begun], "0:P1", "1:P1")
    page.says(
        "Sent Claimed as well: ZZTST12 P1 Claimed already, nothing changes: ZZTST11 P1 It is submitted:",
        "Begun Claimed as well: ZZTST12 P1 Claimed already, nothing changes: ZZTST11 P1 It is a draft",
    )
    assert (claims(app, sent), claims(app, begun)) == ([("met", "see P1")], [("draft", "see P1")])
    page = ffion.submit(page, button="Put them to these criteria")
    assert page.notices == ["Evidence put to criteria: 2. Check and submit each piece for it to count."]
    assert claims(app, sent) == [("draft", ""), ("met", "see P1")]
    assert claims(app, begun) == [("draft", ""), ("draft", "see P1")]


def test_what_claims_it_all_already_is_left_alone(app: Flask, study: Study, ffion: PageClient) -> None:
    made = put_forward(app, study, "0:P1")
    page = ffion.submit(chosen(ffion, study, [made], "0:P1"), button="Put them to these criteria")
    assert page.notices == ["Evidence put to criteria: 0. Check and submit each piece for it to count."]
    with acting(app) as work:
        assert not row(work, made).edited


def test_what_changed_meanwhile_is_not_put_to_anything(app: Flask, study: Study, ffion: PageClient) -> None:
    first, second = draft(app, study, "First"), draft(app, study, "Second")
    page = chosen(ffion, study, [first, second], "1:P1")
    ffion.submit(ffion.get(f"/evidence/{second}/edit"), {"title": "Changed"}, button="Save draft")
    page = ffion.submit(page, button="Put them to these criteria", status=409)
    page.says("This evidence changed while you were looking at it.")
    assert claims(app, first) == claims(app, second) == [("draft", "see P1")]


def test_nothing_chosen_is_told(app: Flask, study: Study, ffion: PageClient) -> None:
    draft(app, study)
    page = ffion.get(f"/portfolios/{study.portfolio}/evidence/map")
    page = ffion.submit(page, button="See what will happen", status=422)
    page.says("Choose at least one piece of evidence.", "Choose at least one criterion that the evidence shows.")


def test_another_learners_evidence_is_not_touched(app: Flask, study: Study, ffion: PageClient) -> None:
    made = draft(app, study)
    page = chosen(ffion, study, ["0" * 32, made], "1:P1")
    assert page.text.count("Claimed as well:") == 1


@pytest.mark.parametrize("number", [3, 30])
def test_the_pages_take_as_many_statements_for_many_pieces(
    app: Flask, study: Study, ffion: PageClient, number: int
) -> None:
    made = [draft(app, study, f"Draft {each}") for each in range(number)]
    with queries_at_most(13, "who asks, the portfolio, its evidence, and its units with their criteria"):
        ffion.get(f"/portfolios/{study.portfolio}/evidence/map")
    page = ffion.get(f"/portfolios/{study.portfolio}/evidence/map")
    with queries_at_most(16, "the same, with the claims of what was chosen"):
        ffion.submit(page, {"pieces": made, "criteria": [f"{study.units[1]}:P1"]}, button="See what will happen")
