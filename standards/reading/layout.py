"""Undoes what printing and hosting did to a page: lines run together, running headers, page numbers."""

import re
from collections import Counter
from collections.abc import Iterable

from standards.reading.document import Line
from standards.reading.wording import OVERVIEW, PERFORMANCE, fold, heading_of, is_noise, label_of

LONG = 200
WIDE = 160

LEAD_IN = (
    r"(?:To meet the standard, y|Y)ou must be able to(?: do the following)?:?"
    r"|You need to know and understand:?|Rhaid i chi allu:?|Mae angen i chi wybod a deall:?"
    r"|Mae'n rhaid eich bod chi'n gallu:?"
)
# Inside a run-together page a heading is trusted only where a lead-in or a first code follows soon.
CUTS = re.compile(
    rf"(?<!\S)(Overview|Trosolwg)(?= [A-Z])"
    rf"|(?<!\S)(Performance [Cc]riteria|Meini [Pp]rawf [Pp]erfformiad)(?= .{{0,150}}?(?:{LEAD_IN}|\bP1\b))"
    rf"|(?<!\S)(Knowledge and [Uu]nderstanding|Gwybodaeth a [Dd]ealltwriaeth)"
    rf"(?= .{{0,150}}?(?:{LEAD_IN}|\bK1\b))"
    rf"|(?<!\S)(Scope/range(?: related to (?:performance criteria|knowledge and understanding))?"
    rf"|Cwmpas/[Yy]stod|Additional Information|Links to other NOS|Cysylltiadau â SGC eraill)(?!\S)"
    rf"|(?<!\S)({LEAD_IN})(?!\S)"
)
GLUED = re.compile(
    r"(?<=[a-zà-ÿŵŷ.)])(Summary|Overview|Performance [Cc]riteria|Knowledge and [Uu]nderstanding"
    r"|Trosolwg|Meini prawf perfformiad|Gwybodaeth a dealltwriaeth)$"
)
RUN_LABELS = re.compile(
    r"(?<!\S)(?=(?:Developed by|Version [Nn]umber|Date [Aa]pproved|Indicative [Rr]eview [Dd]ate|Validity"
    r"|Status|Originating [Oo]rganisation|Original URN|Relevant [Oo]ccupations|Suite|Key ?words|SOC Code"
    r"|Datblygwyd gan|Fersiwn rhif|Dyddiad cymeradwyo|Dyddiad [Aa]dolygu [Dd]angosol|Dilysrwydd|Statws"
    r"|Sefydliad (?:gwreiddiol|cychwynnol)|RCU gwreiddiol|Galwedigaethau perthnasol|Cyfr[ae]s/Set"
    r"|Geiriau Allweddol)\b)"
)
METADATA_RUN = re.compile(r"(?<!\S)(?:Developed by|Datblygwyd gan) ")
# Asterisks of bold type that a copy left around words; one before a space is a bullet.
DEBRIS = re.compile(r"^\*+(?=[^\s*])|(?<=[^\s*])\*+$")
MOST_LABELS = 40
PAGE_NUMBER = re.compile(r"\d{1,4}|[-–] ?\d{1,4} ?[-–]")


def unfolded(lines: Iterable[Line]) -> list[Line]:
    """Lines with noise emptied, headings glued to the words before them freed, and run-together pages cut."""
    kept = [line.saying("") if is_noise(line.text) else line.saying(DEBRIS.sub("", line.text)) for line in lines]
    freed = [piece for line in kept for piece in _freed(line)]
    if any(_opens_criteria(line) for line in freed):
        return freed
    return [piece for line in freed for piece in _cut(line)]


def without_furniture(lines: list[Line], urn: str | None, title: str | None, start: int) -> list[Line]:
    """Empty the running headers and footers (URN, title, both) and page numbers from line `start` on."""
    pieces = Counter(line.number for line in lines)
    cleared = [
        _without_running_title(line, urn, title) if urn and title and pieces[line.number] > 1 else line
        for line in lines
    ]
    headers = {fold(f"{urn} {title}"), fold(f"{urn}: {title}"), fold(f"{title} {urn}")} if urn and title else set()
    index = start
    while index < len(cleared):
        length = _furniture_at(cleared, index, urn, title, headers)
        for spent in range(index, index + length):
            cleared[spent] = cleared[spent].saying("")
        index += max(length, 1)
    return cleared


def _opens_criteria(line: Line) -> bool:
    known = heading_of(line.text)
    return known is not None and known.kind == PERFORMANCE


