"""Search over the stored library: alike on both databases, each provider's own apart, kept by every publishing."""

import json

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from portfolio.core.database import begin, db
from portfolio.core.work import UnitOfWork
from standards.catalogue.shelf import FOLDER, shipped
from standards.drafting import Draft
from standards.foundation import Text
from standards.interchange.yaml_file import load_standard
from standards.library import finding, queries, search_index
from standards.library.models import SearchEntry, SearchTerm
from standards.library.services import publish, publish_all
from tests.client import PageClient
from tests.databases import queries_at_most
from tests.factories import Centre
from tests.finding.shelf import questions, shelf
from tests.library.drafts import both, in_english, small_draft, with_words
from tests.library.terminal import run


def the_two() -> list[Draft]:
    drafts = [load_standard(path) for path in shipped()]
    return [draft for draft in drafts if draft.urn in {"LSIAG04", "LSIAG11"}]


def names(work: UnitOfWork, question: str, owner_id: int | None = None) -> list[str]:
    hits = queries.find(work.session, owner_id, question).hits
    return [f"{one.urn} {one.code}" if one.code else one.urn for one in hits]


def keep(app: Flask, *drafts: Draft, owner_id: int | None = None) -> list[str]:
    """Publish and commit; gives the public ids."""
    with app.app_context():
        begin(db.session(), "write")
        work = UnitOfWork(db.session())
        ids = [publish(work, draft, owner_id).standard.public_id for draft in drafts]
        db.session.commit()
        db.session.remove()
    return ids


def test_the_stored_index_answers_as_ranking_everything_does(work: UnitOfWork) -> None:
    publish_all(work, the_two())
    for question in questions():
        whole = [one.entry[0] for one in shelf().find(question.query) if one.whole]
        assert names(work, question.query)[: len(whole)] == whole[: finding.MOST], question.query


def test_a_word_too_few_is_answered_in_part_and_said_so(work: UnitOfWork) -> None:
    publish_all(work, the_two())
    found = queries.find(work.session, None, "asesu risgiau ymreolaeth")
    assert not found.hits[0].whole
    assert {f"{one.urn} {one.code}" for one in found.hits[:2]} == {"LSIAG04 P8", "LSIAG04 K18"}


