"""Providers, accounts and the roles that are given and ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from portfolio.core import jobs
from portfolio.core.keys import KeyRing
from portfolio.core.ledger import open_book
from portfolio.people.events import AssessorQualified, MembershipEnded, MembershipGiven, ProviderOpened
from portfolio.people.models import Account, Membership, Provider
from portfolio.people.queries import account_by_email, holds_role, others_lead
from portfolio.people.rules import LEADING, AssessesIn, may_give
from portfolio.people.rules.standing import SettingCode
from portfolio.people.services.sessions import end_sessions
from portfolio.people.services.standing import set_setting
from standards.foundation import Refused, Role, Text, Work
from standards.sorting import sort_key

INVITE = "people.invite"
"""The job that sends a new account its link to choose a password."""


def open_provider(work: Work, name: Text, keys: KeyRing, language: str = "cy", *, gated: bool = False) -> Provider:
    """Open a provider with its signing key and its book.

    `gated`: nobody is assigned to its learners before their checks allow it.
    """
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
    if gated:
        set_setting(work, provider, SettingCode.SUITABILITY_GATE, 1)
    return provider


def add_account(
    work: Work, *, email: str, name: str, language: str | None = None, password_hash: str | None = None
) -> Account:
    """Add a person. Raises Refused where the address is taken."""
    if account_by_email(work.session, email) is not None:
        raise Refused("email-taken", email=email)
    account = Account(email=email.strip().lower(), language=language, password_hash=password_hash, created_at=work.now)
    rename(account, name)
    work.session.add(account)
    work.session.flush()
    return account


def rename(account: Account, name: str) -> None:
    """Give an account a name and its places in both alphabets."""
    account.name = name.strip()
    account.sort_cy, account.sort_en = sort_key(account.name, "cy"), sort_key(account.name, "en")


@dataclass(frozen=True)
class NewRole:
    """A role to be given; `qualified` and `assesses_in` speak of assessors and quality assurers."""

    role: Role
    qualified: bool = True
    assesses_in: AssessesIn | None = None


@dataclass(frozen=True)
class NewPerson:
    """Who is to get a role: known already by the address, or new."""

    email: str
    name: str
    language: str | None = None


def add_member(work: Work, provider: Provider, who: NewPerson, new: NewRole) -> Account:
    """Give somebody a role, and an account first where the address has none: it gets a link to choose a password.

    Raises Refused where they hold the role already, or where the actor may not give it.
    """
    _check_giver(work, provider.id, new.role)
    account = account_by_email(work.session, who.email)
    if account is None:
        account = add_account(work, email=who.email, name=who.name, language=who.language)
        jobs.enqueue(work, INVITE, f"invite:{account.public_id}", {"account": account.id, "provider": provider.id})
    elif holds_role(work.session, account.id, provider.id, new.role, work.today):
        raise Refused("role-held", name=account.name)
    give_role(work, provider, account, new)
    return account


def _check_giver(work: Work, provider_id: int, role: Role) -> None:
    """Let the installation itself give any role, and people those that theirs allow."""
    if work.actor.account_id is not None and not may_give(work.actor.roles_at(provider_id), role):
        raise Refused("role-above")


def _sign_in_anew(work: Work, account_id: int) -> None:
    """Let no session outlive the roles that it was begun with; the actor's own is renewed by the page."""
    end_sessions(work, account_id, "roles", but=[getattr(work.actor, "token_hash", "")])


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
    _sign_in_anew(work, account.id)
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


def lend_role(work: Work, provider: Provider, account: Account, role: Role, starts: date, ends: date) -> Membership:
    """Give a role for some days alone: it ends by the clock."""
    membership = give_role(work, provider, account, NewRole(role), starts)
    _end(work, membership, ends)
    return membership


def take_back(work: Work, membership: Membership) -> None:
    """End a role that was lent at once: yesterday was its last day, or it never begins."""
    _end(work, membership, min(work.today, membership.starts) - timedelta(days=1))


def _end(work: Work, membership: Membership, last_day: date) -> None:
    membership.ends = last_day
    work.session.flush()
    _sign_in_anew(work, membership.account_id)
    act = MembershipEnded(membership.public_id, last_day.isoformat())
    work.record(work.book_of(membership.provider_id), act)


def end_role(work: Work, membership: Membership, ends: date | None = None) -> None:
    """End a role; its last day is today unless another is said. Raises Refused where nobody would lead any more."""
    last_day = ends or work.today
    _check_giver(work, membership.provider_id, Role(membership.role))
    if membership.ends is not None and membership.ends < work.today:
        raise Refused("role-over")
    if last_day < membership.starts - timedelta(days=1):
        raise Refused("ends-before-start")
    if Role(membership.role) in LEADING and not others_lead(work.session, membership, last_day):
        raise Refused("last-leader")
    _end(work, membership, last_day)


def qualify_assessor(work: Work, membership: Membership) -> None:
    """Let a trainee be a qualified assessor from now on; earlier decisions keep needing a countersignature."""
    if membership.role != Role.ASSESSOR or membership.qualified:
        raise Refused("not-trainee")
    membership.qualified = True
    work.session.flush()
    work.record(work.book_of(membership.provider_id), AssessorQualified(membership.public_id))
