"""Where a browser keeps what is typed in a form, locked for the account that types it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, current_app, request

from portfolio.web import access

if TYPE_CHECKING:
    from portfolio.core.keys import KeyRing

Locker = dict[str, str | bool]


def install(app: Flask) -> None:
    app.jinja_env.globals.update(kept_here=kept_here)


def locker(name: str, *, here: bool = False) -> Locker:
    """Name a place for one form's words, and give the key that this account alone gets for it.

    `here`: the form has no draft on the server, so that what is typed stays in this browser until it is sent.
    """
    return _locker(name, access.work().actor.public_id, here=here)


def kept_here(link: str = "") -> Locker | None:
    """Give a page's form a place in this browser, by its address; none where nobody is signed in.

    `link`: what the link of a reader without an account leads to. Whoever holds a link that works gets the key, and
    nobody once none does; the link itself, which opens more, is written nowhere.
    """
    if link:
        # Once one form of the link is sent, what was typed or recorded in any of them is of no use to anybody.
        return {**_locker(f"{request.endpoint}-{link}", f"link {link}", here=True), "link": link}
    return locker(request.path.strip("/"), here=True) if access.signed_in() else None


def _locker(name: str, whose: str, *, here: bool) -> Locker:
    keys: KeyRing = current_app.extensions["keys"]
    return {"name": name, "key": keys.of_drafts(whose), "here": here}
