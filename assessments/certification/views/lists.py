"""The lists of certification: claims, what is ready to be claimed, who is not registered yet, and one's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flask import Response, request
from flask_babel import gettext as _

from assessments.certification import queries, services
from assessments.certification.forms import STATE_WORDS, ClaimsFilter
from assessments.certification.policy import CERTIFICATION_READ, OWN_CERTIFICATES
from assessments.certification.queries import ListedClaim, Page, Standing, Wanted
from assessments.certification.rules.course import ANSWERS, ClaimState
from assessments.certification.views.blueprint import blueprint
from portfolio.core.bank_holidays import is_bank_holiday
from portfolio.core.database import db, reading_apart
from portfolio.core.tabular import Cell, csv_lines
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.filters import words
from portfolio.web.pages import address_of_page, page, page_asked


def _filter() -> ClaimsFilter:
    work = access.work()
    known = queries.qualifications_claimed(work.session, work.actor)
    return ClaimsFilter(request.args, {key: f"{words(title)} ({number})" for key, title, number in known})


def _wanted() -> Wanted:
    asked = request.args
    state = asked.get("state", "")
    return Wanted(asked.get("qualification", ""), state if state in set(ClaimState) else "")


@blueprint.get("/certification")
@requires(CERTIFICATION_READ)
def claims() -> Response:
    work, wanted = access.work(), _wanted()
    return page(
        "certification/claims.html",
        found=queries.claims(work.session, work.actor, wanted, page_asked()),
        filters=_filter(),
        wanted=wanted,
        page_url=address_of_page(),
        here="claims",
    )


@blueprint.get("/certification.csv")
@requires(CERTIFICATION_READ)
def claims_file() -> Response:
    work, wanted = access.work(), _wanted()
    engine, actor = db.engine, access.actor()

    def rows() -> Iterator[list[Cell]]:
        with reading_apart(engine) as session:
            for one in queries.all_claims(session, actor, wanted):
                yield _cells(one, states, language)

    language, states = locale.language(), {code: str(said) for code, said in STATE_WORDS.items()}
    name = _("certification-%(day)s.csv", day=work.today.isoformat())
    headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(csv_lines(_heads(), rows()), mimetype="text/csv", headers=headers)


def _heads() -> list[str]:
    return [
        _("Claim number"),
        _("Learner"),
        _("Qualification"),
        _("Qualification number"),
        _("Awarding body"),
        _("Units"),
        _("Status"),
        _("Registration number"),
        _("Registered on"),
        _("Achieved on"),
        _("Claimed on"),
        _("Quality assurer named on the claim"),
        _("Answered on"),
        _("The awarding body's reference"),
        _("Certificate received on"),
        _("Number of the certificate"),
        _("Certificate given on"),
    ]


def _cells(one: ListedClaim, states: dict[str, str], language: str) -> list[Cell]:
    answered, received = one.step(*ANSWERS), one.step(ClaimState.RECEIVED)
    given, registered = one.step(ClaimState.GIVEN), one.registration
    title = one.qualification.title
    return [
        one.row.number,
        one.learner,
        (title.cy if language == "cy" else title.en) or title.cy or title.en or "",
        one.qualification.number,
        one.row.organisation,
        " ".join(urn for urn, _title in one.units),
        states[one.row.state],
        registered.number if registered else "",
        registered.registered_on if registered else "",
        one.row.achieved_on,
        one.row.claimed_on,
        one.named,
        answered.happened_on if answered else "",
        answered.reference if answered else "",
        received.happened_on if received else "",
        received.reference if received else "",
        given.happened_on if given else "",
    ]


@blueprint.get("/certification/ready")
@requires(CERTIFICATION_READ)
def ready() -> Response:
    work, wanted = access.work(), _wanted()
    found = queries.with_something_signed(
        work.session, work.actor, wanted.qualification, locale.language(), page_asked()
    )
    return page(
        "certification/ready.html",
        found=found,
        rows=[(one, services.readiness(work, one)) for one in _standings(found)],
        filters=_filter(),
        page_url=address_of_page(),
        here="ready",
    )


def _standings(found: Page) -> list[Standing]:
    work = access.work()
    provider_id = work.actor.provider_id
    return queries.standings(work.session, provider_id, found.ids, work.today) if provider_id is not None else []


@blueprint.get("/certification/registrations")
@requires(CERTIFICATION_READ)
def registrations() -> Response:
    """Show who is not registered with the awarding body yet, and until when they should be."""
    work, wanted = access.work(), _wanted()
    found = queries.enrolments(work.session, work.actor, wanted.qualification, locale.language(), page_asked())
    rows = [(one, due_of(one)) for one in _standings(found)]
    return page(
        "certification/registrations.html",
        found=found,
        rows=[(one, due, due is not None and due < work.today) for one, due in rows],
        filters=_filter(),
        page_url=address_of_page(),
        here="registrations",
    )


def due_of(standing: Standing) -> date | None:
    within = standing.terms.register_within if standing.terms else None
    return queries.due(standing.row.start, within, is_bank_holiday)


@blueprint.get("/certificates")
@requires(OWN_CERTIFICATES)
def own() -> Response:
    work = access.work()
    return page(
        "certification/own.html",
        claims=queries.own_claims(work.session, work.actor),
        registered=queries.own_registrations(work.session, work.actor),
    )
