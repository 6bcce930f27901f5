"""How far everybody is, and what was planned: pages and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import pgettext

from assessments.judging.rules import BEHIND_PERCENT
from assessments.reporting import queries
from assessments.reporting.forms import PACE_WORDS, LearnersFilter, code_in, enrolment_statuses
from assessments.reporting.policy import COMPLETION_READ
from assessments.reporting.queries import ALL_AT_ONCE, PAGE_SIZE, Wanted
from assessments.reporting.rules import Progress, Sort
from assessments.reporting.views.blueprint import blueprint
from portfolio.core.database import db, reading_apart
from portfolio.core.tabular import Cell, csv_lines
from portfolio.learning.rules import AWAITED, EnrolmentStatus, UnitStatus
from portfolio.web import access, locale
from portfolio.web.access import Subject, requires
from portfolio.web.filters import day
from portfolio.web.pages import page, page_asked
from standards.foundation import Language
from standards.qualifications.queries import qualification as find_qualification
from standards.qualifications.rules import certification
from standards.qualifications.rules.signing import SignaturePart

if TYPE_CHECKING:
    from standards.qualifications.models import Qualification

QUALIFICATION = Subject(find_qualification, COMPLETION_READ)


@blueprint.route("/completion")
@requires(COMPLETION_READ)
def completion() -> Response:
    work = access.work()
    found = queries.qualifications(work.session, work.actor, locale.language(), work.today)
    return page("reporting/completion.html", found=found)


@blueprint.route("/completion/<id:qualification>")
@requires(COMPLETION_READ, qualification=QUALIFICATION)
def learners(qualification: Qualification) -> Response:
    work, filters = access.work(), LearnersFilter(request.args)
    report = queries.learners(work.session, work.actor, qualification, _wanted(filters), work.today)
    said: dict[str, Any] = {key: value for key, value in request.args.items() if key != "page"}

    def page_url(number: int) -> str:
        return url_for("reporting.learners", qualification=qualification.public_id, **{**said, "page": number})

    return page(
        "reporting/learners.html",
        qualification=qualification,
        report=report,
        certification=certification(qualification.last_certification, work.today),
        filters=filters,
        page_url=page_url,
        days={one: day(one) for row in report.rows for one in (row.planned_end,)},
        behind_percent=BEHIND_PERCENT,
        pace_words={code.value: str(said) for code, said in PACE_WORDS.items()},
    )


def _wanted(filters: LearnersFilter) -> Wanted:
    return Wanted(
        language=locale.language(),
        search=(filters.search.data or "").strip(),
        status=code_in(filters.status.data, EnrolmentStatus),
        progress=code_in(filters.progress.data, Progress) or Progress.ALL,
        sort=code_in(filters.sort.data, Sort) or Sort.NAME,
        page=page_asked(),
        size=ALL_AT_ONCE if "all" in request.args else PAGE_SIZE,
    )


@blueprint.route("/completion/<id:qualification>.csv")
@requires(COMPLETION_READ, qualification=QUALIFICATION)
def learners_file(qualification: Qualification) -> Response:
    return _file(qualification)


@blueprint.route("/completion.csv")
@requires(COMPLETION_READ)
def completion_file() -> Response:
    return _file(None)


def _file(qualification: Qualification | None) -> Response:
    work, words = access.work(), Words.now()
    engine, actor, chosen = db.engine, access.actor(), qualification.id if qualification else None

    def rows() -> Iterator[list[Cell]]:
        with reading_apart(engine) as session:
            yield from map(words.row, queries.exported(session, actor, words.language, chosen))

    name = _("completion-%(day)s.csv", day=work.today.isoformat())
    headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(csv_lines(_heads(), rows()), mimetype="text/csv", headers=headers)


def _heads() -> list[str]:
    return [
        _("Learner"),
        _("Email address"),
        _("Qualification number"),
        _("Qualification"),
        _("Cohort"),
        _("Site"),
        _("Employer"),
        _("Language of assessment"),
        _("Enrolment status"),
        _("Start"),
        _("Planned end"),
        _("Last certification date"),
        _("Unit number"),
        _("URN"),
        _("Standard"),
        _("Unit status"),
        _("Criteria"),
        _("Met"),
        _("Claimed"),
        _("Referred"),
        _("Open"),
        _("Complete"),
    ]


@dataclass(frozen=True)
class Words:
    """What the cells of a file say, looked up while there is a reader: the file goes on after the request."""

    language: Language
    enrolments: Mapping[str, str]
    languages: Mapping[str, str]
    units: Mapping[str, str]

    @classmethod
    def now(cls) -> Words:
        units = {
            UnitStatus.IN_PROGRESS: pgettext("unit", "In progress"),
            UnitStatus.DECLARED: pgettext("unit", "Declared by the learner"),
            AWAITED[SignaturePart.LEARNER]: pgettext("unit", "Awaiting the learner's declaration"),
            AWAITED[SignaturePart.COUNTERSIGNER]: pgettext("unit", "Awaiting countersignature"),
            AWAITED[SignaturePart.QUALITY_ASSURER]: pgettext("unit", "Awaiting verification"),
            UnitStatus.SIGNED: pgettext("unit", "Signed off"),
            UnitStatus.COUNTERSIGNED: pgettext("unit", "Countersigned"),
            UnitStatus.VERIFIED: pgettext("unit", "Verified"),
            UnitStatus.CERTIFIED: pgettext("unit", "Certified"),
        }
        return cls(
            language=locale.language(),
            enrolments=dict(enrolment_statuses()),
            languages={"cy": _("Welsh"), "en": _("English"), "both": _("Welsh and English")},
            units={code: str(said) for code, said in units.items()},
        )

    def row(self, found: Any) -> list[Cell]:
        name, email, qualification, enrolment, number, standard, unit = found
        return [
            name,
            email,
            qualification.number,
            qualification.title.shown(self.language).words,
            enrolment.cohort,
            enrolment.site,
            enrolment.employer,
            self.languages[unit.language or enrolment.language],
            self.enrolments[enrolment.status],
            enrolment.start,
            enrolment.planned_end,
            qualification.last_certification,
            number,
            standard.urn,
            standard.title.shown(self.language).words,
            self.units[unit.shown_status],
            unit.total,
            unit.met,
            unit.claimed,
            unit.referred,
            unit.total - unit.met - unit.claimed - unit.referred,
            int(unit.complete),
        ]
