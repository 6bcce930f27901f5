"""The world that the census asks about: real rows behind every address, made through the services."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from assessments.archive import services as archives
from assessments.archive.arriving import Arriving
from assessments.archive.views.laying_out import lay_out
from assessments.credentials import services as credentials
from assessments.credentials.models import StatusList
from assessments.credentials.queries import of_unit
from assessments.judging import services as judging
from assessments.judging.rules import Judgement, Outcome
from assessments.judging.services import NewJudgement
from assessments.notices import services as notices
from assessments.observing import services as observing
from assessments.observing.rules import Seen
from assessments.quality.rules.samples import Action, Verdict
from portfolio.aids import services as aids
from portfolio.aids.rules import How
from portfolio.aids.services import Translation
from portfolio.core.work import UnitOfWork
from portfolio.evidence import services as evidence_services
from portfolio.evidence.models import Attachment, Claim, Evidence
from portfolio.evidence.rules import AiUse, Confidentiality, EvidenceKind
from portfolio.evidence.services import Content, KeptFile, NewConsent, Wish, Withdrawal
from portfolio.learning import services as learning
from portfolio.learning.models import Assignment
from portfolio.learning.rules import Part
from portfolio.learning.services import NewAssignment
from portfolio.people.models import Account, Membership, SignedInSession
from portfolio.people.queries import person
from portfolio.people.rules.interests import Nature
from portfolio.people.services import NewInterest, declare_interest
from portfolio.plans import services as plans
from portfolio.plans.queries import offered
from portfolio.plans.rules import Review
from portfolio.web import uploads
from standards.exchange.queries import stored
from standards.foundation import LANGUAGES, Role, Text, new_public_id
from standards.identity import criterion_id
from standards.importing import services as importing
from standards.importing.rules import How as Settled
from standards.importing.services import Edit
from standards.interchange.case import definitions
from standards.library.models import Criterion, Standard
from standards.library.services import publish as publish_standard
from standards.qualifications import services as qualifications
from standards.qualifications.models import Qualification, Unit, UnitGroup
from standards.qualifications.services import NewGroup, NewQualification, NewUnit
from standards.receiving import Asked, receive
from tests.census.asked import Names, a_review, a_visit, a_witness
from tests.census.contested import cases, claimed
from tests.census.monitored import monitored
from tests.census.people import Asker, add_everybody, signed_in, signed_out
from tests.census.standardised import exercises
from tests.core.hostile import picture
from tests.discussing.talking import give as give_criteria
from tests.factories import Centre, Someone, open_people
from tests.importing.documents import DAMAGED
from tests.importing.pairs import document
from tests.library.drafts import small_draft
from tests.observing.watching import begin, observe, part, record_of, said
from tests.plans import planning
from tests.quality import assuring
from tests.questioning.asking import published
from tests.studies import (
    ALL_RULES,
    START,
    Study,
    acting,
    enrol,
    enrolment_row,
    judge,
    portfolio_row,
    publish_qualification,
    reopen,
    sign_off,
    submit,
    unit_row,
)


@dataclass(frozen=True)
class World:
    """Two centres as the census knows them."""

    centre: Centre
    people: dict[str, Someone]
    askers: dict[str, Asker]
    things: dict[str, Names]
    """What the table's lines speak of."""
    studies: dict[str, Study]


def make_world(app: Flask) -> World:
    """Make both centres, their people and one of every thing; everybody is signed in."""
    centre = open_people(app)
    with acting(app) as work:
        people = add_everybody(work, centre)
        # The language that a page is asked in is remembered with any POST: here it is known already.
        work.session.execute(update(Account).values(language="en"))
        qualification = publish_qualification(work, units=3).id
    things: dict[str, Names] = {
        "nothing": {},
        "centre": {"provider": centre.provider},
        **_library(app, centre, qualification),
    }
    studies = {part: _study(app, centre, people, people[part], qualification) for part in ("owner", "many")}
    things |= _studied(app, centre, studies["owner"], "")
    things |= _studied(app, centre, studies["many"], "own ")
    things |= _assured(app, centre, studies)
    things |= cases(app, centre, people, studies)
    things |= a_visit(app, centre, people, studies)
    things |= exercises(app, centre, studies)
    things |= monitored(app, centre)
    studies["learner-there"] = _study_there(app, centre, people, qualification)
    askers = {part: signed_in(app, part, someone) for part, someone in people.items()}
    things |= _of_people(app, people)
    return World(centre, people, {**askers, "signed-out": signed_out(app)}, things, studies)