def _freed(line: Line) -> list[Line]:
    found = GLUED.search(line.text) if len(line.text) < 2 * LONG else None
    text = line.text.removeprefix("/ ")
    if not found:
        return [line.saying(text)]
    return [line.saying(text[: -len(found.group())]), line.saying(found.group())]


def _cut(line: Line) -> list[Line]:
    if len(line.text) < LONG:
        return [line]
    pieces: list[Line] = []
    for piece in CUTS.split(line.text):
        if piece and piece.strip():
            pieces.extend(_cut_labels(line, piece))
    return _overview_once(pieces)


def _cut_labels(line: Line, text: str) -> list[Line]:
    runs = list(METADATA_RUN.finditer(text))
    if not runs:
        return [line.saying(text)]
    head, tail = text[: runs[-1].start()], text[runs[-1].start() :]
    labels = [piece for piece in RUN_LABELS.split(tail) if piece.strip()]
    if sum(1 for piece in labels if label_of(piece.strip())) < 3:
        return [line.saying(text)]
    blank = line.saying("")
    return [line.saying(head), blank, *(line.saying(piece) for piece in labels)]


def _overview_once(pieces: list[Line]) -> list[Line]:
    """Keep the first as the heading: the word may come again in the text."""
    kept: list[Line] = []
    seen = False
    for piece in pieces:
        known = heading_of(piece.text)
        again = known is not None and known.kind == OVERVIEW and seen
        seen = seen or (known is not None and known.kind == OVERVIEW)
        if again and kept:
            kept[-1] = kept[-1].saying(f"{kept[-1].text} {piece.text}")
        else:
            kept.append(piece)
    return kept


def _without_running_title(line: Line, urn: str | None, title: str | None) -> Line:
    running = f"{urn} {title}"
    if len(line.text) < len(running) or running not in line.text:
        return line
    if line.text == running:
        return line
    return line.saying(re.sub(re.escape(running) + r"(?: \d{1,3}(?= |$))?", " ", line.text))


def _furniture_at(lines: list[Line], index: int, urn: str | None, title: str | None, headers: set[str]) -> int:
    """How many lines from here are furniture."""
    text = lines[index].text
    if not text:
        return 0
    if PAGE_NUMBER.fullmatch(text):
        return 1 if _alone(lines, index) and not _is_value(lines, index) else 0
    if urn and fold(text) == fold(urn):
        return 1 + _title_length(lines, index + 1, title)
    for length in range(1, 5):
        joined = fold(re.sub(r" \d{1,3}$", "", _joined(lines, index, length)))
        if joined in headers or fold(_joined(lines, index, length)) in headers:
            return length + _page_number_after(lines, index + length)
    length = _title_length(lines, index, title)
    return length if length and _stands_alone(lines, index, length) else 0


def _title_length(lines: list[Line], index: int, title: str | None) -> int:
    if not title or not fold(title):
        return 0
    return next((n for n in range(1, 5) if fold(_joined(lines, index, n)) == fold(title)), 0)


def _joined(lines: list[Line], index: int, length: int) -> str:
    pieces = [line.text for line in lines[index : index + length]]
    if len(pieces) < length or not all(pieces) or sum(map(len, pieces)) > 2 * LONG:
        return ""
    return " ".join(pieces)


def _is_value(lines: list[Line], index: int) -> bool:
    """Say whether a lone number follows labels that still want values: it is one, a version or a year."""
    values = labels = 0
    end = index
    while end and labels + values < MOST_LABELS:
        start, end = _paragraph_before(lines, end)
        wanting = _labels_without_value([line.text for line in lines[start:end]])
        if not wanting and labels:
            break
        labels += wanting
        values += 0 if wanting else 1
        end = start
    return labels > values


def _paragraph_before(lines: list[Line], end: int) -> tuple[int, int]:
    while end and lines[end - 1].blank:
        end -= 1
    start = end
    while start and not lines[start - 1].blank:
        start -= 1
    return start, end


def _labels_without_value(texts: list[str]) -> int:
    """Count the labels of a paragraph if it holds nothing else; one label may be broken over its lines."""
    whole = label_of(" ".join(texts))
    if whole is not None and not whole[2]:
        return 1
    found = [label_of(text) for text in texts]
    return len(texts) if found and all(one is not None and not one[2] for one in found) else 0


def _alone(lines: list[Line], index: int) -> bool:
    return _stands_alone(lines, index, 1)


def _stands_alone(lines: list[Line], index: int, length: int) -> bool:
    before = index == 0 or lines[index - 1].blank
    after = index + length >= len(lines) or lines[index + length].blank
    return before and after


def _page_number_after(lines: list[Line], index: int) -> int:
    return 1 if index < len(lines) and PAGE_NUMBER.fullmatch(lines[index].text) else 0
