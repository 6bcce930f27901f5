"""The forms about evidence, and what the refusals of its rules say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    FileField,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional, ValidationError

from portfolio.evidence.forms.kinds import KIND_HINTS, KIND_PROMPTS, ParticularsForm, given, told
from portfolio.evidence.forms.lacks import Missing, ask_for, fill_in, told_missing
from portfolio.evidence.forms.pages import page_faults
from portfolio.evidence.forms.people import PEOPLE_HINTS, people_field
from portfolio.evidence.forms.refusals import REFUSALS
from portfolio.evidence.rules import EARLIEST, AiUse, Confidentiality, EvidenceKind, EvidenceStatus
from portfolio.evidence.rules.kinds import NOT_HELD, lacking, unmapped
from portfolio.evidence.rules.people import class_of
from portfolio.evidence.rules.pointing import Document
from portfolio.web import access
from portfolio.web.forms import DayField, Form, VersionedForm, at_most, choices, chosen, needed, too_long
from portfolio.web.uploads import Received
from standards.qualifications.forms import KIND_WORDS

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
NOT_SUGGESTED = "not_suggested"
"""Names what its writer does not want suggested for the piece."""
LONGEST_NOTE = 1000

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
    "NOT_SUGGESTED",
    "PEOPLE_HINTS",
    "REFUSALS",
    "STATUS_WORDS",
    "SUBMIT",
    "ClaimsField",
    "DeviceForm",
    "DiscardForm",
    "EvidenceForm",
    "LibraryFilter",
    "MapForm",
    "Missing",
    "SubmitForm",
    "SuggestionForm",
    "UseAgainForm",
    "WithdrawForm",
    "given",
    "told",
    "told_missing",
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


class ForActivity(Form):
    """The choice of what evidence is for by the plan."""

    activity = SelectField(_l("Which planned activity is it for (if any)?"), validate_choice=False)

    def offer_activities(self, offered: Mapping[str, str]) -> None:
        self.activity.choices = [("", _("None that is planned")), *offered.items()]

    @property
    def says_activity(self) -> bool:
        """Whether what was sent held this choice at all: a page for a device without a network does not."""
        return bool(self.activity.raw_data)


class EvidenceForm(ParticularsForm, SameAs, ForActivity, VersionedForm):
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
    people = people_field(_l("Who is shown or named in it?"))
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
    not_suggested = SelectMultipleField(validate_choice=False)
    """Suggestions that were turned off while it was written: kept with it once there is something to keep them with."""
    find = StringField(_l("Find a criterion"))
    """Narrows the criteria that are shown, where no script does; never kept."""

    submitting = False
    files_at_hand = 0
    """How many files it has apart from those that come with this form."""
    documents: tuple[Document, ...] = ()
    """Those of its files whose pages are counted, where its claims point to pages."""

    def validate_title(self, field: StringField) -> None:
        if self.submitting and not (field.data or "").strip():
            raise ValidationError(ask_for("evidence-needs-title"))

    def validate_files(self, field: MultipleFileField) -> None:
        received = access.prepared()
        if isinstance(received, Received):
            cast("list[str]", field.errors).extend(received.messages)
        if self.submitting and self.files_at_hand and self._kind() in NOT_HELD:
            raise ValidationError(ask_for("evidence-not-held"))

    def validate_criteria(self, field: ClaimsField) -> None:
        if self.submitting and not field.data:
            raise ValidationError(ask_for("evidence-claims-nothing"))
        if any(len(note) > LONGEST_NOTE for note in field.data.values()):
            raise ValidationError(too_long(LONGEST_NOTE))

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        lacks = [
            self._lacks_date(),
            self._lacks_content(),
            self._lacks_people(),
            self._lacks_ai_use(),
            self._lacks_particulars(),
            self._lacks_pages(),
        ]
        return not any(lacks) and valid

    def _kind(self) -> EvidenceKind | None:
        return EvidenceKind(self.kind.data) if self.kind.data in set(EvidenceKind) else None

    def _lacks_particulars(self) -> bool:
        kind = self._kind()
        if not self.submitting or kind is None:
            return False
        missing = [_add(self.particular(one), fill_in(one)) for one in lacking(kind, self.particulars())]
        alone = unmapped(kind, list((self.criteria.data or {}).values()))
        if alone:
            _add(self.criteria, ask_for("evidence-needs-notes"))
        return bool(missing) or alone

    @property
    def page_faults(self) -> dict[str, str]:
        """Say by criterion what points to a page that is not there; a draft may hold it."""
        return page_faults(self.criteria.data or {}, self.documents)

    def _lacks_pages(self) -> bool:
        faults = self.page_faults if self.submitting else {}
        return bool([_add(self.criteria, f"{key.partition(':')[2]}, {said}") for key, said in faults.items()])

    def _lacks_date(self) -> bool:
        day = self.happened_on.data
        if day is not None and day > access.work().today:
            return _add(self.happened_on, ask_for("evidence-in-future"))
        if day is not None and day < EARLIEST:
            return _add(self.happened_on, ask_for("evidence-too-old"))
        lacks = self.submitting and day is None and not self.happened_on.errors
        return lacks and _add(self.happened_on, ask_for("evidence-needs-date"))

    def _lacks_content(self) -> bool:
        held = (self.words.data or "").strip() or self.files_at_hand or self._kind() in NOT_HELD
        lacks = self.submitting and not held
        return lacks and not self.files.errors and _add(self.words, ask_for("evidence-empty"))

    def _lacks_people(self) -> bool:
        kind = self._kind()
        if not self.submitting or kind is None:
            return False
        said = self.people.data
        people = Confidentiality(said) if said in set(Confidentiality) else Confidentiality.UNSAID
        return class_of(kind, people) is Confidentiality.UNSAID and _add(self.people, ask_for("evidence-needs-people"))

    def _lacks_ai_use(self) -> bool:
        if not self.submitting:
            return False
        if not self.ai_use.data:
            return _add(self.ai_use, ask_for("evidence-needs-ai-use"))
        lacks = self.ai_use.data == AiUse.USED and not (self.ai_note.data or "").strip()
        return lacks and _add(self.ai_note, ask_for("evidence-needs-ai-note"))


class DeviceForm(EvidenceForm):
    """Writing evidence on a device without a network: a page that browsers keep, so nobody's and without a token."""

    class Meta:
        csrf = False

    photograph = FileField(_l("Take a photograph"))


