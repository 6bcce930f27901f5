"""Adding evidence and changing it, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, make_response, redirect, request, url_for
from flask_babel import gettext as _

from portfolio.core import contents
from portfolio.core.contents import EXTENSIONS
from portfolio.evidence import forms, queries, services
from portfolio.evidence.forms import AUTOSAVE, COPY, DRAFT, NARROW, SUBMIT, EvidenceForm
from portfolio.evidence.policy import EVIDENCE_WRITE
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.rules.kinds import NOT_HELD
from portfolio.evidence.rules.pointing import REGION
from portfolio.evidence.services import Content, Wish
from portfolio.evidence.views import made_as, planned
from portfolio.evidence.views.blueprint import EVIDENCE, PORTFOLIO, blueprint
from portfolio.evidence.views.page_counts import documents_of_form, receive_and_count
from portfolio.evidence.views.picking import Picking, copied
from portfolio.evidence.views.staying import stays
from portfolio.learning.rules import ClaimStatus
from portfolio.web import access, filters, locale, uploads
from portfolio.web.access import SIGNED_IN, requires
from portfolio.web.forms import page_status
from portfolio.web.headers import let_record
from portfolio.web.lockers import locker
from portfolio.web.pages import done, page
from standards.foundation import new_public_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portfolio.evidence.models import Attachment, Evidence, StoredFile
    from portfolio.learning.models import Portfolio
    from portfolio.plans.queries import Offered
    from portfolio.web.uploads import Received

TICKED = (ClaimStatus.DRAFT, ClaimStatus.WAITING)
ANSWERED = (*TICKED, ClaimStatus.REFERRED)
"""What came back is offered to be claimed again, until the answer to it is begun."""
FIRST_VERSION = 1
OF_KINDS_AND_FILES = {
    "kind_hints": forms.KIND_HINTS,
    "kind_prompts": forms.KIND_PROMPTS,
    "people_hints": forms.PEOPLE_HINTS,
    "holding": " ".join(kind for kind in EvidenceKind if kind not in NOT_HELD),
    "family": contents.family_of,
    "accept": ",".join(EXTENSIONS),
    "region_pattern": REGION.pattern,
}
"""What the form says of the kinds, of evidence and of files: hints, prompts, which hold files, which are taken, and how
the part of a picture is written."""
NOWHERE = (0, 0)
"""No criterion of anybody's units."""


@blueprint.route("/portfolios/<id:portfolio>/evidence/new", methods=["GET", "POST"])
@requires(EVIDENCE_WRITE, prepare=receive_and_count, portfolio=PORTFOLIO)
def new(portfolio: Portfolio) -> Response:
    session = access.work().session
    asked = queries.places(session, portfolio.id, request.args.getlist("criterion"))
    given = {
        "kind": EvidenceKind.REFLECTIVE_ACCOUNT.value,
        "language": locale.language(),
        "criteria": dict.fromkeys(asked, ""),
        "made_as": made_as.dumps(portfolio, new_public_id()),
        **planned.asked_for(portfolio),
    }
    begun = made_as.loads(portfolio, request.form.get("made_as", ""))
    return let_record(_edit(portfolio, queries.evidence(session, begun) if begun else None, given))


@blueprint.route("/evidence/<id:evidence>/edit", methods=["GET", "POST"])
@requires(EVIDENCE_WRITE, prepare=receive_and_count, evidence=EVIDENCE)
def edit(evidence: Evidence) -> Response:
    frozen = stays(evidence)
    if frozen is not None:
        return frozen
    session = access.work().session
    given = {
        "version": evidence.version,
        "kind": evidence.kind,
        "title": evidence.title,
        "happened_on": evidence.happened_on,
        "language": evidence.language,
        "words": evidence.words,
        "ai_use": evidence.ai_use,
        "ai_note": evidence.ai_note,
        "people": evidence.confidentiality,
        **forms.given(evidence.particulars),
        "criteria": queries.claimed_keys(session, evidence, TICKED if evidence.edited else ANSWERED),
    }
    return let_record(_edit(queries.portfolio_of(session, evidence), evidence, given))


def _edit(portfolio: Portfolio, evidence: Evidence | None, given: dict[str, Any]) -> Response:
    session = access.work().session
    files = queries.files_now(session, evidence) if evidence else []
    form = _form(files, planned.possible(portfolio, evidence), given)
    received = uploads.shown(portfolio)
    _tell(form, files, received)
    if not {NARROW, COPY} & request.form.keys() and form.validate_on_submit():
        return _saved(save(portfolio, evidence, form))
    if request.form.get("act") == AUTOSAVE:
        return _not_saved(form)
    changed = evidence is not None and form.catch_up(evidence.version)
    if changed:
        form.keep.data = [one.public_id for one, _stored in files]
    picker = queries.picker(session, portfolio.id, evidence)
    return page(
        "evidence/edit.html",
        form=form,
        **OF_KINDS_AND_FILES,
        evidence=evidence,
        changed=changed,
        copied=copied(form, portfolio.id, evidence),
        portfolio=portfolio,
        picking=Picking(picker, form.criteria, sought(picker, form.find.data or ""), form.page_faults),
        files=files,
        originals=queries.kept_originals(session, evidence) if evidence else (),
        received=received,
        most_megabytes=uploads.most_megabytes(),
        locker=locker(evidence.public_id if evidence else f"new-{portfolio.public_id}"),
    )


