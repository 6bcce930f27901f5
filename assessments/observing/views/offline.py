"""An observation written on a device without a network: its page, what the device is told, and what arrives from it.

The page is the same for everybody and for nobody, as that for evidence is: whom somebody assesses goes by
`own_learners` alone, and lies on the device locked.
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from flask import Response, get_template_attribute, jsonify, make_response, redirect, render_template, request, url_for

from assessments.observing import queries, services
from assessments.observing.forms import PEOPLE_HINTS, DeviceForm, ObservationForm, PartFields
from assessments.observing.policy import OBSERVATION_WRITE
from assessments.observing.rules import ObservationStatus, Part, Said
from assessments.observing.views.blueprint import blueprint
from portfolio.evidence.queries import PickerUnit
from portfolio.evidence.views import made_as
from portfolio.evidence.views.offline import LETS_INSTALL, NOBODYS, device_pass, keep_page, page_in
from portfolio.learning.rules import CriterionState
from portfolio.web import access, filters, locale
from portfolio.web.access import PUBLIC, requires
from portfolio.web.forms import page_status, sentence
from standards.foundation import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessments.observing.models import Observation
    from assessments.observing.queries import Learner

MADE = re.compile("[0-9a-f]{32}")
FIRST_VERSION = 1
WHOSE, WHO, UNIT = "\ue000", "\ue001", "\ue002"
"""Stand in what is written once for a learner's portfolio, their name and their unit: signs left to private use."""


def _shell(language: Language) -> str:
    with locale.speaking(language):
        form = DeviceForm(language)
        switch = page_in("observing.offline", "en" if language == "cy" else "cy")
        shown = {"form": form, "people_hints": PEOPLE_HINTS, "switch_url": switch}
        return render_template("observing/offline.html", **shown, **NOBODYS)


blueprint.record_once(lambda state: keep_page(state.app.extensions, "observing.offline", _shell))


@blueprint.get("/offline/observations")
@requires(PUBLIC)
def offline() -> Response:
    answer = make_response(_shell(locale.language()))
    answer.headers["Content-Security-Policy"] = LETS_INSTALL
    return answer


@blueprint.get("/offline/observations/learners")
@requires(OBSERVATION_WRITE)
def own_learners() -> Response:
    """Tell a device what it needs of its assessor: whom they assess, and every open criterion, in both languages."""
    work = access.work()
    named = queries.assigned(work.session, work.actor, locale.language(), work.today)
    found = queries.learners(work.session, work.actor, [one.portfolio for one in named], work.today)
    listed = [found[one.portfolio] for one in named if one.portfolio in found]
    observing = {
        "items": url_for("observing.from_device"),
        "learners": [_learner(one) for one in listed],
        "written": {language: _written(listed, language) for language in LANGUAGES},
    }
    return jsonify(**device_pass(), observing=observing)


def _learner(learner: Learner) -> dict[str, Any]:
    units = [
        {
            "unit": unit.public_id,
            "standard": unit.outline.standard_id,
            "states": {one.code: learner.state(unit, one.id) for one in unit.outline.assessable},
        }
        for unit in learner.open_units
    ]
    return {"portfolio": learner.portfolio, "name": learner.name, "units": units}


def _written(listed: Iterable[Learner], language: Language) -> dict[str, Any]:
    """Write what the page of an observation does, once for all learners and once for each standard."""
    units = {unit.outline.standard_id: unit for one in listed for unit in one.open_units}
    with locale.speaking(language):
        fields = PartFields(WHOSE, Part())
        nobody = SimpleNamespace(name=WHO, units=(), open_units=())
        part = render_template(
            "observing/_part.html", learner=nobody, portfolio=WHOSE, fields=fields, said_in=language, language=language
        )
        tag, block, choices = (
            get_template_attribute("observing/_seen.html", name) for name in ("state_tag", "unit_block", "choices_of")
        )
        return {
            "part": part,
            "tags": {state.value: str(tag(state.value)) for state in CriterionState},
            "units": {
                one: str(block(fields, nobody, _anybodys(unit), language, anybodys=True)) for one, unit in units.items()
            },
            "choices": {one: str(choices(_anybodys(unit), "")) for one, unit in units.items()},
        }


def _anybodys(unit: PickerUnit) -> PickerUnit:
    """Give a unit as that of no learner."""
    return PickerUnit(0, UNIT, unit.urn, unit.title, False, unit.outline)  # noqa: FBT003 not locked


@blueprint.route("/observations/offline", methods=["GET", "POST"])
@requires(OBSERVATION_WRITE)
def from_device() -> Response:
    """Take an observation by the number that its device gave it; it becomes a draft of its author's.

    One that was never answered for comes as version 0 and as it was sent before: where it is here already, it is taken
    for what it is, the same again.
    """
    if request.method == "GET":
        # Whoever has just signed in after a form of theirs came too late is led here.
        return make_response(redirect(url_for("observing.offline")))
    made = request.form.get("made", "")
    if not MADE.fullmatch(made):
        return _answer(422, state="refused", told="")
    work = access.work()
    begun = made_as.numbered(f"observation {made}")
    row = queries.own_observation(work.session, work.actor, begun)
    form = ObservationForm(_of_whom(), 0)
    seen = form.looked_at()
    if row is None and seen > 0:
        return _answer(409, state="gone")
    if row is not None and seen != row.version:
        return _again(row, form, seen)
    if not form.validate_on_submit():
        told = " ".join(message for _field, message in form.problems())
        return _answer(page_status(), state="refused", told=told)
    if row is None:
        row = services.start(work, work.actor.provider_id or 0, form.said(), begun)
    else:
        services.save(work, row, form.said(), seen)
    return _safe(row, row.version)


def _of_whom() -> Said:
    """Give of whom an observation that came is."""
    portfolios = [one for one in request.form.getlist("learner") if MADE.fullmatch(one)]
    return Said(parts=dict.fromkeys(portfolios, Part()))


def _again(row: Observation, form: ObservationForm, seen: int) -> Response:
    """Answer for what is here already, or is another by now: nothing is taken twice, nothing written over."""
    if seen <= 0 and row.version != FIRST_VERSION:
        # It came, its answer was lost, and its author went on with it elsewhere.
        return _safe(row, FIRST_VERSION)
    if row.status == ObservationStatus.RECORDED:
        return _answer(409, state="refused", told=sentence("observation-recorded", {}))
    if form.validate() and form.said() == Said.from_json(row.said):
        return _safe(row, row.version)
    return _elsewhere(row)


def _elsewhere(row: Observation) -> Response:
    """Say what it is now: both stay as they are until their author has chosen."""
    said = Said.from_json(row.said)
    work = access.work()
    found = queries.learners(work.session, work.actor, said.parts, work.today)
    now = {
        "title": said.place,
        "words": said.words,
        "language": said.language,
        "changed": filters.moment(row.changed_at),
        "files": [],
        "criteria": [one.name for one in found.values()],
    }
    address = url_for("observing.write", observation=row.public_id)
    return _answer(409, state="elsewhere", version=row.version, address=address, now=now)


def _safe(row: Observation, version: int) -> Response:
    """Say that it is here, and what to say it was seen as when it is changed."""
    address = url_for("observing.write", observation=row.public_id)
    return _answer(200, state="safe", version=version, address=address, files={})


def _answer(status: int, **said: Any) -> Response:
    answer = jsonify(**said)
    answer.status_code = status
    return answer
