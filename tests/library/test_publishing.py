"""A published standard stays as it is: the same again changes nothing, official words come once, no others ever."""

import json
from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5

import pytest
from sqlalchemy import func, inspect, select, update
from sqlalchemy.exc import IntegrityError

from portfolio.core.ledger import Entry
from portfolio.core.work import UnitOfWork
from standards.drafting import Draft, Problem, Source
from standards.foundation import Refused, Text, TextStatus
from standards.library import queries
from standards.library.events import ACTS
from standards.library.models import Criterion, Standard
from standards.library.rules import Outcome, digest
from standards.library.services import publish, publish_all
from tests.library.drafts import in_english, published_document, small_draft, with_words


def entries(work: UnitOfWork) -> list[tuple[str, dict[str, str]]]:
    told = (json.loads(entry.canonical) for entry in work.session.scalars(select(Entry).order_by(Entry.id)))
    return [(one["kind"], one["data"]) for one in told]


def test_every_text_comes_back_as_it_was_read(work: UnitOfWork) -> None:
    published = publish(work, small_draft())
    work.session.expire_all()
    found = queries.shown(work.session, published.standard)
    performance, knowledge = found.outline.sections
    assert published.outcome is Outcome.PUBLISHED
    assert found.row.title == Text("Trefnu desg", "Arrange a desk", en_status=TextStatus.WORKING_TRANSLATION)
    assert (found.official, found.working) == (["cy"], ["en"])
    assert [(one.cy, one.en) for one in found.overview] == [
        ("Mae'n ymwneud â desg.", "It is about a desk."),
        ("Dim mwy.", None),
    ]
    assert [(group.heading.en if group.heading else None, [one.code for one in group.criteria])
            for group in performance.groups] == [("Order", ["P1"]), (None, ["P2"])]  # fmt: skip
    assert (performance.stem, knowledge.stem) == (small_draft().sections[0].stem, None)
    assert [one.code for one in found.outline.criteria] == ["P1", "P2", "P2.a", "K1"]
    assert [one.code for one in found.outline.assessable] == ["P1", "P2", "K1"]
    assert found.outline.by_code["P2"].criteria[0].text.cy == "gyda gofal"
    assert found.other_sections[0].items[0].cy == "desg: bwrdd"
    assert (found.row.assessable, str(found.row.approved), found.row.review) == (3, "2026-01-31", None)
    assert found.row.details["review"] == "2031-01"


def test_a_criterion_has_the_same_id_in_every_installation(work: UnitOfWork) -> None:
    row = publish(work, small_draft()).standard
    expected = uuid5(uuid5(NAMESPACE_URL, "urn:tystio:standards"), "ZZTST12|2026-01-31|P2.a")
    assert queries.outline(work.session, row.id).by_code["P2.a"].uuid == expected


@pytest.mark.parametrize(("urn", "performance", "knowledge"), [("LSIAG11", 12, 15), ("LSIAG04", 29, 38)])
def test_the_published_documents_can_be_published(work: UnitOfWork, urn: str, performance: int, knowledge: int) -> None:
    row = publish(work, published_document(urn)).standard
    found = queries.outline(work.session, row.id)
    counts = [sum(one.code[0] == letter for one in found.assessable) for letter in "PK"]
    assert (row.urn, counts) == (urn, [performance, knowledge])
    assert publish(work, published_document(urn)).outcome is Outcome.UNCHANGED


def test_publishing_again_changes_and_records_nothing(work: UnitOfWork) -> None:
    first = publish(work, small_draft())
    second = publish(work, small_draft())
    assert (second.standard.id, second.outcome) == (first.standard.id, Outcome.UNCHANGED)
    assert [kind for kind, _ in entries(work)] == ["standard.published"]
    assert work.session.scalar(select(func.count()).select_from(Criterion)) == 4


def test_the_book_tells_what_is_stored(work: UnitOfWork) -> None:
    row = publish(work, small_draft()).standard
    publish(work, in_english(small_draft()))
    by_kind = {act.kind: act for act in ACTS}
    told: dict[tuple[str, str], dict[str, str]] = {}
    for kind, data in entries(work):
        by_kind[kind](**data).apply(told)
    assert told == queries.stored_facts(work.session, None)
    work.session.execute(update(Criterion).where(Criterion.code == "K1").values(text=Text("y gadair")))
    work.session.expire_all()
    assert told != queries.stored_facts(work.session, None)
    assert queries.stored_facts(work.session, row.id) == {}


def test_official_words_replace_a_working_translation_once(work: UnitOfWork) -> None:
    before = publish(work, small_draft()).standard.digest
    taken = publish(work, in_english(small_draft()))
    row = taken.standard
    found = queries.shown(work.session, row)
    assert (taken.outcome, row.texts_revision) == (Outcome.OFFICIAL_TEXT_TAKEN, 2)
    assert (found.official, found.working) == (["cy", "en"], [])
    assert found.outline.by_code["P1"].text == Text("clirio'r ddesg", "officially clear the desk")
    assert found.outline.sections[0].groups[0].heading == Text("Trefn", "In order")
    assert [one.en for one in found.overview] == ["It concerns a desk.", "No more."]
    assert found.other_sections[0].items[0] == Text("desg: bwrdd", "desk: a table")
    assert [(one["language"], one["name"]) for one in row.provenance] == [
        ("cy", "ZZTST12.txt"),
        ("en", "official.txt"),
    ]
    assert entries(work)[-1] == (
        "standard.official_text_taken",
        {"standard": row.public_id, "before": before, "after": row.digest, "about": digest(row.about)},
    )
    assert publish(work, in_english(small_draft())).outcome is Outcome.UNCHANGED
    assert publish(work, small_draft()).outcome is Outcome.UNCHANGED, "the catalogue's own file, loaded again"
    corrected = with_words(in_english(small_draft()), "P1", Text(en="clear it"))
    with pytest.raises(Refused, match="standard-differs"):
        publish(work, corrected)


