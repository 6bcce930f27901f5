"""What becomes of certification claims when a unit is reopened, in the transaction of that act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assessments.certification import services
from portfolio.core.work import Reaction
from portfolio.learning.queries import enrolled_unit

if TYPE_CHECKING:
    from standards.foundation import Work


def reopened(work: Work, act: Any) -> None:
    unit = enrolled_unit(work.session, str(act.unit))
    if unit is not None:
        services.undermine(work, unit)


REACTIONS: Mapping[str, Reaction] = {"unit.reopened": reopened}
