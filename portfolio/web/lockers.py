"""Where a browser keeps what is typed in a form, locked for the account that types it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app

from portfolio.web import access

if TYPE_CHECKING:
    from portfolio.core.keys import KeyRing


def locker(name: str, *, here: bool = False) -> dict[str, str | bool]:
    """Name a place for one form's words, and give the key that this account alone gets for it.

    `here`: the form has no draft on the server, so that what is typed stays in this browser until it is sent.
    """
    keys: KeyRing = current_app.extensions["keys"]
    return {"name": name, "key": keys.of_drafts(access.work().actor.public_id), "here": here}
