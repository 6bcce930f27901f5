"""The pages on which the Welsh and the English of one standard are put side by side, settled and paired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response
from flask_babel import gettext as _

from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.forms import sentence
from portfolio.web.naming import names
from portfolio.web.pages import done, page
from standards.importing import forms
from standards.importing.forms.pairing import PairingForm
from standards.importing.queries import pairs
from standards.importing.queries.pairs import Two
from standards.importing.services import pairs as pairing
from standards.importing.views.blueprint import AN_IMPORT, ONE, blueprint
from standards.library.policy import STANDARDS_PUBLISH
from standards.library.views import A_STANDARD

if TYPE_CHECKING:
    from standards.importing.models import StandardImport
    from standards.library.models import Standard


@blueprint.route(f"{ONE}/pair/<id:twin>", methods=["GET", "POST"])
@requires(STANDARDS_PUBLISH, given=AN_IMPORT, twin=AN_IMPORT)
def pair(given: StandardImport, twin: StandardImport) -> Response:
    """Pair two open imports, one in Welsh and one in English."""
    here = {"given": given.public_id, "twin": twin.public_id}
    return _answered(pairs.two_imports(access.work().session, given, twin), "importing.pair", here)


@blueprint.route(f"{ONE}/pair-with/<id:standard>", methods=["GET", "POST"])
@requires(STANDARDS_PUBLISH, given=AN_IMPORT, standard=A_STANDARD)
def pair_with(given: StandardImport, standard: Standard) -> Response:
    """Pair an open import with a published standard that has no official words in its language."""
    here = {"given": given.public_id, "standard": standard.public_id}
    return _answered(pairs.with_standard(access.work().session, given, standard), "importing.pair_with", here)


def _answered(two: Two, endpoint: str, here: dict[str, str]) -> Response:
    form, work = PairingForm(two.versions), access.work()
    if form.validate_on_submit():
        if form.act[0] == "join":
            one_edition = bool(form.one_edition.data)
            made = pairing.join(work, two, form.versions_looked_at(), form.said(), one_edition=one_edition)
            said = _("The two are one draft now, with both texts. Settle what is left, then publish it.")
            return done(said, "importing.workbench", given=made.public_id)
        pairing.settle(work, two, form.versions_looked_at(), form.said())
        return done(_("Your choices are kept."), endpoint, **here)
    return _shown(two, form)


def _shown(two: Two, form: PairingForm) -> Response:
    changed = form.caught_up(two.versions)
    if two.found is None:
        reason = sentence(two.refused.code, two.refused.values) if two.refused else ""
        return page("importing/not_paired.html", form=form, two=two, reason=reason)
    form.offer(two.found)
    otherwise = ", ".join(two.found.pairing.otherwise)
    people = {one.changed_by for one in two.imports}
    return page(
        "importing/pairing.html",
        form=form,
        two=two,
        found=two.found,
        changed=changed,
        otherwise=sentence("pairing-says-otherwise", {"where": otherwise}) if otherwise else "",
        lost=form.lost(two.found) if changed else [],
        names=names(people),
        words=forms,
    )
