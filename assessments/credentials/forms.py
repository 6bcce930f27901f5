"""The words of what is refused of credentials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FileField, TextAreaField

from assessments.credentials.rules import Revocation, Verdict
from portfolio.web.forms import Form, Refusals

REFUSALS: Refusals = {
    "credential-of-another": _l("Only its learner decides who sees this credential. Nothing was changed."),
    "credential-revoked": _l("This credential was revoked, so it cannot be shown. Nothing was changed."),
    "credential-shown-before": _l("This credential is shown already. Nothing was changed."),
    "credential-not-shown": _l("This credential is not shown. Nothing was changed."),
}
REASONS: Mapping[str, Any] = {Revocation.REOPENED: _l("The unit was reopened.")}
UNREADABLE: Mapping[str, Any] = {
    "badge-none": _l("Choose a file, or paste a badge."),
    "badge-too-big": _l("This is too big to be a badge. Nothing was checked. Send the badge alone."),
    "badge-too-deep": _l("This holds more within itself than a badge does. Nothing was checked."),
    "badge-not-json": _l(
        "This is no badge that can be read here. Nothing was checked. Send the badge as JSON, or the PNG or SVG "
        "picture that carries it."
    ),
    "badge-says-twice": _l("This says the same thing twice, and not alike perhaps. Nothing was checked."),
    "badge-not-in-picture": _l("There is no Open Badge 3.0 in this picture. Ask for the badge as JSON."),
    "badge-twice-in-picture": _l("There is more than one badge in this picture. Ask for the badge as JSON."),
    "badge-private-key": _l(
        "This carries the secret key that it is signed with, so anybody can have signed it. Nothing was checked. Tell "
        "its issuer."
    ),
    "badge-chain-broken": _l(
        "One of its signatures stands upon another that is not in it. Nothing was checked. Ask its issuer for the "
        "whole badge."
    ),
    "badge-no-proof": _l("Nobody signed this. Anybody can have written it."),
    "badge-proof-unknown": _l(
        "This is signed in a way that is not checked here: Data Integrity proofs with Ed25519 are, and JSON Web Tokens "
        "by RS256, PS256, ES256 or EdDSA. Nothing was checked."
    ),
    "badge-own-terms": _l("This brings meanings of words of its own, so what it says cannot be relied on."),
    "badge-foreign-context": _l(
        "This leans on a document elsewhere, which is never fetched from here. Nothing was checked. The document: "
        "%(detail)s"
    ),
    "badge-not-understood": _l("This is no badge that can be understood. Nothing was checked."),
    "file-broken": _l("This took too long or cannot be read. Nothing was checked."),
    "file-too-much-inside": _l("This holds more within itself than a badge does. Nothing was checked."),
}
"""Why something that was sent is no badge, by code."""
VERDICTS: Mapping[str, tuple[Any, Any]] = {
    Verdict.VALID: (
        _l("This credential is valid"),
        _l("A centre here issued it, nothing in it was changed, and it was not revoked."),
    ),
    Verdict.REVOKED: (
        _l("This credential was revoked"),
        _l("The centre issued it and no longer stands by it. Do not rely on it."),
    ),
    Verdict.EXPIRED: (_l("This credential has expired"), _l("It is whole, and its time is over.")),
    Verdict.EARLY: (_l("This credential does not hold yet"), _l("It is whole, and its time has not begun.")),
    Verdict.CHANGED: (
        _l("This is not what was signed"),
        _l("Something in it was changed, or it was never signed by whom it names. Do not rely on it."),
    ),
    Verdict.NOT_A_BADGE: (
        _l("This is not an Open Badge 3.0"),
        _l("It lacks what such a badge must say, or says it in the wrong place."),
    ),
    Verdict.OF_NAMED_KEY: (
        _l("Nothing in this badge was changed; its issuer is not known here"),
        _l(
            "Its signature fits the key that the badge itself names. Whose key that is cannot be told here, nor "
            "whether the badge was revoked: ask the issuer."
        ),
    ),
    Verdict.UNKNOWN_KEY: (
        _l("This badge cannot be checked here"),
        _l("Its key is kept at another site, and nothing is fetched from other sites. Ask the issuer."),
    ),
}


class VerifyForm(Form):
    file = FileField(_l("Badge as a file"))
    pasted = TextAreaField(_l("Or paste the badge"))
