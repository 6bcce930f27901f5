"""Translations put beside evidence by the services, for tests of the pages around them."""

from flask import Flask

from portfolio.aids import queries, services
from portfolio.aids.models import TranslationAid
from portfolio.aids.rules import How
from portfolio.aids.services import Translation
from portfolio.core.work import UnitOfWork
from standards.foundation import Role
from tests.evidence.items import row
from tests.factories import Someone
from tests.studies import acting

WORDS = "Dyma **beth wnes i**, yn fy ngeiriau fy hun."


def attach(
    app: Flask, someone: Someone, evidence: str, words: str = WORDS, how: How = How.OWN, made_with: str = ""
) -> str:
    """Let the learner put a translation beside what stands now."""
    with acting(app, someone, Role.LEARNER) as work:
        item = row(work, evidence)
        return services.attach(work, item, Translation(words, how, made_with), item.revision).public_id


def aid_row(work: UnitOfWork, aid: str) -> TranslationAid:
    found = queries.aid(work.session, aid)
    assert found is not None
    return found


def withdraw(app: Flask, someone: Someone, aid: str, reason: str = "It says something else.") -> None:
    with acting(app, someone, Role.LEARNER) as work:
        services.withdraw(work, aid_row(work, aid), reason)
