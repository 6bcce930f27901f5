"""Who is told of which act, what a letter holds and when it goes, and what a calendar calls a learner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from portfolio.learning.rules import Part, in_force
from standards.foundation import Refused


class Kind(StrEnum):
    """What a notice says."""

    EVIDENCE_WAITS = "evidence_waits"
    JUDGED = "judged"
    REFERRED = "referred"
    UNIT_DECLARED = "unit_declared"
    UNIT_SIGNED = "unit_signed"
    TO_COUNTERSIGN = "to_countersign"
    UNIT_COUNTERSIGNED = "unit_countersigned"
    UNIT_VERIFIED = "unit_verified"
    UNIT_REOPENED = "unit_reopened"
    PLAN_TO_AGREE = "plan_to_agree"
    PLAN_AGREED = "plan_agreed"
    PLAN_RETURNED = "plan_returned"
    REVIEW_TO_SIGN = "review_to_sign"
    SAMPLE_REPORTED = "sample_reported"
    SAMPLE_ANSWERED = "sample_answered"
    TESTIMONY_SIGNED = "testimony_signed"
    TESTIMONY_DECLINED = "testimony_declined"
    DISCUSSION_GIVEN = "discussion_given"
    CREDENTIAL_ISSUED = "credential_issued"
    CREDENTIAL_REVOKED = "credential_revoked"
    ASSIGNED = "assigned"
    UNIT_CARRIED = "unit_carried"
    CLAIM_APPROVED = "claim_approved"
    CERTIFICATE_CAME = "certificate_came"
    CASE_MOVED = "case_moved"
    CASE_ANSWERED = "case_answered"


class Thing(StrEnum):
    """What a notice is about, and leads to."""

    EVIDENCE = "evidence"
    JUDGEMENT = "judgement"
    UNIT = "unit"
    ENROLMENT = "enrolment"
    REVIEW = "review"
    SAMPLE = "sample"
    WITNESS = "witness"
    DISCUSSION = "discussion"
    CREDENTIAL = "credential"
    ASSIGNMENT = "assignment"
    CERTIFICATION = "certification"
    CASE = "case"


THINGS: Mapping[Kind, Thing] = {
    Kind.EVIDENCE_WAITS: Thing.EVIDENCE,
    Kind.JUDGED: Thing.JUDGEMENT,
    Kind.REFERRED: Thing.JUDGEMENT,
    Kind.UNIT_DECLARED: Thing.UNIT,
    Kind.UNIT_SIGNED: Thing.UNIT,
    Kind.TO_COUNTERSIGN: Thing.UNIT,
    Kind.UNIT_COUNTERSIGNED: Thing.UNIT,
    Kind.UNIT_VERIFIED: Thing.UNIT,
    Kind.UNIT_REOPENED: Thing.UNIT,
    Kind.PLAN_TO_AGREE: Thing.ENROLMENT,
    Kind.PLAN_AGREED: Thing.ENROLMENT,
    Kind.PLAN_RETURNED: Thing.ENROLMENT,
    Kind.REVIEW_TO_SIGN: Thing.REVIEW,
    Kind.SAMPLE_REPORTED: Thing.SAMPLE,
    Kind.SAMPLE_ANSWERED: Thing.SAMPLE,
    Kind.TESTIMONY_SIGNED: Thing.WITNESS,
    Kind.TESTIMONY_DECLINED: Thing.WITNESS,
    Kind.DISCUSSION_GIVEN: Thing.DISCUSSION,
    Kind.CREDENTIAL_ISSUED: Thing.CREDENTIAL,
    Kind.CREDENTIAL_REVOKED: Thing.CREDENTIAL,
    Kind.ASSIGNED: Thing.ASSIGNMENT,
    Kind.UNIT_CARRIED: Thing.UNIT,
    Kind.CLAIM_APPROVED: Thing.CERTIFICATION,
    Kind.CERTIFICATE_CAME: Thing.CERTIFICATION,
    Kind.CASE_MOVED: Thing.CASE,
    Kind.CASE_ANSWERED: Thing.CASE,
}


LETTERED = frozenset({Kind.CASE_MOVED, Kind.CASE_ANSWERED})
"""Of what there is a letter at once, whatever somebody chose: an appeal's steps are always told in writing."""


class Who(StrEnum):
    """As what somebody is told."""

    LEARNER = "learner"
    ASSESSOR = "assessor"
    COUNTERSIGNER = "countersigner"
    QUALITY_ASSURER = "quality_assurer"
    NAMED_ASSESSOR = "named_assessor"
    """Whom the entry names, while they assess there."""
    NAMED = "named"
    """Whom the entry assigns."""


