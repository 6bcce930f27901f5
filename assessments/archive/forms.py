"""The forms of arriving, and the words of what is wrong with an archive or with accepting it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import FileField, SelectMultipleField

from portfolio.web.forms import Form

REFUSALS = {
    "archive-overtaken": _l("Something was done in this portfolio while it was put together. Make the archive again."),
    "arrived-own": _l(
        "This archive was made from this portfolio: what it holds is here. Nothing was taken in a second time."
    ),
    "arrived-before": _l("This archive was taken in before. Nothing was taken in a second time."),
    "arrival-accepted": _l("Somebody has accepted this already."),
    "arrival-not-accepted": _l("These decisions are not accepted yet."),
    "arrival-nothing-to-count": _l("Nothing waits here that these decisions could count for."),
    "arrival-unread": _l(
        "You can have looked only at decisions whose evidence the learner has submitted here. Nothing was accepted. "
        "Take the ticks away from the others."
    ),
    "arrival-unsampled": _l("Choose the decisions that you looked at: at least one."),
}
WRONG = {
    "missing": _l("This file is missing: %(name)s"),
    "differs": _l("This file was changed: %(name)s"),
    "extra": _l("This file does not belong to the archive: %(name)s"),
    "signature": _l("The list of files is not the one that the provider signed."),
    "signed-head": _l("The signature at this entry of the record is not the provider's: %(name)s"),
    "entry": _l("This entry of the record was changed: %(name)s"),
    "head": _l("The record does not end where it should, but at entry: %(name)s"),
    "not-archive": _l("This is no archive of Tystio, or it is damaged so that it cannot be read."),
    "manifest": _l("The list of files in this archive cannot be read."),
    "data": _l("The portfolio's data in this archive cannot be read."),
    "packed": _l("This file is compressed, as no archive of Tystio has it: %(name)s"),
    "path": _l("This name would lead out of the archive: %(name)s"),
    "none": _l("Choose the archive."),
    "too-big": _l("This archive is too big to be taken in here."),
    "no-feed": _l("Choose the file."),
    "not-leap2a": _l("This is no Leap2A export, or it is damaged so that it cannot be read. Nothing was taken in."),
    "file": _l("This file cannot be taken: %(name)s"),
}
"""What is wrong with an archive, by its code."""


LEFT_OUT = {
    "no-file": _l("The file is not there."),
    "refused": _l("The file is of a kind that cannot be kept, or it is damaged."),
    "container": _l("It only holds other items together."),
    "type": _l("Items of this type are no evidence."),
    "empty": _l("It says nothing."),
}
"""Why an entry of another system is not taken, by code."""


class ArriveForm(Form):
    archive = FileField(_l("Archive (ZIP)"))


class AcceptForm(Form):
    sampled = SelectMultipleField(_l("Decisions that you looked at"), validate_choice=False)


class Leap2AForm(Form):
    feed = FileField(_l("Leap2A export (ZIP or XML)"))
