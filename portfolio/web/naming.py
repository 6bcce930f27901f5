"""What people are called, for pages of packages that know accounts by their public ids alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import cast

from flask import Flask, current_app
from sqlalchemy.orm import Session

from portfolio.web import access

Names = Callable[[Session, Collection[str]], Mapping[str, str]]


def install(app: Flask, ask: Names | None) -> None:
    app.extensions["names"] = ask or (lambda _session, _ids: {})


def names(public_ids: Collection[str | None]) -> Mapping[str, str]:
    """Give the names of accounts by their public ids; who is not known is left out."""
    ask = cast("Names", current_app.extensions["names"])
    return ask(access.work().session, {one for one in public_ids if one})