PARTS: Mapping[Who, frozenset[Part]] = {
    Who.ASSESSOR: frozenset({Part.ASSESSOR}),
    Who.COUNTERSIGNER: frozenset({Part.COUNTERSIGNER}),
    Who.QUALITY_ASSURER: frozenset({Part.QUALITY_ASSURER}),
    Who.NAMED_ASSESSOR: frozenset({Part.ASSESSOR, Part.COUNTERSIGNER}),
}
Data = Mapping[str, Any]


def _always(_data: Data) -> bool:
    return True


@dataclass(frozen=True)
class Telling:
    """Who is told of an act, in which words, and which field of its entry names what it is about."""

    kind: Kind
    who: tuple[Who, ...]
    about: str
    when: Callable[[Data], bool] = _always


def _has_referred(data: Data) -> bool:
    return any(one["outcome"] == "referred" for one in data["decisions"])


def _has_none_referred(data: Data) -> bool:
    return not _has_referred(data)


def _is_returned(data: Data) -> bool:
    return bool(data["outcome"] == "returned")


def _is_approval(data: Data) -> bool:
    return bool(data["what"] == "approved" and data["corrects"] is None)


def _is_certificate(data: Data) -> bool:
    return bool(data["what"] == "received" and data["corrects"] is None)


def _needs_countersignature(data: Data) -> bool:
    """Older entries do not say whether somebody assesses with oversight."""
    return bool(data["trainee"] or data["decided_by_trainee"] or data.get("overseen", False))


_LEARNER = (Who.LEARNER,)
_ASSESSOR = (Who.ASSESSOR,)
_BOTH = (Who.LEARNER, Who.ASSESSOR)

TELLINGS: Mapping[str, tuple[Telling, ...]] = {
    "evidence.submitted": (Telling(Kind.EVIDENCE_WAITS, _ASSESSOR, "evidence"),),
    "evidence.judged": (
        Telling(Kind.REFERRED, _LEARNER, "judgement", _has_referred),
        Telling(Kind.JUDGED, _LEARNER, "judgement", _has_none_referred),
    ),
    "unit.declared": (Telling(Kind.UNIT_DECLARED, _ASSESSOR, "unit"),),
    "unit.signed": (
        Telling(Kind.UNIT_SIGNED, _LEARNER, "unit"),
        Telling(Kind.TO_COUNTERSIGN, (Who.COUNTERSIGNER,), "unit", _needs_countersignature),
    ),
    "unit.countersigned": (Telling(Kind.UNIT_COUNTERSIGNED, _BOTH, "unit"),),
    "unit.verified": (Telling(Kind.UNIT_VERIFIED, _BOTH, "unit"),),
    "unit.reopened": (Telling(Kind.UNIT_REOPENED, _BOTH, "unit"),),
    "plan.put_forward": (Telling(Kind.PLAN_TO_AGREE, _LEARNER, "enrolment"),),
    "plan.agreed": (Telling(Kind.PLAN_AGREED, (Who.ASSESSOR, Who.QUALITY_ASSURER), "enrolment"),),
    "plan.reviewed": (Telling(Kind.PLAN_RETURNED, _ASSESSOR, "enrolment", _is_returned),),
    "review.signed": (Telling(Kind.REVIEW_TO_SIGN, _LEARNER, "review"),),
    "sample.reported": (Telling(Kind.SAMPLE_REPORTED, (Who.NAMED_ASSESSOR,), "sample"),),
    "sample.answered": (Telling(Kind.SAMPLE_ANSWERED, (Who.QUALITY_ASSURER,), "sample"),),
    "witness.testified": (Telling(Kind.TESTIMONY_SIGNED, _LEARNER, "request"),),
    "witness.declined": (Telling(Kind.TESTIMONY_DECLINED, _LEARNER, "request"),),
    "discussion.given": (Telling(Kind.DISCUSSION_GIVEN, _LEARNER, "discussion"),),
    "credential.issued": (Telling(Kind.CREDENTIAL_ISSUED, _LEARNER, "credential"),),
    "credential.revoked": (Telling(Kind.CREDENTIAL_REVOKED, _LEARNER, "credential"),),
    "assignment.made": (Telling(Kind.ASSIGNED, (Who.NAMED,), "assignment"),),
    "unit.carried": (Telling(Kind.UNIT_CARRIED, _LEARNER, "unit"),),
    **dict.fromkeys(
        (
            "case.opened",
            "case.appointed",
            "case.extended",
            "case.paused",
            "case.resumed",
            "case.further",
            "case.not_resolved",
        ),
        (Telling(Kind.CASE_MOVED, _LEARNER, "case"),),
    ),
    "case.answered": (Telling(Kind.CASE_ANSWERED, _LEARNER, "case"),),
    "certification.stepped": (
        Telling(Kind.CLAIM_APPROVED, _LEARNER, "claim", _is_approval),
        Telling(Kind.CERTIFICATE_CAME, _LEARNER, "claim", _is_certificate),
    ),
}
"""The kind of an act → who is told of it."""
UNTELLING: Mapping[str, str] = {"judgement.taken_back": "judgement"}
"""Acts that undo what was told at once: which field names what nobody need be told of any more."""
KINDS = frozenset({*TELLINGS, *UNTELLING})
_NAMES = {"assignment.made": "account", "sample.reported": "assessor"}
"""Which field names somebody."""


