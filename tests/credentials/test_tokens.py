"""Badges that others sign as JSON Web Tokens are checked as all others; ours are never tokens."""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from jwt.algorithms import OKPAlgorithm
from openbadgeslib.ob3.signer import OB3Signer
from sqlalchemy.orm import Session

from assessments.credentials.checking import check
from assessments.credentials.rules import Verdict
from portfolio.core import contents
from portfolio.core.badges import proofs
from portfolio.core.contents import Unacceptable
from tests.client import PageClient
from tests.credentials.conftest import Issued
from tests.credentials.test_vectors import VECTORS
from tests.credentials.test_verifying import sent

NOW = datetime(2026, 6, 1, tzinfo=UTC)
KEYS: dict[str, Callable[[], Any]] = {
    "RS256": lambda: rsa.generate_private_key(65537, 2048),
    "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "EdDSA": ed25519.Ed25519PrivateKey.generate,
}
BADGE: dict[str, Any] = {
    **proofs.without_proof(json.loads((VECTORS / "ob30/simple.json").read_text())),
    "name": "Bathodyn gwaith tîm",
}
CLAIMS = {"iss": BADGE["issuer"]["id"], "jti": BADGE["id"], "nbf": 1262304000}


def signer(algorithm: str = "EdDSA") -> OB3Signer:
    pem = KEYS[algorithm]().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return OB3Signer(pem, algorithm)


def verdict(folder: Path, words: str) -> Verdict | str:
    path = folder / "badge"
    path.write_text(words)
    try:
        return check(Session(), contents.read_badge(path), NOW).verdict
    except Unacceptable as refused:
        return str(refused.code)


@pytest.mark.parametrize("algorithm", KEYS)
def test_what_another_program_signs_holds(tmp_path: Path, algorithm: str) -> None:
    token = signer(algorithm).sign_payload({**BADGE, **CLAIMS})
    assert verdict(tmp_path, token) is Verdict.OF_NAMED_KEY


@pytest.mark.parametrize("algorithm", KEYS)
def test_a_changed_letter_is_found_out(tmp_path: Path, algorithm: str) -> None:
    header, _claims, signature = signer(algorithm).sign_payload({**BADGE, **CLAIMS}).split(".")
    changed = jwt.encode({**BADGE, **CLAIMS, "name": "Bathodyn gwaith tim"}, "", algorithm="none").split(".")[1]
    assert verdict(tmp_path, f"{header}.{changed}.{signature}") is Verdict.CHANGED


def test_a_key_that_would_have_to_be_fetched_is_not_known(tmp_path: Path) -> None:
    key = KEYS["EdDSA"]()
    for named in ("https://example.org/keys/1", "did:web:example.org#key-1", "did:key:z6MkNobody"):
        token = jwt.encode({**BADGE, **CLAIMS}, key, algorithm="EdDSA", headers={"kid": named})
        assert verdict(tmp_path, token) is Verdict.UNKNOWN_KEY


def test_a_key_in_the_name_of_its_method_is_known(tmp_path: Path) -> None:
    key = KEYS["EdDSA"]()
    named = proofs.multikey(key.public_key().public_bytes_raw())
    for one, expected in ((key, Verdict.OF_NAMED_KEY), (KEYS["EdDSA"](), Verdict.CHANGED)):
        headers = {"kid": f"did:key:{named}#{named}"}
        token = jwt.encode({**BADGE, **CLAIMS}, one, algorithm="EdDSA", headers=headers)
        assert verdict(tmp_path, token) is expected


