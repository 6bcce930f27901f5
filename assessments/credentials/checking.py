"""Checking a badge that was looked into: whose key signed it, whether it stands, and what it says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from assessments.credentials import queries
from assessments.credentials.models import Credential
from assessments.credentials.rules import Checked, Verdict, verdict
from portfolio.core.badges.proofs import from_multikey, holds
from standards.foundation import LANGUAGES

OUR_METHOD = re.compile(r"did:web:[^#]+:providers:([0-9a-f]{32})#key-([1-9][0-9]{0,5})")
OUR_ISSUER = re.compile(r"did:web:[^#]+:providers:[0-9a-f]{32}")
OUR_ADDRESS = re.compile(r".+/credentials/([0-9a-f]{32})/(cy|en)")
LONGEST = 2000
"""Signs of a badge's words that are shown."""


@dataclass(frozen=True)
class Said:
    """What a badge says of itself, as far as people want to know; words of whoever wrote it."""

    name: str
    code: str
    description: str
    issuer: str
    issuer_id: str
    learner: str
    narrative: str
    language: str
    starts: datetime | None
    ends: datetime | None


@dataclass(frozen=True)
class Result:
    """What a check found."""

    verdict: Verdict
    said: Said
    unsigned: tuple[str, ...]
    ours: Credential | None


def check(session: Session, looked: Mapping[str, Any], now: datetime) -> Result:
    """Check a badge that `badges.opening` looked into."""
    document = looked["document"]
    said = said_by(document)
    issued_here = all(OUR_METHOD.fullmatch(one["method"]) for one in looked["proofs"])
    row = _row(session, document) if issued_here else None
    found = Checked(
        badge=not looked["unlike"],
        signed=_signed(session, looked, said.issuer_id),
        ours=issued_here,
        revoked=row is not None and row.revoked_at is not None,
        starts=said.starts,
        ends=said.ends,
    )
    if issued_here and row is None and found.signed:
        found = Checked(badge=found.badge, signed=False, ours=True)
    return Result(verdict(found, now), said, tuple(looked["unsigned"]), row)


def _row(session: Session, document: Mapping[str, Any]) -> Credential | None:
    """Give the credential here that says exactly this; none where there is none."""
    address = OUR_ADDRESS.fullmatch(_words(document, "id"))
    row = queries.credential(session, address[1]) if address else None
    if row is None or not any(json.loads(row.edition(language)) == document for language in LANGUAGES):
        return None
    return row


def _signed(session: Session, looked: Mapping[str, Any], issuer: str) -> bool | None:
    """Tell whether every proof holds and leaves nothing out; none where a key is not known."""
    found = [_holds(session, proof, issuer) for proof in looked["proofs"]]
    if False in found or (looked["unsigned"] and None not in found):
        return False
    return None if None in found else True


def _holds(session: Session, proof: Mapping[str, Any], issuer: str) -> bool | None:
    method = proof["method"]
    ours = OUR_METHOD.fullmatch(method)
    if proof["purpose"] != "assertionMethod":
        return False
    if (ours or OUR_ISSUER.fullmatch(issuer)) and method.partition("#")[0] != issuer:
        # Whoever signs with a key of their own, in our name or in another's with ours.
        return False
    if "holds" in proof:
        # Nobody here signs tokens: what names one of our keys is not of it.
        return False if ours else proof["holds"]
    if not proof["signature"]:
        return False
    key = queries.public_key(session, ours[1], int(ours[2])) if ours else named_key(method)
    if key is None:
        return None
    return holds(key, bytes.fromhex(proof["digest"]), bytes.fromhex(proof["signature"]))


def named_key(method: str) -> bytes | None:
    """Give the key that a method names in so many words; none where it would have to be fetched."""
    holder, _hash, name = method.rpartition("#")
    name = name.removeprefix("did:key:")
    if holder.startswith("did:key:") and holder != f"did:key:{name}":
        return None
    try:
        return from_multikey(name)
    except ValueError:
        return None


def said_by(document: Mapping[str, Any]) -> Said:
    """Read what a badge says; whatever is not where it should be is left out."""
    subject = _part(document, "credentialSubject")
    achievement, issuer = _part(subject, "achievement"), document.get("issuer")
    identities = subject.get("identifier")
    first = identities[0] if isinstance(identities, list) and identities else identities
    identity = first if isinstance(first, dict) else {}
    return Said(
        name=_words(achievement, "name") or _words(document, "name"),
        code=_words(achievement, "humanCode"),
        description=_words(achievement, "description") or _words(document, "description"),
        issuer=_words(_part(document, "issuer"), "name"),
        issuer_id=issuer if isinstance(issuer, str) else _words(_part(document, "issuer"), "id"),
        learner="" if identity.get("hashed") else _words(identity, "identityHash"),
        narrative=_words(_part(achievement, "criteria"), "narrative"),
        language=_language(_words(achievement, "inLanguage")),
        starts=_moment(document, "validFrom") or _moment(document, "issuanceDate"),
        ends=_moment(document, "validUntil") or _moment(document, "expirationDate"),
    )


def _part(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = said.get(name)
    if isinstance(found, list) and found:
        found = found[0]
    return found if isinstance(found, dict) else {}


def _words(said: Mapping[str, Any], name: str) -> str:
    found = said.get(name)
    return found[:LONGEST] if isinstance(found, str) else ""


def _language(said: str) -> str:
    """Give a language as a page can say it; nothing where that is none."""
    return said if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", said) else ""


def _moment(said: Mapping[str, Any], name: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(_words(said, name))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
