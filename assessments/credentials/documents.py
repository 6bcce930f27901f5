"""What a credential says: an Open Badges 3.0 AchievementCredential, an edition for each language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID, uuid5

from portfolio.core.badges import contexts
from portfolio.core.badges.proofs import moment, multikey
from portfolio.core.badges.status_lists import encoded
from standards.foundation import Language, Text
from standards.identity import NAMESPACE
from standards.interchange.case.nodes import criterion_item

Json = dict[str, Any]
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
DID_CONTEXT = "https://www.w3.org/ns/did/v1"


@dataclass(frozen=True)
class Award:
    """The facts of one credential."""

    base_url: str
    credential: str
    provider: str
    provider_name: Text
    learner: str
    standard: str
    title: Text
    urn: str
    edition: str
    criteria: Sequence[tuple[str, UUID, Text]]
    signed_on: date
    issued_at: datetime
    status_list: str
    place: int


@dataclass(frozen=True)
class Sentences:
    """What it says in whole sentences of one language."""

    description: str
    narrative: str


Wording = Callable[[Award, Language], Sentences]


def did_of(base_url: str, provider: str) -> str:
    """Give the name under which a provider issues: did:web leads to its document below the site's address."""
    parts = urlsplit(base_url)
    folders = "".join(f":{quote(one, safe='')}" for one in parts.path.split("/") if one)
    return f"did:web:{quote(parts.netloc, safe='.-')}{folders}:providers:{provider}"


def method_of(base_url: str, provider: str, number: int) -> str:
    return f"{did_of(base_url, provider)}#key-{number}"


def address_of(base_url: str, credential: str, language: Language) -> str:
    return f"{base_url}/credentials/{credential}/{language}"


def list_address(base_url: str, status_list: str) -> str:
    return f"{base_url}/credentials/status/{status_list}"


def compose(award: Award, language: Language, said: Sentences) -> Json:
    """Write an edition, before it is signed: every word in it is of its language."""
    title = award.title.shown(language).words
    lists = list_address(award.base_url, award.status_list)
    return {
        "@context": [contexts.CREDENTIALS, contexts.OPEN_BADGES, {"@language": language}],
        "id": address_of(award.base_url, award.credential, language),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": title,
        "description": said.description,
        "issuer": {
            "id": did_of(award.base_url, award.provider),
            "type": ["Profile"],
            "name": award.provider_name.shown(language).words,
            "url": award.base_url,
        },
        "validFrom": moment(award.issued_at),
        "awardedDate": f"{award.signed_on.isoformat()}T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": award.learner,
                    "identityType": "name",
                }
            ],
            "achievement": _achievement(award, language, title, said),
        },
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "credentialStatus": {
            "id": f"{lists}#{award.place}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(award.place),
            "statusListCredential": lists,
        },
    }


def _achievement(award: Award, language: Language, title: str, said: Sentences) -> Json:
    other: Language = "en" if language == "cy" else "cy"
    return {
        "id": _achievement_id(award, language),
        "type": ["Achievement"],
        "achievementType": "Competency",
        "name": title,
        "description": said.description,
        "criteria": {"narrative": said.narrative},
        "humanCode": award.urn,
        "inLanguage": language,
        "version": award.edition,
        "related": [{"id": _achievement_id(award, other), "type": ["Related"], "inLanguage": other}],
        "alignment": [_alignment(award, language, title, *criterion) for criterion in award.criteria],
    }


def _achievement_id(award: Award, language: Language) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE, f'achievement|{award.provider}|{award.standard}|{language}')}"


def _alignment(award: Award, language: Language, title: str, code: str, uuid: UUID, text: Text) -> Json:
    return {
        "type": ["Alignment"],
        "targetType": "CFItem",
        "targetCode": code,
        "targetName": text.shown(language).words,
        "targetFramework": title,
        "targetUrl": f"{award.base_url}/standards/id/{criterion_item(uuid, language)}",
    }


def did_document(base_url: str, provider: str, keys: Sequence[tuple[int, bytes]]) -> Json:
    """Write which keys sign, or signed, a provider's credentials."""
    did = did_of(base_url, provider)
    return {
        "@context": [DID_CONTEXT, "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": [
            {
                "id": f"{did}#key-{number}",
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": multikey(public),
            }
            for number, public in keys
        ],
        "assertionMethod": [f"{did}#key-{number}" for number, _public in keys],
    }


def list_document(base_url: str, provider: str, status_list: str, at: datetime, places: Sequence[int]) -> Json:
    """Write a status list, before it is signed."""
    address = list_address(base_url, status_list)
    return {
        "@context": [contexts.CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did_of(base_url, provider),
        "validFrom": moment(at),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(places),
        },
    }
