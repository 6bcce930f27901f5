"""The kinds of evidence, and what the record of each must hold (practice.md 1.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from standards.qualifications.rules.evidence import EvidenceKind


class Shape(StrEnum):
    """How a particular is written down."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"


class Particular(StrEnum):
    """What the record of some kinds holds beside title, date, words and files; one name means one thing in all."""

    PLACE = "place"
    SHOWS = "shows"
    ROLE = "role"
    ORIGIN = "origin"
    CONFIRMED_BY = "confirmed_by"
    BRIEF = "brief"
    SOURCES = "sources"
    OBSERVER = "observer"
    ORAL_QUESTIONS = "oral_questions"
    WITNESS = "witness"
    WITNESS_JOB = "witness_job"
    WITNESS_RELATION = "witness_relation"
    WITNESS_CONTACT = "witness_contact"
    WITNESS_EXPERT = "witness_expert"
    WITNESS_COMPETENCE = "witness_competence"
    ASSESSOR = "assessor"
    PURPOSE = "purpose"
    GIVEN_BEFORE = "given_before"
    RECORDED_BY = "recorded_by"
    ASKED_HOW = "asked_how"
    QUESTION_SET = "question_set"
    CONDITIONS = "conditions"
    EARNED_AT = "earned_at"
    STILL_CURRENT = "still_current"
    AUTHENTICATED = "authenticated"
    WHY_SIMULATED = "why_simulated"
    REALISM = "realism"
    AGREED_WITH = "agreed_with"
    RECORD = "record"
    KEPT_AT = "kept_at"
    SEEN_BY = "seen_by"
    SEEN_ON = "seen_on"


P = Particular
CHOICES: Mapping[Particular, tuple[str, ...]] = {
    P.WITNESS_EXPERT: ("ordinary", "expert"),
    P.RECORDED_BY: ("writing", "sound", "video"),
    P.ASKED_HOW: ("orally", "in_writing"),
}
TEXTS = frozenset(
    {P.SHOWS, P.ORIGIN, P.BRIEF, P.SOURCES, P.ORAL_QUESTIONS, P.WITNESS_COMPETENCE, P.PURPOSE, P.CONDITIONS,
     P.STILL_CURRENT, P.AUTHENTICATED, P.WHY_SIMULATED, P.REALISM, P.RECORD}
)  # fmt: skip


def shape(particular: Particular) -> Shape:
    if particular in CHOICES:
        return Shape.CHOICE
    return Shape.TEXT if particular in TEXTS else Shape.LINE


@dataclass(frozen=True)
class Record:
    """The particulars of a kind in their order: those that it must have before it is submitted, and those it may."""

    needed: tuple[Particular, ...] = ()
    may: tuple[Particular, ...] = ()

    @property
    def particulars(self) -> tuple[Particular, ...]:
        """All of them, in the order of the page."""
        return tuple(one for one in Particular if one in {*self.needed, *self.may})


RECORDS: Mapping[EvidenceKind, Record] = {
    EvidenceKind.REFLECTIVE_ACCOUNT: Record(may=(P.PLACE, P.CONFIRMED_BY)),
    EvidenceKind.PRODUCT: Record((P.ROLE,), (P.ORIGIN, P.CONFIRMED_BY)),
    EvidenceKind.PHOTOGRAPH: Record((P.SHOWS,), (P.PLACE,)),
    EvidenceKind.AUDIO: Record((P.SHOWS,), (P.PLACE,)),
    EvidenceKind.VIDEO: Record((P.SHOWS,), (P.PLACE,)),
    EvidenceKind.OBSERVATION: Record((P.OBSERVER, P.PLACE), (P.ORAL_QUESTIONS,)),
    EvidenceKind.WITNESS_TESTIMONY: Record(
        (P.WITNESS, P.WITNESS_JOB, P.WITNESS_RELATION, P.WITNESS_EXPERT), (P.WITNESS_CONTACT, P.WITNESS_COMPETENCE)
    ),
    EvidenceKind.DISCUSSION: Record((P.ASSESSOR, P.PLACE, P.PURPOSE, P.GIVEN_BEFORE, P.RECORDED_BY)),
    EvidenceKind.QUESTIONS: Record((P.ASSESSOR, P.ASKED_HOW), (P.QUESTION_SET, P.CONDITIONS)),
    EvidenceKind.CASE_STUDY: Record((P.BRIEF, P.SOURCES)),
    EvidenceKind.PRIOR_LEARNING: Record((P.EARNED_AT, P.STILL_CURRENT, P.AUTHENTICATED)),
    EvidenceKind.SIMULATION: Record((P.WHY_SIMULATED, P.REALISM, P.AGREED_WITH)),
    EvidenceKind.SIGHTED: Record((P.RECORD, P.KEPT_AT, P.SEEN_BY, P.SEEN_ON)),
}
NEEDED_WITH: Mapping[tuple[Particular, str], Particular] = {
    (P.WITNESS_EXPERT, "expert"): P.WITNESS_COMPETENCE,
    (P.ASKED_HOW, "in_writing"): P.QUESTION_SET,
}
"""What an answer makes necessary: an expert says why, a written test says which questions in which version."""
MAPPED_ONE_BY_ONE = frozenset({EvidenceKind.PRIOR_LEARNING})
"""Each of its claims says what of it shows that very criterion."""
NOT_HELD = frozenset({EvidenceKind.SIGHTED})
"""Its particulars are all there is: it needs neither words nor files."""


def of_kind(kind: EvidenceKind, said: Mapping[str, str]) -> dict[str, str]:
    """Give of what was written down for any kind that which belongs to this one, in its order."""
    return {one.value: said[one].strip() for one in RECORDS[kind].particulars if said.get(one, "").strip()}


def lacking(kind: EvidenceKind, said: Mapping[str, str]) -> tuple[Particular, ...]:
    """Give what must still be said before evidence of this kind can be submitted, in the order of the page."""
    held = of_kind(kind, said)
    wanted = {*RECORDS[kind].needed, *(more for (one, answer), more in NEEDED_WITH.items() if held.get(one) == answer)}
    return tuple(one for one in Particular if one in wanted and one not in held)


def unmapped(kind: EvidenceKind, notes: Collection[str]) -> bool:
    """Tell whether some claim says nothing of itself though this kind is mapped criterion by criterion."""
    return kind in MAPPED_ONE_BY_ONE and not all(note.strip() for note in notes)
