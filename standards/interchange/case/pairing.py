"""Drafts of the Welsh and the English package of one standard become one draft with both texts."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest

from standards.drafting import Criterion, Draft, OtherSection, Paragraphs, Section
from standards.facts import Action, Facts
from standards.foundation import LANGUAGES, Language, Text, TextStatus
from standards.interchange.case.drafts import Imported
from standards.interchange.case.findings import problem


def paired(found: Iterable[Imported]) -> tuple[Imported, ...]:
    """Join what is the same standard in another language; what has not the same items stays apart, and says so."""
    joined: list[Imported] = []
    for one in found:
        place = next((place for place, other in enumerate(joined) if _same_standard(other, one)), None)
        if place is None:
            joined.append(one)
        elif _shape(joined[place].draft) == _shape(one.draft):
            joined[place] = _join(joined[place], one)
        else:
            told = problem("case-languages-differ", urn=joined[place].draft.urn)
            joined.append(replace(one, draft=replace(one.draft, problems=(*one.draft.problems, told))))
    return tuple(joined)


def _same_standard(one: Imported, other: Imported) -> bool:
    named = one.draft.urn == other.draft.urn and _edition(one) == _edition(other)
    linked = other.identifier in one.translations or one.identifier in other.translations
    return (named or linked) and not one.spoken & other.spoken


def _edition(one: Imported) -> tuple[str | None, str | None, int]:
    return one.draft.metadata.approved, one.draft.version, one.order


def _shape(draft: Draft) -> list[object]:
    """Give what both languages of a standard have alike: how many items stand under each."""

    def counts(criteria: tuple[Criterion, ...]) -> list[object]:
        return [counts(one.criteria) for one in criteria]

    return [counts(section.criteria) for section in draft.sections]


def _join(one: Imported, other: Imported) -> Imported:
    first, second = one.draft, other.draft
    spoken = one.spoken | other.spoken
    welsh, english = (first, second) if "cy" in one.spoken else (second, first)
    draft = replace(
        first,
        title=_text(first.title, second.title),
        languages=tuple(each for each in LANGUAGES if each in {*first.languages, *second.languages}),
        overview=_paragraphs(first.overview, second.overview),
        sections=tuple(_section(a, b) for a, b in zip(first.sections, second.sections, strict=True)),
        metadata=welsh.metadata,
        metadata_en=english.metadata.worded_alone() if _worded_otherwise(welsh, english) else None,
        other_sections=_others(first.other_sections, second.other_sections),
        problems=(*first.problems, *(each for each in second.problems if each not in first.problems)),
    )
    changed = max((when for when in (one.changed, other.changed) if when), default=None)
    return replace(one, draft=draft, changed=changed, spoken=spoken, translations=one.translations | other.translations)


def _worded_otherwise(welsh: Draft, english: Draft) -> bool:
    """Tell whether the English package has words of its own; one made of a Welsh document alone has the Welsh ones."""
    return english.metadata.worded() != welsh.metadata.worded()


def _section(one: Section, other: Section) -> Section:
    return replace(
        one,
        heading=_text(one.heading, other.heading),
        stem=_text(one.stem, other.stem),
        criteria=_criteria(one.criteria, other.criteria),
    )


def _criteria(one: tuple[Criterion, ...], other: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    return tuple(
        replace(
            a,
            text=_text(a.text, b.text),
            group=_text(a.group or Text(), b.group or Text()) if a.group or b.group else None,
            criteria=_criteria(a.criteria, b.criteria),
            facts=_facts(a.facts, b.facts),
        )
        for a, b in zip(one, other, strict=True)
    )


def _facts(one: Facts | None, other: Facts | None) -> Facts | None:
    if not isinstance(one, Action) or not isinstance(other, Action):
        return one or other
    cells = ((name, cell, getattr(other, name)) for name, cell in vars(one).items())
    return Action(**{name: _text(a or Text(), b or Text()) for name, a, b in cells if a is not None or b is not None})


def _others(one: tuple[OtherSection, ...], other: tuple[OtherSection, ...]) -> tuple[OtherSection, ...]:
    empty = OtherSection("")
    return tuple(
        replace(
            a if a.kind else b,
            heading=_text(a.heading, b.heading),
            items=_paragraphs(a.items, b.items),
        )
        for a, b in zip_longest(one, other, fillvalue=empty)
    )


def _text(one: Text, other: Text) -> Text:
    """Take each language's words from whoever has them."""

    def said(language: Language) -> tuple[str | None, TextStatus]:
        shown = one.in_language(language) or other.in_language(language)
        return (shown.words, shown.status) if shown else (None, TextStatus.OFFICIAL)

    (cy, cy_status), (en, en_status) = said("cy"), said("en")
    return Text(cy, en, cy_status, en_status)


def _paragraphs(one: Paragraphs, other: Paragraphs) -> Paragraphs:
    cy, en = (one if one.in_language(language) else other for language in LANGUAGES)
    return Paragraphs(cy.cy, en.en, cy.cy_status, en.en_status)