def _library(app: Flask, centre: Centre, shared: int) -> dict[str, Names]:
    """The shared library's things, and those of the centre alone."""
    with acting(app) as work:
        session = work.session
        row = session.get_one(Qualification, shared)
        unit = session.query(Unit).where(Unit.qualification_id == shared).order_by(Unit.id).first()
        assert unit is not None
        own_standard = publish_standard(work, small_draft("ZZOWN11"), centre.provider_id).standard
        newer = publish_standard(work, small_draft("ZZOWN11", "2026-06-30"), centre.provider_id).standard
        standard = session.get_one(Standard, unit.standard_id)
        own_id = own_standard.id
        found: dict[str, Names] = {
            "shared standard": {"standard": standard.public_id},
            "own standard": {"standard": own_standard.public_id},
            "own versions": {"standard": newer.public_id, "before": own_standard.public_id},
            "shared qualification": {"qualification": row.public_id, "unit": unit.public_id, "position": 1},
        }
        found |= _exchanged(session, standard)
    with acting(app, centre.manager, Role.MANAGER) as work:
        draft = qualifications.create(work, NewQualification("610/own", Text("Ein cymhwyster", "Our own"), 3))
        group = qualifications.add_group(work, draft, NewGroup(Text("Gorfodol", "Mandatory")))
        standard = work.session.get_one(Standard, own_id)
        own = qualifications.add_unit(work, draft, group, NewUnit(standard, "U/own", credits=4))
        position = work.session.get_one(UnitGroup, group.id).position
        found["draft qualification"] = {
            "qualification": draft.public_id,
            "unit": own.public_id,
            "position": position,
        }
        sent = receive(DAMAGED.encode(), "cyfarfod.txt", Asked())
        kept = importing.keep(work, sent).row
        importing.save(work, kept, kept.version, Edit(settle=([3], Settled.DROPPED), notes={3: "Fel yr argraffwyd."}))
        found["open import"] = {"given": kept.public_id}
        put_aside = importing.keep(work, receive(DAMAGED.replace("1.", "2.").encode(), "arall.txt", Asked())).row
        importing.discard(work, put_aside, put_aside.version)
        found["discarded import"] = {"given": put_aside.public_id}
        found |= _pairs(work, standard)
    return found


def _pairs(work: UnitOfWork, standard: Standard) -> dict[str, Names]:
    """Two imports that are one standard in two languages, and one beside a standard that is published."""
    cy, en = (
        importing.keep(work, receive(document(language).encode(), f"{language}.txt", Asked())).row
        for language in LANGUAGES
    )
    return {
        "twin imports": {"given": cy.public_id, "twin": en.public_id},
        "import and standard": {"given": en.public_id, "standard": standard.public_id},
    }


def _exchanged(session: Session, standard: Standard) -> dict[str, Names]:
    """What the shared standard has identifiers for in its package, and one of everything that packages define."""
    (leaving,) = stored(session, [standard])
    package = leaving.package("cy", "http://localhost")
    first = next(leaving.draft.criteria())
    known = {
        "exchanged document": package["CFDocument"]["identifier"],
        "exchanged item": package["CFItems"][0]["identifier"],
        "exchanged place": package["CFAssociations"][0]["identifier"],
        "exchanged criterion": str(criterion_id(standard.urn, standard.edition, first.code)),
        **{one.list_name: str(one.identifier("cy")) for one in definitions.ALL},
    }
    return {name: {"identifier": identifier} for name, identifier in known.items()}


def _study(app: Flask, centre: Centre, people: dict[str, Someone], learner: Someone, qualification: int) -> Study:
    """A learner with three units, and everybody in every relation."""
    with acting(app, centre.manager, Role.MANAGER) as work:
        study = enrol(work, centre, learner, work.session.get_one(Qualification, qualification))
        portfolio, open_unit = portfolio_row(work, study), unit_row(work, study.units[1])
        past = work.session.get_one(Account, people["past-assessor"].account_id)
        planned = enrolment_row(work, study)
        planned.cohort, planned.site, planned.employer = "Hydref", "Bangor", "Cwmni Cyf"
        learning.move_planned_end(work, portfolio, planned, planned.planned_end, "Ill in the spring.")
        yesterday = work.today - timedelta(days=1)
        learning.assign(work, portfolio, past, NewAssignment(Part.ASSESSOR, START, yesterday, why="Left."))
        one_unit = work.session.get_one(Account, people["unit-assessor"].account_id)
        learning.assign(work, portfolio, one_unit, NewAssignment(Part.ASSESSOR, START, unit=open_unit))
        if learner == people["many"]:
            # No service makes such rows: not even they let somebody judge their own work.
            for part in Part:
                work.session.add(_own_assignment(portfolio.provider_id, portfolio.id, learner.account_id, part))
    return study


