"""The acts on the library as its book, or the owning provider's, keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from standards.foundation import Facts


@dataclass(frozen=True)
class StandardPublished:
    kind: ClassVar[str] = "standard.published"
    standard: str
    urn: str
    edition: str
    digest: str
    about: str
    """SHA-256 of what is said of it beside its texts: its kind, its dates, the documents it was read from."""

    def apply(self, facts: Facts) -> None:
        facts["standard", self.standard] = {
            "urn": self.urn,
            "edition": self.edition,
            "digest": self.digest,
            "about": self.about,
        }


@dataclass(frozen=True)
class OfficialTextTaken:
    """Official words took the place of a working translation or of none; both digests kept, decisions untouched."""

    kind: ClassVar[str] = "standard.official_text_taken"
    standard: str
    before: str
    after: str
    about: str

    def apply(self, facts: Facts) -> None:
        facts["standard", self.standard].update(digest=self.after, about=self.about)


ACTS = (StandardPublished, OfficialTextTaken)
