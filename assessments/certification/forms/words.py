"""The words of certification's codes, why something cannot be claimed, and what the refusals of its rules say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from assessments.certification.rules.course import ClaimState
from assessments.certification.rules.readiness import Hindrance, Reason
from portfolio.web.filters import day
from portfolio.web.forms import Refusals
from standards.qualifications.rules.signing import SignaturePart

STATE_WORDS: Mapping[str, Any] = {
    ClaimState.CLAIMED: _l("With the awarding body"),
    ClaimState.APPROVED: _l("Approved by the awarding body"),
    ClaimState.DEFERRED: _l("Deferred by the awarding body"),
    ClaimState.REJECTED: _l("Rejected by the awarding body"),
    ClaimState.RECEIVED: _l("Certificate at the centre"),
    ClaimState.GIVEN: _l("Certificate given to the learner"),
    ClaimState.WITHDRAWN: _l("Claim withdrawn"),
}
STATE_SIGNS: Mapping[str, str] = {
    ClaimState.CLAIMED: "waiting",
    ClaimState.APPROVED: "met",
    ClaimState.DEFERRED: "returned",
    ClaimState.REJECTED: "stopped",
    ClaimState.RECEIVED: "signed",
    ClaimState.GIVEN: "sealed",
    ClaimState.WITHDRAWN: "stopped",
}
STEP_WORDS: Mapping[str, Any] = {
    ClaimState.CLAIMED: _l("Claimed with the awarding body"),
    ClaimState.APPROVED: _l("The awarding body approved the claim"),
    ClaimState.DEFERRED: _l("The awarding body deferred the claim"),
    ClaimState.REJECTED: _l("The awarding body rejected the claim"),
    ClaimState.RECEIVED: _l("The centre received the certificate"),
    ClaimState.GIVEN: _l("The learner was given the certificate"),
    ClaimState.WITHDRAWN: _l("The centre withdrew the claim"),
}
LEARNER_WORDS: Mapping[str, Any] = {
    ClaimState.CLAIMED: _l("Your centre has claimed it, and the awarding body has not answered yet."),
    ClaimState.APPROVED: _l(
        "The awarding body has approved the claim. The certificate has not reached your centre yet."
    ),
    ClaimState.DEFERRED: _l("The awarding body has asked your centre for more before it decides."),
    ClaimState.REJECTED: _l("The awarding body has rejected the claim. Your centre can tell you what follows."),
    ClaimState.RECEIVED: _l("The awarding body's certificate is at your centre. Ask your centre how you will get it."),
    ClaimState.GIVEN: _l("Your centre has noted that you were given the awarding body's certificate."),
    ClaimState.WITHDRAWN: _l("Your centre has withdrawn the claim."),
}
PLAIN_REASONS: Mapping[Reason, Any] = {
    Reason.NO_UNITS: _l("No unit is signed by everybody whose signature it needs."),
    Reason.NO_TERMS: _l("Nobody has recorded yet which awarding body the qualification is of."),
    Reason.NOT_REGISTERED: _l("The learner is not registered with the awarding body."),
    Reason.CRITERIA: _l("Not every criterion is met."),
    Reason.NOT_SIGNED: _l("It is not signed off."),
    Reason.HELD: _l("Something holds the unit up: see its page."),
    Reason.APPEALED: _l("An appeal about it is being considered."),
    Reason.NOT_RELEASED: _l(
        "The centre has no direct claims status for the qualification today, and nobody from the awarding body has "
        "released the unit since it was signed."
    ),
    Reason.CLAIMED: _l("It has been claimed already."),
    Reason.NO_ROLE: _l("Only a quality assurer, a manager or an administrator of the centre claims."),
    Reason.OWN: _l("Nobody claims for themselves."),
    Reason.DECIDED: _l("You decided on or signed something of it: somebody else claims it."),
    Reason.INTEREST: _l("You have declared an interest in the learner that keeps you from acting."),
    Reason.NOBODY_NAMED: _l("No quality assurer is named on the claim."),
    Reason.NAMED_OWN: _l("The quality assurer named is the learner."),
    Reason.NAMED_DECIDED: _l("The quality assurer named decided on or signed something of it: name somebody else."),
    Reason.NAMED_INTEREST: _l(
        "The quality assurer named has declared an interest in the learner that keeps them from acting."
    ),
}
AWAITS_WORDS: Mapping[str, Any] = {
    SignaturePart.LEARNER: _l("It awaits the learner's declaration."),
    SignaturePart.COUNTERSIGNER: _l("It awaits a countersignature."),
    SignaturePart.QUALITY_ASSURER: _l("It awaits verification by a quality assurer."),
}
COMBINATION_WORDS: Mapping[str, Any] = {
    "all-units": _l("A mandatory group is not complete. Units needed: %(needed)s. Signed off: %(chosen)s."),
    "too-few-units": _l("A group has too few units. Units needed: %(needed)s. Signed off: %(chosen)s."),
    "too-many-units": _l("A group has too many units. Units allowed: %(needed)s. Chosen: %(chosen)s."),
    "too-few-credits": _l("There are too few credits. Credits needed: %(needed)s. Signed off: %(chosen)s."),
    "too-many-credits": _l("There are too many credits. Credits allowed: %(needed)s. Chosen: %(chosen)s."),
}


def reason_words(one: Hindrance, *, keeper: bool) -> str:
    """Say why something cannot be claimed; `keeper`: whether the reader keeps the restricted registers."""
    if one.reason in PLAIN_REASONS:
        return str(PLAIN_REASONS[one.reason])
    if one.reason is Reason.AWAITS:
        return str(AWAITS_WORDS.get(one.code, PLAIN_REASONS[Reason.NOT_SIGNED]))
    if one.reason is Reason.COMBINATION:
        code, chosen = one.code.split()
        return str(COMBINATION_WORDS[code]) % {"needed": one.number, "chosen": chosen}
    if one.reason is Reason.RESTRICTED:
        return _restricted(keeper=keeper)
    return _dated(one)


def _restricted(*, keeper: bool) -> str:
    if keeper:
        return str(
            _("A matter in the register of malpractice about the learner, or about somebody who assessed, is open.")
        )
    return str(_("A restricted matter is open. Ask a quality assurer or a manager."))


def _dated(one: Hindrance) -> str:
    if one.reason is Reason.TOO_SOON:
        said = _(
            "There must be at least %(weeks)s weeks between registration and claim: it can be claimed from %(day)s.",
            weeks=one.number,
            day=day(one.day),
        )
    elif one.reason is Reason.AFTER_LAST:
        said = _("The last certification date of this version has passed: %(day)s.", day=day(one.day))
    elif one.reason is Reason.SAMPLED:
        said = _("Sample %(number)s of it is not closed.", number=one.number)
    else:
        said = _("It was picked for a sample that nobody has opened yet.")
    return str(said)


REFUSALS: Refusals = {
    "certification-not-ready": _l(
        "This cannot be claimed yet. Nothing was claimed. Everything that stands in the way is listed below: "
        "%(number)s. Settle it, or choose other units."
    ),
    "certification-foreign-unit": _l("One of these units is not of this enrolment. Nothing was claimed. Choose again."),
    "certification-named-not-assurer": _l(
        "Whoever is named on a claim is a quality assurer of the centre today. Nothing was claimed. Choose again."
    ),
    "certification-own": _l("This is your own portfolio, so somebody else at the centre does this. Nothing was saved."),
    "certification-no-role": _l(
        "Only a quality assurer, a manager or an administrator of the centre does this. Nothing was saved."
    ),
    "certification-not-next": _l(
        "This does not follow from how the claim stands now. Nothing was saved. Look at the claim again."
    ),
    "certification-must-withdraw": _l(
        "A unit of this claim was reopened, so the claim can only be withdrawn. Nothing was saved."
    ),
    "certification-changed": _l(
        "Somebody recorded something of this claim while you were looking. Nothing was saved; what you wrote is still "
        "here. Look at what changed, then send it again."
    ),
    "certification-day-ahead": _l("This day is still to come. Nothing was saved. Enter today or an earlier day."),
    "certification-day-before": _l(
        "This day is before what was recorded last, on %(day)s. Nothing was saved. Enter that day or a later one."
    ),
    "certification-needs-reference": _l("A number or reference is missing. Nothing was saved. Enter it."),
    "certification-needs-words": _l("Say in a sentence why. Nothing was saved; what you entered is still here."),
    "terms-need-organisation": _l("An awarding body has a name. Nothing was saved. Enter it."),
    "terms-direct-days": _l(
        "Direct claims status has a first day, and its last day is not before it. Nothing was saved; what you entered "
        "is still here."
    ),
    "terms-weeks": _l("Enter a number of weeks from 0 to %(most)s. Nothing was saved."),
    "terms-days": _l("Enter a number of days from 0 to %(most)s. Nothing was saved."),
    "registration-needs-number": _l("A registration has a number. Nothing was saved. Enter it."),
    "registration-before-start": _l(
        "The enrolment began on %(day)s, so nobody was registered for it before. Nothing was saved. Enter a later day."
    ),
    "registration-same": _l("This is recorded already. Nothing was saved."),
    "release-not-signed": _l(
        "This unit is not signed by everybody whose signature it needs, so it cannot be released. Nothing was saved."
    ),
    "release-needs-name": _l("Say who released it, and under which reference. Nothing was saved."),
    "release-before-signed": _l(
        "The unit was last signed on %(day)s, so it was not released before. Nothing was saved. Enter a later day."
    ),
}
