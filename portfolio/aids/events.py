"""The acts on translations beside evidence as the ledger keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portfolio.learning.events import Disagrees
from standards.foundation import Facts, told

ATTACHED, WITHDRAWN = "attached", "withdrawn"


@dataclass(frozen=True)
class AidAttached:
    """Somebody put a translation beside the revision of evidence that stood then."""

    kind: ClassVar[str] = "aid.attached"
    aid: str
    evidence: str
    revision: str
    number: int
    language: str
    """Into which it is translated."""
    how: str
    words: str
    """Seal of the translation, and of who or what made it."""

    def apply(self, facts: Facts) -> None:
        known = facts["revision", self.revision]
        stands = facts["evidence", self.evidence]
        if (known["evidence"], known["number"]) != (self.evidence, self.number):
            raise Disagrees(f"revision {self.number} of evidence {self.evidence} is another than {self.revision}")
        if stands["status"] != "submitted" or stands["revision"] != self.number:
            raise Disagrees(f"evidence {self.evidence} is {stands['status']} in revision {stands['revision']}")
        if known["language"] == self.language:
            raise Disagrees(f"a translation of {self.revision} into its own language")
        facts["aid", self.aid] = {
            "revision": self.revision,
            "language": self.language,
            "how": self.how,
            "words": self.words,
            "by": told(facts, "actor"),
            "at": told(facts, "at"),
            "status": ATTACHED,
            "reason": None,
        }


@dataclass(frozen=True)
class AidWithdrawn:
    """A translation no longer stands beside its evidence; it is kept, with the reason."""

    kind: ClassVar[str] = "aid.withdrawn"
    aid: str
    evidence: str
    number: int
    reason: str
    """Seal of it."""

    def apply(self, facts: Facts) -> None:
        known = facts["aid", self.aid]
        of = facts["revision", known["revision"]]
        if known["status"] != ATTACHED or (of["evidence"], of["number"]) != (self.evidence, self.number):
            raise Disagrees(f"the translation {self.aid} of {of['evidence']} is {known['status']}")
        known.update(status=WITHDRAWN, reason=self.reason)


ACTS = (AidAttached, AidWithdrawn)
