"""The progress reviews of four learners: signed by all, waiting for an employer, for the learner, and planned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from portfolio.core.work import UnitOfWork
from portfolio.learning.models import Enrolment
from portfolio.links.services import Asking, Where
from portfolio.reviews import services
from portfolio.reviews.models import Review
from portfolio.reviews.rules import How, Signatory
from portfolio.reviews.services import Endorsing, NewAction, Said
from standards.foundation import Role

As = Callable[[Role], UnitOfWork]
"""Gives the unit of work of whoever acts for the learner in a role."""
PHONE = Where("203.0.113.71", "A phone")
PERIOD = timedelta(weeks=10)


@dataclass(frozen=True)
class Reviewed:
    """A review of a learner and what became of it; actions are so many days from its day."""

    language: str
    days_ago: int
    how: How
    words: dict[str, str]
    actions: Sequence[tuple[int, Signatory, str]] = ()
    ahead_days: int = 0
    """Planned for so many days later; nobody has signed it then."""
    learner_says: str | None = None
    """None where the learner has not signed."""
    asked: Asking | None = None
    employer_says: Endorsing | None = None


REVIEWS = {
    "catrin": Reviewed(
        "cy",
        3,
        How.IN_PERSON,
        {
            "place": "Canolfan Gynghori Pontfelin",
            "present": "Menna Huws, rheolwr",
            "progress": "Mae Catrin wedi cyflwyno dau ddarn o waith ac wedi cytuno ar gynllun asesu.",
            "well": "Mae'n gwrando heb dorri ar draws, ac yn crynhoi yng ngeiriau'r cleient.",
            "ahead": "Arsylwi ar y sgwrs gyntaf, yna trafod cyfrinachedd.",
            "support": "Mae dwy awr o amser astudio bob dydd Gwener yn help mawr iddi.",
            "welsh": "Mae'n gweithio yn Gymraeg bob dydd; hoffai ysgrifennu llythyrau ffurfiol yn fwy hyderus.",
        },
        (
            (2, Signatory.LEARNER, "Ysgrifennu am y sgwrs gyntaf"),
            (20, Signatory.EMPLOYER, "Rhoi bore Gwener yn rhydd i astudio am fis"),
        ),
        learner_says="Rwy'n cytuno. Roedd yn dda gweld faint sydd wedi'i wneud.",
        asked=Asking("Menna Huws", "menna@example.org", "Diolch am eich amser yn y cyfarfod.", "cy"),
        employer_says=Endorsing("Menna Huws", "Rheolwr", "Mae'r cleientiaid yn gofyn amdani wrth ei henw.", "cy"),
    ),
    "helen": Reviewed(
        "en",
        18,
        How.VIDEO,
        {
            "present": "Mr Prosser, her manager",
            "progress": "Helen has put forward evidence for most of her first unit and has begun the second.",
            "well": "She explains a letter a line at a time, and never makes the choice for the client.",
            "ahead": "A telephone interview, observed; then a written account of a referral.",
            "support": "The hearing loop works well; captions were on for the call.",
            "welsh": "She greets clients in Welsh and would like to take the course at Welsh entry level.",
            "off_job": "Three hours were missed while the office moved; they are made up for next month.",
        },
        (
            (7, Signatory.LEARNER, "Write the account of the referral"),
            (14, Signatory.ASSESSOR, "Send Helen the questions about confidentiality"),
            (40, Signatory.EMPLOYER, "Agree a day for the observed interview"),
        ),
        learner_says="I am happy with this. I would like to start the second unit soon.",
        asked=Asking("Gareth Prosser", "prosser@example.org", "", "en"),
    ),
    "elen": Reviewed(
        "cy",
        3,
        How.PHONE,
        {
            "progress": "Mae Elen wedi dechrau casglu tystiolaeth ar gyfer ei huned gyntaf.",
            "well": "Mae'n drefnus iawn.",
            "ahead": "Gofyn i dyst, a gorffen y cyfrif ysgrifenedig.",
        },
        ((14, Signatory.LEARNER, "Gofyn i gydweithiwr fod yn dyst"),),
    ),
    "dafydd": Reviewed("cy", 2, How.IN_PERSON, {"place": "Llyfrgell Glan-yr-afon"}, ahead_days=16),
}


def tell(reviewed: Reviewed, enrolment: Enrolment, acting: As) -> None:
    """Let the assessor hold the review and sign, then the learner, then the employer, as far as it has come."""
    review = _write(reviewed, enrolment, acting(Role.ASSESSOR))
    if reviewed.ahead_days:
        return
    services.sign(acting(Role.ASSESSOR), review, review.version)
    if reviewed.learner_says is not None:
        services.agree(acting(Role.LEARNER), review, reviewed.learner_says, reviewed.language)
    if reviewed.asked is not None:
        request = services.ask(acting(Role.ASSESSOR), review, reviewed.asked)
        if reviewed.employer_says is not None:
            services.endorse(acting(Role.ASSESSOR), request, reviewed.employer_says, PHONE)


def _write(reviewed: Reviewed, enrolment: Enrolment, work: UnitOfWork) -> Review:
    held_on = work.today + timedelta(days=reviewed.ahead_days)
    since = max(enrolment.start, work.today - PERIOD)
    said = Said(held_on, since, work.today, reviewed.how, reviewed.language, **reviewed.words)
    review = services.begin(work, enrolment, said)
    for days, who, what in reviewed.actions:
        services.add_action(work, review, NewAction(what, who, held_on + timedelta(days=days)), review.version)
    return review
