"""`tystio ledger`: finds whether anything in the record was changed."""

from __future__ import annotations

import sys

import click
from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from portfolio.cli.checking import a_check, looked_at, processors
from portfolio.cli.running import current_application, speaking
from portfolio.cli.terminal import gettext as _t
from portfolio.config import Settings
from portfolio.core.database import db, reading
from portfolio.core.ledger_check import Check, Counts, Wrong
from portfolio.core.store import Address, FolderStore
from portfolio.evidence.queries import stored_files

SENTENCES = {
    "missing": _l("this entry is missing"),
    "chain": _l("it does not follow from the entry before it"),
    "hash": _l("its text is not the one that was written"),
    "columns": _l("what stands beside its text is not what the text says"),
    "unreadable": _l("it cannot be read"),
    "rule": _l("it tells of an act that the rules do not allow"),
    "head": _l("the book does not end where it should"),
    "signed-head": _l("the signed head here is of another entry, or of none"),
    "signature": _l("the signature on the head here is not the provider's"),
    "stored-differs": _l("what is stored is not what the book tells"),
    "not-stored": _l("what the book tells of is not stored"),
    "not-told": _l("what is stored is told nowhere in the book"),
    "strays": _l("there are entries that belong to no book"),
}


@click.group("ledger", help=_t("Look after the record of everything that was done."))
def ledger() -> None:
    pass


@ledger.command(
    "check",
    help=_t(
        "Check that nothing in the record was changed: every chain, every signed head, every stored state. "
        "Names each thing that is wrong and ends with 1 if there is any."
    ),
)
@click.option("--files", is_flag=True, help=_t("Also read every file and compare it with its hash."))
def check(*, files: bool) -> None:
    app = current_application()
    with speaking(app), reading():
        run = a_check(db.session())
        wrong = _check_books(run)
        if files:
            wrong += _check_files(run.session, app)
        else:
            click.echo(_("The files of evidence were not read: --files reads them too."), err=True)
    sys.exit(1 if wrong else 0)


def _check_books(run: Check) -> int:
    found, counts = 0, Counts()
    with click.progressbar(length=run.total(), label=_("Checking the ledger"), file=sys.stderr) as bar:
        for part in looked_at(run, processors()):
            bar.update(part.counts.entries)
            counts.add(part.counts)
            for one in part.wrongs:
                found += 1
                click.echo(said(one))
    click.echo(_summary(counts, found))
    return found


def _summary(counts: Counts, found: int) -> str:
    totals = _(
        "Books: %(books)s. Entries: %(entries)s. Signed heads: %(heads)s. States compared: %(facts)s.",
        books=counts.books,
        entries=counts.entries,
        heads=counts.signed_heads,
        facts=counts.facts,
    )
    verdict = _("Things that are wrong: %(number)s", number=found) if found else _("Nothing is wrong.")
    return f"{totals} {verdict}"


def said(one: Wrong) -> str:
    """Put one thing that is wrong into a line: where, what, and the details as codes."""
    what = str(SENTENCES[one.code])
    if not one.book:
        where = _("Ledger: %(what)s", what=what)
    elif one.seq is None:
        where = _("Book %(book)s: %(what)s", book=one.book, what=what)
    elif one.kind is None:
        where = _("Book %(book)s, entry %(seq)s: %(what)s", book=one.book, seq=one.seq, what=what)
    else:
        where = _(
            "Book %(book)s, entry %(seq)s (%(kind)s): %(what)s", book=one.book, seq=one.seq, kind=one.kind, what=what
        )
    return f"{where} [{one.detail}]" if one.detail else where


def _check_files(session: Session, app: Flask) -> int:
    settings: Settings = app.extensions["settings"]
    store = FolderStore(settings.files, settings.max_file_bytes)
    rows = stored_files(session)
    wrong = 0
    with click.progressbar(rows, label=_("Reading the files"), file=sys.stderr) as bar:
        for owner, sha256 in bar:
            if not store.verify(Address(owner, sha256)):
                wrong += 1
                click.echo(
                    _("File %(hash)s of provider %(provider)s is missing or changed.", hash=sha256, provider=owner)
                )
    click.echo(_("Files: %(number)s", number=len(rows)))
    return wrong
