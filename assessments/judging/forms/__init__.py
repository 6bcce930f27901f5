"""The forms of judging and signing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from assessments.judging.forms.refusals import REFUSALS
from assessments.judging.queries import ClaimSheet, ClaimToJudge, EvidenceSheet, Message
from assessments.judging.rules import Judgement, Outcome, Phrase, RulesOfEvidence, check_decision
from portfolio.web import locale
from portfolio.web.forms import Form, VersionedForm, at_most, choices, chosen, held_form, needed, sentence
from standards.foundation import Refused

__all__ = [
    "FIELD_OF",
    "OUTCOMES",
    "REFUSALS",
    "UNDECIDED",
    "WORDS_AT_MOST",
    "AcknowledgeForm",
    "Answer",
    "Answers",
    "DeclareForm",
    "JudgeForm",
    "PhrasesForm",
    "ReopenForm",
    "SignForm",
    "TakeBackForm",
    "answers_to",
    "phrases_form",
]

WORDS_AT_MOST = 5000

UNDECIDED = "none"
OUTCOMES = frozenset({UNDECIDED, *Outcome})
"""What may be chosen for a claim; the page has the words."""
FIELD_OF = {
    "correction-needs-reason": "reason",
    "referral-needs-feedback": "feedback",
}
"""Which of a claim's fields a rule's no belongs to; the others stand with the decision."""


@dataclass
class Answer:
    """What was chosen or typed in one place of a claim, as it is shown again, and what is wrong with it."""

    name: str
    data: str
    errors: list[str] = field(default_factory=list)

    def check_length(self) -> None:
        if len(self.data) > WORDS_AT_MOST:
            self.errors.append(_("Use %(max)d characters or fewer.", max=WORDS_AT_MOST))


@dataclass
class Answers:
    """All that is said on one claim; a page of many claims has many of these, so they are lighter than fields."""

    outcome: Answer
    feedback: Answer
    reason: Answer

    def __iter__(self) -> Iterator[Answer]:
        return iter((self.outcome, self.feedback, self.reason))

    @property
    def decided(self) -> bool:
        return self.outcome.data in set(Outcome)

    @property
    def begun(self) -> bool:
        """Tell whether anything is chosen, typed or wrong here."""
        return self.outcome.data != UNDECIDED or any(one.data or one.errors for one in (self.feedback, self.reason))

    def judgement(self) -> Judgement:
        return Judgement(Outcome(self.outcome.data), self.feedback.data, self.reason.data)

    def check(self) -> None:
        if self.outcome.data not in OUTCOMES:
            self.outcome.errors.append(_("Choose one of the answers shown."))
        self.feedback.check_length()
        self.reason.check_length()


def answers_to(public_id: str, typed: Mapping[str, str]) -> Answers:
    """Read what was sent on a claim."""
    outcome, feedback, reason = (f"claim-{public_id}-{part}" for part in ("outcome", "feedback", "reason"))
    return Answers(
        Answer(outcome, typed.get(outcome, UNDECIDED)),
        Answer(feedback, typed.get(feedback, "")),
        Answer(reason, typed.get(reason, "")),
    )


class JudgeForm(VersionedForm):
    """The rules of evidence and the feedback on the whole; each claim's own fields are named after it."""

    seen = HiddenField()
    """How many judgements and revisions there were when the page was made."""
    valid = BooleanField(_l("Valid: it is about what the criteria ask"))
    authentic = BooleanField(_l("The learner's own work"))
    current = BooleanField(_l("Current: recent enough to show what the learner can do now"))
    feedback = TextAreaField(_l("Feedback on the whole"), [at_most(WORDS_AT_MOST)])
    language = RadioField(
        _l("Language of your feedback"),
        chosen(_l("Choose the language of your feedback.")),
        choices=choices({"cy": _l("Welsh"), "en": _l("English")}),
    )

    def __init__(self, put: ClaimSheet) -> None:
        super().__init__()
        self.put = put
        typed = held_form() or request.form
        self.answers = {claim.public_id: answers_to(claim.public_id, typed) for claim in put.open_claims}
        if self.fresh:
            self.language.data = self.language.data or locale.language()

    @property
    def fresh(self) -> bool:
        """Tell whether the page is asked for, with nothing on it that was typed before."""
        return request.method == "GET" and not self.version.data

    def said(self) -> dict[str, Judgement]:
        """Give what was decided, by claim; claims without a decision are left out."""
        return {public_id: said.judgement() for public_id, said in self.answers.items() if said.decided}

    def rules(self) -> RulesOfEvidence:
        return RulesOfEvidence(bool(self.valid.data), bool(self.authentic.data), bool(self.current.data))

    @property
    def stale(self) -> bool:
        """Tell whether the evidence changed since this form was made; then the service says no, and what changed."""
        return self.looked_at() != self.put.row.version

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Check the fields, and by the rules of judging each decision, so that a message stands where it belongs."""
        right = super().validate(extra_validators)
        for said in self.answers.values():
            said.check()
        if not self.stale:
            for public_id, judgement in self.said().items():
                right = self._follows_rules(self.put.by_claim[public_id], judgement) and right
        self._name_claims()
        if right and not (self.stale or self.said()):
            self._ask_for_a_decision()
        return right and not any(one.errors for said in self.answers.values() for one in said)

    def problems(self) -> list[tuple[str | None, str]]:
        """List what is wrong in the order of the page: the claims stand before the rest."""
        of_claims = [
            (f"{one.name}-0" if one is said.outcome else one.name, message)
            for said in self.answers.values()
            for one in said
            for message in one.errors
        ]
        return [*of_claims, *super().problems()]

    def _ask_for_a_decision(self) -> None:
        """Say at the first claim that nothing is decided, where no other message stands already."""
        outcomes = [said.outcome for said in self.answers.values()]
        if not any(outcome.errors for outcome in outcomes):
            for first in outcomes[:1]:
                first.errors.append(sentence("nothing-decided", {}))

    def _name_claims(self) -> None:
        """Begin what is wrong with a claim with its criterion: the summary is read apart from the claims."""
        for public_id, said in self.answers.items():
            code = self.put.code(self.put.by_claim[public_id])
            for one in said:
                one.errors = [
                    _("%(criterion)s: %(problem)s", criterion=code, problem=problem) for problem in one.errors
                ]

    def _follows_rules(self, claim: ClaimToJudge, judgement: Judgement) -> bool:
        try:
            check_decision(claim.status, judgement, self.rules(), claim.unit_status)
        except Refused as refused:
            self._tell(self.answers[claim.public_id], refused)
            return False
        return True

    def _tell(self, said: Answers, refused: Refused) -> None:
        message = sentence(refused.code, refused.values)
        if refused.code == "met-needs-rules-of-evidence":
            missing = next(one for one in (self.valid, self.authentic, self.current) if not one.data)
            missing.errors = [message]
        else:
            answer: Answer = getattr(said, FIELD_OF.get(refused.code, "outcome"))
            answer.errors.append(message)

    def repeat(self, public_id: str) -> None:
        """Give every claim that waits and has no decision yet the same one as this."""
        chosen_one = self.answers.get(public_id)
        if chosen_one is None:
            return
        if not chosen_one.decided:
            g.form_invalid = True
            chosen_one.outcome.errors = [_("Choose a decision here first, then give it to the rest.")]
            self._name_claims()
            return
        for claim in self.put.open_claims:
            answers = self.answers[claim.public_id]
            if answers.outcome.data == UNDECIDED and not claim.decided:
                answers.outcome.data = chosen_one.outcome.data
                # What is missing is said of each claim that is referred.
                if answers.outcome.data == Outcome.REFERRED:
                    answers.feedback.data = answers.feedback.data or chosen_one.feedback.data

    def begin_from(self, message: Message) -> None:
        """Begin with what was said in a save that was taken back: nobody types it twice."""
        self.valid.data, self.authentic.data, self.current.data = message.valid, message.authentic, message.current
        self.feedback.data, self.language.data = message.feedback, message.language
        for said in message.said:
            if answers := self.answers.get(said.claim):
                answers.outcome.data, answers.feedback.data = said.outcome, said.feedback
                answers.reason.data = said.reason

    def look_again(self, sheet: EvidenceSheet) -> None:
        """Let the form be about what stands now, with all that was typed."""
        self.version.data = str(sheet.row.version)
        self.seen.data = f"{len(sheet.messages)}.{sheet.row.revision}"

    def seen_before(self, sheet: EvidenceSheet) -> tuple[int, int]:
        """Give how many judgements and revisions there were when the form was first shown."""
        before, _, revision = (self.seen.data or "").partition(".")
        judgements = int(before) if before.isdecimal() else len(sheet.messages)
        return judgements, int(revision) if revision.isdecimal() else sheet.row.revision

    def left_over(self) -> list[tuple[ClaimToJudge, str]]:
        """Give what was typed on claims that can no longer be decided, so that nobody loses their words."""
        found = []
        for claim in self.put.closed_claims:
            said = answers_to(claim.public_id, request.form)
            typed = "\n".join(one.data for one in (said.feedback, said.reason) if one.data.strip())
            if typed:
                found.append((claim, typed))
        return found


class AcknowledgeForm(Form):
    seen = HiddenField()

    def count(self) -> int:
        said = self.seen.data or ""
        return int(said) if said.isdecimal() and len(said) < 9 else 0


ROWS_LEAST, ROWS_FREE, ROWS_MOST = 9, 3, 60
"""Rows of phrases: one for each key; some to write in; and as many as a page bears."""
PHRASE_AT_MOST = 1000


class PhrasesForm(VersionedForm):
    """One's own phrases, a row in both languages for each; `phrases_form` makes one with rows."""

    def rows(self) -> list[tuple[Any, Any]]:
        """Give the fields, Welsh and English, row by row."""
        numbers = range(1, ROWS_MOST + 1)
        return [(self[f"cy_{number}"], self[f"en_{number}"]) for number in numbers if f"cy_{number}" in self]

    def said(self) -> list[Phrase]:
        found = [Phrase(*((one.data or "").strip() for one in row)) for row in self.rows()]
        return [one for one in found if one.cy or one.en]


