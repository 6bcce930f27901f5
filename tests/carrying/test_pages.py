"""Before anything carries over, whoever manages enrolments sees what would, learner by learner."""

from datetime import timedelta

import pytest
from babel.dates import format_date
from flask import Flask

from portfolio.people.services import NewRole
from standards.foundation import Role, Text
from standards.library.services import publish
from tests.client import PageClient
from tests.databases import queries_at_most
from tests.evidence.items import put_forward
from tests.factories import Centre, add_person
from tests.library.drafts import both, small_draft, with_words
from tests.studies import acting, certificated_for, enrol, enrolment_row, provider_row, publish_qualification


def next_version(app: Flask) -> str:
    """Publish ZZTST11 again with other words for P2; gives the address of the preview."""
    with acting(app) as work:
        new = with_words(
            small_draft("ZZTST11", "2026-06-30"), "P2", both("gosod y lamp a'r gadair", "place lamp and chair")
        )
        after = publish(work, new).standard
        before = publish(work, small_draft("ZZTST11")).standard
        return f"/standards/{after.public_id}/versions/{before.public_id}/carrying"


def manager(app: Flask, centre: Centre, language: str = "en") -> PageClient:
    client = PageClient(app, language)
    client.enter(centre.manager)
    return client


def test_a_manager_sees_what_would_carry_over(app: Flask, centre: Centre) -> None:
    with acting(app) as work:
        study = enrol(work, centre, centre.ffion, publish_qualification(work))
    put_forward(app, study, "0:P1", "0:P2")
    address = next_version(app)
    client = manager(app, centre)
    page = client.get(client.get(address.removesuffix("/carrying")).link("What would carry over for learners"))
    row = page.table("Learners on the earlier version: 1")[1]
    assert row[:6] == ["Ffion Rees", "0", "1", "P2", "K1", "–"]
    page.says("Nothing happens by itself: a learner may finish on edition 31 January 2026.")


def test_it_is_said_who_may_stay_and_until_when(app: Flask, centre: Centre) -> None:
    with acting(app) as work:
        study = enrol(work, centre, centre.ffion, publish_qualification(work))
    address = next_version(app)
    client = manager(app, centre)

    def said(days: int, late: int = 0) -> tuple[str, str]:
        last = certificated_for(app, days)
        with acting(app) as work:
            enrolment_row(work, study).planned_end = last + timedelta(days=late)
        learner = client.get(address).table("Learners on the earlier version: 1")[1][0]
        return learner, format_date(last, "d MMMM y", "en")

    assert client.get(address).table("Learners on the earlier version: 1")[1][0] == "Ffion Rees"
    learner, last = said(400)
    assert learner == f"Ffion Rees May stay on edition 31 January 2026 until {last}."
    learner, last = said(400, late=1)
    assert learner.startswith(
        f"Ffion Rees May stay on edition 31 January 2026 until {last}. The planned end is later: "
    )
    learner, last = said(-1)
    assert (
        learner
        == f"Ffion Rees Certificates on edition 31 January 2026 could be claimed until {last}: that day has passed."
    )


def test_who_is_on_neither_version_is_not_there(app: Flask, centre: Centre) -> None:
    manager(app, centre, "cy").get(next_version(app)).says("ZZTST11")
    other = PageClient(app)
    other.enter(centre.other_manager)
    other.get(next_version(app)).says("No learner of your centre is on the earlier version.")


def test_an_assessor_sees_no_link_and_no_page(app: Flask, centre: Centre) -> None:
    address = next_version(app)
    client = PageClient(app)
    client.enter(centre.assessor)
    assert "What would carry over" not in client.get(address.removesuffix("/carrying")).text
    client.get(address, status=403)


@pytest.mark.parametrize("number", [3, 30])
def test_as_many_statements_for_many_learners_as_for_few(app: Flask, centre: Centre, number: int) -> None:
    with acting(app) as work:
        qualification = publish_qualification(work)
        for each in range(number):
            learner = add_person(work, f"Dysgwr {each}", provider_row(work, centre), NewRole(Role.LEARNER))
            enrol(work, centre, learner, qualification)
    address = next_version(app)
    client = manager(app, centre)
    client.get(address)
    with queries_at_most(14, "who reads, both standards, what is settled, learners, their criteria, cohorts, carried"):
        page = client.get(address)
    assert len(page.table(f"Learners on the earlier version: {number}")) == min(number, 25) + 1


def test_both_lists_come_in_pages_of_their_own(app: Flask, centre: Centre) -> None:
    """Of 57 learners 27 are carried over, and 30 stay."""
    with acting(app, centre.manager) as work:
        qualification = publish_qualification(work)
        for each in range(57):
            learner = add_person(work, f"Dysgwr {each:02}", provider_row(work, centre), NewRole(Role.LEARNER))
            enrolment_row(work, enrol(work, centre, learner, qualification)).cohort = (
                "Hydref" if each < 27 else "Ionawr"
            )
    address = next_version(app)
    client = manager(app, centre)
    page = client.submit(client.get(address), {"cohort": "Hydref"}, button="Carry over")
    assert (len(page.table("Learners on the earlier version: 30")), len(page.table("Carried over: 27"))) == (26, 26)
    further, carried = (str(link["href"]) for link in page.main.select("a[rel=next]"))
    page = client.get(further)
    assert (len(page.table("Learners on the earlier version: 30")), len(page.table("Carried over: 27"))) == (6, 26)
    page = client.get(carried)
    assert (len(page.table("Learners on the earlier version: 30")), len(page.table("Carried over: 27"))) == (26, 3)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Without English in edition 30 June 2026, though the earlier one has it: P1, P2."),
        ("cy", "Heb Saesneg yn argraffiad 30 Mehefin 2026, er bod Saesneg yn yr un cynharach: P1, P2."),
    ],
)
def test_words_that_the_later_version_has_no_longer_are_told_beforehand(
    app: Flask, centre: Centre, language: str, said: str
) -> None:
    with acting(app) as work:
        before = publish(work, small_draft("ZZTST11")).standard
        new = small_draft("ZZTST11", "2026-06-30")
        for code, words in (("P2", "gosod y lamp a'r gadair"), ("P1", "clirio'r ddesg")):
            new = with_words(new, code, Text(words))
        after = publish(work, new).standard
        address = f"/standards/{after.public_id}/versions/{before.public_id}/carrying"
    manager(app, centre, language).get(address).says(said)


def test_nothing_is_told_of_languages_where_nothing_is_lost(app: Flask, centre: Centre) -> None:
    page = manager(app, centre).get(next_version(app))
    assert "Without" not in page.text
