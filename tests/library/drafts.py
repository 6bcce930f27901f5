"""Drafts of standards for tests: small ones made here, and the published ones of the catalogue's sources."""

from dataclasses import replace
from pathlib import Path

from standards.drafting import Criterion, Draft, Metadata, OtherSection, Paragraphs, Section, Source
from standards.foundation import Text, TextStatus
from standards.reading.reader import read_bytes

SOURCES = Path(__file__).parents[2] / "standards" / "catalogue" / "sources"
WORKING = TextStatus.WORKING_TRANSLATION


def both(cy: str, en: str, en_status: TextStatus = WORKING) -> Text:
    return Text(cy, en, en_status=en_status)


def small_draft(urn: str = "ZZTST12", edition: str = "2026-01-31", *, en_status: TextStatus = WORKING) -> Draft:
    """A standard of two sections, with a group, a sub-item and a glossary, official in Welsh only."""

    def text(cy: str, en: str) -> Text:
        return both(cy, en, en_status)

    under = Criterion("P2.a", text("gyda gofal", "with care"), printed="a", assessable=False)
    return Draft(
        kind="nos",
        urn=urn,
        urn_from="text",
        title=text("Trefnu desg", "Arrange a desk"),
        languages=("cy", "en"),
        source=Source(f"{urn}.txt", "ab" * 32, "text/plain"),
        overview=Paragraphs(("Mae'n ymwneud â desg.", "Dim mwy."), ("It is about a desk.",), en_status=en_status),
        sections=(
            Section(
                "performance",
                text("Meini prawf perfformiad", "Performance criteria"),
                text("Rhaid i chi allu:", "You must be able to:"),
                (
                    Criterion("P1", text("clirio'r ddesg", "clear the desk"), "1", text("Trefn", "Order")),
                    Criterion("P2", text("gosod y lamp", "place the lamp"), "2", criteria=(under,)),
                ),
            ),
            Section(
                "knowledge",
                text("Gwybodaeth", "Knowledge"),
                criteria=(Criterion("K1", text("y ddesg", "the desk"), "1"),),
            ),
        ),
        metadata=Metadata(approved=edition, review="2031-01", developed_by="ZZ", keywords=("desg",)),
        other_sections=(OtherSection("glossary", text("Geirfa", "Glossary"), Paragraphs(("desg: bwrdd",))),),
    )


def in_english(draft: Draft) -> Draft:
    """The official English document of a small draft: other words, no Welsh."""
    official = small_draft(draft.urn or "", draft.metadata.approved or "", en_status=TextStatus.OFFICIAL)
    return replace(
        official,
        title=Text(en="Arrange a desk"),
        overview=Paragraphs(en=("It concerns a desk.", "No more.")),
        sections=tuple(_english(section) for section in official.sections),
        other_sections=tuple(
            replace(one, heading=Text(en=one.heading.en), items=Paragraphs(en=("desk: a table",)))
            for one in official.other_sections
        ),
        source=Source("official.txt", "cd" * 32, "text/plain"),
    )


def _english(section: Section) -> Section:
    return replace(
        section,
        heading=Text(en=section.heading.en),
        stem=Text(en=section.stem.en),
        criteria=tuple(_officially(one) for one in section.criteria),
    )


def _officially(criterion: Criterion) -> Criterion:
    return replace(
        criterion,
        text=Text(en=f"officially {criterion.text.en}"),
        group=Text(en="In order") if criterion.group else None,
        criteria=tuple(_officially(one) for one in criterion.criteria),
    )


def with_words(draft: Draft, code: str, text: Text) -> Draft:
    """The same draft with other words for one criterion of its first section."""
    first, *rest = draft.sections
    criteria = tuple(replace(one, text=text) if one.code == code else one for one in first.criteria)
    return replace(draft, sections=(replace(first, criteria=criteria), *rest))


def published_document(urn: str) -> Draft:
    """A standard as its published document reads."""
    path = SOURCES / f"{urn}-cy.txt"
    return read_bytes(path.read_bytes(), path.name)
