"""The official JSON Schemas of CASE 1.1, which lie beside the repository."""

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from tests.reading.documents import SHARED

CASE = SHARED / "cases" / "interop" / "case"
FOLDER = CASE / "v1p1-json-schema"
DESCRIPTION = CASE / "imscasev1p1_openapi31_v1p0.json"
"""The official description of the whole service."""
GIVEN = "200-responsepayload-schema.json"
REFUSED = "400-401-403-404-429-500-default-responsepayload-schema.json"


@cache
def validator(operation: str, answer: str) -> Draft202012Validator:
    # Their "$schema" is spelt in a way that no library knows: the class is chosen by hand.
    schema = json.loads((FOLDER / f"{operation}-{answer}").read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker())


def faults(operation: str, payload: Any, answer: str = GIVEN) -> list[str]:
    """What the official schema of an operation finds wrong with an answer."""
    return [f"{list(one.absolute_path)}: {one.message}" for one in validator(operation, answer).iter_errors(payload)]
