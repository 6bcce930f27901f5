"""Assigning people to an enrolment, with a word about those who cannot work in its language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from flask import Response, abort, request
from flask_babel import gettext as _

from portfolio.learning import queries, services
from portfolio.learning.forms import LANGUAGES, PARTS, AssignForm, EndAssignmentForm
from portfolio.learning.policy import ENROLMENT_MANAGE
from portfolio.learning.queries import Assigned, ShownEnrolment, Staff
from portfolio.learning.rules import Part
from portfolio.learning.services import NewAssignment
from portfolio.learning.views.blueprint import ENROLMENT, blueprint
from portfolio.people import queries as people
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.pages import done, page
from standards.foundation import Role

if TYPE_CHECKING:
    from portfolio.learning.models import Enrolment, Portfolio


@dataclass(frozen=True)
class Unsuited:
    """Somebody assigned who cannot work in the language of assessment, and who can."""

    name: str
    part: str
    others: Sequence[str]


def _staff(enrolment: Enrolment) -> list[Staff]:
    work = access.work()
    return queries.staff(work.session, enrolment.provider_id, locale.language(), work.today)


def _portfolio(enrolment: Enrolment) -> Portfolio:
    return queries.portfolio_by_id(access.work().session, enrolment.portfolio_id)


def unsuited(enrolment: Enrolment, assigned: Sequence[Assigned]) -> list[Unsuited]:
    """List who is assigned though they cannot work in the enrolment's language."""
    staff = _staff(enrolment)
    holding = [(one.account, Part(one.row.part), one.name) for one in assigned if one.holds]
    return [
        Unsuited(name, PARTS[part.value], _able(staff, part, enrolment.language))
        for account, part, name in holding
        if not _suits(staff, account, part, enrolment.language)
    ]


def _suits(staff: Sequence[Staff], account: str, part: Part, language: str) -> bool:
    return all(one.works_in(language) for one in staff if one.public_id == account and part in one.parts)


def _able(staff: Sequence[Staff], part: Part, language: str) -> list[str]:
    return [one.name for one in staff if part in one.parts and one.works_in(language)]


def _described(one: Staff) -> str:
    """Say who somebody is, for a choice."""
    spoken = LANGUAGES[one.assesses_in.value] if one.assesses_in else "–"
    if one.role is Role.QUALITY_ASSURER:
        said = _("%(name)s: quality assurer, %(languages)s", name=one.name, languages=spoken)
    elif one.qualified:
        said = _("%(name)s: qualified assessor, %(languages)s", name=one.name, languages=spoken)
    else:
        said = _("%(name)s: trainee assessor, %(languages)s", name=one.name, languages=spoken)
    return str(said)


@blueprint.route("/enrolments/<id:enrolment>/assign", methods=["GET", "POST"])
@requires(ENROLMENT_MANAGE, enrolment=ENROLMENT)
def assign(enrolment: Enrolment) -> Response:
    work, portfolio, staff = access.work(), _portfolio(enrolment), _staff(enrolment)
    (found,) = queries.shown_enrolments(work.session, portfolio.id, enrolment)
    form = AssignForm(data={"part": request.args.get("part"), "starts": work.today})
    form.offer(_people(staff, portfolio), {one.row.public_id: one.number for one in found.units})
    warning = None
    if form.validate_on_submit():
        warning = None if form.anyway.data else _warning(form, staff, found)
        if warning is None:
            _assign(form, portfolio, found)
            return done(_("The assignment is saved."), "learning.manage", enrolment=enrolment.public_id)
        form.refuse(warning)
    name = queries.learner_name(work.session, portfolio)
    said = {"warning": warning, "conditions": _conditions(staff, portfolio)}
    return page("learning/assign.html", form=form, found=found, enrolment=enrolment, name=name, **said)


def _conditions(staff: Sequence[Staff], portfolio: Portfolio) -> dict[str, str]:
    """Give the conditions under which some of the staff may work with learners, by their names."""
    names = {one.account_id: one.name for one in staff}
    checks = people.checks_of(access.work().session, portfolio.provider_id, names)
    return {names[account]: one.conditions for account, one in checks.items() if one.conditions}


def _people(staff: Sequence[Staff], portfolio: Portfolio) -> dict[str, str]:
    """Give whom the form offers: a person of several roles once, with the first; nobody for their own learning."""
    offered: dict[str, list[str]] = {}
    for one in staff:
        if one.account_id != portfolio.account_id:
            offered.setdefault(one.public_id, []).append(_described(one))
    return {account: "; ".join(described) for account, described in offered.items()}


def _warning(form: AssignForm, staff: Sequence[Staff], found: ShownEnrolment) -> str | None:
    part, account = Part(form.part.data), str(form.who.data)
    unit = next((one for one in found.units if one.row.public_id == form.unit.data), None)
    language = (unit.row.language if unit else None) or found.row.language
    if _suits(staff, account, part, language):
        return None
    name = next(one.name for one in staff if one.public_id == account)
    spoken, able = LANGUAGES[language], ", ".join(_able(staff, part, language))
    said = _("%(name)s cannot work in the language of assessment (%(language)s), and nobody else here can.")
    if able:
        said = _("%(name)s cannot work in the language of assessment (%(language)s). Who can: %(names)s.")
    return str(said % {"name": name, "language": spoken, "names": able})


def _assign(form: AssignForm, portfolio: Portfolio, found: ShownEnrolment) -> None:
    work = access.work()
    account = people.account_by_public_id(work.session, str(form.who.data)) or abort(404)
    unit = next((one.row for one in found.units if one.row.public_id == form.unit.data), None)
    new = NewAssignment(
        Part(form.part.data),
        cast("date", form.starts.data),
        form.ends.data,
        (form.why.data or "").strip(),
        None if unit else found.row,
        unit,
    )
    services.assign(work, portfolio, account, new)


@blueprint.route("/enrolments/<id:enrolment>/assignments/<id:assignment>/end", methods=["GET", "POST"])
@requires(ENROLMENT_MANAGE, enrolment=ENROLMENT)
def end_assignment(enrolment: Enrolment, assignment: str) -> Response:
    work, portfolio = access.work(), _portfolio(enrolment)
    assigned = queries.assignments(work.session, portfolio, work.today, enrolment)
    one = next((one for one in assigned if one.row.public_id == assignment), None) or abort(404)
    form = EndAssignmentForm(data={"ends": work.today})
    if form.validate_on_submit():
        services.end_assignment(work, portfolio, one.row, cast("date", form.ends.data))
        return done(_("The last day is saved."), "learning.manage", enrolment=enrolment.public_id)
    name = queries.learner_name(work.session, portfolio)
    return page("learning/end_assignment.html", form=form, one=one, enrolment=enrolment, name=name, parts=PARTS)
