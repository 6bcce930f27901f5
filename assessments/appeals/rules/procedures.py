"""The procedures that ship: an awarding body's for appeals, and that of the childcare regulations for complaints.

Days and stages are examples of real centres and of regulations 32 to 36 of SI 2010/2574 (practice.md 1.10 and 8.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessments.appeals.rules.deadlines import Days, Term


class ProcedureCode(StrEnum):
    AWARDING_BODY = "awarding_body"
    REGULATIONS = "regulations"


class StageCode(StrEnum):
    """What a stage is, for those who read it."""

    ASSESSOR = "assessor"
    """Whoever decided looks again."""
    INDEPENDENT = "independent"
    """A quality assurer who had no part in it."""
    PANEL = "panel"
    EXTERNAL = "external"
    """The awarding body, then Qualifications Wales."""
    LOCAL = "local"
    """Regulation 34: resolved between those concerned."""
    FORMAL = "formal"
    """Regulation 35: considered by an independent person."""


@dataclass(frozen=True)
class Stage:
    code: StageCode
    answer: Term | None
    """Within which it is answered; none where that is not ours to say."""
    lodge: Term | None = None
    """Within which the next stage is asked for once this one is answered; none where there is no limit."""
    independent: bool = True
    """Whether nobody who had a part in what is appealed may decide."""
    people: int = 1
    """At least so many decide together."""
    most_extension: int | None = None
    """Days by which it may be extended at most, in all."""
    notice_after: Term | None = None
    """After which an authority is told, with the reasons, that it is not resolved."""


@dataclass(frozen=True)
class Procedure:
    code: ProcedureCode
    stages: tuple[Stage, ...]
    lodge: Term | None = None
    """Within which it begins, from what it is about."""

    def stage(self, number: int) -> Stage:
        return self.stages[number - 1]


TEN = Term(10)
PROCEDURES: Mapping[ProcedureCode, Procedure] = {
    ProcedureCode.AWARDING_BODY: Procedure(
        ProcedureCode.AWARDING_BODY,
        (
            Stage(StageCode.ASSESSOR, Term(5), lodge=TEN, independent=False),
            Stage(StageCode.INDEPENDENT, TEN, lodge=TEN),
            Stage(StageCode.PANEL, Term(15), lodge=Term(20), people=2),
            Stage(StageCode.EXTERNAL, None),
        ),
        lodge=Term(20),
    ),
    ProcedureCode.REGULATIONS: Procedure(
        ProcedureCode.REGULATIONS,
        (
            Stage(StageCode.LOCAL, Term(14, Days.CALENDAR), independent=False, most_extension=14),
            # 35(1) counts working days, 35(5) in Welsh plain days: both are kept, neither is mended.
            Stage(StageCode.FORMAL, Term(35), notice_after=Term(35, Days.CALENDAR)),
        ),
    ),
}
