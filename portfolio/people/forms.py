"""The forms about people, and what their rules' refusals say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms import (
    EmailField,
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    SearchField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Regexp, ValidationError

from portfolio.people.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD, is_address, weakness
from portfolio.people.rules.interests import Nature, Ruling
from portfolio.people.rules.standing import Checks, SettingCode, Suitability
from portfolio.web.forms import DayField, Form, Refusals, at_most, choices, chosen, needed
from standards.foundation import Role

REFUSALS: Refusals = {
    "email-taken": _l("Somebody with the email address %(email)s already has an account."),
    "role-held": _l("%(name)s already has this role here."),
    "role-above": _l("Only an administrator can make somebody an administrator, or end that role."),
    "role-over": _l("This role has already ended."),
    "ends-before-start": _l("The last day is before the day on which the role began."),
    "last-leader": _l("Nobody else leads this centre. Make somebody else a manager or an administrator first."),
    "not-trainee": _l("This person is not a trainee assessor."),
    "qualified-before-start": _l("That day is before the day on which the role began. Enter a later day."),
    "setting-out-of-range": _l("Enter a whole number from 0 to %(most)s. Nothing was changed."),
    "suitability-own": _l("Nobody records their own checks: another manager has to. Nothing was saved."),
    "checked-in-future": _l("That day has not come yet. Enter the day on which the checks were made."),
    "checks-expire-before": _l("The checks would expire before they were made. Enter a later day."),
    "conditions-missing": _l("Write down the conditions under which this person may work with learners."),
    "suitability-not-recorded": _l(
        "Nothing is recorded of this person's checks, and your centre assigns nobody before. Nothing was saved. A "
        "manager records the checks in the list of people."
    ),
    "suitability-incomplete": _l(
        "This person's checks are incomplete, so they cannot be assigned to a learner. Nothing was saved."
    ),
    "suitability-expired": _l(
        "This person's checks have expired, so they cannot be assigned to a learner. Nothing was saved. A manager "
        "records new ones in the list of people."
    ),
    "interest-own": _l("You are concerned yourself, so another manager has to decide. Nothing was saved."),
    "interest-in-oneself": _l("Give the email address of the other person, not your own. Nothing was saved."),
    "interest-ends-before": _l("The last day is before the first. Enter a later day."),
    "interest-barred": _l(
        "An interest in this learner was declared and it was decided that this person does not assess them. Nothing "
        "was saved. Somebody else has to."
    ),
    "interest-open": _l(
        "An interest in this learner was declared and nobody has decided on it yet. Nothing was saved. A manager "
        "decides first."
    ),
    "link-over": _l("This link has been used or is too old. Ask for a new one."),
}
WEAK = {
    "password-short": _l("Use at least %(number)s characters.", number=SHORTEST_PASSWORD),
    "password-long": _l("Use at most %(number)s characters.", number=LONGEST_PASSWORD),
    "password-common": _l("This password is easy to guess. Use three words that do not belong together."),
    "password-telling": _l("Leave your name, your email address and “Tystio” out of your password."),
}
ROLES: dict[Role, Any] = {
    Role.LEARNER: _l("Learner"),
    Role.ASSESSOR: _l("Assessor"),
    Role.QUALITY_ASSURER: _l("Internal quality assurer"),
    Role.EXTERNAL_QUALITY_ASSURER: _l("External quality assurer"),
    Role.MANAGER: _l("Manager"),
    Role.ADMINISTRATOR: _l("Administrator"),
}
LANGUAGE_NAMES = {"cy": _l("Welsh"), "en": _l("English")}
ASSESSES_IN = {"cy": _l("Welsh"), "en": _l("English"), "both": _l("Welsh and English")}


def an_address(_form: Form, field: Field) -> None:
    if not is_address(field.data or ""):
        raise ValidationError(str(_l("Enter an email address like name@example.com.")))


class SignInForm(Form):
    email = EmailField(_l("Email address"), needed(_l("Enter your email address.")))
    password = PasswordField(_l("Password"), needed(_l("Enter your password.")))
    next = HiddenField()


class ConfirmForm(Form):
    """Nothing but the button."""


class ForgottenPasswordForm(Form):
    email = EmailField(_l("Email address"), [*needed(_l("Enter your email address.")), an_address, at_most(254)])


class NewPasswordForm(Form):
    """A password to choose; `about` is what others know of its owner."""

    new_password = PasswordField(_l("New password"), needed(_l("Enter a new password.")))

    def __init__(self, *positional: Any, about: Sequence[str] = (), **named: Any) -> None:
        super().__init__(*positional, **named)
        self.about = about

    def validate_new_password(self, field: Field) -> None:
        weak = weakness(field.data or "", self.about)
        if weak:
            raise ValidationError(str(WEAK[weak]))


class ChangePasswordForm(NewPasswordForm):
    password = PasswordField(_l("Your password now"), needed(_l("Enter the password that you use now.")))


class AccountForm(Form):
    name = StringField(_l("Name"), [*needed(_l("Enter your name.")), at_most(200)])
    language = RadioField(
        _l("Language of pages and emails"), chosen(_l("Choose a language.")), choices=choices(LANGUAGE_NAMES)
    )


class PersonForm(Form):
    """Somebody new at a provider; choices of roles are those that the giver may give."""

    email = EmailField(_l("Email address"), [*needed(_l("Enter an email address.")), an_address, at_most(254)])
    name = StringField(_l("Name"), [*needed(_l("Enter a name.")), at_most(200)])
    role = RadioField(_l("Role"), chosen(_l("Choose a role.")))
    qualified = RadioField(
        _l("Is this assessor qualified?"),
        choices=choices({"yes": _l("Qualified"), "no": _l("Trainee: somebody else countersigns")}),
        default="yes",
    )
    assesses_in = RadioField(_l("Languages of assessment"), choices=choices(ASSESSES_IN), default="both")
    language = RadioField(
        _l("Language of emails"),
        choices=choices({**LANGUAGE_NAMES, "both": _l("Not known: write in both")}),
        default="both",
    )

    def __init__(self, *positional: Any, roles: Sequence[Role], **named: Any) -> None:
        super().__init__(*positional, **named)
        self.role.choices = choices({role.value: ROLES[role] for role in roles})


class EndForm(Form):
    ends = DayField(
        _l("Last day"),
        chosen(_l("Enter the last day.")),
    )


class QualifyByForm(Form):
    qualify_by = DayField(
        _l("Qualified by"),
        description=_l("Leave it empty where no day is agreed: then everybody concerned is told so."),
    )


def setting_field(label: Any, description: Any) -> StringField:
    return StringField(
        label, [Regexp(r"^\s*\d{1,4}\s*$", message=_l("Enter a whole number."))], description=description
    )


class SettingsForm(Form):
    """The numbers that a centre sets for itself, by their codes."""

    qualify_months = setting_field(
        _l("Months within which a trainee assessor should be qualified"),
        _l("The day that is suggested for a new trainee; each trainee's own day can be another."),
    )
    qualify_warning = setting_field(
        _l("Days before that day from which it is told"),
        _l("The trainee, their countersigners and the managers are told from then on."),
    )

    suitability_gate = RadioField(
        _l("Assigning people to learners"),
        coerce=int,
        choices=choices(
            {
                "1": _l("Only whose checks are cleared or conditional"),
                "0": _l("Whatever is recorded of their checks"),
            }
        ),
    )

    visit_days = setting_field(
        _l("Days for which an external visitor is let in at most"),
        _l("A visit always has a last day; this is how far it may lie from the first."),
    )
    visit_plan_days = setting_field(
        _l("Working days within which the actions of a visit are acknowledged"),
        _l("Counted from the day after they are asked for, without weekends and bank holidays."),
    )
    standardise_months = setting_field(
        _l("Months within which staff take part in standardisation again"),
        _l("Counted for each qualification that somebody works on; who is due is listed under Standardisation."),
    )
    monitor_months = setting_field(
        _l("Months within which an assessor is observed at work again"),
        _l("Counted from the last observation, or from when they began; who is due is listed under Monitoring."),
    )
    monitor_trainee_months = setting_field(
        _l("Months within which a trainee assessor is observed at work again"),
        _l("Shorter, as there is more to be seen and helped with."),
    )

    def numbers(self) -> dict[SettingCode, int]:
        """Give what was entered, by its code."""
        return {code: int(self[code.value].data) for code in SettingCode}


SUITABILITY_WORDS = {
    Suitability.INCOMPLETE.value: _l("Checks incomplete"),
    Suitability.CONDITIONAL.value: _l("May begin, under conditions"),
    Suitability.CLEARED.value: _l("Cleared"),
}


class SuitabilityForm(Form):
    """How far somebody's checks are."""

    state = RadioField(
        _l("How far are the checks?"),
        chosen(_l("Choose how far the checks are.")),
        choices=choices(SUITABILITY_WORDS),
    )
    checked_on = DayField(_l("Checked on"), chosen(_l("Enter the day on which the checks were made.")))
    expires = DayField(_l("Last day on which they hold (if any)"))
    conditions = TextAreaField(_l("Conditions (where there are any)"), [at_most(2000)])

    def checks(self) -> Checks:
        day = cast("date", self.checked_on.data)
        return Checks(Suitability(self.state.data), day, self.expires.data, self.conditions.data or "")


