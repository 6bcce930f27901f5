"""Coverage by CAMERA: what was never sampled comes first, on the page and in the file, and no more than one may see."""

import pytest
from flask import Flask

from assessments.quality.rules.coverage import Covered, Decided, Letter, coverage
from portfolio.people.services import NewRole
from standards.foundation import Role
from tests.client import PageClient
from tests.databases import queries_at_most
from tests.factories import Centre, add_person
from tests.quality.assuring import item_of, opened, planned, reported, set_strategy
from tests.quality.conftest import Decided as Both
from tests.quality.conftest import SignIn
from tests.studies import acting, provider_row, publish_qualification, whole_job


def test_a_value_is_counted_by_unit_and_the_least_covered_comes_first() -> None:
    found = coverage(
        [
            Decided("ffion", "tomos", "U1", "Bangor", "cy", {"product", "audio"}, {"decisions"}, True, {"audio"}),
            Decided("mabli", "tomos", "U1", "", "en", {"product"}, {"decisions"}),
        ]
    )
    assert found[Letter.CANDIDATES] == [
        Covered(Letter.CANDIDATES, "mabli", 1, 0),
        Covered(Letter.CANDIDATES, "ffion", 1, 1),
    ]
    assert found[Letter.ASSESSORS] == [Covered(Letter.ASSESSORS, "tomos", 2, 1)]
    assert found[Letter.METHODS] == [Covered(Letter.METHODS, "product", 2, 0), Covered(Letter.METHODS, "audio", 1, 1)]
    assert found[Letter.RECORDS] == [Covered(Letter.RECORDS, "decisions", 2, 0)]
    assert [one.value for one in found[Letter.SITES]] == ["", "Bangor"]


def test_the_page_and_the_file_tell_what_was_never_sampled(
    app: Flask, centre: Centre, decided: Both, cerys: PageClient, mair: PageClient
) -> None:
    set_strategy(app, centre)
    reported(app, centre, opened(app, centre, item_of(app, planned(app, centre), decided.ffion.units[0])))
    page = mair.get(mair.get("/quality").link("Coverage"))
    assert page.table("Candidates")[1:] == [["Mabli Gwyn", "2", "✗ Never sampled"], ["Ffion Rees", "2", "1"]]
    assert page.table("Assessors")[1:] == [["Tomos Bevan", "4", "1"]]
    assert ["Countersignatures", "2", "1"] in page.table("Records")
    assert page.table("Methods")[1:] == [["Written account by the learner", "4", "1"]]
    said = mair.browser.get(page.link("Download as a CSV file")).get_data(as_text=True)
    assert "Candidates,Mabli Gwyn,2,0,1" in said
    cerys.get("/quality/coverage").says("Ffion Rees")


def test_whoever_is_assigned_to_nobody_sees_nobody(
    app: Flask, centre: Centre, decided: Both, as_someone: SignIn
) -> None:
    with acting(app) as work:
        other = add_person(work, "Nerys Owen", provider_row(work, centre), NewRole(Role.QUALITY_ASSURER))
    page = as_someone(other).get("/quality/coverage")
    page.says("No decision that you may see stands yet.")
    assert "Ffion" not in page.text


@pytest.mark.parametrize("learners", [3, 30])
def test_coverage_takes_as_many_statements_for_many(
    app: Flask, centre: Centre, cerys: PageClient, learners: int
) -> None:
    with acting(app) as work:
        qualification, provider = publish_qualification(work, number="610/9").id, provider_row(work, centre)
        people = [add_person(work, f"Learner {n}", provider, NewRole(Role.LEARNER)) for n in range(learners)]
    for one in people:
        whole_job(app, centre, one, qualification)
    with queries_at_most(
        11, "who asks (2), methods, signatures, samples and their signatures, what there is, names (3)"
    ):
        cerys.get("/quality/coverage")
