"""The acts on credentials, and on the keys that sign them, as the ledger keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assessments.credentials.rules import Revocation, is_due
from portfolio.learning.events import Disagrees, by_learner
from portfolio.learning.rules import UnitStatus
from standards.foundation import Act, Facts, told


@dataclass(frozen=True)
class CredentialIssued:
    """Both editions of a unit's credential were signed with the provider's key for credentials."""

    kind: ClassVar[str] = "credential.issued"
    credential: str
    of_unit: str
    key: str
    content: str
    """Seal of both editions as they were signed."""

    def apply(self, facts: Facts) -> None:
        unit = facts["unit", self.of_unit]
        if not is_due(UnitStatus(unit["status"]), unit["awaits"]):
            raise Disagrees(f"a credential was issued for the unit {self.of_unit}, which is {unit['status']}")
        live = [
            known
            for (kind, _id), known in facts.items()
            if kind == "credential" and known["unit"] == self.of_unit and known["revoked"] is None
        ]
        if live:
            raise Disagrees(f"the unit {self.of_unit} had a credential already")
        facts["credential", self.credential] = {
            "unit": self.of_unit,
            "key": self.key,
            "content": self.content,
            "at": told(facts, "at"),
            "shown": False,
            "revoked": None,
            "reason": None,
        }


@dataclass(frozen=True)
class CredentialShown:
    """The learner lets whoever has its address see it."""

    kind: ClassVar[str] = "credential.shown"
    credential: str

    def apply(self, facts: Facts) -> None:
        _show(facts, self.credential, wanted=True)


@dataclass(frozen=True)
class CredentialHidden:
    """The learner no longer shows it."""

    kind: ClassVar[str] = "credential.hidden"
    credential: str

    def apply(self, facts: Facts) -> None:
        _show(facts, self.credential, wanted=False)


def _show(facts: Facts, credential: str, *, wanted: bool) -> None:
    known = facts["credential", credential]
    if not by_learner(facts):
        raise Disagrees(f"credential {credential} was shown or hidden by somebody else than its learner")
    if known["shown"] is wanted or (wanted and known["revoked"] is not None):
        raise Disagrees(f"credential {credential} was shown or hidden twice, or shown when it was revoked")
    known["shown"] = wanted


@dataclass(frozen=True)
class CredentialRevoked:
    """It no longer stands: the status list says so to whoever asks."""

    kind: ClassVar[str] = "credential.revoked"
    credential: str
    reason: str

    def apply(self, facts: Facts) -> None:
        known = facts["credential", self.credential]
        if known["revoked"] is not None:
            raise Disagrees(f"credential {self.credential} was revoked twice")
        reopened = facts["unit", known["unit"]]["status"] == UnitStatus.IN_PROGRESS
        if self.reason == Revocation.REOPENED and not reopened:
            raise Disagrees(f"credential {self.credential} was revoked for a reopening that did not happen")
        known.update(revoked=told(facts, "at"), reason=Revocation(self.reason).value)


@dataclass(frozen=True)
class IssuingKeyMade:
    """A new key signs the provider's credentials from now on; the one before it only proves earlier ones."""

    kind: ClassVar[str] = "issuing_key.made"
    key: str
    number: int
    public: str

    def apply(self, facts: Facts) -> None:
        known = [one for (kind, _id), one in facts.items() if kind == "issuing_key"]
        if self.number != len(known) + 1:
            raise Disagrees(f"key {self.number} for credentials follows {len(known)}")
        for one in known:
            one["retired"] = one["retired"] or told(facts, "at")
        facts["issuing_key", self.key] = {"number": self.number, "public": self.public, "retired": None}


ACTS: tuple[type[Act], ...] = (CredentialIssued, CredentialShown, CredentialHidden, CredentialRevoked, IssuingKeyMade)
