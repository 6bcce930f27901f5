"""What the refusals of the rules of judging say."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from portfolio.web.forms import Refusals

REFUSALS: Refusals = {
    "judging-own-portfolio": _l("Nobody judges, signs or countersigns in their own portfolio. Nothing was saved."),
    "judging-record-of-another": _l(
        "Another assessor wrote this record of what they saw, and only its author judges it. Nothing was saved."
    ),
    "judging-after-appeal": _l(
        "An appeal overturned your decision on this criterion, so somebody else judges it. Nothing was saved. Your "
        "manager allocates another assessor; what only you may judge is observed or discussed again by them."
    ),
    "not-your-portfolio": _l("Only the learner can do this in their own portfolio. Nothing was saved."),
    "judged-meanwhile": _l(
        "This changed while you were looking, so nothing was saved yet. What changed is listed below; what you "
        "typed is still here. Check it and save again."
    ),
    "unit-changed": _l(
        "This unit changed while you were looking, so nothing was saved yet. The page shows the unit as it is "
        "now. Check it and send again."
    ),
    "nothing-decided": _l("You have not decided any claim yet. Choose a decision for at least one, then save."),
    "claim-not-of-evidence": _l(
        "One of the claims does not belong to this evidence. Nothing was saved. Open the evidence again from "
        "your queue."
    ),
    "unit-not-assigned": _l(
        "You are not assigned to this unit, so you cannot decide on it or sign it. Nothing was saved. Ask your "
        "manager for an assignment."
    ),
    "judged-unit-locked": _l(
        "The unit is signed and its claims are locked. Nothing was saved. The unit has to be reopened first."
    ),
    "correction-needs-reason": _l(
        "This claim was decided before. Say in at least ten characters why you correct that decision, or leave "
        "it as it is."
    ),
    "claim-not-waiting": _l("This claim was withdrawn or replaced, so there is nothing left to decide on it."),
    "met-needs-rules-of-evidence": _l(
        "A claim can be met only if the evidence is valid, the learner's own work and current. Tick all three, "
        "or decide otherwise."
    ),
    "referral-needs-feedback": _l("Say what is missing, so that the learner knows what to do next."),
    "phrases-changed": _l(
        "Your phrases were changed in another window, so nothing was saved. What you typed is still here: compare it "
        "with the other window, then save again."
    ),
    "judgement-of-another": _l("Only whoever saved these decisions can take them back. Nothing was changed."),
    "judgement-taken-back": _l("These decisions were taken back already. Nothing was changed."),
    "judgement-acted-on": _l(
        "Somebody has acted on these decisions since, so they cannot be taken back. Nothing was changed. Correct them "
        "on the page where you judged, with a reason."
    ),
    "judgement-too-old": _l(
        "These decisions were saved more than ten minutes ago, so they cannot be taken back. Nothing was changed. "
        "Correct them on the page where you judged, with a reason."
    ),
    "already-declared": _l("This unit was declared already. Nothing was changed."),
    "unit-incomplete": _l(
        "Not every criterion is met yet: %(met)s of %(total)s. Nothing was changed. The unit's page says what "
        "is missing."
    ),
    "evidence-rules-unmet": _l(
        "The evidence does not keep all the unit's rules yet. Rules not kept: %(number)s. Nothing was changed. The "
        "unit's page says what is missing."
    ),
    "already-signed": _l("This unit was signed already. Nothing was changed."),
    "not-declared": _l(
        "The learner has not declared this unit, or changed something since. Nothing was signed. Ask the "
        "learner to declare it."
    ),
    "nothing-to-countersign": _l("There is nothing to countersign in this unit. Nothing was changed."),
    "countersigner-not-qualified": _l("Only a qualified assessor can countersign. Nothing was signed."),
    "countersigning-own": _l(
        "You signed this unit or decided on it yourself as a trainee, so somebody else has to countersign. "
        "Nothing was signed."
    ),
    "declared-too-early": _l(
        "In this qualification the assessor signs before the learner declares. Nothing was changed. You can declare "
        "the unit once it is signed."
    ),
    "verifying-own": _l(
        "You decided on this unit, signed or countersigned it, so somebody else has to verify it. Nothing was signed."
    ),
    "already-verified": _l("This unit was verified already. Nothing was changed."),
    "nothing-to-verify": _l(
        "This unit cannot be verified yet: another signature is missing before. Nothing was signed. The unit's page "
        "says which."
    ),
    "unit-held": _l(
        "Something holds this unit up, so it cannot be verified yet. Nothing was signed. The unit's page says what."
    ),
    "hold-over": _l("What held this unit up has ended already. Nothing was changed."),
    "not-signed": _l("This unit is not signed, so there is nothing to reopen. Nothing was changed."),
    "reopening-needs-reason": _l("Say in at least ten characters why the unit has to be reopened."),
    "reopening-needs-criteria": _l("Choose at least one criterion that has to be decided again."),
    "reopening-not-by-assessor": _l(
        "This unit was countersigned or verified, so only a quality assurer or a manager can reopen it. Nothing"
        " was changed."
    ),
    "reopening-by-assessor-first": _l(
        "Until it is countersigned or verified, only the unit's assessor can reopen it. Nothing was changed."
    ),
    "criterion-not-in-unit": _l("One of the criteria is not a met criterion of this unit. Nothing was changed."),
}
