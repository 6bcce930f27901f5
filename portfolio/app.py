"""The composition root: settings, extensions and all slices made one application."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any, cast

from flask import Flask
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFProtect
from jinja2 import Environment, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from portfolio.config import ROOT, Settings
from portfolio.core import database, privacy
from portfolio.core import work as unit_of_work
from portfolio.core.keys import KeyRing
from portfolio.core.ledger import Acts
from portfolio.core.ledger_check import Stored
from portfolio.core.store import FolderStore
from portfolio.core.work import Reaction
from portfolio.learning.queries import portfolios_of_books
from portfolio.web import access, errors, filters, headers, locale, lockers, naming, navigation, uploads
from standards.foundation import Act, Policy

SLICES = (
    "standards.library",
    "standards.exchange",
    "standards.comparisons",
    "standards.importing",
    "standards.qualifications",
    "portfolio.people",
    "portfolio.safeguarding",
    "portfolio.learning",
    "portfolio.links",
    "portfolio.plans",
    "portfolio.reviews",
    "portfolio.evidence",
    "portfolio.witnesses",
    "portfolio.aids",
    "assessments.judging",
    "assessments.quality",
    "assessments.standardising",
    "assessments.monitoring",
    "assessments.questioning",
    "assessments.observing",
    "assessments.discussing",
    "assessments.carrying",
    "assessments.credentials",
    "assessments.appeals",
    "assessments.registers",
    "assessments.certification",
    "assessments.reporting",
    "assessments.visits",
    "assessments.archive",
    "assessments.notices",
)


class PublicIdConverter(BaseConverter):
    """The random id by which an address names a row."""

    regex = "[0-9a-f]{32}"


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application; raises where a view names no permission or two slices claim one name."""
    settings = settings or Settings.from_environment()
    privacy.keep(settings)
    app = Flask("portfolio", root_path=str(ROOT), template_folder="templates", static_folder="static")
    _configure(app, settings)
    app.url_map.converters["id"] = PublicIdConverter
    database.install(app)
    uploads.install(app, FolderStore(settings.files, settings.max_file_bytes))
    Migrate(app, database.db, directory=str(ROOT / "portfolio" / "migrations"))
    CSRFProtect(app)
    _templates(app)
    locale.install(app)
    filters.install(app)
    lockers.install(app)
    headers.install(app, secure=settings.secure)
    errors.install(app)
    _slices(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=database.engine_options(settings.database_url, pooled=settings.pooled),
        MAX_CONTENT_LENGTH=settings.max_request_bytes,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        MAX_FORM_PARTS=5000,
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        SESSION_COOKIE_NAME="__Host-session" if settings.secure else "session",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        TRANSLATIONS=ROOT / "portfolio" / "translations",
    )
    app.extensions["settings"] = settings
    app.extensions["keys"] = KeyRing(settings.secret_key)
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


class _Template(Template):
    """A template whose macros are made once: ours know no globals but the environment's."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002 Jinja's signature
        return super()._get_default_module()

    @classmethod
    def _from_namespace(cls, environment: Environment, namespace: MutableMapping[str, Any], *rest: Any) -> Template:
        namespace["escape"] = _escaped
        return super()._from_namespace(environment, namespace, *rest)


def _escaped(value: Any) -> str:
    """Escape what a template prints; what is safe already goes out as it is, where Jinja would write it out again."""
    return value if type(value) is Markup else escape(value)


def _templates(app: Flask) -> None:
    app.jinja_env.template_class = _Template
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def part(slice_name: str, module: str, name: str) -> Any:
    """Give something that a slice offers by its agreed name, or none where the slice has no such thing."""
    if find_spec(f"{slice_name}.{module}") is None:
        return None
    return getattr(import_module(f"{slice_name}.{module}"), name, None)


def parts(module: str, name: str) -> Iterator[Any]:
    """Give what all slices offer by an agreed name, in the order of the slices."""
    return (found for one in SLICES if (found := part(one, module, name)) is not None)


def all_acts() -> Acts:
    return Acts(tuple(act for acts in parts("events", "ACTS") for act in cast("tuple[type[Act], ...]", acts)))


def all_stored_facts() -> Stored:
    """Give what asks each slice for its part of what books must tell."""
    return Stored(
        tuple(parts("queries", "stored_facts")), tuple(parts("queries", "portfolio_facts")), portfolios_of_books
    )


def all_policies() -> Policy:
    """Give who may do what, of all slices."""
    return _merged(parts("policy", "POLICY"))


def _merged(mappings: Iterator[dict[str, Any]]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for one in mappings:
        twice = merged.keys() & one.keys()
        if twice:
            raise RuntimeError(f"two slices say what {sorted(twice)} means")
        merged.update(one)
    return merged


def all_reactions() -> dict[str, list[Reaction]]:
    """Give what slices do upon acts of those before them, by the kind of the act, in the order of the slices."""
    found: dict[str, list[Reaction]] = {}
    for one in parts("views", "REACTIONS"):
        for kind, reaction in cast("Mapping[str, Reaction]", one).items():
            found.setdefault(kind, []).append(reaction)
    return found


def _slices(app: Flask) -> None:
    for _models in SLICES:
        part(_models, "models", "Base")
    for blueprint in parts("views", "blueprint"):
        app.register_blueprint(blueprint)
    app.extensions["acts"] = all_acts()
    app.extensions["jobs"] = _merged(parts("views", "JOBS"))
    app.extensions["ticks"] = [each for ticks in parts("views", "TICKS") for each in ticks]
    unit_of_work.bind(all_reactions())
    app.extensions["refusals"] = _merged(parts("forms", "REFUSALS"))
    menus, footers = ([entry for menu in parts("views", name) for entry in menu] for name in ("MENU", "FOOTER"))
    navigation.install(app, menus, footers)
    policy = all_policies()
    relations = part("portfolio.learning", "queries", "relations")
    naming.install(app, part("portfolio.people", "queries", "names_of"))
    install_sign_in = part("portfolio.people", "views", "install")
    hold = install_sign_in(app) if install_sign_in else (lambda **_how: None)
    access.install(app, access.Guard(policy, relations, hold))
