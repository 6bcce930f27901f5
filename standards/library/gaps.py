"""The report of translation gaps: which texts stand in one language only, and which only as a working translation."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from standards.foundation import LANGUAGES, Language, TextStatus
from standards.library.models import SearchEntry, Standard
from standards.library.search_index import MISSING, STATUS_LETTER
from standards.paging import PAGE_SIZE, Paged, page_of, skipped

WORKING = STATUS_LETTER[TextStatus.WORKING_TRANSLATION]
COLUMNS = {"cy": SearchEntry.cy, "en": SearchEntry.en}


@dataclass(frozen=True)
class Gap:
    """A standard some of whose texts (its title and its criteria) are not official in both languages."""

    row: Standard
    texts: int
    missing: dict[Language, int]
    working: dict[Language, int]


def gaps(session: Session, owner_id: int | None, language: Language, page: int) -> Paged[Gap]:
    """Give one page of the standards with gaps, shared and an owner's own, in the order of the reader's alphabet."""
    visible = or_(SearchEntry.owner_id.is_(None), SearchEntry.owner_id == owner_id)
    open_ones = or_(*(COLUMNS[one].in_((MISSING, WORKING)) for one in LANGUAGES))
    found = select(SearchEntry.standard_id).where(visible, open_ones).distinct().subquery()
    total = session.scalar(select(func.count()).select_from(found)) or 0
    page = page_of(page, total)
    title = Standard.sort_cy if language == "cy" else Standard.sort_en
    rows = session.scalars(
        select(Standard)
        .join(found, found.c.standard_id == Standard.id)
        .order_by(title, Standard.urn, Standard.id)
        .limit(PAGE_SIZE)
        .offset(skipped(page))
    ).all()
    counted = _counted(session, [row.id for row in rows])
    return Paged(tuple(_gap(row, counted[row.id]) for row in rows), total, page)


def _counted(session: Session, standard_ids: list[int]) -> dict[int, tuple[int, ...]]:
    counts = [func.sum(case((COLUMNS[one] == sign, 1), else_=0)) for sign in (MISSING, WORKING) for one in LANGUAGES]
    query = (
        select(SearchEntry.standard_id, func.count(), *counts)
        .where(SearchEntry.standard_id.in_(standard_ids))
        .group_by(SearchEntry.standard_id)
    )
    return {row[0]: tuple(int(number) for number in row[1:]) for row in session.execute(query)}


def _gap(row: Standard, counted: tuple[int, ...]) -> Gap:
    texts, missing_cy, missing_en, working_cy, working_en = counted
    return Gap(row, texts, {"cy": missing_cy, "en": missing_en}, {"cy": working_cy, "en": working_en})
