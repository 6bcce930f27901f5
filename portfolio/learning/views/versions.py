"""Moving learners from one version of their qualification to another, one or many at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request
from flask_babel import ngettext

from portfolio.learning import queries, services
from portfolio.learning.forms import MoveForm
from portfolio.learning.policy import ENROLMENT_MANAGE
from portfolio.learning.views.blueprint import blueprint
from portfolio.web import access, locale
from portfolio.web.access import Subject, requires
from portfolio.web.pages import done, page
from standards.qualifications.policy import QUALIFICATIONS_READ
from standards.qualifications.queries import qualification as find_qualification
from standards.qualifications.rules import certification

if TYPE_CHECKING:
    from standards.qualifications.models import Qualification

QUALIFICATION = Subject(find_qualification, QUALIFICATIONS_READ)


def _learners_to_move(qualification: Qualification) -> int:
    work = access.work()
    may = access.may(ENROLMENT_MANAGE, qualification)
    return queries.on_other_versions(work.session, work.actor, qualification) if may else 0


# The page of a qualification stands below and knows nothing of learners; what is on it asks for itself.
blueprint.record_once(lambda state: state.app.jinja_env.globals.update(learners_to_move=_learners_to_move))


@blueprint.route("/qualifications/<id:qualification>/move", methods=["GET", "POST"])
@requires(ENROLMENT_MANAGE, qualification=QUALIFICATION)
def move(qualification: Qualification) -> Response:
    work = access.work()
    found = queries.to_move(work.session, work.actor, qualification, locale.language())
    asked = request.args.get("enrolment")
    able = [one.row.public_id for one in found if one.hindrance is None]
    form = MoveForm(data={"enrolments": [one for one in able if asked in {None, one}]})
    form.enrolments.choices = [(one, one) for one in able]
    if form.validate_on_submit():
        moved = services.move_enrolments(work, qualification, form.enrolments.data or [])
        said = ngettext("%(num)s enrolment is moved.", "%(num)s enrolments are moved.", moved)
        return done(said, "learning.move", qualification=qualification.public_id)
    return page(
        "learning/move.html",
        form=form,
        qualification=qualification,
        found=found,
        certification=certification(qualification.last_certification, work.today),
        others=queries.other_versions(work.session, work.actor, qualification),
    )
