"""What a reader may ask of the list of standards, and the words for the kinds of things in the library."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from portfolio.web.forms import CONTROL, Form
from standards.library.rules import Kind

KIND_WORDS = {
    Kind.NOS: _l("National Occupational Standard"),
    Kind.LEGISLATION: _l("Legislation"),
    Kind.GUIDANCE: _l("Guidance"),
    Kind.ACTIONS: _l("Framework for action"),
}
VALIDITY_WORDS = {"current": _l("Current"), "legacy": _l("Legacy"), "archive": _l("Archived")}
STATUS_WORDS = {"original": _l("Original"), "tailored": _l("Tailored")}
MODALITY_WORDS = {
    "duty": _l("Duty"),
    "prohibition": _l("Prohibition"),
    "definition": _l("Definition"),
    "exception": _l("Exception"),
    "power": _l("Power"),
}
LIMIT_WORDS = {
    "hour": _l("Time limit in hours"),
    "day": _l("Time limit in days"),
    "working_day": _l("Time limit in working days"),
    "week": _l("Time limit in weeks"),
    "month": _l("Time limit in months"),
    "year": _l("Time limit in years"),
}
TEXT_CHOICES = {"cy": _l("Welsh"), "en": _l("English"), "both": _l("Side by side")}


class StandardsFilter(Form):
    """Filters and order of the list: sent by GET, so that an address can be kept."""

    class Meta:
        csrf = False

    kind = SelectField(_l("Kind"))
    sort = SelectField(_l("Sort by"))

    def __init__(self, given: object) -> None:
        super().__init__(formdata=given)
        self.kind.choices = [("", _("All kinds")), *((kind.value, words) for kind, words in KIND_WORDS.items())]
        self.sort.choices = [("title", _("Title")), ("urn", _("URN"))]

    def chosen_kind(self) -> str | None:
        return self.kind.data if self.kind.data in set(Kind) else None


class FindForm(Form):
    """A question in words, of everything or of one standard: sent by GET, so that an address can be kept."""

    class Meta:
        csrf = False

    q = StringField(_l("Words or a code"))
    standard = SelectField(_l("In"))

    def __init__(self, given: object, standards: Mapping[str, str]) -> None:
        super().__init__(formdata=given)
        self.standard.choices = [("", _("All standards")), *standards.items()]
        # What cannot be seen cannot stand in a field.
        self.q.data = CONTROL.sub(" ", self.q.data or "")