@dataclass(frozen=True)
class Post:
    """An assignment: who has which part, and of what of the portfolio."""

    account: int
    part: Part
    starts: date
    ends: date | None = None
    enrolment: str | None = None
    unit: str | None = None


@dataclass(frozen=True)
class There:
    """Whoever has to do with a portfolio."""

    learner: int
    posts: tuple[Post, ...] = ()
    accounts: Mapping[str, int] = field(default_factory=dict)
    """By the public ids that entries hold."""
    enrolments: Mapping[str, str] = field(default_factory=dict)
    """The enrolment of each unit."""


@dataclass(frozen=True)
class Said:
    """An entry of a portfolio's book, on its day in London."""

    seq: int
    kind: str
    actor: str
    on: date
    data: Data


@dataclass(frozen=True)
class Told:
    """That somebody is told of something."""

    seq: int
    account: int
    kind: Kind
    subject: str


def told(entry: Said, there: There) -> list[Told]:
    """Give who is told of an entry: each person once, and nobody of what they did themselves."""
    found: dict[int, Told] = {}
    for telling in TELLINGS.get(entry.kind, ()):
        if not telling.when(entry.data):
            continue
        for who in telling.who:
            for account in _accounts(who, entry, there):
                if account != there.accounts.get(entry.actor):
                    found.setdefault(account, Told(entry.seq, account, telling.kind, entry.data[telling.about]))
    return list(found.values())


def _accounts(who: Who, entry: Said, there: There) -> Iterator[int]:
    if who is Who.LEARNER:
        yield there.learner
        return
    named = there.accounts.get(entry.data[_NAMES[entry.kind]]) if who in {Who.NAMED, Who.NAMED_ASSESSOR} else None
    for post in there.posts:
        if post.account == there.learner:
            # Nobody meets their own portfolio as anybody but its learner.
            continue
        if who is Who.NAMED:
            wanted = post.account == named
        else:
            wanted = post.part in PARTS[who] and _reaches(post, entry, there) and named in {None, post.account}
            wanted = wanted and (who is not Who.NAMED_ASSESSOR or named is not None)
        if wanted:
            yield post.account


def _reaches(post: Post, entry: Said, there: There) -> bool:
    """Tell whether an assignment held on the day of an entry, and reaches what it speaks of."""
    if not in_force(post.starts, post.ends, entry.on):
        return False
    units = _units(entry.data)
    enrolments = {there.enrolments[one] for one in units if one in there.enrolments} | _enrolments(entry.data)
    return not (
        (post.unit is not None and units and post.unit not in units)
        or (post.enrolment is not None and enrolments and post.enrolment not in enrolments)
    )


def _units(data: Data) -> set[str]:
    """Give the units that an entry speaks of; none where it speaks of the whole portfolio."""
    if isinstance(data.get("unit"), str):
        return {data["unit"]}
    return {one["unit"] for one in data.get("units_after", ())}


def _enrolments(data: Data) -> set[str]:
    found = data.get("enrolment")
    return {found} if isinstance(found, str) else set()


def untold(entry: Said) -> str | None:
    """Give of what nobody need be told any more, as it was undone at once."""
    name = UNTELLING.get(entry.kind)
    return None if name is None else str(entry.data[name])


class How(StrEnum):
    """How somebody wants to be told by letter."""

    NOW = "now"
    MORNING = "morning"
    NONE = "none"


DEFAULT = How.MORNING
MORNING = time(6, 30)
"""In London: from then on a letter holds what was noted on the days before."""


def waits_for(how: How) -> str | None:
    """Give which letter a notice waits for; none where none is wanted."""
    return None if how is How.NONE else how.value


def morning_before(now: datetime) -> datetime | None:
    """Give before when something was noted that goes into the letter of this morning; `now` is London's time.

    None before half past six: what was noted yesterday waits.
    """
    if now.time() < MORNING:
        return None
    return datetime.combine(now.date(), time(0), now.tzinfo)


def initials(name: str) -> str:
    """Give what stands for a learner where others may read along."""
    return "".join(f"{part[0]}." for part in name.split())


def check_link(*, there: bool) -> None:
    """Check that there is a link to a calendar to revoke. Raises Refused."""
    if not there:
        raise Refused("calendar-link-none")
