"""`tystio demo`: fills an installation with a centre to look at, or with one of any size to measure."""

from __future__ import annotations

import sys

import click
from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from assessments.notices import services as notices
from portfolio.cli.running import application, opening, refuse, speaking, upgrade_schema
from portfolio.cli.terminal import gettext as _t
from portfolio.config import Settings
from portfolio.core import passwords
from portfolio.core.database import begin, db
from portfolio.core.work import UnitOfWork
from portfolio.demo import bulk, centre, marking, stories, visiting
from portfolio.demo.stories import CentreStory, Stage
from standards.foundation import Role

PASSWORD = "cwm-afon-arddangos"  # noqa: S105 everyone's in the demonstration, and printed
ROLES = {
    Role.LEARNER: _l("Learner"),
    Role.ASSESSOR: _l("Assessor"),
    Role.QUALITY_ASSURER: _l("Quality assurer"),
    Role.MANAGER: _l("Manager"),
    Role.ADMINISTRATOR: _l("Administrator"),
}
STAGES = {
    Stage.ENROLLED: _l("just enrolled"),
    Stage.DRAFTS: _l("has drafts only"),
    Stage.WAITING: _l("waits for the assessor"),
    Stage.SOME_MET: _l("some criteria met"),
    Stage.REFERRED: _l("has claims that came back"),
    Stage.RESUBMITTED: _l("has submitted again"),
    Stage.HALF_WAY: _l("half way through a unit"),
    Stage.ALL_MET: _l("may declare a unit"),
    Stage.DECLARED: _l("has declared a unit"),
    Stage.AWAITING_COUNTERSIGNATURE: _l("a unit awaits its countersignature"),
    Stage.COUNTERSIGNED: _l("a unit is countersigned"),
    Stage.BOTH_COMPLETE: _l("both units complete"),
    Stage.PAUSED: _l("paused"),
    Stage.WITHDRAWN: _l("withdrawn"),
    Stage.REOPENED: _l("a unit was reopened"),
    Stage.OVERDUE: _l("past the planned end"),
}


@click.command(
    "demo",
    help=_t("Fill this installation with a demonstration centre; what is there already stays as it is."),
)
@click.option("--learners", type=click.IntRange(1, 100_000), help=_t("Make a second centre, of so many learners."))
@click.option("--reset", is_flag=True, help=_t("Throw the demonstration away first."))
def demo(*, learners: int | None, reset: bool) -> None:
    app = application()
    settings: Settings = app.extensions["settings"]
    with speaking(app):
        with opening():
            db.engine.connect().close()
        if not settings.demonstration and marking.has_others(db.session()):
            refuse(_("There are people here who are not part of a demonstration. Nothing was changed."))
        db.session.rollback()
        marking.mark(settings)
        if reset:
            click.echo(_("Throwing the old demonstration away"))
            marking.clear(settings, db.engine)
        click.echo(_("Preparing the database"))
        upgrade_schema(app)
        _fill(app, settings)
        if learners:
            _fill_to_measure(app, bulk.Size(learners))


def _fill(app: Flask, settings: Settings) -> None:
    session, story = db.session(), stories.read()
    begin(session, "write")
    if centre.is_there(session, story):
        click.echo(_("The demonstration centre is there already."))
    else:
        tools = centre.Tools(
            session, app.extensions["keys"], app.extensions["store"], password_hash=passwords.hashed(PASSWORD)
        )
        making = centre.Making(tools, story)
        with click.progressbar(story.learners, label=_("Filling the demonstration centre"), file=sys.stderr) as bar:
            making.make(bar.update)
        session.commit()
    session.rollback()
    _print_people(story, settings)


def _print_people(story: CentreStory, settings: Settings) -> None:
    click.echo(
        _("Sign in at %(address)s with the password %(password)s as:", address=settings.base_url, password=PASSWORD)
    )
    rows = [
        (one.key, one.name, _("Trainee assessor") if not one.qualified else str(ROLES[one.role]), "")
        for one in story.staff
    ]
    sees = _("External visitor: a frozen sample and the centre's papers")
    rows.append((visiting.WHO, visiting.NAME, sees, ""))
    names = {one.key: one.name for one in story.staff}
    rows += [(one.key, one.name, str(STAGES[one.stage]), names[one.assessor]) for one in story.learners]
    headings = (_("Email address"), _("Name"), _("Role, or how a learner stands"), _("Assessor"))
    table = [headings, *((story.address(key), *rest) for key, *rest in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo(f"  {line}".rstrip().encode(errors="replace"))


def _fill_to_measure(app: Flask, size: bulk.Size) -> None:
    session = db.session()
    begin(session, "write")
    if bulk.is_there(session, size):
        click.echo(_("The centre to measure is there already."))
    else:
        tools = bulk.Tools(app.extensions["keys"], app.extensions["store"])
        with click.progressbar(length=size.learners, label=_("Filling the centre to measure"), file=sys.stderr) as bar:
            bulk.make(UnitOfWork(session), size, tools, lambda done: bar.update(done - bar.pos))
            click.echo(err=True)
        work = UnitOfWork(session)
        notices.begin_at(work, work.now)
        click.echo(_("Writing it to the disk"))
        session.commit()
    session.rollback()
    click.echo(
        _(
            "Centre to measure: sign in with the password %(password)s as %(manager)s, %(assessor)s or %(learner)s.",
            password=bulk.PASSWORD,
            manager=size.manager,
            assessor=size.assessor(0),
            learner=size.learner(0),
        )
    )
