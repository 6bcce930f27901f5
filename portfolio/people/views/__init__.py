"""The pages about people: signing in and out, one's own account, a provider's people."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from portfolio.people.policy import PEOPLE_READ
from portfolio.people.views import account, interests, members, signing_in, standing, suitability
from portfolio.people.views.blueprint import blueprint
from portfolio.people.views.passwords import JOBS
from portfolio.people.views.sessions import hold, install_sessions
from portfolio.web.access import Hold
from portfolio.web.navigation import MenuEntry

MENU = [MenuEntry(_l("People"), "people.people", PEOPLE_READ, 80)]

__all__ = [
    "JOBS",
    "MENU",
    "account",
    "blueprint",
    "install",
    "interests",
    "members",
    "signing_in",
    "standing",
    "suitability",
]


def install(app: Flask) -> Hold:
    """Let the application know who is signed in; gives what keeps a form that came too late."""
    install_sessions(app)
    return hold
