"""Declaring an interest in a learner or another person, and a manager's decision on it."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from flask import Response
from flask_babel import gettext as _

from portfolio.people import queries, services
from portfolio.people.forms import NATURES, RULINGS, InterestForm, RulingForm
from portfolio.people.policy import INTEREST_DECIDE, INTEREST_DECLARE
from portfolio.people.queries import Person
from portfolio.people.rules.interests import Nature, Ruling
from portfolio.people.services import NewInterest
from portfolio.people.views.blueprint import blueprint
from portfolio.web import access
from portfolio.web.access import Subject, may, requires
from portfolio.web.pages import done, page

INTEREST = Subject(queries.interest, INTEREST_DECIDE)
WORDS = {"natures": NATURES, "rulings": RULINGS}


def _here() -> tuple[int, int]:
    """Give where somebody works, and their account."""
    person = cast("Person", access.signed_in())
    return cast("int", person.provider_id), person.account_id


@blueprint.route("/interests")
@requires(INTEREST_DECLARE)
def interests() -> Response:
    session, (provider_id, account_id) = access.work().session, _here()
    return page(
        "people/interests.html",
        own=queries.own_interests(session, provider_id, account_id),
        others=queries.interests(session, provider_id) if may(INTEREST_DECIDE) else [],
        account_id=account_id,
        **WORDS,
    )


@blueprint.route("/interests/declare", methods=["GET", "POST"])
@requires(INTEREST_DECLARE)
def declare_interest() -> Response:
    work, (provider_id, account_id) = access.work(), _here()
    form = InterestForm(data={"starts": work.today})
    if form.validate_on_submit():
        about = queries.member_by_email(work.session, provider_id, form.email.data or "")
        if about is not None:
            new = NewInterest(
                about,
                Nature(form.nature.data),
                form.words.data or "",
                cast("date", form.starts.data),
                form.ends.data,
            )
            services.declare_interest(work, provider_id, queries.account(work.session, account_id), new)
            return done(_("The interest is declared. A manager decides what follows."), "people.interests")
        form.refuse(_("Nobody at this centre has this email address. Nothing was saved; check the address."))
    return page("people/declare_interest.html", form=form)


@blueprint.route("/interests/<id:interest>/decide", methods=["GET", "POST"])
@requires(INTEREST_DECIDE, interest=INTEREST)
def decide_interest(interest: Any) -> Response:
    work = access.work()
    ruled = None if interest.ruling == Ruling.OPEN else interest.ruling
    form = RulingForm(data={"ruling": ruled, "ends": interest.ends})
    if form.validate_on_submit():
        services.rule_on_interest(work, interest, Ruling(form.ruling.data), form.ends.data)
        return done(_("The decision is saved."), "people.interests")
    return page("people/decide_interest.html", form=form, one=queries.shown_interest(work.session, interest), **WORDS)
