"""What a server keeps of people's files: whether they are whole, and what lies there that nothing speaks of."""

import hashlib
import os
import time
from pathlib import Path
from typing import cast

from flask import Flask

from portfolio.config import Settings
from portfolio.core.database import db, reading
from portfolio.core.store import Address, FolderStore
from portfolio.evidence.models import Attachment, Evidence, StoredFile
from portfolio.server import sweep

TWO_DAYS = 2 * 24 * 3600


def is_whole(app: Flask, evidence: Evidence, data: bytes) -> bool:
    """Whether evidence has one file, and the store its bytes."""
    query = db.session.query(StoredFile).join(Attachment, Attachment.stored_file_id == StoredFile.id)
    files = query.where(Attachment.evidence_id == evidence.id).all()
    if [file.sha256 for file in files] != [hashlib.sha256(data).hexdigest()]:
        return False
    store = cast("FolderStore", app.extensions["store"])
    return store.verify(Address(str(evidence.provider_id), files[0].sha256))


def strays(app: Flask, settings: Settings) -> set[str]:
    """Files that nothing speaks of, once what was sent a day ago and never used was swept."""
    for path in filter(Path.is_file, settings.files.rglob("*")):
        os.utime(path, (time.time() - TWO_DAYS, time.time() - TWO_DAYS))
    sweep(app)
    with app.app_context(), reading():
        named = {file.sha256 for file in db.session.query(StoredFile)}
        db.session.remove()
    there = {path.stem for path in settings.files.rglob("*") if path.is_file() and path.name != ".lock"}
    assert named <= there, "a file that is spoken of was swept"
    return there - named
