"""The id that a new piece of evidence is to have, given with its form: the same form sent twice begins one piece."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from portfolio.web import access

if TYPE_CHECKING:
    from portfolio.learning.models import Portfolio


def dumps(portfolio: Portfolio, public_id: str) -> str:
    """Sign an id for this account and portfolio: nobody can make it another's."""
    return str(_signer().dumps([access.work().actor.account_id, portfolio.id, public_id]))


def loads(portfolio: Portfolio, token: str) -> str | None:
    """Give the id, where it was given to this account for this portfolio."""
    try:
        account_id, portfolio_id, public_id = _signer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    mine = (account_id, portfolio_id) == (access.work().actor.account_id, portfolio.id)
    return str(public_id) if mine else None


def on_device(portfolio: Portfolio, made: str) -> str:
    """Give the id of a piece that a device made without a network, by the number that the device gave it.

    The same number is always the same piece, so it is begun once however often it arrives; and as the account and the
    portfolio are hashed with it under our secret, no device can name a piece that is not its owner's.
    """
    return numbered(f"{portfolio.id} {made}")


def numbered(what: str) -> str:
    """Give the id of what the account that is signed in made on a device: no other account has the same."""
    secret: str = current_app.extensions["settings"].secret_key
    said = f"made on a device: {access.work().actor.account_id} {what}"
    return hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()[:32]


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.extensions["settings"].secret_key, salt="made-as")
