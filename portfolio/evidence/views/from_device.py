"""What a device made without a network, arriving: once each, and never over what was changed elsewhere meanwhile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, make_response, redirect, request, url_for

from portfolio.evidence import queries, services
from portfolio.evidence.forms import EvidenceForm
from portfolio.evidence.policy import EVIDENCE_WRITE
from portfolio.evidence.views import made_as
from portfolio.evidence.views.blueprint import PORTFOLIO, blueprint
from portfolio.evidence.views.editing import FIRST_VERSION, TICKED, content_of, save
from portfolio.web import access, filters, uploads
from portfolio.web.access import requires
from portfolio.web.forms import page_status

if TYPE_CHECKING:
    from portfolio.evidence.models import Evidence
    from portfolio.learning.models import Portfolio

MADE = re.compile("[0-9a-f]{32}")
"""The number that a device gives an item."""


@blueprint.route("/portfolios/<id:portfolio>/offline", methods=["GET", "POST"])
@requires(EVIDENCE_WRITE, prepare=uploads.receive, portfolio=PORTFOLIO)
def from_device(portfolio: Portfolio) -> Response:
    """Take an item by the number that its device gave it; the form is that of evidence, its version what was seen last.

    An item that was never answered for comes as version 0 and as it was sent before: where it is here already, it is
    taken for what it is, the same again.
    """
    if request.method == "GET":
        # Whoever has just signed in after a form of theirs came too late is led here.
        return make_response(redirect(url_for("evidence.offline")))
    made = request.form.get("made", "")
    if not MADE.fullmatch(made):
        return _answer(422, state="refused", told="")
    begun = made_as.on_device(portfolio, made)
    evidence = queries.evidence(access.work().session, begun)
    form = EvidenceForm()
    seen = form.looked_at()
    if evidence is None and seen > 0:
        return _answer(409, state="gone")
    if evidence is not None and seen != evidence.version:
        return _again(portfolio, evidence, form, seen)
    if not form.validate_on_submit():
        return _refused(portfolio, form)
    saved = save(portfolio, evidence, form, begun)
    return _safe(portfolio, saved, saved.version)


def _again(portfolio: Portfolio, evidence: Evidence, form: EvidenceForm, seen: int) -> Response:
    """Answer for what is here already, or is another by now: nothing is taken twice, nothing written over."""
    if seen <= 0 and evidence.version != FIRST_VERSION:
        # It came, its answer was lost, and its owner went on with it elsewhere.
        return _safe(portfolio, evidence, FIRST_VERSION)
    # Files that nothing vouches for any more are no reason to ask.
    readable = form.validate() or not (form.kind.errors or form.ai_use.errors)
    if readable and _same(portfolio, evidence, form, files=seen > 0):
        return _safe(portfolio, evidence, evidence.version)
    return _elsewhere(evidence)


def _answer(status: int, **said: Any) -> Response:
    answer = jsonify(**said)
    answer.status_code = status
    return answer


def _safe(portfolio: Portfolio, evidence: Evidence, version: int) -> Response:
    """Say that it is here, what to say it was seen as when it is changed, and what has become of each of its files."""
    held = queries.files_now(access.work().session, evidence)
    named = {(stored.sha256, attached.name): attached.public_id for attached, stored in held}
    kept = {one.token: named.get((one.sha256, one.name), "") for one in uploads.shown(portfolio).kept}
    address = url_for("evidence.show", evidence=evidence.public_id)
    return _answer(200, state="safe", version=version, address=address, files=kept)


def _same(portfolio: Portfolio, evidence: Evidence, form: EvidenceForm, *, files: bool) -> bool:
    """Tell whether a piece says already what has come: then the answer was lost on its way, and nothing else.

    The files of what was begun here are not asked about: a week later nothing vouches for those that came with it.
    """
    session = access.work().session
    claimed = queries.claimed_keys(session, evidence, TICKED)
    if not services.says(evidence, content_of(form)) or form.criteria.data != claimed:
        return False
    sent, kept = {one.sha256 for one in uploads.shown(portfolio).kept}, set(form.keep.data or ())
    held = queries.files_now(session, evidence) if files else []
    known = all(attached.public_id in kept or stored.sha256 in sent for attached, stored in held)
    return known and (not files or sent <= {stored.sha256 for _attached, stored in held})


def _elsewhere(evidence: Evidence) -> Response:
    """Say what it is now: both stay as they are until their owner has chosen."""
    session = access.work().session
    now = {
        "title": evidence.title,
        "words": evidence.words,
        "language": evidence.language,
        "changed": filters.moment(evidence.changed_at),
        "files": [attached.name for attached, _stored in queries.files_now(session, evidence)],
        "criteria": [key.partition(":")[2] for key in queries.claimed_keys(session, evidence, TICKED)],
    }
    address = url_for("evidence.show", evidence=evidence.public_id)
    return _answer(409, state="elsewhere", version=evidence.version, address=address, now=now)


def _refused(portfolio: Portfolio, form: EvidenceForm) -> Response:
    """Say what is wrong with it; files that came too long ago are asked for again, and nobody is troubled."""
    again = any(one.code == "file-gone" for one in uploads.shown(portfolio).refused)
    told = " ".join(message for _field, message in form.problems())
    return _answer(page_status(), state="again" if again else "refused", told=told)
