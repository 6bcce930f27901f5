"""What becomes of a credential when a unit is signed or reopened, in the transaction of that act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assessments.credentials import services
from assessments.credentials.rules import Revocation
from assessments.credentials.views.blueprint import office
from portfolio.core.work import Reaction
from portfolio.learning.queries import enrolled_unit

if TYPE_CHECKING:
    from standards.foundation import Act, Work


def moved_on(work: Work, act: Act) -> None:
    unit = enrolled_unit(work.session, _unit_of(act))
    if unit is not None:
        services.issue_when_due(work, unit, office())


def reopened(work: Work, act: Act) -> None:
    unit = enrolled_unit(work.session, _unit_of(act))
    if unit is not None:
        services.revoke(work, unit, Revocation.REOPENED)


def _unit_of(act: Any) -> str:
    return str(act.unit)


REACTIONS: Mapping[str, Reaction] = {
    "unit.declared": moved_on,
    "unit.signed": moved_on,
    "unit.countersigned": moved_on,
    "unit.verified": moved_on,
    "unit.reopened": reopened,
}
