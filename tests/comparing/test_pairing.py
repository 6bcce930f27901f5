"""Two documents become one standard: what agrees is paired, what does not is shown and waits for a person."""

from dataclasses import replace

import pytest

from portfolio.core.work import UnitOfWork
from standards.drafting import Criterion, Draft, Metadata, Section, Source
from standards.facts import Action, Provision
from standards.foundation import LANGUAGES, Language, Refused, Text, TextStatus
from standards.library.services import publish
from standards.pairing import Pairing, Settled, Standing, left_alone, pair, paired
from tests.library.drafts import in_english, published_document, small_draft

EDITIONLESS = Metadata()


def document(language: Language, *asked: str | Criterion, metadata: Metadata = EDITIONLESS) -> Draft:
    """A document of one section."""
    criteria = tuple(
        one if isinstance(one, Criterion) else criterion(language, f"K{number}", one, str(number))
        for number, one in enumerate(asked, start=1)
    )
    return replace(
        small_draft(),
        title=text(language, f"teitl {language}"),
        languages=(language,),
        sections=(Section("knowledge", criteria=criteria),),
        other_sections=(),
        source=Source(f"{language}.txt", language * 32, "text/plain"),
        metadata=metadata,
    )


def criterion(language: Language, code: str, said: str, printed: str | None = None, *under: Criterion) -> Criterion:
    return Criterion(code, text(language, said), printed, criteria=under)


def text(language: Language, said: str) -> Text:
    return Text(cy=said) if language == "cy" else Text(en=said)


def told(found: Pairing) -> list[tuple[str, str, str]]:
    """Every row: its Welsh code, its English code, and how it stands."""
    return [
        (row.cy.code if row.cy else "", row.en.code if row.en else "", row.standing.value)
        for section in found.sections
        for row in section.walked()
    ]


def test_documents_that_agree_are_one_standard() -> None:
    english = in_english(small_draft())
    found = paired(pair(small_draft(), replace(english, languages=("en",))))
    assert [(one.code, one.text.cy, one.text.en) for one in found.criteria()] == [
        ("P1", "clirio'r ddesg", "officially clear the desk"),
        ("P2", "gosod y lamp", "officially place the lamp"),
        ("P2.a", "gyda gofal", "officially with care"),
        ("K1", "y ddesg", "officially the desk"),
    ]
    assert {one.text.en_status for one in found.criteria()} == {TextStatus.OFFICIAL}
    assert found.title == Text("Trefnu desg", "Arrange a desk")
    assert (found.overview.cy, found.overview.en) == (small_draft().overview.cy, english.overview.en)
    assert found.sections[0].criteria[0].group == Text("Trefn", "In order")
    assert found.other_sections[0].items.en == ("desk: a table",)
    assert (found.source.name, found.english) == ("ZZTST12.txt", english.source)


def test_a_published_pair_keeps_where_both_texts_come_from(work: UnitOfWork) -> None:
    english = replace(in_english(small_draft()), languages=("en",))
    row = publish(work, paired(pair(small_draft(), english))).standard
    assert [(one["language"], one["name"]) for one in row.provenance] == [("cy", "ZZTST12.txt"), ("en", "official.txt")]


def test_codes_marks_and_the_edition_are_of_the_document_that_keeps_them() -> None:
    welsh = document("cy", criterion("cy", "1(a)", "y ddesg", "(a)"), metadata=Metadata(approved="2026-02-01"))
    english = document("en", criterion("en", "1.a", "the desk", "a"), metadata=Metadata(approved="2026-01-31"))
    found = pair(welsh, english)
    kept = {keeps: paired(found, one_edition=True, keeps=keeps) for keeps in LANGUAGES}
    assert [(one.code, one.printed) for each in kept.values() for one in each.criteria()] == [
        ("1(a)", "(a)"),
        ("1.a", "a"),
    ]
    assert [one.metadata.approved for one in kept.values()] == ["2026-02-01", "2026-01-31"]


def test_what_english_lacks_keeps_its_working_translation() -> None:
    catalogue = small_draft()
    short = replace(
        in_english(catalogue), languages=("en",), sections=in_english(catalogue).sections[:1], other_sections=()
    )
    found = pair(catalogue, short)
    assert [row.cy.code for row in found.open if row.cy] == ["K1"]
    settled = paired(pair(catalogue, short, left_alone(found, 1, "cy")))
    assert [one.text.en_status.value for one in settled.criteria()][-2:] == ["official", "working translation"]


