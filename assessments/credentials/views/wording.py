"""The sentences of a credential, in the language of each edition."""

from __future__ import annotations

from flask_babel import gettext as _

from assessments.credentials.documents import Award, Sentences
from portfolio.web import locale
from standards.foundation import Language


def sentences(award: Award, language: Language) -> Sentences:
    """Write that it is the centre's record, and no more than that."""
    codes = ", ".join(code for code, _uuid, _text in award.criteria)
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
