"""JSON as strangers write it becomes the packages in it: bare, wrapped or several; what could do harm is refused."""

import json
import re
from typing import Any

from standards.interchange.case.findings import refusal

Json = dict[str, Any]
MOST_PARTS = 1_000_000
"""Commas, brackets and braces: a file of few bytes may hold more parts than there is memory for."""
DEEPEST = 60
UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
WRAPPERS = ("CFPackage", "CFPackages", "cfPackage", "package")


def raw_packages(text: str, name: str) -> list[Json]:
    """Give the packages of a file as they stand in it. Raises RefusalError with the reason."""
    if sum(map(text.count, ",[{:")) > MOST_PARTS:
        raise refusal("case-too-much", name=name, limit=MOST_PARTS)
    found = list(_packages(_loaded(text, name), 0))
    if not found:
        raise refusal("case-no-package", name=name)
    return found


def _loaded(text: str, name: str) -> Any:
    try:
        value = json.loads(text.removeprefix("\ufeff"), parse_constant=_no_number)
    except RecursionError as error:
        raise refusal("case-too-deep", name=name) from error
    except json.JSONDecodeError as error:
        place = f"{error.lineno}:{error.colno}"
        raise refusal("case-not-json", name=name, reason=place) from error
    except ValueError as error:
        # Numbers of thousands of digits, and words that are no numbers.
        raise refusal("case-not-json", name=name, reason=str(error)[:80]) from error
    if _deeper(text):
        raise refusal("case-too-deep", name=name)
    return value


def _no_number(said: str) -> float:
    raise ValueError(said)


def _deeper(text: str) -> bool:
    """Tell whether the text, known to be JSON, nests deeper than any package does."""
    depth = 0
    for sign in re.findall(r"[\[\]{}]", STRING.sub("", text)):
        depth += 1 if sign in "[{" else -1
        if depth > DEEPEST:
            return True
    return False


def _packages(value: Any, depth: int) -> list[Json]:
    if isinstance(value, list):
        return [found for one in value for found in _packages(one, depth + 1)] if depth <= len(WRAPPERS) else []
    if not isinstance(value, dict):
        return []
    if isinstance(value.get("CFDocument"), dict):
        return [value]
    return next((found for key in WRAPPERS if key in value and (found := _packages(value[key], depth + 1))), [])


def words(value: object) -> str:
    """Give the words of a value as they are, but for signs that no database keeps; none where there are only spaces."""
    said = UNKEEPABLE.sub("", value) if isinstance(value, str) else ""
    return said if said.strip() else ""


def marred(value: Any) -> bool:
    """Tell whether there are signs anywhere that no database keeps."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict | list):
            waiting += one.values() if isinstance(one, dict) else one
        elif isinstance(one, str) and UNKEEPABLE.search(one):
            return True
    return False


def whole(value: object) -> int | None:
    """Give a whole number, however it was written."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return int(number) if number.is_integer() else None


def objects(value: object) -> list[Json | None]:
    """Give the members of a list, none in the place of each that is no object."""
    return [one if isinstance(one, dict) else None for one in value] if isinstance(value, list) else []


def extension(found: Json, key: str) -> Json:
    """Give one of our own extensions, empty where there is none."""
    extensions = found.get("extensions")
    said = extensions.get(f"tystio:{key}") if isinstance(extensions, dict) else None
    return said if isinstance(said, dict) else {}


def identifier(found: Json) -> str:
    """Give the identifier of an object as any version of CASE spells it, or the end of its address."""
    said = words(found.get("identifier")) or words(found.get("sourcedId"))
    return (said or words(found.get("uri")).strip().rstrip("/").rpartition("/")[2]).strip().lower()


def pointed_at(value: object) -> str:
    """Give the identifier that a link names, be it an object or an address."""
    return identifier(value) if isinstance(value, dict) else identifier({"uri": value})
