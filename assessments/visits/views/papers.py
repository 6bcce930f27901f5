"""What each section of a centre's papers says: its heads and its rows, the same for the page and for the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, cast

from flask_babel import gettext as _

from assessments.appeals import queries as appeals
from assessments.appeals.views.counted import figures, heads
from assessments.certification import queries as certification
from assessments.certification.forms.words import STATE_WORDS
from assessments.monitoring import queries as monitoring
from assessments.monitoring.forms import FOUND_WORDS, HOW_WORDS
from assessments.quality import queries as quality
from assessments.quality.forms import STAGE_WORDS, STATUS_WORDS, VERDICT_WORDS, figure_words, value_words
from assessments.registers import queries as registers
from assessments.registers.forms import ENTRY_KIND_WORDS, ENTRY_OUTCOME_WORDS, REGISTER_WORDS
from assessments.registers.rules import KINDS, OUTCOMES
from assessments.reporting.views.completion import Words
from assessments.standardising import queries as standardising
from assessments.visits import queries
from assessments.visits.forms import ACTION_WORDS, OUTCOME_WORDS, checks_words
from assessments.visits.rules import Section
from portfolio.core.tabular import Cell
from portfolio.core.work import LONDON, UnitOfWork
from portfolio.evidence import queries as evidence
from portfolio.learning import queries as learning
from portfolio.people import queries as people
from portfolio.people.forms import ASSESSES_IN, ROLES
from portfolio.people.rules.interests import Ruling
from portfolio.plans.forms import METHOD_WORDS
from portfolio.web.filters import words
from standards.foundation import Role

if TYPE_CHECKING:
    from assessments.visits.queries import ExternalVisit, SampledUnit

ALL_PLANS = 10_000
Row = Sequence[Cell]


@dataclass(frozen=True)
class Table:
    heads: Sequence[str]
    rows: Sequence[Row]


@dataclass
class Papers:
    """The papers of a centre as one reader of one visit gets them, from a day on."""

    work: UnitOfWork
    visit: ExternalVisit
    since: date

    @cached_property
    def sampled(self) -> list[SampledUnit]:
        return queries.whole_sample(self.work.session, self.work.actor, self.visit)

    @cached_property
    def named(self) -> dict[int, str]:
        """The learners of the sample whom the reader sees, by portfolio: nobody else is named anywhere here."""
        return {one.row.portfolio_id: one.learner for one in self.sampled}

    @cached_property
    def said(self) -> Words:
        return Words.now()

    def table(self, section: Section) -> Table:
        said, rows = SECTIONS[section](self)
        return Table([str(one) for one in said], list(rows))


Told = tuple[Sequence[str], Iterator[Row]]


def _day(at: datetime | None) -> date | None:
    return at.astimezone(LONDON).date() if at else None


def _sample(papers: Papers) -> Told:
    said = [_("Learner"), _("Unit"), _("Standard"), _("Status then"), _("Criteria met then"), _("Criteria")]
    said += [_("Decisions"), _("Pieces of evidence"), _("Signatures"), _("Frozen on")]

    def rows() -> Iterator[Row]:
        for one in papers.sampled:
            then = one.row.frozen
            yield [
                one.learner,
                one.urn,
                words(one.title),
                papers.said.units[then["status"]],
                then["met"],
                then["total"],
                len(then["decisions"]),
                len(then["revisions"]),
                len(then["signatures"]),
                _day(one.row.at),
            ]

    return said, rows()


def _decisions(papers: Papers) -> Told:
    said = [_("Learner"), _("Unit"), _("Criterion"), _("Decision"), _("Kind of evidence"), _("Day"), _("Feedback")]
    of = {decision: one for one in papers.sampled for decision in one.row.frozen["decisions"]}

    def rows() -> Iterator[Row]:
        for made in quality.decisions_named(papers.work.session, list(of)):
            unit = of[made.decision]
            kind, outcome = str(METHOD_WORDS[made.kind]), str(OUTCOME_WORDS[made.outcome])
            yield [unit.learner, unit.urn, made.code, outcome, kind, _day(made.at), made.feedback]

    return said, rows()


def _tracking(papers: Papers) -> Told:
    said = [_("Learner"), _("Qualification"), _("Unit"), _("Standard"), _("Status"), _("Criteria met"), _("Criteria")]
    frozen = {one.row.enrolled_unit_id for one in papers.sampled}

    def rows() -> Iterator[Row]:
        for shown in learning.enrolments_with(papers.work.session, frozen):
            for unit in shown.units:
                yield [
                    papers.named.get(shown.row.portfolio_id, ""),
                    words(shown.qualification.title),
                    unit.number,
                    words(unit.standard.title),
                    papers.said.units[unit.row.shown_status],
                    unit.row.met,
                    unit.row.total,
                    _("In the sample") if unit.row.id in frozen else None,
                ]

    return [*said, _("In the sample")], rows()


def _staff(papers: Papers) -> Told:
    said = [_("Name"), _("Role"), _("Since"), _("As an assessor"), _("Qualified by"), _("Assesses in"), _("Checks")]
    said += [_("Checks hold until"), _("Interests not decided on"), _("Interests with oversight")]
    work, provider_id = papers.work, papers.visit.provider_id
    found = people.staff_list(work.session, provider_id, papers.said.language, work.today)
    checks = people.checks_of(work.session, provider_id, {one.account_id for one in found})
    ruled = people.rulings_by(work.session, provider_id, work.today)

    def rows() -> Iterator[Row]:
        for one in found:
            checked, held = checks.get(one.account_id), ruled.get(one.account_id, {})
            assessor = one.role is Role.ASSESSOR
            yield [
                one.name,
                str(ROLES[one.role]),
                one.starts,
                (_("Qualified") if one.qualified else _("Trainee")) if assessor else None,
                one.qualify_by if assessor else None,
                str(ASSESSES_IN[one.assesses_in]) if one.assesses_in else None,
                checks_words(checked, work.today),
                checked.expires if checked else None,
                held.get(Ruling.OPEN, 0),
                held.get(Ruling.OVERSIGHT, 0),
                held.get(Ruling.BARRED, 0),
            ]

    return [*said, _("Interests not allowed")], rows()


def _strategies(papers: Papers) -> Told:
    session = papers.work.session
    versions = [(one, quality.said_in(one)) for one in quality.strategies(session, papers.visit.provider_id)]
    values = quality.values_named(session, {line.value for _row, said in versions for line in said.lines})

    def rows() -> Iterator[Row]:
        for one, said in versions:
            for line in said.lines:
                stage = str(STAGE_WORDS[line.stage])
                yield [one.number, _day(one.at), value_words(line, values), stage, figure_words(line)]

    return [_("Version"), _("Set on"), _("What is sampled"), _("Stage"), _("How much")], rows()


def _plans(papers: Papers) -> Told:
    found = quality.plans(papers.work.session, papers.visit.provider_id, 1, ALL_PLANS).rows
    rows: Iterator[Row] = ([one.number, one.starts, one.ends, one.strategy, one.planned, one.sampled] for one in found)
    return [
        _("Plan"),
        _("From"),
        _("Until"),
        _("Version of the strategy"),
        _("Items planned"),
        _("Items sampled"),
    ], rows


def _samples(papers: Papers) -> Told:
    said = [_("Sample"), _("Unit"), _("Learner"), _("Assessor"), _("Sampled by"), _("Stage"), _("Status")]
    said += [_("Outcome"), _("Opened"), _("Reported"), _("Closed"), _("Actions"), _("Actions done")]
    first = datetime.combine(papers.since, time(), LONDON)

    def rows() -> Iterator[Row]:
        for one in quality.samples_since(papers.work.session, papers.visit.provider_id, first):
            yield [
                one.number,
                one.urn,
                papers.named.get(one.portfolio_id),
                one.assessor,
                one.sampler,
                str(STAGE_WORDS[one.stage]),
                str(STATUS_WORDS[one.status]),
                str(VERDICT_WORDS[one.verdict]) if one.verdict else None,
                _day(one.opened_at),
                _day(one.reported_at),
                _day(one.closed_at),
                one.actions,
                one.done,
            ]

    return said, rows()


def _enrolments(papers: Papers) -> Told:
    said = [_("Start"), _("Qualification number"), _("Qualification"), _("Learner"), _("Planned end"), _("Status")]
    said += [_("Language of assessment"), _("Units"), _("Units complete")]
    work = papers.work

    def rows() -> Iterator[Row]:
        for one in learning.registrations(work.session, papers.visit.provider_id, papers.since, work.today):
            yield [
                one.start,
                one.qualification,
                words(one.title),
                papers.named.get(one.portfolio_id),
                one.planned_end,
                papers.said.enrolments[one.status],
                papers.said.languages[one.language],
                one.units,
                one.complete,
            ]

    return said, rows()


def _certification(papers: Papers) -> Told:
    said = [_("Claim number"), _("Qualification"), _("Units"), _("Learner"), _("Awarding body")]
    said += [_("Registration number"), _("Registered on"), _("Claimed on"), _("Direct claim"), _("Claimed by")]
    said += [_("Quality assurer named"), _("Status"), _("Last step on")]

    def rows() -> Iterator[Row]:
        for one in certification.claims_since(papers.work.session, papers.visit.provider_id, papers.since):
            yield [
                one.row.number,
                words(one.qualification.title),
                ", ".join(urn for urn, _title in one.units),
                papers.named.get(one.row.portfolio_id),
                one.row.organisation,
                one.registration.number if one.registration else None,
                one.registration.registered_on if one.registration else None,
                one.row.claimed_on,
                _("Yes") if one.row.direct else _("No"),
                one.claimant,
                one.named,
                str(STATE_WORDS[one.state]),
                one.steps[-1].happened_on,
            ]

    return said, rows()


def _standardisation(papers: Papers) -> Told:
    said = [_("Exercise"), _("Day"), _("Unit"), _("Standard"), _("Chair"), _("Pieces"), _("Attended"), _("Actions")]
    found = standardising.held_since(papers.work.session, papers.visit.provider_id, papers.since)
    rows: Iterator[Row] = (
        [
            one.row.number,
            one.row.day,
            one.urn,
            words(one.title),
            one.chair,
            one.pieces,
            ", ".join(one.attended),
            len(one.minutes.actions) if one.minutes else None,
            one.minutes.next_on if one.minutes else None,
        ]
        for one in found
    )
    return [*said, _("Next meeting")], rows


def _monitoring(papers: Papers) -> Told:
    said = [_("Number"), _("How"), _("Assessor"), _("Day"), _("Recorded by"), _("Outcome"), _("To be done by")]
    found = monitoring.held_since(papers.work.session, papers.visit.provider_id, papers.since)
    rows: Iterator[Row] = (
        [
            one.row.number,
            str(HOW_WORDS[one.row.kind]),
            one.assessor,
            one.row.held_on,
            one.recorder,
            str(FOUND_WORDS[cast("str", one.row.outcome)]),
            one.row.due,
            one.row.done_on,
        ]
        for one in found
    )
    return [*said, _("Done on")], rows


def _prior(papers: Papers) -> Told:
    said = [_("Put forward on"), _("Unit"), _("Standard"), _("Learner"), _("Criteria claimed"), _("Criteria met")]
    found = evidence.prior_learning(papers.work.session, papers.visit.provider_id)
    rows: Iterator[Row] = (
        [_day(one.first), one.urn, words(one.title), papers.named.get(one.portfolio_id), one.claimed, one.met]
        for one in found
    )
    return said, rows


def _cases(papers: Papers) -> Told:
    work = papers.work
    found = appeals.summary(work.session, papers.visit.provider_id, papers.since, work.today, work.today)
    return heads(), figures(found)


def _registers(papers: Papers) -> Told:
    work = papers.work
    found = registers.counted(work.session, papers.visit.provider_id, papers.since, work.today)
    rows: Iterator[Row] = (
        [str(REGISTER_WORDS[one]), str(ENTRY_KIND_WORDS[kind]), str(ENTRY_OUTCOME_WORDS[outcome]), number]
        for one in KINDS
        for kind in KINDS[one]
        for outcome in OUTCOMES[one]
        if (number := found.get((kind.value, outcome.value)))
    )
    return [_("Register"), _("Kind"), _("How it stands"), _("How many")], rows


def _earlier(papers: Papers) -> Told:
    said = [_("Visit"), _("Action"), _("What is to be done"), _("Who"), _("To be done by"), _("Status")]
    said += [_("Acknowledged"), _("What was done"), _("Done"), _("Closed")]
    work = papers.work
    rows: Iterator[Row] = (
        [
            one.visit,
            one.number,
            one.words,
            one.owner,
            one.due,
            str(ACTION_WORDS[one.status]),
            _day(one.acknowledged_at),
            one.done,
            _day(one.done_at),
            _day(one.closed_at),
        ]
        for one in queries.earlier_actions(work.session, work.actor, papers.visit, work.today)
    )
    return said, rows


SECTIONS: Mapping[Section, Callable[[Papers], Told]] = {
    Section.SAMPLE: _sample,
    Section.DECISIONS: _decisions,
    Section.TRACKING: _tracking,
    Section.STAFF: _staff,
    Section.STRATEGIES: _strategies,
    Section.PLANS: _plans,
    Section.SAMPLES: _samples,
    Section.ENROLMENTS: _enrolments,
    Section.CERTIFICATION: _certification,
    Section.STANDARDISATION: _standardisation,
    Section.MONITORING: _monitoring,
    Section.PRIOR_LEARNING: _prior,
    Section.CASES: _cases,
    Section.REGISTERS: _registers,
    Section.EARLIER: _earlier,
}
