"""The form of a pair: what is chosen for each open row, two to be put together, and the one button pressed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField

from portfolio.web.forms import LONGEST_VERSION, VersionedForm, held_form
from standards.foundation import LANGUAGES, Language
from standards.importing.services.pairs import Said
from standards.matching import Choice, Matched

ALONE = ":alone"
"""No key begins so."""
LONGEST_NUMBER = 4
ROW = {f"row-{language}-": language for language in LANGUAGES}


class PairingForm(VersionedForm):
    other_version = HiddenField()
    one_edition = BooleanField(_l("They are one and the same edition"))
    together_cy = SelectField(_l("Welsh criterion"), validate_choice=False)
    together_en = SelectField(_l("English criterion"), validate_choice=False)

    def __init__(self, versions: tuple[int, int]) -> None:
        super().__init__(data={"version": str(versions[0]), "other_version": str(versions[1])})
        self.sent: Mapping[str, str] = request.form if request.method == "POST" else held_form() or {}
        self.together_cy.choices = self.together_en.choices = [("", "")]

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        right = super().validate(extra_validators)
        for one, other in ((self.together_cy, self.together_en), (self.together_en, self.together_cy)):
            if other.data and not one.data:
                one.errors = [_("Choose the one that it belongs together with.")]
                right = False
        return right

    def versions_looked_at(self) -> tuple[int, int]:
        said = str(self.other_version.raw_data[0]) if self.other_version.raw_data else ""
        return self.looked_at(), int(said) if said.isdecimal() and len(said) <= LONGEST_VERSION else -1

    def caught_up(self, versions: tuple[int, int]) -> bool:
        """Carry both versions of now once the reader was told of a change."""
        told = self.catch_up(versions[0])
        if told:
            self.other_version.data = str(versions[1])
        return told

    @property
    def act(self) -> tuple[str, str, str]:
        """Give the button that was pressed, and what it stands at; "save" where none was that we know."""
        name, _colon, rest = self.sent.get("act", "").partition(":")
        first, _colon, second = rest.partition(":")
        numbered = first.isdecimal() and len(first) <= LONGEST_NUMBER
        known = {
            "join": True,
            "proposed": numbered,
            "rest": numbered and second in LANGUAGES,
            "back": first in LANGUAGES,
        }
        return (name, first, second) if known.get(name) else ("save", "", "")

    def said(self) -> Said:
        name, first, second = self.act
        return Said(
            tuple(self.choices()),
            proposed=int(first) if name == "proposed" else None,
            rest=(int(first), _language(second)) if name == "rest" else None,
            back=(_language(first), second) if name == "back" else None,
        )

    def choices(self) -> list[Choice]:
        """Give what is chosen for the rows, and the two that were put together."""
        found = [_choice(language, key, said) for language, key, said in self._rows()]
        if self.together_cy.data and self.together_en.data:
            found.append((str(self.together_cy.data), str(self.together_en.data)))
        return found

    def _rows(self) -> list[tuple[Language, str, str]]:
        return [
            (language, name.removeprefix(start), said)
            for name, said in self.sent.items()
            for start, language in ROW.items()
            if name.startswith(start) and said
        ]

    def chosen(self, language: Language, key: str) -> str:
        """Give what is chosen for an open row, as it was sent."""
        return self.sent.get(f"row-{language}-{key}", "")

    def offer(self, found: Matched) -> None:
        """Offer all criteria of either language to be put together."""
        nothing = ("", _("Choose a criterion"))
        self.together_cy.choices = [nothing, *_criteria(found, "cy")]
        self.together_en.choices = [nothing, *_criteria(found, "en")]

    def lost(self, found: Matched) -> list[tuple[str, str]]:
        """List what was chosen for rows that somebody else has settled meanwhile: the code, and with which."""
        rows = [row for part in found.parts for row in part.open]
        offered: set[Choice] = {(row.cy_key, None) for row in rows} | {(None, row.en_key) for row in rows}
        offered |= {(row.cy_key, key) for row in rows for key, _criterion in row.partners}
        gone = [_choice(language, key, said) for language, key, said in self._rows()]
        return [
            (found.cy.code(cy) or "" if cy else "", found.en.code(en) or "" if en else "")
            for cy, en in gone
            if (cy, en) not in offered
        ]


def _criteria(found: Matched, language: Language) -> list[tuple[str, str]]:
    side = found.cy if language == "cy" else found.en
    return [(side.key_of[id(one)], f"{one.code} {one.text.shown(language).words}") for one in side.draft.criteria()]


def _choice(language: Language, key: str, said: str) -> Choice:
    other = None if said == ALONE else said
    return (key, other) if language == "cy" else (None, key)


def _language(said: str) -> Language:
    return "cy" if said == "cy" else "en"
