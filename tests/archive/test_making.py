"""A portfolio of more than is read while somebody waits: the worker makes its archive, the page says how far it is."""

import io
import tracemalloc

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assessments.archive import rules, services
from assessments.archive.checking import OpenedArchive
from assessments.archive.models import Archive
from assessments.archive.views import making
from assessments.archive.views.laying_out import lay_out
from portfolio.core.database import db
from portfolio.core.jobs import Job
from portfolio.core.store import Address, FolderStore
from portfolio.core.work import UnitOfWork
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Attachment, Evidence, StoredFile
from portfolio.server import do_jobs
from standards.foundation import Role
from tests.archive.conftest import Taken
from tests.client import PageClient
from tests.evidence.items import kept, put_forward
from tests.factories import Centre
from tests.judging.conftest import checked, reader
from tests.studies import Study, acting

BEING_MADE = "Your archive is being made."
BIG = 48 * 1024 * 1024


@pytest.fixture(autouse=True)
def big_fixture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold everything for big, and let each step read one file."""
    monkeypatch.setattr(rules, "AT_ONCE", 0)
    monkeypatch.setattr(making, "STEP", 1)


@pytest.fixture(name="learner")
def learner_fixture(app: Flask, centre: Centre) -> PageClient:
    return reader(app, centre.ffion)


def begin(learner: PageClient, study: Study) -> None:
    page = learner.submit(learner.get(f"/portfolios/{study.portfolio}/archive"), button="Make an archive now")
    page.says(BEING_MADE)


def steps(app: Flask) -> list[dict[str, object]]:
    with acting(app) as work:
        jobs = work.session.query(Job).where(Job.kind == services.MAKE, Job.done_at.is_(None)).order_by(Job.id)
        return [dict(one.data) for one in jobs]


def one_step(app: Flask, data: dict[str, object]) -> None:
    """Do one step, by a worker that ends before it has said so."""
    with app.test_request_context():
        making.make_archive(db.session(), data)
        db.session.remove()


def shown(learner: PageClient, study: Study) -> str:
    return learner.get(f"/portfolios/{study.portfolio}/archive").text


def downloaded(learner: PageClient, study: Study) -> Taken:
    page = learner.get(f"/portfolios/{study.portfolio}/archive")
    address = str(page.soup.select("a[href*='/archives/']")[0]["href"])
    answer = learner.browser.get(address, buffered=True)
    return Taken(address, answer.headers["ETag"], answer.data)


def test_the_page_says_how_far_it_is_until_it_is_made(app: Flask, learner: PageClient, study: Study) -> None:
    begin(learner, study)
    page = learner.get(f"/portfolios/{study.portfolio}/archive")
    page.says("Files read: 0 of 2", "Size read: 0 bytes of", "See how far it is now")
    assert page.soup.select("main form") == []
    assert page.soup.select_one("progress[value='0']")
    one_step(app, steps(app)[0])
    assert "Files read: 1 of 2" in shown(learner, study)
    # The worker that ended there did not say that its step was done: another goes on, and reads nothing twice.
    assert do_jobs(app) > 1
    assert steps(app) == []
    assert "being made" not in shown(learner, study)
    taken = downloaded(learner, study)
    assert list(OpenedArchive(io.BytesIO(taken.bytes)).wrongs()) == []
    assert len([name for name in taken.zip.namelist() if name.startswith("files/")]) == 2
    learner.get(f"/portfolios/{study.portfolio}/record").says("Ffion Rees")
    assert checked(app) == []


def test_what_was_read_once_is_never_waited_for_again(app: Flask, learner: PageClient, study: Study) -> None:
    begin(learner, study)
    do_jobs(app)
    page = learner.submit(learner.get(f"/portfolios/{study.portfolio}/archive"), button="Make an archive now")
    page.says("Your archive is ready to download.")


def test_asked_for_twice_it_is_made_once(app: Flask, learner: PageClient, study: Study) -> None:
    page = learner.get(f"/portfolios/{study.portfolio}/archive")
    for _time in range(2):
        learner.submit(page, button="Make an archive now").says(BEING_MADE)
    assert len(steps(app)) == 1
    one_step(app, steps(app)[0])
    one_step(app, steps(app)[0])
    do_jobs(app)
    with acting(app) as work:
        assert work.session.query(Archive).count() == 1


def test_a_lost_file_holds_up_nobody_for_ever(app: Flask, learner: PageClient, study: Study, centre: Centre) -> None:
    with acting(app) as work:
        lost = work.session.query(StoredFile).order_by(StoredFile.id).first()
        assert lost is not None
        store: FolderStore = app.extensions["store"]
        store.path(Address(str(centre.provider_id), lost.sha256)).unlink()
        sha256 = lost.sha256
    begin(learner, study)
    do_jobs(app)
    assert steps(app) == []
    assert downloaded(learner, study).manifest["missing"] == [sha256]


def test_who_goes_on_working_meanwhile_has_it_in_the_archive(
    app: Flask, learner: PageClient, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[int] = []

    def and_meanwhile(work: UnitOfWork, store: FolderStore, portfolio_id: int) -> services.Prepared:
        made = lay_out(work, store, portfolio_id)
        times.append(1)
        if len(times) == 1:
            work.session.rollback()
            put_forward(app, study, "1:P2", title="Written meanwhile")
        return made

    monkeypatch.setattr(making, "lay_out", and_meanwhile)
    begin(learner, study)
    do_jobs(app)
    assert len(times) == 2
    assert "Written meanwhile" in downloaded(learner, study).zip.read("data/portfolio.json").decode()


def test_a_failed_try_is_told_and_tried_again(
    app: Flask, learner: PageClient, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError("no space")

    begin(learner, study)
    with monkeypatch.context() as patched:
        patched.setattr(making, "lay_out", full)
        do_jobs(app)
    page = shown(learner, study)
    assert "It did not succeed just now. It is tried again by itself." in page
    assert "All files are read." in page
    with acting(app) as work:
        for job in work.session.query(Job):
            job.run_at = work.now
    do_jobs(app)
    assert "Archive of" in shown(learner, study)


def test_a_big_file_is_read_in_little_memory(app: Flask, learner: PageClient, study: Study, centre: Centre) -> None:
    with acting(app, study.learner, Role.LEARNER) as work:
        made = work.session.query(Evidence).where(Evidence.title == "Not sent yet").one()
        big = kept(app, centre.provider_id, "hir.txt", b"a" * BIG)
        evidence_services.attach(work, made, [big])
    begin(learner, study)
    assert f"of {BIG // 1024 // 1024}" in shown(learner, study)
    (data,) = steps(app)
    with acting(app) as work:
        last = work.session.query(StoredFile).where(StoredFile.sha256 == big.sha256).one().id
    tracemalloc.start()
    try:
        with app.test_request_context():
            session: Session = db.session()
            making._read_on(session, {**data, "after": last - 1})
            db.session.remove()
        assert tracemalloc.get_traced_memory()[1] < BIG // 8
    finally:
        tracemalloc.stop()
    with acting(app) as work:
        assert work.session.get_one(StoredFile, last).crc32 is not None
        assert work.session.query(Attachment).where(Attachment.stored_file_id == last).count() == 1
