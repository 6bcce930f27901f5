"""Which words of a text answer a question, to be marked as they stand there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from standards.finding.asking import Asked
from standards.finding.ranking import Scorer
from standards.finding.words import words
from standards.foundation import Language


@dataclass(frozen=True)
class Marked:
    """A stretch of a text, and whether it answers."""

    words: str
    hit: bool


def marked(text: str, language: Language, asked: Asked) -> list[Marked]:
    """Cut a text into what answers and what stands between; put together again it is the text."""
    pieces: list[Marked] = []
    done = 0
    for start, end in _hits(text, language, asked):
        if start > done:
            pieces.append(Marked(text[done:start], hit=False))
        pieces.append(Marked(text[start:end], hit=True))
        done = end
    if done < len(text):
        pieces.append(Marked(text[done:], hit=False))
    return pieces


def _hits(text: str, language: Language, asked: Asked) -> Iterator[tuple[int, int]]:
    """Walk the places of what answers, those that overlap made one."""
    scorer = Scorer(asked)
    spans = sorted((word.start, word.end) for word in words(text) if scorer.matches(word.said, language))
    open_span: tuple[int, int] | None = None
    for start, end in spans:
        if open_span is not None and start <= open_span[1]:
            open_span = (open_span[0], max(open_span[1], end))
            continue
        if open_span is not None:
            yield open_span
        open_span = (start, end)
    if open_span is not None:
        yield open_span
