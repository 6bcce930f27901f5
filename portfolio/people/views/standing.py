"""By when trainees are to be qualified, and a centre's own numbers."""

from __future__ import annotations

from typing import Any, cast

from flask import Response
from flask_babel import gettext as _

from portfolio.people import queries, services
from portfolio.people.forms import QualifyByForm, SettingsForm
from portfolio.people.policy import PEOPLE_MANAGE, PEOPLE_READ, SETTINGS_CHANGE, SETTINGS_READ
from portfolio.people.rules.standing import SettingCode, months_after
from portfolio.people.views.blueprint import blueprint
from portfolio.people.views.members import MEMBERSHIP
from portfolio.web import access
from portfolio.web.access import may, requires
from portfolio.web.pages import done, page


@blueprint.route("/people/<id:membership>/qualify-by", methods=["GET", "POST"])
@requires(PEOPLE_MANAGE, membership=MEMBERSHIP)
def qualify_by(membership: Any) -> Response:
    work = access.work()
    months = queries.settings_of(work.session, membership.provider_id)[SettingCode.QUALIFY_MONTHS]
    suggested = membership.qualify_by or months_after(membership.starts, months)
    form = QualifyByForm(data={"qualify_by": suggested})
    if not form.validate_on_submit():
        member = queries.member(work.session, membership)
        return page("people/qualify_by.html", form=form, member=member, months=months)
    services.set_qualify_by(work, membership, form.qualify_by.data)
    return done(_("The day is saved."), "people.people")


@blueprint.route("/people/trainees")
@requires(PEOPLE_READ)
def trainees() -> Response:
    work = access.work()
    found = queries.trainees(work.session, cast("int", work.actor.provider_id), work.today)
    return page("people/trainees.html", trainees=found)


@blueprint.route("/people/settings")
@requires(SETTINGS_READ)
def settings() -> Response:
    work = access.work()
    found = queries.settings_of(work.session, cast("int", work.actor.provider_id))
    shown = {code.value: value for code, value in found.items()}
    form = SettingsForm(data=shown)
    return page("people/settings.html", found=shown, changes=may(SETTINGS_CHANGE), form=form, page_form_id="")


@blueprint.route("/people/settings/change", methods=["GET", "POST"])
@requires(SETTINGS_CHANGE)
def change_settings() -> Response:
    work = access.work()
    provider = queries.provider(work.session, cast("int", work.actor.provider_id))
    held = queries.settings_of(work.session, provider.id)
    # What is not sent at all is held against the form as the words that it shows.
    form = SettingsForm(data={code.value: str(value) for code, value in held.items()})
    if not form.validate_on_submit():
        return page("people/change_settings.html", form=form)
    for code, value in form.numbers().items():
        services.set_setting(work, provider, code, value)
    return done(_("The settings are saved."), "people.settings")