def _own_assignment(provider_id: int, portfolio_id: int, account_id: int, part: Part) -> Assignment:
    return Assignment(
        provider_id=provider_id,
        portfolio_id=portfolio_id,
        account_id=account_id,
        part=part.value,
        starts=START,
        salt=b"0" * 32,
    )


def _assured(app: Flask, centre: Centre, studies: dict[str, Study]) -> dict[str, Names]:
    """A strategy of sampling, a plan by it with its draw, and of the owner's units one planned and one sampled."""
    strategy, plan = assuring.set_strategy(app, centre, assuring.EVERYTHING), assuring.planned(app, centre)
    found: dict[str, Names] = {
        "strategy": {"strategy": strategy},
        "sampling plan": {"plan": plan},
        "sampling draw": {"sampling_draw": assuring.drawn_again(app, centre, plan)},
    }
    for owner, whose in (("owner", ""), ("many", "own ")):
        planned, sampled = assuring.items_in(app, plan, studies[owner])[:2]
        sample = assuring.opened(app, centre, sampled)
        action = Action("Add the dates.", date(2100, 1, 1))
        asked = replace(assuring.SAID, verdict=Verdict.WITH_ACTION, actions=(action,), reason="No reason.")
        assuring.reported(app, centre, sample, asked)
        assuring.answered(app, centre.trainee, sample)
        found[f"{whose}planned item"] = {"item": planned}
        found[f"{whose}sample"] = {"sample": sample}
    return found


def _studied(app: Flask, centre: Centre, study: Study, whose: str) -> dict[str, Names]:
    """One unit signed off, one with evidence that waits and some that is being written, one declared."""
    signed, open_unit, declared = study.units
    _signed_off(app, centre, study, signed)
    with acting(app, study.learner, Role.LEARNER) as work:
        letter = submit(work, study, declared, "Letter")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, letter)
    with acting(app, study.learner, Role.LEARNER) as work:
        judging.declare(work, portfolio_row(work, study), unit_row(work, declared))
    with acting(app, centre.manager) as work:
        row = unit_row(work, signed)
        assignments = work.session.query(Assignment).where(Assignment.portfolio_id == row.portfolio_id)
        assignment = assignments.order_by(Assignment.id).first()
        assert assignment is not None
        assigned: Names = {"enrolment": study.enrolment, "assignment": assignment.public_id}
    named: dict[str, Names] = {
        **_planned(app, centre, study),
        **_put_forward(app, centre, study, open_unit),
        "archive": {"archive": _taken_away(app, study)},
        "arrival": {"arrival": _arrived(app, study)},
        **a_witness(app, study),
        **a_review(app, centre, study),
        "translation": {"aid": _translated(app, study)},
        "question set": {"questions": published(app, centre.trainee, study)},
        **_observed(app, centre, study, open_unit),
        "discussion": {"discussion": give_criteria(app, centre.trainee, study, "1:P2")},
        "portfolio": {"portfolio": study.portfolio},
        "enrolment": {"enrolment": study.enrolment},
        "assignment": assigned,
        "signed unit": {"unit": signed},
        "certification claim": {"claim": claimed(app, centre, study, signed)},
        **_credential(app, study, signed),
        "open unit": {"unit": open_unit},
        "declared unit": {"unit": declared},
    }
    return {whose + name: names for name, names in named.items()}


def _taken_away(app: Flask, study: Study) -> str:
    with acting(app, study.learner, Role.LEARNER) as work:
        portfolio = portfolio_row(work, study)
        return archives.keep(work, portfolio, lay_out(work, uploads.store(), portfolio.id)).public_id


def _arrived(app: Flask, study: Study) -> str:
    """An archive from elsewhere, with nothing in it."""
    manifest = {
        "archive": new_public_id(),
        "provider": {"id": new_public_id()},
        "learner": {"name": "Somebody"},
        "public_key": "key",
        "book": {"id": new_public_id()},
    }
    brought = Arriving(manifest, Text("Canolfan Arall", "Another Centre"), (), ())
    with acting(app, study.learner, Role.LEARNER) as work:
        return archives.arrive(work, portfolio_row(work, study), brought, b"", {}).public_id


