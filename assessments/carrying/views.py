"""The page that shows what would carry over to a new version of a standard, and carries it over, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response
from flask_babel import gettext as _

from assessments.carrying import forms, queries, services
from assessments.carrying.forms import CarryForm
from assessments.carrying.queries import Since, Whom
from assessments.carrying.rules import MOST_AT_ONCE, Fate, Hindrance
from assessments.judging.rules import spans
from portfolio.learning.policy import ENROLMENT_MANAGE
from portfolio.learning.queries import to_go_on_in
from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.pages import address_of_page, done, page, page_asked
from standards.comparisons.queries import newer
from standards.comparisons.views import TWO, compared
from standards.foundation import LANGUAGES, Language
from standards.library.views import A_STANDARD

if TYPE_CHECKING:
    from portfolio.learning.models import EnrolledUnit
    from standards.comparisons.queries import Compared
    from standards.library.models import Standard

blueprint = Blueprint("carrying", __name__)
CARRIED = "carried"
"""What the address calls the page of those who were carried over: two lists stand on one page."""


def _may_preview(standard: Standard) -> bool:
    return access.may(ENROLMENT_MANAGE, standard)


def _since(unit: EnrolledUnit) -> Since | None:
    work = access.work()
    return queries.since(work.session, work.actor, unit)


def _on_older(standard: Standard) -> list[tuple[Standard, int]]:
    """Give the earlier versions of a standard that learners are on, for whoever may carry them over."""
    if not _may_preview(standard):
        return []
    work = access.work()
    found = queries.on_versions(work.session, work.actor, standard.urn)
    return [(one, number) for one, number in found if newer(standard, one)]


def _on(standard: Standard) -> int:
    work = access.work()
    found = queries.on_versions(work.session, work.actor, standard.urn) if _may_preview(standard) else []
    return next((number for one, number in found if one.id == standard.id), 0)


# The pages of comparisons, standards, imports and units stand below and know nothing of carrying; what is on them asks
# for itself.
asked_by_pages_below = {
    "may_preview_carrying": _may_preview,
    "carried_since": _since,
    "learners_on_older": _on_older,
    "learners_on": _on,
}
blueprint.record_once(lambda state: state.app.jinja_env.globals.update(asked_by_pages_below))


@blueprint.get(f"{TWO}/carrying")
@requires(ENROLMENT_MANAGE, standard=A_STANDARD, before=A_STANDARD)
def preview(standard: Standard, before: Standard) -> Response:
    return _shown(compared(before, standard), CarryForm())


@blueprint.post(f"{TWO}/carrying")
@requires(ENROLMENT_MANAGE, standard=A_STANDARD, before=A_STANDARD)
def carry(standard: Standard, before: Standard) -> Response:
    form, found = CarryForm(), compared(before, standard)
    if form.validate_on_submit():
        return done(_act(form, found), "carrying.preview", standard=standard.public_id, before=before.public_id)
    return _shown(found, form)


def _act(form: CarryForm, found: Compared) -> str:
    """Do what was asked; gives what to say of it."""
    work = access.work()
    if form.act.data == forms.UNDO:
        services.undo(work, found, str(form.carrying.data or ""))
        return str(_("The unit is taken back: it stands as it did before."))
    one, cohort = str(form.unit.data or ""), str(form.cohort.data or "")
    whom = Whom(unit=one or "none") if form.act.data == forms.ONE else Whom(cohort=cohort)
    carried, remaining = services.carry(work, found, whom, str(form.seen.data or ""))
    if remaining:
        words = _("Units carried over: %(number)s. Still to be carried over: %(rest)s.", number=carried, rest=remaining)
    else:
        words = _("Units carried over: %(number)s.", number=carried)
    return str(words)


def _without(found: Compared) -> dict[Language, list[str]]:
    """Give the criteria that the later version has no longer in a language, language by language."""
    order = [one.code for row in found.comparison.rows for one in row.after]
    lost = {language: found.comparison.without(language) for language in LANGUAGES}
    return {language: spans(order, codes) for language, codes in lost.items() if codes}


def _shown(found: Compared, form: CarryForm) -> Response:
    work, language = access.work(), locale.language()
    form.offer(queries.cohorts(work.session, work.actor, found))
    return page(
        "carrying/preview.html",
        found=found,
        form=form,
        page_form_id="",
        seen=services.looked_at(found),
        without=_without(found),
        previews=queries.previews(work.session, work.actor, found, language, work.today, page_asked()),
        previews_page=address_of_page(),
        carried=queries.carried(work.session, work.actor, found, language, page_asked(CARRIED)),
        carried_page=address_of_page(CARRIED),
        going_on=to_go_on_in(work.session, work.actor, found.after),
        most=MOST_AT_ONCE,
        fates=Fate,
        hindrances=Hindrance,
    )
