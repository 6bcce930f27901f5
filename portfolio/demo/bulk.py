"""A centre of any size for measuring: the services' own rules, acts and chains, written in bulk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.core import passwords
from portfolio.core.keys import KeyRing
from portfolio.core.store import FolderStore
from portfolio.core.work import UnitOfWork
from portfolio.demo.evidence_story import judge, sign_off, submit
from portfolio.demo.learner_story import Centre, ChosenUnit, Known, StoredPiece, Story
from portfolio.demo.sheets import Sheets
from portfolio.evidence.models import StoredFile
from portfolio.people import services as people
from portfolio.people.models import Account, Provider
from portfolio.people.queries import account_by_email, person
from portfolio.people.rules import AssessesIn
from standards.drafting import Criterion, Draft, Metadata, Section, Source
from standards.foundation import Role, Text
from standards.library import services as library
from standards.library.models import Criterion as StoredCriterion
from standards.library.models import Standard
from standards.qualifications import services as qualifications
from standards.qualifications.models import Qualification, Unit
from standards.sorting import sort_key

SECTIONS = (("performance", "P", 12), ("knowledge", "K", 15))
"""What every generated standard asks: 27 criteria, as LSIAG11 does."""
LEARNERS_OF_AN_ASSESSOR = 50
WEEKS = 52
LONG_AGO = timedelta(days=300)
PASSWORD = "mesur-pwysau-pluen"  # noqa: S105 everyone's in a centre made for measuring


@dataclass(frozen=True)
class Size:
    """How large a measured centre is, and how far its learners have come."""

    learners: int
    units: int = 20
    pieces: int = 30
    claims_of_a_piece: int = 9
    signed_units: int = 5
    learners_of_an_assessor: int = LEARNERS_OF_AN_ASSESSOR
    waiting: int = 0
    """How many of the pieces, the last ones, nobody has judged yet."""

    @property
    def domain(self) -> str:
        return f"mesur{self.learners}.example.org"

    @property
    def manager(self) -> str:
        """The address by which the manager signs in."""
        return f"rheolwr@{self.domain}"

    @property
    def assessors(self) -> int:
        return max(1, self.learners // self.learners_of_an_assessor)

    def assessor(self, number: int) -> str:
        return f"aseswr{number}@{self.domain}"

    def name(self, number: int) -> str:
        return f"Dysgwr {number:05}"

    def learner(self, number: int) -> str:
        return f"dysgwr{number}@{self.domain}"


@dataclass(frozen=True)
class Tools:
    """What the installation lends: its keys and its file store."""

    keys: KeyRing
    store: FolderStore


def is_there(session: Session, size: Size) -> bool:
    """Tell whether a centre for so many learners was made before."""
    return account_by_email(session, size.manager) is not None


@dataclass(frozen=True)
class Opened:
    """A centre without learners yet."""

    provider: Provider
    assessors: Sequence[Account]
    qualification: Qualification
    password_hash: str


def open_centre(work: UnitOfWork, size: Size, keys: KeyRing) -> Opened:
    """Open a centre through the services: few rows, however many learners come."""
    provider = people.open_provider(work, Text(cy="Canolfan Fesur", en="Measuring Centre"), keys)
    hashed = passwords.hashed(PASSWORD)
    manager = _staff(work, provider, size.manager, Role.MANAGER, hashed)
    assessors = [
        _staff(work, provider, size.assessor(number), Role.ASSESSOR, hashed) for number in range(size.assessors)
    ]
    return Opened(provider, assessors, _qualification(_acting(work, manager), size), hashed)


def make(work: UnitOfWork, size: Size, tools: Tools, progress: Callable[[int], None] = lambda _done: None) -> Provider:
    """Make a centre in the work's transaction, opened long ago; `progress` is told how many learners are done."""
    work = UnitOfWork(work.session, work.actor, work.role, work.now - LONG_AGO)
    opened = open_centre(work, size, tools.keys)
    centre = _centre(work, opened, tools)
    learners = _learners(work, opened, size)
    sheets = Sheets(work.session)
    for number, learner in enumerate(learners):
        assessor = opened.assessors[number % len(opened.assessors)]
        _tell(Story(sheets, centre, learner, Known(assessor.id, assessor.public_id), work.now), size)
        if sheets.full:
            sheets.flush()
            progress(number + 1)
    sheets.finish()
    progress(size.learners)
    return opened.provider


def _acting(work: UnitOfWork, account: Account) -> UnitOfWork:
    actor = person(work.session, account.id, work.today)
    if actor is None:
        raise LookupError(account.email)
    return UnitOfWork(work.session, actor, Role.MANAGER.value, work.now)


def _tell(story: Story, size: Size) -> None:
    story.enrol("both", WEEKS)
    places = [(unit, index) for unit in story.units for index in range(len(unit.plan.criteria))]
    for number in range(size.pieces):
        chosen = places[number * size.claims_of_a_piece : (number + 1) * size.claims_of_a_piece]
        if chosen:
            judged = number < size.pieces - size.waiting
            submitted = submit(story, number + 1, chosen, judged=judged)
            if judged:
                judge(story, submitted)
    for unit in [one for one in story.units if one.counters.complete][: size.signed_units]:
        sign_off(story, unit)
    story.close()


