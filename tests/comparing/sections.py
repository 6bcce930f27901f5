"""Sections of standards for tests, each criterion given in a few words."""

from dataclasses import replace

from standards.comparing import Comparison
from standards.drafting import Criterion, Section
from standards.foundation import Text

STEM = Text(en="You must be able to:")
PREFIXES = {"performance": "P", "knowledge": "K"}


def section(*asked: str | Text | Criterion, kind: str = "performance", stem: Text = STEM) -> Section:
    """A section whose criteria are numbered as they come."""
    criteria = tuple(
        replace(one if isinstance(one, Criterion) else criterion(one), code=f"{PREFIXES[kind]}{number}")
        for number, one in enumerate(asked, start=1)
    )
    return Section(kind, stem=stem, criteria=criteria)


def criterion(asked: str | Text, *under: str, group: str | None = None, assessable: bool = True) -> Criterion:
    """A criterion with sub-items; its number is its section's to give."""
    text = Text(en=asked) if isinstance(asked, str) else asked
    parts = tuple(Criterion(f"{text.en}.{number}", Text(en=one), assessable=False) for number, one in enumerate(under))
    return Criterion("", text, group=Text(en=group) if group else None, assessable=assessable, criteria=parts)


def told(found: Comparison) -> dict[str, str]:
    """Every row's key with what became of it."""
    return {row.key: row.kind.value for row in found.rows}
