"""The guard around every view: may this person, in one transaction, kept only when the answer is yes."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn, Protocol, TypeVar, cast

from flask import Flask, Response, abort, current_app, g, make_response, redirect, request, url_for
from flask_login import current_user
from sqlalchemy.orm import Session

from portfolio.core import database
from portfolio.core.database import db
from portfolio.core.journal import Journal
from portfolio.core.work import UnitOfWork, clock
from standards.foundation import Actor, Guarded, Policy, Refused, Relation, Role

PUBLIC = "public"
"""The permission of pages that anyone may see, signed in or not."""
SIGNED_IN = "signed-in"
"""The permission of pages about nobody's data but one's own account."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., Any])
Load = Callable[[Session, str], Guarded | None]
Relations = Callable[[Session, Actor, Guarded], frozenset[tuple[Role, Relation]]]


class Person(Actor, Protocol):
    """A signed-in actor as the pages know them."""

    @property
    def name(self) -> str: ...
    @property
    def language(self) -> str | None: ...


@dataclass(frozen=True)
class Subject:
    """What an address names: how to load it, and the permission without which it does not exist for the asker."""

    load: Load
    visible: str
    unsubmitted: str = ""
    """The permission in place of `visible` for what its owner has not put forward (its `unsubmitted` is true)."""

    def needed(self, found: Guarded) -> str:
        """Give the permission without which what was found does not exist for the asker."""
        return self.unsubmitted if self.unsubmitted and getattr(found, "unsubmitted", False) else self.visible


@dataclass(frozen=True)
class Access:
    """What a view asks of the guard."""

    permission: str
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    prepare: Callable[..., Any] | None = None


def requires(
    permission: str, *, prepare: Callable[..., Any] | None = None, **subjects: Subject
) -> Callable[[View], View]:
    """Name the permission that a view needs and the subjects that its address holds.

    `prepare` runs before a POST's write transaction, for what must not hold one up (files, hashing); what it
    gives is in `prepared()`.
    """

    def mark(view: View) -> View:
        view.access = Access(permission, subjects, prepare)  # type: ignore[attr-defined]
        return view

    return mark


class Hold(Protocol):
    """Keeps what was sent by someone whose session has ended; gives none where nobody is known to have sent it.

    The cookie's word is taken for who it was only where the form has a token of its session.
    """

    def __call__(self, *, by_cookie: bool) -> Response | None: ...


@dataclass
class Guard:
    """The merged policy of all slices, and how the slices place an actor to a subject."""

    policy: Policy
    relations: Relations
    hold: Hold

    def granting_role(self, permission: str, actor: Actor, subject: Guarded | None) -> Role | None:
        """Give the role in which the actor has a permission on a subject, or none."""
        grants = self.policy[permission]
        if subject is None:
            # Pages without a subject are about the provider that the reader works in.
            held = actor.roles_at(actor.provider_id)
            return next((role for role in grants if role in held), None)
        standing = self.standing(actor, subject)
        return next((role for role in grants for relation in grants[role] if (role, relation) in standing), None)

    def standing(self, actor: Actor, subject: Guarded) -> frozenset[tuple[Role, Relation]]:
        known = g.setdefault("standing", {})
        key = (id(subject), actor.account_id)
        if key not in known:
            known[key] = (self.relations(db.session(), actor, subject), subject)
        return cast("frozenset[tuple[Role, Relation]]", known[key][0])


def install(app: Flask, guard: Guard) -> None:
    """Put the guard around every view; raises where a view names no permission or an unknown one."""
    app.extensions["guard"] = guard
    for endpoint, view in list(app.view_functions.items()):
        if endpoint == "static":
            continue
        access = getattr(view, "access", None)
        if access is None:
            raise RuntimeError(f"the view {endpoint} names no permission")
        for permission in (access.permission, *_visibilities(access)):
            if permission not in guard.policy and permission not in {PUBLIC, SIGNED_IN}:
                raise RuntimeError(f"the view {endpoint} asks for {permission}, which no policy grants")
        app.view_functions[endpoint] = _guarded(view, access)
    app.after_request(_write_journal)


def _visibilities(access: Access) -> Iterator[str]:
    for subject in access.subjects.values():
        yield subject.visible
        yield subject.unsubmitted or subject.visible


def signed_in() -> Person | None:
    """Give who is signed in, or none."""
    found = _asker()
    return cast("Person", found) if found.is_authenticated else None


def actor() -> Actor:
    """Give who acts in this request, for what goes on when the request is over."""
    return cast("Actor", _asker())


def _asker() -> Any:
    """Give whoever asks: Flask-Login keeps them with the request, where a page looks a dozen times."""
    return g.get("_login_user") or current_user._get_current_object()  # noqa: SLF001 the documented way to a proxy's


def work() -> UnitOfWork:
    """Give this request's unit of work."""
    if "work" not in g:
        g.work = UnitOfWork(db.session(), actor=cast("Actor", current_user), now=clock())
    return cast("UnitOfWork", g.work)


def journal() -> Journal:
    if "journal" not in g:
        g.journal = Journal()
    return cast("Journal", g.journal)


def prepared() -> Any:
    """Give what the view's `prepare` made before the write transaction began."""
    return g.get("prepared")