def _add(field: Field, message: str) -> bool:
    field.errors = [*field.errors, message]
    return True


class UseAgainForm(SameAs, VersionedForm):
    """Claiming further criteria with evidence that is submitted already."""

    criteria = ClaimsField(_l("Which other criteria does it show?"))

    def validate_criteria(self, field: ClaimsField) -> None:
        if not field.data:
            raise ValidationError(ask_for("evidence-claims-nothing"))
        if any(len(note) > LONGEST_NOTE for note in field.data.values()):
            raise ValidationError(too_long(LONGEST_NOTE))


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
            raise ValidationError(ask_for("evidence-claims-nothing"))
        if any(len(note) > LONGEST_NOTE for note in field.data.values()):
            raise ValidationError(too_long(LONGEST_NOTE))

    def seen_versions(self) -> dict[str, int]:
        pairs = (one.partition(":") for one in self.seen.data or ())
        return {public_id: int(version) for public_id, _colon, version in pairs if version.isdecimal()}


class SubmitForm(VersionedForm):
    """The learner's declaration: pressing the button makes it."""

    def name_missing(self, missing: Iterable[Missing]) -> None:
        """Name all that is missing beside the refusal of the first of it."""
        if self.form_errors:
            self.form_errors.extend(one.words for one in missing)


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
