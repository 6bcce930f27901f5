"""Putting an observation on record: what each learner gets is shown before, and what is still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, make_response, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from assessments.observing import queries, services
from assessments.observing.forms import RecordForm, told
from assessments.observing.policy import OBSERVATION_WRITE
from assessments.observing.rules import ObservationStatus, Said, code_of, copy_particulars, copy_words, hindrances
from assessments.observing.views.blueprint import OBSERVATION, blueprint
from portfolio.web import access, filters, locale
from portfolio.web.access import requires
from portfolio.web.pages import done, page

if TYPE_CHECKING:
    from assessments.observing.models import Observation
    from assessments.observing.queries import Learner


@blueprint.route("/observations/<id:observation>/record", methods=["GET", "POST"])
@requires(OBSERVATION_WRITE, observation=OBSERVATION)
def record(observation: Observation) -> Response:
    if observation.status == ObservationStatus.RECORDED:
        return make_response(redirect(url_for("observing.observations")))
    work, said = access.work(), Said.from_json(observation.said)
    form = RecordForm(data={"version": observation.version})
    if form.validate_on_submit():
        made = services.record(work, observation, form.looked_at(), _title(said))
        number = len(made)
        message = ngettext(
            "The observation is on the record of %(num)s learner.",
            "The observation is on the records of %(num)s learners.",
            number,
        )
        return done(message, "observing.observations")
    form.catch_up(observation.version)
    found = queries.learners(work.session, work.actor, said.parts, work.today)
    missing = told(hindrances(said, {one: learner.seen for one, learner in found.items()}, work.today))
    return page(
        "observing/record.html",
        form=form,
        observation=observation,
        said=said,
        title=_title(said) if said.happened_on else "",
        learners=found,
        missing=missing,
        copies=_copies(observation, said, found),
    )


def _copies(
    observation: Observation, said: Said, found: dict[str, Learner]
) -> dict[str, tuple[str, dict[str, str], dict[str, str]]]:
    """Give what each learner's copy is to say: its account, what stands beside it, and its decisions' codes by key."""
    work = access.work()
    observer = queries.name_of(work.session, work.actor.account_id)
    sources = services.sources(work, observation, said)
    copies = {}
    for one, part in said.parts.items():
        urns = found[one].seen.urns if one in found else {}
        codes = {key: code_of(key, part, urns) for key in part.seen}
        copies[one] = copy_words(said, part), copy_particulars(said, part, observer, sources, urns), codes
    return copies


def _title(said: Said) -> str:
    """Call every copy by place and day, in the language of the record."""
    with locale.speaking("cy" if said.language == "cy" else "en"):
        day = filters.day(said.happened_on) if said.happened_on else ""
        return str(_("Observation: %(place)s, %(day)s", place=said.place, day=day))[:200]
