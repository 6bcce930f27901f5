"""The blueprint of notices, and where each kind of thing that a notice is about has its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Blueprint, url_for

from assessments.notices.rules import Thing
from portfolio.web import letters

if TYPE_CHECKING:
    from assessments.notices.queries import Shown

blueprint = Blueprint("notices", "assessments.notices")
PAGES: Mapping[Thing, tuple[str, str]] = {
    Thing.EVIDENCE: ("evidence.show", "evidence"),
    Thing.JUDGEMENT: ("judging.feedback", "evidence"),
    Thing.UNIT: ("judging.unit", "unit"),
    Thing.ENROLMENT: ("plans.plan", "enrolment"),
    Thing.REVIEW: ("reviews.show", "review"),
    Thing.SAMPLE: ("quality.sample", "sample"),
    Thing.WITNESS: ("witnesses.show", "witness"),
    Thing.DISCUSSION: ("discussing.show", "discussion"),
    Thing.CREDENTIAL: ("credentials.of_unit", "unit"),
    Thing.ASSIGNMENT: ("learning.portfolio", "portfolio"),
    Thing.CASE: ("appeals.case", "case"),
    Thing.CERTIFICATION: ("certification.own", "_anchor"),
}
"""The page of a kind of thing, and what its address calls it."""


def place_of(notice: Shown) -> str | None:
    """Give the address that a notice leads to; none where its reader may no longer see it."""
    endpoint, name = PAGES[notice.thing]
    arguments: dict[str, Any] = {name: notice.target}
    return None if notice.target is None else url_for(endpoint, **arguments)


def whole_address(notice: Shown) -> str:
    """Give the same as a letter needs it."""
    endpoint, name = PAGES[notice.thing]
    return letters.address(endpoint, **{name: notice.target})
