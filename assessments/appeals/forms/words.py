"""The words of a case's codes, and what the refusals of its rules say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from assessments.appeals.rules.cases import CameBy, CaseKind, CaseStatus, NoticeKind, Outcome, Trigger
from assessments.appeals.rules.deadlines import Days, Term
from assessments.appeals.rules.procedures import ProcedureCode, StageCode
from portfolio.web.forms import Refusals

STATUS_WORDS: Mapping[str, Any] = {
    CaseStatus.OPEN: _l("Being considered"),
    CaseStatus.PAUSED: _l("On hold for other proceedings"),
    CaseStatus.ANSWERED: _l("Answered; the next stage may be asked for"),
    CaseStatus.CLOSED: _l("Case closed"),
}
STAGE_WORDS: Mapping[str, Any] = {
    StageCode.ASSESSOR: _l("The assessor looks again"),
    StageCode.INDEPENDENT: _l("An independent quality assurer"),
    StageCode.PANEL: _l("A panel"),
    StageCode.EXTERNAL: _l("The awarding body, then Qualifications Wales"),
    StageCode.LOCAL: _l("Local resolution (regulation 34)"),
    StageCode.FORMAL: _l("Formal consideration (regulation 35)"),
}
PROCEDURE_WORDS: Mapping[str, Any] = {
    ProcedureCode.AWARDING_BODY: _l("The awarding body's procedure"),
    ProcedureCode.REGULATIONS: _l("The procedure of the childcare regulations (regulations 32 to 36)"),
}
OUTCOME_WORDS: Mapping[str, Any] = {
    Outcome.UPHELD: _l("Upheld in full"),
    Outcome.PARTLY: _l("Upheld in part"),
    Outcome.NOT_UPHELD: _l("Not upheld"),
    Outcome.RESOLVED: _l("Resolved by agreement"),
    Outcome.WITHDRAWN: _l("Taken back by the person"),
}
TRIGGER_WORDS: Mapping[str, Any] = {
    Trigger.COURT: _l("Court proceedings"),
    Trigger.DISCIPLINE: _l("Disciplinary proceedings"),
    Trigger.CRIMINAL: _l("Criminal proceedings or an investigation by the police"),
    Trigger.SAFEGUARDING_MEETING: _l("A meeting of several agencies about safeguarding"),
    Trigger.REGISTER: _l("Proceedings about entry in a register, or removal from it"),
    Trigger.CHILD_PROTECTION: _l("An enquiry about the protection of a child"),
}
CAME_BY_WORDS: Mapping[str, Any] = {
    CameBy.PAGE: _l("Written on the page"),
    CameBy.LETTER: _l("By letter"),
    CameBy.PHONE: _l("By telephone"),
    CameBy.EMAIL: _l("By email"),
    CameBy.TALK: _l("In conversation"),
}
KIND_WORDS: Mapping[str, Any] = {CaseKind.APPEAL: _l("Appeals"), CaseKind.COMPLAINT: _l("Complaints")}
NOTICE_WORDS: Mapping[str, Any] = {
    NoticeKind.RECEIVED: _l("Received"),
    NoticeKind.STAGE: _l("Stage"),
    NoticeKind.EXTENDED: _l("Deadline extended"),
    NoticeKind.PAUSED: _l("Put on hold"),
    NoticeKind.RESUMED: _l("Taken up again"),
    NoticeKind.ANSWERED: _l("Answered"),
    NoticeKind.UNRESOLVED: _l("An authority was told that it is not resolved"),
    NoticeKind.WITHDRAWN: _l("Taken back"),
}


def title(kind: str, number: int) -> str:
    """Give what a case is called."""
    if kind == CaseKind.APPEAL:
        return str(_("Appeal %(number)s", number=number))
    return str(_("Complaint %(number)s", number=number))


def term_words(term: Term) -> str:
    if term.days is Days.WORKING:
        return str(_("Working days: %(number)s", number=term.number))
    return str(_("Days: %(number)s", number=term.number))


REFUSALS: Refusals = {
    "case-changed": _l(
        "This case changed while you were looking. Nothing was saved; what you wrote is still here. Look at it as "
        "it is now, then send it again."
    ),
    "case-needs-words": _l("It does not say what it is about. Nothing was sent. Write it in your own words."),
    "case-before-it-happened": _l("It was received before the day it is about. Nothing was saved. Correct the day."),
    "case-too-late": _l(
        "An appeal is made within %(days)s working days of the decision: the last day was %(last)s. Nothing was sent. "
        "Talk to your centre, or write a complaint."
    ),
    "case-received-ahead": _l("It cannot have been received after today. Nothing was saved. Correct the day."),
    "appeal-not-yours": _l("Only the learner whose work it is appeals. Nothing was sent."),
    "appeal-nothing-decided": _l(
        "Nothing is decided here that stands, so there is nothing to appeal against. Nothing was sent."
    ),
    "appeal-under-way": _l(
        "An appeal about this unit is under way. Nothing was sent. Go on with that one: it is among your appeals and "
        "complaints."
    ),
    "complaint-needs-name": _l("It does not say who complains. Nothing was saved. Enter the name."),
    "complaint-about-oneself": _l("Nobody complains about themselves. Nothing was saved. Choose somebody else."),
    "case-own": _l("You are a party to this case, so another manager has to handle it. Nothing was changed."),
    "case-not-yours": _l("Only the person whose case it is can do this. Nothing was changed."),
    "case-paused": _l("This case is on hold for other proceedings. Nothing was changed. Take it up again first."),
    "case-not-open": _l("No stage of this case is under way. Nothing was changed."),
    "case-not-paused": _l("This case is not on hold. Nothing was changed."),
    "deciders-too-few": _l("At least %(number)s must decide this stage. Nothing was saved. Choose more people."),
    "decider-not-staff": _l(
        "One of these people does not hold a role in which this stage is decided. Nothing was saved. Choose again."
    ),
    "decider-complains": _l(
        "%(name)s is the person who complains or appeals, and cannot decide. Nothing was saved. Choose somebody else."
    ),
    "decider-complained-of": _l(
        "The complaint is about %(name)s, who cannot decide. Nothing was saved. Choose somebody else."
    ),
    "decider-not-maker": _l(
        "In this stage whoever decided looks again, and %(name)s did not. Nothing was saved. Choose the assessor, or "
        "pass the case on to the next stage."
    ),
    "decider-had-part": _l(
        "%(name)s had a part in what is appealed, as its assessor, countersigner or quality assurer, and is not "
        "independent. Nothing was saved. Choose somebody else."
    ),
    "decider-decided-before": _l(
        "%(name)s answered an earlier stage, and is not independent. Nothing was saved. Choose somebody else."
    ),
    "extension-not-longer": _l(
        "An extension makes it longer, by 1 to %(most)s days. Nothing was changed. Enter the number of days."
    ),
    "extension-no-deadline": _l("This stage has no deadline of ours to extend. Nothing was changed."),
    "extension-needs-consent": _l(
        "A deadline is extended only with the consent of the person whose case it is. Nothing was changed. Ask them, "
        "and enter the day on which they agreed."
    ),
    "extension-consent-ahead": _l("They cannot have agreed after today. Nothing was changed. Correct the day."),
    "extension-too-long": _l(
        "This stage may be extended by %(most)s days in all, and %(left)s are left. Nothing was changed. Enter fewer."
    ),
    "pause-ahead": _l("It is put on hold from today or an earlier day. Nothing was changed. Correct the day."),
    "pause-before-stage": _l(
        "The stage began on %(began)s, and cannot be on hold before that. Nothing was changed. Correct the day."
    ),
    "pause-ends-before": _l(
        "It was put on hold on %(paused)s, and cannot be taken up before that. Nothing was changed. Correct the day."
    ),
    "resumed-ahead": _l("It is taken up again today or on an earlier day. Nothing was changed. Correct the day."),
    "case-not-yours-to-decide": _l("You are not among those who decide this stage. Nothing was saved."),
    "outcome-needs-reasons": _l(
        "It does not say why. Nothing was saved; what you wrote is still here. Write the reasons in some words."
    ),
    "outcome-needs-criteria": _l(
        "It does not say which criteria are decided again. Nothing was saved; what you wrote is still here. "
        "Choose them."
    ),
    "outcome-foreign-criterion": _l("One of these criteria is not under appeal. Nothing was saved. Choose again."),
    "same-assessor-not-ticked": _l(
        "It says why the same assessor may judge again, but not that they may. Nothing was saved; what you wrote is "
        "still here. Tick the box, or clear the reason."
    ),
    "same-assessor-not-upheld": _l(
        "Nothing is judged again unless the appeal is upheld. Nothing was saved; what you wrote is still here. Leave "
        "the box about the same assessor empty."
    ),
    "same-assessor-not-independent": _l(
        "Only an independent stage may let the same assessor judge again. Nothing was saved; what you wrote is still "
        "here. Leave that box empty: somebody else judges it."
    ),
    "same-assessor-needs-reason": _l(
        "It does not say why the same assessor may judge again. Nothing was saved; what you wrote is still here. Write "
        "the reason in some words, or leave the box empty."
    ),
    "no-further-stage": _l("This was the last stage. Nothing was changed."),
    "stage-not-answered": _l("This stage is not answered yet. Nothing was changed."),
    "further-too-late": _l(
        "The next stage is asked for within %(days)s working days of the answer: the last day was %(last)s. Nothing "
        "was changed. Talk to your centre: a manager can still pass it on."
    ),
    "no-notice-asked": _l("In this stage no authority is told. Nothing was saved."),
    "notice-too-early": _l("An authority is told once %(last)s is past. Nothing was saved."),
    "notice-needs-reasons": _l("It does not say why it is not resolved. Nothing was saved. Write the reasons."),
    "notice-given-before": _l("An authority was told on %(on)s. Nothing was saved."),
}
