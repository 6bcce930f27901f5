"""The acts on a provider's people as the provider's book keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from standards.foundation import Facts


@dataclass(frozen=True)
class ProviderOpened:
    kind: ClassVar[str] = "provider.opened"
    provider: str
    verifying_key: str
    """The public Ed25519 key, in hexadecimal, that signs heads of this provider's books from now on."""

    def apply(self, facts: Facts) -> None:
        facts["provider", self.provider] = {"verifying_key": self.verifying_key}


@dataclass(frozen=True)
class MembershipGiven:
    kind: ClassVar[str] = "membership.given"
    membership: str
    account: str
    role: str
    qualified: bool
    assesses_in: str | None
    starts: str

    def apply(self, facts: Facts) -> None:
        facts["membership", self.membership] = {
            "account": self.account,
            "role": self.role,
            "qualified": self.qualified,
            "qualify_by": None,
            "assesses_in": self.assesses_in,
            "starts": self.starts,
            "ends": None,
        }


@dataclass(frozen=True)
class MembershipEnded:
    kind: ClassVar[str] = "membership.ended"
    membership: str
    ends: str

    def apply(self, facts: Facts) -> None:
        facts["membership", self.membership]["ends"] = self.ends


@dataclass(frozen=True)
class AssessorQualified:
    """A trainee became a qualified assessor: for decisions from now on."""

    kind: ClassVar[str] = "membership.qualified"
    membership: str

    def apply(self, facts: Facts) -> None:
        facts["membership", self.membership]["qualified"] = True


@dataclass(frozen=True)
class QualifyBySet:
    """The day by which a trainee assessor should be qualified was set, moved or, with none, taken away."""

    kind: ClassVar[str] = "membership.qualify_by_set"
    membership: str
    qualify_by: str | None

    def apply(self, facts: Facts) -> None:
        facts["membership", self.membership]["qualify_by"] = self.qualify_by


@dataclass(frozen=True)
class SettingChanged:
    kind: ClassVar[str] = "setting.changed"
    setting: str
    value: int

    def apply(self, facts: Facts) -> None:
        facts["setting", self.setting] = {"value": self.value}


@dataclass(frozen=True)
class SuitabilityRecorded:
    """How far somebody's checks are; what the conditions are lies beside, sealed."""

    kind: ClassVar[str] = "suitability.recorded"
    check: str
    account: str
    state: str
    checked_on: str
    expires: str | None
    conditions: str

    def apply(self, facts: Facts) -> None:
        facts["suitability", self.check] = {
            "account": self.account,
            "state": self.state,
            "checked_on": self.checked_on,
            "expires": self.expires,
            "conditions": self.conditions,
        }


@dataclass(frozen=True)
class InterestDeclared:
    """Somebody on the staff declared an interest in another person here: codes alone; the words are sealed."""

    kind: ClassVar[str] = "interest.declared"
    interest: str
    account: str
    about: str
    nature: str
    starts: str
    ends: str | None
    words: str

    def apply(self, facts: Facts) -> None:
        facts["interest", self.interest] = {
            "account": self.account,
            "about": self.about,
            "nature": self.nature,
            "starts": self.starts,
            "ends": self.ends,
            "words": self.words,
            "ruling": "open",
        }


@dataclass(frozen=True)
class InterestRuled:
    """It was decided what follows from a declared interest, and until when it holds."""

    kind: ClassVar[str] = "interest.ruled"
    interest: str
    ruling: str
    ends: str | None

    def apply(self, facts: Facts) -> None:
        facts["interest", self.interest].update(ruling=self.ruling, ends=self.ends)


ACTS = (
    ProviderOpened,
    MembershipGiven,
    MembershipEnded,
    AssessorQualified,
    QualifyBySet,
    SettingChanged,
    SuitabilityRecorded,
    InterestDeclared,
    InterestRuled,
)
