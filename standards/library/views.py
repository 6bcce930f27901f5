"""The pages of the library: the list of standards, and one standard in either language or both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request, url_for
from flask_babel import lazy_gettext as _l

from portfolio.web import access, locale
from portfolio.web.access import Subject, requires
from portfolio.web.navigation import MenuEntry
from portfolio.web.pages import page, page_asked
from standards.library import forms, queries
from standards.library.policy import STANDARDS_READ
from standards.library.queries import Wanted

if TYPE_CHECKING:
    from standards.library.models import Standard

blueprint = Blueprint("library", __name__)
MENU = [MenuEntry(_l("Standards"), "library.standards", STANDARDS_READ, order=60)]

A_STANDARD = Subject(queries.standard, STANDARDS_READ)


@blueprint.get("/standards")
@requires(STANDARDS_READ)
def standards() -> Response:
    filters = forms.StandardsFilter(request.args)
    kind, by_urn = filters.chosen_kind(), filters.sort.data == "urn"
    wanted = Wanted(locale.language(), kind, by_urn, page_asked())
    work = access.work()

    def page_url(number: int) -> str:
        return url_for("library.standards", kind=kind, sort=filters.sort.data, page=number)

    return page(
        "library/standards.html",
        filters=filters,
        listed=queries.listed(work.session, work.actor, wanted),
        kind_words=forms.KIND_WORDS,
        page_url=page_url,
    )


@blueprint.get("/standards/<id:standard>")
@requires(STANDARDS_READ, standard=A_STANDARD)
def standard(standard: Standard) -> Response:
    asked = request.args.get("text", "")
    return page(
        "library/standard.html",
        standard=queries.shown(access.work().session, standard),
        text=asked if asked in forms.TEXT_CHOICES else locale.language(),
        words=forms,
    )
