"""The forms by which a qualification is made, and what the refusals of its rules say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import Field, RadioField, SelectField, StringField
from wtforms.validators import Regexp, ValidationError

from portfolio.web.forms import DayField, Form, Refusals, at_most, choices, chosen, needed
from portfolio.web.locale import language
from standards.foundation import Text
from standards.qualifications.rules import Combination
from standards.qualifications.rules.evidence import MOST, OF_A_KIND, Asks, EvidenceKind, EvidenceRule
from standards.qualifications.rules.signing import SigningOrder, signing_order
from standards.qualifications.rules.wording import DECISIONS, LONGEST, DecisionWords, words_of

REFUSALS: Refusals = {
    "qualification-number-taken": _l(
        "There is already a qualification with the number %(number)s. Begin a new version of it, or use another number."
    ),
    "qualification-draft-exists": _l("A new version of %(number)s has been begun already. Finish that one first."),
    "qualification-published": _l("This version is published, so nothing in it changes. Begin a new version instead."),
    "qualification-shared": _l("This qualification is shared by all centres, so it cannot be changed here."),
    "qualification-empty": _l("There is no group of units yet. Add a group with at least one unit first."),
    "qualification-cannot-be-achieved": _l(
        "No choice of units would achieve this qualification yet. Mend what the page lists, then publish."
    ),
    "maximum-below-minimum": _l("The most to be chosen (%(maximum)s) is less than the least (%(minimum)s)."),
    "evidence-rule-needs-kind": _l("Choose the kind of evidence that the rule is about. Nothing was added."),
    "evidence-rule-number": _l("Enter a whole number from 1 to %(most)s. Nothing was added."),
    "evidence-rule-criteria": _l(
        "The standard has no criteria with these codes: %(codes)s. Nothing was added. Write the codes as the standard "
        "does, with commas."
    ),
    "evidence-rule-for-all": _l(
        "A rule about the age of evidence is for all criteria. Nothing was added. Leave the criteria empty."
    ),
    "evidence-rule-twice": _l("The unit has such a rule already. Nothing was added. Remove the old one first."),
    "evidence-rules-too-many": _l("A unit has at most %(most)s rules. Nothing was added."),
    "signing-part-missing": _l(
        "A unit is always signed by its learner and its assessor, and by a countersigner where a trainee assessed. "
        "Nothing was changed."
    ),
    "signing-countersigner-early": _l("A countersigner signs after the assessor. Nothing was changed."),
    "signing-verified-early": _l("A quality assurer verifies a unit last. Nothing was changed."),
    "evidence-rules-contradict": _l(
        "No evidence could keep all the rules of the unit %(urn)s: a kind is asked for and not allowed, or more "
        "criteria are to be observed than there are. Nothing was published. Change the unit's rules first."
    ),
    "wording-needs-both": _l(
        "A decision is named in Welsh and in English, or in neither. Nothing was changed. Write what is missing, or "
        "empty both boxes."
    ),
    "wording-too-long": _l("The name of a decision has at most %(most)s characters. Nothing was changed."),
    "wording-twice": _l(
        "Two decisions have the same name, so nobody could tell them apart. Nothing was changed. Name them differently."
    ),
    "unit-twice": _l("The standard %(urn)s is a unit of this qualification already."),
    "standard-of-another-provider": _l("That standard belongs to another centre. Choose another."),
    "not-part-of-qualification": _l("That is no longer part of this qualification. Nothing was changed."),
}
DECISION_WORDS = {
    "met": lazy_pgettext("decision", "Met"),
    "not_yet": lazy_pgettext("decision", "Not yet met"),
    "referred": lazy_pgettext("decision", "Referred to the learner"),
}
COMBINATION_WORDS = {
    Combination.ALL: _l("All units are needed"),
    Combination.UNITS: _l("A number of units are chosen"),
    Combination.CREDITS: _l("Units are chosen for a number of credits"),
}
KIND_WORDS: Mapping[str, Any] = {
    EvidenceKind.REFLECTIVE_ACCOUNT: _l("Written account of what I did"),
    EvidenceKind.PRODUCT: _l("Something I made or used at work"),
    EvidenceKind.PHOTOGRAPH: _l("Photograph"),
    EvidenceKind.AUDIO: _l("Sound recording"),
    EvidenceKind.VIDEO: _l("Video"),
    EvidenceKind.OBSERVATION: _l("Record of being observed at work"),
    EvidenceKind.WITNESS_TESTIMONY: _l("Testimony of a witness"),
    EvidenceKind.DISCUSSION: _l("Professional discussion"),
    EvidenceKind.QUESTIONS: _l("Questions and answers"),
    EvidenceKind.CASE_STUDY: _l("Case study or assignment"),
    EvidenceKind.PRIOR_LEARNING: _l("Recognition of prior learning"),
    EvidenceKind.SIMULATION: _l("Simulation"),
    EvidenceKind.SIGHTED: _l("A record that was seen and is kept elsewhere"),
}
ASKS_WORDS: Mapping[str, Any] = {
    Asks.INCLUDES: _l("The unit must include so many pieces of a kind"),
    Asks.NOT_ALLOWED: _l("No criterion may rest on a kind alone"),
    Asks.OCCASIONS: _l("The evidence must be of so many different days"),
    Asks.OBSERVED: _l("The assessor must observe so many criteria"),
    Asks.SHARE: _l("At most so many per cent of the criteria may rest on a kind alone"),
    Asks.CURRENT: _l("Evidence should not be older than so many months (a warning: the assessor decides)"),
}
LAST_CERTIFICATION = _l("Last certification date (if known)")
A_NUMBER = r"^\s*\d{0,4}\s*$"


def _whole_number() -> Regexp:
    return Regexp(A_NUMBER, message=_l("Enter a whole number, or leave it empty."))


def _stripped(said: str | None) -> str | None:
    return said.strip() if said else said


def number_in(field: Field) -> int | None:
    said = str(field.data or "").strip()
    return int(said) if said else None


class Titled(Form):
    """A form about something that has a title in Welsh, in English or in both."""

    title_cy = StringField(_l("Title in Welsh"), [at_most(200)], filters=[_stripped])
    title_en = StringField(_l("Title in English"), [at_most(200)], filters=[_stripped])

    def validate_title_cy(self, field: Field) -> None:
        if not field.data and not self.title_en.data:
            raise ValidationError(_("Enter a title in Welsh, in English or in both."))

    def title(self) -> Text:
        return Text(self.title_cy.data or None, self.title_en.data or None)


class QualificationForm(Titled):
    number = StringField(
        _l("Number"),
        [*needed(_l("Enter the qualification's number.")), at_most(32)],
        description=_l("As the regulator or awarding body writes it, for example 610/1234/5."),
        filters=[_stripped],
    )
    level = SelectField(_l("Level"))
    least_credits = StringField(
        _l("Fewest credits in all"), [_whole_number()], description=_l("Leave it empty where credits do not count.")
    )
    last_certification = DayField(
        LAST_CERTIFICATION,
        description=_l(
            "The last day on which the awarding body issues certificates for this version. It can be set later too."
        ),
    )

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, **named)
        levels = [(str(level), _("Level %(number)s", number=level)) for level in range(1, 9)]
        self.level.choices = [("", _("No level")), *levels]


class GroupForm(Titled):
    combination = RadioField(
        _l("How units of this group are chosen"),
        chosen(_l("Choose how units of this group are chosen.")),
    )
    minimum = StringField(_l("At least"), [_whole_number()], description=_l("Units or credits, as chosen above."))
    maximum = StringField(_l("At most"), [_whole_number()], description=_l("Leave it empty where there is no limit."))

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, **named)
        self.combination.choices = [(one.value, words) for one, words in COMBINATION_WORDS.items()]


class UnitForm(Form):
    group = RadioField(_l("Group"), chosen(_l("Choose a group.")))
    standard = SelectField(_l("Standard"), needed(_l("Choose a standard.")))
    number = StringField(
        _l("Unit number"),
        [at_most(32)],
        description=_l("Where the awarding body gives the unit a number of its own."),
        filters=[_stripped],
    )
    credits = StringField(
        _l("Credits"), [_whole_number()], description=_l("Leave it empty where credits do not count.")
    )

    def offer(self, groups: list[tuple[str, str]], standards: list[tuple[str, str]]) -> None:
        self.group.choices = groups
        if len(groups) == 1 and not self.group.data:
            self.group.data = groups[0][0]
        self.standard.choices = [("", _("Choose a standard")), *standards]


class EvidenceRuleForm(Form):
    """One more rule of a unit: which of the fields it needs is said by what it asks."""

    asks = RadioField(_l("What does the rule ask?"), chosen(_l("Choose what the rule asks.")))
    kind = SelectField(_l("Kind of evidence"), description=_l("For the rules that are about a kind."))
    number = StringField(
        _l("How many, or how many per cent or months"),
        [_whole_number()],
        description=_l("Leave it empty where no criterion may rest on a kind alone."),
    )
    criteria = StringField(
        _l("Criteria to which the rule does not apply"),
        [at_most(400)],
        description=_l("Codes with commas, for example P3, K1. Leave it empty where it applies to all."),
    )

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, **named)
        self.asks.choices = choices(ASKS_WORDS)
        self.kind.choices = choices({"": _("No kind"), **KIND_WORDS})

    def rule(self) -> EvidenceRule:
        asks = Asks(self.asks.data)
        kind = EvidenceKind(self.kind.data) if self.kind.data and asks in OF_A_KIND else None
        codes = tuple(code.strip() for code in (self.criteria.data or "").split(",") if code.strip())
        number = (number_in(self.number) or 0) if asks in MOST else 0
        return EvidenceRule(asks, kind, number, codes)


class LastCertificationForm(Form):
    last_certification = DayField(LAST_CERTIFICATION, description=_l("Leave it empty where no day is announced."))


class SigningForm(Form):
    """Who signs a unit, and in what order: two questions."""

    first = RadioField(
        _l("Who signs a unit first?"),
        chosen(_l("Choose who signs first.")),
        choices=choices(
            {
                "learner": _l("The learner declares it, then the assessor signs"),
                "assessor": _l("The assessor signs it, then the learner declares it"),
            }
        ),
    )
    verified = RadioField(
        _l("Which units does a quality assurer verify?"),
        chosen(_l("Choose which units a quality assurer verifies.")),
        choices=choices(
            {
                "sampled": _l("Only units that are sampled"),
                "all": _l("Every unit, before it is complete"),
            }
        ),
    )

    def show(self, order: SigningOrder) -> None:
        """Let the form say what is so now, until something else is chosen."""
        self.first.data = self.first.data or ("learner" if order.learner_first else "assessor")
        self.verified.data = self.verified.data or ("all" if order.verified else "sampled")

    def order(self) -> SigningOrder:
        return signing_order(learner_first=self.first.data == "learner", verified=self.verified.data == "all")


def decision_names(named: Mapping[str, Any] = MappingProxyType({})) -> dict[str, str]:
    """Give what decisions are called in the reader's language; `named`: by an awarding body, as it is stored."""
    own = words_of(named)
    return {one: own[one].shown(language()).words if one in own else str(DECISION_WORDS[one]) for one in DECISIONS}


