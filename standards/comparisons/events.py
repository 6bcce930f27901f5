"""The act of settling what became of criteria, as the settling provider's book keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from standards.foundation import Facts

PUT_BACK = ""
"""In place of a kind: nobody has settled this row any more."""


def pair_of(before: str, after: str) -> str:
    """Name two versions by their ids, the older first."""
    return f"{before}>{after}"


@dataclass(frozen=True)
class ChangesSettled:
    """A person said what became of criteria from one version to the next: the key of each row → its kind."""

    kind: ClassVar[str] = "standard.changes_settled"
    before: str
    after: str
    rows: dict[str, str]

    def apply(self, facts: Facts) -> None:
        settled = facts.setdefault(("comparison", pair_of(self.before, self.after)), {})
        for row, said in self.rows.items():
            if said == PUT_BACK:
                settled.pop(row, None)
            else:
                settled[row] = said
        if not settled:
            del facts["comparison", pair_of(self.before, self.after)]


ACTS = (ChangesSettled,)
