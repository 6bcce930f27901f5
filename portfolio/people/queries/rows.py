"""Accounts, providers and memberships by the names they go by, and what the ledger must find of them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.people.models import Account, Membership, Provider
from portfolio.people.queries.actors import Person
from portfolio.people.queries.interests import stored_interests
from portfolio.people.queries.settings import settings_set
from portfolio.people.queries.suitability import stored_checks
from standards.foundation import Facts


def account_by_email(session: Session, email: str) -> Account | None:
    return session.scalar(select(Account).where(Account.email == email.strip().lower()))


def provider_by_name(session: Session, name: str) -> Provider | None:
    """Give the provider that is called so in Welsh or in English."""
    return next((each for each in session.scalars(select(Provider)) if name in {each.name.cy, each.name.en}), None)


def account_by_public_id(session: Session, public_id: str) -> Account | None:
    return session.scalar(select(Account).where(Account.public_id == public_id))


def provider_by_public_id(session: Session, public_id: str) -> Provider | None:
    return session.scalar(select(Provider).where(Provider.public_id == public_id))


def verifying_key(session: Session, provider_id: int) -> bytes:
    """Give the public key that signatures on heads of a provider's books are verified with."""
    return session.scalars(select(Provider.verifying_key).where(Provider.id == provider_id)).one()


def stored_facts(session: Session, provider_id: int | None) -> Facts:
    """Give what is stored of a provider and its memberships, as its own book must tell it."""
    if provider_id is None:
        return {}
    provider = session.get_one(Provider, provider_id)
    facts: Facts = {("provider", provider.public_id): {"verifying_key": provider.verifying_key.hex()}}
    rows = session.execute(
        select(Membership, Account.public_id)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.provider_id == provider.id)
    )
    for row, account in rows:
        facts["membership", row.public_id] = {
            "account": account,
            "role": row.role,
            "qualified": row.qualified,
            "qualify_by": row.qualify_by.isoformat() if row.qualify_by else None,
            "assesses_in": row.assesses_in,
            "starts": row.starts.isoformat(),
            "ends": row.ends.isoformat() if row.ends else None,
        }
    facts.update(
        {("setting", code.value): {"value": value} for code, value in settings_set(session, provider.id).items()}
    )
    facts.update(stored_checks(session, provider.id))
    facts.update(stored_interests(session, provider.id))
    return facts


def names_of(session: Session, public_ids: Collection[str]) -> dict[str, str]:
    """Give the names of accounts by their public ids."""
    if not public_ids:
        return {}
    query = select(Account.public_id, Account.name).where(Account.public_id.in_(public_ids))
    return {row[0]: row[1] for row in session.execute(query)}


def account(session: Session, account_id: int) -> Account:
    return session.get_one(Account, account_id)


def provider(session: Session, provider_id: int) -> Provider:
    return session.get_one(Provider, provider_id)


def membership(session: Session, public_id: str) -> Membership | None:
    return session.scalar(select(Membership).where(Membership.public_id == public_id))


def providers_of(session: Session, person: Person) -> list[Provider]:
    """Give the providers at which a person holds a role today."""
    ids = {one.provider_id for one in person.held}
    return list(session.scalars(select(Provider).where(Provider.id.in_(ids)).order_by(Provider.id)))
