"""The portfolio as a Leap2A feed: what other systems can take of it; the lossless data lies beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup, escape

from assessments.archive.leap2a import Feed, Item, Link, in_both, languages_of
from assessments.archive.rules import file_path
from assessments.archive.views.inside import Inside
from assessments.judging.queries import UnitSheet
from portfolio.evidence.queries import Item as EvidenceItem
from portfolio.evidence.queries import ShownRevision
from portfolio.evidence.rules import LIVE_CLAIMS
from portfolio.web.filters import markdown
from standards.foundation import Language
from standards.library.queries import ShownCriterion
from standards.qualifications.rules.signing import SignaturePart

LEARNER = "learner"


def feed(inside: Inside) -> bytes:
    one = inside.one
    spoken: Language = "en" if (one.learner.language or one.provider.language) == "en" else "cy"
    made = Feed(
        f"urn:uuid:{inside.about['archive']}:",
        one.learner.name,
        spoken,
        (one.learner.name, one.learner.email),
        inside.work.now,
    )
    made.items += _people(inside, spoken)
    for _programme, sheets in inside.programmes:
        for sheet in sheets:
            made.items += _unit(inside, sheet, spoken)
    for item in inside.items:
        made.items += _evidence(inside, item)
    return made.written()


def _people(inside: Inside, spoken: Language) -> Iterator[Item]:
    one, now = inside.one, inside.work.now
    known = (("full_name", one.learner.name), ("email", one.learner.email))
    self_ = (("person_type", "Self"),)
    yield Item(LEARNER, "person", one.learner.name, spoken, now, categories=self_, person=known)
    sheets = [inside.judged(item) for item in inside.items]
    names = {message.assessor for sheet in sheets if sheet for message in sheet.messages}
    for number, name in enumerate(sorted(names)):
        kind = (("person_type", "Assessor"),)
        yield Item(f"assessor-{number}", "person", name, spoken, now, categories=kind, person=(("full_name", name),))


def _unit(inside: Inside, sheet: UnitSheet, spoken: Language) -> Iterator[Item]:
    """Give a unit, its criteria under it, and what was achieved where it is signed off."""
    name, done = f"unit-{sheet.row.public_id}", sheet.row.complete
    of_type, stage = ("ability", None) if done else ("plan", "progressing")
    own = languages_of(sheet.title, spoken)
    yield from in_both(
        (one, Item(_in(name, one, own), of_type, _titled(sheet, one), one, inside.work.now, stage=stage)) for one in own
    )
    for number, criterion in enumerate(sheet.outline.assessable, 1):
        yield from _criterion(inside, criterion, Link("is_part_of", name, number), spoken)
    if done:
        yield _achieved(inside, sheet, name, spoken)


def _criterion(inside: Inside, criterion: ShownCriterion, of_unit: Link, spoken: Language) -> list[Item]:
    own = languages_of(criterion.text, spoken)
    name, now = f"{of_unit.href}-{criterion.uuid}", inside.work.now
    words = {one: str(escape(criterion.text.shown(one).words)) for one in own}
    return in_both(
        (one, Item(_in(name, one, own), "ability", criterion.code, one, now, words[one], links=(of_unit,)))
        for one in own
    )


def _titled(sheet: UnitSheet, language: Language) -> str:
    return f"{sheet.urn} {sheet.title.shown(language).words}"


def _achieved(inside: Inside, sheet: UnitSheet, name: str, spoken: Language) -> Item:
    signed = [one.at for one in sheet.signatures if one.part != SignaturePart.LEARNER and not one.superseded]
    day = (max(signed) if signed else inside.work.now).date()
    said = sheet.title.shown(spoken)
    supports = (Link("supports", name),)
    ended = (("end", day.isoformat()),)
    title = f"{sheet.urn} {said.words}"
    return Item(f"{name}-signed", "achievement", title, said.language, inside.work.now, dates=ended, links=supports)


def _in(name: str, language: Language, own: list[Language]) -> str:
    """Name an entry: the one in the reader's own language is what others point at."""
    return name if language == own[0] else f"{name}-{language}"


def _evidence(inside: Inside, item: EvidenceItem) -> Iterator[Item]:
    """Give a piece of evidence as it stands, and what assessors said of it."""
    shown = item.last or item.writing
    if shown is None:
        return
    name = f"evidence-{item.row.public_id}"
    left_out = {*inside.about["missing"], *(one["sha256"] for one in inside.about["infected"])}
    files = [file for file in shown.files if file.sha256 not in left_out]
    enclosed = [
        Link("enclosure", file_path(file.sha256, file.media_type), media_type=file.media_type) for file in files
    ]
    claims = [one for one in item.claims if one.status in LIVE_CLAIMS]
    shows = [Link("is_evidence_of", f"unit-{one.unit}-{one.criterion.uuid}") for one in claims]
    yield Item(
        name,
        "resource" if enclosed else "entry",
        shown.title or item.row.kind,
        shown.language,
        item.row.changed_at,
        _said(shown),
        item.row.created_at,
        dates=(("end", _day(shown.happened_on)),) if shown.happened_on else (),
        categories=(("audience", "Private"),) if shown.closed or shown.holds_closed else (),
        links=(*enclosed, *dict.fromkeys(shows)),
    )
    yield from _feedback(inside, item, name)


def _feedback(inside: Inside, item: EvidenceItem, name: str) -> Iterator[Item]:
    sheet = inside.judged(item)
    for message in sheet.messages if sheet else ():
        said = [message.feedback, *(one.feedback for one in message.said)]
        html = "".join(str(markdown(one)) for one in said if one)
        about = (Link("reflects_on", name),)
        title = message.assessor
        yield Item(f"feedback-{message.public_id}", "entry", title, message.language, message.at, html, links=about)


def _said(shown: ShownRevision) -> str:
    names = Markup("").join(Markup("<li>{}</li>").format(file.name) for file in shown.files)
    listed = f"<ul>{names}</ul>" if names else ""
    return str(markdown(shown.words)) + listed if shown.words else listed


def _day(day: date) -> str:
    return day.isoformat()
