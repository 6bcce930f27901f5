"""The numbers and bullets that Word prints before paragraphs and keeps nowhere in their text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
BULLETS = frozenset("-–—•▪◦●‣➢✓")
LEVELS = 9
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True)
class Level:
    """How one depth of a list is printed: "P%1" with a start of 1 prints P1, P2 and so on."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass
class List:
    """A list as used: it shares its counting with all that have the same plan, but may start it anew."""

    plan: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


class Numbering:
    """Counts as Word does, paragraph after paragraph."""

    def __init__(self, root: etree._Element | None) -> None:
        self.lists: dict[str, List] = {}
        self.counts: dict[str, list[int | None]] = {}
        if root is None:
            return
        plans = {plan.get(f"{W}abstractNumId", ""): _levels(plan) for plan in root.iter(f"{W}abstractNum")}
        for each in root.iter(f"{W}num"):
            plan = attribute(each, "abstractNumId")
            levels, starts = dict(plans.get(plan, {})), {}
            for override in each.iter(f"{W}lvlOverride"):
                depth = whole(override.get(f"{W}ilvl"))
                levels.update(_levels(override))
                if (start := override.find(f"{W}startOverride")) is not None:
                    starts[depth] = whole(start.get(VAL), 1)
            self.lists[each.get(f"{W}numId", "")] = List(plan, levels, starts)

    def depth_of_style(self, number: str, style: str) -> int:
        """Give the depth of the list that a style of paragraph is tied to."""
        levels = self.lists[number].levels if number in self.lists else {}
        return next((depth for depth, level in levels.items() if style and level.style == style), 0)

    def mark(self, number: str, depth: int) -> str:
        """Count one paragraph and give what is printed before it."""
        used = self.lists.get(number)
        if used is None or depth not in used.levels:
            return ""
        counts = self.counts.setdefault(used.plan, [None] * LEVELS)
        level = used.levels[depth]
        if depth in used.starts and depth not in used.begun:
            counts[depth] = None
        used.begun.add(depth)
        start = used.starts.get(depth, level.start)
        current = counts[depth]
        counts[depth] = start if current is None else current + 1
        for deeper in range(depth + 1, LEVELS):
            below = used.levels.get(deeper)
            if below is None or below.restart is None or below.restart > depth:
                counts[deeper] = None
        return self._printed(used, depth, counts)

    def _printed(self, used: List, depth: int, counts: list[int | None]) -> str:
        level = used.levels[depth]
        if level.form == "none":
            return ""
        if level.form == "bullet":
            return level.text if level.text in BULLETS else "•"

        def number(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            shown = used.levels.get(place, Level())
            count = counts[place]
            return printed_number(shown.start if count is None else count, "decimal" if level.legal else shown.form)

        return re.sub(r"%([1-9])", number, level.text).strip()


def printed_number(number: int, form: str) -> str:
    """Write a number as a list does: 3, c, C, iii, III."""
    if form.lower().endswith("letter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letter.upper() if form.startswith("upper") else letter
    if form.lower().endswith("roman") and 0 < number < 4000:
        roman = ""
        for value, signs in ROMAN:
            times, number = divmod(number, value)
            roman += signs * times
        return roman.upper() if form.startswith("upper") else roman
    return f"{number:02}" if form == "decimalZero" else str(number)


def _levels(plan: etree._Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for each in plan.findall(f"{W}lvl"):
        restart = each.find(f"{W}lvlRestart")
        levels[whole(each.get(f"{W}ilvl"))] = Level(
            form=attribute(each, "numFmt") or "decimal",
            text=attribute(each, "lvlText"),
            start=whole(attribute(each, "start"), 1),
            style=attribute(each, "pStyle"),
            restart=None if restart is None else whole(restart.get(VAL)),
            legal=each.find(f"{W}isLgl") is not None,
        )
    return {depth: level for depth, level in levels.items() if 0 <= depth < LEVELS}


def attribute(owner: etree._Element, name: str) -> str:
    """Give the value of a property of this name, or "" where there is none."""
    found = owner.find(f"{W}{name}")
    return "" if found is None else found.get(VAL, "")


def whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else otherwise