def _staff(work: UnitOfWork, provider: Provider, email: str, role: Role, hashed: str) -> Account:
    account = people.add_account(
        work, email=email, name=email.split("@", maxsplit=1)[0], language="cy", password_hash=hashed
    )
    people.give_role(work, provider, account, people.NewRole(role, assesses_in=AssessesIn.BOTH))
    return account


def _learners(work: UnitOfWork, opened: Opened, size: Size) -> list[Known]:
    """Add the accounts and memberships of learners, each membership with its entry in the provider's book."""
    found = []
    for number in range(size.learners):
        name = size.name(number)
        account = Account(
            email=size.learner(number),
            name=name,
            sort_cy=sort_key(name, "cy"),
            sort_en=sort_key(name, "en"),
            language="cy" if number % 2 else "en",
            password_hash=opened.password_hash,
            disabled=False,
            created_at=work.now,
        )
        work.session.add(account)
        found.append(account)
    work.session.flush()
    for account in found:
        people.give_role(work, opened.provider, account, people.NewRole(Role.LEARNER))
    return [Known(account.id, account.public_id) for account in found]


def _qualification(work: UnitOfWork, size: Size) -> Qualification:
    new = qualifications.NewQualification("MESUR", Text(cy="Cymhwyster mesur", en="Measuring qualification"))
    qualification = qualifications.create(work, new)
    group = qualifications.add_group(work, qualification, qualifications.NewGroup(Text(cy="Unedau", en="Units")))
    for number in range(size.units):
        standard = library.publish(work, _draft(number), work.actor.provider_id).standard
        qualifications.add_unit(work, qualification, group, qualifications.NewUnit(standard, str(number + 1)))
    return qualifications.publish(work, qualification)


def _draft(number: int) -> Draft:
    """Make up a standard of 27 criteria in both languages."""
    return Draft(
        kind="nos",
        urn=f"MESUR{number + 1:02}",
        urn_from="text",
        title=Text(f"Safon fesur {number + 1}", f"Measuring standard {number + 1}"),
        languages=("cy", "en"),
        source=Source("mesur", hashlib.sha256(str(number).encode()).hexdigest(), "text/plain"),
        sections=tuple(_section(number, *one) for one in SECTIONS),
        metadata=Metadata(version="1"),
    )


def _section(number: int, kind: str, letter: str, count: int) -> Section:
    performance = kind == "performance"
    cy = "Meini prawf perfformiad" if performance else "Gwybodaeth a dealltwriaeth"
    en = "Performance criteria" if performance else "Knowledge and understanding"
    criteria = tuple(
        Criterion(
            f"{letter}{place}",
            Text(
                f"gwneud darn {place} o waith safon {number + 1} yn unol â gofynion y cleientiaid a'r sefydliad",
                f"do part {place} of the work of standard {number + 1} as clients and the organisation require",
            ),
            str(place),
        )
        for place in range(1, count + 1)
    )
    return Section(kind, Text(cy, en), criteria=criteria)


def _centre(work: UnitOfWork, opened: Opened, tools: Tools) -> Centre:
    provider, qualification = opened.provider, opened.qualification
    return Centre(
        provider_id=provider.id,
        provider=provider.public_id,
        qualification_id=qualification.id,
        qualification=qualification.public_id,
        units=_units(work, qualification),
        file=_file(work, provider, tools.store),
        sign=tools.keys.signer(provider.signing_key),
    )


def _units(work: UnitOfWork, qualification: Qualification) -> list[ChosenUnit]:
    rows = work.session.execute(
        select(Unit, Standard)
        .join(Standard, Standard.id == Unit.standard_id)
        .where(Unit.qualification_id == qualification.id)
        .order_by(Unit.position)
    ).all()
    return [
        ChosenUnit(unit.id, unit.public_id, standard.id, standard.public_id, standard.digest, _criteria(work, standard))
        for unit, standard in rows
    ]


def _criteria(work: UnitOfWork, standard: Standard) -> list[tuple[int, str]]:
    rows = work.session.execute(
        select(StoredCriterion.id, StoredCriterion.uuid)
        .where(StoredCriterion.standard_id == standard.id, StoredCriterion.assessable.is_(True))
        .order_by(StoredCriterion.position)
    )
    return [(row[0], str(row[1])) for row in rows]


def _file(work: UnitOfWork, provider: Provider, store: FolderStore) -> StoredPiece:
    """Keep the one file that every measured piece of evidence holds."""
    with store.receive() as incoming:
        incoming.write(b"Tystiolaeth a wnaed i fesur. Evidence made for measuring.\n" * 180)
        address = store.keep(incoming, str(provider.id))
        size = incoming.size
    stored = StoredFile(
        provider_id=provider.id,
        sha256=address.sha256,
        size=size,
        media_type="text/plain; charset=utf-8",
        stored_at=work.now,
    )
    work.session.add(stored)
    work.session.flush()
    return StoredPiece(stored.id, stored.sha256, stored.media_type)
