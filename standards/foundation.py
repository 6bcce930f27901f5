"""What every package stands on: the tables' base, bilingual texts, roles, the unit of work and refusals."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Literal, Protocol, runtime_checkable

from sqlalchemy import JSON, DateTime, ForeignKeyConstraint, MetaData, String, TypeDecorator, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

Language = Literal["cy", "en"]
LANGUAGES: tuple[Language, ...] = ("cy", "en")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def new_public_id() -> str:
    """Give 128 random bits in hexadecimal: what addresses, files and the ledger call a row."""
    return secrets.token_hex(16)


class PublicId:
    """Mixin: the random id by which everything outside the database names a row."""

    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=new_public_id, insert_sentinel=True)
    """Tells which new row got which number, so that SQLite too takes many rows in one statement."""


def own_key() -> UniqueConstraint:
    """Let other rows of the same provider, and only those, point at a table's rows."""
    return UniqueConstraint("provider_id", "id")


def within_provider(column: str, table: str) -> ForeignKeyConstraint:
    """Point at a row of the same provider: the database refuses a row that reaches into another's."""
    return ForeignKeyConstraint(["provider_id", column], [f"{table}.provider_id", f"{table}.id"])


class UTCDateTime(TypeDecorator[datetime]):
    """A time that goes in and comes out aware, in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class TextStatus(StrEnum):
    OFFICIAL = "official"
    WORKING_TRANSLATION = "working translation"


@dataclass(frozen=True)
class Shown:
    """Words as a page shows them: in which language, and whether these words are official."""

    words: str
    language: Language
    status: TextStatus


@dataclass(frozen=True)
class Text:
    """Words in Welsh and in English, each official, a working translation, or missing."""

    cy: str | None = None
    en: str | None = None
    cy_status: TextStatus = TextStatus.OFFICIAL
    en_status: TextStatus = TextStatus.OFFICIAL

    def in_language(self, language: Language) -> Shown | None:
        words = self.cy if language == "cy" else self.en
        status = self.cy_status if language == "cy" else self.en_status
        return None if words is None else Shown(words, language, status)

    def shown(self, language: Language) -> Shown:
        """Give the words in this language or, where there are none, in the other; empty if in neither."""
        other: Language = "en" if language == "cy" else "cy"
        return self.in_language(language) or self.in_language(other) or Shown("", language, TextStatus.OFFICIAL)

    def to_json(self) -> dict[str, dict[str, str]]:
        found = (self.in_language(language) for language in LANGUAGES)
        return {one.language: {"words": one.words, "status": one.status.value} for one in found if one}

    @classmethod
    def from_json(cls, value: Mapping[str, Mapping[str, str]]) -> Text:
        def words(language: str) -> str | None:
            return value[language]["words"] if language in value else None

        def status(language: str) -> TextStatus:
            return TextStatus(value[language]["status"]) if language in value else TextStatus.OFFICIAL

        return cls(words("cy"), words("en"), status("cy"), status("en"))


class TextColumn(TypeDecorator[Text]):
    """A bilingual text as one JSON value."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Text | None, dialect: Dialect) -> Any:  # noqa: ARG002 SQLAlchemy's signature
        return None if value is None else value.to_json()

    def process_result_value(self, value: Any, dialect: Dialect) -> Text | None:  # noqa: ARG002 SQLAlchemy's signature
        return None if value is None else Text.from_json(value)


class Role(StrEnum):
    LEARNER = "learner"
    ASSESSOR = "assessor"
    QUALITY_ASSURER = "quality_assurer"
    EXTERNAL_QUALITY_ASSURER = "external_quality_assurer"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Relation(StrEnum):
    """How someone in a role stands to what they ask for."""

    OWN = "own"
    ASSIGNED = "assigned"
    COUNTERSIGNING = "countersigning"
    PROVIDER = "provider"


Grants = Mapping[Role, frozenset[Relation]]
Policy = Mapping[str, Grants]
"""Permission → who may, in which relation: the lines of `shared/design/access.md` as data."""


class Guarded(Protocol):
    """A row that the guard can place: at which provider, and in whose portfolio."""

    @property
    def provider_id(self) -> int | None: ...


class Actor(Protocol):
    """Who acts: an account with its roles, or the system itself."""

    @property
    def account_id(self) -> int | None: ...
    @property
    def public_id(self) -> str: ...
    @property
    def provider_id(self) -> int | None:
        """The provider that this person works in at the moment."""

    def roles_at(self, provider_id: int | None) -> frozenset[Role]:
        """Give the roles held now at a provider; with None, at any."""

    def qualified_at(self, provider_id: int) -> bool:
        """Tell whether this is a qualified assessor there; a trainee's decisions need a countersignature."""


Facts = dict[tuple[str, str], dict[str, Any]]
"""What a book says: (kind of thing, its public id) → its state, in codes and numbers.

Kinds and keys that begin with "_" help a replay along and are never compared with what is stored.
"""
ENTRY = ("_entry", "")
"""Where a replay tells an act about its entry: when (`at`), by whom (`actor`), and its `hash`."""


def told(facts: Facts, name: str) -> str | None:
    """Give what a replay tells of the entry being applied; none where an act is applied outside one."""
    found: str | None = facts.get(ENTRY, {}).get(name)
    return found


@runtime_checkable
class Act(Protocol):
    """One kind of act: a frozen dataclass of ids, codes and hashes that knows what it does to the facts."""

    kind: ClassVar[str]

    def apply(self, facts: Facts) -> None: ...


class Work(Protocol):
    """The unit of work that every service takes first."""

    @property
    def session(self) -> Session: ...
    @property
    def actor(self) -> Actor: ...
    @property
    def role(self) -> str:
        """The role in which the actor does this act, as the ledger keeps it."""

    @property
    def now(self) -> datetime: ...
    @property
    def today(self) -> date:
        """The date in Europe/London."""

    def record(self, book_id: int, act: Act) -> None:
        """Append one entry to a book of the ledger, in this transaction."""

    def react(self, act: Act) -> None:
        """Let later slices do what they do upon an act that is recorded whole, in this transaction."""

    def book_of(self, provider_id: int | None) -> int:
        """Give the id of a provider's own book or, with none, of the shared library's."""


class Refused(Exception):
    """A rule said no: a code and its values, put into words by the pages."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Changed(Refused):
    """What this act was based on changed meanwhile; nothing was saved."""
