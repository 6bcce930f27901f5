"""Anybody checks a credential, here or with another program; whatever was changed in it is found out."""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft201909Validator
from openbadgeslib.ob3 import OB3VerificationError
from openbadgeslib.ob3.ldp import verify_data_integrity_proof
from openbadgeslib.ob3.status import decode_encoded_list
from pyld.jsonld import JsonLdError

from assessments.credentials import queries, services
from assessments.credentials.models import IssuingKey
from portfolio.core import contents
from portfolio.core.badges import opening, proofs
from portfolio.core.contents import Unacceptable
from standards.foundation import Role
from tests.client import Page, PageClient
from tests.credentials.conftest import Issued, reopen
from tests.factories import Centre
from tests.studies import acting

SAMPLES = Path(__file__).parent / "vectors"


def sent(client: PageClient, badge: Any, status: int = 200) -> Page:
    """Paste a badge, written as JSON where it is not words already."""
    words = badge if isinstance(badge, str) else json.dumps(badge)
    return client.submit(client.get("/verify"), {"Or paste the badge": words}, button="Check it", status=status)


def public_key(app: Flask) -> bytes:
    with acting(app) as work:
        return work.session.query(IssuingKey).one().public


@pytest.mark.parametrize("edition", ["cy", "en"])
def test_both_editions_are_valid(visitor: PageClient, issued: Issued, edition: str) -> None:
    sent(visitor, issued.editions[edition]).says("This credential is valid", "Ffion Rees", "Valid from")


@pytest.mark.parametrize("edition", ["cy", "en"])
def test_an_independent_program_agrees(app: Flask, issued: Issued, edition: str) -> None:
    document = issued.editions[edition]
    pem = Ed25519PublicKey.from_public_bytes(public_key(app)).public_bytes(
        Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
    )
    verify_data_integrity_proof(deepcopy(document), pem)
    spoilt = deepcopy(document)
    spoilt["credentialSubject"]["identifier"][0]["identityHash"] = "Ffion Reês"
    with pytest.raises(OB3VerificationError):
        verify_data_integrity_proof(spoilt, pem)


@pytest.mark.parametrize("edition", ["cy", "en"])
def test_the_official_schema_agrees(issued: Issued, edition: str) -> None:
    schema = json.loads(opening.SCHEMA.read_text(encoding="utf-8"))
    assert list(Draft201909Validator(schema).iter_errors(issued.editions[edition])) == []


def test_an_independent_program_reads_our_list(visitor: PageClient, issued: Issued) -> None:
    address = issued.en["credentialStatus"]["statusListCredential"].removeprefix("http://127.0.0.1:8000")
    listed = json.loads(visitor.browser.get(address).data)
    assert set(decode_encoded_list(listed["credentialSubject"]["encodedList"])) == {0}


def test_a_changed_letter_is_found_out(visitor: PageClient, issued: Issued) -> None:
    for document in issued.editions.values():
        for path in (("name",), ("description",), ("issuer", "name"), ("credentialSubject", "achievement", "name")):
            spoilt = deepcopy(document)
            part = spoilt
            for step in path[:-1]:
                part = part[step]
            part[path[-1]] += "ŵ"
            sent(visitor, spoilt).says("This is not what was signed")


def test_a_revoked_one_says_so(app: Flask, centre: Centre, visitor: PageClient, issued: Issued) -> None:
    reopen(app, centre, issued.study, issued.unit)
    sent(visitor, issued.en).says("This credential was revoked", "The unit was reopened.")


def test_it_is_checked_at_its_address(app: Flask, centre: Centre, visitor: PageClient, issued: Issued) -> None:
    address = f"/credentials/{issued.public_id}/cy"
    visitor.get(address, status=404)
    visitor.get(f"/credentials/{issued.public_id}/fr", status=404)
    show(app, centre, issued)
    visitor.get(address).says("This credential is valid", "Canolfan Hafren", "not a certificate of an awarding body")
    reopen(app, centre, issued.study, issued.unit)
    visitor.get(address).says("This credential was revoked")


def show(app: Flask, centre: Centre, issued: Issued) -> None:
    with acting(app, centre.ffion, Role.LEARNER) as work:
        row = queries.credential(work.session, issued.public_id)
        assert row is not None
        services.show(work, row, wanted=True)


def resigned(document: dict[str, Any], method: str, issuer: str | None = None) -> dict[str, Any]:
    """What somebody signs with a key of their own."""
    key = Ed25519PrivateKey.generate()
    unsigned = proofs.without_proof(deepcopy(document))
    if issuer is not None:
        unsigned["issuer"]["id"] = issuer
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    multikey = proofs.multikey(public)
    return proofs.sign(unsigned, method.replace("KEY", multikey), datetime(2026, 1, 1, tzinfo=UTC), key.sign)


def test_who_signs_in_our_name_with_another_key_is_found_out(visitor: PageClient, issued: Issued) -> None:
    ours = issued.en["proof"][0]["verificationMethod"]
    for method in ("did:key:KEY#KEY", ours):
        sent(visitor, resigned(issued.en, method)).says("This is not what was signed")
    sent(visitor, resigned(issued.en, "did:key:KEY#KEY", "did:web:example.org")).says("its issuer is not known here")
    sent(visitor, resigned(issued.en, "did:web:example.org#key-1", "did:web:example.org")).says(
        "This badge cannot be checked here"
    )


