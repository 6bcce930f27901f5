"""How wide the columns of a scanned table are: it tells examples from keys, and lines that hold several cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, quantiles

from standards.reading.actions.blocks import Block

FEWEST = 6
"""So many blocks of several lines are needed to learn from."""
APART = 6
TOO_WIDE = 1.5
MARGIN = 5
SHORT_LINE = 0.25
ROUNDS = 10


@dataclass(frozen=True)
class Parted:
    """So many of the blocks are examples; whether the widths leave no doubt of it."""

    examples: int
    sure: bool


@dataclass(frozen=True)
class Widths:
    """What the blocks of a document teach: the width of a wide and of a narrow column, and the widest cell."""

    wide_column: float = 0
    narrow_column: float = 0
    widest_cell: float = 0

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> "Widths":
        """Learn from blocks of several lines: a line alone may be shorter than its column."""
        several = [block.width for block in blocks if len(block.lines) > 1]
        if len(several) < FEWEST:
            return cls()
        widest = quantiles(several, n=10)[-2]
        wide, narrow = _two_means([width for width in several if width <= TOO_WIDE * widest])
        return cls(wide, narrow, widest) if wide - narrow >= APART else cls(widest_cell=widest)

    def run_together(self, block: Block) -> bool:
        """Say whether the lines are too wide for a cell, so that each holds several."""
        return bool(self.widest_cell) and len(block.lines) > 1 and block.width > TOO_WIDE * self.widest_cell

    def wide(self, block: Block) -> bool:
        return bool(self.wide_column) and block.width > (self.wide_column + self.narrow_column) / 2

    def parted(self, blocks: Sequence[Block]) -> Parted:
        """Part the blocks between purpose and people where the column becomes narrow."""
        if len(blocks) < 2:
            return Parted(len(blocks), sure=False)
        if not self.wide_column:
            return Parted(1, sure=len(blocks) == 2)
        costs = sorted((self._cost(blocks, cut), cut) for cut in range(1, len(blocks)))
        sure = len(costs) == 1 or costs[1][0] - costs[0][0] >= MARGIN
        return Parted(costs[0][1], sure=sure and (len(costs) > 1 or self.wide(blocks[0])))

    def _cost(self, blocks: Sequence[Block], cut: int) -> float:
        """Count how far the blocks are from the widths of their columns."""
        examples = sum(self._against_wide(block) for block in blocks[:cut])
        return examples + sum(self._against_narrow(block) for block in blocks[cut:])

    def _against_wide(self, block: Block) -> float:
        """Count how far a block is from the wide column: a line alone may be short in it, but says little for it."""
        short = max(self.wide_column - block.width, 0)
        return abs(block.width - self.wide_column) if len(block.lines) > 1 else SHORT_LINE * short

    def _against_narrow(self, block: Block) -> float:
        over = block.width - self.narrow_column
        return abs(over) if len(block.lines) > 1 else max(over, 0)


def _two_means(widths: Sequence[int]) -> tuple[float, float]:
    wide, narrow = float(max(widths)), float(min(widths))
    for _ in range(ROUNDS):
        near = [width for width in widths if abs(width - wide) <= abs(width - narrow)]
        far = [width for width in widths if abs(width - wide) > abs(width - narrow)]
        if not near or not far:
            break
        wide, narrow = mean(near), mean(far)
    return wide, narrow
