"""The pages of the restricted registers, and a learner's own adjustments."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Blueprint, Response
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from assessments.registers import queries, services
from assessments.registers.forms import (
    ENTRY_KIND_WORDS,
    ENTRY_OUTCOME_WORDS,
    REGISTER_WORDS,
    EntryForm,
    FollowForm,
)
from assessments.registers.policy import OWN_ADJUSTMENTS, REGISTERS_READ, REGISTERS_WRITE
from assessments.registers.rules import EntryKind, NewEntry, Register
from portfolio.people import queries as people
from portfolio.web import access, locale
from portfolio.web.access import Subject, requires
from portfolio.web.pages import address_of_page, done, page, page_asked

if TYPE_CHECKING:
    from assessments.registers.models import RegisterEntry

blueprint = Blueprint("registers", "assessments.registers")


def _entry(session: Session, public_id: str) -> RegisterEntry | None:
    """Load an entry, but never for whom it is about."""
    row = queries.entry(session, public_id)
    return row if row is not None and row.about_id != access.actor().account_id else None


ENTRY = Subject(_entry, REGISTERS_READ)


@blueprint.get("/registers/malpractice")
@requires(REGISTERS_READ)
def malpractice() -> Response:
    return _listed(Register.MALPRACTICE)


@blueprint.get("/registers/adjustments")
@requires(REGISTERS_READ)
def adjustments() -> Response:
    return _listed(Register.ADJUSTMENTS)


def _listed(register: Register) -> Response:
    work = access.work()
    found = queries.entries(work.session, work.actor, register, page_asked())
    return page("registers/entries.html", register=register, found=found, page_url=address_of_page())


@blueprint.route("/registers/malpractice/new", methods=["GET", "POST"])
@requires(REGISTERS_WRITE)
def new_malpractice() -> Response:
    return _entered(Register.MALPRACTICE)


@blueprint.route("/registers/adjustments/new", methods=["GET", "POST"])
@requires(REGISTERS_WRITE)
def new_adjustment() -> Response:
    return _entered(Register.ADJUSTMENTS)


def _entered(register: Register) -> Response:
    work, form = access.work(), EntryForm()
    form.offer(register)
    if form.validate_on_submit():
        provider_id = cast("int", work.actor.provider_id)
        about = people.member_by_email(work.session, provider_id, form.email.data or "")
        if about is not None:
            kind = EntryKind(form.kind.data)
            new = NewEntry(register, kind, form.stands(), form.day(), form.words.data or "", locale.language())
            made = services.enter(work, provider_id, about, new)
            return done(_("It is entered in the register."), "registers.entry", entry=made)
        form.refuse(_("Nobody at your centre has this email address. Nothing was saved. Correct it."))
    return page("registers/new.html", form=form, register=register)


@blueprint.get("/registers/entries/<id:entry>")
@requires(REGISTERS_READ, entry=ENTRY)
def entry(entry: RegisterEntry) -> Response:
    return page("registers/entry.html", row=entry, matter=queries.matter(access.work().session, entry))


@blueprint.route("/registers/entries/<id:entry>/follow", methods=["GET", "POST"])
@requires(REGISTERS_WRITE, entry=ENTRY)
def follow(entry: RegisterEntry) -> Response:
    form = FollowForm()
    form.offer(Register(entry.register))
    if form.validate_on_submit():
        said = form.stands(), form.day(), form.words.data or ""
        services.follow(access.work(), entry, *said, locale.language())
        return done(_("It is added to the entry."), "registers.entry", entry=entry.public_id)
    return page("registers/follow.html", form=form, row=entry)


@blueprint.get("/registers/own")
@requires(OWN_ADJUSTMENTS)
def own() -> Response:
    """Show a learner what is on record of their own adjustments."""
    work = access.work()
    return page("registers/own.html", rows=queries.own_adjustments(work.session, work.actor))


def keeps_registers() -> bool:
    return access.may(REGISTERS_READ)


def has_adjustments() -> bool:
    return access.may(OWN_ADJUSTMENTS)


blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(
        registers=REGISTER_WORDS,
        entry_kinds=ENTRY_KIND_WORDS,
        entry_outcomes=ENTRY_OUTCOME_WORDS,
        keeps_registers=keeps_registers,
        has_adjustments=has_adjustments,
    )
)
