"""The sentences of a credential, in the language of each edition."""

from __future__ import annotations

from flask_babel import gettext as _

from assessments.credentials.checking import Said
from assessments.credentials.documents import Award, Sentences
from assessments.judging.rules import spans
from portfolio.web import locale
from standards.foundation import Language


def sentences(award: Award, language: Language) -> Sentences:
    """Write that it is the centre's record, and no more than that."""
    order = [code for code, _uuid, _text in award.criteria]
    codes = ", ".join(spans(order, set(order)))
    with locale.speaking(language):
        return Sentences(
            description=_(
                "This is the centre's own record that a unit was assessed against the standard %(urn)s and signed "
                "off. It is not a certificate of an awarding body.",
                urn=award.urn,
            ),
            narrative=_(
                "An assessor decided on evidence that every criterion of the standard was met: %(codes)s.", codes=codes
            ),
        )


def described(said: Said, language: Language) -> dict[str, str]:
    """Say what kind of record the picture of a badge is of, and what the picture shows."""
    with locale.speaking(language):
        return {
            "what": _("The centre's own record, not a certificate of an awarding body"),
            "described": _(
                "A round seal with the words: %(centre)s. %(unit)s, %(number)s. The centre's own record, not a "
                "certificate of an awarding body.",
                centre=said.issuer,
                unit=said.name,
                number=said.code,
            ),
        }