def _translated(app: Flask, study: Study) -> str:
    """A translation beside evidence that waits, and one that was withdrawn."""
    with acting(app, study.learner, Role.LEARNER) as work:
        portfolio = portfolio_row(work, study).id
        wanted = (Evidence.portfolio_id == portfolio, Evidence.title == "Waiting photograph")
        evidence = work.session.query(Evidence).where(*wanted).one()
        made = Translation("Desg.", How.MACHINE, "A program")
        gone = aids.attach(work, evidence, made, evidence.revision)
        aids.withdraw(work, gone, "It is a table.")
        return aids.attach(work, evidence, made, evidence.revision).public_id


def _planned(app: Flask, centre: Centre, study: Study) -> dict[str, Names]:
    """A plan that everybody agreed to, and its next version, which is being written."""
    agreed = planning.agreed(app, centre, study, planning.interview(study))
    planning.review(app, centre.quality_assurer, agreed, Review.AGREED, "Well planned.")
    writing = planning.begin(app, centre, study)
    with acting(app, study.learner, Role.LEARNER) as work:
        plans.comment(work, planning.version_row(work, writing), "Not in February.", "en")
    return {
        "agreed plan": {"version": agreed},
        "plan version": {"version": writing},
        "planned activity": {"activity": planning.activity_of(app, agreed)},
    }


def _observed(app: Flask, centre: Centre, study: Study, unit: str) -> dict[str, Names]:
    """What the assessor saw the learner do: on record once, and being written."""
    seen = replace(part(study), questions=(), seen={f"{unit}:P2": Seen("met")})
    evidence, signed = (observe(app, centre.trainee, said({study: seen}))[0] for _number in range(2))
    observation = begin(app, centre.trainee, said({study: seen}))
    with acting(app, study.learner, Role.LEARNER) as work:
        portfolio = portfolio_row(work, study)
        observing.sign(work, portfolio, record_of(work, signed), observing.Signing("It was busy.", "en"))
        record = record_of(work, evidence).public_id
    return {
        "observation": {"observation": observation},
        "observation record": {"record": record},
        "observed evidence": {"evidence": evidence},
    }


def _signed_off(app: Flask, centre: Centre, study: Study, unit: str) -> None:
    """A unit that was signed off, opened again and signed off for good."""
    with acting(app, study.learner, Role.LEARNER) as work:
        diary = submit(work, study, unit, "Diary")
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    sign_off(app, centre, study, unit)
    reopen(app, centre, study, unit)
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, diary)
    sign_off(app, centre, study, unit)


def _credential(app: Flask, study: Study, unit: str) -> dict[str, Names]:
    """The credential of the unit that was signed off, which its learner shows."""
    with acting(app, study.learner, Role.LEARNER) as work:
        row = of_unit(work.session, unit_row(work, unit).id)
        assert row is not None
        credentials.show(work, row, wanted=True)
        status_list = work.session.get_one(StatusList, row.list_id).public_id
        return {
            "credential": {"credential": row.public_id, "edition": "cy", "name": "cy.svg"},
            "status list": {"status_list": status_list},
        }


def _put_forward(app: Flask, centre: Centre, study: Study, unit: str) -> dict[str, Names]:
    """Evidence in every state: waiting, being written, withdrawn, judged."""
    with acting(app, study.learner, Role.LEARNER) as work:
        waiting = _photograph(work, study, unit, "Waiting photograph")
        evidence_services.answer(work, waiting, offered(work.session, waiting.portfolio_id)[0].id)
        evidence_services.submit(work, portfolio_row(work, study), waiting)
        _edit_again(work, waiting)
        withdrawn = _photograph(work, study, unit, "Withdrawn photograph")
        evidence_services.submit(work, portfolio_row(work, study), withdrawn)
        evidence_services.withdraw(work, portfolio_row(work, study), withdrawn, "Somebody is in the picture.")
        draft = _photograph(work, study, unit, "Draft photograph")
        referred = submit(work, study, unit, "Notes", "P1")
        agreed = NewConsent("A client", "To be in the picture.", "en")
        portfolio = portfolio_row(work, study)
        consents = [evidence_services.add_consent(work, portfolio, one, agreed) for one in (waiting, draft)]
        closed = _photograph(work, study, unit, "Closed photograph")
        closed.confidentiality = Confidentiality.RESTRICTED.value
        evidence_services.submit(work, portfolio, closed)
        ended = evidence_services.add_consent(work, portfolio, withdrawn, agreed)
        evidence_services.withdraw_consent(work, portfolio, ended, Withdrawal(work.today, "She rang.", "en"))
        named: dict[str, Names] = {
            "consent": {"consent": consents[0].public_id},
            "draft consent": {"consent": consents[1].public_id},
            "closed evidence": _names(work, closed),
            "waiting evidence": _names(work, waiting),
            "withdrawn evidence": _names(work, withdrawn),
            "draft evidence": _names(work, draft),
        }
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, referred, Outcome.REFERRED)
        _correct(work, study, referred)
        named["judged evidence"] = _names(
            work, work.session.query(Evidence).where(Evidence.public_id == referred).one()
        )
    return named


