"""The criteria of units as rows of a page; what is the same for everyone is written once and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from flask import get_template_attribute, request
from flask_babel import gettext as _
from markupsafe import Markup

from assessments.judging.queries import SHOWN, EvidenceSheet, UnitSheet
from portfolio.learning.rules import CriterionState
from portfolio.web import locale
from portfolio.web.filters import in_language, text
from portfolio.web.kept import Kept
from standards.facts import Provision
from standards.foundation import Language, Text, TextStatus
from standards.library import forms as library_words
from standards.library.queries import Outline, ShownCriterion

Side = Literal["cy", "en", "both"]
"""In which language the criteria are read: one, or the two side by side."""
CRITERION_TAGS = (*(state.value for state in CriterionState), "awaiting_countersignature")
KEPT_IN_MEMORY = 512
"""Standards, by language, whose written rows a process keeps."""


@dataclass(frozen=True)
class Row:
    """A criterion of a unit as a page shows it; without a state it only stands in its place."""

    written: Markup
    """Its code and its words, as cells."""
    id: int
    code: str
    state: str | None
    claims: tuple[object, ...]


@dataclass(frozen=True)
class Group:
    heading: Markup | None
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Part:
    """A section of a standard with the rows that are to be shown of it."""

    heading: Markup
    stem: Markup | None
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Written:
    """What a standard's part of the page is made of, apart from any learner's."""

    rows: Mapping[int, Markup]
    headings: tuple[tuple[Markup, Markup | None, tuple[Markup | None, ...]], ...]
    working: frozenset[str]
    """The languages of which the words shown are only working translations: said once, not at every line."""


_kept: Kept[Outline, Written] = Kept(KEPT_IN_MEMORY)


def _written(outline: Outline, side: Side) -> Written:
    """Give a standard as written for the reader's language and a side."""
    return _kept.get((outline.standard_id, locale.language(), side), outline, lambda: _write(outline, side))


def asked_side() -> Side:
    """Give the language in which the reader asked to see the criteria; the page's, unless they said."""
    said = request.args.get("text")
    if said == "both":
        return "both"
    return locale.language() if said not in {"cy", "en"} else ("cy" if said == "cy" else "en")


@dataclass(frozen=True)
class RowWords:
    """The words and tags that rows repeat, written once for a page."""

    states: Mapping[str, Markup]
    """The whole cell of each state."""
    claims: Mapping[str, Markup]
    cell: Markup
    """The attributes of the cell of a criterion's evidence."""
    code: str
    asks: str
    status: str
    evidence: str
    add: str


def row_words() -> RowWords:
    return _row_words(locale.language())


@cache
def _row_words(_language: Language) -> RowWords:
    """Write the words once for a language: they say nothing of anybody."""
    tag = get_template_attribute("components/status.html", "tag")
    cell = Markup(' class="govuk-table__cell" data-label="{}"')
    opened = Markup("<td{}>")
    return RowWords(
        {
            code: opened.format(cell.format(_("Status"))) + tag("criterion", code) + Markup("</td>")
            for code in CRITERION_TAGS
        },
        {code: tag("claim", code) for code in SHOWN},
        cell.format(_("Evidence")),
        _("Code"),
        _("Criterion"),
        _("Status"),
        _("Evidence"),
        _("Add evidence"),
    )


def working(sheets: Iterable[UnitSheet], side: Side) -> frozenset[str]:
    """Tell of which languages the words that a page shows are only working translations."""
    return frozenset(language for sheet in sheets for language in _written(sheet.outline, side).working)


def working_in_claims(sheet: EvidenceSheet) -> frozenset[str]:
    """Tell whether what the claims' criteria say in the reader's language is only a working translation."""
    shown = (text.shown(locale.language()) for text in sheet.texts.values())
    return frozenset(found.language for found in shown if found.status is TextStatus.WORKING_TRANSLATION)