HOSTILE = {
    "badge-not-json": ["{", "[]", '"words"', "nonsense", '{"a": NaN}'],
    "badge-too-deep": ['{"a":' * 200 + "1" + "}" * 200, '{"a":' * 40_000, json.dumps({"a": list(range(5000))})],
    "badge-says-twice": ['{"name": "a", "name": "b"}'],
    "badge-too-big": ['{"a": "' + "x" * 300_000 + '"}'],
    "badge-not-understood": ["eyJhbGciOiJub25lIn0.e30."],
    "badge-own-terms": ['{"@context": [{"name": "https://example.org/other"}]}', '{"https://schema.org/name": "x"}'],
    "badge-no-proof": ['{"@context": "https://www.w3.org/ns/credentials/v2"}'],
    "badge-not-in-picture": [
        "<svg xmlns='http://www.w3.org/2000/svg'></svg>",
        "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
        "<svg",
    ],
}


@pytest.mark.parametrize(("code", "words"), [(code, one) for code, many in HOSTILE.items() for one in many])
def test_hostile_words_are_refused(tmp_path: Path, code: str, words: str) -> None:
    path = tmp_path / "badge"
    path.write_text(words)
    with pytest.raises(Unacceptable) as refused:
        contents.read_badge(path)
    assert refused.value.code == code


def test_a_graph_made_to_take_for_ever_ends_soon(tmp_path: Path) -> None:
    """Nodes without names, each pointing at each: their canonical order takes longer than anybody waits."""
    node = {"type": ["Related"], "id": "_:b0"}
    names = [f"_:b{number}" for number in range(12)]
    nodes = [
        {"id": one, "type": ["Achievement"], "related": [{**node, "id": other} for other in names]} for one in names
    ]
    document = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "credentialSubject": [{"type": ["AchievementSubject"], "achievement": one} for one in nodes],
        "proof": {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"},
    }
    path = tmp_path / "badge"
    path.write_text(json.dumps(document))
    with pytest.raises(Unacceptable, match="file-broken"):
        contents.read_badge(path)


def test_a_foreign_context_is_named_and_never_fetched(visitor: PageClient) -> None:
    page = sent(visitor, {"@context": ["https://example.org/context"], "proof": {}}, status=422)
    (error,) = page.errors
    assert error.startswith("This leans on a document elsewhere, which is never fetched from here.")
    assert error.endswith("https://example.org/context")


def test_a_picture_of_somebody_else_is_checked(visitor: PageClient) -> None:
    for name in ("simple-json.png", "simple-json.svg"):
        picture = (SAMPLES / "ob30" / name).read_bytes()
        page = visitor.submit(visitor.get("/verify"), {"Badge as a file": (picture, name)}, button="Check it")
        page.says("its issuer is not known here", "Example Corp")


def test_nothing_sent_is_said(visitor: PageClient) -> None:
    assert sent(visitor, "", status=422).errors == ["Choose a file, or paste a badge."]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], bool]]:
    """Every name (true) and every text (false) in a document."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield (*path, name), True
            yield from places(one, (*path, name))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from places(one, (*path, number))
    elif isinstance(value, str):
        yield path, False


def changed(document: dict[str, Any], path: tuple[Any, ...], name: bool, place: int, sign: str) -> dict[str, Any]:
    spoilt = deepcopy(document)
    part: Any = spoilt
    for step in path[:-1]:
        part = part[step]
    before = path[-1] if name else part[path[-1]]
    at = place % len(before)
    after = before[:at] + sign + before[at + 1 :]
    if name:
        part[after] = part.pop(before)
    else:
        part[path[-1]] = after
    return spoilt


def holds(document: dict[str, Any], key: bytes) -> bool:
    """Whether the proof alone holds, whatever is stored here."""
    try:
        looked = opening.looked_into(document)
        (proof,) = looked["proofs"]
    except (Unacceptable, ValueError, KeyError, TypeError, AttributeError, JsonLdError):
        return False
    signature = bytes.fromhex(proof["signature"])
    good = proof["purpose"] == "assertionMethod" and "key-1" in proof["method"]
    return good and not looked["unsigned"] and proofs.holds(key, bytes.fromhex(proof["digest"]), signature)


def test_any_changed_sign_breaks_the_proof(app: Flask, issued: Issued) -> None:
    key = public_key(app)
    assert all(holds(document, key) for document in issued.editions.values())
    all_places = {edition: list(places(document)) for edition, document in issued.editions.items()}

    @settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
    @given(
        edition=st.sampled_from(["cy", "en"]),
        which=st.integers(min_value=0),
        place=st.integers(min_value=0, max_value=500),
        sign=st.sampled_from("aZ0ŵŷé .:/"),
    )
    def run(edition: str, which: int, place: int, sign: str) -> None:
        document = issued.editions[edition]
        path, name = all_places[edition][which % len(all_places[edition])]
        spoilt = changed(document, path, name, place, sign)
        assert spoilt == document or not holds(spoilt, key)

    run()