def test_more_than_is_ranked_is_said(work: UnitOfWork, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_all(work, the_two())
    assert not queries.find(work.session, None, "cleientiaid").more
    monkeypatch.setattr(finding, "MOST", 5)
    assert queries.find(work.session, None, "cleientiaid").more
    assert not queries.find(work.session, None, "risgiau").more


def test_an_own_standard_is_found_by_its_provider_alone(app: Flask, centre: Centre) -> None:
    mine = with_words(small_draft("ZZOWN11"), "P1", both("gwefru'r ddyfais", "charge the device"))
    keep(app, mine, owner_id=centre.provider_id)
    with app.app_context():
        work = UnitOfWork(db.session())
        assert names(work, "gwefru") == names(work, "gwefru", centre.other_provider_id) == []
        assert names(work, "charging devices", centre.provider_id) == ["ZZOWN11 P1"]
        (row,) = queries.by_urn(work.session, "ZZOWN11", centre.provider_id)
        assert queries.find(work.session, None, "gwefru", [row.id]).hits == ()
        assert len(queries.find(work.session, centre.provider_id, "gwefru", [row.id]).hits) == 1
        db.session.remove()


def test_in_some_standards_alone(work: UnitOfWork) -> None:
    publish_all(work, [small_draft("ZZTST12"), small_draft("ZZTST13")])
    (row,) = queries.by_urn(work.session, "ZZTST13")
    found = queries.find(work.session, None, "lamp", [row.id])
    assert [(one.urn, one.code) for one in found.hits] == [("ZZTST13", "P2")]
    assert queries.find(work.session, None, "lamp", []).hits == ()


def test_official_words_are_found_and_what_they_replaced_is_not(work: UnitOfWork) -> None:
    publish(work, small_draft())
    assert names(work, "officially") == []
    assert names(work, "lamp") == ["ZZTST12 P2"]
    publish(work, in_english(small_draft()))
    assert names(work, "officially place")[0] == "ZZTST12 P2"
    assert names(work, "lamp") == ["ZZTST12 P2"]
    entries = work.session.scalar(select(func.count()).select_from(SearchEntry))
    assert entries == 5, "the standard and its four criteria, each once"


def test_publishing_again_indexes_nothing_again(work: UnitOfWork) -> None:
    publish_all(work, [small_draft()])
    publish_all(work, [small_draft()])
    publish(work, small_draft())
    assert work.session.scalar(select(func.count()).select_from(SearchEntry)) == 5


def test_what_is_rolled_back_is_not_found(app: Flask) -> None:
    with app.app_context():
        work = UnitOfWork(db.session())
        publish(work, small_draft())
        db.session.rollback()
        assert names(work, "lamp") == []
        publish(work, small_draft("ZZTST14"))
        assert names(work, "lamp") == ["ZZTST14 P2"]
        db.session.remove()


def test_the_index_made_anew_is_the_same(work: UnitOfWork) -> None:
    publish_all(work, the_two())
    publish(work, small_draft())
    terms = select(SearchTerm.term, SearchTerm.entries).order_by(SearchTerm.term)
    before = work.session.execute(terms).all()
    answers = {one.query: names(work, one.query) for one in questions()}
    assert search_index.index_all(work.session) == len(shelf().entries) + 5
    assert work.session.execute(terms).all() == before
    assert {one.query: names(work, one.query) for one in questions()} == answers


def test_the_command_makes_a_lost_index_anew(app: Flask) -> None:
    keep(app, small_draft())
    with app.app_context():
        for table in ("search_term", "search_entry"):
            db.session.execute(text(f"DELETE FROM {table}"))  # noqa: S608
        db.session.commit()
        db.session.remove()
    assert run(app, "find", "lamp").exit_code == 1
    assert run(app, "index").stdout == "Texts in the index: 5\n"
    assert run(app, "find", "ymwneud").stdout == ("ZZTST12 (2026-01-31)  Trefnu desg\n    Mae'n ymwneud â desg.\n")
    assert run(app, "find", "lamp").stdout == "ZZTST12 (2026-01-31) P2  gosod y lamp\n"


def test_the_command_finds(app: Flask) -> None:
    assert run(app, "load", str(FOLDER)).exit_code == 0
    welsh = run(app, "find", "asesu'r", "risg").stdout.splitlines()
    assert welsh[0].startswith("LSIAG04 (2015-02-28) P8  asesu'r risgiau neu'r peryglon")
    english = run(app, "find", "asesu'r", "risg", "--language", "en").stdout.splitlines()
    assert english[0].startswith("LSIAG04 (2015-02-28) P8  assess the risks")
    found = json.loads(run(app, "find", "LSIAG11 P3", "--json").stdout)["hits"]
    assert [(one["urn"], one["code"], one["whole"]) for one in found] == [("LSIAG11", "P3", True)]
    nothing = run(app, "find", "hypnotherapi", lang="cy_GB.UTF-8")
    assert (nothing.exit_code, nothing.stderr) == (1, "Ni chafwyd dim.\n")


HOSTILE = [
    *('"', "'", "*", "NEAR(a b, 3)", "-lamp", "a:b", "terms:lamp", "lamp AND", "(((", "^lamp", "{lamp}", "lamp*", "%"),
    *("\0", "la\0mp", "🙂", "\u202elamp", "\ud7ff", "'; DROP TABLE standard; --", "lamp' | 'x", "\\", "& | !", "<->"),
    *("a" * 10_000, "lamp " * 2_000, "ch" * 5_000, "é" * 3_000, "1" * 500, "(" * 5_000, "'" * 5_000),
]


@pytest.mark.parametrize("question", HOSTILE, ids=lambda one: ascii(one[:20]))
def test_nothing_typed_is_an_error(work: UnitOfWork, question: str) -> None:
    publish(work, small_draft())
    found = queries.find(work.session, None, question)
    assert len(found.hits) <= 5


def test_gaps_are_counted(app: Flask, centre: Centre) -> None:
    welsh_only = with_words(small_draft("ZZTST13"), "P1", Text(cy="clirio"))
    keep(app, small_draft(), in_english(small_draft()), welsh_only)
    client = PageClient(app)
    client.enter(centre.ffion)
    table = client.get("/standards/gaps").table("Standards with gaps: 1")
    assert table[1][1:] == ["ZZTST13", "5", "0", "1", "0", "4"]
    keep(app, in_english(small_draft("ZZTST13")))
    client.get("/standards/gaps").says("There are no gaps.")


def test_a_page_takes_a_dozen_statements(app: Flask, centre: Centre) -> None:
    (public_id, *_rest) = keep(app, *the_two())
    client = PageClient(app)
    client.enter(centre.ffion)
    for question in ("cleientiaid", "asesurisgiau", "asesu+risgiau+ymreolaeth", f"risg&standard={public_id}"):
        with queries_at_most(12, "who reads, the words, the candidates of each way, their texts"):
            client.get(f"/standards/find?q={question}")
