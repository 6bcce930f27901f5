"""The metadata block: labels, values, dates."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from standards.drafting import Metadata, Problem
from standards.reading.document import Line
from standards.reading.problems import problem
from standards.reading.urns import listed
from standards.reading.wording import MONTHS, STATUS, VALIDITY, fold, label_of

BROKEN_OVER = 4
EARLIEST = 1990
ALONE_TO_BESIDE = 3
"""So many labels alone for each with a value beside it make a block whose values stand below."""
LABEL_SHAPE = re.compile(r"([A-ZÂÊÎÔÛŴŶ][^:;,.]{2,40}):(?:\s+|$)(?!//)")
DAY_MONTH_YEAR = re.compile(r"(\d{1,2})(?:st|nd|rd|th|af|ail|il|ydd|fed|eg|ain)?\.?[ -](?:o )?([a-z]+)\.?,?[ -](\d{4})")
MONTH_YEAR = re.compile(r"([a-z]+)\.?,? (\d{4})")
NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


@dataclass
class Entry:
    """One label and the words after it."""

    kind: str
    label: str
    line: int
    values: list[str] = field(default_factory=list)
    closed: bool = False
    paragraphs: int = 0
    colon: bool = False

    @property
    def value(self) -> str:
        return " ".join(self.values).strip()


def read_metadata(lines: list[Line]) -> tuple[Metadata, dict[str, str], list[Problem]]:
    """Give the block as data, the fields that have no place in it, and what was not certain."""
    entries, problems = _entries(lines)
    problems += _paired(entries)
    kept: dict[str, Entry] = {}
    for entry in entries:
        if not entry.value:
            problems.append(problem("label-empty", entry.line, text=entry.label))
        elif entry.kind in kept and kept[entry.kind].value != entry.value:
            problems.append(problem("label-repeated", entry.line, text=entry.label))
        else:
            kept.setdefault(entry.kind, entry)
    reader = Reader(kept)
    metadata = reader.metadata()
    others = {name: kept[name].value for name in ("category",) if name in kept}
    return metadata, others, problems + reader.problems


def _entries(lines: list[Line]) -> tuple[list[Entry], list[Problem]]:
    entries: list[Entry] = []
    problems: list[Problem] = []
    shape = _shape(lines)
    index = 0
    while index < len(lines):
        spent, entry = _label_at(lines, index)
        if entry is not None and _is_value(entries, entry, shape):
            if entry.kind not in shape.alone:
                problems.append(_taken_as_value(entries[-1], lines[index]))
            problems += _value_line(entries, lines[index])
        elif entry is not None:
            entries.append(entry)
        else:
            problems += _value_line(entries, lines[index])
        index += spent
    return entries, problems


@dataclass(frozen=True)
class Shape:
    """How a block is laid out: the labels that stand alone on their lines, and whether that is its way."""

    alone: frozenset[str]
    below: bool


def _shape(lines: list[Line]) -> Shape:
    found: list[Entry] = []
    index = 0
    while index < len(lines):
        spent, entry = _label_at(lines, index)
        found += [entry] if entry is not None else []
        index += spent
    alone = [entry.kind for entry in found if not entry.values]
    beside = [entry.kind for entry in found if entry.values and entry.kind not in alone]
    return Shape(frozenset(alone), len(alone) >= ALONE_TO_BESIDE * max(len(beside), 1))


def _is_value(entries: list[Entry], entry: Entry, shape: Shape) -> bool:
    """Tell whether a line that begins with a label's word is the value that the label before it waits for.

    It is where its own label stands elsewhere, or where the values of the block stand below their labels.
    """
    if not entries or not entry.values or entry.colon:
        return False
    waiting = 1
    while waiting < len(entries) and not entries[-waiting - 1].values:
        waiting += 1
    if len(entries[-1].values) >= waiting:
        return False
    return entry.kind in shape.alone or (shape.below and waiting == 1)


def _taken_as_value(label: Entry, line: Line) -> Problem:
    return problem("value-like-label", line.number, text=line.text, label=label.label)


def _label_at(lines: list[Line], index: int) -> tuple[int, Entry | None]:
    for length in range(BROKEN_OVER, 0, -1):
        pieces = [line.text for line in lines[index : index + length]]
        if len(pieces) < length or not all(pieces):
            continue
        found = label_of(" ".join(pieces))
        # More than one line is one label only where the words of the label itself are broken.
        if found and (length == 1 or len(found[1]) > len(" ".join(pieces[:-1]))):
            known, printed, value = found
            colon = " ".join(pieces)[len(printed) :].lstrip().startswith(":")
            entry = Entry(known.kind, printed, lines[index].number, [value] if value else [], colon=colon)
            return length, entry
    return 1, None


def _value_line(entries: list[Entry], line: Line) -> list[Problem]:
    if line.blank:
        if entries and entries[-1].values:
            entries[-1].closed = True
        return []
    shape = LABEL_SHAPE.match(line.text)
    if shape:
        if entries:
            entries[-1].closed = True
        return [problem("label-unknown", line.number, text=shape[1])]
    if not entries:
        return [problem("metadata-unplaced", line.number, text=line.text)]
    last = entries[-1]
    last.values.append(line.text)
    if last.closed:
        last.paragraphs += 1
        last.closed = False
        return [] if _column(entries) else [_unplaced(last, line)]
    return []


def _column(entries: list[Entry]) -> bool:
    """Labels in one column, values in the next: several labels without a value end in one with many."""
    return len(entries) > 1 and not entries[-2].values


def _unplaced(entry: Entry, line: Line) -> Problem:
    entry.values.pop()
    entry.closed = True
    return problem("metadata-unplaced", line.number, text=line.text)


def _paired(entries: list[Entry]) -> list[Problem]:
    problems = []
    for index, entry in enumerate(entries):
        start = index
        while start and not entries[start - 1].values:
            start -= 1
        labels = entries[start : index + 1]
        if len(labels) > 1 and len(entry.values) == len(labels):
            for label, value in zip(labels, list(entry.values), strict=True):
                label.values = [value]
            problems.append(problem("metadata-torn", entry.line))
    return problems


class Reader:
    """Turns the words of each label into the value of its field."""

    def __init__(self, entries: dict[str, Entry]) -> None:
        self.entries = entries
        self.problems: list[Problem] = []

    def metadata(self) -> Metadata:
        approved, review = self._date("approved"), self._date("review")
        if approved and review and review[: len(approved)] < approved[: len(review)]:
            line = self.entries["review"].line
            self.problems.append(problem("review-before-approval", line, review=review, approved=approved))
        return Metadata(
            developed_by=self._words("developed_by"),
            version=self._words("version"),
            approved=approved,
            review=review,
            validity=self._one_of("validity", VALIDITY),
            status=self._one_of("status", STATUS),
            originating_organisation=self._words("originating_organisation"),
            original_urns=listed(self._words("original_urns") or ""),
            occupations=self._occupations(),
            suites=_pieces(self._words("suites"), r";|,(?=\S)"),
            keywords=self._keywords(),
            soc_codes=self._soc_codes(),
        )

    def _words(self, name: str) -> str | None:
        entry = self.entries.get(name)
        return entry.value if entry else None

    def _one_of(self, name: str, known: dict[str, str]) -> str | None:
        words = self._words(name)
        if words is None:
            return None
        value = known.get(fold(words).rstrip("."))
        if value is None:
            self.problems.append(problem("value-unknown", self.entries[name].line, text=words))
        return value

    def _date(self, name: str) -> str | None:
        words = self._words(name)
        if words is None:
            return None
        found = date_of(words)
        line = self.entries[name].line
        if found is None:
            self.problems.append(problem("date-unreadable", line, text=words))
        elif int(found[:4]) < EARLIEST:
            self.problems.append(problem("date-impossible", line, text=words))
            found = None
        return found

    def _keywords(self) -> tuple[str, ...]:
        words = self._words("keywords")
        return _pieces(words, ";" if words and ";" in words else ",")

    def _occupations(self) -> tuple[str, ...]:
        words = self._words("occupations")
        if words and ";" not in words and "," in words:
            line = self.entries["occupations"].line
            self.problems.append(problem("occupations-split", line, text=words))
            return _pieces(words, ",")
        return _pieces(words, ";")

    def _soc_codes(self) -> tuple[str, ...]:
        words = self._words("soc_codes")
        codes = tuple(re.findall(r"(?<!\d)\d{4}(?!\d)", words or ""))
        if words and re.sub(r"[\d\s;,]", "", words) + ("" if codes else "?"):
            self.problems.append(problem("value-unknown", self.entries["soc_codes"].line, text=words))
        return codes


def date_of(words: str) -> str | None:
    """Write a printed date in ISO 8601, as exact as it is printed: 2015-02-28, 2018-03 or 2021."""
    folded = fold(words).rstrip(".")
    if re.fullmatch(r"(18|19|20|21)\d\d", folded):
        return folded
    if found := DAY_MONTH_YEAR.fullmatch(folded):
        return _iso(found[3], MONTHS.get(found[2]), int(found[1]))
    if found := NUMERIC.fullmatch(folded.replace(" ", "")):
        return _iso(found[3], int(found[2]), int(found[1]))
    if found := ISO.fullmatch(folded):
        return _iso(found[1], int(found[2]), int(found[3]) if found[3] else None)
    if found := MONTH_YEAR.fullmatch(folded):
        return _iso(found[2], MONTHS.get(found[1]), None)
    return None


def _iso(year: str, month: int | None, day: int | None) -> str | None:
    if month is None:
        return None
    try:
        return date(int(year), month, day or 1).isoformat()[: 10 if day else 7]
    except ValueError:
        return None


def _pieces(words: str | None, separator: str) -> tuple[str, ...]:
    pieces: Iterable[str] = re.split(separator, words) if words else ()
    return tuple(piece.strip() for piece in pieces if piece.strip())
