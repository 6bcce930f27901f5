"""What may be done to an appeal or a complaint, by whom and when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessments.appeals.rules.deadlines import Holiday, ends
from assessments.appeals.rules.procedures import PROCEDURES, Procedure, ProcedureCode, Stage, StageCode
from assessments.judging.rules import REASON_AT_LEAST
from standards.foundation import Refused


class CaseKind(StrEnum):
    APPEAL = "appeal"
    COMPLAINT = "complaint"


class CaseStatus(StrEnum):
    OPEN = "open"
    """A stage is under way."""
    PAUSED = "paused"
    """It waits for proceedings elsewhere."""
    ANSWERED = "answered"
    """The stage is answered; the next may be asked for."""
    CLOSED = "closed"


class CameBy(StrEnum):
    PAGE = "page"
    LETTER = "letter"
    PHONE = "phone"
    EMAIL = "email"
    TALK = "talk"


class Outcome(StrEnum):
    UPHELD = "upheld"
    PARTLY = "partly_upheld"
    NOT_UPHELD = "not_upheld"
    RESOLVED = "resolved"
    """By agreement."""
    WITHDRAWN = "withdrawn"


UPHOLDING = frozenset({Outcome.UPHELD, Outcome.PARTLY})
DECIDABLE = (Outcome.UPHELD, Outcome.PARTLY, Outcome.NOT_UPHELD, Outcome.RESOLVED)


class Trigger(StrEnum):
    """The proceedings elsewhere for which a case waits: those of regulation 36(1)."""

    COURT = "court"
    DISCIPLINE = "discipline"
    CRIMINAL = "criminal"
    SAFEGUARDING_MEETING = "safeguarding_meeting"
    REGISTER = "register"
    """Somebody may be taken off a register, or not be entered in it."""
    CHILD_PROTECTION = "child_protection"


class NoticeKind(StrEnum):
    """What a person is told in writing."""

    RECEIVED = "received"
    STAGE = "stage"
    EXTENDED = "extended"
    PAUSED = "paused"
    RESUMED = "resumed"
    ANSWERED = "answered"
    UNRESOLVED = "unresolved"
    WITHDRAWN = "withdrawn"


def procedure_of(code: str) -> Procedure:
    return PROCEDURES[ProcedureCode(code)]


def has_next(procedure: Procedure, stage: int) -> bool:
    return stage < len(procedure.stages)


def check_beginning(procedure: Procedure, words: str, happened: date | None, received: date, holiday: Holiday) -> None:
    """Check that a case may begin: it says something, and in time of what it is about. Raises Refused."""
    if not words.strip():
        raise Refused("case-needs-words")
    if happened is None:
        return
    if happened > received:
        raise Refused("case-before-it-happened")
    if procedure.lodge is not None:
        last = ends(happened, procedure.lodge, holiday)
        if received > last:
            raise Refused("case-too-late", days=procedure.lodge.number, last=last)


def check_appealable(*, own: bool, appealed: bool, judged: bool) -> None:
    """Check that there is something to appeal: one's own, judged, and not under appeal. Raises Refused."""
    if not own:
        raise Refused("appeal-not-yours")
    if not judged:
        raise Refused("appeal-nothing-decided")
    if appealed:
        raise Refused("appeal-under-way")


def check_received(received: date, today: date) -> None:
    """Check when a case came in. Raises Refused."""
    if received > today:
        raise Refused("case-received-ahead")


@dataclass(frozen=True)
class Answer:
    """How those who decide a stage answer it."""

    outcome: Outcome
    words: str
    language: str
    criteria: Collection[str] = ()
    """The UUIDs of those that are decided again."""
    same: bool = False
    """Whether whoever is overturned may decide them again."""
    same_reason: str = ""


@dataclass(frozen=True)
class Parties:
    """Who may not decide a case, by their accounts."""

    complainant: int | None
    about: int | None
    makers: Collection[int]
    """Those who decided, signed, countersigned, verified or sampled what is appealed."""
    earlier: Collection[int]
    """Those who answered an earlier stage."""


def check_deciders(stage: Stage, deciders: Collection[int], parties: Parties, names: dict[int, str]) -> None:
    """Check that these people may decide a stage: enough, and independent where it must be (D9). Raises Refused."""
    if stage.code is StageCode.EXTERNAL:
        return
    if len(set(deciders)) < stage.people:
        raise Refused("deciders-too-few", number=stage.people)
    for one in sorted(deciders):
        _check_decider(stage, one, parties, names.get(one, ""))


def _check_decider(stage: Stage, one: int, parties: Parties, name: str) -> None:
    if one == parties.complainant:
        raise Refused("decider-complains", name=name)
    if one == parties.about:
        raise Refused("decider-complained-of", name=name)
    if not stage.independent:
        if stage.code is StageCode.ASSESSOR and one not in parties.makers:
            raise Refused("decider-not-maker", name=name)
        return
    if one in parties.makers:
        raise Refused("decider-had-part", name=name)
    if one in parties.earlier:
        raise Refused("decider-decided-before", name=name)


