"""Two people outside who are asked for testimony: one has signed, one has not answered yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from portfolio.core.work import UnitOfWork
from portfolio.demo.stories import Learner, Place
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.services import Content, Wish
from portfolio.learning.models import EnrolledUnit, Portfolio
from portfolio.links.services import Asking, Where
from portfolio.witnesses import services
from portfolio.witnesses.services import Signed

WHOSE = "helen"
DAYS_AGO = 9
ANSWERED = Asking(
    "Glenys Prosser", "glenys@example.org", "The drop-in morning, when Mr Pugh came about his tenancy.", "en"
)
WAITING = Asking("Dewi Morris", "dewi@example.org", "Y sgwrs ffôn gyda'r cyngor am y biliau dŵr.", "cy")
LATER = timedelta(hours=3)
PHONE = Where("203.0.113.24", "A phone")
WORDS = (
    "Helen took Mr Pugh to the side room before he said anything about money. She told him what she could keep to "
    "herself and what she could not, and asked him to say it back.\n\n"
    "When he could not follow the letter she read it with him a line at a time. She did not tell him which choice to "
    "make; she asked what would be different in a month for each."
)
SAID = {
    "witness": "Glenys Prosser",
    "witness_job": "Receptionist",
    "witness_relation": "I work beside her on drop-in mornings.",
    "witness_expert": "ordinary",
}


def ask(
    work: UnitOfWork,
    learner: Learner,
    portfolio: Portfolio,
    units: Mapping[str, EnrolledUnit],
    criteria: Mapping[Place, int],
) -> None:
    """Ask both, for criteria that the learner has put nothing else to; the first signs three hours later."""
    taken = {place for piece in learner.pieces.values() for place in piece.claims}
    free = [place for place in criteria if place not in taken and place[1].startswith("P")]
    wishes = [Wish(units[urn].id, criteria[urn, code], "") for urn, code in free]
    given = services.ask(work, portfolio, ANSWERED, wishes[:2])
    services.ask(work, portfolio, WAITING, wishes[2:3])
    when = (work.now - timedelta(days=1)).date()
    title = "What Glenys Prosser saw"
    kind, people = EvidenceKind.WITNESS_TESTIMONY, Confidentiality.OPEN
    content = Content(kind, title, when, "en", WORDS, AiUse.NONE, particulars=SAID, confidentiality=people)
    later = UnitOfWork(work.session, work.actor, work.role, work.now + LATER)
    services.testify(later, given, Signed(content, ANSWERED.name), PHONE)
