"""An assessor watched two learners at once: one record is written, and each has a copy of what concerns them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from assessments.observing import queries, services
from assessments.observing.queries import Learner
from assessments.observing.rules import Part, Question, Said, Seen
from assessments.observing.services import Signing
from portfolio.core.work import UnitOfWork
from portfolio.learning.models import Portfolio
from portfolio.learning.rules import CriterionState

WHO, WHOSE, SIGNS, ALONE, ANOTHER = "rhodri", ("ben", "helen"), "ben", "non", "dafydd"
DAYS_AGO = 1
TITLE = "Observation: the drop-in room, Pontfelin"
WORDS = (
    "The drop-in room was full from ten. Five people came in twenty minutes, two of them with children. Each adviser "
    "took the next person in the order of the list at the door.\n\n"
    "I sat by the window and said nothing until the room was quiet."
)
HIS = (
    "He walked to the client instead of calling the name out, and asked whether the side room would be easier. He told "
    "her what he would write down before he picked up the pen."
)
HERS = (
    "She noticed that the client could not read the form and read it out as if that were the usual way. When he asked "
    "what she would do in his place she gave the question back: what would have to be true for it to be a good choice?"
)
BEGUN = "Bore tawel; dau alwad ffôn ac un person wrth y drws. I'w orffen o'm nodiadau heno."
ALONE_WORDS = (
    "Sesiwn galw heibio yn y llyfrgell, o ddeg tan hanner dydd. Daeth tri o bobl; roedd un yn drwm ei glyw ac un wedi "
    "dod gyda'i mab."
)
ALONE_DID = (
    "Symudodd y ddwy gadair fel bod ei hwyneb yn y golau cyn i'r dyn eistedd. Gofynnodd i'r mab adael iddo ateb "
    "drosto'i hun, a diolchodd iddo am aros."
)
OWN = (HIS, HERS)
ASKED = (
    ("Why did you move to the side room?", "Because she looked at the door each time somebody came in."),
    ("What would you have done had he asked again?", "Told him that I cannot choose for him, and why."),
)


def watch(work: UnitOfWork, provider_id: int, portfolios: Collection[Portfolio]) -> None:
    """Put on record what the assessor saw the day before: two criteria of each, one of them referred."""
    found = queries.learners(work.session, work.actor, [one.public_id for one in portfolios], work.today)
    learners = [found[one.public_id] for one in portfolios]
    parts = {one.portfolio: _part(one, number) for number, one in enumerate(learners)}
    day = work.today - timedelta(days=1)
    said = Said(day, "The drop-in room, Pontfelin", "en", WORDS, "open", parts)
    row = services.start(work, provider_id, said)
    services.record(work, row, row.version, TITLE)


def watch_one(work: UnitOfWork, provider_id: int, portfolio: Portfolio) -> None:
    """Put on record what the assessor saw one learner do, in Welsh; she has not signed it yet."""
    learner = queries.learners(work.session, work.actor, [portfolio.public_id], work.today)[portfolio.public_id]
    unit = learner.open_units[0]
    free = [one.code for one in unit.outline.assessable if learner.state(unit, one.id) == CriterionState.OPEN]
    seen = {unit.key(free[0]): Seen("met", "Gwelais hyn ddwywaith.")}
    part = Part(ALONE_DID, "Diolch am y croeso.", valid=True, authentic=True, current=True, seen=seen)
    day = work.today - timedelta(days=1)
    said = Said(day, "Llyfrgell Aberllan", "cy", ALONE_WORDS, "open", {portfolio.public_id: part})
    row = services.start(work, provider_id, said)
    services.record(work, row, row.version, "Arsylwad: Llyfrgell Aberllan")


def begin(work: UnitOfWork, provider_id: int, portfolio: Portfolio) -> None:
    """Leave another one begun, which nobody but its author sees."""
    said = Said(place="Swyddfa Pontfelin", language="cy", words=BEGUN, parts={portfolio.public_id: Part()})
    services.start(work, provider_id, said)


def sign(work: UnitOfWork, portfolio: Portfolio) -> None:
    """Let a learner comment on their copy and sign it."""
    record = queries.last_of(work.session, portfolio.id)
    services.sign(work, portfolio, record, Signing("That is how it was. The side room was colder than it looks.", "en"))


def _part(learner: Learner, number: int) -> Part:
    unit = learner.open_units[0]
    free = [one.code for one in unit.outline.assessable if learner.state(unit, one.id) == CriterionState.OPEN]
    first, second = (unit.key(code) for code in [code for code in free if code.startswith("P")][:2])
    known = next(unit.key(one.code) for one in unit.outline.assessable if one.code.startswith("K"))
    last = Seen("referred", "Tell me how you checked that he had understood.") if number else Seen("met")
    return Part(
        OWN[number],
        "Thank you for letting me watch.",
        valid=True,
        authentic=True,
        current=True,
        questions=(Question(*ASKED[number], known),),
        seen={first: Seen("met"), second: last},
    )