def test_an_outline_kept_in_memory_follows_the_official_words(work: UnitOfWork) -> None:
    row = publish(work, small_draft()).standard
    kept = queries.outline(work.session, row.id)
    assert queries.outline(work.session, row.id) is kept
    publish(work, in_english(small_draft()))
    assert queries.outline(work.session, row.id).by_code["P1"].text.en == "officially clear the desk"


DIFFERENT = [
    (with_words(small_draft(), "P1", Text("arall", "clear the desk", en_status=TextStatus.WORKING_TRANSLATION)), "P1"),
    (with_words(small_draft(), "P2", Text("gosod y lamp", "x", en_status=TextStatus.WORKING_TRANSLATION)), "P2"),
    (replace(small_draft(), title=Text("Desg")), "title"),
    (replace(small_draft(), sections=small_draft().sections[:1]), "K1"),
    (replace(small_draft(), sections=(small_draft().sections[1],)), "K1"),
    (replace(small_draft(), other_sections=()), "sections"),
]


@pytest.mark.parametrize(("draft", "where"), DIFFERENT)
def test_another_text_under_the_same_urn_and_edition_is_refused(work: UnitOfWork, draft: Draft, where: str) -> None:
    publish(work, small_draft())
    with pytest.raises(Refused, match="standard-differs") as refused:
        publish(work, draft)
    assert refused.value.values == {"urn": "ZZTST12", "edition": "2026-01-31", "where": where}


def test_a_working_translation_never_fills_a_gap(work: UnitOfWork) -> None:
    publish(work, with_words(small_draft(), "P1", Text("clirio'r ddesg")))
    with pytest.raises(Refused, match="standard-differs"):
        publish(work, small_draft())


def test_official_words_fill_a_gap(work: UnitOfWork) -> None:
    publish(work, with_words(small_draft(), "P1", Text("clirio'r ddesg")))
    official = with_words(small_draft(), "P1", Text("clirio'r ddesg", "clear the desk"))
    assert publish(work, official).outcome is Outcome.OFFICIAL_TEXT_TAKEN


UNPUBLISHABLE = [
    (replace(small_draft(), urn=None), "standard-without-urn"),
    (replace(small_draft(), title=Text()), "standard-without-title"),
    (
        replace(small_draft(), problems=(Problem("error", "torn", 3, {"cy": "Rhwygwyd.", "en": "Torn."}),)),
        "standard-has-errors",
    ),
    (replace(small_draft(), sections=()), "standard-asks-nothing"),
    (replace(small_draft(), sections=small_draft().sections[:1] * 2), "criterion-twice"),
]


@pytest.mark.parametrize(("draft", "code"), UNPUBLISHABLE, ids=[code for _, code in UNPUBLISHABLE])
def test_what_cannot_stand_as_a_standard_is_refused(work: UnitOfWork, draft: Draft, code: str) -> None:
    with pytest.raises(Refused, match=code):
        publish(work, draft)


def test_editions_and_owners_are_apart(work: UnitOfWork) -> None:
    drafts = [small_draft(), small_draft(edition="2027-01-31"), small_draft("ZZTST13"), small_draft()]
    seen: list[Draft] = []
    assert publish_all(work, drafts, progress=seen.append) == {Outcome.PUBLISHED: 3, Outcome.UNCHANGED: 1}
    assert seen == drafts
    assert [one.edition for one in queries.by_urn(work.session, "ZZTST12")] == ["2026-01-31", "2027-01-31"]


def test_without_date_and_version_the_order_of_publication_is_the_edition(work: UnitOfWork) -> None:
    undated = replace(small_draft(), metadata=replace(small_draft().metadata, approved=None, version=None))
    other = with_words(undated, "P1", Text("arall"))
    assert publish(work, undated).standard.edition == "1"
    assert publish(work, other, order=2).standard.edition == "2"
    with pytest.raises(Refused, match="standard-differs"):
        publish(work, other)


def test_it_is_sorted_by_the_official_title(work: UnitOfWork) -> None:
    row = publish(work, small_draft()).standard
    assert row.sort_en.endswith("\tTrefnu desg")
    publish(work, in_english(small_draft()))
    assert row.sort_en.endswith("\tArrange a desk")


def test_a_source_stands_once_however_often_it_is_read(work: UnitOfWork) -> None:
    publish(work, small_draft())
    again = replace(in_english(small_draft()), source=Source("official.txt", "cd" * 32, "text/plain"))
    row: Standard = publish(work, again).standard
    publish(work, again)
    assert len(row.provenance) == 2


def test_the_database_itself_keeps_one_shared_text_under_a_urn_and_edition(work: UnitOfWork) -> None:
    row = publish(work, small_draft()).standard
    columns = {column.key: getattr(row, column.key) for column in inspect(Standard).column_attrs}
    work.session.add(Standard(**columns | {"id": None, "public_id": "f" * 32}))
    with pytest.raises(IntegrityError):
        work.session.flush()
