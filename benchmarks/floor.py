"""The floor: a bare Flask application that reads the same rows with one query and stores the same bytes and rows.

It knows no rights, sessions, tokens, languages or layout: what a page costs here is what its rows and bytes cost.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, current_app, request
from jinja2 import Template

from benchmarks.floor_data import data, open_data
from benchmarks.floor_writes import add, judge, submit
from portfolio.config import Settings
from portfolio.core.passwords import HASHER

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Floor</title></head><body><main><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}<td class="{{ pad }}"></td></tr>
{% endfor %}</table></main></body></html>"""
READS = {
    "programme": """
        SELECT c.code, c.text->'en'->>'words', s.state, e.public_id, e.title FROM enrolled_unit u
        JOIN standard t ON t.id = u.standard_id JOIN criterion c ON c.standard_id = u.standard_id
        LEFT JOIN criterion_status s ON s.enrolled_unit_id = u.id AND s.criterion_id = c.id
        LEFT JOIN claim l ON l.enrolled_unit_id = u.id AND l.criterion_id = c.id
        LEFT JOIN evidence e ON e.id = l.evidence_id
        WHERE u.enrolment_id = ? ORDER BY u.id, c.position""",
    "unit": """
        SELECT c.code, c.text->'en'->>'words', s.state, e.public_id, e.title, d.outcome, d.feedback, a.name, d.at
        FROM enrolled_unit u JOIN criterion c ON c.standard_id = u.standard_id
        LEFT JOIN criterion_status s ON s.enrolled_unit_id = u.id AND s.criterion_id = c.id
        LEFT JOIN claim l ON l.enrolled_unit_id = u.id AND l.criterion_id = c.id
        LEFT JOIN evidence e ON e.id = l.evidence_id LEFT JOIN decision d ON d.claim_id = l.id
        LEFT JOIN account a ON a.id = d.assessor_id WHERE u.id = ? ORDER BY c.position""",
    "library": """
        SELECT e.id, e.title, e.status, t.urn, c.code FROM
        (SELECT * FROM evidence WHERE portfolio_id = ? ORDER BY id DESC LIMIT 20) e
        JOIN claim l ON l.evidence_id = e.id JOIN enrolled_unit u ON u.id = l.enrolled_unit_id
        JOIN standard t ON t.id = u.standard_id JOIN criterion c ON c.id = l.criterion_id
        ORDER BY e.id DESC, c.position""",
    "queue": """
        SELECT e.public_id, e.title, a.name, e.waiting_since, t.title->'en'->>'words', count(*) FROM
        (SELECT * FROM evidence WHERE waiting > 0 AND portfolio_id IN
         (SELECT portfolio_id FROM assignment WHERE account_id = ? AND part = 'assessor')
         ORDER BY waiting_since, id LIMIT 25) e
        JOIN portfolio p ON p.id = e.portfolio_id JOIN account a ON a.id = p.account_id
        JOIN claim l ON l.evidence_id = e.id JOIN enrolled_unit u ON u.id = l.enrolled_unit_id
        JOIN standard t ON t.id = u.standard_id
        GROUP BY e.id, e.public_id, e.title, e.waiting_since, a.name, t.id, u.id ORDER BY e.id""",
    "judging": """
        SELECT c.code, c.text->'en'->>'words', t.title->'en'->>'words', l.note, e.title, e.words, f.sha256 FROM claim l
        JOIN criterion c ON c.id = l.criterion_id JOIN standard t ON t.id = c.standard_id
        JOIN evidence e ON e.id = l.evidence_id JOIN attachment x ON x.evidence_id = e.id
        JOIN stored_file f ON f.id = x.stored_file_id WHERE l.evidence_id = ?""",
    "completion": """
        SELECT a.name, n.planned_end, q.number, u.public_id, u.met, u.total, u.status FROM enrolment n
        JOIN portfolio p ON p.id = n.portfolio_id JOIN account a ON a.id = p.account_id
        JOIN enrolled_unit u ON u.enrolment_id = n.id JOIN unit q ON q.id = u.unit_id
        WHERE n.qualification_id = ? ORDER BY a.sort_en, u.id""",
}
"""What each page reads; `completion` reads a row for each unit of each learner, as the product's page shows them."""


def create_floor() -> Flask:
    app = Flask("floor")
    settings = Settings.from_environment()
    app.extensions["data"] = open_data(settings.database_url)
    app.extensions["files"] = settings.files
    app.extensions["page"] = Template(PAGE, autoescape=True)
    app.extensions["pads"] = {}
    for name in READS:
        app.add_url_rule(f"/{name}/<int:number>", name, _reader(name))
    app.add_url_rule("/sign-in", "sign_in", sign_in, methods=["POST"])
    for write in (add, submit, judge):
        app.add_url_rule(f"/{write.__name__}/<int:number>", write.__name__, write, methods=["POST"])
    return app


def _reader(name: str) -> Any:
    query = READS[name]

    def read(number: int) -> Response:
        rows = data().read(query, (number,))
        return Response(_page(name, rows, int(request.args["bytes"])), mimetype="text/html")

    return read


def _page(name: str, rows: list[Any], size: int) -> str:
    """Render the rows, each as wide as makes the page as long as the product's."""
    page: Template = current_app.extensions["page"]
    pads: dict[tuple[str, int], str] = current_app.extensions["pads"]
    if (name, size) not in pads:
        bare = len(page.render(rows=rows, pad="").encode())
        pads[name, size] = "x" * max(0, (size - bare) // max(1, len(rows)))
    return page.render(rows=rows, pad=pads[name, size])


def sign_in() -> Response:
    [row] = data().read("SELECT id, password_hash FROM account WHERE email = ?", (request.form["email"],))
    HASHER.verify(row[1], request.form["password"])
    now = datetime.now(UTC)  # noqa: TID251 measures, and stores nothing that counts
    with data().writing() as write:
        write.add(
            "signed_in_session",
            token_hash=secrets.token_hex(32),
            public_id=secrets.token_hex(16),
            account_id=row[0],
            created_at=now,
            last_seen_at=now,
            agent="",
        )
    return Response("", 302, {"Location": "/"})
