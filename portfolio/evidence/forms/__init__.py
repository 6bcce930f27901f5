"""The forms about evidence, and what the refusals of its rules say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional, ValidationError

from portfolio.evidence.forms.kinds import KIND_HINTS, KIND_PROMPTS, KIND_WORDS, ParticularsForm, given, told
from portfolio.evidence.rules import EARLIEST, AiUse, EvidenceKind, EvidenceStatus
from portfolio.evidence.rules.kinds import NOT_HELD, lacking, unmapped
from portfolio.web import access
from portfolio.web.forms import DayField, Form, Refusals, VersionedForm, at_most, choices, chosen, needed
from portfolio.web.uploads import Received

LANGUAGE_WORDS = {"cy": _l("Welsh"), "en": _l("English")}
AI_WORDS: Mapping[str, Any] = {
    AiUse.NONE: _l("No, it was not used"),
    AiUse.USED: _l("Yes, it was used"),
    AiUse.UNSAID: _l("Not said yet"),
}
STATUS_WORDS = {
    "draft": _l("Drafts"),
    "referred": _l("Referred to the learner"),
    "waiting": _l("Waiting for the assessor"),
    "submitted": _l("All that is submitted"),
    "withdrawn": _l("Withdrawn from assessment"),
}
SUBMIT, DRAFT, AUTOSAVE = "submit", "draft", "autosave"
NARROW = "narrow"
"""The button that shows other criteria and saves nothing."""
CONFIRM = "confirm"
"""The button that does what was seen before."""
COPY = "copy"
"""The button that ticks what another piece of evidence is put to, and saves nothing."""
LONGEST_NOTE = 1000

REFUSALS: Refusals = {
    "evidence-needs-title": _l(
        "The evidence has no title. Nothing was submitted; your draft is kept. Give it a title."
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


__all__ = [
    "AI_WORDS",
    "AUTOSAVE",
    "CONFIRM",
    "COPY",
    "DRAFT",
    "KIND_HINTS",
    "KIND_PROMPTS",
    "KIND_WORDS",
    "LANGUAGE_WORDS",
    "NARROW",
    "REFUSALS",
    "STATUS_WORDS",
    "SUBMIT",
    "ClaimsField",
    "DiscardForm",
    "EvidenceForm",
    "LibraryFilter",
    "MapForm",
    "SubmitForm",
    "SuggestionForm",
    "UseAgainForm",
    "WithdrawForm",
    "given",
    "told",
]


class ClaimsField(Field):
    """Ticked criteria with a note on each: key → note; a note that is new ticks its criterion: no words are lost."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002 WTForms' signature
        self.process_errors = []
        self.data: dict[str, str] = dict(data) if isinstance(data, dict) else {}
        self.notes = dict(self.data)
        if formdata is not None:
            start = f"{self.name}-note-"
            self.notes = {name.removeprefix(start): formdata[name] for name in formdata if name.startswith(start)}
            # A note that was there before says nothing new: its criterion may be unticked, and so left out.
            before = self.data
            noted = [key for key, note in self.notes.items() if note.strip() not in {"", before.get(key, "").strip()}]
            self.data = {key: self.notes.get(key, "").strip() for key in [*formdata.getlist(self.name), *noted]}

    def note(self, key: str) -> str:
        return self.notes.get(key, "")

    def tick(self, keys: Iterable[str]) -> int:
        """Tick criteria as well, with the notes that stand there; tells how many were not ticked before."""
        fresh = {key: self.note(key) for key in keys if key not in self.data}
        self.data |= fresh
        return len(fresh)


class SameAs(Form):
    """The choice of other evidence, whose criteria are ticked as well."""

    same_as = SelectField(_l("The same criteria as this other evidence"), validate_choice=False)

    def offer(self, others: Mapping[str, str]) -> None:
        self.same_as.choices = [("", _("Choose evidence")), *others.items()]


