"""Badges signed as a JSON Web Token (Open Badges 3.0, 8.2): the text itself is signed, so no context is needed."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from portfolio.core.badges import contexts, proofs
from portfolio.core.contents.families import Unacceptable

ALGORITHMS = {"RS256", "PS256", "ES256", "EdDSA"}
PRIVATE = {"d", "p", "q", "dp", "dq", "qi", "k"}
"""Members of a JSON Web Key that its owner keeps for themselves; `k` is a secret that whoever checks must know."""
LEAST_RSA_BITS = 2048
REGISTERED = {"iss", "sub", "jti", "nbf", "exp", "iat", "aud"}
PARTS = 3
"""Of a token: header, claims and signature."""

Json = dict[str, Any]
Read = Callable[[str], Json]


def is_token(text: str) -> bool:
    """Tell whether this begins as a token does: with an object in base 64."""
    return text.startswith("eyJ")


@dataclass(frozen=True)
class Token:
    """A token that was read, and not yet believed."""

    text: str
    header: Json
    claims: Json

    @classmethod
    def of(cls, text: str, read: Read) -> Token:
        """Read a token, its JSON as strictly as `read` does. Raises Unacceptable."""
        parts = text.split(".")
        if len(parts) != PARTS:
            raise Unacceptable("badge-not-json")
        token = cls(text, *(read(_decoded(part)) for part in parts[:2]))
        if "crit" in token.header or token.header.get("b64", True) is not True:
            raise Unacceptable("badge-proof-unknown")
        return token

    def document(self) -> Json:
        """Give the credential: in the second data model the claims themselves, in the first one of them.

        Raises Unacceptable where claims and first context disagree about the model, or it brings terms of its own.
        """
        first_model = "vc" in self.claims
        unregistered = {name: value for name, value in self.claims.items() if name not in REGISTERED}
        document = self.claims["vc"] if first_model else unregistered
        said = document.get("@context") if isinstance(document, dict) else None
        all_said = said if isinstance(said, list) else [said]
        if all_said[:1] != [contexts.CREDENTIALS_V1 if first_model else contexts.CREDENTIALS]:
            raise Unacceptable("badge-not-understood")
        if any(contexts.defines_terms(one) for one in all_said):
            raise Unacceptable("badge-own-terms")
        found: Json = document
        return found

    def unlike(self) -> list[str]:
        """Name the claims that say something else than the credential does."""
        document = self.document()
        issuer, starts = document.get("issuer"), document.get("validFrom")
        if "vc" in self.claims:
            starts = document.get("issuanceDate")
        said = {
            "iss": issuer.get("id") if isinstance(issuer, dict) else issuer,
            "jti": document.get("id"),
            "nbf": _seconds(starts),
            "exp": _seconds(document.get("validUntil") or document.get("expirationDate")),
        }
        return [name for name, value in said.items() if name in self.claims and self.claims[name] != value]

    def proof(self) -> Json:
        """Say whose signature it is and whether it holds; none where its key would have to be fetched."""
        named = self.header.get("kid")
        key = self._key()
        return {
            "method": named if isinstance(named, str) else "",
            "purpose": "assertionMethod",
            "holds": None if key is None else self._holds(key),
        }

    def _key(self) -> Any:
        """Give the key that the token names in so many words. Raises Unacceptable."""
        algorithm, said, named = self.header.get("alg"), self.header.get("jwk"), str(self.header.get("kid", ""))
        if algorithm not in ALGORITHMS:
            raise Unacceptable("badge-proof-unknown")
        if said is None and named.startswith("did:key:") and algorithm == "EdDSA":
            return _of_multikey(named)
        if said is None:
            return None
        if not isinstance(said, dict) or PRIVATE & said.keys():
            raise Unacceptable("badge-private-key")
        try:
            return jwt.PyJWK(said, algorithm).key
        except (jwt.PyJWTError, ValueError, TypeError, KeyError) as broken:
            raise Unacceptable("badge-not-understood") from broken

    def _holds(self, key: Any) -> bool:
        if isinstance(key, RSAPublicKey) and key.key_size < LEAST_RSA_BITS:
            return False
        try:
            jwt.PyJWS().decode_complete(self.text, key, algorithms=[self.header["alg"]])
        except (jwt.PyJWTError, ValueError, TypeError):
            return False
        return True


def _decoded(part: str) -> str:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as broken:
        raise Unacceptable("badge-not-json") from broken


def _seconds(said: object) -> int | None:
    try:
        found = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
    if found is None:
        return None
    return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())


def _of_multikey(method: str) -> Ed25519PublicKey | None:
    """Give the key that a `did:key` is; none where it is of another kind."""
    try:
        public = proofs.from_multikey(method.partition("#")[0].removeprefix("did:key:"))
    except ValueError:
        return None
    return Ed25519PublicKey.from_public_bytes(public)
