"""Due dates as calendars read them: whole days, whoever else looks at the calendar learns no name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from icalendar import Calendar, Event

from assessments.notices.queries import DueKind
from assessments.notices.rules import initials
from portfolio.web import letters

if TYPE_CHECKING:
    from assessments.notices.queries import Due

SAYS: Mapping[DueKind, Any] = {
    DueKind.ACTIVITY: _l("Planned activity"),
    DueKind.REVIEW_DUE: _l("Progress review due"),
    DueKind.REVIEW_PLANNED: _l("Progress review planned"),
    DueKind.PLANNED_END: _l("Planned end of the qualification"),
    DueKind.ACTION: _l("Action of a progress review due"),
    DueKind.QUALIFY_BY: _l("Day by which you should be a qualified assessor"),
    DueKind.SAMPLE_ACTION: _l("Action of a sample due"),
}
PAGES: Mapping[DueKind, tuple[str, str]] = {
    DueKind.ACTIVITY: ("plans.activity", "activity"),
    DueKind.REVIEW_DUE: ("reviews.of_enrolment", "enrolment"),
    DueKind.REVIEW_PLANNED: ("reviews.of_enrolment", "enrolment"),
    DueKind.PLANNED_END: ("judging.programme", "enrolment"),
    DueKind.ACTION: ("reviews.show", "review"),
    DueKind.SAMPLE_ACTION: ("quality.sample", "sample"),
}


def written(due: Iterable[Due], language: str, now: datetime) -> bytes:
    """Write a calendar in the language of the page."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Tystio//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Tystio: due dates"))
    calendar.add("x-wr-timezone", "Europe/London")
    for one in due:
        calendar.add_component(_event(one, now))
    return bytes(calendar.to_ical())


def _event(one: Due, now: datetime) -> Event:
    event = Event()
    host = urlsplit(letters.site().base_url).hostname or "localhost"
    event.add("uid", f"{one.uid}@{host}")
    event.add("dtstamp", now)
    event.add("dtstart", one.on)
    event.add("dtend", one.on + timedelta(days=1))
    what = str(SAYS[one.kind])
    event.add("summary", what if one.learner is None else f"{what}: {initials(one.learner)}")
    event.add("transp", "TRANSPARENT")
    if one.kind in PAGES:
        endpoint, name = PAGES[one.kind]
        event.add("url", letters.address(endpoint, **{name: one.target}))
    return event
