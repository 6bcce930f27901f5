"""What ships is what was published: the Welsh byte for byte, our English marked as ours, nothing left out."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from standards.catalogue.shelf import FOLDER, SOURCES, shipped
from standards.drafting import Criterion, Draft, Section
from standards.foundation import Text, TextStatus
from standards.interchange.yaml_file import load_standard, write_standard
from standards.reading import register
from standards.reading.known import documents
from standards.reading.reader import read_file

COUNTS = {
    "LSIAG04": (29, 38),
    "LSIAG11": (12, 15),
    "WSI-2010-2574-P5": (78,),
    "WSP-CP-PLAN": (4, 5, 8, 2),
    "WCPP-FFA": (7, 7, 7),
}
SCANNED = "wcpp-ffa"
TRANSLATED = ("lsiag04", "lsiag11")


@pytest.fixture(name="draft", params=shipped(), ids=lambda path: path.stem)
def draft_fixture(request: pytest.FixtureRequest) -> Draft:
    return load_standard(request.param)


@pytest.fixture(name="translated", params=TRANSLATED)
def translated_fixture(request: pytest.FixtureRequest) -> Draft:
    return load_standard(FOLDER / f"{request.param}.yaml")


def source_of(draft: Draft) -> Path:
    return SOURCES / draft.source.name


def texts_of(draft: Draft) -> Iterator[Text]:
    for section in draft.sections:
        yield from (section.heading, section.stem)
    yield from (criterion.text for criterion in draft.criteria())


def test_all_standards_ship() -> None:
    assert {load_standard(path).urn for path in shipped()} == set(COUNTS)


def test_source_lies_beside_with_its_hash(draft: Draft) -> None:
    assert hashlib.sha256(source_of(draft).read_bytes()).hexdigest() == draft.source.sha256


def welsh_of(section: Section) -> tuple[object, ...]:
    def item(criterion: Criterion) -> tuple[object, ...]:
        said = (criterion.code, criterion.printed, criterion.text.cy, criterion.lines, criterion.assessable)
        return (*said, criterion.facts, criterion.group, tuple(item(child) for child in criterion.criteria))

    return section.kind, section.heading.cy, section.stem.cy, tuple(item(each) for each in section.criteria)


@pytest.mark.parametrize("path", [path for path in shipped() if path.stem != SCANNED], ids=lambda path: path.stem)
def test_welsh_is_what_the_reader_reads(path: Path) -> None:
    draft = load_standard(path)
    read = read_file(source_of(draft))
    assert (draft.urn, draft.urn_from, draft.source, draft.metadata) == (
        *(read.urn, read.urn_from, read.source, read.metadata),
    )
    assert (draft.title.cy, draft.overview.cy) == (read.title.cy, read.overview.cy)
    assert [welsh_of(each) for each in draft.sections] == [welsh_of(each) for each in read.sections]
    assert not draft.settled


def test_counts_are_those_of_the_documents(draft: Draft) -> None:
    assert tuple(len(section.criteria) for section in draft.sections) == COUNTS[draft.urn or ""]


def test_welsh_is_official_and_english_is_a_working_translation(translated: Draft) -> None:
    for text in texts_of(translated):
        assert text.cy
        assert text.en
        assert text.cy_status == TextStatus.OFFICIAL
        assert text.en_status == TextStatus.WORKING_TRANSLATION
    assert translated.overview.en_status == TextStatus.WORKING_TRANSLATION
    assert len(translated.overview.en) == len(translated.overview.cy)


def test_legislation_is_in_the_words_of_the_law_alone() -> None:
    draft = load_standard(FOLDER / "wsi-2010-2574-p5.yaml")
    assert draft.languages == ("cy",)
    assert {(text.en, text.cy_status) for text in texts_of(draft)} == {(None, TextStatus.OFFICIAL)}
    assert draft == read_file(source_of(draft))


def test_english_title_is_the_official_one_of_the_register(translated: Draft) -> None:
    entry = register.by_urn(translated.urn or "")
    assert entry is not None
    assert (translated.title.en, translated.title.en_status) == (entry.title["en"], TextStatus.OFFICIAL)


def test_equal_welsh_has_equal_english(draft: Draft) -> None:
    pairs = {(criterion.text.cy, criterion.text.en) for criterion in draft.criteria()}
    assert len({cy for cy, _ in pairs}) == len(pairs)


def test_english_is_english(draft: Draft) -> None:
    for text in texts_of(draft):
        assert not re.search(r"[âêîôûŵŷ]|\b(yn|gleientiaid|cleientiaid|sefydliadol)\b", text.en or "")


def test_guidance_is_welsh_as_published_under_a_title_of_the_known_documents() -> None:
    draft = load_standard(FOLDER / "wsp-cp-plan.yaml")
    (entry,) = [one for one in documents() if one.urn == draft.urn]
    assert (draft.title.cy, draft.title.en) == (entry.title["cy"], entry.title["en"])
    assert draft.title.en_status == TextStatus.WORKING_TRANSLATION
    assert all(criterion.text.cy and criterion.text.en is None for criterion in draft.criteria())


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_files_are_written_as_the_program_writes_them(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == write_standard(load_standard(path))


def test_schema_is_a_schema() -> None:
    schema = json.loads((FOLDER / "standard.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    ("title", "urns", "found"),
    [
        ("Negotiate on behalf of clients", ("AG11",), "LSIAG11"),
        ("Cyd-drafod ar ran cleientiaid", ("AG011",), "LSIAG11"),
        ("develop interactions with clients", ("AG1", "ag4"), "LSIAG04"),
        ("Negotiate on behalf of clients", ("AG12",), None),
        ("Interact with clients using a range of media", ("AG04",), None),
        ("Negotiate on behalf of clients", (), None),
    ],
)
def test_register_resolves_by_title_and_original_urn_together(
    title: str, urns: tuple[str, ...], found: str | None
) -> None:
    entry = register.resolve(title, urns)
    assert (entry.urn if entry else None) == found


@pytest.mark.parametrize("urn", ["LSIAG04", "LSIAG4", "lsiag04 ", "LSIAG004"])
def test_register_overlooks_padding(urn: str) -> None:
    entry = register.by_urn(urn)
    assert entry is not None
    assert entry.urn == "LSIAG04"


@pytest.mark.parametrize(
    ("part", "heading", "first", "last", "found"),
    [
        ("5", "RHAN 5 GWEITHGAREDDAU PERSONAU A GOFRESTRIR O DAN RAN 2 O'R MESUR", "20", "38", "WSI-2010-2574-P5"),
        ("5", "Rhan 5 Gweithgareddau personau a gofrestrir o dan Ran 2 o\u2019r Mesur", "20", "38", "WSI-2010-2574-P5"),
        ("4", "RHAN 5 GWEITHGAREDDAU PERSONAU A GOFRESTRIR O DAN RAN 2 O'R MESUR", "20", "38", None),
        ("5", "RHAN 5 CYFFREDINOL", "20", "38", None),
        ("5", "RHAN 5 GWEITHGAREDDAU PERSONAU A GOFRESTRIR O DAN RAN 2 O'R MESUR", "20", "37", None),
    ],
)
def test_register_resolves_a_part_by_number_heading_and_regulations_together(
    part: str, heading: str, first: str, last: str, found: str | None
) -> None:
    entry = register.instrument(part, heading, first, last)
    assert (entry.urn if entry else None) == found


def test_register_has_the_whole_suite() -> None:
    assert len(register.registered()) == 19
    assert register.by_urn("LSIAG03") is None
