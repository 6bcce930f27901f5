"""The form that all forms are: in the reader's language, shown again with what was typed when anything says no."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from flask import current_app, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import choices as wtforms_choices
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from portfolio.web import access, locale
from portfolio.web.filters import day
from standards.foundation import Changed

if TYPE_CHECKING:
    from wtforms import Form as BaseForm
else:
    from flask_wtf import FlaskForm as BaseForm

Refusals = Mapping[str, Any]
"""A rule's code → the sentence that says what happened, what was kept and what to do."""


class General(str):
    """What is said beside a field without its name; the summary at the top of the page says it with the name."""

    __slots__ = ("named", "values")
    named: Any
    values: dict[str, Any]

    def __new__(cls, words: Any, named: Any, **values: Any) -> General:
        made = super().__new__(cls, str(words))
        made.named, made.values = named, values
        return made

    def __mod__(self, values: Any) -> General:
        """Stay so where the forms' library puts values in."""
        return General(super().__mod__(values), self.named, **self.values)

    def naming(self, field: str) -> str:
        return str(self.named) % {**self.values, "field": field}


ONE_OF = (_l("Choose one of the answers shown."), _l("Choose one of the answers shown for “%(field)s”."))
LIBRARY_SAYS: Mapping[str, tuple[Any, Any]] = {
    "Not a valid choice.": ONE_OF,
    "Invalid Choice: could not coerce.": ONE_OF,
    "'%(value)s' is not a valid choice for this field.": (
        _l("Choose only from the answers shown."),
        _l("Choose only from the answers shown for “%(field)s”."),
    ),
    "This field is required.": (_l("Fill in this field."), _l("Fill in “%(field)s”")),
    "Not a valid integer value.": (
        _l("Enter a whole number in figures."),
        _l("Enter a whole number in figures for “%(field)s”."),
    ),
}
"""What the forms' library says of its own accord, in words of ours: beside the field, and with its name."""


class _LibraryWords:
    def gettext(self, message: str) -> str:
        return General(*LIBRARY_SAYS[message]) if message in LIBRARY_SAYS else message

    def ngettext(self, singular: str, _plural: str, _number: int) -> str:
        return self.gettext(singular)


class Form(BaseForm):
    """A form of ours: `validate_on_submit` is true only when everything, rules of the domain included, may go on."""

    class Meta:
        def get_translations(self, _form: Any) -> _LibraryWords:
            return _LibraryWords()

    def __init__(self, *positional: Any, **named: Any) -> None:
        held = held_form()
        if held is not None and not positional and "formdata" not in named:
            named["formdata"] = held
        super().__init__(*positional, **named)

    def process(self, *positional: Any, **named: Any) -> None:
        """Take in what was sent: what is written in one line without direction marks, as names of files are.

        A title with an override in it would turn the text around it in every list; what stands in a block of its
        own, or came in otherwise, is isolated by the stylesheet alone.
        """
        super().process(*positional, **named)
        for field in self:
            if _one_line(field) and isinstance(field.data, str):
                field.data = DIRECTION.sub("", field.data)

    def validate_on_submit(self) -> bool:
        if request.method != "POST":
            return False
        if locale.switching():
            return False
        refused = access.refusal()
        if refused is not None:
            self.refuse(sentence(refused.code, refused.values))
            return False
        if self.validate():
            return True
        g.form_invalid = True
        return False

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        right = bool(super().validate(extra_validators))
        broken = [field for field in self if _one_line(field) and CONTROL.search(str(field.data or ""))]
        for field in broken:
            # What cannot be seen could not be taken out: the page shows a space in its place.
            field.data = CONTROL.sub(" ", str(field.data))
            field.errors = [*field.errors, General(*IN_ONE_LINE)]
        return right and not broken

    def refuse(self, message: str) -> None:
        """Show why a rule said no, in the summary at the top."""
        g.form_invalid = True
        self.form_errors.append(message)

    def problems(self) -> list[tuple[str | None, str]]:
        """List (id of the field or none, message), in the order of the page, for the error summary."""
        whole: list[tuple[str | None, str]] = [(None, message) for message in self.form_errors]
        by_field = [(_first_id(field), _with_name(message, field)) for field in self for message in _flat(field.errors)]
        return [*whole, *by_field]


DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks, embeddings, overrides and isolates of writing direction: neither language here is written from the right."""
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def _one_line(field: Field) -> bool:
    """Tell whether a field is written in one line; words of several lines and passwords are as they are."""
    return isinstance(field, StringField) and not isinstance(field, (TextAreaField, PasswordField, HiddenField))


LONGEST_VERSION = 18
"""Digits."""


class VersionedForm(Form):
    """A form about a row that others change too: it carries the version that was looked at."""

    version = HiddenField()

    def looked_at(self) -> int:
        """Give the version that was sent; -1, which nothing ever has, where none was."""
        # Without it the field would still say what the page was to be shown with: the version of now.
        said = str(self.version.raw_data[0]) if self.version.raw_data else ""
        return int(said) if said.isdecimal() and len(said) <= LONGEST_VERSION else -1

    def catch_up(self, version: int) -> bool:
        """Carry the version of now once the reader was told of a change, so that sending again can succeed."""
        told = isinstance(access.refusal(), Changed)
        if told:
            self.version.data = str(version)
        return told


IN_ONE_LINE = (
    _l("Write this in one line, without characters that cannot be seen."),
    _l("Write “%(field)s” in one line, without characters that cannot be seen."),
)
WRONG_DAY = (
    _l("Enter a real date, with day, month and year in figures."),
    _l("Enter a real date for “%(field)s”, with day, month and year in figures."),
)


class DayField(DateField):
    """A date in three boxes; says in our words what is wrong with it. Where it must be given, `chosen` says so."""

    def __init__(self, label: Any = None, validators: Any = None, *, wrong: Any = None, **named: Any) -> None:
        super().__init__(label, validators, format=["%d %m %Y"], **named)
        self.wrong = wrong

    def process_formdata(self, valuelist: list[str]) -> None:
        said = " ".join(each.strip() for each in valuelist).strip()
        if not said:
            self.data = None
            return
        try:
            super().process_formdata([said])
        except ValueError as error:
            raise ValueError(str(self.wrong) if self.wrong else General(*WRONG_DAY)) from error


def choices(words: Mapping[str, Any]) -> list[Any]:
    """Give the choices of a field: what is sent → what is read."""
    return [wtforms_choices.SelectChoice(value, label) for value, label in words.items()]  # type: ignore[attr-defined]


def needed(message: Any) -> list[Callable[..., None]]:
    """Validate that something other than white space was given, saying what is missing."""
    return [DataRequired(message=message)]


def chosen(message: Any) -> list[Callable[..., None]]:
    """Validate that one of the choices was made."""
    return [InputRequired(message=message)]


def too_long(most: int) -> General:
    said = _("Use %(max)d characters or fewer.", max=most)
    return General(said, _l("Use %(max)d characters or fewer in “%(field)s”."), max=most)


class _AtMost(Length):
    def __call__(self, form: Any, field: Field) -> None:  # noqa: ARG002 WTForms' signature
        if len(field.data or "") > self.max:
            raise ValidationError(too_long(self.max))


def at_most(length: int) -> Length:
    return _AtMost(max=length)


def sentence(code: str, values: Mapping[str, Any]) -> str:
    """Put a refusal into words in the reader's language."""
    refusals = cast("Refusals", current_app.extensions["refusals"])
    if code not in refusals:
        return str(_("This could not be done (%(code)s). Nothing was changed.", code=code))
    words = refusals[code]
    told = {name: day(value) if isinstance(value, date) else value for name, value in values.items()}
    return str(words) % told if told else str(words)


def held_form() -> MultiDict[str, str] | None:
    """Give what a person had sent when their session had ended, to be shown filled in; never submitted by itself."""
    return cast("MultiDict[str, str] | None", g.get("held_form")) if request.method == "GET" else None


def page_status() -> int:
    """Give the status of a page that shows a form: 422 when it was sent and something in it was wrong."""
    if "refusal" in g:
        return 409
    return 422 if g.get("form_invalid") else 200


def _first_id(field: Field) -> str:
    """Give the id of what to focus: the first of several buttons or boxes, else the field."""
    boxes = list(field) if isinstance(field, (RadioField, SelectMultipleField)) else []
    return str(boxes[0].id if boxes else field.id)


def _with_name(message: str, field: Field) -> str:
    """Give what the summary says of a field: which one is meant, where the message itself does not tell."""
    name = str(field.label.text)
    return message.naming(name) if isinstance(message, General) and name else str(message)


def _flat(errors: Any) -> list[str]:
    if isinstance(errors, dict):
        return [message for one in errors.values() for message in _flat(one)]
    if isinstance(errors, (list, tuple)):
        return [message for one in errors for message in _flat(one)]
    return [errors if isinstance(errors, General) else str(errors)]


def summary_title() -> str:
    return str(_("There is a problem"))


def marked(words: str) -> Markup:
    return Markup("{}").format(words)
