"""Questions about closed evidence: what of it a reader sees now, who opened it, and what lists call it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, not_, or_, select
from sqlalchemy.orm import Session

from portfolio.core.gathering import GatheredPortfolio
from portfolio.core.ledger import sealed, stamp
from portfolio.evidence.models import Attachment, Evidence, Revision, RevisionFile, Viewing
from portfolio.evidence.policy import EVIDENCE_OPEN, POLICY
from portfolio.evidence.queries.people import closed, day_of
from portfolio.evidence.queries.states import put_forward
from portfolio.evidence.rules.people import VIEWING_LASTS
from portfolio.learning.models import Portfolio
from portfolio.learning.queries import portfolios_of
from portfolio.people.models import Account
from standards.foundation import Actor, Facts

MOST_SHOWN = 50


@dataclass(frozen=True)
class Sight:
    """Whether something is closed, and whether its reader sees it all the same."""

    closed: bool = False
    mine: bool = False
    until: datetime | None = None
    """When what its reader opened is closed to them again."""

    @property
    def hidden(self) -> bool:
        return self.closed and not self.mine and self.until is None


@dataclass(frozen=True)
class ShownViewing:
    at: datetime
    by: str
    role: str
    why: str
    language: str


def open_until(session: Session, actor: Actor, evidence_id: int, now: datetime) -> datetime | None:
    """Tell until when somebody may read what they opened; none where they did not, or may not any more."""
    at = session.scalar(
        select(func.max(Viewing.at)).where(
            Viewing.evidence_id == evidence_id,
            Viewing.account_id == actor.account_id,
            Viewing.at > now - VIEWING_LASTS,
            Viewing.portfolio_id.in_(portfolios_of(actor, POLICY[EVIDENCE_OPEN])),
        )
    )
    return at + VIEWING_LASTS if at else None


def sight(session: Session, actor: Actor, evidence: Evidence, now: datetime) -> Sight:
    """Tell what somebody sees of the last submitted revision."""
    is_closed, owner = session.execute(
        select(closed(day_of(now)), Portfolio.account_id)
        .select_from(Evidence)
        .join(Revision, put_forward())
        .join(Portfolio, Portfolio.id == Evidence.portfolio_id)
        .where(Evidence.id == evidence.id)
    ).one()
    return _sight(session, actor, evidence.id, now, is_closed=is_closed, owner=owner)


def sight_of_revision(session: Session, actor: Actor, revision: Revision, now: datetime) -> Sight:
    """Tell what somebody sees of a revision, be it the last or an earlier one."""
    is_closed, owner = session.execute(
        select(closed(day_of(now)), Portfolio.account_id)
        .select_from(Revision)
        .join(Evidence, Evidence.id == Revision.evidence_id)
        .join(Portfolio, Portfolio.id == Evidence.portfolio_id)
        .where(Revision.id == revision.id)
    ).one()
    return _sight(session, actor, revision.evidence_id, now, is_closed=is_closed, owner=owner)


def sight_of_file(session: Session, actor: Actor, attachment: str, now: datetime) -> Sight:
    """Tell what somebody sees of a file: closed is one that no revision which is open holds, but its owner's drafts."""
    held = exists().where(RevisionFile.attachment_id == Attachment.id, RevisionFile.revision_id == Revision.id)
    somewhere = (
        exists()
        .where(Revision.evidence_id == Evidence.id, held.correlate(Attachment, Revision), not_(closed(day_of(now))))
        .correlate(Evidence, Attachment)
    )
    row = session.execute(
        select(Evidence.id, and_(somewhere, Attachment.closed.is_(False)), Portfolio.account_id)
        .select_from(Attachment)
        .join(Evidence, Evidence.id == Attachment.evidence_id)
        .join(Portfolio, Portfolio.id == Evidence.portfolio_id)
        .where(Attachment.public_id == attachment)
    ).one()
    return _sight(session, actor, row[0], now, is_closed=not row[1], owner=row[2])


def _sight(session: Session, actor: Actor, evidence_id: int, now: datetime, *, is_closed: bool, owner: int) -> Sight:
    mine = owner == actor.account_id
    until = open_until(session, actor, evidence_id, now) if is_closed and not mine else None
    return Sight(is_closed, mine, until)


def viewings(session: Session, evidence: Evidence, most: int | None = MOST_SHOWN) -> list[ShownViewing]:
    """List who opened a piece of evidence, the newest first; with `most` as none, all of them."""
    rows = session.execute(
        select(Viewing.at, Account.name, Viewing.role, Viewing.why, Viewing.language)
        .join(Account, Account.id == Viewing.account_id)
        .where(Viewing.evidence_id == evidence.id)
        .order_by(Viewing.id.desc())
        .limit(most)
    )
    return [ShownViewing(*row) for row in rows]


def is_own(reader: Any) -> ColumnElement[bool]:
    """Give the condition that a piece of evidence is its reader's own; `reader`: an account's id, or a parameter."""
    return Evidence.portfolio_id.in_(select(Portfolio.id).where(Portfolio.account_id == reader))


def may_name(reader: Any, today: date | Any) -> ColumnElement[bool]:
    """Give the condition that a list may say what submitted evidence is called."""
    return or_(not_(closed(today)), is_own(reader))


def title_for(reader: Any, today: date | Any) -> ColumnElement[str]:
    """Give the title of a revision as a list says it: nothing for what is closed, but to its owner."""
    return case((may_name(reader, today), Revision.title), else_="")


VIEWINGS = (
    select(Viewing, Evidence.public_id, Account.public_id)
    .join(Evidence, Evidence.id == Viewing.evidence_id)
    .join(Account, Account.id == Viewing.account_id)
)


def stored_viewings(one: GatheredPortfolio) -> Facts:
    """Give what is stored of who opened what, as a portfolio's book must tell it."""
    return {
        ("viewing", row.public_id): {
            "evidence": evidence,
            "why": sealed(row.salt, row.why),
            "by": by,
            "role": row.role,
            "at": stamp(row.at),
        }
        for row, evidence, by in one.rows(VIEWINGS, Viewing.portfolio_id)
    }
