"""The acts on progress reviews as the ledger keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from portfolio.learning.events import Disagrees
from portfolio.links.events import close
from portfolio.links.rules import AskStatus
from portfolio.reviews.rules import ReviewStatus, Signatory
from standards.foundation import Facts, told

EVERYWHERE = "everywhere"
"""Names the interval of all qualifications that have none of their own."""


def _sign(facts: Facts, review: str, part: Signatory, words: str) -> None:
    if ("review_signature", f"{review}:{part.value}") in facts:
        raise Disagrees(f"the review {review} was signed by its {part.value} before")
    said = {"by": told(facts, "actor"), "at": told(facts, "at"), "words": words}
    facts["review_signature", f"{review}:{part.value}"] = said


def _standing(facts: Facts, review: str) -> None:
    if facts["review", review]["replaced"]:
        raise Disagrees(f"the review {review} was corrected before")


@dataclass(frozen=True)
class ReviewSigned:
    """A review is frozen with its figures by its assessor's signature; a correction takes another's place."""

    kind: ClassVar[str] = "review.signed"
    review: str
    enrolment: str
    content: str
    """Seal of all that it says."""
    words: str
    """Seal of the signature."""
    actions: tuple[str, ...]
    corrects: str | None
    met: int
    total: int
    complete: int
    units: int
    overdue: int
    planned_end: str

    def apply(self, facts: Facts) -> None:
        if self.corrects is not None:
            _standing(facts, self.corrects)
            facts["review", self.corrects]["replaced"] = True
        facts["review", self.review] = {
            "enrolment": self.enrolment,
            "content": self.content,
            "status": ReviewStatus.SIGNED.value,
            "corrects": self.corrects,
            "replaced": False,
            "figures": (self.met, self.total, self.complete, self.units, self.overdue, self.planned_end),
        }
        for one in self.actions:
            facts["review_action", one] = {"review": self.review, "done": None, "by": None}
        _sign(facts, self.review, Signatory.ASSESSOR, self.words)


@dataclass(frozen=True)
class ReviewAgreed:
    """The learner signed, with what they had to say."""

    kind: ClassVar[str] = "review.agreed"
    review: str
    words: str
    """Seal of the signature and its comment."""

    def apply(self, facts: Facts) -> None:
        _standing(facts, self.review)
        known = facts["review", self.review]
        if known["status"] != ReviewStatus.SIGNED.value:
            raise Disagrees(f"the review {self.review} is {known['status']}")
        known["status"] = ReviewStatus.AGREED.value
        _sign(facts, self.review, Signatory.LEARNER, self.words)


@dataclass(frozen=True)
class ReviewAsked:
    """An employer was asked to read the review and to sign."""

    kind: ClassVar[str] = "review.asked"
    request: str
    review: str
    asked: str
    """Seal of who was asked and in which words."""
    expires: str

    def apply(self, facts: Facts) -> None:
        _standing(facts, self.review)
        facts["review_request", self.request] = {
            "review": self.review,
            "status": AskStatus.ASKED.value,
            "asked": self.asked,
            "expires": self.expires,
            "near": False,
            "reason": None,
        }


@dataclass(frozen=True)
class ReviewRevoked:
    """The links of a request were made useless."""

    kind: ClassVar[str] = "review.revoked"
    request: str

    def apply(self, facts: Facts) -> None:
        close(facts, "review_request", self.request, AskStatus.REVOKED)


@dataclass(frozen=True)
class ReviewEndorsed:
    """The employer signed by the link, with what they had to say."""

    kind: ClassVar[str] = "review.endorsed"
    request: str
    review: str
    words: str
    """Seal of the signature: name, job and comment."""
    near: bool
    """Whether it was signed where the learner works as well: from their network, or in their own browser."""

    def apply(self, facts: Facts) -> None:
        close(facts, "review_request", self.request, AskStatus.ANSWERED)
        known = facts["review_request", self.request]
        if known["review"] != self.review:
            raise Disagrees(f"the request {self.request} is about the review {known['review']}")
        _standing(facts, self.review)
        known["near"] = self.near
        _sign(facts, self.review, Signatory.EMPLOYER, self.words)


@dataclass(frozen=True)
class ReviewDeclined:
    """The employer would rather not sign."""

    kind: ClassVar[str] = "review.declined"
    request: str
    reason: str
    """Seal of what they said of it."""

    def apply(self, facts: Facts) -> None:
        close(facts, "review_request", self.request, AskStatus.DECLINED)
        facts["review_request", self.request]["reason"] = self.reason


@dataclass(frozen=True)
class ReviewActionDone:
    """Somebody said that an action of a review is done, and on which day it was."""

    kind: ClassVar[str] = "review.action_done"
    review: str
    action: str
    on: str

    def apply(self, facts: Facts) -> None:
        known = facts["review_action", self.action]
        if known["done"] is not None or known["review"] != self.review:
            raise Disagrees(f"the action {self.action} of {known['review']} was done on {known['done']}")
        known.update(done=self.on, by=told(facts, "actor"))


@dataclass(frozen=True)
class ReviewIntervalSet:
    """A provider says how many weeks may lie between two reviews, everywhere or in one qualification."""

    kind: ClassVar[str] = "review.interval_set"
    qualification: str | None
    weeks: int
    since: str

    def apply(self, facts: Facts) -> None:
        facts["review_interval", self.qualification or EVERYWHERE] = {"weeks": self.weeks, "since": self.since}


ACTS = (
    ReviewSigned,
    ReviewAgreed,
    ReviewAsked,
    ReviewRevoked,
    ReviewEndorsed,
    ReviewDeclined,
    ReviewActionDone,
    ReviewIntervalSet,
)
