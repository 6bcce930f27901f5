"""The forms about people, and what their rules' refusals say."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField

from portfolio.web.forms import Form, Refusals, needed

REFUSALS: Refusals = {
    "email-taken": _l("Somebody with the email address %(email)s already has an account."),
}


class SignInForm(Form):
    email = EmailField(_l("Email address"), needed(_l("Enter your email address.")))
    password = PasswordField(_l("Password"), needed(_l("Enter your password.")))
    next = HiddenField()


class SignOutForm(Form):
    """Nothing but the button."""