class WordingForm(Form):
    """What an awarding body calls each decision, in both languages."""

    met_cy = StringField(_l("Name in Welsh"), [at_most(LONGEST)], filters=[_stripped])
    met_en = StringField(_l("Name in English"), [at_most(LONGEST)], filters=[_stripped])
    not_yet_cy = StringField(_l("Name in Welsh"), [at_most(LONGEST)], filters=[_stripped])
    not_yet_en = StringField(_l("Name in English"), [at_most(LONGEST)], filters=[_stripped])
    referred_cy = StringField(_l("Name in Welsh"), [at_most(LONGEST)], filters=[_stripped])
    referred_en = StringField(_l("Name in English"), [at_most(LONGEST)], filters=[_stripped])

    def show(self, words: DecisionWords) -> None:
        """Let the form say what is so now, until something else is sent."""
        for decision, text in words.items():
            for field, said in ((self[f"{decision}_cy"], text.cy), (self[f"{decision}_en"], text.en)):
                field.data = said if field.data is None else field.data

    def words(self) -> dict[str, Text]:
        said = {one: Text(self[f"{one}_cy"].data or None, self[f"{one}_en"].data or None) for one in DECISIONS}
        return {decision: text for decision, text in said.items() if text.cy or text.en}


class ConfirmForm(Form):
    """Nothing but the button."""
