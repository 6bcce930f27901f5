"""One piece of evidence: what it says, what it is claimed for, and how it came to be so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort, request

from portfolio.core import contents
from portfolio.evidence import queries
from portfolio.evidence.forms import AI_WORDS, told
from portfolio.evidence.policy import CONSENT_WITHDRAW, EVIDENCE_ORIGINAL, EVIDENCE_READ, EVIDENCE_WRITE
from portfolio.evidence.queries import ShownRevision
from portfolio.evidence.views.blueprint import EVIDENCE, blueprint
from portfolio.evidence.views.differences import differences
from portfolio.evidence.views.opening import opening
from portfolio.evidence.views.pointing import held_against, pointed
from portfolio.evidence.views.suggestions import Suggested, suggested
from portfolio.evidence.views.translations import working_in
from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import page

if TYPE_CHECKING:
    from portfolio.evidence.models import Evidence


@blueprint.get("/evidence/<id:evidence>")
@requires(EVIDENCE_READ, evidence=EVIDENCE)
def show(evidence: Evidence) -> Response:
    work = access.work()
    writable = access.may(EVIDENCE_WRITE, evidence)
    picker = queries.picker(work.session, evidence.portfolio_id) if writable else None
    item = queries.item(work.session, work.actor, evidence, work.now, picker.outlines if picker else {})
    shown = item.revision(request.args.get("revision", type=int))
    if shown is None:
        abort(404)
    before = item.before(shown)
    before = None if before and before.hidden else before
    return page(
        "evidence/show.html",
        evidence=evidence,
        item=item,
        working=working_in(item),
        shown=shown,
        before=before,
        changes=differences(_written(evidence, before), _written(evidence, shown)) if before else None,
        viewings=queries.viewings(work.session, evidence) if item.mine and item.viewings else (),
        **opening(evidence),
        writable=writable,
        original=access.may(EVIDENCE_ORIGINAL, evidence),
        may_withdraw_consent=access.may(CONSENT_WITHDRAW, evidence),
        suggested=suggested(item, picker.put_to(item.standing)) if picker else Suggested(),
        ai_words=AI_WORDS,
        family=contents.family_of,
        pointed=held_against(evidence.provider_id) if item.mine else pointed,
    )


def _written(evidence: Evidence, revision: ShownRevision) -> str:
    """Give all that was written in a revision, what its kind asks for first."""
    particulars = (f"{label} {said}" for label, said, _written in told(evidence.kind, revision.particulars))
    return "\n\n".join([*particulars, revision.words])
