"""Issuing, showing and revoking credentials, and the keys that sign them."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass

from assessments.credentials import queries
from assessments.credentials.documents import Award, Json, Wording, compose, list_document, method_of
from assessments.credentials.events import (
    CredentialHidden,
    CredentialIssued,
    CredentialRevoked,
    CredentialShown,
    IssuingKeyMade,
)
from assessments.credentials.models import Credential, IssuingKey, StatusList
from assessments.credentials.rules import Revocation, check_showing, is_due
from portfolio.core.badges.proofs import sign
from portfolio.core.badges.status_lists import LENGTH
from portfolio.core.keys import KeyRing
from portfolio.core.ledger import new_salt, sealed
from portfolio.core.work import LONDON
from portfolio.learning.models import EnrolledUnit
from portfolio.learning.rules import UnitStatus
from portfolio.people.models import Provider
from standards.foundation import LANGUAGES, Language, Work, new_public_id


@dataclass(frozen=True)
class Office:
    """What issuing needs beside the unit: the keys, the site's own address, and the words of both languages."""

    keys: KeyRing
    base_url: str
    wording: Wording


def issue_when_due(work: Work, unit: EnrolledUnit, office: Office) -> Credential | None:
    """Issue a unit's credential once its status asks for it; none where it does not, or there is one."""
    if not is_due(UnitStatus(unit.status), unit.awaits):
        return None
    last = queries.of_unit(work.session, unit.id)
    if last is not None and last.revoked_at is None:
        return None
    return _issue(work, unit, office)


def _issue(work: Work, unit: EnrolledUnit, office: Office) -> Credential:
    provider = _held(work, unit.provider_id)
    key = queries.current_key(work.session, provider.id) or make_key(work, provider, office.keys)
    status_list, place = _drawn(work, provider)
    public_id = new_public_id()
    award = _award(work, unit, office, public_id, (status_list.public_id, place))
    signer, method = office.keys.signer(key.encrypted), method_of(office.base_url, provider.public_id, key.number)

    def edition(language: Language) -> str:
        document = compose(award, language, office.wording(award, language))
        return written(sign(document, method, work.now, signer))

    cy, en = (edition(language) for language in LANGUAGES)
    row = Credential(
        public_id=public_id,
        provider_id=provider.id,
        portfolio_id=unit.portfolio_id,
        enrolled_unit_id=unit.id,
        key_id=key.id,
        list_id=status_list.id,
        place=place,
        cy=cy,
        en=en,
        salt=new_salt(),
        issued_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    content = sealed(row.salt, queries.content_of(row))
    act = CredentialIssued(row.public_id, unit.public_id, key.public_id, content)
    work.record(queries.book_of(work.session, unit), act)
    return row


def written(document: Json) -> str:
    """Write a document as it is kept and handed out."""
    return json.dumps(document, ensure_ascii=False, indent=2)


def _held(work: Work, provider_id: int) -> Provider:
    """Give a provider whose keys and lists nobody else changes meanwhile."""
    return work.session.get_one(Provider, provider_id, with_for_update=True)


def _award(work: Work, unit: EnrolledUnit, office: Office, public_id: str, place: tuple[str, int]) -> Award:
    found = queries.awarded(work.session, unit)
    return Award(
        base_url=office.base_url,
        credential=public_id,
        provider=found.provider.public_id,
        provider_name=found.provider.name,
        learner=found.learner,
        standard=found.standard.public_id,
        title=found.standard.title,
        urn=found.standard.urn,
        edition=found.standard.edition,
        criteria=found.criteria,
        signed_on=found.signed_at.astimezone(LONDON).date(),
        issued_at=work.now,
        status_list=place[0],
        place=place[1],
    )


def _drawn(work: Work, provider: Provider) -> tuple[StatusList, int]:
    """Draw a free place by lot; a list that is half full gives way to a new one."""
    newest = queries.newest_list(work.session, provider.id)
    if newest is None or newest[1] >= LENGTH // 2:
        row = StatusList(provider_id=provider.id, opened_at=work.now)
        work.session.add(row)
        work.session.flush()
    else:
        row = newest[0]
    place = secrets.randbelow(LENGTH)
    while queries.is_taken(work.session, row, place):
        place = secrets.randbelow(LENGTH)
    return row, place


def make_key(work: Work, provider: Provider, keys: KeyRing) -> IssuingKey:
    """Make the key that signs a provider's credentials from now on; the one before it is retired."""
    provider = _held(work, provider.id)
    earlier = queries.keys_of(work.session, provider.id)
    for one in earlier:
        one.retired_at = one.retired_at or work.now
    pair = keys.make()
    row = IssuingKey(
        provider_id=provider.id,
        number=len(earlier) + 1,
        encrypted=pair.encrypted,
        public=pair.public,
        made_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    act = IssuingKeyMade(row.public_id, row.number, row.public.hex())
    work.record(work.book_of(provider.id), act)
    return row


def revoke(work: Work, unit: EnrolledUnit, reason: Revocation) -> Credential | None:
    """Revoke the credential of a unit that no longer stands; none where none was issued."""
    row = queries.of_unit(work.session, unit.id)
    if row is None or row.revoked_at is not None:
        return None
    row.revoked_at, row.reason = work.now, reason.value
    work.session.flush()
    work.record(queries.book_of(work.session, row), CredentialRevoked(row.public_id, reason.value))
    return row


def show(work: Work, row: Credential, *, wanted: bool) -> None:
    """Let whoever has its address see a credential, or no longer, as its learner. Raises Refused."""
    learner = queries.learner_of(work.session, row)
    check_showing(work.actor.account_id, learner, shown=row.shown, wanted=wanted, revoked=row.revoked_at is not None)
    row.shown = wanted
    work.session.flush()
    act = CredentialShown(row.public_id) if wanted else CredentialHidden(row.public_id)
    work.record(queries.book_of(work.session, row), act)


def signed_list(work: Work, row: StatusList, provider: Provider, office: Office) -> Json | None:
    """Give a status list as it stands, signed; none where no key was ever made."""
    key = queries.current_key(work.session, provider.id)
    if key is None:
        return None
    revoked = queries.revoked_in(work.session, row)
    since = max(row.opened_at, key.made_at, *(at for _place, at in revoked))
    places = [place for place, _at in revoked]
    document = list_document(office.base_url, provider.public_id, row.public_id, since, places)
    method = method_of(office.base_url, provider.public_id, key.number)
    return sign(document, method, since, office.keys.signer(key.encrypted))
