"""The pages of whole qualifications: the list, one of them, beginning, publishing and the next version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, url_for
from flask_babel import gettext as _

from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.forms import Form
from portfolio.web.pages import done, page, page_asked
from standards.comparisons import queries as comparisons
from standards.qualifications import queries, services
from standards.qualifications.forms import (
    COMBINATION_WORDS,
    ConfirmForm,
    LastCertificationForm,
    QualificationForm,
    SigningForm,
    WordingForm,
    decision_names,
    number_in,
)
from standards.qualifications.policy import QUALIFICATIONS_MANAGE, QUALIFICATIONS_READ
from standards.qualifications.rules import certification
from standards.qualifications.rules.wording import words_of
from standards.qualifications.services import NewQualification
from standards.qualifications.views.blueprint import A_QUALIFICATION, blueprint

if TYPE_CHECKING:
    from standards.qualifications.models import Qualification

blueprint.record_once(lambda state: state.app.jinja_env.globals.update(decisions=decision_names))


@blueprint.get("/qualifications")
@requires(QUALIFICATIONS_READ)
def qualifications() -> Response:
    work, manages = access.work(), access.may(QUALIFICATIONS_MANAGE)
    return page(
        "qualifications/qualifications.html",
        listed=queries.listed(work.session, work.actor, locale.language(), page_asked(), drafts=manages),
        manages=manages,
        page_url=lambda number: url_for("qualifications.qualifications", page=number),
    )


@blueprint.get("/qualifications/<id:qualification>")
@requires(QUALIFICATIONS_READ, qualification=A_QUALIFICATION)
def qualification(qualification: Qualification) -> Response:
    return show(qualification, ConfirmForm())


def show(qualification: Qualification, form: Form) -> Response:
    """Show a qualification with the buttons that its reader may use."""
    work = access.work()
    found = queries.shown(work.session, qualification)
    manages = access.may(QUALIFICATIONS_MANAGE, qualification) and found.own
    changes = manages and found.draft
    standards = [one.standard for one in found.units] if changes else []
    return page(
        "qualifications/qualification.html",
        found=found,
        form=form,
        page_form_id="",
        certification=certification(qualification.last_certification, work.today),
        manages=manages,
        changes=changes,
        later=comparisons.later(work.session, work.actor, standards),
        begins=manages and not found.draft,
        combination_words=COMBINATION_WORDS,
    )


@blueprint.route("/qualifications/new", methods=["GET", "POST"])
@requires(QUALIFICATIONS_MANAGE)
def new() -> Response:
    form = QualificationForm()
    if form.validate_on_submit():
        level = int(form.level.data) if form.level.data else None
        least, last = number_in(form.least_credits) or 0, form.last_certification.data
        new = NewQualification(form.number.data or "", form.title(), level, least, last)
        made = services.create(access.work(), new)
        return done(
            _("The draft is begun. Add its groups next."),
            "qualifications.qualification",
            qualification=made.public_id,
        )
    return page("qualifications/new.html", form=form)


@blueprint.route("/qualifications/<id:qualification>/publish", methods=["GET", "POST"])
@requires(QUALIFICATIONS_MANAGE, qualification=A_QUALIFICATION)
def publish(qualification: Qualification) -> Response:
    form = ConfirmForm()
    if form.validate_on_submit():
        services.publish(access.work(), qualification)
        return done(
            _("The qualification is published. Learners can be enrolled on it."),
            "qualifications.qualification",
            qualification=qualification.public_id,
        )
    found = queries.shown(access.work().session, qualification)
    return page("qualifications/publish.html", form=form, found=found)


@blueprint.route("/qualifications/<id:qualification>/last-certification", methods=["GET", "POST"])
@requires(QUALIFICATIONS_MANAGE, qualification=A_QUALIFICATION)
def last_certification(qualification: Qualification) -> Response:
    form = LastCertificationForm(obj=qualification)
    if form.validate_on_submit():
        services.set_last_certification(access.work(), qualification, form.last_certification.data)
        return done(
            _("The last certification date is saved."),
            "qualifications.qualification",
            qualification=qualification.public_id,
        )
    return page("qualifications/last_certification.html", form=form, qualification=qualification)


@blueprint.route("/qualifications/<id:qualification>/signing", methods=["GET", "POST"])
@requires(QUALIFICATIONS_MANAGE, qualification=A_QUALIFICATION)
def signing(qualification: Qualification) -> Response:
    form, found = SigningForm(), queries.shown(access.work().session, qualification)
    if form.validate_on_submit():
        services.set_signing(access.work(), qualification, form.order())
        return done(
            _("Who signs the units is saved."),
            "qualifications.qualification",
            qualification=qualification.public_id,
        )
    form.show(found.signing)
    return page("qualifications/signing.html", form=form, found=found)


@blueprint.route("/qualifications/<id:qualification>/wording", methods=["GET", "POST"])
@requires(QUALIFICATIONS_MANAGE, qualification=A_QUALIFICATION)
def wording(qualification: Qualification) -> Response:
    form = WordingForm()
    if form.validate_on_submit():
        services.set_decision_words(access.work(), qualification, form.words())
        return done(
            _("The names of decisions are saved."),
            "qualifications.qualification",
            qualification=qualification.public_id,
        )
    form.show(words_of(qualification.decision_words))
    return page("qualifications/wording.html", form=form, qualification=qualification)


@blueprint.route("/qualifications/<id:qualification>/new-version", methods=["GET", "POST"])
@requires(QUALIFICATIONS_MANAGE, qualification=A_QUALIFICATION)
def new_version(qualification: Qualification) -> Response:
    form = ConfirmForm()
    if form.validate_on_submit():
        made = services.begin_next_version(access.work(), qualification)
        return done(
            _("The new version is begun as a draft with the same groups and units."),
            "qualifications.qualification",
            qualification=made.public_id,
        )
    found = queries.shown(access.work().session, qualification)
    return page("qualifications/new_version.html", form=form, found=found)