def _photograph(work: UnitOfWork, study: Study, unit: str, title: str) -> Evidence:
    """Evidence with a real photograph in the store, claimed for one criterion."""
    portfolio, row = portfolio_row(work, study), unit_row(work, unit)
    content = Content(
        EvidenceKind.PHOTOGRAPH,
        title,
        START + timedelta(days=7),
        "en",
        "A desk.",
        AiUse.NONE,
        particulars={"shows": "A desk."},
        confidentiality=Confidentiality.OPEN,
    )
    made = evidence_services.start(work, portfolio, content)
    with uploads.store().receive() as incoming:
        incoming.write(picture() + title.encode())
        size = incoming.size
        kept = uploads.store().keep(incoming, str(portfolio.provider_id))
    evidence_services.attach(work, made, [KeptFile("desk.jpg", kept.sha256, size, "image/jpeg")])
    found = work.session.query(Criterion).where(Criterion.standard_id == row.standard_id, Criterion.assessable)
    # A database without an order gives any of them: one that nobody decides on, some day.
    criterion = found.order_by(Criterion.id).first()
    assert criterion is not None
    evidence_services.claim(work, made, [Wish(row.id, criterion.id)])
    work.session.flush()
    return made


def _edit_again(work: UnitOfWork, evidence: Evidence) -> None:
    """What is written after it was submitted, and not submitted yet."""
    claims = work.session.query(Claim).where(Claim.evidence_id == evidence.id)
    wishes = [Wish(claim.enrolled_unit_id, claim.criterion_id, "To the left.") for claim in claims]
    evidence_services.claim(work, evidence, wishes)


def _correct(work: UnitOfWork, study: Study, evidence: str) -> None:
    row = work.session.query(Evidence).where(Evidence.public_id == evidence).one()
    claim = work.session.query(Claim).where(Claim.evidence_id == row.id).one()
    said = {claim.public_id: Judgement(Outcome.NOT_YET, "Not this time.", "I looked at the wrong page.")}
    judging.judge(work, portfolio_row(work, study), row, NewJudgement(row.version, ALL_RULES, "cy", "Diolch.", said))


def _names(work: UnitOfWork, evidence: Evidence) -> Names:
    work.session.flush()
    file = work.session.query(Attachment).where(Attachment.evidence_id == evidence.id).one()
    return {"evidence": evidence.public_id, "file": file.public_id, "number": 1}


def _study_there(app: Flask, centre: Centre, people: dict[str, Someone], qualification: int) -> Study:
    """The other centre has a learner and evidence of its own."""

    there = replace(
        centre,
        provider_id=centre.other_provider_id,
        trainee=people["assessor-there"],
        assessor=people["many-there"],
        quality_assurer=people["quality-assurer-there"],
    )
    with acting(app, centre.other_manager, Role.MANAGER) as work:
        study = enrol(work, there, people["learner-there"], work.session.get_one(Qualification, qualification))
    with acting(app, study.learner, Role.LEARNER) as work:
        submit(work, study, study.units[0], "Dyddiadur")
    return study


def _calendar_of(work: UnitOfWork, someone: Someone) -> str:
    """A link to somebody's calendar."""
    actor = person(work.session, someone.account_id, work.today)
    assert actor is not None
    return notices.make_link(UnitOfWork(work.session, actor))


def _of_people(app: Flask, people: dict[str, Someone]) -> dict[str, Names]:
    with acting(app) as work:
        query = work.session.query(Membership).where(Membership.account_id == people["assessor"].account_id)
        session = work.session.query(SignedInSession).where(SignedInSession.account_id == people["owner"].account_id)
        who, about = (work.session.get_one(Account, people[one].account_id) for one in ("administrator", "fellow"))
        new = NewInterest(about, Nature.FRIEND, "Ffrindiau ysgol.", work.today)
        interest = declare_interest(work, query.one().provider_id, who, new)
        return {
            "interest": {"interest": interest.public_id},
            "member": {"membership": query.one().public_id},
            "owner's session": {"session_id": session.one().public_id},
            "link": {"token": "no-such-link"},
            "calendar link": {"token": _calendar_of(work, people["owner"])},
        }
