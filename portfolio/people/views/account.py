"""One's own account: name, language, sessions, the centre that one works in."""

from __future__ import annotations

from typing import cast

from flask import Response, abort, request
from flask_babel import gettext as _

from portfolio.people import queries, services
from portfolio.people.forms import ROLES, SUITABILITY_WORDS, AccountForm, ConfirmForm, ProviderForm
from portfolio.people.policy import INTEREST_DECLARE
from portfolio.people.queries import Person
from portfolio.people.rules import device_name
from portfolio.people.rules.standing import Checks
from portfolio.people.views.blueprint import blueprint
from portfolio.people.views.sessions import renew
from portfolio.web import access, locale
from portfolio.web.access import SIGNED_IN, requires
from portfolio.web.filters import words
from portfolio.web.forms import choices
from portfolio.web.pages import done, page


@blueprint.route("/account", methods=["GET", "POST"])
@requires(SIGNED_IN)
def account() -> Response:
    person, work = cast("Person", access.signed_in()), access.work()
    form = AccountForm(data={"name": person.name, "language": person.language or locale.language()})
    if form.validate_on_submit():
        own = queries.account(work.session, person.account_id)
        services.change_details(work, own, form.name.data or "", form.language.data)
        locale.speak("cy" if form.language.data == "cy" else "en")
        return done(_("Your details are saved."), "people.account")
    return page(
        "people/account.html",
        form=form,
        person=person,
        roles=ROLES,
        checks=_own_checks(person),
        suitability_words=SUITABILITY_WORDS,
        declares=access.may(INTEREST_DECLARE),
        providers={each.id: each.name for each in queries.providers_of(work.session, person)},
        sessions=queries.open_sessions(work.session, person),
    )


def _own_checks(person: Person) -> Checks | None:
    """Give what was last recorded of somebody's own checks, where they work."""
    if person.provider_id is None:
        return None
    return queries.checks_of(access.work().session, person.provider_id, [person.account_id]).get(person.account_id)


@blueprint.route("/account/sessions/<id:session_id>/end", methods=["GET", "POST"])
@requires(SIGNED_IN)
def end_session(session_id: str) -> Response:
    person, work = cast("Person", access.signed_in()), access.work()
    signed = queries.own_session(work.session, person, session_id)
    if signed is None:
        abort(404)
    form = ConfirmForm()
    if not form.validate_on_submit():
        return page("people/end_session.html", form=form, device=device_name(signed.agent), signed=signed)
    services.end_own_session(work, signed)
    access.journal().note("session-ended", work.now, account_id=person.account_id, address=request.remote_addr)
    return done(_("The session is ended."), "people.account")


@blueprint.route("/provider", methods=["GET", "POST"])
@requires(SIGNED_IN)
def choose_provider() -> Response:
    person, work = cast("Person", access.signed_in()), access.work()
    providers = {each.public_id: each for each in queries.providers_of(work.session, person)}
    current = next((key for key, each in providers.items() if each.id == person.provider_id), None)
    form = ProviderForm(data={"provider": current})
    form.provider.choices = choices({key: words(each.name) for key, each in providers.items()})
    if not form.validate_on_submit():
        return page("people/choose_provider.html", form=form)
    chosen = providers[form.provider.data]
    renew(chosen.id)
    return done(_("Centre chosen: %(provider)s", provider=words(chosen.name)), "people.account")
