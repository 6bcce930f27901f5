"""The act that ends an import: what it was read from, and who settled which problem how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from standards.foundation import Facts


@dataclass(frozen=True)
class ImportPublished:
    """The standard's own entry says what it says; this one, how a document became it."""

    kind: ClassVar[str] = "standard.import_published"
    imported: str
    standard: str
    source: str
    """SHA-256 of the document."""
    settled: tuple[dict[str, Any], ...]
    """Of each problem that somebody settled: its place in the reading, its code, how, and by whom."""

    def apply(self, facts: Facts) -> None:
        facts["standard_import", self.imported] = {
            "standard": self.standard,
            "source": self.source,
            "settled": [dict(one) for one in self.settled],
        }


ACTS = (ImportPublished,)
