"""Evidence with files for tests, put forward through the pages' own services and store."""

from datetime import date
from typing import cast

from flask import Flask

from portfolio.core import contents
from portfolio.core.store import FolderStore
from portfolio.core.work import UnitOfWork
from portfolio.evidence import services
from portfolio.evidence.models import Attachment, Evidence
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.services import Content, KeptFile, Wish
from standards.foundation import Role
from standards.library.models import Criterion
from tests.studies import Study, acting, portfolio_row, unit_row

DAY = date(2026, 1, 27)


def kept(app: Flask, provider_id: int, name: str, data: bytes) -> KeptFile:
    """Put bytes into the store as an upload does."""
    store = cast("FolderStore", app.extensions["store"])
    with store.receive() as incoming:
        incoming.write(data)
        incoming.settle()
        media_type = contents.inspect(incoming.path, name)
        address = store.keep(incoming, str(provider_id))
    return KeptFile(contents.clean_name(name, media_type), address.sha256, len(data), media_type)


def wishes(work: UnitOfWork, study: Study, *keys: str) -> list[Wish]:
    """Name criteria as `0:P1`: which of the study's units, and the code."""
    found = []
    for key in keys:
        place, _colon, code = key.partition(":")
        unit = unit_row(work, study.units[int(place)])
        criterion = work.session.query(Criterion).filter_by(standard_id=unit.standard_id, code=code).one()
        found.append(Wish(unit.id, criterion.id, f"see {code}"))
    return found


def write(work: UnitOfWork, study: Study, title: str, *keys: str, words: str = "I did this.") -> Evidence:
    """Write a draft that claims criteria."""
    content = Content(
        EvidenceKind.PRODUCT,
        title,
        DAY,
        "en",
        words,
        AiUse.NONE,
        particulars={"role": "All of it."},
        confidentiality=Confidentiality.OPEN,
    )
    made = services.start(work, portfolio_row(work, study), content)
    services.claim(work, made, wishes(work, study, *keys))
    return made


def put_forward(
    app: Flask, study: Study, *keys: str, title: str = "A visit", files: tuple[tuple[str, bytes], ...] = ()
) -> str:
    """Write evidence with files and submit it."""
    with acting(app, study.learner, Role.LEARNER) as work:
        made = write(work, study, title, *(keys or ("0:P1",)))
        services.attach(work, made, [kept(app, made.provider_id, *file) for file in files])
        services.submit(work, portfolio_row(work, study), made)
        return made.public_id


def draft(app: Flask, study: Study, title: str = "A draft", files: tuple[tuple[str, bytes], ...] = ()) -> str:
    with acting(app, study.learner, Role.LEARNER) as work:
        made = write(work, study, title, "0:P1")
        services.attach(work, made, [kept(app, made.provider_id, *file) for file in files])
        return made.public_id


def row(work: UnitOfWork, public_id: str) -> Evidence:
    return work.session.query(Evidence).where(Evidence.public_id == public_id).one()


def file_ids(app: Flask, evidence: str) -> list[str]:
    with acting(app) as work:
        found = work.session.query(Attachment).where(Attachment.evidence_id == row(work, evidence).id)
        return [one.public_id for one in found.order_by(Attachment.id)]