def _form(
    files: Iterable[tuple[Attachment, StoredFile]], activities: list[Offered], given: dict[str, Any]
) -> EvidenceForm:
    keep = [one.public_id for one, _stored in files]
    form = EvidenceForm(data={"activity": planned.chosen(activities), **given, "keep": keep})
    form.offer_activities(planned.named(activities))
    return form


def _tell(form: EvidenceForm, files: Iterable[tuple[Attachment, StoredFile]], received: Received) -> None:
    """Tell a form what it is held against: whether it submits, and which files it has."""
    keep = form.keep.data or ()
    form.submitting = request.form.get("act") == SUBMIT
    form.files_at_hand = len(keep) + len(received.kept)
    form.documents = documents_of_form(form.criteria.notes.values(), files, keep, received.kept)


def sought(picker: queries.Picker, words: str) -> frozenset[int] | None:
    work = access.work()
    return queries.found_in(work.session, picker, words, work.actor.provider_id) if words.strip() else None


@blueprint.get("/portfolios/<id:portfolio>/criteria")
@requires(EVIDENCE_WRITE, portfolio=PORTFOLIO)
def criteria(portfolio: Portfolio) -> Response:
    """Name the criteria to tick that answer a question in words: what the box above them asks for as somebody types."""
    picker = queries.picker(access.work().session, portfolio.id)
    return jsonify(found=picker.keys_of(sought(picker, request.args.get("find", "")) or ()))


def save(portfolio: Portfolio, evidence: Evidence | None, form: EvidenceForm, begun: str | None = None) -> Evidence:
    """Save what a form says: of a piece, or as a new one, whose id the form brings or is known. Raises Refused."""
    work = access.work()
    kept = uploads.shown(portfolio).kept
    wished = wishes(portfolio.id, form.criteria.data)
    if evidence is None:
        begun = begun or made_as.loads(portfolio, form.made_as.data or "")
        made = services.start(work, portfolio, content_of(form), kept, wished, begun)
        planned.answered(portfolio, made, form)
        return _turned_off(made, form)
    # A new form that is sent again, its first answer lost on the way, has seen no version yet.
    if form.looked_at() >= 0 or evidence.version != FIRST_VERSION:
        services.check_version(evidence, form.looked_at())
    services.change(work, evidence, content_of(form))
    attached = queries.attachments_of(work.session, evidence.id)
    services.detach(work, evidence, [one for one in attached if one.public_id not in (form.keep.data or ())])
    services.attach(work, evidence, kept)
    services.claim(work, evidence, wished)
    planned.answered(portfolio, evidence, form)
    return _turned_off(evidence, form)


def _turned_off(evidence: Evidence, form: EvidenceForm) -> Evidence:
    """Keep with a piece which suggestions its writer turned off; gives the piece."""
    work = access.work()
    places = queries.places(work.session, evidence.portfolio_id, form.not_suggested.data or ())
    for place in places.values():
        services.turn_off(work, evidence, place)
    return evidence


def content_of(form: EvidenceForm) -> Content:
    """Give what a form says, apart from files and criteria."""
    return Content(
        kind=EvidenceKind(form.kind.data),
        title=form.title.data or "",
        happened_on=form.happened_on.data,
        language=form.language.data,
        words=form.words.data or "",
        ai_use=AiUse(form.ai_use.data or AiUse.UNSAID),
        ai_note=form.ai_note.data or "",
        particulars=form.particulars(),
        confidentiality=Confidentiality(form.people.data or Confidentiality.UNSAID),
    )


def wishes(portfolio_id: int, keys: dict[str, str]) -> list[Wish]:
    """Turn what was ticked into what is wished; what is not of these units any more is refused by the service."""
    places = queries.places(access.work().session, portfolio_id, keys)
    return [Wish(*places.get(key, NOWHERE), note) for key, note in keys.items()]


def _saved(evidence: Evidence) -> Response:
    act = request.form.get("act", DRAFT)
    if act == AUTOSAVE:
        return jsonify(
            address=url_for("evidence.edit", evidence=evidence.public_id),
            name=evidence.public_id,
            version=evidence.version,
            told=_("Saved: %(when)s", when=filters.moment(access.work().now)),
        )
    if act == SUBMIT:
        return make_response(redirect(url_for("evidence.submit", evidence=evidence.public_id)))
    return done(_("Your draft is saved. Nobody else sees it."), "evidence.show", evidence=evidence.public_id)


def _not_saved(form: EvidenceForm) -> Response:
    """Answer an autosave that the rules or somebody else's change refuse: the form goes on, and nothing is lost."""
    said = jsonify(told=" ".join(message for _field, message in form.problems()))
    said.status_code = page_status()
    return said


@blueprint.post("/evidence/preview")
@requires(SIGNED_IN)
def preview() -> Response:
    """Answer with markup as plain text: a page puts it in its place, nothing runs it as a page."""
    shown = make_response(str(filters.markdown(request.form.get("text", ""))))
    shown.mimetype = "text/plain"
    return shown