def test_one_in_welsh_and_thirteen_in_english_are_listed_and_not_matched() -> None:
    welsh = document("cy", "y ddesg")
    english = document("en", *(f"desk {number}" for number in range(1, 14)))
    found = pair(welsh, english)
    assert told(found) == [("K1", "", "open"), *(("", f"K{number}", "open") for number in range(1, 14))]
    with pytest.raises(Refused, match="pairing-open") as refused:
        paired(found)
    assert refused.value.values == {"number": 14}


def test_a_person_settles_row_by_row() -> None:
    welsh = document("cy", "y ddesg", "y lamp")
    english = document("en", "the chair", "the desk", "the lamp")
    linked = [Settled(0, "K1", "K2"), Settled(0, "K2", "K3")]
    half = pair(welsh, english, linked)
    assert told(half) == [("", "K1", "open"), ("K1", "K2", "linked"), ("K2", "K3", "linked")]
    whole = paired(pair(welsh, english, [*linked, *left_alone(half, 0, "en")]))
    assert [(one.code, one.printed, one.text.cy, one.text.en) for one in whole.criteria()] == [
        ("K1", "1", None, "the chair"),
        ("K2", "1", "y ddesg", "the desk"),
        ("K3", "2", "y lamp", "the lamp"),
    ]


def test_numbers_that_disagree_are_to_be_settled() -> None:
    welsh = document("cy", "y ddesg", "y lamp", "y gadair")
    english = document(
        "en", "the desk", criterion("en", "K2", "the lamp", "3"), criterion("en", "K3", "the chair", "4")
    )
    assert told(pair(welsh, english)) == [
        ("K1", "K1", "paired"),
        ("K2", "", "open"),
        ("K3", "", "open"),
        ("", "K2", "open"),
        ("", "K3", "open"),
    ]


@pytest.mark.parametrize(
    ("welsh", "english", "agree"),
    [
        ("1.", "1", True),
        ("MP1", "P1", True),
        ("MP1", "P2", False),
        (None, "1", True),
        ("ch", "d", True),
        ("dd", "f", True),
        ("d", "d", True),
        ("d", "f", False),
        ("(ii)", "ii", True),
        ("1.2", "1.3", False),
        ("a", "1", False),
    ],
)
def test_numbers_are_compared_as_each_language_counts(welsh: str | None, english: str, agree: bool) -> None:
    found = pair(
        document("cy", criterion("cy", "K1", "y ddesg", welsh)), document("en", criterion("en", "K1", "it", english))
    )
    assert (found.sections[0].rows[0].standing is Standing.PAIRED) == agree


def test_what_takes_evidence_or_binds_otherwise_is_to_be_settled() -> None:
    welsh, english = criterion("cy", "K1", "y ddesg", "1"), criterion("en", "K1", "the desk", "1")
    duty = replace(welsh, facts=Provision("duty"))
    for one, other in ((welsh, replace(english, assessable=False)), (duty, replace(english, facts=Provision("power")))):
        assert len(pair(document("cy", one), document("en", other)).open) == 2


def test_sub_items_are_settled_within_what_they_stand_under() -> None:
    welsh = document("cy", criterion("cy", "K1", "y ddesg", "1", criterion("cy", "K1.a", "y coesau")))
    under = [criterion("en", "K1.a", "the top"), criterion("en", "K1.b", "the legs")]
    english = document("en", criterion("en", "K1", "the desk", "1", *under))
    assert told(pair(welsh, english)) == [
        ("K1", "K1", "paired"),
        ("K1.a", "", "open"),
        ("", "K1.a", "open"),
        ("", "K1.b", "open"),
    ]
    whole = paired(pair(welsh, english, [Settled(0, "K1.a", "K1.b"), Settled(0, en="K1.a")]))
    assert [(one.text.cy, one.text.en) for one in whole.sections[0].criteria[0].criteria] == [
        (None, "the top"),
        ("y coesau", "the legs"),
    ]
    assert [one.code for one in whole.criteria()] == ["K1", "K1.a", "K1.b"]


def test_an_action_has_its_cells_in_both_languages() -> None:
    cells = [
        Action(text(language, said), who=text(language, said))
        for language, said in zip(LANGUAGES, ("pawb", "all"), strict=True)
    ]
    welsh = document("cy", replace(criterion("cy", "K1", "gwneud"), facts=cells[0]))
    english = document("en", replace(criterion("en", "K1", "do"), facts=cells[1]))
    (found,) = paired(pair(welsh, english)).criteria()
    assert isinstance(found.facts, Action)
    assert (found.facts.who, found.facts.time) == (Text("pawb", "all"), None)