NATURES = {
    Nature.FAMILY.value: _l("Family or household"),
    Nature.EMPLOYER.value: _l("Employer, line manager or business partner"),
    Nature.FRIEND.value: _l("Friend"),
    Nature.OTHER.value: _l("Something else"),
}
RULINGS = {
    Ruling.OPEN.value: _l("Not decided yet"),
    Ruling.OVERSIGHT.value: _l("Allowed with oversight"),
    Ruling.BARRED.value: _l("Not allowed"),
}


class InterestForm(Form):
    """What somebody on the staff is to another person here."""

    email = EmailField(
        _l("Email address of the learner or other person"),
        [*needed(_l("Enter an email address.")), an_address, at_most(254)],
    )
    nature = RadioField(
        _l("What are they to you?"), chosen(_l("Choose what they are to you.")), choices=choices(NATURES)
    )
    words = TextAreaField(_l("In your own words"), [*needed(_l("Say in a few words what it is.")), at_most(2000)])
    starts = DayField(_l("From"), chosen(_l("Enter the day from which this holds.")))
    ends = DayField(_l("Until (if it ends)"))


class RulingForm(Form):
    ruling = RadioField(
        _l("What follows?"),
        chosen(_l("Choose what follows.")),
        choices=choices({one: RULINGS[one] for one in (Ruling.OVERSIGHT.value, Ruling.BARRED.value)}),
    )
    ends = DayField(_l("Until (if it ends)"))


class ProviderForm(Form):
    provider = RadioField(_l("Centre"), chosen(_l("Choose a centre.")))


class FilterForm(Form):
    """What the list of people is narrowed to; sent by GET."""

    words = SearchField(_l("Name or email address"))
    role = SelectField(_l("Role"))
    show = SelectField(_l("Show"), choices=choices({"": _l("Roles held now"), "ended": _l("Roles that have ended")}))

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, meta={"csrf": False}, **named)
        self.role.choices = choices({"": _l("All roles"), **{role.value: words for role, words in ROLES.items()}})
