"""The pages of versions: which there are of a standard, and two of them compared, row by row to be settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, request
from flask_babel import gettext as _

from portfolio.web import access, locale
from portfolio.web.access import requires
from portfolio.web.pages import done, page
from standards.comparing import Row
from standards.comparisons import forms, queries, services
from standards.comparisons.forms import SettleForm
from standards.comparisons.queries import Compared
from standards.foundation import LANGUAGES, Language, Text
from standards.library.forms import TEXT_CHOICES
from standards.library.policy import STANDARDS_PUBLISH, STANDARDS_READ
from standards.library.views import A_STANDARD
from standards.marking import Run, marked

if TYPE_CHECKING:
    from standards.library.models import Standard

blueprint = Blueprint("comparisons", __name__)
ONE = "/standards/<id:standard>/versions"
TWO = f"{ONE}/<id:before>"


@blueprint.get(ONE)
@requires(STANDARDS_READ, standard=A_STANDARD)
def versions(standard: Standard) -> Response:
    work = access.work()
    found = queries.versions(work.session, work.actor, standard)
    return page("comparisons/versions.html", standard=standard, versions=found)


@blueprint.get(TWO)
@requires(STANDARDS_READ, standard=A_STANDARD, before=A_STANDARD)
def comparison(standard: Standard, before: Standard) -> Response:
    return _shown(compared(before, standard), SettleForm())


@blueprint.post(TWO)
@requires(STANDARDS_PUBLISH, standard=A_STANDARD, before=A_STANDARD)
def settle(standard: Standard, before: Standard) -> Response:
    form, found = SettleForm(), compared(before, standard)
    if form.validate_on_submit():
        work, act = access.work(), form.act.data
        if act == forms.ALL:
            services.settle_open(work, before, standard)
        elif act == forms.BACK:
            services.put_back(work, before, standard, str(form.row.data))
        else:
            services.settle(work, before, standard, form.said())
        said = _("That row stands as it is computed again.") if act == forms.BACK else _("It is confirmed.")
        there = {"standard": standard.public_id, "before": before.public_id}
        return done(said, "comparisons.comparison", **there, **request.args)
    return _shown(found, form)


def compared(before: Standard, after: Standard) -> Compared:
    if before.urn != after.urn or not queries.newer(after, before):
        abort(404)
    work = access.work()
    return queries.compared(work.session, work.actor, before, after)


def _shown(found: Compared, form: SettleForm) -> Response:
    filters = forms.ComparisonFilter(request.args)
    form.offer(found.comparison)
    asked = request.args.get("text", "")
    text = asked if asked in TEXT_CHOICES else locale.language()
    return page(
        "comparisons/comparison.html",
        found=found,
        form=form,
        page_form_id="",
        filters=filters,
        rows=[(row, _words(row, text)) for row in filters.chosen(found.comparison)],
        text=text,
        working=found.working,
        settles=access.may(STANDARDS_PUBLISH, found.after),
        words=forms,
        text_choices=TEXT_CHOICES,
    )


def _words(row: Row, text: str) -> list[tuple[Language, tuple[Run, ...]]]:
    """Mark the words of a row in the languages asked for, or in what there is where that one has none."""
    found = {language: _marked(row, language) for language in LANGUAGES}
    wanted = [(language, runs) for language, runs in found.items() if runs and text in {language, "both"}]
    return wanted or [(language, runs) for language, runs in found.items() if runs]


def _marked(row: Row, language: Language) -> tuple[Run, ...]:
    before, after = (_said([one.text for one in side], language) for side in (row.before, row.after))
    if row.before and row.after and not (before and after):
        # Words that only one version has in this language were not changed: there is nothing to hold them against.
        return marked(before or after, before or after)
    return marked(before, after)


def _said(texts: list[Text], language: Language) -> str:
    found = (text.in_language(language) for text in texts)
    return " ".join(one.words for one in found if one is not None)
