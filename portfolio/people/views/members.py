"""A provider's people: the list, adding somebody, ending a role, qualifying a trainee."""

from __future__ import annotations

from typing import Any, cast

from flask import Response, request, url_for
from flask_babel import gettext as _

from portfolio.people import queries, services
from portfolio.people.forms import ASSESSES_IN, ROLES, ConfirmForm, EndForm, FilterForm, PersonForm
from portfolio.people.policy import PEOPLE_MANAGE, PEOPLE_READ, SUITABILITY_MANAGE
from portfolio.people.queries import MemberFilter, Person
from portfolio.people.rules import AssessesIn, may_give
from portfolio.people.services import NewPerson, NewRole
from portfolio.people.views.blueprint import blueprint
from portfolio.people.views.sessions import renew
from portfolio.web import access, locale
from portfolio.web.access import Subject, requires
from portfolio.web.pages import done, page, page_asked
from standards.foundation import Role

MEMBERSHIP = Subject(queries.membership, PEOPLE_READ)
ASSESSING = {Role.ASSESSOR, Role.QUALITY_ASSURER, Role.EXTERNAL_QUALITY_ASSURER}


@blueprint.route("/people")
@requires(PEOPLE_READ)
def people() -> Response:
    form, work = FilterForm(request.args), access.work()
    role = next((each for each in Role if each.value == form.role.data), None)
    wanted = MemberFilter(form.words.data or "", role, ended=form.show.data == "ended")
    found = queries.members(work.session, work.actor, wanted, locale.language(), page_asked(), work.today)
    kept = {key: value for key, value in request.args.items() if key in form and value}
    return page(
        "people/people.html",
        filters=form,
        members=found,
        roles=ROLES,
        manages=access.may(SUITABILITY_MANAGE),
        languages=ASSESSES_IN,
        url=lambda wished: url_for("people.people", page=wished, **cast("Any", kept)),
    )


@blueprint.route("/people/add", methods=["GET", "POST"])
@requires(PEOPLE_MANAGE)
def add_person() -> Response:
    work = access.work()
    provider_id = cast("int", work.actor.provider_id)
    giver = work.actor.roles_at(provider_id)
    form = PersonForm(roles=[role for role in Role if may_give(giver, role)])
    if not form.validate_on_submit():
        return page("people/add_person.html", form=form)
    language = None if form.language.data == "both" else form.language.data
    who = NewPerson(form.email.data or "", form.name.data or "", language)
    added = services.add_member(work, queries.provider(work.session, provider_id), who, _role_of(form))
    _note("role-given", added.id, form.role.data)
    if added.id == work.actor.account_id:
        renew()
    return done(_("Added: %(name)s", name=added.name), "people.people")


def _role_of(form: PersonForm) -> NewRole:
    role = Role(form.role.data)
    return NewRole(
        role,
        qualified=role is not Role.ASSESSOR or form.qualified.data == "yes",
        assesses_in=AssessesIn(form.assesses_in.data) if role in ASSESSING else None,
    )


@blueprint.route("/people/<id:membership>/end", methods=["GET", "POST"])
@requires(PEOPLE_MANAGE, membership=MEMBERSHIP)
def end_role(membership: Any) -> Response:
    work = access.work()
    member = queries.member(work.session, membership)
    form = EndForm(data={"ends": work.today})
    if not form.validate_on_submit():
        return page("people/end_role.html", form=form, member=member, roles=ROLES)
    services.end_role(work, membership, form.ends.data)
    _note("role-ended", membership.account_id, membership.role)
    if membership.account_id == work.actor.account_id:
        renew()
    return done(_("The last day in this role is saved."), "people.people")


@blueprint.route("/people/<id:membership>/qualify", methods=["GET", "POST"])
@requires(PEOPLE_MANAGE, membership=MEMBERSHIP)
def qualify(membership: Any) -> Response:
    work = access.work()
    form = ConfirmForm()
    if not form.validate_on_submit():
        return page("people/qualify.html", form=form, member=queries.member(work.session, membership))
    services.qualify_assessor(work, membership)
    _note("assessor-qualified", membership.account_id, membership.role)
    return done(_("The assessor is now qualified."), "people.people")


def _note(kind: str, account_id: int, role: str | None) -> None:
    """Tell the security journal who did what to whose rights."""
    actor, work = cast("Person", access.signed_in()), access.work()
    access.journal().note(
        kind, work.now, account_id=actor.account_id, address=request.remote_addr, subject=account_id, role=role
    )
