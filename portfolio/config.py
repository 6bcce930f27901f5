"""The settings, read from the environment and checked before anything starts."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from standards.foundation import Language

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024
POSTGRESQL = "postgresql+psycopg"


class SettingsError(Exception):
    """A setting makes no sense: a sentence for the operator, in both languages."""

    def __init__(self, cy: str, en: str) -> None:
        super().__init__(en)
        self.message: dict[Language, str] = {"cy": cy, "en": en}


@dataclass(frozen=True)
class Settings:
    """Every setting of an installation; `from_environment` names the variables."""

    instance: Path
    database_url: str
    secret_key: str
    base_url: str = "http://127.0.0.1:8000"
    trusted_hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    smtp_url: str | None = None
    mail_from: str = "tystio@localhost"
    max_file_bytes: int = 2048 * MEGABYTE
    max_request_bytes: int = 2200 * MEGABYTE
    idle_minutes: int = 30
    learner_idle_minutes: int = 120
    proxy_hops: int = 0
    clamd: str | None = None
    """Where a ClamAV daemon listens, `host:port` or the path of a socket; without one no file is checked."""
    pooled: bool = False
    """Whether a pooler stands before PostgreSQL that knows no prepared statements."""
    demonstration: bool = False
    """Whether everybody in it is made up; `tystio demo` alone makes it so."""

    @property
    def secure(self) -> bool:
        """Tell whether the site is served by https."""
        return self.base_url.startswith("https://")

    @property
    def files(self) -> Path:
        return self.instance / "files"

    @property
    def kept_letters(self) -> Path:
        """Give the folder of letters where there is no mail server."""
        return self.instance / "mail"

    @property
    def demonstration_mark(self) -> Path:
        return _demonstration_mark(self.instance)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read TYSTIO_* variables; what is not said is kept under the instance folder. Raises SettingsError."""
        given = os.environ if environment is None else environment
        instance = Path(given.get("TYSTIO_INSTANCE", ROOT / "instance")).resolve()
        base_url = given.get("TYSTIO_BASE_URL", cls.base_url).rstrip("/")
        host = urlsplit(base_url).hostname
        if not host or not base_url.startswith(("http://", "https://")):
            raise SettingsError(
                f"Rhaid i TYSTIO_BASE_URL fod yn gyfeiriad http neu https, nid {base_url!r}",
                f"TYSTIO_BASE_URL must be an http or https address, not {base_url!r}",
            )
        hosts = given.get("TYSTIO_TRUSTED_HOSTS")
        return cls(
            instance=instance,
            database_url=_database_url(given.get("TYSTIO_DATABASE_URL")) or f"sqlite:///{instance / 'tystio.sqlite'}",
            secret_key=given.get("TYSTIO_SECRET_KEY") or _kept_secret(instance),
            base_url=base_url,
            trusted_hosts=tuple(hosts.split(",")) if hosts else (host, "127.0.0.1", "localhost"),
            smtp_url=_smtp_url(given.get("TYSTIO_SMTP_URL")),
            mail_from=given.get("TYSTIO_MAIL_FROM", cls.mail_from),
            max_file_bytes=_number(given, "TYSTIO_MAX_FILE_MB", 2048) * MEGABYTE,
            max_request_bytes=_number(given, "TYSTIO_MAX_REQUEST_MB", 2200) * MEGABYTE,
            idle_minutes=_number(given, "TYSTIO_IDLE_MINUTES", cls.idle_minutes),
            learner_idle_minutes=_number(given, "TYSTIO_LEARNER_IDLE_MINUTES", cls.learner_idle_minutes),
            proxy_hops=_number(given, "TYSTIO_PROXY_HOPS", 0, least=0),
            clamd=_clamd(given.get("TYSTIO_CLAMD")),
            pooled=_number(given, "TYSTIO_DATABASE_POOLER", 0, least=0) > 0,
            demonstration=_demonstration_mark(instance).exists(),
        )


def _demonstration_mark(instance: Path) -> Path:
    return instance / "demonstration"


def _number(given: Mapping[str, str], name: str, default: int, least: int = 1) -> int:
    said = given.get(name)
    if said is None:
        return default
    if not said.isdigit() or int(said) < least:
        raise SettingsError(
            f"Rhaid i {name} fod yn rhif cyfan o {least} i fyny, nid {said!r}",
            f"{name} must be a whole number from {least}, not {said!r}",
        )
    return int(said)


def _database_url(said: str | None) -> str | None:
    """Check the address of a database; what it says is not repeated, as it holds a password."""
    if not said:
        return None
    try:
        url = make_url(said)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in {"sqlite", "postgresql", POSTGRESQL}:
        raise SettingsError(
            "Rhaid i TYSTIO_DATABASE_URL fod fel sqlite:////folder/tystio.sqlite "
            f"neu {POSTGRESQL}://defnyddiwr:cyfrinair@gwesteiwr/cronfa",
            f"TYSTIO_DATABASE_URL must be like sqlite:////folder/tystio.sqlite or {POSTGRESQL}://user:password@host/name",
        )
    # The driver that is installed, where none is named.
    return (
        url.set(drivername=POSTGRESQL).render_as_string(hide_password=False) if url.drivername == "postgresql" else said
    )


def _smtp_url(said: str | None) -> str | None:
    parts = urlsplit(said or "")
    if said and (parts.scheme not in {"smtp", "smtps", "smtp+starttls"} or not parts.hostname):
        raise SettingsError(
            "Rhaid i TYSTIO_SMTP_URL ddechrau â smtp://, smtps:// neu smtp+starttls:// ac enwi gwesteiwr",
            "TYSTIO_SMTP_URL must begin with smtp://, smtps:// or smtp+starttls:// and name a host",
        )
    return said or None


def _clamd(said: str | None) -> str | None:
    """Check where a ClamAV daemon is said to listen."""
    where = (said or "").removeprefix("unix:")
    host, _colon, port = where.rpartition(":")
    if where and not where.startswith("/") and not (host and port.isdigit()):
        raise SettingsError(
            f"Rhaid i TYSTIO_CLAMD fod fel 127.0.0.1:3310 neu /run/clamav/clamd.ctl, nid {said!r}",
            f"TYSTIO_CLAMD must be like 127.0.0.1:3310 or /run/clamav/clamd.ctl, not {said!r}",
        )
    return where or None


def _kept_secret(instance: Path) -> str:
    """Give the installation's own secret, made once and readable by its owner only."""
    kept = instance / "secret_key"
    if not kept.exists():
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = instance / f"secret_key.{secrets.token_hex(4)}"
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(partial, kept)
        except FileExistsError:
            pass  # another process was first: its secret counts
        finally:
            partial.unlink()
    return kept.read_text().strip()
