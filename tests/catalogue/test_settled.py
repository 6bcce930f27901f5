"""The scanned framework in the catalogue is what the reader reads and what a person settled of it, nothing else."""

from collections.abc import Iterator

import pytest

from standards.catalogue.shelf import FOLDER, SOURCES
from standards.drafting import Draft, Settled
from standards.facts import Action
from standards.interchange.yaml_file import load_standard
from standards.reading.actions.columns import CELLS
from standards.reading.reader import read_file

PIECES = " … "
UNREADABLE = "[…]"


@pytest.fixture(name="framework", scope="module")
def framework_fixture() -> Draft:
    return load_standard(FOLDER / "wcpp-ffa.yaml")


@pytest.fixture(name="scan", scope="module")
def scan_fixture() -> Draft:
    return read_file(SOURCES / "WCPP-FFA-cy.txt")


def cells_of(draft: Draft) -> Iterator[tuple[str, str, str | None]]:
    """Give every Welsh text with the place by which it is settled."""
    yield "title", "title", draft.title.cy
    for n, words in enumerate(draft.overview.cy, start=1):
        yield "overview", f"paragraph {n}", words
    for n, section in enumerate(draft.sections, start=1):
        yield f"section {n}", "heading", section.heading.cy
        yield f"section {n}", "stem", section.stem.cy
        for criterion in section.criteria:
            assert isinstance(criterion.facts, Action)
            assert criterion.facts.category.cy == section.heading.cy
            for cell in CELLS:
                text = criterion.text if cell == "title" else getattr(criterion.facts, cell)
                yield criterion.code, cell, text.cy if text else None


def settled_of(draft: Draft) -> dict[tuple[str, str], Settled]:
    return {(one.code, one.cell): one for one in draft.settled}


def test_it_is_the_scan_and_what_was_settled(framework: Draft, scan: Draft) -> None:
    settled = settled_of(framework)
    assert len(settled) == len(framework.settled)
    assert (framework.urn, framework.urn_from, framework.source) == (scan.urn, scan.urn_from, scan.source)
    for (code, cell, words), (read_code, read_cell, read) in zip(cells_of(framework), cells_of(scan), strict=True):
        assert (code, cell) == (read_code, read_cell)
        if (code, cell) not in settled:
            assert words == read, (code, cell)
        elif read is not None and PIECES not in (settled[code, cell].printed or ""):
            assert settled[code, cell].printed == read, (code, cell)


def test_what_was_settled_from_pieces_quotes_the_source(framework: Draft) -> None:
    source = (SOURCES / "WCPP-FFA-cy.txt").read_text(encoding="utf-8")
    quoted = [one.printed.split(PIECES) for one in framework.settled if one.printed and PIECES in one.printed]
    assert len(quoted) == 12
    assert [piece for pieces in quoted for piece in pieces if piece not in source] == []


def test_a_settled_text_differs_only_where_it_is_listed(framework: Draft) -> None:
    """Whatever word of a settled cell is not in what was printed there is a mended one, and there are few."""
    settled = settled_of(framework)
    for code, cell, words in cells_of(framework):
        printed = settled[code, cell].printed if (code, cell) in settled else None
        if words and printed:
            mended = [word for word in words.split() if word not in printed and word != UNREADABLE]
            assert len(mended) <= max(5, len(words.split()) // 10), (code, cell, mended)


def test_every_cell_in_doubt_was_settled(framework: Draft, scan: Draft) -> None:
    doubted = {(one.where.criterion, one.where.cell) for one in scan.problems if one.where and one.severity != "note"}
    assert doubted - settled_of(framework).keys() == set()


def test_what_the_scan_lost_stays_unknown(framework: Draft) -> None:
    facts = [one.facts for one in framework.criteria() if isinstance(one.facts, Action)]
    assert len(facts) == 21
    assert all(one.resources is None and one.time is None for one in facts)
    assert sum(one.maturity is not None for one in facts) == 3
    assert all(one.purpose and one.examples and one.keys and one.who for one in facts)


def test_each_reason_is_told_in_both_languages(framework: Draft) -> None:
    assert all(one.because["cy"] and one.because["en"] for one in framework.settled)
    assert framework.problems == ()
