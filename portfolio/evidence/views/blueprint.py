"""The blueprint that all pages about evidence hang on, and what their addresses name."""

from flask import Blueprint

from portfolio.evidence import queries
from portfolio.evidence.forms import KIND_WORDS, told
from portfolio.evidence.forms.people import CONSENT_WORDS, PEOPLE_WORDS, SETTLEMENT_WORDS
from portfolio.evidence.policy import EVIDENCE_READ, EVIDENCE_WRITE
from portfolio.learning.policy import PORTFOLIO_READ
from portfolio.learning.queries import portfolio
from portfolio.people.forms import ROLES
from portfolio.web.access import Subject

blueprint = Blueprint("evidence", "portfolio.evidence")
# Pages of judging show what the record of a kind says as these do.
blueprint.record_once(
    lambda state: state.app.jinja_env.globals.update(
        told_particulars=told,
        evidence_kinds=KIND_WORDS,
        people_words=PEOPLE_WORDS,
        consent_words=CONSENT_WORDS,
        settlement_words=SETTLEMENT_WORDS,
        role_words={role.value: said for role, said in ROLES.items()},
    )
)

PORTFOLIO = Subject(portfolio, PORTFOLIO_READ)
EVIDENCE = Subject(queries.evidence, EVIDENCE_READ, unsubmitted=EVIDENCE_WRITE)
CONSENT = Subject(queries.consent, EVIDENCE_READ, unsubmitted=EVIDENCE_WRITE)
FILE = Subject(queries.served_file, EVIDENCE_READ, unsubmitted=EVIDENCE_WRITE)
