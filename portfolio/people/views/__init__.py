"""The pages about people: signing in and out, one's own account, a provider's people."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response

from portfolio.people.views import account, signing_in
from portfolio.people.views.blueprint import blueprint
from portfolio.people.views.sessions import hold, install_sessions
from portfolio.web.navigation import MenuEntry

MENU: list[MenuEntry] = []

__all__ = ["MENU", "account", "blueprint", "install", "signing_in"]


def install(app: Flask) -> Callable[[], Response | None]:
    """Let the application know who is signed in; gives what keeps a form that came too late."""
    install_sessions(app)
    return hold
