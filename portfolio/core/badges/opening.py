"""Reads a badge that somebody sends, whatever made it; run only in the child process, which may die of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft201909Validator
from pyld import jsonld

from portfolio.core.badges import contexts, proofs
from portfolio.core.badges.baking import NotBaked, unbaked
from portfolio.core.badges.tokens import Token, is_token
from portfolio.core.contents.families import Unacceptable

MOST_BYTES = 4 * 1024 * 1024
"""A picture with its badge."""
MOST_TEXT = 256 * 1024
DEEPEST = 32
MOST_VALUES = 4000
MOST_PROOFS = 4
SCHEMA = Path(__file__).parent / "schema" / "achievementcredential.json"
BADGE_TYPES = {"OpenBadgeCredential", "AchievementCredential"}

Json = dict[str, Any]


def open_badge(path: Path) -> str:
    """Give what a badge says and what was signed of it, as JSON. Raises Unacceptable."""
    if path.stat().st_size > MOST_BYTES:
        raise Unacceptable("badge-too-big")
    try:
        text = unbaked(path.read_bytes())
    except NotBaked as none:
        raise Unacceptable(none.code) from none
    if len(text) > MOST_TEXT:
        raise Unacceptable("badge-too-big")
    try:
        found = of_token(text) if is_token(text) else looked_into(read(text))
        return json.dumps(found, ensure_ascii=False)
    except contexts.ForeignContext as foreign:
        return json.dumps({"refused": "badge-foreign-context", "detail": foreign.address[:500]})
    except jsonld.JsonLdError as broken:
        raise Unacceptable("badge-not-understood") from broken


def read(text: str) -> Json:
    """Read JSON that says each thing once, is not too deep and not too long. Raises Unacceptable."""
    try:
        found = json.loads(text, object_pairs_hook=_each_once, parse_constant=_no_number)
    except RecursionError as deep:
        raise Unacceptable("badge-too-deep") from deep
    except ValueError as broken:
        raise Unacceptable("badge-not-json") from broken
    if not isinstance(found, dict):
        raise Unacceptable("badge-not-json")
    _measure(found)
    return found


def _each_once(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unacceptable("badge-says-twice")
    return found


def _no_number(_said: str) -> float:
    raise ValueError("no number of JSON")


def _measure(value: Any) -> None:
    waiting, values = [(value, 1)], 0
    while waiting:
        one, depth = waiting.pop()
        values += 1
        if depth > DEEPEST or values > MOST_VALUES:
            raise Unacceptable("badge-too-deep")
        if isinstance(one, dict):
            waiting += [(each, depth + 1) for each in one.values()]
        elif isinstance(one, list):
            waiting += [(each, depth + 1) for each in one]


def looked_into(document: Json) -> Json:
    """Give a document with what is signed of it. Raises Unacceptable, ForeignContext, jsonld.JsonLdError."""
    check_terms(document)
    found = [_proof(document, one) for one in _proofs(document)]
    unsigned = {term for one in found for term in one.pop("unsigned")}
    return {"document": document, "proofs": found, "unsigned": sorted(unsigned), "unlike": unlike(document)}


def of_token(text: str) -> Json:
    """Give the credential in a token with what is found of its signature. Raises Unacceptable."""
    token = Token.of(text, read)
    document = token.document()
    return {
        "document": document,
        "proofs": [token.proof()],
        "unsigned": [],
        "unlike": unlike(document) or token.unlike(),
    }


def check_terms(value: Any) -> None:
    """Check that a document speaks in the terms of our contexts alone, anywhere. Raises Unacceptable, ForeignContext.

    A signature covers what a document means: by an address in place of a term it could say the same, and its end or
    its issuer would be read by nobody.
    """
    if isinstance(value, dict):
        for name, one in value.items():
            if name == "@context":
                _check_context(one)
            elif ":" in name or name.startswith("@"):
                raise Unacceptable("badge-own-terms")
            else:
                check_terms(one)
    elif isinstance(value, list):
        for one in value:
            check_terms(one)


def _check_context(said: Any) -> None:
    for one in said if isinstance(said, list) else [said]:
        if contexts.defines_terms(one):
            raise Unacceptable("badge-own-terms")
        if isinstance(one, str):
            contexts.load(one)


def _proofs(document: Json) -> list[Json]:
    """Give the proofs of the kinds that are checked here. Raises Unacceptable where there is none."""
    said = document.get("proof")
    if not isinstance(document.get("@context"), list | str) or said is None:
        raise Unacceptable("badge-no-proof")
    all_of_them = [one for one in (said if isinstance(said, list) else [said]) if isinstance(one, dict)]
    known = [one for one in all_of_them if proofs.suite(one)]
    if not known or len(known) > MOST_PROOFS:
        raise Unacceptable("badge-proof-unknown")
    return known


def _proof(document: Json, proof: Json) -> Json:
    try:
        if proofs.suite(proof) == proofs.RDFC:
            digest, unsigned = proofs.rdfc_digest(document, proof)
        else:
            digest, unsigned = proofs.jcs_digest(document, proof), ()
    except proofs.BrokenChain as broken:
        raise Unacceptable("badge-chain-broken") from broken
    return {
        "method": _words(proof, "verificationMethod"),
        "purpose": _words(proof, "proofPurpose"),
        "digest": digest.hex(),
        "signature": _signature(_words(proof, "proofValue")),
        "unsigned": unsigned,
    }


def _words(said: Mapping[str, Any], name: str) -> str:
    found = said.get(name)
    return found if isinstance(found, str) else ""


def _signature(said: str) -> str:
    """Give a signature in hexadecimal; nothing where it is none."""
    try:
        found = proofs.from_multibase(said)
    except ValueError:
        return ""
    return found.hex() if len(found) == proofs.SIGNATURE_BYTES else ""


@cache
def _schema() -> Draft201909Validator:
    return Draft201909Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def unlike(document: Json) -> list[str]:
    """Name the parts in which a document is not an Open Badge; one of the first data model has no schema here."""
    types = document.get("type")
    if not BADGE_TYPES & set(types if isinstance(types, list) else [types]):
        return ["type"]
    first = document["@context"][0] if isinstance(document["@context"], list) else document["@context"]
    if first == contexts.CREDENTIALS_V1:
        return []
    parts = {"/".join(str(step) for step in error.absolute_path) or "@" for error in _schema().iter_errors(document)}
    return sorted(parts)[:10]