class EvidenceForm(ParticularsForm, SameAs, VersionedForm):
    """Adding or changing evidence: a draft may lack anything, what is to be submitted nothing."""

    kind = RadioField(
        _l("What kind of evidence is it?"),
        chosen(_l("Choose what kind of evidence it is.")),
        choices=choices(KIND_WORDS),
    )
    title = StringField(_l("Title"), [at_most(200)], description=_l("A few words by which you will know it again"))
    happened_on = DayField(
        _l("When did it happen?"),
        [Optional()],
        description=_l("For example, 27 3 2026"),
        wrong=_l("Enter a real date, with day, month and year."),
    )
    language = RadioField(
        _l("In which language is it?"),
        chosen(_l("Choose the language of the evidence.")),
        choices=choices(LANGUAGE_WORDS),
    )
    words = TextAreaField(
        _l("What did you do, and why?"),
        [at_most(100_000)],
        description=_l(
            "Leave out the names of clients. A line that begins with - is a point of a list; a word with two "
            "stars on each side is **bold**."
        ),
    )
    files = MultipleFileField(_l("Add files"))
    keep = SelectMultipleField(_l("Files to keep"), validate_choice=False)
    ai_use = RadioField(
        _l("Was artificial intelligence used in making it?"),
        [Optional()],
        description=_l("Using it is allowed when you say how. Not saying so counts as copying."),
        choices=choices({use: AI_WORDS[use] for use in (AiUse.NONE, AiUse.USED)}),
    )
    ai_note = TextAreaField(_l("How was it used?"), [at_most(2000)])
    criteria = ClaimsField(_l("Which criteria does it show?"))
    made_as = HiddenField()
    """The id that the piece is to have, signed: the same form sent twice begins one piece."""
    find = StringField(_l("Find a criterion"))
    """Narrows the criteria that are shown, where no script does; never kept."""

    submitting = False
    files_at_hand = 0
    """How many files it has apart from those that come with this form."""

    def validate_title(self, field: StringField) -> None:
        if self.submitting and not (field.data or "").strip():
            raise ValidationError(_("Give the evidence a title."))

    def validate_files(self, field: MultipleFileField) -> None:
        received = access.prepared()
        if isinstance(received, Received):
            cast("list[str]", field.errors).extend(received.messages)
        if self.submitting and self.files_at_hand and self._kind() in NOT_HELD:
            raise ValidationError(_("What is only seen, and kept elsewhere, holds no files: take them out."))

    def validate_criteria(self, field: ClaimsField) -> None:
        if self.submitting and not field.data:
            raise ValidationError(_("Choose at least one criterion that the evidence shows."))
        if any(len(note) > LONGEST_NOTE for note in field.data.values()):
            raise ValidationError(_("Use %(max)d characters or fewer.", max=LONGEST_NOTE))

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        lacks = [self._lacks_date(), self._lacks_content(), self._lacks_ai_use(), self._lacks_particulars()]
        return not any(lacks) and valid

    def _kind(self) -> EvidenceKind | None:
        return EvidenceKind(self.kind.data) if self.kind.data in set(EvidenceKind) else None

    def _lacks_particulars(self) -> bool:
        kind = self._kind()
        if not self.submitting or kind is None:
            return False
        missing = [_add(self.particular(one), _("Fill in this field.")) for one in lacking(kind, self.particulars())]
        alone = unmapped(kind, list((self.criteria.data or {}).values()))
        if alone:
            _add(self.criteria, _("Say for every criterion what of it shows that very one."))
        return bool(missing) or alone

    def _lacks_date(self) -> bool:
        day = self.happened_on.data
        if day is not None and day > access.work().today:
            return _add(self.happened_on, _("The date must be today or in the past."))
        if day is not None and day < EARLIEST:
            return _add(self.happened_on, _("The date must be in 1990 or later. Check the year."))
        lacks = self.submitting and day is None and not self.happened_on.errors
        return lacks and _add(self.happened_on, _("Enter the date when it happened."))

    def _lacks_content(self) -> bool:
        held = (self.words.data or "").strip() or self.files_at_hand or self._kind() in NOT_HELD
        lacks = self.submitting and not held
        return lacks and not self.files.errors and _add(self.words, _("Write something, or add a file."))

    def _lacks_ai_use(self) -> bool:
        if not self.submitting:
            return False
        if not self.ai_use.data:
            return _add(self.ai_use, _("Say whether artificial intelligence was used."))
        lacks = self.ai_use.data == AiUse.USED and not (self.ai_note.data or "").strip()
        return lacks and _add(self.ai_note, _("Say how artificial intelligence was used."))


def _add(field: Field, message: str) -> bool:
    field.errors = [*field.errors, message]
    return True


class UseAgainForm(SameAs, VersionedForm):
    """Claiming further criteria with evidence that is submitted already."""

    criteria = ClaimsField(_l("Which other criteria does it show?"))

    def validate_criteria(self, field: ClaimsField) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one criterion that the evidence shows."))
        if any(len(note) > LONGEST_NOTE for note in field.data.values()):
            raise ValidationError(_("Use %(max)d characters or fewer.", max=LONGEST_NOTE))


class MapForm(Form):
    """Several pieces of evidence for several criteria."""

    pieces = SelectMultipleField(_l("Which evidence?"), validate_choice=False)
    criteria = ClaimsField(_l("Which criteria does each of them show?"))
    find = StringField(_l("Find a criterion"))
    seen = SelectMultipleField(validate_choice=False)
    """Which version of each piece its reader was told of."""

    def validate_pieces(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one piece of evidence."))

    def validate_criteria(self, field: ClaimsField) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one criterion that the evidence shows."))
        if any(len(note) > LONGEST_NOTE for note in field.data.values()):
            raise ValidationError(_("Use %(max)d characters or fewer.", max=LONGEST_NOTE))

    def seen_versions(self) -> dict[str, int]:
        pairs = (one.partition(":") for one in self.seen.data or ())
        return {public_id: int(version) for public_id, _colon, version in pairs if version.isdecimal()}


class SubmitForm(VersionedForm):
    """The learner's declaration: pressing the button makes it."""


class WithdrawForm(VersionedForm):
    reason = TextAreaField(_l("Why do you withdraw it?"), [*needed(_l("Give a reason.")), at_most(2000)])


class SuggestionForm(Form):
    """Which suggestion its button is of."""

    key = HiddenField()


class DiscardForm(VersionedForm):
    """Nothing but the button."""


class LibraryFilter(Form):
    """Which evidence the list shows: sent by GET, so that an address can be kept."""

    class Meta:
        csrf = False

    kind = SelectField(_l("Kind"))
    unit = SelectField(_l("Unit"))
    status = SelectField(_l("Status"))
    language = SelectField(_l("Language"))

    def __init__(self, given: Any, units: Mapping[str, str], *, drafts: bool) -> None:
        super().__init__(formdata=given)
        statuses = {code: words for code, words in STATUS_WORDS.items() if drafts or code != EvidenceStatus.DRAFT}
        self.kind.choices = choices({"": _("All kinds"), **KIND_WORDS})
        self.unit.choices = choices({"": _("All units"), **units})
        self.status.choices = choices({"": _("All statuses"), **statuses})
        self.language.choices = choices({"": _("Both languages"), **LANGUAGE_WORDS})

    def chosen(self, field: SelectField) -> str | None:
        """Give what was chosen, where it is one of the choices."""
        known = {choice.value for choice in cast("list[Any]", field.choices)}
        return field.data if field.data and field.data in known else None
