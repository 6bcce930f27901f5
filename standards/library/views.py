"""The pages of the library: the list of standards, one in either language or both, the search, what is untranslated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request, url_for
from flask_babel import lazy_gettext as _l

from portfolio.web import access, filters, locale
from portfolio.web.access import Subject, requires
from portfolio.web.navigation import MenuEntry
from portfolio.web.pages import page, page_asked
from standards.finding import Marked, marked
from standards.foundation import Language, Shown
from standards.library import forms, queries
from standards.library.finding import Found, readable_standard
from standards.library.gaps import gaps
from standards.library.policy import STANDARDS_PUBLISH, STANDARDS_READ
from standards.library.queries import ShownStandard, Wanted
from standards.library.queries.alike import Nearly, elsewhere, nearly
from standards.marking import Run, marked_in

if TYPE_CHECKING:
    from standards.library.models import Standard

FOUND_AT_ONCE = 20
NearlyMarked = tuple[Nearly, Language, tuple[Run, ...]]

blueprint = Blueprint("library", __name__)
MENU = [MenuEntry(_l("Standards"), "library.standards", STANDARDS_READ, order=60)]

A_STANDARD = Subject(queries.standard, STANDARDS_READ)


@blueprint.get("/standards")
@requires(STANDARDS_READ)
def standards() -> Response:
    asked = forms.StandardsFilter(request.args)
    kind, by_urn = asked.chosen_kind(), asked.sort.data == "urn"
    wanted = Wanted(locale.language(), kind, by_urn, page_asked())
    work = access.work()

    def page_url(number: int) -> str:
        return url_for("library.standards", kind=kind, sort=asked.sort.data, page=number)

    return page(
        "library/standards.html",
        filters=asked,
        listed=queries.listed(work.session, work.actor, wanted),
        kind_words=forms.KIND_WORDS,
        publishes=access.may(STANDARDS_PUBLISH),
        page_url=page_url,
    )


@blueprint.get("/standards/find")
@requires(STANDARDS_READ)
def find() -> Response:
    work, words = access.work(), request.args.get("q", "")
    alone = readable_standard(work.session, work.actor.provider_id, request.args.get("standard", ""))
    found = queries.find(work.session, work.actor.provider_id, words, [alone.id] if alone else None)
    pages = max(1, -(-len(found.hits) // FOUND_AT_ONCE))
    number = min(page_asked(), pages)

    def page_url(asked: int) -> str:
        return url_for("library.find", q=words, standard=alone.public_id if alone else None, page=asked)

    return page(
        "library/find.html",
        filters=forms.FindForm(request.args, _titles(found, alone)),
        words=words,
        found=found,
        hits=found.hits[(number - 1) * FOUND_AT_ONCE : number * FOUND_AT_ONCE],
        listed_page=number,
        pages=pages,
        page_url=page_url,
        marks=_marks(found),
        publishes=access.may(STANDARDS_PUBLISH),
    )


def _titles(found: Found, chosen: Standard | None) -> dict[str, str]:
    """Give the standards that a question can be narrowed to: those with answers, and the one it is narrowed to."""
    rows = [(chosen.public_id, chosen.urn, chosen.title)] if chosen else []
    rows += [(one.standard, one.urn, one.title) for one in found.hits]
    return {public_id: f"{urn} {filters.words(title)}" for public_id, urn, title in rows}


def _marks(found: Found) -> Callable[[Shown], list[Marked]]:
    return lambda shown: marked(shown.words, shown.language, found.asked)


@blueprint.get("/standards/gaps")
@requires(STANDARDS_READ)
def translation_gaps() -> Response:
    work = access.work()
    return page(
        "library/gaps.html",
        listed=gaps(work.session, work.actor.provider_id, locale.language(), page_asked()),
        page_url=lambda number: url_for("library.translation_gaps", page=number),
        publishes=access.may(STANDARDS_PUBLISH),
    )


@blueprint.get("/standards/<id:standard>")
@requires(STANDARDS_READ, standard=A_STANDARD)
def standard(standard: Standard) -> Response:
    asked = request.args.get("text", "")
    work = access.work()
    found = queries.shown(work.session, standard)
    return page(
        "library/standard.html",
        standard=found,
        elsewhere=elsewhere(work.session, work.actor, standard),
        nearly=_nearly(found, nearly(work.session, work.actor, standard)),
        text=asked if asked in forms.TEXT_CHOICES else locale.language(),
        words=forms,
    )


def _nearly(shown: ShownStandard, found: Mapping[int, tuple[Nearly, ...]]) -> dict[int, list[NearlyMarked]]:
    """Mark, in each criterion that asks nearly the same, the words that are not in the standard's own."""
    texts = shown.outline.by_id
    return {
        criterion_id: [
            (there, *marked_in(texts[criterion_id].text, there.criterion.text, locale.language())) for there in others
        ]
        for criterion_id, others in found.items()
    }
