"""Which boxes may be burnt into a copy, and what may become of the original."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from standards.foundation import Refused

WHOLE = 100
MOST_BOXES = 60


class Original(StrEnum):
    """What becomes of the file that is replaced."""

    KEPT = "kept"
    """Closed: opened only as closed evidence is."""
    DISCARDED = "discarded"
    """Its bytes go; only what no revision holds can."""


@dataclass(frozen=True)
class Box:
    """A box on a page: its corner from the left and from the top, its width and its height, in percent."""

    page: int
    left: int
    top: int
    width: int
    height: int

    @property
    def wrong(self) -> bool:
        """Tell whether it is of no size, or not wholly on its page."""
        within = self.left + self.width <= WHOLE and self.top + self.height <= WHOLE
        return not (self.page > 0 and self.width and self.height and within)

    def told(self) -> tuple[int, int, int, int, int]:
        return self.page, self.left, self.top, self.width, self.height


def check_boxes(boxes: Collection[Box], pages: int) -> None:
    """Check that there is something to cover, and that it is there. Raises Refused."""
    if not boxes:
        raise Refused("redact-no-boxes")
    if len(boxes) > MOST_BOXES or any(one.wrong or one.page > pages for one in boxes):
        raise Refused("redact-outside")


def check_original(original: Original, *, frozen: bool) -> None:
    """Check what is to become of a file, which a revision holds or does not. Raises Refused."""
    if original is Original.DISCARDED and frozen:
        raise Refused("redact-frozen")
