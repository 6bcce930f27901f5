"""What a list of documents may be asked: which page, in which order, chosen by which fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

Json = dict[str, Any]
PAGE_SIZE = 100
LARGEST_PAGE = 500
DIGITS = 9
REQUIRED = ("identifier", "uri", "creator", "title", "lastChangeDateTime", "CFPackageURI")
"""What every document has, whatever fields are asked for."""
FIELDS = (
    *REQUIRED,
    *("frameworkType", "caseVersion", "officialSourceURL", "publisher", "description", "subject", "subjectURI"),
    *("language", "version", "adoptionStatus", "statusStartDate", "statusEndDate", "licenseURI", "notes"),
    "extensions",
)
IDENTIFIER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
CONDITION = r"\s*(?P<field>\w+)\s*(?P<sign>!=|>=|<=|=|>|<|~)\s*'(?P<value>[^']*)'\s*"
SIGNS: Mapping[str, Callable[[str, str], bool]] = {
    "=": lambda said, asked: said == asked,
    "!=": lambda said, asked: said != asked,
    ">": lambda said, asked: said > asked,
    ">=": lambda said, asked: said >= asked,
    "<": lambda said, asked: said < asked,
    "<=": lambda said, asked: said <= asked,
    "~": lambda said, asked: asked in said,
}
Fault = Literal["invalid_selection_field", "invalid_sort_field", "invalid_uuid", "unknownobject"]


class Unanswerable(Exception):
    """A question of a program cannot be answered: the code that CASE has for it, and the word it is about."""

    def __init__(self, fault: Fault, about: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.about = about

    @property
    def status(self) -> int:
        return 404 if self.fault in {"invalid_uuid", "unknownobject"} else 400


@dataclass(frozen=True)
class Condition:
    field: str
    sign: str
    value: str

    def holds(self, found: Json) -> bool:
        """Tell whether a document has it; of a field with several values, one is enough."""
        said = found.get(self.field)
        values = said if isinstance(said, list) else [said]
        return any(SIGNS[self.sign](_plain(one), self.value.casefold()) for one in values)


@dataclass(frozen=True)
class Question:
    """What was asked of the list of documents."""

    limit: int = PAGE_SIZE
    offset: int = 0
    sort: str | None = None
    descending: bool = False
    conditions: tuple[Condition, ...] = ()
    any_of_them: bool = False
    fields: tuple[str, ...] = ()

    @property
    def needs_all(self) -> bool:
        """Tell whether the answer hangs on what stands in all documents, not only on those of the page."""
        return bool(self.sort or self.conditions)

    def holds(self, found: Json) -> bool:
        """Tell whether a document is among those that were asked for."""
        together = any if self.any_of_them else all
        return not self.conditions or together(each.holds(found) for each in self.conditions)

    def place(self, found: Json) -> str:
        """Give what a document is sorted by; all have the same place where no order was asked for."""
        return _plain(found.get(self.sort)) if self.sort else ""

    def chosen(self, found: Json) -> Json:
        """Give a document with the fields that were asked for, and those without which it is none."""
        return {key: said for key, said in found.items() if not self.fields or key in {*self.fields, *REQUIRED}}


def _plain(value: object) -> str:
    """Give a value as it is compared: upper and lower case are alike."""
    if isinstance(value, list):
        return "\n".join(map(_plain, value))
    if isinstance(value, dict):
        return str(value.get("title", "")).casefold()
    return "" if value is None else str(value).casefold()


def question(given: Mapping[str, str]) -> Question:
    """Read the parameters of an address. Raises Unanswerable with the code of the specification."""
    conditions, any_of_them = _conditions(given.get("filter", ""))
    sort = given.get("sort") or None
    if sort is not None and sort not in FIELDS:
        raise Unanswerable("invalid_sort_field", sort)
    order = given.get("orderBy", "asc")
    if order not in {"asc", "desc"}:
        raise Unanswerable("invalid_sort_field", order)
    fields = tuple(one.strip() for one in given.get("fields", "").split(",") if one.strip())
    for unknown in (one for one in fields if one not in FIELDS):
        raise Unanswerable("invalid_selection_field", unknown)
    limit = min(_number(given, "limit", PAGE_SIZE, least=1), LARGEST_PAGE)
    offset = _number(given, "offset", 0, least=0)
    return Question(limit, offset, sort, order == "desc", conditions, any_of_them, fields)


def _number(given: Mapping[str, str], name: str, otherwise: int, *, least: int) -> int:
    said = given.get(name)
    if said is None:
        return otherwise
    if not (said.isascii() and said.isdecimal()) or len(said) > DIGITS or int(said) < least:
        raise Unanswerable("invalid_selection_field", f"{name}={said[:20]}")
    return int(said)


def _conditions(said: str) -> tuple[tuple[Condition, ...], bool]:
    """Read `field='value'`, and a second one after AND or OR."""
    if not said.strip():
        return (), False
    found = re.fullmatch(f"{CONDITION}(?:(?P<joint>AND|OR){_second(CONDITION)})?", said)
    if found is None:
        raise Unanswerable("invalid_selection_field", said[:60])
    conditions = [Condition(found["field"], found["sign"], found["value"])]
    if found["joint"]:
        conditions.append(Condition(found["field2"], found["sign2"], found["value2"]))
    for unknown in (one.field for one in conditions if one.field not in FIELDS):
        raise Unanswerable("invalid_selection_field", unknown)
    return tuple(conditions), found["joint"] == "OR"


def _second(pattern: str) -> str:
    return re.sub(r"\?P<(\w+)>", r"?P<\g<1>2>", pattern)


def identifier(said: str) -> UUID:
    """Read an identifier. Raises Unanswerable where it has not the form of one."""
    if not IDENTIFIER.fullmatch(said):
        raise Unanswerable("invalid_uuid", said[:60])
    return UUID(said)


def pages(asked: Question, total: int) -> dict[str, int]:
    """Give the offsets of the pages around this one, by the names that links have for them."""
    last = max(0, (total - 1) // asked.limit * asked.limit)
    found = {"first": 0, "last": last}
    if asked.offset > 0:
        found["prev"] = max(0, asked.offset - asked.limit)
    if asked.offset + asked.limit < total:
        found["next"] = asked.offset + asked.limit
    return found
