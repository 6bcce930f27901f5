"""Official words that come by pairing leave a decision as it stands, and are what the learner's page shows."""

from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from assessments.judging.models import Decision
from portfolio.core.database import db, reading
from standards.foundation import Role, Text
from standards.importing import services
from standards.interchange.yaml_file import write_standard
from standards.library.models import Standard
from standards.library.services import publish
from standards.qualifications import services as qualifications
from standards.qualifications.services import NewGroup, NewQualification, NewUnit
from standards.receiving import Asked, receive
from tests.factories import Centre
from tests.judging.conftest import checked, reader
from tests.library.drafts import in_english, small_draft
from tests.library.terminal import run
from tests.studies import Study, acting, enrol, judge, submit

WORKING, OFFICIAL = "place the lamp", "officially place the lamp"


@dataclass(frozen=True)
class Decided:
    """A learner whose unit stands on a standard with a working translation, all of it met."""

    study: Study
    standard: str
    decisions: list[tuple[int, str, bool]]


def decisions(app: Flask) -> list[tuple[int, str, bool]]:
    with app.app_context(), reading():
        query = select(Decision.criterion_id, Decision.outcome, Decision.standing).order_by(Decision.id)
        found = [(row[0], row[1], row[2]) for row in db.session.execute(query)]
        db.session.remove()
    return found


def decided(app: Flask, centre: Centre, *, shared: bool) -> Decided:
    with acting(app, centre.manager, Role.MANAGER) as work:
        standard = publish(work, small_draft(), None if shared else centre.provider_id).standard
        row = qualifications.create(work, NewQualification("610/5", Text("Desgiau", "Desks"), 2))
        group = qualifications.add_group(work, row, NewGroup(Text("Gorfodol", "Mandatory")))
        qualifications.add_unit(work, row, group, NewUnit(standard, "U/1", credits=4))
        study = enrol(work, centre, centre.ffion, qualifications.publish(work, row))
        public_id = standard.public_id
    with acting(app, centre.ffion, Role.LEARNER) as work:
        diary = submit(work, study, study.units[0])
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    return Decided(study, public_id, decisions(app))


def official_english(app: Flask, centre: Centre, standard: str) -> str:
    """The manager pairs the official English document with what is published, and publishes; gives the standard."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        content = write_standard(in_english(small_draft())).encode()
        given = services.keep(work, receive(content, "official.yaml", Asked())).row.public_id
    client = reader(app, centre.manager)
    page = client.submit(client.get(f"/standards/imports/{given}/pair-with/{standard}"), button="Pair the two")
    return client.submit(client.submit(page, button="Save and publish …"), button="Publish the standard").path


def test_a_decision_stands_when_official_words_come(app: Flask, centre: Centre) -> None:
    before = decided(app, centre, shared=False)
    address = f"/units/{before.study.units[0]}?text=en"
    learner = reader(app, centre.ffion)
    learner.get(address).says(WORKING, "working translation")
    assert official_english(app, centre, before.standard) == f"/standards/{before.standard}"
    assert decisions(app) == before.decisions
    page = learner.get(address)
    page.says(OFFICIAL, "Met")
    assert "working translation" not in page.text
    assert checked(app) == []


def test_a_decision_on_a_shared_standard_stands_when_official_words_come(
    app: Flask, centre: Centre, tmp_path: Path
) -> None:
    """A centre pairs for itself; whoever runs the installation loads what it made for everybody."""
    before = decided(app, centre, shared=True)
    address = f"/units/{before.study.units[0]}?text=en"
    own = official_english(app, centre, before.standard)
    assert own != f"/standards/{before.standard}"
    learner = reader(app, centre.ffion)
    learner.get(address).says(WORKING, "working translation")
    file = tmp_path / "ZZTST12.yaml"
    file.write_bytes(reader(app, centre.manager).browser.get(f"{own}/standard.yaml").get_data())
    loaded = run(app, "load", str(file))
    assert loaded.exit_code == 0, loaded.output
    assert decisions(app) == before.decisions
    page = learner.get(address)
    page.says(OFFICIAL, "Met")
    assert "working translation" not in page.text
    with acting(app) as work:
        assert work.session.query(Standard.texts_revision).filter_by(public_id=before.standard).scalar() == 2
    assert checked(app) == []
