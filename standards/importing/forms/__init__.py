"""The forms by which documents are sent and worked on, and what the refusals of imports say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, MultipleFileField, SelectField, StringField
from wtforms.validators import ValidationError

from portfolio.web.forms import Form, Refusals, VersionedForm, at_most, held_form
from standards.editing.fields import CELLS, CHOICES, FACTS, LISTS, TICKED, Fields, kind_of, normal
from standards.editing.moves import MOVES, SECTION_MOVES
from standards.importing.queries import Bench
from standards.importing.rules import LONGEST_URN, How, State, faults
from standards.importing.services import Edit
from standards.library.forms import MODALITY_WORDS, STATUS_WORDS, VALIDITY_WORDS
from standards.reading.reader import KINDS

MOST_FILES = 20

REFUSALS: Refusals = {
    "import-changed": _l(
        "Somebody else has changed this import since you opened it. What they changed is listed below, and what you "
        "typed is still here. Check it, then save again."
    ),
    "import-closed": _l("This import is published or discarded, so nothing in it changes any more."),
    "import-paired": _l(
        "This import went into one of both languages, so nothing in it changes any more. It can be taken up again."
    ),
    "import-not-discarded": _l("This import is not discarded, so there is nothing to take up again."),
    "import-without-provider": _l("Standards are imported for a centre, and you work at none now."),
    "import-version-unknown": _l("This page was too old to be saved. What you typed is still here: save it again."),
    "edit-impossible": _l("That cannot be done at this place. Nothing was changed."),
    "split-where": _l("Press Enter in the text of %(criterion)s where its second part begins, then split it."),
    "section-not-empty": _l("Only a section without criteria can be removed. Move or remove its criteria first."),
    "error-not-accepted": _l(
        "An error cannot be accepted as it stands. Mend the draft and say so, or drop the problem with a reason."
    ),
    "nothing-mended": _l("Nothing in the draft differs from what was read yet. Mend it first, then say that it is."),
    "drop-needs-reason": _l("Say why this problem does not matter, then drop it."),
    "nothing-to-undo": _l("There is no earlier state of this draft to go back to."),
    "pairing-changed": _l(
        "Somebody else has changed one of the two, or settled rows of theirs, since you opened this page. What you "
        "chose is still here. Check it, then send it again."
    ),
    "pairing-open": _l(
        "Rows that nobody has settled yet: %(number)s. Put each with its criterion in the other language, or leave it "
        "alone, then pair."
    ),
    "pairing-two-editions": _l(
        "The two documents of %(urn)s name different dates or versions. Say below that they are one edition, or mend "
        "the date or version in the draft, then pair."
    ),
    "pairing-criterion-twice": _l(
        "One of those criteria is settled in another row already. Take that row back first, then choose again."
    ),
    "pairing-not-there": _l(
        "Those criteria do not stand in the same place of the two documents, or are gone (%(where)s). Nothing was "
        "changed."
    ),
    "pairing-extra": _l(
        "The published edition of %(urn)s has no place for these criteria: %(where)s. Put each with the one that it "
        "is there. Where there is none, the document is another edition: publish it as one."
    ),
    "pairing-language": _l(
        "%(urn)s has no official words in one of the two languages here, so there is nothing to pair. Open its draft "
        "and look at the language it was read in."
    ),
    "pairing-both-languages": _l(
        "One of the two drafts of %(urn)s has official words in both languages already, so there is nothing to pair. "
        "Publish it as it is."
    ),
    "pairing-standard-complete": _l(
        "Edition %(edition)s of %(urn)s has official words already in the language that this draft brings, so there is "
        "nothing to pair."
    ),
    "pairing-done": _l(
        "This draft of %(urn)s holds the published words already. Publish it, or undo the last change to it to pair "
        "it anew."
    ),
    "pairing-says-otherwise": _l(
        "Both have official words in one and the same language, but not the same words: %(where)s. Mend the draft "
        "that is wrong, then pair. Where both are right, they are two editions: publish each as its own."
    ),
    "pairing-urn": _l(
        "The two have different URNs, %(cy)s and %(en)s, so they are not one standard. Mend the URN in the draft where "
        "it is wrong, then pair."
    ),
    "pairing-kind": _l("The two documents of %(urn)s are of different kinds, so they cannot be paired."),
    "standard-without-urn": _l("The draft has no URN yet. Fill it in, then publish."),
    "standard-without-title": _l("The draft has no title yet. Fill it in, then publish."),
    "standard-has-errors": _l("There are errors that nobody has settled yet. Mend or drop each, then publish."),
    "criterion-twice": _l("The code %(criterion)s stands twice. Give one of the two another code, then publish."),
    "criterion-without-text": _l("%(criterion)s has no text. Fill it in or remove it, then publish."),
    "standard-asks-nothing": _l("No criterion takes evidence. Tick that for at least one, then publish."),
    "standard-too-long": _l("“%(said)s” is too long for a URN, an edition or a code. Shorten it, then publish."),
    "standard-standing": _l(
        "%(urn)s is in the library already, with this date or version and with all that this draft says. Nothing was "
        "published. A correction needs a date or version of its own."
    ),
    "standard-differs": _l(
        "%(urn)s is published already with the same date or version (%(edition)s), and says something else at "
        "%(where)s. A new version needs a date or version of its own: correct it here, or discard this import."
    ),
}
FAULT_WORDS = {
    "date-wrong": _l(
        "Write a date as year, month and day, for example 2026-02-28. A year, or a year and month, will do."
    ),
    "review-before-approval": _l("The review cannot come before the approval. Correct one of the two dates."),
    "code-missing": _l("Every criterion needs a code."),
    "code-twice": _l("This code stands twice. Give one of the two another."),
    "too-long": _l("This is too long. Shorten it."),
}
STATE_WORDS = {
    State.OPEN: _l("Being worked on"),
    State.PUBLISHED: _l("Published"),
    State.DISCARDED: _l("Discarded"),
    State.PAIRED: _l("Paired"),
}
SEVERITY_WORDS = {"error": _l("Error"), "check": _l("To check"), "note": _l("Note")}
HOW_WORDS = {How.ACCEPTED: _l("Accepted"), How.MENDED: _l("Mended"), How.DROPPED: _l("Dropped")}
SECTION_WORDS = {
    "performance": _l("Performance criteria"),
    "knowledge": _l("Knowledge and understanding"),
    "scope": _l("Scope"),
    "behaviours": _l("Behaviours"),
    "skills": _l("Skills"),
    "values": _l("Values"),
    "duties": _l("Duties"),
    "list": _l("List"),
    "actions": _l("Actions"),
}
EDITION_WORDS = {"approved": _l("Approved"), "version": _l("Printed version")}
LANGUAGE_WORDS = {"cy": _l("Welsh"), "en": _l("English")}
CHANGE_WORDS = {
    "added": _l("added"),
    "removed": _l("removed"),
    "moved": _l("the order or nesting"),
    "text": _l("text"),
    "group": _l("sub-heading"),
    "code": _l("code"),
    "assessable": _l("whether it takes evidence"),
    "heading": _l("a section's heading"),
    "stem": _l("a section's lead-in"),
    "items": _l("words outside the criteria"),
    "title": _l("title"),
    "overview": _l("overview"),
    "urn": _l("URN"),
    "approved": _l("approval date"),
    "review": _l("review date"),
    "version": _l("printed version"),
    "developed_by": _l("who developed it"),
    "originating_organisation": _l("originating organisation"),
    "validity": _l("validity"),
    "status": _l("status"),
    "original_urns": _l("original URNs"),
    "suites": _l("suites"),
    "occupations": _l("occupations"),
    "keywords": _l("keywords"),
    "soc_codes": _l("SOC codes"),
    "modality": _l("what the provision does"),
    "closing": _l("closing words"),
    "purpose": _l("purpose"),
    "examples": _l("examples"),
    "keys": _l("key to success"),
    "who": _l("who"),
    "resources": _l("resources needed"),
    "time": _l("time needed"),
    "maturity": _l("maturity"),
}
CELL_WORDS = {
    "purpose": _l("Purpose"),
    "examples": _l("Examples"),
    "keys": _l("Key to success"),
    "who": _l("Who"),
    "resources": _l("Resources needed"),
    "time": _l("Time needed"),
    "maturity": _l("Maturity"),
}
LIST_WORDS = {
    "original_urns": _l("Original URNs"),
    "suites": _l("Suites"),
    "occupations": _l("Relevant occupations"),
    "keywords": _l("Keywords"),
    "soc_codes": _l("SOC codes"),
}
CHOICE_WORDS = {"validity": VALIDITY_WORDS, "status": STATUS_WORDS, "modality": MODALITY_WORDS}
SAVED = {
    "settled": _l("The draft is saved, and the problem is settled."),
    "opened": _l("The draft is saved, and the problem is open again."),
    "undone": _l("The last change is undone."),
    "translated": _l("The draft is saved, with the translations that were known already."),
    "": _l("The draft is saved."),
}
ACTS = {"undo": "undone", "translate": "translated"}
SEVERAL = {
    "settled": _l("The draft is saved. Problems settled together: %(number)s"),
    "opened": _l("The draft is saved. Problems opened again: %(number)s"),
}


class UploadForm(Form):
    documents = MultipleFileField(_l("Documents"))
    kind = SelectField(_l("Kind of document"))
    language = SelectField(_l("Language of the documents"))
    urn = StringField(
        _l("URN"),
        [at_most(LONGEST_URN)],
        description=_l("Leave it empty where the document says its own. It can only be given for one document."),
        filters=[lambda said: said.strip() if said else said],
    )

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, **named)
        kinds = {
            "auto": _("Find out from the document"),
            "nos": _("National Occupational Standard"),
            "legislation": _("Legislation"),
            "guidance": _("Guidance"),
            "actions": _("Framework for action"),
        }
        self.kind.choices = [(kind, kinds[kind]) for kind in KINDS]
        self.language.choices = [("", _("Find out from the document")), ("cy", _("Welsh")), ("en", _("English"))]

    def validate_documents(self, field: Field) -> None:
        sent = [one for one in field.data or () if getattr(one, "filename", "")]
        if not sent:
            raise ValidationError(_("Choose at least one document."))
        if len(sent) > MOST_FILES:
            raise ValidationError(_("Choose at most %(most)s documents at once.", most=MOST_FILES))

    def validate_urn(self, field: Field) -> None:
        if field.data and len(self.documents.data or ()) > 1:
            raise ValidationError(_("Give a URN only with one document, or send the documents one by one."))


class ImportsFilter(Form):
    class Meta:
        csrf = False

    state = SelectField(_l("State"))

    def __init__(self, given: object) -> None:
        super().__init__(formdata=given)
        self.state.choices = [("", _("All states")), *((state.value, words) for state, words in STATE_WORDS.items())]

    def chosen(self) -> str | None:
        return self.state.data if self.state.data in set(State) else None


class ActForm(VersionedForm):
    """What is asked before an import is published, discarded or taken up again."""


A_FIELD = re.compile(
    rf"(?:urn|version-printed|{'|'.join({*FACTS, *LISTS} - {'version'})}|(?:title|overview)-(?:cy|en)"
    r"|s\d+-(?:heading|stem)-(?:cy|en)|o\d+-(?:heading|items)-(?:cy|en)"
    rf"|c\d+-(?:(?:text|group|closing|{'|'.join(CELLS)})-(?:cy|en)|code|assessable|modality))"
)
PRINTED = "version-printed"
"""The field of the printed version; `version` is that of the import itself."""
A_NOTE = re.compile(r"note-(\d{1,6})")
HOW = {"accept": How.ACCEPTED, "mend": How.MENDED, "drop": How.DROPPED, "reopen": None}
SETTLING = re.compile(rf"(?P<how>{'|'.join(HOW)})(?:-(?P<which>kind|at))?")
"""One problem by its number, all of a kind by its code, or all of a criterion by its key."""


class WorkbenchForm(VersionedForm):
    """Every text of a draft, its problems' notes, and the one button that was pressed."""

    def __init__(self, standing: Fields, version: int) -> None:
        super().__init__(data={"version": str(version)})
        self.standing = standing
        self.sent: Mapping[str, str] = request.form if request.method == "POST" else held_form() or {}
        self.typed = self._typed()
        self.shown: Fields = {**standing, **self.typed}
        self.theirs: Fields = {}
        self.faults: dict[str, str] = {}
        self.notes = {int(found[1]): said for name, said in self.sent.items() if (found := A_NOTE.fullmatch(name))}

    def _typed(self) -> Fields:
        typed = {name: said for name, said in self.sent.items() if A_FIELD.fullmatch(name)}
        if PRINTED in typed:
            typed["version"] = typed.pop(PRINTED)
        typed = {name: said for name, said in typed.items() if said in ("", *CHOICES.get(kind_of(name), (said,)))}
        # A box that is not ticked sends nothing: where a criterion's words came, its box was there.
        keys = {name.partition("-")[0] for name in typed if "-text-" in name}
        return {**{f"{key}-assessable": "" for key in keys}, **typed}

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        right = super().validate(extra_validators)
        stands = {name: normal(name, said) for name, said in self.standing.items()}
        said = {name: normal(name, self.typed.get(name, before)) for name, before in stands.items()}
        self.faults = {name: str(FAULT_WORDS[code]) for name, code in faults(said, stands).items()}
        return right and not self.faults

    def problems(self) -> list[tuple[str | None, str]]:
        told = [(PRINTED if name == "version" else name, words) for name, words in self.faults.items()]
        return [*super().problems(), *told]

    @property
    def act(self) -> tuple[str, str]:
        """Give the button that was pressed, and what it stands at; "save" where none was that we know."""
        name, _colon, what = self.sent.get("act", "").partition(":")
        if name == "add-section":
            return name, self.sent.get("section_kind", "")
        known = name in {*MOVES, *SECTION_MOVES, "undo", "publish", "translate"} or SETTLING.fullmatch(name)
        return (name, what) if known else ("save", "")

    def edit(self, bench: Bench) -> Edit:
        name, what = self.act
        if name in MOVES or name in SECTION_MOVES:
            return Edit(self.typed, move=(name, what), notes=self.notes)
        found = SETTLING.fullmatch(name)
        if found is None:
            return Edit(self.typed, notes=self.notes, translate=name == "translate")
        positions = self._settled(bench)
        shared = self.sent.get(f"note-kind-{what}", "") if found["which"] == "kind" else ""
        notes = {position: self.notes.get(position, "") or shared for position in positions} if shared else {}
        return Edit(self.typed, settle=(positions, HOW[found["how"]]), notes={**self.notes, **notes})

    def _settled(self, bench: Bench) -> list[int]:
        """Give the problems that the button is about, in the order of the page."""
        name, what = self.act
        found = SETTLING.fullmatch(name)
        if found is None:
            return []
        if found["which"] == "at":
            return [one.position for one in bench.open_at.get(what, ())]
        groups = bench.settled_groups if found["how"] == "reopen" else bench.open_groups
        every = [(group.name, str(one.position), one.position) for group in groups for one in group.problems]
        return [position for kind, number, position in every if what == (kind if found["which"] else number)]

    def said(self, bench: Bench) -> str:
        """Say what will have been done."""
        name, _what = self.act
        number = len(self._settled(bench))
        kind = "opened" if name.startswith("reopen") else "settled" if number else ACTS.get(name, "")
        if number > 1:
            return str(SEVERAL[kind]) % {"number": number}
        return str(SAVED[kind])

    def place(self, bench: Bench) -> str | None:
        """Give the place on the page to go on at: after a problem, the next."""
        name, what = self.act
        if SETTLING.fullmatch(name) and not name.endswith("-at"):
            order, settled = [one.position for one in bench.open_problems], self._settled(bench)
            after = order[order.index(settled[-1]) :] if settled and settled[-1] in order else []
            return next((f"problem-{one}" for one in (*after, *order) if one not in settled), "problems")
        stays = name.endswith("-at") or name in {"up", "down", "nest", "unnest", "merge", "split", "add"}
        return what if stays else None

    def ticked(self, name: str) -> bool:
        return self.shown.get(name) == TICKED

    def unsaved(self) -> list[str]:
        """List what was typed and does not stand in the draft."""
        return [
            said
            for name, said in self.typed.items()
            if said.strip() and not name.endswith("-assessable") and normal(name, said) != self.standing.get(name, "")
        ]
