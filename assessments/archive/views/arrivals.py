"""The pages on which a learner brings a portfolio, and a quality assurer accepts what was decided elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, cast

from flask import Response, request
from flask_babel import gettext as _

from assessments.archive import arriving, queries, services
from assessments.archive.arriving import Arriving
from assessments.archive.checking import OpenedArchive
from assessments.archive.forms import REFUSALS, WRONG, AcceptForm, ArriveForm
from assessments.archive.policy import ARRIVAL_ACCEPT, ARRIVAL_MAKE, ARRIVAL_READ
from assessments.archive.rules import ArrivalStatus, NotAnArchive, same_name
from assessments.archive.rules import Wrong as Fault
from assessments.archive.views.blueprint import ARRIVAL, SEEN_PORTFOLIO, blueprint
from portfolio.core.contents import Unacceptable
from portfolio.core.store import Incoming, KeptFile
from portfolio.web import access, filters, locale, uploads
from portfolio.web.access import requires
from portfolio.web.lockers import locker
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from assessments.archive.models import Arrival
    from portfolio.learning.models import Portfolio
    from standards.foundation import Text

MOST_FAULTS = 20


@dataclass
class Brought:
    """What was sent: read, verified and its files kept; or what is wrong with it."""

    arriving: Arriving | None = None
    text: bytes = b""
    kept: dict[str, KeptFile] = field(default_factory=dict)
    wrong: list[Fault] = field(default_factory=list)


def _read(portfolio: Portfolio) -> Brought:
    """Read and verify an archive before the write transaction begins: nothing of it is kept unless all is well."""
    provider_id = portfolio.provider_id
    access.work().session.rollback()
    sent = request.files.get("archive")
    if sent is None or not sent.filename:
        return Brought(wrong=[Fault("none")])
    incoming = cast("Incoming", sent.stream)
    if incoming.too_big:
        return Brought(wrong=[Fault("too-big")])
    incoming.settle()
    try:
        with incoming.path.open("rb") as file:
            return _verified(OpenedArchive(file), provider_id)
    except NotAnArchive as error:
        return Brought(wrong=[Fault(error.code, error.name)])


def _verified(opened: OpenedArchive, provider_id: int) -> Brought:
    wrong = list(opened.wrongs())
    if wrong:
        return Brought(wrong=wrong)
    found = arriving.read(opened, _consent_words)
    return Brought(found, opened.text, _kept(opened, found, provider_id))


def _consent_words(scope: str, language: str, source: Text, by: str, at: datetime) -> str:
    """Write to what somebody agreed elsewhere, in the language that it is written down in."""
    with locale.speaking("cy" if language == "cy" else "en"):
        told = _(
            "%(scope)s (written down at %(provider)s by %(name)s on %(day)s)",
            scope=scope,
            provider=filters.words(source),
            name=by,
            day=filters.day(at.date()),
        )
    return str(told)


def _kept(opened: OpenedArchive, found: Arriving, provider_id: int) -> dict[str, KeptFile]:
    """Look into each file as if it was sent by itself, in the child process, and keep it in the store."""
    kept: dict[str, KeptFile] = {}
    for file in (file for one in found.evidence for file in one.all_files):
        if file.path in kept or file.path not in opened.members:
            continue
        with uploads.store().receive() as into:
            for block in opened.blocks(file.path):
                into.write(block)
            try:
                kept[file.path] = uploads.keep(into, file.name, provider_id)
            except Unacceptable as error:
                raise NotAnArchive("file", file.name) from error
    return kept


@blueprint.get("/portfolios/<id:portfolio>/arrivals")
@requires(ARRIVAL_READ, portfolio=SEEN_PORTFOLIO)
def arrivals(portfolio: Portfolio) -> Response:
    return _listed(portfolio, ArriveForm())


@blueprint.post("/portfolios/<id:portfolio>/arrivals")
@requires(ARRIVAL_MAKE, portfolio=SEEN_PORTFOLIO, prepare=_read)
def arrive(portfolio: Portfolio) -> Response:
    form, work = ArriveForm(), access.work()
    refused = access.refusal()
    if refused:
        form.refuse(str(REFUSALS[refused.code]))
    elif form.validate_on_submit():
        brought = cast("Brought", access.prepared())
        if brought.arriving is not None:
            row = services.arrive(work, portfolio, brought.arriving, brought.text, brought.kept)
            return done(_("The portfolio has arrived."), "archive.arrival", arrival=row.public_id)
        for one in brought.wrong[:MOST_FAULTS]:
            form.refuse(str(WRONG[one.code]) % {"name": one.name})
    return _listed(portfolio, form)


def _listed(portfolio: Portfolio, form: ArriveForm) -> Response:
    session = access.work().session
    return page(
        "archive/arrive.html",
        portfolio=portfolio,
        form=form,
        mine=access.may(ARRIVAL_MAKE, portfolio),
        learner=queries.learner_of(session, portfolio),
        arrivals=queries.arrivals(session, portfolio),
    )


@blueprint.get("/arrivals/<id:arrival>")
@requires(ARRIVAL_READ, arrival=ARRIVAL)
def arrival(arrival: Arrival) -> Response:
    return _shown(arrival, AcceptForm())


@blueprint.route("/arrivals/<id:arrival>/accept", methods=["GET", "POST"])
@requires(ARRIVAL_ACCEPT, arrival=ARRIVAL)
def accept(arrival: Arrival) -> Response:
    form, work = AcceptForm(), access.work()
    refused = access.refusal()
    if refused:
        form.refuse(str(REFUSALS[refused.code]))
    elif form.validate_on_submit():
        services.accept(work, queries.portfolio_of(work.session, arrival), arrival, form.sampled.data or ())
        return done(_("The inherited decisions are accepted."), "archive.arrival", arrival=arrival.public_id)
    return _shown(arrival, form)


@blueprint.post("/arrivals/<id:arrival>/count")
@requires(ARRIVAL_ACCEPT, arrival=ARRIVAL)
def count(arrival: Arrival) -> Response:
    form, work = AcceptForm(), access.work()
    refused = access.refusal()
    if refused:
        form.refuse(str(REFUSALS[refused.code]))
    elif form.validate_on_submit():
        services.count(work, queries.portfolio_of(work.session, arrival), arrival, form.sampled.data or ())
        return done(_("The accepted decisions count."), "archive.arrival", arrival=arrival.public_id)
    return _shown(arrival, form)


def _shown(arrival: Arrival, form: AcceptForm) -> Response:
    session, may_accept = access.work().session, access.may(ARRIVAL_ACCEPT, arrival)
    portfolio, learner = queries.portfolio_of(session, arrival), queries.learner_of(session, arrival)
    inherited = queries.inherited(session, arrival, access.work().actor.account_id, access.work().today)
    return page(
        "archive/arrival.html",
        arrival=arrival,
        portfolio=portfolio.public_id,
        mine=access.may(ARRIVAL_MAKE, portfolio),
        form=form,
        learner=learner,
        same_name=same_name(arrival.learner, learner),
        key=queries.key_standing(session, arrival),
        inherited=inherited,
        to_look_at=[one for one in inherited if one.row.decision and one.readable],
        counted=queries.counted(session, arrival),
        countable={one.row.id for one in queries.countable(session, arrival)},
        locker=locker(f"arrival-{arrival.public_id}", here=True),
        may_accept=may_accept and arrival.status == ArrivalStatus.WAITING,
        may_count=may_accept and arrival.status == ArrivalStatus.ACCEPTED,
    )
