"""Taking in what another system's feed holds: drafts that only their owner sees, all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessments.archive.foreign import Taken
from portfolio.evidence import services as evidence
from portfolio.evidence.rules import AiUse
from portfolio.evidence.services import Content, KeptFile
from portfolio.learning.models import Portfolio
from standards.foundation import Work


def take_in(work: Work, portfolio: Portfolio, taken: Iterable[Taken], kept: Mapping[str, KeptFile]) -> list[str]:
    """Begin a draft for each entry; gives their ids. Nobody has said yet whether AI had a part in them."""
    made = []
    for one in taken:
        content = Content(one.kind, one.title, one.day, one.language, one.words, AiUse.UNSAID)
        made.append(evidence.start(work, portfolio, content, [kept[name] for name in one.files]).public_id)
    return made
