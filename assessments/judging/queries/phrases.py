"""The phrases that somebody gives feedback with."""

from __future__ import annotations

from sqlalchemy.orm import Session

from assessments.judging.models import PhraseBook
from assessments.judging.rules import Phrase
from standards.foundation import Actor


def phrase_book(session: Session, actor: Actor) -> PhraseBook | None:
    return session.get(PhraseBook, actor.account_id) if actor.account_id is not None else None


def phrases_in(book: PhraseBook | None) -> list[Phrase]:
    return [Phrase(**one) for one in book.phrases] if book else []
