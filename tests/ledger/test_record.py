"""The record reads in both languages: a sentence for every act, names for what it speaks of, nothing of others."""

from typing import Any

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale

from assessments.reporting.queries.record import Names
from assessments.reporting.views.record import slices, words
from portfolio.app import all_acts
from portfolio.core.database import begin, db
from portfolio.learning import services as learning
from portfolio.people.models import Account
from standards.foundation import Role
from tests.client import PageClient
from tests.databases import queries_at_most
from tests.factories import Centre
from tests.ledger.tampering import book_of, change
from tests.studies import Study, acting, enrol, provider_row, publish_qualification, reopen, unit_row

SENTENCE = "{% import template as told with context %}{{ told.sentence(kind, data, names, words) }}"
SAMPLES: dict[str, Any] = {
    "number": 2,
    "version": 1,
    "language": "cy",
    "status": "paused",
    "part": "assessor",
    "role": "assessor",
    "decisions": [{"outcome": "met"}, {"outcome": "referred"}],
    "claims": ["c"],
    "criteria": ["k"],
    "qualified": False,
    "trainee": True,
}
DAYS = {
    "direct_from",
    "direct_until",
    "on",
    "start",
    "starts",
    "ends",
    "since",
    "planned_end",
    "last_certification",
    "withdrawn_on",
    "qualify_by",
    "checked_on",
    "expires",
    "due",
    "consent",
    "again",
    "planned_on",
    "held_on",
    "done",
}


def sample(field: str) -> Any:
    return "2026-03-01" if field in DAYS else SAMPLES.get(field, "f" * 32)


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("kind", sorted(all_acts().by_kind))
def test_every_act_has_its_sentence(app: Flask, kind: str, language: str) -> None:
    data = {field: sample(field) for field in all_acts().fields[kind]}
    with app.test_request_context(f"/?lang={language}"), force_locale(language):
        begin(db.session(), "read")
        template = f"{slices()[kind]}/_events.html"
        said = render_template_string(SENTENCE, template=template, kind=kind, data=data, names=Names(), words=words())
    assert said.strip().endswith((".", "”"))


@pytest.fixture(name="reader")
def reader_fixture(app: Flask, centre: Centre, study: Study) -> PageClient:
    client = PageClient(app)
    client.enter(centre.manager)
    return client


def test_a_learners_record(app: Flask, centre: Centre, study: Study, reader: PageClient) -> None:
    reopen(app, centre, study, study.units[0])
    page = reader.get(f"/portfolios/{study.portfolio}/record")
    assert reader.get(page.link("The portfolio")).path == f"/portfolios/{study.portfolio}"
    titles = [each.get_text(strip=True) for each in page.soup.select(".ty-timeline__title")]
    assert titles[:2] == [
        "A credential was revoked. The unit was reopened.",
        "The unit U/1 Arrange a desk was reopened. Criteria to be judged again: 1.",
    ]
    assert "The evidence “Diary” was judged. Met: 3. Not yet met: 0. Referred: 0. The assessor was a trainee." in titles
    assert titles[-1] == "The portfolio of Ffion Rees was opened."
    page.says("The entries on this page are what was written", "Cerys Llwyd, Internal quality assurer", "Entry: 1 ·")


def test_in_welsh(app: Flask, centre: Centre, study: Study) -> None:
    client = PageClient(app, "cy")
    client.enter(centre.ffion)
    page = client.get(f"/portfolios/{study.portfolio}/record")
    page.says("Cofnod: Ffion Rees", "Cydlofnodwyd yr uned U/1 Trefnu desg.", "Alys Morgan, Aseswr")


def test_it_is_narrowed_to_a_unit_or_an_enrolment(study: Study, reader: PageClient) -> None:
    address = f"/portfolios/{study.portfolio}/record"
    page = reader.get(f"{address}?unit={study.units[1]}")
    assert "U/1" not in page.text
    page.says("Letter", "was judged.", "The unit U/2 Arrange a desk was chosen.")
    page = reader.get(f"{address}?enrolment={study.enrolment}")
    page.says("Diary", "was judged.")
    assert "was opened" not in page.text
    reader.get(f"{address}?unit={'0' * 32}", status=404)


def test_a_unit_that_was_taken_out_keeps_its_name(app: Flask, centre: Centre, study: Study, reader: PageClient) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        provider = provider_row(work, centre)
        portfolio = learning.open_portfolio(work, provider, work.session.get_one(Account, centre.owen.account_id))
        qualification = publish_qualification(work, number="610/9")
        other = enrol(work, centre, centre.owen, qualification)
        learning.drop_unit(work, portfolio, unit_row(work, other.units[1]))
    page = reader.get(f"/portfolios/{other.portfolio}/record")
    page.says("The unit ZZTST12 Arrange a desk was taken out.")


def test_a_changed_entry_is_said_to_be_changed(app: Flask, study: Study, reader: PageClient) -> None:
    book, _ = book_of(app, study)
    statement = "UPDATE ledger_entry SET canonical = replace(canonical, 'referred', 'met') WHERE book_id = :b"
    change(app, f"{statement} AND kind = 'evidence.judged'", b=book)
    page = reader.get(f"/portfolios/{study.portfolio}/record")
    page.says("Something on this page was changed after it was written.", "This entry is not what was written.")


def test_the_centres_own_record(app: Flask, centre: Centre, study: Study, reader: PageClient) -> None:
    page = reader.get("/record")
    page.says("Tomos Bevan was given a role. Role: Assessor.", "The assessor is a trainee.", "the system itself")


def test_it_takes_few_statements(study: Study, reader: PageClient) -> None:
    with queries_at_most(12, "session, roles, portfolio, relations, name; book, entries, names, titles"):
        reader.get(f"/portfolios/{study.portfolio}/record")
    with queries_at_most(12, "with an enrolment: its units, and a count"):
        reader.get(f"/portfolios/{study.portfolio}/record?enrolment={study.enrolment}")


def test_who_reads_which_record(app: Flask, centre: Centre, study: Study) -> None:
    address = f"/portfolios/{study.portfolio}/record"
    expected = {
        centre.ffion: (200, 403),
        centre.trainee: (200, 403),
        centre.quality_assurer: (200, 403),
        centre.administrator: (404, 200),
        centre.owen: (404, 403),
        centre.other_manager: (404, 200),
        centre.stranger: (404, 403),
    }
    for someone, (of_learner, of_centre) in expected.items():
        client = PageClient(app)
        client.enter(someone)
        client.get(address, status=of_learner)
        page = client.get("/record", status=of_centre)
        assert (centre.trainee.name in page.text) == (someone == centre.administrator)
