"""What managers and visitors do around external visits, by the services."""

from datetime import timedelta

from flask import Flask

from assessments.visits import queries, services
from assessments.visits.models import ExternalVisit, VisitedUnit, VisitOpening
from assessments.visits.queries import Acting
from assessments.visits.rules import CommentKind
from assessments.visits.services import NewAction, NewVisit
from portfolio.core.work import UnitOfWork
from portfolio.evidence.models import Attachment, Revision, RevisionFile
from portfolio.people.models import Account
from standards.foundation import Role
from tests.factories import Centre, Someone, password_hash
from tests.studies import acting, provider_row


def granted(app: Flask, centre: Centre, email: str = "nest@awarding.example.org", days: int = 5, ahead: int = 0) -> str:
    """Let somebody in from today, or from a later day."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        starts = work.today + timedelta(days=ahead)
        new = NewVisit("Nest Prys", "Corff Dyfarnu", email, "en", starts, starts + timedelta(days=days - 1))
        return services.grant(work, provider_row(work, centre), new).public_id


def visitor(app: Flask, visit: str) -> Someone:
    """Give the visitor as somebody who has chosen a password."""
    with acting(app) as work:
        account = work.session.get_one(Account, visit_row(work, visit).visitor_id)
        account.password_hash = account.password_hash or password_hash()
        return Someone(account.id, account.public_id, account.name, account.email)


def frozen(app: Flask, centre: Centre, visit: str, *units: str) -> list[str]:
    """Freeze units for a visit; gives them in their order."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        row = visit_row(work, visit)
        services.freeze(work, row, list(units))
        made = work.session.query(VisitedUnit).where(VisitedUnit.visit_id == row.id).order_by(VisitedUnit.id)
        return [one.public_id for one in made][-len(units) :]


def revoked(app: Flask, centre: Centre, visit: str) -> None:
    with acting(app, centre.manager, Role.MANAGER) as work:
        services.revoke(work, visit_row(work, visit), "The awarding body sends somebody else.")


def visit_row(work: UnitOfWork, visit: str) -> ExternalVisit:
    return work.session.query(ExternalVisit).where(ExternalVisit.public_id == visit).one()


def visited_row(work: UnitOfWork, visited: str) -> VisitedUnit:
    return work.session.query(VisitedUnit).where(VisitedUnit.public_id == visited).one()


def opened(app: Flask, visit: str) -> list[str]:
    """Give what was opened during a visit, in its order."""
    with acting(app) as work:
        wanted = VisitOpening.visit_id == visit_row(work, visit).id
        return [one.kind for one in work.session.query(VisitOpening).where(wanted).order_by(VisitOpening.id)]


def commented(app: Flask, someone: Someone, visit: str, visited: str) -> None:
    """Let the visitor comment on a unit, and report on the whole."""
    with acting(app, someone, Role.EXTERNAL_QUALITY_ASSURER) as work:
        row, unit = visit_row(work, visit), visited_row(work, visited)
        services.comment(work, row, unit, CommentKind.COMMENT, "Where is the date?", "en")
        services.comment(work, row, None, CommentKind.REPORT, "All is well.", "en")


def names(app: Flask, visited: str, title: str) -> dict[str, str | int]:
    """Give a frozen unit with a revision of it, by its title, and a file of that."""
    with acting(app) as work:
        found = (
            work.session.query(Revision.public_id, Attachment.public_id)
            .join(RevisionFile, RevisionFile.revision_id == Revision.id)
            .join(Attachment, Attachment.id == RevisionFile.attachment_id)
            .where(Revision.public_id.in_(visited_row(work, visited).frozen["revisions"]), Revision.title == title)
        )
        revision, file = found.one()
        return {"visited": visited, "revision": revision, "file": file}


def asked(
    app: Flask,
    someone: Someone,
    visit: str,
    owner: Someone,
    *,
    role: Role = Role.EXTERNAL_QUALITY_ASSURER,
    unit: str | None = None,
    days: int = 7,
) -> str:
    """Put an action into the plan of a visit."""
    with acting(app, someone, role) as work:
        about = visited_row(work, unit) if unit else None
        new = NewAction("Record the date of each observation.", "en", owner.public_id, work.today + timedelta(days))
        return services.ask_for(work, visit_row(work, visit), about, new).public_id


def acknowledged(app: Flask, someone: Someone, visit: str) -> int:
    with acting(app, someone, Role.MANAGER) as work:
        return services.acknowledge(work, visit_row(work, visit))


def marked_done(app: Flask, someone: Someone, action: str, role: Role = Role.MANAGER) -> None:
    with acting(app, someone, role) as work:
        services.mark_done(work, action_row(work, action), "The form has a field for it now.", "en")


def closed(app: Flask, someone: Someone, action: str, role: Role = Role.EXTERNAL_QUALITY_ASSURER) -> None:
    with acting(app, someone, role) as work:
        services.close(work, action_row(work, action))


def action_row(work: UnitOfWork, action: str) -> Acting:
    found = queries.action(work.session, action)
    assert found is not None
    return found
