"""What the floor stores: the same bytes and rows as the product, in its own copy of the same tables."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Response, current_app, request

from benchmarks.floor_data import Write, data

PARTICULARS = '{"role": "Fi wnaeth y cyfan."}'
SALT = b"\0" * 32
ENTRY_OF_SUBMISSION, ENTRY_OF_JUDGEMENT = 2550, 3100
"""Bytes of the product's ledger entries for five claims."""


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 measures, and stores nothing that counts


def add(number: int) -> Response:
    """Store a draft of evidence in a portfolio, with one file and its claims."""
    form = request.form
    content = request.files["files"].read()
    digest = _stored(content, int(form["provider"]))
    now = _now()
    with data().writing() as write:
        mine: dict[str, Any] = {"provider_id": int(form["provider"]), "portfolio_id": number}
        evidence = write.add_one("evidence", **_evidence(form, now), **mine)
        stored = write.add_one(
            "stored_file",
            provider_id=mine["provider_id"],
            sha256=digest,
            size=len(content),
            media_type="text/plain",
            stored_at=now,
        )
        write.add(
            "attachment",
            public_id=secrets.token_hex(16),
            evidence_id=evidence,
            stored_file_id=stored,
            name="gwaith.txt",
            salt=SALT,
            position=1,
            removed=False,
            **mine,
        )
        write.add_all(
            "claim", [_claim(evidence, int(form["unit"]), int(one), now, mine) for one in form.getlist("criteria")]
        )
        write.run("UPDATE enrolled_unit SET touched = ?, version = version + 1 WHERE id = ?", (True, int(form["unit"])))
    return Response("", 302, {"Location": f"/submit/{evidence}"})


def _evidence(form: Mapping[str, str], now: datetime) -> dict[str, Any]:
    return {
        "public_id": secrets.token_hex(16),
        "author_id": int(form["author"]),
        "kind": form["kind"],
        "status": "draft",
        "title": form["title"],
        "happened_on": "2026-01-05",
        "language": "cy",
        "words": form["words"],
        "ai_use": "none",
        "confidentiality": "open",
        "ai_note": "",
        "particulars": PARTICULARS,
        "revision": 0,
        "edited": True,
        "waiting": 0,
        "created_at": now,
        "changed_at": now,
        "version": 3,
    }


def _claim(evidence: int, unit: int, criterion: int, now: datetime, mine: dict[str, Any]) -> dict[str, Any]:
    return {
        "public_id": secrets.token_hex(16),
        "evidence_id": evidence,
        "enrolled_unit_id": unit,
        "criterion_id": criterion,
        "note": "",
        "salt": SALT,
        "status": "draft",
        "leaving": False,
        "made_at": now,
        **mine,
    }


def _stored(content: bytes, owner: int) -> str:
    """Put a file in its place: written, synced, renamed, and its folder synced."""
    name = hashlib.sha256(content).hexdigest()
    folder: Path = current_app.extensions["files"] / str(owner) / name[:2]
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / secrets.token_hex(16)
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / name)
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
    return name


def submit(number: int) -> Response:
    """Freeze a draft: a revision with its file, claims that wait, states, counters and one entry of the ledger."""
    now, form = _now(), request.form
    with data().writing() as write:
        row = write.run(
            "SELECT provider_id, portfolio_id, author_id, title, words FROM evidence WHERE id = ?", (number,)
        ).fetchone()
        revision = write.add_one(
            "revision",
            public_id=secrets.token_hex(16),
            provider_id=row[0],
            evidence_id=number,
            number=1,
            author_id=row[2],
            title=row[3],
            happened_on="2026-01-05",
            language="cy",
            words=row[4],
            ai_use="none",
            ai_note="",
            particulars=PARTICULARS,
            confidentiality="open",
            salt=SALT,
            digest="0" * 64,
            submitted_at=now,
        )
        write.run(
            "INSERT INTO revision_file (revision_id, attachment_id, provider_id, position)"
            " SELECT ?, id, provider_id, position FROM attachment WHERE evidence_id = ?",
            (revision, number),
        )
        write.run("UPDATE claim SET status = 'waiting', revision_id = ? WHERE evidence_id = ?", (revision, number))
        write.run(
            "UPDATE evidence SET status = 'submitted', revision = 1, waiting = 5, waiting_since = created_at,"
            " version = version + 1 WHERE id = ?",
            (number,),
        )
        _settle(write, number, "claimed")
        _tell(write, row[1], "evidence.submitted", ENTRY_OF_SUBMISSION)
    return Response("", 302, {"Location": f"/judging/{number}?unit={form.get('unit', '')}"})


