"""Signing with one's password: tried before the write transaction begins, and slowed down as signing in is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from flask import request
from flask_babel import gettext as _

from assessments.judging.forms import SignForm
from portfolio.people.queries import Person
from portfolio.people.services import Attempt, Origin, try_password
from portfolio.web import access, locale


def try_own_password(**_subjects: Any) -> Attempt | None:
    """Try the password that the signed-in person typed; none where there is nothing to try."""
    password = request.form.get("password", "")
    if not password or locale.switching():
        return None
    person = cast("Person", access.signed_in())
    # Others' failures elsewhere never keep the owner of an open session from signing.
    origin = Origin(request.remote_addr or "", f"own-{person.public_id}")
    return try_password(access.work(), person.email, password, origin)


def is_theirs(form: SignForm) -> bool:
    """Tell whether the password was the signed-in person's; say so at the field and count the failure if not.

    Once it was, mistypings before are forgiven, as they are on signing in.
    """
    attempt = cast("Attempt | None", access.prepared())
    work, journal = access.work(), access.journal()
    if attempt is not None and attempt.account_id == work.actor.account_id:
        for key in attempt.keys:
            if not key.startswith("address:"):
                journal.forgive(key)
        return True
    wait = attempt.wait if attempt else timedelta(0)
    if wait:
        seconds = int(wait.total_seconds()) + 1
        form.tell(_("There were too many attempts. Seconds to wait before you try again: %(number)s", number=seconds))
        return False
    for key in attempt.keys if attempt else ():
        journal.count_failure(key, work.now)
    journal.note("signing-failed", work.now, account_id=work.actor.account_id, address=request.remote_addr)
    form.tell(_("This is not your password. Nothing was signed. Check it and try again."))
    return False
