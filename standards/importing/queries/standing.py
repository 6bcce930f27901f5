"""Questions about what is published already: whether a draft is an edition that its centre can see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from standards.comparisons import queries as comparisons
from standards.drafting import Draft
from standards.editing.working import Working, finished
from standards.foundation import Refused
from standards.identity import edition_of
from standards.importing.rules import is_date
from standards.library import queries as library
from standards.library.models import Standard
from standards.library.rules import Contents, contents_of, merged

DASHES = 2
"""In a whole date."""


@dataclass(frozen=True)
class Standing:
    """The edition that stands under a draft's URN and date or version, and what the draft is beside it."""

    standard: Standard
    differs: str = ""
    """Where the draft says something else, if anywhere."""
    adds: bool = False
    """Whether it has official words for what has none there."""

    @property
    def refused(self) -> Refused | None:
        """Give why the draft cannot be published beside it; none where its official words are wanted."""
        known = {"urn": self.standard.urn, "edition": self.standard.edition}
        if self.differs:
            return Refused("standard-differs", where=self.differs, **known)
        return None if self.adds else Refused("standard-standing", urn=self.standard.urn)


def editions(session: Session, owner_id: int, urn: str | None) -> list[Standard]:
    """Give what an owner can see of a URN as it was published: its own first, then the shared library's."""
    if not urn:
        return []
    seen = or_(Standard.owner_id == owner_id, Standard.owner_id.is_(None))
    query = select(Standard).where(Standard.urn == urn, seen)
    return list(session.scalars(query.order_by(Standard.owner_id.is_(None), Standard.published_at, Standard.id)))


@dataclass(frozen=True)
class Placed:
    """Where a draft stands among the editions of its URN."""

    order: int
    edition: str
    standing: Standing | None
    """What is published under its URN and edition already."""
    before: Standard | None
    """The newest edition that is older: whose next version it is."""


def placed(session: Session, editions: Sequence[Standard], working: Working, now: datetime) -> Placed:
    """Give a draft's place among the editions of its URN, and which of them stands there, if any."""
    draft = finished(working)
    order = _order(session, editions, working, draft)
    name = edition_of(draft, order)
    found = next((one for one in editions if one.edition == name), None)
    others = [one for one in editions if one.edition != name]
    approved = draft.metadata.approved or ""
    whole = approved.count("-") == DASHES
    day = date.fromisoformat(approved) if whole and is_date(approved) else None
    standing = _beside(session, found, contents_of(draft)) if found else None
    return Placed(order, name, standing, comparisons.newest_before(others, day, now))


def _order(session: Session, editions: Sequence[Standard], working: Working, draft: Draft) -> int:
    """Give the place of what prints neither date nor version; the same texts keep theirs."""
    counted = [one for one in editions if one.edition.isdecimal()]
    beside = next((one for one in counted if one.public_id == working.get("paired_with")), None)
    if beside is not None:
        return int(beside.edition)
    if not (draft.metadata.approved or draft.version):
        contents = contents_of(draft)
        found = (_beside(session, one, contents) for one in counted)
        same = next((one for one in found if not one.differs and not one.adds), None)
        if same is not None:
            return int(same.standard.edition)
    return len({one.edition for one in editions}) + 1


def _beside(session: Session, row: Standard, given: Contents) -> Standing:
    before = library.contents(session, row)
    try:
        return Standing(row, adds=merged(before, given) != before)
    except Refused as refused:
        return Standing(row, differs=str(refused.values["where"]))
