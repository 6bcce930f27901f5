"""The lists of running text: which pieces are items, how they nest, and what announces them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from standards.drafting import Criterion, Problem, text_in
from standards.foundation import Language
from standards.reading.marks import DECIMAL, NUMBER
from standards.reading.pieces import Piece
from standards.reading.problems import problem

FEWEST = 2
"""So many unmarked pieces after a colon make a list."""
DEEPEST = 5
LONGEST_UNMARKED = 200


@dataclass
class Entry:
    """An item with the items under it."""

    piece: Piece
    under: list["Entry"] = field(default_factory=list)


@dataclass
class Listed:
    """One list: its items, and where the pieces after it begin."""

    entries: list[Entry]
    end: int
    problems: list[Problem] = field(default_factory=list)


def list_at(pieces: Sequence[Piece], index: int) -> Listed | None:
    """Find the list that begins with the marked piece here; a numbered heading is none."""
    end = index
    while end < len(pieces) and pieces[end].mark is not None:
        end += 1
    run = pieces[index:end]
    if not run or _is_numbered_heading(run, announced=index > 0 and pieces[index - 1].announces):
        return None
    if not _is_numbered(run[0]):
        run = run[: next((n for n in range(1, len(run)) if _heads_a_list(run, n)), len(run))]
    return _nested(run, index + len(run))


def unmarked_list_at(pieces: Sequence[Piece], index: int) -> Listed | None:
    """Find the list that follows an announcement without marks: pieces that no blank line, heading or stop parts."""
    end = index
    while end < len(pieces) and _may_be_unmarked_item(pieces, end, first=end == index):
        end += 1
    run = pieces[index:end]
    if len(run) > FEWEST and run[-1].heads and not run[-1].fresh and end < len(pieces) and not pieces[end].fresh:
        run = run[:-1]
    if len(run) < FEWEST:
        return None
    found = [problem("items-unmarked", run[0].line, count=len(run))]
    return Listed([Entry(piece) for piece in run], index + len(run), found)


def criteria_of(entries: Sequence[Entry], code: str, group: str, language: Language) -> tuple[Criterion, ...]:
    """Turn a list into criteria, numbered by position; what stands under an item is part of it."""
    return tuple(
        Criterion(
            code=f"{code}.{position}",
            text=text_in(language, entry.piece.text),
            printed=entry.piece.mark.printed if entry.piece.mark else None,
            group=text_in(language, group) if group else None,
            assessable=code.count(".") == 0,
            lines=(entry.piece.line, _last(entry)),
            criteria=criteria_of(entry.under, f"{code}.{position}", "", language),
        )
        for position, entry in enumerate(entries, start=1)
    )


def _last(entry: Entry) -> int:
    return max([entry.piece.last, *(_last(under) for under in entry.under)])


def _is_numbered_heading(run: Sequence[Piece], *, announced: bool) -> bool:
    """Say whether a number that no second number follows numbers a heading."""
    return not announced and _heads_a_list(run, 0)


def _heads_a_list(run: Sequence[Piece], n: int) -> bool:
    """Say whether a numbered piece is followed by items of another kind that its words do not announce."""
    piece = run[n]
    alone = n + 1 == len(run) or (_style(run[n + 1]) != _style(piece) and run[n + 1].indent <= piece.indent)
    return _is_numbered(piece) and alone and not piece.ended and piece.text[:1].isupper()


def _is_numbered(piece: Piece) -> bool:
    return piece.mark is not None and piece.mark.style in {NUMBER, DECIMAL}


def _style(piece: Piece) -> str:
    """Give what the items of one depth share: the kind of mark and, of a bullet, the sign."""
    if piece.mark is None:
        return ""
    return piece.mark.style if piece.mark.n or piece.mark.letter else f"{piece.mark.style} {_sign(piece)}"


def _sign(piece: Piece) -> str:
    printed = piece.mark.printed if piece.mark else ""
    return "" if printed.isalnum() else printed


def _nested(run: Sequence[Piece], end: int) -> Listed:
    listed = Listed([], end)
    open_levels: list[list[Entry]] = [listed.entries]
    for piece in run:
        level = min(_level(open_levels, piece, listed.problems), DEEPEST)
        del open_levels[level + 1 :]
        if level == len(open_levels):
            open_levels.append(open_levels[-1][-1].under)
        _check_number(open_levels[level], piece, listed.problems)
        open_levels[level].append(Entry(piece))
    listed.problems += _announced(listed.entries)
    return listed


def _level(open_levels: Sequence[list[Entry]], piece: Piece, problems: list[Problem]) -> int:
    """Give the depth at which an item stands: further in is deeper; else the depth that its mark has had."""
    deepest = len(open_levels) - 1
    if not open_levels[deepest]:
        return deepest
    before = open_levels[deepest][-1].piece
    if piece.indent > before.indent + 1:
        return deepest + 1
    for level in range(deepest, -1, -1):
        other = open_levels[level][-1].piece
        if _style(other) == _style(piece) and piece.indent >= other.indent - 1:
            return level
    if piece.indent < before.indent - 1:
        outer = [level for level in range(deepest) if open_levels[level][-1].piece.indent <= piece.indent + 1]
        return outer[-1] if outer else 0
    if not before.announces:
        marks = (piece.mark.printed if piece.mark else "", before.mark.printed if before.mark else "")
        problems.append(problem("marks-differ", piece.line, printed=marks[0], expected=marks[1]))
    return deepest + 1


def _check_number(siblings: Sequence[Entry], piece: Piece, problems: list[Problem]) -> None:
    n = piece.mark.n if piece.mark else 0
    if not n or not piece.mark:
        return
    before = siblings[-1].piece.mark if siblings else None
    expected = before.n + 1 if before else 1
    if n == 1 and expected != 1:
        problems.append(problem("numbering-restart", piece.line, printed=piece.mark.printed))
    elif n != expected and (before or piece.mark.style == NUMBER):
        problems.append(problem("numbering-jump", piece.line, expected=expected, printed=piece.mark.printed))


def _announced(entries: Sequence[Entry]) -> list[Problem]:
    """Tell of the items that announce a list under them and have none."""
    found: list[Problem] = []
    for entry in entries:
        if entry.piece.announces and not entry.under:
            found.append(problem("announced-list-missing", entry.piece.last, text=entry.piece.text))
        found += _announced(entry.under)
    return found


def _may_be_unmarked_item(pieces: Sequence[Piece], index: int, *, first: bool) -> bool:
    piece = pieces[index]
    if piece.mark is not None or piece.announces or piece.titled or (piece.fresh and not first):
        return False
    if len(piece.text) > LONGEST_UNMARKED:
        return False
    if piece.text.endswith((";", ",")) or not piece.text.endswith("."):
        return True
    # The last item of a list may end in a stop where the ones before it did not.
    return not first and (piece.text[0].islower() or pieces[index - 1].text.endswith((";", ",")))
