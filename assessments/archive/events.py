"""The acts of archives as the ledger keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from standards.foundation import Act, Facts


@dataclass(frozen=True)
class ArchiveMade:
    """Everything of a portfolio was put together to be taken away, as it stood at an entry of its book."""

    kind: ClassVar[str] = "archive.made"
    archive: str
    seq: int
    head: str
    manifest: str
    """SHA-256 of the manifest that the provider signed."""

    def apply(self, facts: Facts) -> None:
        facts["archive", self.archive] = {"seq": self.seq, "head": self.head, "manifest": self.manifest}


ACTS: tuple[type[Act], ...] = (ArchiveMade,)
