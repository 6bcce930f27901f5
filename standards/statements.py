"""Statements made once: putting one together takes longer than the database takes to answer it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache, wraps
from typing import Any, TypeVar

from sqlalchemy import bindparam

Made = TypeVar("Made")
Given = Any
"""A value that is handed in when the statement runs."""
Many = Any
"""Values, of any number, that are handed in when the statement runs: for `in_`."""


def once(build: Callable[..., Made]) -> Callable[[], Made]:
    """Make a statement at its first use, with its arguments as parameters of the same names; give the same ever after.

    An argument annotated `Many` stands for several values. The values go with the statement to `session.execute`.
    """
    names = inspect.signature(build).parameters.values()

    @wraps(build)
    @cache
    def made() -> Made:
        return build(**{one.name: bindparam(one.name, expanding=one.annotation in {Many, "Many"}) for one in names})

    return made
