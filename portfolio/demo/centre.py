"""The demonstration centre: opened, staffed and filled through the services, on the days when it happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.judging import services as judging
from assessments.visits import services as visits
from portfolio.core.keys import KeyRing
from portfolio.core.store import FolderStore
from portfolio.core.work import LONDON, UnitOfWork, clock
from portfolio.demo import (
    cases,
    certification,
    credentials,
    discussions,
    monitoring,
    notices,
    observations,
    plans,
    questions,
    reviews,
    sampling,
    standardising,
    testimonies,
    visiting,
)
from portfolio.demo.stories import CentreStory, Colleague, Learner, Place
from portfolio.demo.telling import Calendar, Scene, Teller
from portfolio.learning import services as learning
from portfolio.learning.models import EnrolledUnit, Enrolment, Portfolio
from portfolio.learning.rules import Part
from portfolio.learning.services import NewAssignment, NewEnrolment
from portfolio.people import services as people
from portfolio.people.models import Account, Provider
from portfolio.people.queries import account_by_email
from portfolio.people.rules.standing import Checks, Suitability
from standards.catalogue.shelf import shipped
from standards.foundation import Role
from standards.interchange.yaml_file import load_standard
from standards.library import services as library
from standards.library.models import Criterion, Standard
from standards.qualifications import services as qualifications
from standards.qualifications.models import Qualification, Unit
from standards.qualifications.rules import Combination

OPENS_AT = time(9, 0)
Progress = Callable[[int], object]
"""Told that so many more learners are done."""


@dataclass(frozen=True)
class Tools:
    """What the installation lends: its database session, keys, file store, and the demonstration's password hash."""

    session: Session
    keys: KeyRing
    store: FolderStore
    password_hash: str


def is_there(session: Session, story: CentreStory) -> bool:
    """Tell whether the centre was made before."""
    return account_by_email(session, story.address(story.staff[0].key)) is not None


def load_catalogue(work: UnitOfWork) -> None:
    """Publish the standards that ship; those that are there stay as they are."""
    library.publish_all(work, (load_standard(path) for path in shipped()))


def opening(story: CentreStory) -> datetime:
    return Calendar(clock(), OPENS_AT).at(story.opened)


