"""The pages of safeguarding: reporting a concern from anywhere, reading one with a log, and saying who reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from flask import Blueprint, Response, abort
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portfolio.core import mail
from portfolio.core.jobs import Handler
from portfolio.people import queries as people
from portfolio.safeguarding import queries, services
from portfolio.safeguarding.forms import ConcernForm, NoteForm, OpenForm, PeopleForm
from portfolio.safeguarding.policy import SAFEGUARDING_READ, SAFEGUARDING_REPORT, SAFEGUARDING_SET
from portfolio.safeguarding.rules import is_open
from portfolio.web import access, letters, locale
from portfolio.web.access import Subject, requires
from portfolio.web.navigation import MenuEntry
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from portfolio.safeguarding.models import Concern

blueprint = Blueprint("safeguarding", "portfolio.safeguarding")
FOOTER = [MenuEntry(_l("Report a safeguarding concern"), "safeguarding.report", SAFEGUARDING_REPORT, order=5)]


def _concern(session: Session, public_id: str) -> Concern | None:
    """Load a concern for those who are named; for anybody else there is none."""
    row = queries.concern(session, public_id)
    return row if row is not None and queries.is_named(session, access.actor(), row.provider_id) else None


CONCERN = Subject(_concern, SAFEGUARDING_READ)


def _here() -> int:
    return cast("int", access.work().actor.provider_id)


@blueprint.route("/safeguarding", methods=["GET", "POST"])
@requires(SAFEGUARDING_REPORT)
def report() -> Response:
    work, form = access.work(), ConcernForm()
    if form.validate_on_submit():
        made = services.report(work, _here(), form.who.data or "", form.words.data or "", locale.language())
        said = _("Your concern is sent to those who are named below. Its number is %(number)s.", number=made.number)
        return done(said, "safeguarding.report")
    return page(
        "safeguarding/report.html",
        form=form,
        named=queries.named(work.session, _here(), work.today),
        contact=queries.contact(work.session, _here()),
        reads=queries.is_named(work.session, work.actor, _here()),
    )


@blueprint.get("/safeguarding/concerns")
@requires(SAFEGUARDING_READ)
def concerns() -> Response:
    work = access.work()
    if not queries.is_named(work.session, work.actor, _here()):
        abort(404)
    return page("safeguarding/concerns.html", rows=queries.concerns(work.session, _here()))


@blueprint.get("/safeguarding/concerns/<id:concern>")
@requires(SAFEGUARDING_READ, concern=CONCERN)
def concern(concern: Concern) -> Response:
    """Show a concern that the reader opened just now; before that who read it, and the button that opens it."""
    work = access.work()
    opened = is_open(queries.opened_by(work.session, concern, work.actor.account_id), work.now)
    return page(
        "safeguarding/concern.html",
        form=OpenForm(),
        row=concern,
        opened=opened,
        author=queries.author_of(work.session, concern) if opened else "",
        notes=queries.notes(work.session, concern) if opened else [],
        readings=queries.readings(work.session, concern),
    )


@blueprint.post("/safeguarding/concerns/<id:concern>/open")
@requires(SAFEGUARDING_READ, concern=CONCERN)
def open_concern(concern: Concern) -> Response:
    if OpenForm().validate_on_submit():
        services.open_concern(access.work(), concern)
    said = _("That you read this is noted. It stays open to you for 15 minutes.")
    return done(said, "safeguarding.concern", concern=concern.public_id)


@blueprint.route("/safeguarding/concerns/<id:concern>/note", methods=["GET", "POST"])
@requires(SAFEGUARDING_READ, concern=CONCERN)
def note(concern: Concern) -> Response:
    form = NoteForm()
    if form.validate_on_submit():
        services.note(access.work(), concern, form.words.data or "", locale.language())
        return done(_("The note is added."), "safeguarding.concern", concern=concern.public_id)
    return page("safeguarding/note.html", form=form, row=concern)


@blueprint.route("/safeguarding/people", methods=["GET", "POST"])
@requires(SAFEGUARDING_SET)
def set_people() -> Response:
    work = access.work()
    staff, contact = queries.staff(work.session, _here(), work.today), queries.contact(work.session, _here())
    keys = [one.public_id for one in queries.named(work.session, _here(), work.today)]
    known = {"people": keys, "phone": contact.phone if contact else "", "email": contact.email if contact else ""}
    form = PeopleForm(data=known)
    form.offer(staff)
    if form.validate_on_submit():
        phone, email = form.phone.data or "", form.email.data or ""
        services.set_people(work, _here(), form.ids(staff), phone, email)
        return done(_("It is saved who reads safeguarding concerns."), "safeguarding.report")
    return page("safeguarding/people.html", form=form)


def concerns_unread() -> int:
    """Give what the start page tells those who are named."""
    work = access.work()
    return queries.unread(work.session, work.actor)


def tell(session: Session, data: Mapping[str, Any]) -> None:
    """Tell somebody who is named that there is a concern, and nothing of what it says."""
    (to,) = queries.addressees(session, [data["account"]])
    provider = people.provider(session, data["provider"]).name
    link = letters.address("safeguarding.concerns")
    letter = letters.written("safeguarding_concern", to, provider=provider, link=link)
    session.rollback()  # nothing is held open while the mail server takes its time
    mail.send(letter, letters.site())


JOBS: dict[str, Handler] = {services.TELL: tell}
blueprint.record_once(lambda state: state.app.jinja_env.globals.update(concerns_unread=concerns_unread))