def judge(number: int) -> Response:
    """Decide the claims of a piece of evidence: a judgement, decisions, states, counters and one entry."""
    now, form = _now(), request.form
    with data().writing() as write:
        row = write.run("SELECT provider_id, portfolio_id FROM evidence WHERE id = ?", (number,)).fetchone()
        [revision] = write.run("SELECT id FROM revision WHERE evidence_id = ?", (number,)).fetchone()
        judgement = write.add_one(
            "judgement",
            public_id=secrets.token_hex(16),
            provider_id=row[0],
            portfolio_id=row[1],
            evidence_id=number,
            revision_id=revision,
            assessor_id=int(form["assessor"]),
            trainee=False,
            valid=True,
            authentic=True,
            current=True,
            language="cy",
            feedback=form["feedback"],
            salt=SALT,
            at=now,
        )
        claims = write.run(
            "SELECT id, enrolled_unit_id, criterion_id FROM claim WHERE evidence_id = ?", (number,)
        ).fetchall()
        write.add_all("decision", [_decision(judgement, one, row[0], int(form["assessor"]), now) for one in claims])
        write.run("UPDATE claim SET status = 'met' WHERE evidence_id = ?", (number,))
        write.run("UPDATE evidence SET waiting = 0, version = version + 1 WHERE id = ?", (number,))
        _settle(write, number, "met")
        _tell(write, row[1], "evidence.judged", ENTRY_OF_JUDGEMENT)
    return Response("", 302, {"Location": "/"})


def _decision(judgement: int, claim: Any, provider: int, assessor: int, now: datetime) -> dict[str, Any]:
    return {
        "public_id": secrets.token_hex(16),
        "provider_id": provider,
        "judgement_id": judgement,
        "claim_id": claim[0],
        "enrolled_unit_id": claim[1],
        "criterion_id": claim[2],
        "assessor_id": assessor,
        "trainee": False,
        "outcome": "met",
        "feedback": "",
        "salt": SALT,
        "reason": "",
        "standing": True,
        "at": now,
    }


def _settle(write: Write, evidence: int, state: str) -> None:
    """Put the claimed criteria into a state, and count them in their units."""
    write.run(
        "INSERT INTO criterion_status (enrolled_unit_id, criterion_id, provider_id, state)"
        " SELECT enrolled_unit_id, criterion_id, provider_id, ? FROM claim WHERE evidence_id = ? AND true"
        " ON CONFLICT (enrolled_unit_id, criterion_id) DO UPDATE SET state = excluded.state",
        (state, evidence),
    )
    write.run(
        f"UPDATE enrolled_unit SET {state} = {state} + 1, version = version + 1"  # noqa: S608 words of our own
        " WHERE id IN (SELECT enrolled_unit_id FROM claim WHERE evidence_id = ?)",
        (evidence,),
    )


def _tell(write: Write, portfolio: int, kind: str, size: int) -> None:
    """Append an entry as long as the product's, hashed, to the portfolio's book."""
    canonical = "x" * size
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    book, seq = write.run(
        "UPDATE ledger_book SET head_seq = head_seq + 1, head_hash = ?"
        " WHERE id = (SELECT book_id FROM portfolio WHERE id = ?) RETURNING id, head_seq",
        (digest, portfolio),
    ).fetchone()
    write.add(
        "ledger_entry",
        book_id=book,
        seq=seq,
        at=_now(),
        kind=kind,
        canonical=canonical,
        prev=digest,
        hash=digest,
    )
