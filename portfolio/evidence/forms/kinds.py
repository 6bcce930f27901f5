"""What the kinds of evidence are called, and the fields of what the record of each holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, StringField, TextAreaField
from wtforms.validators import Optional

from portfolio.evidence.rules.kinds import CHOICES, RECORDS, Particular, Shape, of_kind, shape
from portfolio.web.forms import Form, at_most, choices
from standards.qualifications.rules.evidence import EvidenceKind

KIND_HINTS: Mapping[str, Any] = {
    EvidenceKind.OBSERVATION: _l("What your assessor wrote down while you worked"),
    EvidenceKind.WITNESS_TESTIMONY: _l("In the words of somebody who saw you do it"),
    EvidenceKind.PRIOR_LEARNING: _l("Something that you earned or showed before, put to each criterion by itself"),
    EvidenceKind.SIMULATION: _l("Only where your centre has agreed to it beforehand"),
    EvidenceKind.SIGHTED: _l("For what must not be copied, such as a client's file: nothing is uploaded"),
}
KIND_PROMPTS: Mapping[str, Any] = {
    EvidenceKind.OBSERVATION: _l("Write below what the assessor wrote, word for word, or add the record as a file."),
    EvidenceKind.WITNESS_TESTIMONY: _l(
        "Write below what the witness says, in the witness's own words, or add the signed testimony as a file."
    ),
    EvidenceKind.DISCUSSION: _l(
        "Write below what was said about each point, or add the recording and give the minutes."
    ),
    EvidenceKind.QUESTIONS: _l("Write below each question and your answer to it, or add them as a file."),
}
"""What the words of some kinds are, which are not an account of one's own."""
Words = tuple[Any, Any]
"""What a field is called, and the hint under it or nothing."""
PARTICULAR_WORDS: Mapping[Particular, Words] = {
    Particular.PLACE: (_l("Where was it?"), None),
    Particular.SHOWS: (_l("What does it show, and who made it?"), _l("Leave out the names of clients.")),
    Particular.ROLE: (_l("What was your part in it?"), None),
    Particular.ORIGIN: (_l("Where is it from, and who else had a part in it?"), None),
    Particular.CONFIRMED_BY: (_l("Who can confirm it?"), _l("A name, and what they do")),
    Particular.BRIEF: (_l("What was the task, and who set it?"), _l("With its version, where it has one")),
    Particular.SOURCES: (_l("Which sources did you use?"), _l("Books, guidance, people; or that there were none")),
    Particular.OBSERVER: (_l("Who observed you?"), None),
    Particular.ORAL_QUESTIONS: (_l("What were you asked, and what did you answer?"), None),
    Particular.WITNESS: (_l("Name of the witness"), None),
    Particular.WITNESS_JOB: (_l("Job of the witness"), None),
    Particular.WITNESS_RELATION: (_l("How does the witness know you?"), _l("For example as manager or colleague")),
    Particular.WITNESS_CONTACT: (_l("How can your assessor reach the witness?"), None),
    Particular.WITNESS_EXPERT: (_l("As what does the witness testify?"), None),
    Particular.WITNESS_COMPETENCE: (
        _l("What makes the witness an expert?"),
        _l("Their qualifications and experience in this work"),
    ),
    Particular.ASSESSOR: (_l("Name of the assessor"), None),
    Particular.PURPOSE: (_l("What was the discussion to show?"), None),
    Particular.GIVEN_BEFORE: (_l("When were you given the criteria in writing?"), None),
    Particular.RECORDED_BY: (_l("How was it recorded?"), None),
    Particular.ASKED_HOW: (_l("How were the questions asked?"), None),
    Particular.QUESTION_SET: (_l("Which set of questions, in which version?"), None),
    Particular.CONDITIONS: (_l("Under which conditions?"), _l("For example who was there, how long, with which help")),
    Particular.EARNED_AT: (_l("Where and when did you earn or show it?"), None),
    Particular.STILL_CURRENT: (_l("Why does it still hold?"), None),
    Particular.AUTHENTICATED: (_l("How is it shown to be yours?"), _l("For example a certificate or a reference")),
    Particular.WHY_SIMULATED: (_l("Why could it not be shown in real work?"), None),
    Particular.REALISM: (_l("How was it made like real work?"), None),
    Particular.AGREED_WITH: (_l("Who agreed to it beforehand, and when?"), None),
    Particular.RECORD: (_l("What is the record, and what does it show?"), _l("Leave out everybody's name.")),
    Particular.KEPT_AT: (_l("Where is it kept?"), None),
    Particular.SEEN_BY: (_l("Who saw it?"), _l("A name, and what they do")),
    Particular.SEEN_ON: (_l("When was it seen?"), None),
}
CHOICE_WORDS: Mapping[str, Any] = {
    "ordinary": _l("As somebody who was there"),
    "expert": _l("As an expert witness"),
    "writing": _l("In writing"),
    "sound": _l("As a sound recording"),
    "video": _l("As a video"),
    "orally": _l("Orally"),
    "in_writing": _l("As a written test"),
}
LONGEST_LINE, LONGEST_TEXT = 300, 5000
PREFIX = "about_"


def _field(particular: Particular) -> Any:
    words, hint = PARTICULAR_WORDS[particular]
    if shape(particular) is Shape.CHOICE:
        known = {choice: CHOICE_WORDS[choice] for choice in CHOICES[particular]}
        return RadioField(words, [Optional()], choices=choices(known))
    if shape(particular) is Shape.TEXT:
        return TextAreaField(words, [at_most(LONGEST_TEXT)], description=hint or "")
    return StringField(words, [at_most(LONGEST_LINE)], description=hint or "")


class ParticularsForm(Form):
    """The fields of all kinds: what is typed for another kind than the chosen one is kept, and not looked at."""

    def particular(self, one: Particular) -> Field:
        return self[PREFIX + one]

    def particulars(self) -> dict[str, str]:
        """Give what was typed, for whichever kind."""
        return {one.value: str(self.particular(one).data or "") for one in Particular}

    def particular_fields(self, kind: str | None = None) -> list[tuple[Field, Shape, list[str]]]:
        """List the fields, of one kind or of all, with how each is written and the kinds that ask for it."""
        found = [(self.particular(one), shape(one), kinds_of(one)) for one in Particular]
        return [each for each in found if kind is None or kind in each[2]]


for _one in Particular:
    setattr(ParticularsForm, PREFIX + _one, _field(_one))


def kinds_of(one: Particular) -> list[str]:
    """List the kinds whose record holds this."""
    return [kind.value for kind, record in RECORDS.items() if one in record.particulars]


def given(particulars: Mapping[str, str]) -> dict[str, str]:
    """Give what stands in a draft as the form's fields are called."""
    return {PREFIX + name: said for name, said in particulars.items()}


TOLD_WORDS = {
    Particular.WITNESS_RELATION: _l("How the witness knows the learner"),
    Particular.WITNESS_CONTACT: _l("How to reach the witness"),
}
"""What is asked of the learner as «you», as everybody reads it."""


def told_label(name: Particular) -> str:
    """Give what a particular is called where it is read."""
    return str(TOLD_WORDS.get(name, PARTICULAR_WORDS[name][0]))


def told(kind: str, particulars: Mapping[str, str]) -> Iterable[tuple[Any, Any, bool]]:
    """Walk what the record of a kind says: what it is called, what is said, and whether a person wrote it."""
    for name, said in of_kind(EvidenceKind(kind), particulars).items():
        is_choice = shape(Particular(name)) is Shape.CHOICE
        yield told_label(Particular(name)), CHOICE_WORDS.get(said, said) if is_choice else said, not is_choice