@pytest.mark.parametrize(
    ("settled", "code"),
    [
        ([Settled(0, "K9", "K1")], "pairing-not-there"),
        ([Settled(0, "K1", "K9")], "pairing-not-there"),
        ([Settled(7, "K1", "K1")], "pairing-not-there"),
        ([Settled(0)], "pairing-not-there"),
        ([Settled(0, "K1", "K1"), Settled(0, "K1", "K2")], "pairing-criterion-twice"),
        ([Settled(0, "K1", "K1"), Settled(0, "K1")], "pairing-criterion-twice"),
    ],
)
def test_what_is_settled_must_be_there_once(settled: list[Settled], code: str) -> None:
    with pytest.raises(Refused, match=code):
        pair(document("cy", "y ddesg"), document("en", "the desk", "the lamp"), settled)


def test_documents_of_two_standards_or_of_one_language_are_refused() -> None:
    welsh, english = document("cy", "y ddesg"), document("en", "the desk")
    for one, other, code in (
        (welsh, replace(english, urn="ZZTST13"), "pairing-urn"),
        (replace(welsh, urn=None), replace(english, urn=None), "pairing-urn"),
        (welsh, replace(english, kind="guidance"), "pairing-kind"),
        (english, welsh, "pairing-language"),
        (welsh, welsh, "pairing-language"),
        (welsh, small_draft(), "pairing-language"),
    ):
        with pytest.raises(Refused, match=code):
            pair(one, other)


DATES_THAT_AGREE = [("2024-03-31", "2024-03"), ("2024-03", "2024-03-31"), ("2024", "2024-03-31"), ("2024-03", "2024")]


@pytest.mark.parametrize(("welsh", "english"), DATES_THAT_AGREE)
def test_a_month_agrees_with_a_day_in_it_and_the_more_exact_stands(welsh: str, english: str) -> None:
    said = {"cy": Metadata(approved=welsh, review=welsh), "en": Metadata(approved=english, review=english)}
    found = pair(document("cy", "y ddesg", metadata=said["cy"]), document("en", "the desk", metadata=said["en"]))
    assert found.editions == ()
    metadata = paired(found).metadata
    assert metadata.approved == metadata.review == max(welsh, english, key=len)


@pytest.mark.parametrize(("welsh", "english"), [("2024-03-31", "2024-04"), ("2024-1", "2024-12"), ("2024", "2025-01")])
def test_a_day_outside_the_month_is_of_another_edition(welsh: str, english: str) -> None:
    said = {"cy": Metadata(approved=welsh), "en": Metadata(approved=english)}
    found = pair(document("cy", "y ddesg", metadata=said["cy"]), document("en", "the desk", metadata=said["en"]))
    assert found.editions == ("approved",)
    with pytest.raises(Refused, match="pairing-two-editions"):
        paired(found)


def test_two_editions_are_two_versions_until_a_person_says_otherwise() -> None:
    welsh = document("cy", "y ddesg", metadata=Metadata(approved="2015-02-28"))
    english = document("en", "the desk", metadata=Metadata(approved="2016-02-28", version="2"))
    found = pair(welsh, english)
    assert found.editions == ("approved",)
    with pytest.raises(Refused, match="pairing-two-editions"):
        paired(found)
    metadata = paired(found, one_edition=True).metadata
    assert (metadata.approved, metadata.version) == ("2015-02-28", "2")


def test_a_section_in_one_language_only_is_to_be_settled_in_its_place() -> None:
    welsh, english = document("cy", "y ddesg"), document("en", "the desk")
    scope = Section("scope", criteria=(criterion("en", "S1", "desks of all kinds"),))
    more = replace(english, sections=(scope, *english.sections))
    found = pair(welsh, more)
    assert [(section.kind, len(section.rows)) for section in found.sections] == [("scope", 1), ("knowledge", 1)]
    assert [row.en.code for row in found.open if row.en] == ["S1"]


def test_a_published_document_pairs_with_its_twin() -> None:
    welsh = published_document("LSIAG04")
    sections = tuple(
        replace(each, criteria=tuple(replace(one, text=Text(en=f"in English {one.code}")) for one in each.criteria))
        for each in welsh.sections
    )
    english = replace(welsh, languages=("en",), title=Text(en="Prepare"), sections=sections)
    found = pair(welsh, english)
    assert not found.open
    assert len(list(paired(found).criteria())) == len(list(welsh.criteria()))
