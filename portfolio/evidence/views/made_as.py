"""The id that a new piece of evidence is to have, given with its form: the same form sent twice begins one piece."""

from __future__ import annotations

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


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.extensions["settings"].secret_key, salt="made-as")
