"""The acts on qualifications as the owning provider's book keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from standards.foundation import Facts


@dataclass(frozen=True)
class QualificationPublished:
    kind: ClassVar[str] = "qualification.published"
    qualification: str
    number: str
    version: int
    digest: str
    """SHA-256 of its groups, rules and units in canonical form."""

    def apply(self, facts: Facts) -> None:
        facts["qualification", self.qualification] = {
            "number": self.number,
            "version": self.version,
            "digest": self.digest,
            "last_certification": None,
        }


@dataclass(frozen=True)
class LastCertificationSet:
    """Said of a published version, or taken off it again where there is no day; nothing else of it changes."""

    kind: ClassVar[str] = "qualification.last_certification_set"
    qualification: str
    last_certification: str | None

    def apply(self, facts: Facts) -> None:
        facts["qualification", self.qualification]["last_certification"] = self.last_certification


ACTS = (QualificationPublished, LastCertificationSet)