class Making:
    """The centre while it is being made; nothing is committed here."""

    def __init__(self, tools: Tools, story: CentreStory) -> None:
        self.tools, self.story, self.opened = tools, story, opening(story)
        self.now = clock()
        self.people: dict[str, int] = {}
        self.scene = Scene(tools.session, tools.keys, tools.store, self.people)
        self.manager = next(one.key for one in story.staff if one.role is Role.MANAGER)
        self.assurer = next(one.key for one in story.staff if one.role is Role.QUALITY_ASSURER)

    def make(self, progress: Progress = lambda _more: None) -> Provider:
        """Make everything: the provider, its people, its qualification, and every learner's story."""
        work = UnitOfWork(self.tools.session, now=self.opened)
        load_catalogue(work)
        provider = people.open_provider(work, self.story.provider, self.tools.keys, gated=True)
        for one in self.story.staff:
            new = people.NewRole(one.role, qualified=one.qualified, assesses_in=one.assesses_in)
            self._add(work, provider, one.key, one.name, one.language, new)
            self._check(provider, one)
            if one.phrases:
                judging.keep_phrases(self.scene.acting(one.key, one.role, self.opened), one.phrases, 0)
        qualification = self._qualification()
        learners = sorted(self.story.learners, key=lambda one: -one.started)
        for number, learner in enumerate(learners):
            self._learner(provider, qualification, learner, time(9 + number % 7, (number * 7) % 60))
            progress(1)
        self._observe(provider)
        self._discuss(provider)
        self._ask(provider)
        self._certify(provider, qualification)
        self._sample(provider)
        self._standardise(provider)
        self._show(provider)
        self._contest(provider)
        self._visit(provider)
        notices.tell(UnitOfWork(self.tools.session, now=self.now))
        return provider

    def _add(
        self, work: UnitOfWork, provider: Provider, key: str, name: str, language: str, new: people.NewRole
    ) -> Account:
        account = people.add_account(
            work,
            email=self.story.address(key),
            name=name,
            language=language,
            password_hash=self.tools.password_hash,
        )
        people.give_role(work, provider, account, new)
        self.people[key] = account.id
        return account

    def _check(self, provider: Provider, one: Colleague) -> None:
        """Let the checks of everybody be cleared, or allow them to begin under the condition of their story."""
        work = UnitOfWork(self.tools.session, now=self.opened)
        state = Suitability.CONDITIONAL if one.condition else Suitability.CLEARED
        checks = Checks(state, work.today, conditions=one.condition)
        people.record_checks(work, provider, work.session.get_one(Account, self.people[one.key]), checks)

    def _qualification(self) -> Qualification:
        work = self.scene.acting(self.manager, Role.MANAGER, self.opened + timedelta(hours=2))
        story = self.story
        row = qualifications.create(work, qualifications.NewQualification(story.number, story.title, story.level))
        for one in story.groups:
            rule = Combination.ALL if one.at_least is None else Combination.UNITS
            group = qualifications.add_group(work, row, qualifications.NewGroup(one.title, rule, one.at_least or 0))
            for urn in one.units:
                standard = work.session.scalars(
                    select(Standard).where(Standard.urn == urn, Standard.owner_id.is_(None))
                ).one()
                qualifications.add_unit(work, row, group, qualifications.NewUnit(standard))
        return qualifications.publish(work, row)

    def _learner(self, provider: Provider, qualification: Qualification, learner: Learner, hour: time) -> None:
        calendar = Calendar(self.now, hour)
        work = self.scene.acting(self.manager, Role.MANAGER, calendar.at(learner.started))
        account = self._add(work, provider, learner.key, learner.name, learner.language, people.NewRole(Role.LEARNER))
        portfolio = learning.open_portfolio(work, provider, account)
        enrolment = learning.enrol(work, portfolio, qualification, self._enrolment(work, learner))
        units, criteria = self._units(work, portfolio, enrolment, learner)
        self._assign(work, portfolio, learner)
        staff = (self.manager, self.assurer)
        Teller(self.scene, learner, portfolio, enrolment, units, criteria, *staff, calendar).tell()
        self._plan(enrolment, learner, units, calendar)
        self._review(enrolment, learner, calendar)
        if learner.key == testimonies.WHOSE:
            asking = self.scene.acting(learner.key, Role.LEARNER, calendar.at(testimonies.DAYS_AGO))
            testimonies.ask(asking, learner, portfolio, units, criteria)

    def _review(self, enrolment: Enrolment, learner: Learner, calendar: Calendar) -> None:
        reviewed = reviews.REVIEWS.get(learner.key)
        if reviewed is None:
            return
        keys = {Role.ASSESSOR: learner.assessor, Role.LEARNER: learner.key}
        reviews.tell(
            reviewed, enrolment, lambda role: self.scene.acting(keys[role], role, calendar.at(reviewed.days_ago))
        )

    def _plan(self, enrolment: Enrolment, learner: Learner, units: dict[str, EnrolledUnit], calendar: Calendar) -> None:
        planned = plans.PLANS.get(learner.key)
        if planned is None:
            return
        keys = {Role.ASSESSOR: learner.assessor, Role.LEARNER: learner.key, Role.QUALITY_ASSURER: self.assurer}
        named = {urn: unit.public_id for urn, unit in units.items()}

        def acting(role: Role) -> UnitOfWork:
            return self.scene.acting(keys[role], role, calendar.at(planned.days_ago))

        plans.agree(planned, enrolment, named, acting)

    def _observe(self, provider: Provider) -> None:
        """Let an assessor watch two learners on the day before, and one of them sign since."""
        watching = Calendar(self.now, time(8)).at(observations.DAYS_AGO)
        work = self.scene.acting(observations.WHO, Role.ASSESSOR, watching)
        portfolios = [self._portfolio(provider, key) for key in observations.WHOSE]
        observations.watch(work, provider.id, portfolios)
        observations.watch_one(work, provider.id, self._portfolio(provider, observations.ALONE))
        observations.begin(work, provider.id, self._portfolio(provider, observations.ANOTHER))
        signing = self.scene.acting(observations.SIGNS, Role.LEARNER, watching + timedelta(hours=4))
        observations.sign(signing, self._portfolio(provider, observations.SIGNS))

    def _discuss(self, provider: Provider) -> None:
        """Let the same assessor give two learners the criteria of a discussion, and hold it with one."""
        hours = Calendar(self.now, time(13))
        given = self.scene.acting(discussions.WHO, Role.ASSESSOR, hours.at(discussions.GIVEN_DAYS_AGO))
        held_with = self._portfolio(provider, discussions.HELD)
        row = discussions.give(given, held_with)
        held = self.scene.acting(discussions.WHO, Role.ASSESSOR, hours.at(discussions.HELD_DAYS_AGO))
        discussions.hold(held, held_with, row)
        discussions.give(held, self._portfolio(provider, discussions.AHEAD))

    def _ask(self, provider: Provider) -> None:
        """Let the centre have a set of questions, published twice."""
        hours = Calendar(self.now, time(16))
        wanted = (Standard.urn == questions.URN, Standard.owner_id.is_(None))
        standard = self.tools.session.scalars(select(Standard).where(*wanted)).one()
        first, second = (
            self.scene.acting(questions.WHO, Role.ASSESSOR, hours.at(day))
            for day in (questions.FIRST_DAYS_AGO, questions.SECOND_DAYS_AGO)
        )
        questions.publish(first, second, provider.id, standard.id)

    def _sample(self, provider: Provider) -> None:
        """Let the centre have a sampling strategy, and a plan drawn by it."""
        hours = Calendar(self.now, time(10))
        assurer = next(one.key for one in self.story.staff if one.role is Role.QUALITY_ASSURER)
        set_by = self.scene.acting(self.manager, Role.MANAGER, hours.at(sampling.SET_DAYS_AGO))
        drawn_by = self.scene.acting(assurer, Role.QUALITY_ASSURER, hours.at(sampling.DRAWN_DAYS_AGO))

        def answering(account_id: int) -> UnitOfWork:
            key = next(key for key, known in self.people.items() if known == account_id)
            return self.scene.acting(key, Role.ASSESSOR, hours.at(sampling.DRAWN_DAYS_AGO))

        sampling.plan(set_by, drawn_by, provider.id, answering)

    def _standardise(self, provider: Provider) -> None:
        """Let the assessors decide blind on the same evidence, and one of them be observed."""
        day = Calendar(self.now, time(11)).at(sampling.DRAWN_DAYS_AGO)

        def deciding(account_id: int) -> UnitOfWork:
            key = next(key for key, known in self.people.items() if known == account_id)
            return self.scene.acting(key, Role.ASSESSOR, day)

        standardising.hold(self.scene.acting(self.assurer, Role.QUALITY_ASSURER, day), provider.id, deciding)
        monitoring.monitor(self.scene.acting(self.assurer, Role.QUALITY_ASSURER, day), provider.id)

    def _show(self, provider: Provider) -> None:
        """Let one learner show the credential of a unit to whoever has its address."""
        portfolio = self._portfolio(provider, credentials.WHOSE)
        day = Calendar(self.now, time(12)).at(credentials.DAYS_AGO)
        credentials.show(self.scene.acting(credentials.WHOSE, Role.LEARNER, day), portfolio)

    def _contest(self, provider: Provider) -> None:
        """Let a learner appeal, a complaint come in by letter, and the centre name who reads concerns."""
        day = Calendar(self.now, time(11)).at(cases.DAYS_AGO)
        portfolio = self._portfolio(provider, cases.WHOSE)
        cases.appeal(self.scene.acting(cases.WHOSE, Role.LEARNER, day), portfolio)
        manager = self.scene.acting(self.manager, Role.MANAGER, day)
        cases.complaint(manager, provider.id, self.people[cases.HANDLER])
        cases.name(manager, provider.id, self.people[cases.READER])

    def _certify(self, provider: Provider, qualification: Qualification) -> None:
        """Let the manager claim two units, and the certificate of one of them come."""
        day = Calendar(self.now, time(9)).at(certification.DAYS_AGO)
        manager = self.scene.acting(self.manager, Role.MANAGER, day)
        certification.prepare(manager, provider.id, qualification.id)
        certification.claim(manager, provider.id, self.people[self.assurer])

    def _visit(self, provider: Provider) -> None:
        """Let somebody from outside in for two weeks from today, to what was sampled."""
        address = self.story.address(visiting.WHO)
        manager = self.scene.acting(self.manager, Role.MANAGER, self.now)
        row = visiting.let_in(manager, provider, address, self.tools.password_hash)
        self.people[visiting.WHO] = row.visitor_id
        visitor = self.scene.acting(visiting.WHO, Role.EXTERNAL_QUALITY_ASSURER, self.now)
        visiting.comment(visitor, row)
        owners = [self.people[one] for one in (self.assurer, self.assurer, self.manager)]
        first, _second = (visiting.ask(visitor, row, number, owners[number]) for number in (0, 1))
        visits.acknowledge(manager, row)
        visiting.do(self.scene.acting(self.assurer, Role.QUALITY_ASSURER, self.now), first)
        visiting.ask(visitor, row, 2, owners[2])

    def _portfolio(self, provider: Provider, key: str) -> Portfolio:
        account_id = self.people[key]
        wanted = (Portfolio.provider_id == provider.id, Portfolio.account_id == account_id)
        return self.tools.session.scalars(select(Portfolio).where(*wanted)).one()

    def _enrolment(self, work: UnitOfWork, learner: Learner) -> NewEnrolment:
        return NewEnrolment(
            start=work.today,
            planned_end=self.now.astimezone(LONDON).date() + timedelta(days=learner.planned),
            language=learner.assessment,
            cohort=learner.cohort,
            site=learner.site,
            employer=learner.employer,
        )

    def _units(
        self, work: UnitOfWork, portfolio: Portfolio, enrolment: Enrolment, learner: Learner
    ) -> tuple[dict[str, EnrolledUnit], dict[Place, int]]:
        """Choose the learner's units; give them by URN, and the ids of their criteria by place."""
        units: dict[str, EnrolledUnit] = {}
        criteria: dict[Place, int] = {}
        rows = work.session.execute(
            select(Unit, Standard)
            .join(Standard, Standard.id == Unit.standard_id)
            .where(Unit.qualification_id == enrolment.qualification_id)
            .order_by(Unit.id)
        )
        for unit, standard in rows.all():
            if standard.urn in learner.units:
                units[standard.urn] = learning.choose_unit(work, portfolio, enrolment, unit)
                asked = select(Criterion.code, Criterion.id).where(Criterion.standard_id == standard.id)
                criteria |= {(standard.urn, row[0]): row[1] for row in work.session.execute(asked)}
        return units, criteria

    def _assign(self, work: UnitOfWork, portfolio: Portfolio, learner: Learner) -> None:
        parts = [(learner.assessor, Part.ASSESSOR), (learner.countersigner, Part.COUNTERSIGNER)]
        assurers = [(one.key, Part.QUALITY_ASSURER) for one in self.story.staff if one.role is Role.QUALITY_ASSURER]
        for key, part in parts + assurers:
            if key is not None:
                account = work.session.get_one(Account, self.people[key])
                learning.assign(work, portfolio, account, NewAssignment(part, work.today))
