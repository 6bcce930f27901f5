"""What others signed, and what they spoilt on purpose, comes to what its publishers say."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from assessments.credentials.checking import check
from assessments.credentials.rules import Verdict
from portfolio.core import contents
from portfolio.core.badges import contexts, opening, proofs
from portfolio.core.badges.status_lists import is_set
from portfolio.core.contents import Unacceptable

VECTORS = Path(__file__).parent / "vectors"
NOW = datetime(2026, 6, 1, tzinfo=UTC)
V = Verdict
EXPECTED: dict[str, Verdict | str] = {
    "bit-string-list/credential-status-revoked-blank-nodes.json": V.OF_NAMED_KEY,
    "bit-string-list/credential-status-revoked.json": V.OF_NAMED_KEY,
    "bit-string-list/testlist": V.NOT_A_BADGE,
    "complete.json": V.OF_NAMED_KEY,
    "complete_v1.json": V.UNKNOWN_KEY,
    "credential-status-revoked.json": V.OF_NAMED_KEY,
    "endorsement-err-schema-status-refresh.json": V.NOT_A_BADGE,
    "endorsement-valid.json": V.NOT_A_BADGE,
    "simple-context-alias.json": V.OF_NAMED_KEY,
    "simple-context-version.json": V.OF_NAMED_KEY,
    "simple-did-key-method.json": V.OF_NAMED_KEY,
    "simple-did-web-method.json": V.OF_NAMED_KEY,
    "simple-eddsa-2022.json": V.OF_NAMED_KEY,
    "simple-err-context.json": V.NOT_A_BADGE,
    "simple-err-credential-subject-achievement-result-description-type.json": V.CHANGED,
    "simple-err-credential-subject-identifier-type.json": V.NOT_A_BADGE,
    "simple-err-credential-subject-profile-type.json": V.CHANGED,
    "simple-err-credential-subject-result-type.json": V.NOT_A_BADGE,
    "simple-err-credential-subject-type.json": V.NOT_A_BADGE,
    "simple-err-evidence-type.json": V.CHANGED,
    "simple-err-expired.json": V.EXPIRED,
    "simple-err-issued.json": V.NOT_A_BADGE,
    "simple-err-issuer-otheridentifier-type.json": V.NOT_A_BADGE,
    "simple-err-issuer-parentorg-type.json": V.NOT_A_BADGE,
    "simple-err-issuer-type.json": V.NOT_A_BADGE,
    "simple-err-issuer.json": V.NOT_A_BADGE,
    "simple-err-proof-method-no-scheme.json": V.CHANGED,
    "simple-err-proof-method-unknown-did-method.json": V.UNKNOWN_KEY,
    "simple-err-proof-method-unknown-scheme.json": V.UNKNOWN_KEY,
    "simple-err-proof-method.json": V.UNKNOWN_KEY,
    "simple-err-proof-value.json": V.CHANGED,
    "simple-err-type.json": V.NOT_A_BADGE,
    "simple-json.png": V.OF_NAMED_KEY,
    "simple-json.svg": V.OF_NAMED_KEY,
    "simple-jwt.png": V.OF_NAMED_KEY,
    "simple-jwt.svg": V.OF_NAMED_KEY,
    "simple-multiple-proofs.json": V.OF_NAMED_KEY,
    "simple-noproof.json": "badge-no-proof",
    "simple.1ob": V.OF_NAMED_KEY,
    "simple.json": V.OF_NAMED_KEY,
    "simple.jwt": V.UNKNOWN_KEY,
    "simple_v1.json": V.OF_NAMED_KEY,
    "velocity.jwt": V.UNKNOWN_KEY,
}
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"


def test_every_vector_is_expected() -> None:
    files = {str(one.relative_to(VECTORS / "ob30")) for one in (VECTORS / "ob30").rglob("*") if one.is_file()}
    assert files == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_1edtech(name: str) -> None:
    path, expected = VECTORS / "ob30" / name, EXPECTED[name]
    if not isinstance(expected, Verdict):
        with pytest.raises(Unacceptable) as refused:
            contents.read_badge(path)
        assert refused.value.code == expected
        return
    assert check(Session(), contents.read_badge(path), NOW).verdict is expected


def test_the_list_of_1edtech_says_what_is_revoked() -> None:
    (credential,) = [json.loads((VECTORS / "ob30/bit-string-list/credential-status-revoked.json").read_text())]
    listed = json.loads((VECTORS / "ob30/bit-string-list/testlist").read_text())
    place = int(credential["credentialStatus"]["statusListIndex"])
    said = listed["credentialSubject"]["encodedList"]
    assert (place, is_set(said, place), is_set(said, place + 1)) == (23, True, False)


def w3c(name: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    document = json.loads((VECTORS / "w3c" / f"{name}.json").read_text())
    found = document["proof"]
    return document, found if isinstance(found, list) else [found]


@pytest.fixture(name="examples")
def examples_fixture(monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples of the W3C lean on a context of their own, which no badge needs."""
    vocabulary = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    load = contexts.load

    def loaded(address: str, options: Any = None) -> dict[str, Any]:
        if address != EXAMPLES:
            return load(address, options)
        return {"contextUrl": None, "documentUrl": address, "document": vocabulary}

    monkeypatch.setattr(contexts, "load", loaded)