def parts(sheet: UnitSheet, side: Side, keep: Callable[[ShownCriterion], bool] | None = None) -> list[Part]:
    """Write a unit's criteria in the order of its standard; `keep` says which are wanted."""
    written = _written(sheet.outline, side)
    met = "awaiting_countersignature" if sheet.awaits_countersignature else CriterionState.MET.value
    states = {one: met if state is CriterionState.MET else state.value for one, state in sheet.states.items()}
    found = []
    for section, (heading, stem, titles) in zip(sheet.outline.sections, written.headings, strict=True):
        groups = tuple(
            Group(title, rows)
            for group, title in zip(section.groups, titles, strict=True)
            if (rows := tuple(_rows(sheet, written, states, group.criteria, keep)))
        )
        if groups:
            found.append(Part(heading, stem, groups))
    return found


def _rows(
    sheet: UnitSheet,
    written: Written,
    states: Mapping[int, str],
    criteria: tuple[ShownCriterion, ...],
    keep: Callable[[ShownCriterion], bool] | None,
) -> Iterator[Row]:
    for one in criteria:
        if one.assessable:
            if keep is None or keep(one):
                state, claims = states.get(one.id, "open"), tuple(sheet.claims.get(one.id, ()))
                yield Row(written.rows[one.id], one.id, one.code, state, claims)
        elif keep is None:
            yield Row(written.rows[one.id], one.id, one.code, None, ())
        if one.criteria:
            yield from _rows(sheet, written, states, tuple(_own_rows(one)), keep)


def _own_rows(criterion: ShownCriterion) -> Iterator[ShownCriterion]:
    """Give what stands under a criterion in rows of its own: all but the sub-items of one that is read whole."""
    whole = _read_whole(criterion)
    return (under for under in criterion.criteria if under.assessable or not whole)


def _read_whole(criterion: ShownCriterion) -> bool:
    """Say whether its sub-items stand in its own row: where it is assessed, and where it is a sentence of a law."""
    return criterion.assessable or isinstance(criterion.facts, Provision)


def _write(outline: Outline, side: Side) -> Written:
    shown: tuple[Language, ...] = ("cy", "en") if side == "both" else (side,)
    return Written(
        {one.id: _row(one, side) for one in outline.criteria},
        tuple(
            (
                _words(section.heading, side),
                _words(section.stem, side) if section.stem else None,
                tuple(_words(group.heading, side) if group.heading else None for group in section.groups),
            )
            for section in outline.sections
        ),
        frozenset(
            found.language
            for one in outline.criteria
            for language in shown
            if (found := one.text.shown(language)).status is TextStatus.WORKING_TRANSLATION
        ),
    )


def _row(criterion: ShownCriterion, side: Side) -> Markup:
    return Markup('<th scope="row" class="govuk-table__header">{}</th><td class="govuk-table__cell">{}{}</td>').format(
        criterion.code, _words(criterion.text, side), _under(criterion, side) if _read_whole(criterion) else ""
    )


def _under(criterion: ShownCriterion, side: Side) -> Markup:
    """Write what stands under a criterion in its own row: sub-items with theirs, closing words, what it does."""
    items = Markup().join(
        Markup("<li>{} {}{}</li>").format(one.printed or one.code, _words(one.text, side), _under(one, side))
        for one in criterion.criteria
        if not one.assessable
    )
    listed = Markup('<ul class="govuk-list govuk-!-margin-bottom-0">{}</ul>').format(items) if items else Markup()
    if not isinstance(criterion.facts, Provision):
        return listed
    closing = criterion.facts.closing
    ended = Markup("<div>{}</div>").format(_words(closing, side)) if closing.to_json() else ""
    says = get_template_attribute("library/_provision.html", "provision")(criterion, library_words)
    return listed + ended + Markup(str(says).strip())  # noqa: S704 written by the template, escaped there


def _words(said: Text, side: Side) -> Markup:
    if side != "both":
        return _in(said, side)
    return Markup('<span class="ty-side-by-side"><span lang="cy">{}</span><span lang="en">{}</span></span>').format(
        _in(said, "cy"), _in(said, "en")
    )


def _in(said: Text, language: Language) -> Markup:
    """Write words in a language, marked only where there are none in it and others stand for them."""
    found = said.shown(language)
    return text(said, language) if found.language != language else in_language(found.words, language)
