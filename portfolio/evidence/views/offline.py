"""Working without a network: a page that browsers keep, the worker that keeps it, and what a device is told.

The page is the same for everybody and for nobody: it shows no name, no unit and no message, as it lies in the browser's
cache, where no key guards it. What is somebody's own goes by `own_units` alone, and lies on the device locked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from flask import Response, current_app, jsonify, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from portfolio.evidence import queries
from portfolio.evidence.forms import DeviceForm
from portfolio.evidence.policy import EVIDENCE_WRITE
from portfolio.evidence.rules import EvidenceKind
from portfolio.evidence.views.blueprint import blueprint
from portfolio.evidence.views.editing import OF_KINDS_AND_FILES
from portfolio.evidence.views.picking import Picking
from portfolio.web import access, locale, uploads
from portfolio.web.access import PUBLIC, SIGNED_IN, requires
from portfolio.web.filters import asset_url
from portfolio.web.headers import CONTENT_SECURITY_POLICY
from portfolio.web.lockers import locker
from standards.foundation import LANGUAGES, Language

if TYPE_CHECKING:
    from portfolio.learning.models import Portfolio

WORKER = "offline_worker.js"
KEPT_FILES = (".css", ".js", ".png", ".svg")
NOBODYS = {"account_name": "", "account_links": [], "navigation": [], "footer_links": [], "sign_in_url": ""}
"""What the frame of a page says of its reader: of the reader of a page in a cache, nothing."""
Shell = Callable[[Language], str]
"""Writes a page that browsers keep, the same for every reader of a language."""
LETS_INSTALL = f"{CONTENT_SECURITY_POLICY}; manifest-src 'self'; worker-src 'self'"
ICONS = {"offline_192.png": "192x192", "offline_512.png": "512x512"}


def keep_page(extensions: dict[str, Any], endpoint: str, shell: Shell) -> None:
    """Let browsers keep a page for working without a network; its address lies below that of evidence's."""
    extensions.setdefault("offline_pages", {})[endpoint] = shell


def _pages() -> Mapping[str, Shell]:
    return cast("Mapping[str, Shell]", current_app.extensions["offline_pages"])


@blueprint.get("/offline")
@requires(PUBLIC)
def offline() -> Response:
    answer = make_response(_shell(locale.language()))
    answer.headers["Content-Security-Policy"] = LETS_INSTALL
    return answer


def _shell(language: Language) -> str:
    """Write the page, the same for every reader of a language."""
    with locale.speaking(language):
        given = {"kind": EvidenceKind.PHOTOGRAPH.value, "language": language}
        return render_template(
            "evidence/offline.html",
            form=DeviceForm(formdata=None, data=given),
            fixed=None,
            **OF_KINDS_AND_FILES,
            most_megabytes=uploads.most_megabytes(),
            switch_url=page_in("evidence.offline", "en" if language == "cy" else "cy"),
            **NOBODYS,
        )


blueprint.record_once(lambda state: keep_page(state.app.extensions, "evidence.offline", _shell))


def page_in(endpoint: str, language: Language) -> str:
    return url_for(endpoint, lang=language)


@blueprint.get("/offline.webmanifest")
@requires(PUBLIC)
def offline_manifest() -> Response:
    """Answer with what a device needs to put the page among its applications."""
    language = locale.language()
    wished = request.args.get("page", "")
    endpoint = wished if wished in _pages() else "evidence.offline"
    told = {
        "id": url_for(endpoint),
        "name": _("Tystio without a network"),
        "short_name": "Tystio",
        "lang": language,
        "start_url": page_in(endpoint, language),
        "scope": url_for("evidence.offline"),
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#5a3172",
        "icons": [{"src": asset_url(name), "sizes": sizes, "type": "image/png"} for name, sizes in ICONS.items()],
    }
    answer = make_response(json.dumps(told, ensure_ascii=False))
    answer.mimetype = "application/manifest+json"
    return answer


@blueprint.get("/offline-worker.js")
@requires(PUBLIC)
def offline_worker() -> Response:
    """Answer with the service worker and what it is to keep: another script whenever any of that changes."""
    pages = {url_for(one): {language: page_in(one, language) for language in LANGUAGES} for one in _pages()}
    built = Path(str(current_app.static_folder)) / "dist"
    names = sorted(path.name for path in built.iterdir() if path.suffix in KEPT_FILES and path.name != WORKER)
    shells = [shell(language) for shell in _pages().values() for language in LANGUAGES]
    kept: dict[str, Any] = {"pages": pages, "files": [asset_url(name) for name in names]}
    kept["version"] = hashlib.sha256(json.dumps([kept, shells]).encode()).hexdigest()[:16]
    script = (built / WORKER).read_text(encoding="utf-8")
    answer = make_response(f"const KEPT = {json.dumps(kept)};\n{script}")
    answer.mimetype = "text/javascript"
    return answer


@blueprint.get("/offline/pass")
@requires(SIGNED_IN)
def offline_pass() -> Response:
    """Tell a device who is signed in, with the token of their forms and the key of what they keep locked."""
    return jsonify(**device_pass())


def device_pass() -> dict[str, Any]:
    """Tell who is signed in, in every answer to a device."""
    person = access.signed_in()
    assert person is not None  # noqa: S101 the guard has seen to it
    return {
        "account": person.public_id,
        "name": person.name,
        "token": generate_csrf(),
        "key": locker("offline")["key"],
    }


@blueprint.get("/offline/units")
@requires(EVIDENCE_WRITE)
def own_units() -> Response:
    """Tell a device what it needs of its learner: the criteria to tick, in both languages, and where things go."""
    work = access.work()
    own = queries.own_portfolios(work.session, work.actor)
    here = [one for one in own if one.provider_id == work.actor.provider_id] or own
    return jsonify(**device_pass(), portfolio=_portfolio(here[0]) if here else None)


def _portfolio(portfolio: Portfolio) -> dict[str, Any]:
    picker = queries.picker(access.work().session, portfolio.id)
    return {
        "items": url_for("evidence.from_device", portfolio=portfolio.public_id),
        "uploads": url_for("evidence.begin_upload", portfolio=portfolio.public_id),
        "criteria": {language: _criteria(picker, language) for language in LANGUAGES},
    }


def _criteria(picker: queries.Picker, language: Language) -> str:
    """Write the criteria to tick, as the page for adding evidence does."""
    with locale.speaking(language):
        field = DeviceForm(formdata=None).criteria
        ticking = SimpleNamespace(criteria=field)
        return render_template(
            "evidence/_criteria.html", form=ticking, picking=Picking(picker, field), without_search=True
        )
