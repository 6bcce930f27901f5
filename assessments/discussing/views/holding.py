"""Putting a discussion that was held on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response
from flask_babel import gettext as _

from assessments.discussing import queries, services
from assessments.discussing.forms import RecordForm
from assessments.discussing.policy import DISCUSSION_HOLD
from assessments.discussing.rules import Held, Method
from assessments.discussing.services import Recorded
from assessments.discussing.views.blueprint import DISCUSSION, blueprint
from portfolio.core.contents import EXTENSIONS
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.rules.kinds import Particular
from portfolio.evidence.services import Content
from portfolio.evidence.views.translations import working_translations
from portfolio.web import access, filters, locale, uploads
from portfolio.web.access import requires
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from assessments.discussing.models import Discussion
    from portfolio.web.uploads import Received


@blueprint.route("/discussions/<id:discussion>/record", methods=["GET", "POST"])
@requires(DISCUSSION_HOLD, prepare=uploads.receive, discussion=DISCUSSION)
def record(discussion: Discussion) -> Response:
    work = access.work()
    given = queries.given(work.session, discussion)
    form, received = RecordForm(given, discussion.language), uploads.shown(discussion)
    if form.validate_on_submit():
        made = services.record(work, discussion, _recorded(form, discussion, received))
        return done(_("The discussion is on record."), "evidence.show", evidence=made.public_id)
    return page(
        "discussing/record.html",
        form=form,
        one=queries.shown(work.session, discussion),
        working=working_translations(one.text for one in given),
        files=[],
        received=received,
        accept=",".join(EXTENSIONS),
        most_megabytes=uploads.most_megabytes(),
    )


def _recorded(form: RecordForm, discussion: Discussion, received: Received) -> Recorded:
    held = Held(
        form.happened_on.data,
        Method(discussion.method),
        form.words.data or "",
        [one.media_type for one in received.kept],
        form.rules(),
        form.decided(),
    )
    return Recorded(_content(form, discussion), held, tuple(received.kept), form.feedback.data or "")


def _content(form: RecordForm, discussion: Discussion) -> Content:
    assessor = queries.name_of(access.work().session, discussion.assessor_id)
    with locale.speaking(form.language.data):
        day, given = filters.day(form.happened_on.data), filters.moment(discussion.given_at)
        title = _("Professional discussion, %(day)s", day=day)
    particulars = {
        Particular.ASSESSOR.value: assessor,
        Particular.PLACE.value: form.place.data or "",
        Particular.PURPOSE.value: discussion.purpose,
        Particular.GIVEN_BEFORE.value: str(given),
        Particular.RECORDED_BY.value: discussion.method,
    }
    return Content(
        EvidenceKind.DISCUSSION,
        str(title)[:200],
        form.happened_on.data,
        form.language.data,
        form.words.data or "",
        AiUse.NONE,
        particulars=particulars,
        confidentiality=Confidentiality(form.people.data),
    )
