"""The centre's papers: a page and a table a section, no learner named beyond the sample, downloads on record."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from assessments.judging.rules import Outcome
from assessments.quality.rules.samples import Action, Verdict
from assessments.registers import services as registers
from assessments.registers.rules import EntryKind, EntryOutcome, NewEntry, Register
from assessments.standardising.rules.exercises import Minutes
from assessments.visits.rules import Section, since_of
from portfolio.core.work import clock
from portfolio.people.models import Account
from portfolio.people.rules.interests import Nature
from portfolio.people.rules.standing import Checks, Suitability
from portfolio.people.services import NewInterest, declare_interest, record_checks
from standards.foundation import Role
from tests.appeals.appealing import appeal
from tests.certification import certifying
from tests.client import PageClient
from tests.databases import statements
from tests.factories import Centre
from tests.quality import assuring
from tests.standardising import exercising
from tests.studies import acting, provider_row
from tests.visits.conftest import Decided, SignIn
from tests.visits.visiting import asked, frozen, granted, marked_done, opened, revoked, visitor

TODAY = clock().date()


@pytest.mark.parametrize(
    ("said", "before", "since"),
    [
        (date(2026, 1, 5), date(2025, 10, 31), date(2026, 1, 5)),
        (None, date(2025, 10, 31), date(2025, 11, 1)),
        (None, None, date(2025, 3, 2)),
        (date(2026, 3, 3), None, date(2025, 3, 2)),
        (None, date(2026, 3, 9), date(2025, 3, 2)),
    ],
)
def test_papers_tell_from_the_day_asked_for_or_since_the_visit_before(
    said: date | None, before: date | None, since: date
) -> None:
    assert since_of(said, before, date(2026, 3, 2), date(2026, 3, 2)) == since


def tables(client: PageClient, visit: str, query: str = "") -> dict[str, list[list[str]]]:
    """Take the file away and give its tables, and the page of contents as one cell."""
    answer = client.browser.get(f"/visits/{visit}/pack.zip{query}")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.get_data())) as held:
        assert held.testzip() is None
        found = {name: held.read(name).decode("utf-8-sig") for name in held.namelist()}
    return {
        name: list(csv.reader(io.StringIO(said))) if name.endswith(".csv") else [[said]] for name, said in found.items()
    }


def happened(app: Flask, centre: Centre, decided: Decided) -> None:
    """Let there be something to tell of each kind."""
    assuring.set_strategy(app, centre, assuring.EVERYTHING)
    sample = assuring.opened(app, centre, assuring.item_of(app, assuring.planned(app, centre), decided.mabli.units[0]))
    action = Action("Write down what Mabli Gwyn said.", TODAY)
    assuring.reported(app, centre, sample, replace(assuring.SAID, verdict=Verdict.WITH_ACTION, actions=(action,)))
    appeal(app, decided.mabli, decided.mabli.units[0])
    with acting(app, centre.manager, Role.MANAGER) as work:
        here = provider_row(work, centre)
        about = work.session.get_one(Account, decided.mabli.learner.account_id)
        kind, outcome = EntryKind.ADJUSTMENT, EntryOutcome.APPROVED
        new = NewEntry(Register.ADJUSTMENTS, kind, outcome, TODAY, "Secret: dyslexia.", "en")
        registers.enter(work, here.id, about, new)
        checks = Checks(Suitability.CONDITIONAL, TODAY, TODAY + timedelta(days=90), "Secret: never alone.")
        record_checks(work, here, work.session.get_one(Account, centre.trainee.account_id), checks)
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        people = (centre.trainee, decided.mabli.learner)
        who, about = (work.session.get_one(Account, one.account_id) for one in people)
        declared = NewInterest(about, Nature.FRIEND, "Secret: her cousin.", TODAY)
        declare_interest(work, centre.provider_id, who, declared)


def test_the_file_tells_all_and_names_no_learner_beyond_the_sample(
    app: Flask, centre: Centre, decided: Decided, as_someone: SignIn
) -> None:
    earlier = granted(app, centre, "gwawr@other.example.org")
    action = asked(app, visitor(app, earlier), earlier, centre.trainee)
    marked_done(app, centre.trainee, action, Role.ASSESSOR)
    revoked(app, centre, earlier)
    visit = granted(app, centre)
    frozen(app, centre, visit, decided.ffion.units[0])
    happened(app, centre, decided)
    found = tables(as_someone(visitor(app, visit)), visit)
    assert len(found) == len(Section) + 1
    (contents,) = found["contents.html"][0]
    assert all(f'href="{name}"' in contents for name in found if name.endswith(".csv"))
    assert "Not among these papers, so ask the centre for them: CVs" in contents
    whole = str(found)
    assert "Mabli" not in whole
    assert "Secret" not in whole
    assert "@" not in whole.replace("@media", "")
    assert opened(app, visit) == ["download"]
    _whole(found)


def standardised(app: Flask, centre: Centre, decided: Decided) -> None:
    """Let an exercise be held and recorded."""
    study = decided.ffion
    welsh = exercising.put_forward(app, centre, study, "Nodyn", "cy", Outcome.MET, "P1")
    english = exercising.put_forward(app, centre, study, "Note", "en", Outcome.MET, "K1")
    exercise = exercising.prepared(app, centre, study, centre.trainee, centre.assessor)
    chosen = exercising.decision_of(app, welsh, "P1"), exercising.decision_of(app, english, "K1")
    first, _second = exercising.put_in(app, centre, exercise, *chosen)
    exercising.opened(app, centre, exercise)
    exercising.answered(app, centre.assessor, first, P1="met")
    exercising.closed(app, centre.quality_assurer, exercise)
    said = Minutes([centre.assessor.public_id], "cy", discussed="Secret: Mabli.", next_on=TODAY + timedelta(days=90))
    exercising.recorded(app, centre, exercise, said)


def test_what_was_standardised_and_claimed_is_among_them(
    app: Flask, centre: Centre, decided: Decided, as_someone: SignIn
) -> None:
    standardised(app, centre, decided)
    for study in (decided.ffion, decided.mabli):
        certifying.prepared(app, centre, study)
        certifying.claim(app, centre.administrator, study, study.units[:1], centre.quality_assurer)
    visit = granted(app, centre)
    frozen(app, centre, visit, decided.ffion.units[0])
    found = tables(as_someone(visitor(app, visit)), visit)
    assert {"Secret", "Mabli"} & set(str(found).replace(".", " ").split()) == set()
    held = found["standardisation.csv"][1]
    assert [held[0], held[2], held[5], held[6], held[7]] == ["1", "ZZTST12", "2", "Alys Morgan", "0"]
    claims = {row[0]: row for row in found["claims.csv"][1:]}
    assert {row[3] for row in claims.values()} == {"Ffion Rees", ""}
    assert claims["1"][4:6] == ["Corff Dyfarnu Cymru", "R-1001"]
    assert claims["1"][-2] == "With the awarding body"


def _whole(found: dict[str, list[list[str]]]) -> None:
    assert [row[0] for row in found["sample.csv"][1:]] == ["Ffion Rees"]
    assert {row[0] for row in found["progress.csv"][1:]} == {"Ffion Rees"}
    assert [row[-1] for row in found["progress.csv"][1:]] == ["In the sample", ""]
    assert found["decisions.csv"][1][:4] == ["Ffion Rees", "ZZTST11", "P1", "Met"]
    staff = {row[0]: row for row in found["staff.csv"][1:]}
    assert staff["Tomos Bevan"][3] == "Trainee"
    assert staff["Tomos Bevan"][6] == "May begin, under conditions"
    assert staff["Tomos Bevan"][8:] == ["1", "0", "0"]
    assert staff["Alys Morgan"][6] == "Not recorded"
    assert found["strategies.csv"][1][0] == "1"
    assert found["plans.csv"][1][0] == "1"
    assert found["reports.csv"][1][2] == ""
    assert found["reports.csv"][1][7] == "Upheld with action"
    assert found["registers.csv"][1:] == [
        [
            "Register of reasonable adjustments and special considerations",
            "Reasonable adjustment, before assessment",
            "Approved",
            "1",
        ]
    ]
    assert found["appeals-and-complaints.csv"][1][1] == "1"
    assert [row[1:4] for row in found["earlier-plans.csv"][1:]] == [
        ["1", "Record the date of each observation.", "Tomos Bevan"]
    ]


def test_enrolments_are_told_since_a_day_without_names(
    app: Flask, centre: Centre, decided: Decided, visit: str, nest: PageClient
) -> None:
    frozen(app, centre, visit, decided.ffion.units[0])
    all_of_them = tables(nest, visit, "?since=2000-01-01")["enrolments.csv"]
    assert sorted(row[3] for row in all_of_them[1:]) == ["", "Ffion Rees"]
    assert tables(nest, visit, f"?since={TODAY.isoformat()}")["enrolments.csv"][1:] == []
    page = nest.get(f"/visits/{visit}/pack?since=2000-01-01")
    page = nest.get(page.link("Enrolments"))
    page.says("Since 1 January 2000.", "Rows: 2", "Ffion Rees")
    assert "Mabli" not in page.text


def test_each_section_is_a_page_and_on_record(
    app: Flask, centre: Centre, decided: Decided, visit: str, nest: PageClient, as_someone: SignIn
) -> None:
    frozen(app, centre, visit, decided.ffion.units[0])
    happened(app, centre, decided)
    page = nest.get(nest.get(f"/visits/{visit}").link("The centre's papers"))
    for section in Section:
        said = nest.get(f"/visits/{visit}/pack/{section.value}")
        assert "Mabli" not in said.text, section
        assert "Secret" not in said.text, section
    nest.get(f"/visits/{visit}/pack/nothing", status=404)
    nest.browser.get(page.link("Save all as one file"))
    assert opened(app, visit).count("pack") == len(Section) + 1
    log = as_someone(centre.manager).get(f"/visits/{visit}/log")
    log.says("The centre's papers: Enrolments", "The centre's papers, saved as one file")
    own = as_someone(centre.ffion).get(f"/portfolios/{decided.ffion.portfolio}/visits")
    own.says("Opened: 4", "The centre's papers: The sample, as it was frozen", "The centre's papers, saved as one file")
    assert "Enrolments" not in own.text
    mair = as_someone(centre.manager)
    mair.get(mair.get(f"/visits/{visit}").link("The centre's papers"))
    assert opened(app, visit).count("pack") == len(Section) + 1


def test_the_papers_are_for_the_visit_alone(
    app: Flask, centre: Centre, decided: Decided, visit: str, nest: PageClient, as_someone: SignIn
) -> None:
    paths = [f"/visits/{visit}/pack", f"/visits/{visit}/pack/staff", f"/visits/{visit}/pack.zip"]
    other = as_someone(visitor(app, granted(app, centre, "gwawr@other.example.org")))
    tomos = as_someone(centre.trainee)
    for path in paths:
        assert nest.browser.get(path).status_code == 200
        assert other.browser.get(path).status_code == 404
        assert tomos.browser.get(path).status_code == 404
    revoked(app, centre, visit)
    nest = as_someone(visitor(app, visit))
    assert [nest.browser.get(path).status_code for path in paths] == [404, 404, 404]


def test_a_quality_assurer_names_of_the_sample_whom_they_see(
    app: Flask, centre: Centre, decided: Decided, visit: str, as_someone: SignIn
) -> None:
    frozen(app, centre, visit, decided.ffion.units[0], decided.mabli.units[0])
    assert {row[0] for row in tables(as_someone(centre.manager), visit)["sample.csv"][1:]} == {
        "Ffion Rees",
        "Mabli Gwyn",
    }
    assurer = tables(as_someone(centre.quality_assurer), visit)
    seen = as_someone(centre.quality_assurer).get(f"/visits/{visit}").text
    assert {row[0] for row in assurer["sample.csv"][1:]} == {
        name for name in ("Ffion Rees", "Mabli Gwyn") if name in seen
    }


def test_the_file_speaks_the_readers_language(
    app: Flask, centre: Centre, decided: Decided, visit: str, nest: PageClient
) -> None:
    frozen(app, centre, visit, decided.ffion.units[0])
    found = tables(nest, visit, "?lang=cy")
    assert "cynnwys.html" in found
    assert found["staff.csv"][0][0] == "Enw"
    assert 'lang="cy"' in found["cynnwys.html"][0][0]


def test_as_many_statements_with_many_rows(
    app: Flask, centre: Centre, decided: Decided, visit: str, as_someone: SignIn
) -> None:
    happened(app, centre, decided)
    mair = as_someone(centre.manager)
    made: list[str] = []

    def counted(more: int) -> list[int]:
        for _each in range(more):
            earlier = granted(app, centre, f"v{len(made)}@awarding.example.org")
            made.append(asked(app, visitor(app, earlier), earlier, centre.trainee))
            assuring.planned(app, centre)
        newest = granted(app, centre, f"n{len(made)}@awarding.example.org")
        frozen(app, centre, newest, *decided.ffion.units[: 1 if len(made) < 4 else 2], *decided.mabli.units)
        found = []
        for path in ("", "/pack", *(f"/pack/{one.value}" for one in Section), "/pack.zip"):
            mair.browser.get(f"/visits/{newest}{path}")
            with statements() as seen:
                mair.browser.get(f"/visits/{newest}{path}")
            found.append(len(seen))
        return found

    few = counted(3)
    assert few == counted(27)
    assert max(few[:-1]) <= 14
    assert few[-1] <= 32
