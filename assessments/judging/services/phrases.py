"""Keeping one's own feedback phrases: a tool of the person, so no book tells of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from assessments.judging import queries
from assessments.judging.models import PhraseBook
from assessments.judging.rules import Phrase
from standards.foundation import Changed, Work


def keep_phrases(work: Work, phrases: Iterable[Phrase], looked_at: int) -> None:
    """Keep the actor's phrases as they are now; `looked_at`: the version that was changed. Raises Changed."""
    book = queries.phrase_book(work.session, work.actor)
    if looked_at != (book.version if book else 0):
        raise Changed("phrases-changed")
    if book is None:
        book = PhraseBook(account_id=work.actor.account_id, version=0, phrases=[])
        work.session.add(book)
    book.phrases, book.version = [asdict(one) for one in phrases], book.version + 1
    work.session.flush()