def phrases_form(known: list[Phrase], version: int) -> PhrasesForm:
    """Give the form of these phrases, with rows to write in; of as many as were sent where more were."""
    sent = sum(name.startswith("cy_") for name in held_form() or request.form)
    number = min(max(ROWS_LEAST, len(known) + ROWS_FREE, sent), ROWS_MOST)
    fields = {
        f"{language}_{row}": TextAreaField(label, [at_most(PHRASE_AT_MOST)], default=getattr(phrase, language))
        for row, phrase in enumerate([*known, *[Phrase()] * number][:number], 1)
        for language, label in (
            ("cy", _("Phrase %(number)s in Welsh", number=row)),
            ("en", _("Phrase %(number)s in English", number=row)),
        )
    }
    made: type[PhrasesForm] = type("NumberedPhrasesForm", (PhrasesForm,), fields)
    return made(data={"version": version})


class TakeBackForm(Form):
    judgement = HiddenField()


class DeclareForm(VersionedForm):
    own_work = BooleanField(
        _l("This is my own work, and the unit is complete"),
        needed(_l("Tick the box to declare that this is your own work and the unit is complete.")),
    )


class SignForm(VersionedForm):
    password = PasswordField(_l("Your password"), needed(_l("Enter your password to sign.")))

    def tell(self, message: str) -> None:
        """Say at the field what is wrong with the password."""
        g.form_invalid = True
        self.password.errors = [message]


class ReopenForm(VersionedForm):
    criteria = SelectMultipleField(
        _l("Criteria that have to be decided again"),
        chosen(_l("Choose at least one criterion that has to be decided again.")),
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    reason = TextAreaField(
        _l("Why the unit has to be reopened"),
        [
            *needed(_l("Say why the unit has to be reopened.")),
            Length(min=10, message=_l("Say in at least ten characters why the unit has to be reopened.")),
            at_most(WORDS_AT_MOST),
        ],
    )

    def offer(self, criteria: Iterable[tuple[int, str]]) -> None:
        self.criteria.choices = choices({str(criterion_id): label for criterion_id, label in criteria})