SAYING: dict[str, tuple[dict[str, Any], Verdict | str]] = {
    "another issuer": ({"iss": "https://example.org/others"}, Verdict.NOT_A_BADGE),
    "another badge": ({"jti": "https://example.org/other"}, Verdict.NOT_A_BADGE),
    "another beginning": ({"nbf": 1262304001}, Verdict.NOT_A_BADGE),
    "an end that the badge does not have": ({"exp": 4102444800}, Verdict.NOT_A_BADGE),
    "its end": ({"validUntil": "2020-01-01T00:00:00Z", "exp": 1577836800}, Verdict.EXPIRED),
    "another model": ({"vc": BADGE}, "badge-not-understood"),
    "no model": ({"@context": "https://example.org/own"}, "badge-not-understood"),
    "own terms": ({"@context": [*BADGE["@context"], {"name": "https://example.org/other"}]}, "badge-own-terms"),
    "no badge": ({"type": ["VerifiableCredential"]}, Verdict.NOT_A_BADGE),
}


@pytest.mark.parametrize("what", SAYING)
def test_what_a_token_says(tmp_path: Path, what: str) -> None:
    said, expected = SAYING[what]
    assert verdict(tmp_path, signer().sign_payload({**BADGE, **CLAIMS, **said})) == expected


def test_the_first_model_lies_in_a_claim(tmp_path: Path) -> None:
    older = {name: value for name, value in BADGE.items() if name != "validFrom"}
    older["@context"] = ["https://www.w3.org/2018/credentials/v1", BADGE["@context"][1]]
    older["issuanceDate"] = "2010-01-01T00:00:00Z"
    assert verdict(tmp_path, signer().sign_payload({"vc": older, **CLAIMS})) is Verdict.OF_NAMED_KEY
    assert verdict(tmp_path, signer().sign_payload({"vc": older, **CLAIMS, "nbf": 1})) is Verdict.NOT_A_BADGE


@pytest.mark.filterwarnings("ignore::jwt.InsecureKeyLengthWarning")
def test_keys_that_prove_nothing(tmp_path: Path) -> None:
    key = KEYS["EdDSA"]()
    secret = json.loads(OKPAlgorithm.to_jwk(key))
    assert verdict(tmp_path, jwt.encode(BADGE, key, "EdDSA", {"jwk": secret})) == "badge-private-key"
    weak = OB3Signer(
        rsa.generate_private_key(65537, 1024).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())  # noqa: S505  # the weak key is what is tried
    )
    assert verdict(tmp_path, weak.sign_payload({**BADGE, **CLAIMS})) is Verdict.CHANGED
    assert verdict(tmp_path, jwt.encode(BADGE, "", "none")) == "badge-proof-unknown"
    shared = "a secret of more than thirty-two characters"
    assert verdict(tmp_path, jwt.encode(BADGE, shared, "HS256")) == "badge-proof-unknown"
    must = {"crit": ["exp"], "jwk": json.loads(OKPAlgorithm.to_jwk(key.public_key()))}
    assert verdict(tmp_path, jwt.encode(BADGE, key, "EdDSA", must)) == "badge-proof-unknown"
    odd = {"jwk": {"kty": "OKP", "crv": "Ed25519", "x": "short"}}
    assert verdict(tmp_path, jwt.encode(BADGE, key, "EdDSA", odd)) == "badge-not-understood"


@pytest.mark.parametrize(
    "words", ["eyJhbGciOiJub25lIn0.e30", "eyJhbGciOiJub25lIn0.%.x", "eyJ.e30.x", "eyJhIjoxfQ.W10.x"]
)
def test_broken_tokens_are_none(tmp_path: Path, words: str) -> None:
    assert verdict(tmp_path, words) == "badge-not-json"


def test_a_token_in_our_name_is_found_out(visitor: PageClient, issued: Issued) -> None:
    ours = proofs.without_proof(deepcopy(issued.en))
    method = issued.en["proof"][0]["verificationMethod"]
    by_our_method = jwt.encode(ours, KEYS["EdDSA"](), "EdDSA", {"kid": method})
    sent(visitor, by_our_method).says("This is not what was signed")
    sent(visitor, signer().sign_payload(ours)).says("This is not what was signed")
    others = signer().sign_payload({**BADGE, **CLAIMS})
    sent(visitor, others).says("its issuer is not known here", "Teamwork")
