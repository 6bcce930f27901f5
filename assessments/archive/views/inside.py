"""The pages inside an archive: plain files in both languages that need no server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from flask import current_app, g
from flask_babel import force_locale
from markupsafe import Markup

from assessments.archive import queries
from assessments.archive.queries import Elsewhere, Whole
from assessments.archive.rules import file_path
from assessments.judging import queries as judging
from assessments.judging.queries import Programme, UnitSheet
from assessments.reporting import queries as reporting
from assessments.reporting.views.record import slices, words
from portfolio.aids import queries as aids
from portfolio.aids.queries import ShownAid
from portfolio.config import ROOT
from portfolio.core.work import LONDON, UnitOfWork
from portfolio.evidence import queries as evidence
from portfolio.evidence.forms import AI_WORDS
from portfolio.evidence.queries import Item, ShownViewing
from portfolio.plans import queries as plans
from portfolio.plans.queries import ShownVersion
from portfolio.reviews import queries as reviews
from portfolio.reviews.queries import ShownReview
from portfolio.web import letters
from standards.foundation import LANGUAGES, Language

if TYPE_CHECKING:
    from portfolio.evidence.models import Redaction

ASSETS = ROOT / "static" / "archive"
PAGES = ("index", "record", "verify", "format")


@dataclass
class Inside:
    """All that the pages of an archive show, asked for once and said in each language."""

    work: UnitOfWork
    one: Whole
    about: dict[str, Any]
    programmes: list[tuple[Programme, list[UnitSheet]]] = field(default_factory=list)
    plans: dict[str, list[ShownVersion]] = field(default_factory=dict)
    """Every version of the assessment plan of each enrolment, drafts too: the learner reads along."""
    reviews: dict[str, list[ShownReview]] = field(default_factory=dict)
    """Every progress review of each enrolment."""
    items: list[Item] = field(default_factory=list)
    aids: dict[str, tuple[ShownAid, ...]] = field(default_factory=dict)
    """The translations beside each piece of evidence."""
    viewings: dict[str, list[ShownViewing]] = field(default_factory=dict)
    """Who opened each piece while it was closed: all of them."""
    redactions: dict[str, list[Redaction]] = field(default_factory=dict)
    elsewhere: dict[str, list[Elsewhere]] = field(default_factory=dict)
    """What was submitted of each piece before it arrived here."""

    def __post_init__(self) -> None:
        session = self.work.session
        for enrolment in self.one.enrolments:
            found = judging.programme(session, enrolment, self.one.owner.account_id)
            sheets = [judging.unit_sheet(session, sheet.row, self.one.owner.account_id) for sheet in found.units]
            self.programmes.append((found, sheets))
            self.plans[enrolment.public_id] = plans.whole(session, enrolment.id, self.work.today)
            held = reviews.whole(session, enrolment.id, self.work.now, self.work.today)
            self.reviews[enrolment.public_id] = held
        self.items = [evidence.item(session, self.one.owner, row, self.work.now) for row in self.one.evidence]
        for row in self.one.evidence:
            self.aids[row.public_id] = aids.of_evidence(session, row.id)
            self.viewings[row.public_id] = evidence.viewings(session, row, most=None)
            self.elsewhere[row.public_id] = queries.history(session, row, mine=True)
            self.redactions[row.public_id] = evidence.redactions(session, row)

    def documents(self) -> Iterator[tuple[str, str]]:
        """Give every page with its path."""
        yield "index.html", self._said("cy", "inside_start", ".", "index")
        for language in LANGUAGES:
            for name in PAGES:
                values = {"records": self._records(language)} if name == "record" else {}
                yield f"{language}/{name}.html", self._said(language, f"inside_{name}", "..", name, **values)
            for programme, sheets in self.programmes:
                yield from self._plans(language, programme)
                yield from self._reviews(language, programme)
                for sheet in sheets:
                    name = f"unit-{sheet.row.public_id}"
                    said = self._said(language, "inside_unit", "..", name, sheet=sheet, programme=programme)
                    yield f"{language}/{name}.html", said
            for item in self.items:
                name = f"evidence-{item.row.public_id}"
                said = self._said(language, "inside_evidence", "..", name, item=item, sheet=self.judged(item))
                yield f"{language}/{name}.html", said

    def _plans(self, language: Language, programme: Programme) -> Iterator[tuple[str, str]]:
        found = self.plans[programme.row.public_id]
        if found:
            name = f"plan-{programme.row.public_id}"
            said = self._said(language, "inside_plan", "..", name, plans=found, programme=programme)
            yield f"{language}/{name}.html", said

    def _reviews(self, language: Language, programme: Programme) -> Iterator[tuple[str, str]]:
        found = self.reviews[programme.row.public_id]
        if found:
            name = f"reviews-{programme.row.public_id}"
            said = self._said(language, "inside_reviews", "..", name, reviews=found, programme=programme)
            yield f"{language}/{name}.html", said

    def judged(self, item: Item) -> Any:
        if not item.row.revision:
            return None
        session = self.work.session
        put = judging.claim_sheet(session, item.row, self.one.owner, self.work.today)
        return judging.evidence_sheet(session, put, evidence.Sight(mine=True))

    def _records(self, language: Language) -> list[Any]:
        """Give the whole book, a page of the record at a time."""
        session, portfolio = self.work.session, self.one.portfolio
        owner = self.one.owner.account_id
        first = reporting.portfolio_record(session, portfolio, language, 1, owner)
        others = range(2, first.pages + 1)
        rest = (reporting.portfolio_record(session, portfolio, language, number, owner) for number in others)
        return [first, *rest]

    def _said(self, language: Language, template: str, root: str, page: str, **values: Any) -> str:
        before = g.get("language")
        with force_locale(language):
            g.language = language
            try:
                said = current_app.jinja_env.get_template(f"archive/{template}.html").render(
                    language=language,
                    other_language="en" if language == "cy" else "cy",
                    root=root,
                    page=page,
                    one=self.one,
                    inside=self,
                    about=self.about,
                    site_url=letters.site().base_url,
                    made=self.work.now.astimezone(LONDON),
                    style=_asset("style", "archive.css"),
                    script=_asset("script", "verify.js") if page == "verify" else "",
                    policy=POLICY_OF_VERIFYING if page == "verify" else POLICY_OF_PAGES,
                    file_path=file_path,
                    ai_words=AI_WORDS,
                    slices=slices(),
                    words=words(),
                    **values,
                )
            finally:
                if before is None:
                    g.pop("language")
                else:
                    g.language = before
        return said


POLICY_OF_PAGES = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
"""Whatever words a page shows, nothing in it runs and nothing leaves it."""
POLICY_OF_VERIFYING = f"{POLICY_OF_PAGES}; script-src 'unsafe-inline'"


@cache
def _asset(tag: str, name: str) -> Markup:
    """Give a file of ours as a part of the page: an archive's pages stand alone."""
    return Markup("<{0}>\n{1}</{0}>").format(tag, Markup((ASSETS / name).read_text(encoding="utf-8")))  # noqa: S704 ours