def refusal() -> Refused | None:
    """Give the rule's no that this page is being shown again for, if any."""
    return cast("Refused | None", g.get("refusal"))


def may(permission: str, subject: Guarded | None = None) -> bool:
    """Tell whether the reader has a permission, for pages that offer only what will not be refused."""
    person = signed_in()
    return person is not None and _guard().granting_role(permission, person, subject) is not None


def hold_stale() -> Response | None:
    """Keep what came in a form of a session that is gone, where the form itself proves for whom it was made."""
    return _guard().hold(by_cookie=False)


def roles_in(permission: str, subject: Guarded) -> frozenset[Role]:
    """Give every role in which the reader has a permission on a subject, for rules that ask in which."""
    person = signed_in()
    if person is None:
        return frozenset()
    grants = _guard().policy[permission]
    return frozenset(role for role, relation in _guard().standing(person, subject) if relation in grants.get(role, ()))


def _guard() -> Guard:
    return cast("Guard", current_app.extensions["guard"])


def _guarded(view: Callable[..., Any], access: Access) -> Callable[..., Response]:
    @functools.wraps(view)
    def run(**arguments: Any) -> Response:
        if request.method in SAFE_METHODS:
            database.begin(db.session(), "read")
            stopped = _sign_in_first(access)
            return stopped or make_response(view(**_admit(access, arguments)))
        return _post(view, access, arguments)

    return run


def _post(view: Callable[..., Any], access: Access, arguments: Mapping[str, str]) -> Response:
    session = db.session()
    if access.prepare:
        database.begin(session, "read")
        stopped = _sign_in_first(access)
        if stopped:
            return stopped
        g.prepared = access.prepare(**_admit(access, arguments))
        _forget()
    database.begin(session, "write")
    stopped = _sign_in_first(access)
    if stopped:
        return stopped
    try:
        response = make_response(view(**_admit(access, arguments)))
    except Refused as refused:
        return _shown_again(view, access, arguments, refused)
    if response.status_code < 400:
        session.commit()
    else:
        session.rollback()
    return response


def _shown_again(view: Callable[..., Any], access: Access, arguments: Mapping[str, str], refused: Refused) -> Response:
    """Show the same page with what was typed and why it was refused; nothing of the act is kept."""
    person = signed_in()
    if person:
        journal().note(
            "refused",
            work().now,
            account_id=person.account_id,
            address=request.remote_addr,
            code=refused.code,
            permission=access.permission,
        )
    step_back()
    g.refusal = refused
    response = make_response(view(**_admit(access, arguments)))
    if response.status_code < 400:
        response.status_code = 409
    return response


def _sign_in_first(access: Access) -> Response | None:
    if access.permission == PUBLIC or signed_in():
        return None
    if request.method not in SAFE_METHODS:
        held = _guard().hold(by_cookie=True)
        if held is not None:
            return held
    target = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
    return make_response(redirect(url_for("people.sign_in", next=target)))


def _admit(access: Access, arguments: Mapping[str, str]) -> dict[str, Any]:
    """Load what the address names: 404 where the actor may not see it, 403 where only the right is missing."""
    person = signed_in()
    # Until now it was a proxy, which looks for the request at every word.
    work().actor = actor()
    loaded: dict[str, Any] = dict(arguments)
    asked: Guarded | None = None
    for name, subject in access.subjects.items():
        found = subject.load(db.session(), arguments[name])
        if found is None or not _has(subject.needed(found), person, found):
            _refuse(404, access, person)
        if request.method not in SAFE_METHODS and "refusal" not in g:
            _one_at_a_time(found)
        loaded[name] = found
        asked = asked or found
    if not _has(access.permission, person, asked):
        _refuse(403, access, person)
    if person and access.permission not in {PUBLIC, SIGNED_IN}:
        work().role = _guard().granting_role(access.permission, person, asked) or "system"
    return loaded


def _one_at_a_time(subject: Guarded) -> None:
    """Let one person at a time act on a portfolio, seeing it as the one before left it; SQLite has one writer."""
    portfolio_id = getattr(subject, "portfolio_id", None)
    if portfolio_id is not None:
        database.hold_portfolios(db.session(), [portfolio_id])


def _has(permission: str, person: Person | None, subject: Guarded | None) -> bool:
    if permission == PUBLIC or (permission == SIGNED_IN and person is not None):
        return True
    return person is not None and _guard().granting_role(permission, person, subject) is not None


def _refuse(status: int, access: Access, person: Person | None) -> NoReturn:
    if person:
        journal().note(
            "forbidden",
            clock(),
            account_id=person.account_id,
            address=request.remote_addr,
            permission=access.permission,
            status=status,
        )
    abort(status)


def step_back() -> None:
    """Leave a transaction that came to nothing, so that a page can say so."""
    _forget()
    database.begin(db.session(), "read")


def _forget() -> None:
    """Drop what was loaded in a transaction that is over."""
    for name in ("standing", "work", "_login_user"):
        g.pop(name, None)


def _write_journal(response: Response) -> Response:
    pending = g.get("journal")
    if pending is not None and pending.pending:
        database.begin(db.session(), "write")
        cast("Journal", pending).flush(db.session())
        database.begin(db.session(), "read")
    return response
