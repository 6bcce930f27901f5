"""One page of a list that can grow: every such list counts its pages in one way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
PAGE_SIZE = 25


@dataclass(frozen=True)
class Paged(Generic[Row]):
    """The rows of one page, and how many there are in all."""

    rows: tuple[Row, ...]
    total: int
    page: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        return pages(self.total, self.size)


def pages(total: int, size: int = PAGE_SIZE) -> int:
    """Count the pages of a list; an empty one has one."""
    return max(1, -(-total // size))


def page_of(asked: int, total: int, size: int = PAGE_SIZE) -> int:
    """Give the page to show: the one asked for, else the nearest that there is."""
    return min(max(asked, 1), pages(total, size))


def skipped(page: int, size: int = PAGE_SIZE) -> int:
    """Count the rows that stand before a page."""
    return (page - 1) * size
