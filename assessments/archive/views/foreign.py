"""The page that takes in a Leap2A feed of Mahara or another system, and tells what could not be taken."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import Response, request
from flask_babel import gettext as _

from assessments.archive import services
from assessments.archive.foreign import Left, Taken, sorted_out
from assessments.archive.forms import LEFT_OUT, WRONG, Leap2AForm
from assessments.archive.policy import ARRIVAL_MAKE
from assessments.archive.views.blueprint import PORTFOLIO, blueprint
from portfolio.core import contents
from portfolio.core.contents import Unacceptable
from portfolio.core.store import Incoming, KeptFile
from portfolio.web import access, locale, uploads
from portfolio.web.access import requires
from portfolio.web.pages import page

if TYPE_CHECKING:
    from portfolio.learning.models import Portfolio

BLOCK = 256 * 1024
MOST_GROWN = 100
"""A ZIP that unpacks to so many times its size is made to do harm."""


@dataclass
class Fed:
    """What a feed brings: its files are in the store; or a code that says what is wrong with it."""

    taken: list[Taken] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    kept: dict[str, KeptFile] = field(default_factory=dict)
    wrong: str = ""


def _read(portfolio: Portfolio) -> Fed:
    provider_id = portfolio.provider_id
    access.work().session.rollback()
    sent = request.files.get("feed")
    if sent is None or not sent.filename:
        return Fed(wrong="no-feed")
    incoming = cast("Incoming", sent.stream)
    if incoming.too_big:
        return Fed(wrong="too-big")
    incoming.settle()
    try:
        entries = contents.read_leap2a(incoming.path)
        seen = dict(_kept(incoming.path, {name for one in entries for name in one["files"]}, provider_id))
    except (Unacceptable, zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return Fed(wrong="not-leap2a")
    kept = {name: one for name, one in seen.items() if one is not None}
    return Fed(*sorted_out(entries, kept, seen.keys() - kept.keys(), locale.language()), kept)


def _kept(path: Path, wanted: set[str], provider_id: int) -> Iterator[tuple[str, KeptFile | None]]:
    """Keep the files that the feed speaks of; none for those that are there and may not be kept."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as opened:
        found = [info for info in opened.infolist() if info.filename in wanted]
        if sum(info.file_size for info in found) > MOST_GROWN * path.stat().st_size:
            raise ValueError("a ZIP that grows")
        for info in found:
            yield info.filename, _one(opened, info, provider_id)


def _one(opened: zipfile.ZipFile, info: zipfile.ZipInfo, provider_id: int) -> KeptFile | None:
    name = info.filename.rpartition("/")[2]
    with uploads.store().receive() as into, opened.open(info) as file:
        while block := file.read(BLOCK):
            into.write(block)
        if contents.is_a_path(name):
            return None
        with suppress(Unacceptable):
            return uploads.keep(into, name, provider_id)
    return None


@blueprint.route("/portfolios/<id:portfolio>/leap2a", methods=["GET", "POST"])
@requires(ARRIVAL_MAKE, portfolio=PORTFOLIO, prepare=_read)
def leap2a(portfolio: Portfolio) -> Response:
    form, made, fed = Leap2AForm(), list[tuple[str, Taken]](), Fed()
    if form.validate_on_submit():
        fed = cast("Fed", access.prepared())
        if fed.wrong:
            form.refuse(str(WRONG[fed.wrong]))
        ids = services.take_in(access.work(), portfolio, fed.taken, fed.kept)
        made = list(zip(ids, fed.taken, strict=True))
    title = _("What was taken in") if made or fed.left else _("Bring a portfolio from Mahara or another system")
    shown = {"title": title, "made": made, "left": fed.left, "reasons": LEFT_OUT}
    return page("archive/leap2a.html", portfolio=portfolio, form=form, **shown)
