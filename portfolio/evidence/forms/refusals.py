"""What the refusals of evidence's rules say: what happened, what was kept and what to do."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from portfolio.evidence.forms.people import PEOPLE_REFUSALS
from portfolio.evidence.forms.redaction import REDACT_REFUSALS
from portfolio.web.forms import Refusals

REFUSALS: Refusals = {
    **PEOPLE_REFUSALS,
    **REDACT_REFUSALS,
    "evidence-needs-title": _l(
        "The evidence has no title. Nothing was submitted; your draft is kept. Give it a title."
    ),
    "evidence-infected": _l(
        "A virus was found in one of the files. Nothing was submitted; your draft is kept. Leave that file out: the "
        "page of the evidence names it."
    ),
    "evidence-page-beyond": _l(
        "A claim points to a page that its document does not have. Nothing was submitted; your draft is kept. Change "
        "the note."
    ),
    "evidence-empty": _l(
        "The evidence has neither words nor files. Nothing was submitted; your draft is kept. Write something or add "
        "a file."
    ),
    "evidence-needs-date": _l(
        "The evidence does not say when it happened. Nothing was submitted; your draft is kept. Give the date."
    ),
    "evidence-in-future": _l(
        "The date when it happened is still to come. Nothing was submitted; your draft is kept. Correct the date."
    ),
    "evidence-too-old": _l(
        "The date when it happened is before 1990. Nothing was submitted; your draft is kept. Correct the date."
    ),
    "evidence-claims-nothing": _l(
        "The evidence is not put to any criterion. Nothing was submitted; your draft is kept. Choose the criteria that "
        "it shows."
    ),
    "evidence-needs-particulars": _l(
        "The evidence does not say all that its kind asks for. Nothing was submitted; your draft is kept. Fill in what "
        "is missing."
    ),
    "evidence-not-held": _l(
        "What is only seen, and kept elsewhere, holds no files. Nothing was submitted; your draft is kept. Take the "
        "files out, or choose another kind of evidence."
    ),
    "evidence-needs-notes": _l(
        "Prior learning is put to each criterion by itself. Nothing was submitted; your draft is kept. Say for every "
        "criterion what shows it."
    ),
    "evidence-needs-ai-use": _l(
        "The evidence does not say whether artificial intelligence was used. Nothing was submitted; your draft is "
        "kept. Choose an answer."
    ),
    "evidence-needs-ai-note": _l(
        "The evidence does not say how artificial intelligence was used. Nothing was submitted; your draft is kept. "
        "Say how."
    ),
    "nothing-changed": _l(
        "This evidence is submitted already, and nothing has changed since, so there is nothing new to submit."
    ),
    "evidence-withdrawn": _l("This evidence was withdrawn. It stays as it is; add new evidence in its place."),
    "evidence-of-witness": _l(
        "A witness wrote and signed this, so nobody can change its words or files. Nothing was changed. You can use it "
        "for other criteria, or withdraw it."
    ),
    "evidence-of-assessor": _l(
        "An assessor wrote this record of what they saw and put it to the criteria, so nobody changes it. Nothing was "
        "changed. You can comment on it and sign it, or withdraw it."
    ),
    "evidence-not-submitted": _l("Only evidence that is submitted can be withdrawn. Nothing was changed."),
    "evidence-was-submitted": _l(
        "This evidence is submitted already: only a draft that was never submitted can be discarded. Nothing was "
        "changed; you can withdraw it."
    ),
    "evidence-changed": _l(
        "This evidence changed while you were looking at it. Nothing was saved. What you typed is still here: compare "
        "it with the evidence as it is now, then save again."
    ),
    "criterion-not-in-portfolio": _l(
        "One of the criteria is no longer among your units. Nothing was saved; what you typed is still here. Check the "
        "criteria and save again."
    ),
    "unit-locked": _l(
        "One of the units is signed off, so its claims cannot change. Nothing was changed. To use the evidence for "
        "other units, leave out the criteria of that unit."
    ),
    "reason-needed": _l("A reason is needed. Nothing was changed. Give the reason and try again."),
}