@pytest.mark.usefixtures("examples")
def test_w3c_rdfc() -> None:
    document, (proof,) = w3c("rdfc")
    digest, unsigned = proofs.rdfc_digest(document, proof)
    assert (digest.hex(), unsigned) == ((VECTORS / "w3c/rdfc-hash.txt").read_text().strip(), ())
    key = proofs.from_multikey(proof["verificationMethod"].partition("#")[2])
    assert proofs.holds(key, digest, proofs.from_multibase(proof["proofValue"]))
    document["name"] += "."
    changed, _unsigned = proofs.rdfc_digest(document, proof)
    assert not proofs.holds(key, changed, proofs.from_multibase(proof["proofValue"]))


@pytest.mark.usefixtures("examples")
def test_w3c_proof_set() -> None:
    document, found = w3c("proof-set")
    for proof in found:
        digest, _unsigned = proofs.rdfc_digest(document, proof)
        key = proofs.from_multikey(proof["verificationMethod"].partition("#")[2])
        assert proofs.holds(key, digest, proofs.from_multibase(proof["proofValue"]))


def test_w3c_jcs() -> None:
    document, (proof,) = w3c("jcs")
    key = proofs.from_multikey(proof["verificationMethod"].partition("#")[2])
    signature = proofs.from_multibase(proof["proofValue"])
    assert proofs.holds(key, proofs.jcs_digest(document, proof), signature)
    document["name"] += "."
    assert not proofs.holds(key, proofs.jcs_digest(document, proof), signature)


@pytest.mark.usefixtures("examples")
def test_w3c_proof_chain() -> None:
    document, found = w3c("proof-chain")
    for proof in found:
        digest, _unsigned = proofs.rdfc_digest(document, proof)
        key = proofs.from_multikey(proof["verificationMethod"].partition("#")[2])
        assert proofs.holds(key, digest, proofs.from_multibase(proof["proofValue"]))
    last = found[-1]
    key = proofs.from_multikey(last["verificationMethod"].partition("#")[2])
    found[0]["created"] = "2023-02-24T23:36:39Z"
    changed, _unsigned = proofs.rdfc_digest(document, last)
    assert not proofs.holds(key, changed, proofs.from_multibase(last["proofValue"]))


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("upon", ["urn:uuid:nobody", "itself", ["urn:uuid:nobody"], 7, [{}]])
def test_a_chain_upon_nothing_is_broken(upon: Any) -> None:
    document, found = w3c("proof-chain")
    found[-1]["previousProof"] = found[-1]["id"] if upon == "itself" else upon
    with pytest.raises(Unacceptable, match="badge-chain-broken"):
        opening.looked_into(document)


def test_w3c_leaning_on_elsewhere_is_refused() -> None:
    found = contents.read_badge(VECTORS / "w3c/foreign-context.json")
    assert (found["refused"], found["detail"].startswith("https://")) == ("badge-foreign-context", True)
    assert contents.read_badge(VECTORS / "w3c/proof-chain.json")["refused"] == "badge-foreign-context"


def test_every_context_is_the_published_one() -> None:
    for address in contexts.KNOWN:
        assert "@context" in contexts.load(address)["document"]
    with pytest.raises(contexts.ForeignContext):
        contexts.load(EXAMPLES)
