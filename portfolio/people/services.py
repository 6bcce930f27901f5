"""Changes to people: opening a provider, adding accounts, giving and ending roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portfolio.core.keys import KeyRing
from portfolio.core.ledger import open_book
from portfolio.people.events import AssessorQualified, MembershipEnded, MembershipGiven, ProviderOpened
from portfolio.people.models import Account, Membership, Provider
from portfolio.people.queries import account_by_email
from portfolio.people.rules import AssessesIn
from standards.foundation import Refused, Role, Text, Work
from standards.sorting import sort_key


def open_provider(work: Work, name: Text, keys: KeyRing, language: str = "cy") -> Provider:
    """Open a provider with its signing key and its book."""
    pair = keys.make()
    provider = Provider(
        name=name,
        language=language,
        signing_key=pair.encrypted,
        verifying_key=pair.public,
        created_at=work.now,
    )
    work.session.add(provider)
    work.session.flush()
    book = open_book(work.session, "provider", provider.id)
    work.record(book.id, ProviderOpened(provider.public_id, pair.public.hex()))
    return provider


def add_account(
    work: Work, *, email: str, name: str, language: str | None = None, password_hash: str | None = None
) -> Account:
    """Add a person. Raises Refused where the address is taken."""
    if account_by_email(work.session, email) is not None:
        raise Refused("email-taken", email=email)
    account = Account(
        email=email.strip().lower(),
        name=name.strip(),
        sort_cy=sort_key(name, "cy"),
        sort_en=sort_key(name, "en"),
        language=language,
        password_hash=password_hash,
        created_at=work.now,
    )
    work.session.add(account)
    work.session.flush()
    return account


@dataclass(frozen=True)
class NewRole:
    """A role to be given; `qualified` and `assesses_in` speak of assessors and quality assurers."""

    role: Role
    qualified: bool = True
    assesses_in: AssessesIn | None = None


def give_role(work: Work, provider: Provider, account: Account, new: NewRole, starts: date | None = None) -> Membership:
    membership = Membership(
        provider_id=provider.id,
        account_id=account.id,
        role=new.role.value,
        qualified=new.qualified,
        assesses_in=new.assesses_in.value if new.assesses_in else None,
        starts=starts or work.today,
    )
    work.session.add(membership)
    work.session.flush()
    act = MembershipGiven(
        membership.public_id,
        account.public_id,
        membership.role,
        membership.qualified,
        membership.assesses_in,
        membership.starts.isoformat(),
    )
    work.record(work.book_of(provider.id), act)
    return membership


def end_role(work: Work, membership: Membership, ends: date | None = None) -> None:
    """End a role; its last day is today unless another is said."""
    membership.ends = ends or work.today
    work.session.flush()
    work.record(
        work.book_of(membership.provider_id),
        MembershipEnded(membership.public_id, membership.ends.isoformat()),
    )


def qualify_assessor(work: Work, membership: Membership) -> None:
    """Let a trainee be a qualified assessor from now on; earlier decisions keep needing a countersignature."""
    membership.qualified = True
    work.session.flush()
    work.record(work.book_of(membership.provider_id), AssessorQualified(membership.public_id))
