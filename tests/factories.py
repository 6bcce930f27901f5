"""People and what they do, made through the services as the product makes them."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import cast

from flask import Flask
from sqlalchemy import select

from portfolio.core import passwords
from portfolio.core.database import begin, db
from portfolio.core.keys import KeyRing
from portfolio.core.work import UnitOfWork
from portfolio.people.models import Account, Provider
from portfolio.people.rules import AssessesIn
from portfolio.people.services import Attempt, NewRole, add_account, give_role, open_provider, start_session
from standards.foundation import Role, Text

PASSWORD = "correct llama battery staple"


@cache
def password_hash() -> str:
    """Made once: each takes as long as a guesser's attempt would."""
    return passwords.hashed(PASSWORD)


@dataclass(frozen=True)
class Someone:
    """An account as a test knows it."""

    account_id: int
    public_id: str
    name: str
    email: str
    password: str = PASSWORD


@dataclass(frozen=True)
class Centre:
    """Two providers and somebody in every part; all that a test needs to know of them."""

    provider_id: int
    provider: str
    other_provider_id: int
    ffion: Someone
    owen: Someone
    trainee: Someone
    assessor: Someone
    """Qualified: may countersign."""
    quality_assurer: Someone
    manager: Someone
    administrator: Someone
    other_manager: Someone
    stranger: Someone
    """Has an account and no role anywhere."""


def add_person(
    work: UnitOfWork, name: str, provider: Provider | None = None, *roles: NewRole, domain: str = "example.org"
) -> Someone:
    """Add an account named so, with roles at a provider."""
    email = f"{name.lower().replace(' ', '.')}@{domain}"
    account = add_account(work, email=email, name=name, password_hash=password_hash())
    for role in roles:
        assert provider is not None
        give_role(work, provider, account, role)
    return Someone(account.id, account.public_id, name, email)


def open_people(app: Flask, domain: str = "example.org") -> Centre:
    """Open two centres with their people, known at a domain by their names, and commit."""
    with app.app_context():
        begin(db.session(), "write")
        centre = add_people(UnitOfWork(db.session()), app, domain)
        db.session.commit()
        db.session.remove()
    return centre


def session_of(app: Flask, email: str) -> str:
    """Begin a session for somebody, as the right password would; gives its token."""
    with app.app_context():
        begin(db.session(), "write")
        account = db.session.scalars(select(Account).where(Account.email == email)).one()
        token = start_session(UnitOfWork(db.session()), Attempt(account.id, timedelta(0), ()))
        db.session.commit()
        db.session.remove()
    return token


def add_people(work: UnitOfWork, app: Flask, domain: str = "example.org") -> Centre:
    def person(name: str, provider: Provider | None = None, *roles: NewRole) -> Someone:
        return add_person(work, name, provider, *roles, domain=domain)

    keys = cast("KeyRing", app.extensions["keys"])
    here = open_provider(work, Text("Canolfan Hafren", "Severn Centre"), keys)
    there = open_provider(work, Text("Canolfan Teifi", "Teifi Centre"), keys)
    both, welsh = AssessesIn.BOTH, AssessesIn.WELSH
    return Centre(
        provider_id=here.id,
        provider=here.public_id,
        other_provider_id=there.id,
        ffion=person("Ffion Rees", here, NewRole(Role.LEARNER)),
        owen=person("Owen Price", here, NewRole(Role.LEARNER)),
        trainee=person("Tomos Bevan", here, NewRole(Role.ASSESSOR, qualified=False, assesses_in=both)),
        assessor=person("Alys Morgan", here, NewRole(Role.ASSESSOR, assesses_in=both)),
        quality_assurer=person("Cerys Llwyd", here, NewRole(Role.QUALITY_ASSURER, assesses_in=welsh)),
        manager=person("Mair Evans", here, NewRole(Role.MANAGER)),
        administrator=person("Gwyn Hughes", here, NewRole(Role.ADMINISTRATOR)),
        other_manager=person("Huw Jones", there, NewRole(Role.MANAGER)),
        stranger=person("Sara Stone"),
    )
