"""Data Integrity proofs with Ed25519: what is signed of a document, signing it, and keys as Multikeys."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import base58
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyld import jsonld

from portfolio.core.badges import contexts

RDFC, JCS = "eddsa-rdfc-2022", "eddsa-jcs-2022"
SUITES = {RDFC: RDFC, JCS: JCS, "eddsa-2022": RDFC}
"""The suites that are checked, by name; `eddsa-2022` is the first of them under the name of its draft."""
BEFORE_SUITES = "Ed25519Signature2020"
"""The type of proofs of badges from before there were suites: signed as eddsa-rdfc-2022 is."""
ED25519 = b"\xed\x01"
"""How a Multikey says that it is the public key of Ed25519."""
KEY_BYTES, SIGNATURE_BYTES = 32, 64

Json = dict[str, Any]


@dataclass(frozen=True)
class Canonical:
    """A document as it is signed, and the terms that no signature covers as no context says what they mean."""

    text: str
    unsigned: tuple[str, ...]


def canonical(document: Mapping[str, Any]) -> Canonical:
    """Write a document as N-Quads by RDFC-1.0, which PyLD calls by the name of its draft.

    Raises ForeignContext, or jsonld.JsonLdError.
    """
    dropped: list[str | None] = []
    processor = jsonld.JsonLdProcessor(on_property_dropped=dropped.append)
    try:
        text = processor.normalize(
            dict(document),
            {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": contexts.load},
        )
    except jsonld.JsonLdError as error:
        raise _foreign(error) or error from error
    return Canonical(str(text), tuple(sorted({one for one in dropped if one})))


def _foreign(error: BaseException | None) -> contexts.ForeignContext | None:
    """Find under what PyLD says that a context was not ours."""
    while error is not None:
        if isinstance(error, contexts.ForeignContext):
            return error
        error = error.__cause__
    return None


def without_proof(document: Mapping[str, Any]) -> Json:
    return {name: value for name, value in document.items() if name != "proof"}


def options_of(document: Mapping[str, Any], proof: Mapping[str, Any]) -> Json:
    """Give what is signed of a proof itself: all but its value, under the context of its document."""
    return {
        "@context": document["@context"],
        **{name: value for name, value in proof.items() if name not in {"proofValue", "@context"}},
    }


class BrokenChain(ValueError):
    """A proof stands upon another that is not there, or upon itself."""


def suite(proof: Mapping[str, Any]) -> str | None:
    """Give how a proof's bytes are made; none where it is of a kind that is not checked here."""
    if proof.get("type") == BEFORE_SUITES:
        return RDFC
    named = proof.get("cryptosuite")
    return SUITES.get(named) if isinstance(named, str) else None


def signed_of(document: Mapping[str, Any], proof: Mapping[str, Any]) -> Json:
    """Give what is signed of a document: all but its proofs, of which those come back that this one stands upon.

    VC Data Integrity 1.0, 4.5. Raises BrokenChain.
    """
    whole, upon = without_proof(document), proof.get("previousProof")
    if upon is None:
        return whole
    wanted = {one for one in (upon if isinstance(upon, list) else [upon]) if isinstance(one, str)}
    said = document["proof"] if isinstance(document["proof"], list) else [document["proof"]]
    found = [one for one in said if isinstance(one, dict) and one.get("id") in wanted]
    if not wanted or {one["id"] for one in found} != wanted or proof.get("id") in wanted:
        raise BrokenChain
    return {**whole, "proof": found}


def rdfc_digest(document: Mapping[str, Any], proof: Mapping[str, Any]) -> tuple[bytes, tuple[str, ...]]:
    """Give the 64 bytes that are signed, the proof's options first, and the terms that they do not cover."""
    options, whole = canonical(options_of(document, proof)), canonical(signed_of(document, proof))
    return _hashed(options.text.encode()) + _hashed(whole.text.encode()), (*options.unsigned, *whole.unsigned)


def jcs_digest(document: Mapping[str, Any], proof: Mapping[str, Any]) -> bytes:
    """Give the 64 bytes that are signed where the JSON itself is: by RFC 8785."""
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    return _hashed(rfc8785.dumps(options)) + _hashed(rfc8785.dumps(signed_of(document, proof)))


def _hashed(text: bytes) -> bytes:
    return hashlib.sha256(text).digest()


def sign(document: Json, method: str, at: datetime, signer: Callable[[bytes], bytes]) -> Json:
    """Give a document with its proof. Raises ValueError where something in it would not be signed."""
    proof: Json = {
        "type": "DataIntegrityProof",
        "cryptosuite": RDFC,
        "created": moment(at),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    digest, unsigned = rdfc_digest(document, proof)
    if unsigned:
        raise ValueError(f"terms that would not be signed: {', '.join(unsigned)}")
    return {**document, "proof": [{**proof, "proofValue": multibase(signer(digest))}]}


def moment(at: datetime) -> str:
    """Write a time as credentials do: UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def multibase(value: bytes) -> str:
    return "z" + base58.b58encode(value).decode()


def from_multibase(said: str) -> bytes:
    """Read what was written in base 58. Raises ValueError."""
    if not said.startswith("z"):
        raise ValueError("not in base 58")
    return base58.b58decode(said[1:])


def multikey(public: bytes) -> str:
    return multibase(ED25519 + public)


def from_multikey(said: str) -> bytes:
    """Give the 32 bytes of a public key of Ed25519. Raises ValueError."""
    found = from_multibase(said)
    if not found.startswith(ED25519) or len(found) != len(ED25519) + KEY_BYTES:
        raise ValueError("not a public key of Ed25519")
    return found.removeprefix(ED25519)


def holds(public: bytes, digest: bytes, signature: bytes) -> bool:
    """Tell whether a signature is of this key over these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, digest)
    except (InvalidSignature, ValueError):
        return False
    return True