def check_open(status: CaseStatus) -> None:
    """Check that a stage is under way. Raises Refused."""
    if status is CaseStatus.PAUSED:
        raise Refused("case-paused")
    if status is not CaseStatus.OPEN:
        raise Refused("case-not-open")


def check_extension(
    stage: Stage, status: CaseStatus, number: int, so_far: int, *, consent: date | None, today: date
) -> None:
    """Check that a stage may be extended: with consent, and by no more than its procedure allows. Raises Refused."""
    check_open(status)
    if stage.answer is None:
        raise Refused("extension-no-deadline")
    if consent is None:
        raise Refused("extension-needs-consent")
    if consent > today:
        raise Refused("extension-consent-ahead")
    if stage.most_extension is not None and so_far + number > stage.most_extension:
        raise Refused("extension-too-long", most=stage.most_extension, left=max(stage.most_extension - so_far, 0))


def check_pause(status: CaseStatus, starts: date, began: date, today: date) -> None:
    """Check that a case may be paused from a day on. Raises Refused."""
    check_open(status)
    if starts > today:
        raise Refused("pause-ahead")
    if starts < began:
        raise Refused("pause-before-stage", began=began)


def check_resuming(status: CaseStatus, again: date, today: date) -> None:
    """Check that a case may go on from a day on. Raises Refused."""
    if status is not CaseStatus.PAUSED:
        raise Refused("case-not-paused")
    if again > today:
        raise Refused("resumed-ahead")


def check_outcome(
    status: CaseStatus,
    outcome: Outcome,
    words: str,
    *,
    decides: bool,
    appealed: bool,
    criteria: Collection[str],
    offered: Collection[str],
) -> None:
    """Check that a stage may be answered so. Raises Refused.

    `appealed`: an appeal about a unit or a decision; upheld, it names the criteria that are decided again.
    """
    check_open(status)
    if not decides:
        raise Refused("case-not-yours-to-decide")
    if len(words.strip()) < REASON_AT_LEAST:
        raise Refused("outcome-needs-reasons")
    if appealed and outcome in UPHOLDING and not criteria:
        raise Refused("outcome-needs-criteria")
    if not set(criteria) <= set(offered):
        raise Refused("outcome-foreign-criterion")


def check_same_assessor(stage: Stage, outcome: Outcome, reason: str, *, same: bool) -> None:
    """Check that whoever was overturned may judge again: an independent stage says so, and why. Raises Refused."""
    if not same:
        if reason.strip():
            raise Refused("same-assessor-not-ticked")
        return
    if outcome not in UPHOLDING:
        raise Refused("same-assessor-not-upheld")
    if not stage.independent and stage.code is not StageCode.EXTERNAL:
        raise Refused("same-assessor-not-independent")
    if len(reason.strip()) < REASON_AT_LEAST:
        raise Refused("same-assessor-needs-reason")


def check_further(
    procedure: Procedure,
    status: CaseStatus,
    stage: int,
    answered: date | None,
    today: date,
    holiday: Holiday,
    *,
    manages: bool,
) -> None:
    """Check that the next stage may be asked for: this one is answered, and in time. Raises Refused.

    A manager may pass a case on that nobody is there to answer.
    """
    if not has_next(procedure, stage):
        raise Refused("no-further-stage")
    if status is CaseStatus.OPEN and manages:
        return
    if status is not CaseStatus.ANSWERED or answered is None:
        raise Refused("stage-not-answered")
    term = procedure.stage(stage).lodge
    if term is not None and today > ends(answered, term, holiday) and not manages:
        raise Refused("further-too-late", days=term.number, last=ends(answered, term, holiday))


def status_after(procedure: Procedure, stage: int, outcome: Outcome) -> CaseStatus:
    """Give how a case stands once a stage is answered: what is granted, agreed, taken back or last is closed."""
    over = outcome in {Outcome.UPHELD, Outcome.RESOLVED, Outcome.WITHDRAWN} or not has_next(procedure, stage)
    return CaseStatus.CLOSED if over else CaseStatus.ANSWERED


def notice_due(stage: Stage, began: date, holiday: Holiday) -> date | None:
    """Give after which day an authority is to be told that a stage is not resolved, as the Welsh text counts."""
    return ends(began, stage.notice_after, holiday) if stage.notice_after else None


def check_notice(stage: Stage, status: CaseStatus, began: date, today: date, reasons: str, holiday: Holiday) -> None:
    """Check that an authority may be told that a case is not resolved. Raises Refused."""
    check_open(status)
    last = notice_due(stage, began, holiday)
    if last is None:
        raise Refused("no-notice-asked")
    if today <= last:
        raise Refused("notice-too-early", last=last)
    if len(reasons.strip()) < REASON_AT_LEAST:
        raise Refused("notice-needs-reasons")


def overdue(status: CaseStatus, due: date | None, today: date) -> bool:
    return status is CaseStatus.OPEN and due is not None and due < today
